"""What administrators may ask for: what is looked at first, what right it takes, what is done.

Whether a thing exists is told before anybody proves who they are where deployed servers tell
it; the table at the end says so operation by operation.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from lantu.resolve.engine.names import PREFIXES, ancestors, folded, is_prefix, prefix_of
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.engine.refusals import ELSEWHERE, RefusedError
from lantu.resolve.wire.codes import AdminRight, Code, Flag, Op, Permission
from lantu.resolve.wire.replies import Names, Nothing
from lantu.resolve.wire.requests import OfHandle, WithoutValues

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lantu.resolve.engine.records import Records
    from lantu.resolve.wire.message import Message
    from lantu.resolve.wire.requests import Body
    from lantu.resolve.wire.values import HandleValue

_WRITABLE = Permission.ADMIN_WRITE | Permission.PUBLIC_WRITE
_ADMIN = "HS_ADMIN"


class Fresh(Protocol):
    """Where the time, and what was never used before, come from."""

    def now(self) -> float:
        """Seconds since 1970."""

    def nonce(self) -> bytes:
        """Sixteen octets that nobody can guess."""

    def session(self) -> int:
        """A session id that is not in use; not 0."""

    def suffix(self) -> str:
        """The end of a handle that nobody has."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of an administrator.

    Attributes:
        records: The records.
        message: The request.
        body: Its body.
        fresh: Where the time, and what was never used before, come from.
    """

    records: Records
    message: Message
    body: Any
    fresh: Fresh

    @property
    def key(self) -> str:
        """Key of the handle it is about, which has to be written out whole."""
        return folded(self.body.handle)

    def record(self, code: Code = Code.HANDLE_NOT_FOUND) -> Record:
        """The record it is about.

        Raises:
            RefusedError: There is none.
        """
        found = self.records.get(self.key)
        if found is None:
            raise RefusedError(code)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A right that somebody has to have.

    Attributes:
        key: Record that names who has it; empty where only the node's administrators have.
        right: The right.
    """

    key: str
    right: AdminRight


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One operation of administrators.

    Attributes:
        look: What is refused before anybody is asked who they are.
        needs: Rights that it takes, all of them.
        do: What is done, once they have shown it.
    """

    look: Callable[[Asked], None]
    needs: Callable[[Asked], tuple[Need, ...]]
    do: Callable[[Asked], tuple[Body, Change | None]]


def _nothing(_asked: Asked) -> None:
    pass


def _home(asked: Asked) -> None:
    if not asked.records.homed(prefix_of(asked.key)):
        raise RefusedError(Code.NOT_RESPONSIBLE, ELSEWHERE)


def _sound(values: tuple[HandleValue, ...]) -> None:
    """Refuse indexes that are none, or stand twice."""
    for index, count in Counter(value.index for value in values).items():
        if index == 0:
            raise RefusedError(Code.INVALID_VALUE, "Value indexes must be positive")
        if count > 1:
            raise RefusedError(Code.VALUE_EXISTS, f"Index conflict for {index}")


def _stamped(asked: Asked) -> tuple[HandleValue, ...]:
    now = int(asked.fresh.now())
    return tuple(value.stamped(now) for value in asked.body.values)


def _look_at_new(asked: Asked) -> None:
    _home(asked)
    _sound(asked.body.values)
    may_exist = asked.message.asks(Flag.OVERWRITE) or asked.message.asks(Flag.MINT)
    if not may_exist and asked.records.get(asked.key) is not None:
        raise RefusedError(Code.HANDLE_EXISTS)


def _needs_for_new(asked: Asked) -> tuple[Need, ...]:
    if is_prefix(asked.key):
        parent = next(ancestors(asked.key), PREFIXES + "0.NA")
        return (Need(key=parent, right=AdminRight.ADD_PREFIX),)
    return (Need(key=prefix_of(asked.key), right=AdminRight.ADD_HANDLE),)


def _create(asked: Asked) -> tuple[Body, Change | None]:
    minted = asked.fresh.suffix() if asked.message.asks(Flag.MINT) else ""
    made = Record(handle=asked.body.handle + minted, values=_stamped(asked))
    return OfHandle(handle=made.handle), Change(key=folded(made.handle), record=made)


def _needs_to_delete(asked: Asked) -> tuple[Need, ...]:
    right = AdminRight.DELETE_PREFIX if is_prefix(asked.key) else AdminRight.DELETE_HANDLE
    return (Need(key=asked.key, right=right),)


def _delete(asked: Asked) -> tuple[Body, Change | None]:
    asked.record()
    return Nothing(), Change(key=asked.key)


def _look_at_added(asked: Asked) -> None:
    _home(asked)
    _sound(asked.body.values)


def _add(asked: Asked) -> tuple[Body, Change | None]:
    record = asked.record()
    for value in asked.body.values:
        if record.at(value.index) is not None and not asked.message.asks(Flag.OVERWRITE):
            raise RefusedError(Code.VALUE_EXISTS, f"Index conflict for {value.index}")
    return Nothing(), _with(asked, record, _stamped(asked))


def _modify(asked: Asked) -> tuple[Body, Change | None]:
    return Nothing(), _with(asked, asked.record(), _stamped(asked))


def _look_at_changed(asked: Asked) -> None:
    _home(asked)
    _sound(asked.body.values)
    record = asked.record()
    for value in asked.body.values:
        old = record.at(value.index)
        if old is None:
            raise RefusedError(Code.VALUES_NOT_FOUND)
        if not old.permissions & _WRITABLE:
            raise RefusedError(Code.NOT_PERMITTED, "Value is read-only")


def _with(asked: Asked, record: Record, values: tuple[HandleValue, ...]) -> Change:
    """The record with values put in the place of those of the same index."""
    kept = {value.index: value for value in (*record.values, *values)}
    ordered = tuple(kept[index] for index in sorted(kept))
    return Change(key=asked.key, record=replace(record, values=ordered))


def _remove(asked: Asked) -> tuple[Body, Change | None]:
    body: WithoutValues = asked.body
    record = asked.record()
    gone = {index for index in body.indexes if record.at(index) is not None}
    if len(gone) < len(set(body.indexes)) or not gone:
        raise RefusedError(Code.VALUES_NOT_FOUND)
    kept = tuple(value for value in record.values if value.index not in gone)
    return Nothing(), Change(key=asked.key, record=replace(record, values=kept))


def _rights(plain: AdminRight, of_admins: AdminRight) -> Callable[[Asked], tuple[Need, ...]]:
    """A right for values, and another for those that name administrators."""

    def needs(asked: Asked) -> tuple[Need, ...]:
        kinds = {_names_admin(asked, index) for index in _indexes(asked)}
        found = (
            Need(key=asked.key, right=of_admins if admin else plain) for admin in sorted(kinds)
        )
        return tuple(found) or (Need(key=asked.key, right=plain),)

    return needs


def _indexes(asked: Asked) -> tuple[int, ...]:
    if isinstance(asked.body, WithoutValues):
        return asked.body.indexes
    return tuple(value.index for value in asked.body.values)


def _names_admin(asked: Asked, index: int) -> bool:
    """Whether the value is an administrator's, before or after."""
    record = asked.records.get(asked.key)
    old = None if record is None else record.at(index)
    new = getattr(asked.body, "values", ())
    kinds = [value.type for value in new if value.index == index]
    return _ADMIN in {kind.upper() for kind in [*kinds, *([old.type] if old else [])]}


