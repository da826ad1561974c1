"""Changes written: a batch of them, their log entry and their counts, all or none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lantu.errors import CallerError
from lantu.resolve.engine.names import prefix_of
from lantu.resolve.store.coding import place_of, put_record
from lantu.resolve.store.entries import MOST_NOTES, Entry, Outcome, hash_of, head_of, outcome_of
from lantu.resolve.store.opening import ABOUT, COUNTS, HOMES, LOG, ONCE, RECORDS, refusals
from lantu.resolve.store.state import WIDTH, plus, told, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.resolve.engine.records import Change
    from lantu.resolve.store.entries import Noted
    from lantu.resolve.store.opening import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A batch that is on disk.

    Attributes:
        number: Of its log entry; of the last one where nothing was left to be done.
        outcomes: What became of each change, in order.
    """

    number: int
    outcomes: tuple[Outcome, ...]


@dataclass(slots=True)
class Writer:
    """The one who writes a store.

    Attributes:
        store: The store, opened for writing.
    """

    store: Store

    def __post_init__(self) -> None:
        """Refuse a store that is only read.

        Raises:
            CallerError: It is.
        """
        if not self.store.writing:
            raise CallerError("this store was opened to be read", hint="open it with writing=True")

    def write(self, notes: Sequence[Noted], now: float) -> Written:
        """Write a batch; when this returns, it is on disk whole, and else nothing of it is.

        The map is made larger where it is full: no other transaction of this process may be
        open then. Give :meth:`write_if_room` where that cannot be promised.

        Args:
            notes: The changes, in order.
            now: Seconds since 1970.

        Raises:
            CallerError: More changes than one entry holds.
            FullError: There is no room for them.
        """
        while True:
            written = self.write_if_room(notes, now)
            if written is not None:
                return written
            self.store.grow()

    def write_if_room(self, notes: Sequence[Noted], now: float) -> Written | None:
        """The same, without making the map larger: None where it is full.

        Raises:
            CallerError: More changes than one entry holds.
            FullError: There is no room on the disk.
        """
        import lmdb  # noqa: PLC0415 - only a node needs it

        if len(notes) > MOST_NOTES:
            raise CallerError(f"{len(notes)} changes at once; at most {MOST_NOTES} are written")
        try:
            with refusals(self.store.folder), self.store.environment.begin(write=True) as txn:
                return _Batch(self.store, txn).written(notes, int(1_000 * now))
        except lmdb.MapFullError:
            return None


@dataclass(slots=True)
class _Batch:
    """One transaction."""

    store: Store
    txn: Any
    state: int = 0
    counts: Counter[bytes] = field(default_factory=Counter)

    def written(self, notes: Sequence[Noted], time: int) -> Written:
        number, before = head_of(self._get(ABOUT, b"head"))
        self.state = int.from_bytes(self._get(ABOUT, b"state") or b"")
        outcomes = tuple(self._outcome(note, number + 1) for note in notes)
        done = tuple(
            note for note, outcome in zip(notes, outcomes, strict=True) if outcome is Outcome.DONE
        )
        if not done:
            return Written(number=number, outcomes=outcomes)
        entry = Entry(
            number=number + 1, time=time, before=before, state=told(self.state), notes=done
        )
        self._log(entry.number, entry.format())
        return Written(number=number + 1, outcomes=outcomes)

    def _get(self, part: bytes, place: bytes) -> bytes | None:
        found: bytes | None = self.txn.get(place, db=self.store.parts[part])
        return found

    def _put(self, part: bytes, place: bytes, octets: bytes) -> None:
        self.txn.put(place, octets, db=self.store.parts[part])

    def _log(self, number: int, octets: bytes) -> None:
        self.txn.put(number.to_bytes(8), octets, db=self.store.parts[LOG], append=True)
        self._put(ABOUT, b"head", number.to_bytes(8) + hash_of(octets))
        self._put(ABOUT, b"state", self.state.to_bytes(WIDTH))
        for place, difference in self.counts.items():
            count = int.from_bytes(self._get(COUNTS, place) or b"") + difference
            self._put(COUNTS, place, count.to_bytes(8))

    def _outcome(self, note: Noted, number: int) -> Outcome:
        if note.once and (known := self._known(note, number)) is not None:
            return known
        self._apply(note.change)
        return Outcome.DONE

    def _known(self, note: Noted, number: int) -> Outcome | None:
        """What became of a change of this name; None where it is new, and noted by now."""
        name, what = note.named
        found = self._get(ONCE, name)
        if found is None:
            self._put(ONCE, name, what + number.to_bytes(8))
            return None
        return outcome_of(found, what)

    def _apply(self, change: Change) -> None:
        place = place_of(change.key)
        if change.home is None:
            self._keep(change, place)
        elif change.home:
            self._put(HOMES, place, b"")
        else:
            self.txn.delete(place, db=self.store.parts[HOMES])

    def _keep(self, change: Change, place: bytes) -> None:
        old = self._get(RECORDS, place)
        if old is not None:
            self.state = plus(self.state, -weight(place, old))
        if change.record is None:
            self.txn.delete(place, db=self.store.parts[RECORDS])
        else:
            new = put_record(change.key, change.record)
            self.state = plus(self.state, weight(place, new))
            self._put(RECORDS, place, new)
        difference = (change.record is not None) - (old is not None)
        if difference:
            self.counts[place_of(prefix_of(change.key))] += difference
