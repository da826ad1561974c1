"""Who else is to be asked of a prefix that is not on record here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.resolve.engine.names import ancestors

if TYPE_CHECKING:
    from lantu.resolve.engine.records import Records
    from lantu.resolve.wire.values import HandleValue

DELEGATIONS = ("HS_SITE.PREFIX", "HS_SERV.PREFIX", "HS_NA_DELEGATE")
"""Types of the values by which a prefix says who answers for those derived from it."""


def delegation(records: Records, key: str) -> tuple[HandleValue, ...]:
    """What the nearest ancestor on record says of those derived from it; empty where nothing.

    Args:
        records: The records.
        key: Handle of the prefix that is not on record.
    """
    for ancestor in ancestors(key):
        record = records.get(ancestor)
        if record is not None:
            return tuple(value for value in record.of_type(*DELEGATIONS) if value.public)
    return ()