def _needs_to_list(asked: Asked) -> tuple[Need, ...]:
    return (Need(key=asked.key, right=AdminRight.LIST_HANDLES),)


def _list(asked: Asked) -> tuple[Body, Change | None]:
    return Names(names=tuple(asked.records.under(asked.key))), None


def _needs_the_node(_asked: Asked) -> tuple[Need, ...]:
    return (Need(key="", right=AdminRight.LIST_HANDLES),)


def _list_prefixes(asked: Asked) -> tuple[Body, Change | None]:
    return Names(names=tuple(asked.records.prefixes())), None


def _serve(asked: Asked) -> tuple[Body, Change | None]:
    return Nothing(), Change(key=asked.key, home=True)


def _serve_no_longer(asked: Asked) -> tuple[Body, Change | None]:
    return Nothing(), Change(key=asked.key, home=False)


DEEDS: Mapping[int, Deed] = MappingProxyType(
    {
        Op.CREATE_HANDLE: Deed(look=_look_at_new, needs=_needs_for_new, do=_create),
        Op.DELETE_HANDLE: Deed(look=_home, needs=_needs_to_delete, do=_delete),
        Op.ADD_VALUE: Deed(
            look=_look_at_added,
            needs=_rights(AdminRight.ADD_VALUE, AdminRight.ADD_ADMIN),
            do=_add,
        ),
        Op.REMOVE_VALUE: Deed(
            look=_home,
            needs=_rights(AdminRight.REMOVE_VALUE, AdminRight.REMOVE_ADMIN),
            do=_remove,
        ),
        Op.MODIFY_VALUE: Deed(
            look=_look_at_changed,
            needs=_rights(AdminRight.MODIFY_VALUE, AdminRight.MODIFY_ADMIN),
            do=_modify,
        ),
        Op.LIST_HANDLES: Deed(look=_nothing, needs=_needs_to_list, do=_list),
        Op.LIST_HOMED_PREFIXES: Deed(look=_nothing, needs=_needs_the_node, do=_list_prefixes),
        Op.HOME_PREFIX: Deed(look=_nothing, needs=_needs_the_node, do=_serve),
        Op.UNHOME_PREFIX: Deed(look=_nothing, needs=_needs_the_node, do=_serve_no_longer),
    }
)
"""The operations of administrators."""


def overwrites(asked: Asked) -> bool:
    """Whether something that is there gives way to what is asked for."""
    record = asked.records.get(asked.key)
    if record is None or not asked.message.asks(Flag.OVERWRITE):
        return False
    if asked.message.op == Op.CREATE_HANDLE:
        return True
    added = asked.body.values if asked.message.op == Op.ADD_VALUE else ()
    return any(record.at(value.index) is not None for value in added)
