"""Records read from the store, as they were at one moment."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lantu.resolve.engine.names import PREFIXES
from lantu.resolve.store.coding import key_at, place_of, take_record
from lantu.resolve.store.entries import Entry, head_of, outcome_of
from lantu.resolve.store.opening import ABOUT, COUNTS, HOMES, LOG, ONCE, RECORDS, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.resolve.engine.records import Record
    from lantu.resolve.store.entries import Noted, Outcome
    from lantu.resolve.store.opening import Store


@dataclass(slots=True)
class Reader:
    """Reads a store; what is read inside one :meth:`moment` belongs together.

    Attributes:
        store: The store.
    """

    store: Store
    _txn: Any = field(default=None, repr=False)

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Read the store as it is now, whatever is written meanwhile."""
        if self._txn is not None:
            yield
            return
        self._txn = self._begun()
        try:
            yield
        finally:
            self._txn.abort()
            self._txn = None

    def _begun(self) -> Any:
        import lmdb  # noqa: PLC0415 - only a node needs it

        with refusals(self.store.folder):
            try:
                return self.store.environment.begin()
            except lmdb.MapResizedError:
                self.store.follow_growth()
                return self.store.environment.begin()

    def _get(self, part: bytes, place: bytes) -> bytes | None:
        found: bytes | None
        if self._txn is not None:
            found = self._txn.get(place, db=self.store.parts[part])
            return found
        with self.moment():
            return self._get(part, place)

    def octets(self, key: str) -> bytes | None:
        """The record of a key as it lies in the store; None where there is none."""
        return self._get(RECORDS, place_of(key)) if key else None

    def get(self, key: str) -> Record | None:
        """The record of a key; None where there is none."""
        octets = self.octets(key)
        return None if octets is None else take_record(key, octets)

    def homed(self, key: str) -> bool:
        """Whether the prefix of which this is the handle is served here."""
        return bool(key) and self._get(HOMES, place_of(key)) is not None

    def under(self, prefix: str) -> Iterator[str]:
        """Keys of the handles under the prefix of which this is the handle, in order."""
        start = place_of(prefix.removeprefix(PREFIXES) + "/")
        with self.moment():
            for place, octets in self._from(RECORDS, start):
                if not place.startswith(start):
                    return
                yield key_at(place, octets)

    def prefixes(self) -> Iterator[str]:
        """Handles of the prefixes served here, in order."""
        with self.moment():
            for place, _ in self._from(HOMES, b""):
                yield place.decode("utf-8", "surrogateescape")

    def counts(self) -> Iterator[tuple[str, int]]:
        """How many handles there are under each prefix, by the prefix's handle."""
        with self.moment():
            for place, octets in self._from(COUNTS, b""):
                yield place.decode("utf-8", "surrogateescape"), int.from_bytes(octets)

    def records(self) -> Iterator[tuple[bytes, bytes]]:
        """Place and octets of every record, in order of place."""
        with self.moment():
            yield from self._from(RECORDS, b"")

    def entries(self, first: int = 1) -> Iterator[bytes]:
        """The log's entries as octets, from one number on."""
        with self.moment():
            for _, octets in self._from(LOG, first.to_bytes(8)):
                yield octets

    def entry(self, number: int) -> Entry | None:
        """One entry; None where there is none of that number."""
        octets = self._get(LOG, number.to_bytes(8))
        return None if octets is None else Entry.parse(octets)

    def outcome(self, note: Noted) -> Outcome | None:
        """What became of a change of this name; None where there was none."""
        name, wanted = note.named
        kept = self._get(ONCE, name)
        return None if kept is None else outcome_of(kept, wanted)

    def head(self) -> tuple[int, bytes]:
        """Number and hash of the last entry."""
        return head_of(self._get(ABOUT, b"head"))

    def state(self) -> int:
        """The number that all records are summed up in."""
        return int.from_bytes(self._get(ABOUT, b"state") or b"")

    def size(self) -> int:
        """How many records there are."""
        with self.moment():
            found: int = self._txn.stat(self.store.parts[RECORDS])["entries"]
            return found

    def _from(self, part: bytes, start: bytes) -> Iterator[tuple[bytes, bytes]]:
        with self._txn.cursor(self.store.parts[part]) as cursor:
            if cursor.set_range(start) if start else cursor.first():
                yield from cursor.iternext()
