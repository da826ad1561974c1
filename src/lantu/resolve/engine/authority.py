"""Who may do what: administrators named in records, one by one or in groups of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.resolve.engine.names import folded, key_of
from lantu.resolve.wire.limits import NESTING
from lantu.resolve.wire.octets import MalformedError
from lantu.resolve.wire.records import Admin, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lantu.resolve.engine.records import Record, Records
    from lantu.resolve.wire.codes import AdminRight
    from lantu.resolve.wire.values import Reference

ADMIN, GROUP = "HS_ADMIN", "HS_VLIST"


def entitled(records: Records, record: Record | None, who: Reference, right: AdminRight) -> bool:
    """Whether a record names somebody an administrator with a right.

    Args:
        records: Where groups are looked up.
        record: The record that names its administrators; nobody is where there is none.
        who: Whoever asks.
        right: The right.
    """
    if record is None:
        return False
    named = (admin.who for admin in _admins(record) if admin.rights & right)
    return among(records, named, who)


def among(records: Records, named: Iterable[Reference], who: Reference) -> bool:
    """Whether somebody is named, or is of a group that is, or of a group in such a group.

    A group that is in itself adds nobody; groups nested deeper than
    :data:`~lantu.resolve.wire.limits.NESTING` are not looked into.
    """
    wanted, seen = _same(who), set[tuple[str, int]]()
    layer = [*named]
    for _ in range(NESTING):
        fresh = [each for each in layer if _same(each) not in seen]
        if any(_same(each) == wanted for each in fresh):
            return True
        seen |= {_same(each) for each in fresh}
        layer = [member for each in fresh for member in _members(records, each)]
        if not layer:
            return False
    return False


def _same(who: Reference) -> tuple[str, int]:
    return folded(who.handle), who.index


def _admins(record: Record) -> Iterator[Admin]:
    for value in record.values:
        if folded(value.type) == ADMIN:
            try:
                yield Admin.parse(value.data)
            except MalformedError:
                continue


def _members(records: Records, group: Reference) -> tuple[Reference, ...]:
    record = records.get(key_of(group.handle))
    value = None if record is None else record.at(group.index)
    if value is None or folded(value.type) != GROUP:
        return ()
    try:
        return Group.parse(value.data).members
    except MalformedError:
        return ()
