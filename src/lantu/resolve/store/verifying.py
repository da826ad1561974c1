"""Whether a store is what its log says: every link of the chain, every record, every count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.resolve.engine.names import prefix_of
from lantu.resolve.store.coding import key_at, take_record
from lantu.resolve.store.entries import GENESIS, Entry, hash_of
from lantu.resolve.store.state import plus, told, weight
from lantu.resolve.wire.octets import MalformedError

if TYPE_CHECKING:
    from lantu.resolve.store.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found.

    Attributes:
        entries: Entries of the log that were read.
        head: Hash of the last of them; whoever writes it down elsewhere can later tell whether
            the log up to here was altered.
        records: Records that were read.
        faults: What is not as it should be; empty where all is well.
    """

    entries: int
    head: bytes
    records: int
    faults: tuple[str, ...]


def verify(reader: Reader) -> Verified:
    """Read a whole store and hold it against its log, as it is at one moment.

    Args:
        reader: Of the store.
    """
    with reader.moment():
        number, head, state, faults = _chain(reader)
        if (number, head) != reader.head():
            faults.append("the log does not end where the store says that it does")
        found = _records(reader, faults)
        if number and told(found.state) != state:
            faults.append("the records are not those that the last entry tells of")
        if dict(found.counts) != {key: n for key, n in reader.counts() if n}:
            faults.append("the counts of handles are not those of the records")
        return Verified(entries=number, head=head, records=found.size, faults=tuple(faults))


def _chain(reader: Reader) -> tuple[int, bytes, bytes, list[str]]:
    """Number and hash of the last entry, the state it tells of, and faults on the way."""
    number, head, state, faults = 0, GENESIS, b"", list[str]()
    for octets in reader.entries():
        number += 1
        try:
            entry = Entry.parse(octets)
        except MalformedError as error:
            faults.append(f"entry {number} cannot be read: {error}")
        else:
            if entry.number != number or entry.before != head:
                faults.append(f"entry {number} does not follow the one before it")
            state = entry.state
        head = hash_of(octets)
    return number, head, state, faults


@dataclass(slots=True)
class _Found:
    state: int
    size: int
    counts: Counter[str]


def _records(reader: Reader, faults: list[str]) -> _Found:
    found = _Found(0, 0, Counter())
    for place, octets in reader.records():
        found.size += 1
        found.state = plus(found.state, weight(place, octets))
        try:
            key = key_at(place, octets)
            take_record(key, octets)
        except MalformedError as error:
            faults.append(f"the record at {place!r} cannot be read: {error}")
        else:
            found.counts[prefix_of(key)] += 1
    return found
