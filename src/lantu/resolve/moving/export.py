"""Records written out, as they are at one moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lantu.resolve.engine.names import is_prefix, prefix_of
from lantu.resolve.store.coding import key_at, take_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.resolve.engine.records import Record
    from lantu.resolve.store import Reader


def exported(reader: Reader, *, prefix: str = "", restricted: bool = False) -> Iterator[Record]:
    """The records of a store, those of prefixes apart, in order of their keys.

    Args:
        reader: Of the store.
        prefix: Handle of the prefix under which they are; all where left out.
        restricted: Whether values that not everybody may read are written out as well.
    """
    for place, octets in reader.records():
        key = key_at(place, octets)
        if is_prefix(key) or (prefix and prefix_of(key) != prefix):
            continue
        record = take_record(key, octets)
        if not restricted:
            record = replace(record, values=tuple(each for each in record.values if each.public))
        if record.values:
            yield record
