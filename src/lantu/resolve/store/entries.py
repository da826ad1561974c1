"""The log: what was changed, by whom, when, and what the records were like after it.

``h(n) = SHA-256(entry n)`` and entry n + 1 begins with h(n): whoever keeps one hash can tell
whether anything before it was altered. Entries of several kilobytes are compressed.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from lantu.errors import CallerError
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.wire.octets import MalformedError, Octets, int4, many, text
from lantu.resolve.wire.values import take_values

HASH: Final = 32

GENESIS: Final = bytes(HASH)
"""What stands for the hash of the entry before the first."""

MOST_NOTES: Final = 20_000
"""Changes of one entry: a commit of so many takes a second."""

PACKED_FROM: Final = 1_024
"""Octets from which on an entry is compressed; shorter ones fit a page as they are."""

MOST_OCTETS: Final = 1 << 30
"""Octets of the changes of one entry; what would be unpacked to more is no entry."""

_GONE, _RECORD, _SERVED, _UNSERVED = range(4)
_PLAIN, _PACKED = range(2)
_NOTE_LEAST: Final = 17


class Outcome(Enum):
    """What became of a change."""

    DONE = "done"
    DONE_BEFORE = "done before"
    OTHER_BEFORE = "the same name was given to another change"


def outcome_of(kept: bytes, wanted: bytes) -> Outcome:
    """What became of a change whose name is known.

    Args:
        kept: What the store keeps under the name.
        wanted: Hash of what is wanted now.
    """
    return Outcome.DONE_BEFORE if kept[:HASH] == wanted else Outcome.OTHER_BEFORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A change, and how it came about.

    Attributes:
        change: The change.
        who: Whoever proved to be behind it, such as ``300:0.NA/88.1``; or ``operator``.
        origin: Where it came from, such as ``tcp 192.0.2.7``.
        once: What the sender calls it, so that the same is not done twice; may be empty.
    """

    change: Change
    who: str = ""
    origin: str = ""
    once: str = ""

    def format(self) -> bytes:
        """Its octets."""
        kind, octets = _KINDS[self.change.home], b""
        if self.change.record is not None:
            kind = _RECORD
            octets = text(self.change.record.handle) + self.change.record.packed
        told = text(self.change.key) + text(self.who) + text(self.origin) + text(self.once)
        return bytes((kind,)) + told + octets

    @property
    def named(self) -> tuple[bytes, bytes]:
        """What it goes by, and what was wanted under it: times and origin apart."""
        change = self.change
        if change.record is not None:
            values = tuple(replace(each, timestamp=0) for each in change.record.values)
            change = replace(change, record=replace(change.record, values=values))
        wanted = replace(self, change=change, origin="").format()
        name = self.once.encode("utf-8", "surrogateescape")
        return hashlib.sha256(name).digest(), hash_of(wanted)

    @classmethod
    def parse(cls, it: Octets) -> Noted:
        """Read it where ``it`` stands.

        Raises:
            MalformedError: The octets are none.
        """
        kind = it.int1()
        if kind > _UNSERVED:
            raise MalformedError(f"a change of kind {kind}; 0 to {_UNSERVED} are known")
        key, who, origin, once = it.text(), it.text(), it.text(), it.text()
        record = Record(handle=it.text(), values=take_values(it)) if kind == _RECORD else None
        home = {_SERVED: True, _UNSERVED: False}.get(kind)
        change = Change(key=key, record=record, home=home)
        return cls(change=change, who=who, origin=origin, once=once)


_KINDS: Final = {None: _GONE, True: _SERVED, False: _UNSERVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one commit changed.

    Attributes:
        number: From 1 on, without gaps.
        time: When, milliseconds since 1970.
        before: Hash of the entry before.
        state: Hash of all records as they are after it.
        notes: The changes, in the order in which they were made.
    """

    number: int
    time: int
    before: bytes
    state: bytes
    notes: tuple[Noted, ...]

    def format(self) -> bytes:
        """Its octets.

        Raises:
            CallerError: More than one entry may have.
        """
        body = many(note.format() for note in self.notes)
        if len(body) > MOST_OCTETS:
            raise CallerError(f"{len(body)} octets of changes at once; at most {MOST_OCTETS} go")
        packed = len(body) >= PACKED_FROM
        head = self.number.to_bytes(8) + self.time.to_bytes(8) + self.before + self.state
        if not packed:
            return head + bytes((_PLAIN,)) + body
        return head + bytes((_PACKED,)) + int4(len(body)) + zlib.compress(body, 1)

    @classmethod
    def parse(cls, octets: bytes) -> Entry:
        """Read a whole entry.

        Raises:
            MalformedError: The octets are none.
        """
        it = Octets(octets)
        number, time, before, state = it.int8(), it.int8(), it.take(HASH), it.take(HASH)
        body = Octets(_unpacked(it))
        notes = body.many(Noted.parse, _NOTE_LEAST, MOST_NOTES)
        body.end()
        return cls(number=number, time=time, before=before, state=state, notes=notes)


def _unpacked(it: Octets) -> bytes:
    kind = it.int1()
    if kind == _PLAIN:
        return it.rest()
    length, unpacking = it.int4(), zlib.decompressobj()
    if kind != _PACKED or length > MOST_OCTETS:
        raise MalformedError(f"an entry of kind {kind} with {length} octets")
    try:
        body = unpacking.decompress(it.rest(), length + 1)
    except zlib.error as error:
        raise MalformedError(f"an entry that cannot be unpacked: {error}") from error
    if len(body) != length or not unpacking.eof or unpacking.unused_data:
        raise MalformedError(f"an entry of {len(body)} octets that announces {length}")
    return body


def head_of(kept: bytes | None) -> tuple[int, bytes]:
    """Number and hash of the last entry, as the store keeps them; 0 and :data:`GENESIS` of none."""
    return (int.from_bytes(kept[:8]), kept[8:]) if kept else (0, GENESIS)


def hash_of(entry: bytes) -> bytes:
    """The hash of an entry's octets."""
    return hashlib.sha256(entry).digest()
