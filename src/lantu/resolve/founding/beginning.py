"""How a node begins: keys, settings, and a store that holds its prefix."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lantu.errors import CallerError, PlaceError
from lantu.resolve.engine.names import folded
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.founding.house import (
    GROUP_INDEX,
    KEY_INDEX,
    SECRET_INDEX,
    SITE_INDEX,
    House,
    handle_of,
)
from lantu.resolve.founding.keys import keep, make
from lantu.resolve.founding.settings import FILE
from lantu.resolve.store import Noted, Store, Writer
from lantu.resolve.wire.records import Admin, Group
from lantu.resolve.wire.values import PUBLIC, SECRET, HandleValue, Reference

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.resolve.founding.settings import Settings

ALL_RIGHTS: Final = 0x0FFF
OPERATOR: Final = "operator"

_SECRET_OCTETS: Final = 24
_ADMIN_INDEX: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A node that has begun.

    Attributes:
        house: Its folder.
        handle: Handle of its prefix.
        files: What was written, in order.
    """

    house: House
    handle: str
    files: tuple[Path, ...]


def found(folder: Path, settings: Settings, now: float) -> Founded:
    """Begin a node: its keys, its settings, a store with its prefix.

    Args:
        folder: Where; it may be there, but hold no node.
        settings: Its settings.
        now: Seconds since 1970.

    Raises:
        CallerError: The folder holds a node.
        PlaceError: It cannot be written to.
    """
    house = House(folder)
    if (folder / FILE).exists() or house.store.exists():
        raise CallerError(f"{folder} holds a node already", hint="choose another folder")
    try:
        (folder / "keys").mkdir(parents=True, mode=0o700)
        (folder / FILE).write_text(settings.format(), encoding="utf-8")
    except OSError as error:
        raise PlaceError(f"{folder} cannot be written to: {error.strerror}") from error
    make(house.site_key)
    key, word = make(house.admin_key), secrets.token_hex(_SECRET_OCTETS).encode()
    keep(house.admin_secret, word)
    handle = handle_of(settings)
    with Store.create(house.store) as store:
        record = Record(handle=handle, values=_values(house, handle, key, word))
        changes = (
            Change(key=folded(handle), record=record),
            Change(key=folded(handle), home=True),
        )
        notes = [Noted(change=each, who=OPERATOR, origin="init") for each in changes]
        Writer(store).write(notes, now)
    files = (folder / FILE, house.site_key, house.admin_key, house.admin_secret, house.store)
    return Founded(house=house, handle=handle, files=files)


def _values(house: House, handle: str, key: bytes, word: bytes) -> tuple[HandleValue, ...]:
    group = Group(
        members=tuple(Reference(handle=handle, index=each) for each in (KEY_INDEX, SECRET_INDEX))
    )
    admin = Admin(rights=ALL_RIGHTS, who=Reference(handle=handle, index=GROUP_INDEX))
    told = (
        (SITE_INDEX, "HS_SITE", house.site().format(), PUBLIC),
        (_ADMIN_INDEX, "HS_ADMIN", admin.format(), PUBLIC),
        (GROUP_INDEX, "HS_VLIST", group.format(), PUBLIC),
        (KEY_INDEX, "HS_PUBKEY", key, PUBLIC),
        (SECRET_INDEX, "HS_SECKEY", word, SECRET),
    )
    return tuple(
        HandleValue(index=index, type=kind, data=data, permissions=permissions)
        for index, kind, data, permissions in told
    )


def admin_of(handle: str) -> HandleValue:
    """The value by which a new record names the administrators of its prefix.

    Args:
        handle: Handle of the prefix.
    """
    data = Admin(rights=ALL_RIGHTS, who=Reference(handle=handle, index=GROUP_INDEX)).format()
    return HandleValue(index=_ADMIN_INDEX, type="HS_ADMIN", data=data)
