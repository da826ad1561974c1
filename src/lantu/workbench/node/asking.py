"""A node asked: a handle resolved, a handle registered."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from lantu.errors import CallerError, PlaceError
from lantu.resolve.wire.codes import Flag, Op
from lantu.resolve.wire.values import HandleValue
from lantu.workbench.node.needing import refuse_without_node

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lantu.resolve.founding import House
    from lantu.resolve.wire.requests import WithValues
    from lantu.resolve.wire.values import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One value of a handle, as people read it.

    Attributes:
        index: Its number.
        type: What it is.
        data: Its octets as text where they are text, as hexadecimal digits where not.
        ttl: For how many seconds it may be kept.
        public: Whether anyone may read it.
    """

    index: int
    type: str
    data: str
    ttl: int
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a node says of a handle.

    Attributes:
        handle: The handle.
        values: Its values that anyone may read.
    """

    handle: str
    values: tuple[Kept, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registering:
    """A handle to be registered.

    Attributes:
        handle: The handle.
        values: ``TYPE=DATA`` or ``INDEX:TYPE=DATA`` each.
        overwrite: Whether it takes the place of one that is there.
    """

    handle: str
    values: Sequence[str]
    overwrite: bool = False


def resolve(
    handle: str, at: str, *, types: Sequence[str] = (), indexes: Sequence[int] = ()
) -> Resolved:
    """Ask a node for the public values of a handle.

    Args:
        handle: The handle.
        at: ``HOST:PORT`` of the node.
        types: Types that are wanted; all where left out.
        indexes: Indexes that are wanted.

    Raises:
        CallerError: No such address.
        PeerError: The node is away or refuses.
    """
    from lantu.resolve.asking import Client  # noqa: PLC0415 - commands load what they need
    from lantu.resolve.wire.requests import Resolve  # noqa: PLC0415

    host, _, port = at.rpartition(":")
    if not host or not port.isdigit():
        raise CallerError(f"{at!r} is no address", hint="give HOST:PORT, such as 127.0.0.1:2641")
    asked = Resolve(handle=handle, types=tuple(types), indexes=tuple(indexes))
    with Client(host.strip("[]"), int(port)) as client:
        reply = client.ask(Op.RESOLUTION, asked, flags=Flag.PUBLIC_ONLY)
    found = cast("WithValues", reply.body)
    return Resolved(handle=found.handle, values=tuple(map(_kept, found.values)))


def _kept(value: HandleValue) -> Kept:
    return Kept(
        index=value.index,
        type=value.type,
        data=shown(value.data),
        ttl=value.ttl,
        public=value.public,
    )


def shown(data: bytes) -> str:
    """Octets as text where they are text, as hexadecimal digits where not."""
    try:
        words = data.decode()
    except UnicodeDecodeError:
        return f"0x{data.hex()}"
    return words if words.isprintable() else f"0x{data.hex()}"


def register(folder: Path, registering: Registering) -> str:
    """Register a handle under a node's prefix: at the node where it is served, else in its store.

    Args:
        folder: The node's.
        registering: What is registered.

    Returns:
        The handle.

    Raises:
        CallerError: A value that is none, or a handle of another prefix or on record already.
        PeerError: The node refuses.
    """
    refuse_without_node()
    from lantu.resolve.founding import House  # noqa: PLC0415
    from lantu.resolve.founding.beginning import admin_of  # noqa: PLC0415
    from lantu.resolve.founding.house import handle_of  # noqa: PLC0415
    from lantu.resolve.store import Store  # noqa: PLC0415

    house = House(folder)
    values = (*parsed(registering.values), admin_of(handle_of(house.settings())))
    try:
        store = Store.open(house.store, writing=True)
    except PlaceError:
        _ask_to_register(house, registering, values)
    else:
        with store:
            _write(store, registering, values)
    return registering.handle


def parsed(told: Sequence[str]) -> tuple[HandleValue, ...]:
    """Values from ``TYPE=DATA`` or ``INDEX:TYPE=DATA``, numbered from 1 where not numbered.

    Raises:
        CallerError: A text is none, or an index stands twice.
    """
    values: list[HandleValue] = []
    for n, each in enumerate(told, 1):
        name, is_one, data = each.partition("=")
        index, numbered, kind = name.partition(":")
        at, kind = (index, kind) if numbered else (str(n), name)
        if not is_one or not kind or not at.isdigit() or not 0 < int(at) < 1 << 32:
            raise CallerError(f"{each!r} is no value", hint="write TYPE=DATA or INDEX:TYPE=DATA")
        values.append(HandleValue(index=int(at), type=kind, data=data.encode()))
    if len({value.index for value in values}) < len(values):
        raise CallerError("two values have the same index", hint="number them all or none")
    return tuple(values)


def _write(store: Any, registering: Registering, values: tuple[HandleValue, ...]) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from lantu.resolve.engine.names import key_of, prefix_of  # noqa: PLC0415
    from lantu.resolve.engine.records import Change, Record  # noqa: PLC0415
    from lantu.resolve.store import Noted, Reader, Writer  # noqa: PLC0415

    now, reader, key = time.time(), Reader(store), key_of(registering.handle)
    if not reader.homed(prefix_of(key)):
        raise CallerError(
            f"{registering.handle} is of a prefix that this node does not serve",
            hint=f"it serves {', '.join(reader.prefixes())}",
        )
    if not registering.overwrite and reader.get(key) is not None:
        raise CallerError(f"{registering.handle} is on record", hint="--overwrite replaces it")
    stamped = tuple(replace(value, timestamp=int(now)) for value in values)
    change = Change(key=key, record=Record(handle=registering.handle, values=stamped))
    Writer(store).write([Noted(change=change, who="operator", origin="register")], now)


@dataclass(frozen=True, slots=True)
class _Operator:
    """The operator, who has the node's own key."""

    who: Reference
    pem: bytes

    def prove(self, data: bytes) -> bytes:
        """The answer to a challenge."""
        from lantu.resolve.founding import proof  # noqa: PLC0415

        return proof(self.pem, data)


def _ask_to_register(
    house: House, registering: Registering, values: tuple[HandleValue, ...]
) -> None:
    from lantu.resolve.asking import Client  # noqa: PLC0415
    from lantu.resolve.founding.house import KEY_INDEX, handle_of  # noqa: PLC0415
    from lantu.resolve.founding.keys import secret  # noqa: PLC0415
    from lantu.resolve.wire.requests import WithValues  # noqa: PLC0415
    from lantu.resolve.wire.values import Reference  # noqa: PLC0415

    settings = house.settings()
    who = Reference(handle=handle_of(settings), index=KEY_INDEX)
    flags = Flag.OVERWRITE if registering.overwrite else 0
    with Client(settings.listen.address, settings.listen.port) as client:
        client.ask(
            Op.CREATE_HANDLE,
            WithValues(handle=registering.handle, values=values),
            flags=flags,
            proving=_Operator(who, secret(house.admin_key)),
        )
