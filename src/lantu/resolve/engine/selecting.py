"""Which values of a record answer a resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.resolve.engine.refusals import RefusedError
from lantu.resolve.wire.codes import Code, Permission

if TYPE_CHECKING:
    from lantu.resolve.engine.records import Record
    from lantu.resolve.wire.requests import Resolve
    from lantu.resolve.wire.values import HandleValue

_READABLE = Permission.ADMIN_READ | Permission.PUBLIC_READ


def wanted(record: Record, asked: Resolve) -> tuple[HandleValue, ...]:
    """Values whose index or type is asked for, by index; all where neither is."""
    if not asked.indexes and not asked.types:
        return record.values
    indexes = frozenset(asked.indexes)
    return tuple(
        value
        for value in record.values
        if value.index in indexes or any(value.of_type(each) for each in asked.types)
    )


def public(values: tuple[HandleValue, ...]) -> tuple[HandleValue, ...]:
    """Those that anyone may read."""
    return tuple(value for value in values if value.public)


def restricted(values: tuple[HandleValue, ...]) -> bool:
    """Whether an administrator has to ask.

    Raises:
        RefusedError: Nobody may read one of them.
    """
    if any(not value.permissions & _READABLE for value in values):
        raise RefusedError(Code.NOT_PERMITTED)
    return not all(value.public for value in values)
