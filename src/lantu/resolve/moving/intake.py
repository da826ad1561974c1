"""Rows taken into a store: batch after batch, each on disk before the next begins.

Taking the same rows in again changes nothing: a record that is there with the same values is
left as it is, so that a job that was stopped is simply run again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lantu.errors import DataError
from lantu.resolve.engine.names import is_prefix, key_of, prefix_of
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.store import Noted, Outcome
from lantu.resolve.store.entries import outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lantu.resolve.moving.rows import Given, Row
    from lantu.resolve.store import Reader, Writer

BATCH: Final = 2_000
"""Rows of one commit: a moment's work, lost at most where the machine stops."""

OPERATOR: Final = "operator"
ORIGIN: Final = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A row that was not taken in.

    Attributes:
        line: Its line in the file.
        handle: The handle, where one could be read.
        why: Why not.
    """

    line: int
    handle: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What became of the rows so far.

    Attributes:
        taken: Rows taken in.
        unchanged: Rows whose record was there already, with the same values.
        failed: Rows that were not taken in.
    """

    taken: int = 0
    unchanged: int = 0
    failed: int = 0

    @property
    def rows(self) -> int:
        """All of them."""
        return self.taken + self.unchanged + self.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How rows are taken in.

    Attributes:
        now: Seconds since 1970.
        overwrite: Whether a row takes the place of a record with other values.
        failure: Told each row that was not taken in.
        progress: Told after each batch how far it is.
    """

    now: float
    overwrite: bool = False
    failure: Callable[[Failure], None] = lambda _: None
    progress: Callable[[Moved], None] = lambda _: None


def take_in(writer: Writer, reader: Reader, rows: Iterable[Row], how: Intake) -> Moved:
    """Take rows into a store.

    Args:
        writer: Of the store.
        reader: Of the same.
        rows: The rows.
        how: How.

    Raises:
        FullError: There is no room; all batches before are on disk.
    """
    job = _Job(reader=reader, how=how, homes=frozenset(reader.prefixes()))
    for batch in _batches(rows):
        notes = job.notes_of(batch)
        if notes:
            writer.write(notes, how.now)
        how.progress(job.moved)
    return job.moved


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(slots=True, kw_only=True)
class _Job:
    """Rows held against the store and against each other."""

    reader: Reader
    how: Intake
    homes: frozenset[str]
    became: Counter[str] = field(default_factory=Counter)

    @property
    def moved(self) -> Moved:
        """What became of the rows so far."""
        return Moved(**self.became)

    def notes_of(self, batch: Iterable[Row]) -> list[Noted]:
        """The changes that a batch comes to."""
        coming = _Coming()
        with self.reader.moment():
            for row in batch:
                self.became[self._judged(row, coming)] += 1
        return coming.notes

    def _judged(self, row: Row, coming: _Coming) -> str:
        """What becomes of a row."""
        handle = ""
        try:
            given = row.given()
            handle = given.record.handle
            note = self._note(given, coming)
        except DataError as error:
            self.how.failure(Failure(line=row.number, handle=handle, why=str(error)))
            return "failed"
        if note is None:
            return "unchanged"
        coming.add(note)
        return "taken"

    def _note(self, given: Given, coming: _Coming) -> Noted | None:
        """What a row changes; None where that is done already."""
        key = _served(given.record.handle, self.homes)
        old = coming.records[key] if key in coming.records else self.reader.get(key)
        record = _stamped(given.record, old, int(self.how.now))
        note = Noted(
            change=Change(key=key, record=record), who=OPERATOR, origin=ORIGIN, once=given.once
        )
        if given.once and (became := coming.outcome(note) or self.reader.outcome(note)):
            if became is Outcome.OTHER_BEFORE:
                raise DataError(f"{given.once!r} names another row that was taken in")
            return None
        if old == record:
            return None
        if old is not None and not self.how.overwrite:
            raise DataError("is on record with other values", hint="--overwrite replaces it")
        return note


@dataclass(slots=True)
class _Coming:
    """What the rows of a batch have come to so far."""

    notes: list[Noted] = field(default_factory=list)
    records: dict[str, Record | None] = field(default_factory=dict)
    names: dict[bytes, bytes] = field(default_factory=dict)

    def add(self, note: Noted) -> None:
        self.notes.append(note)
        self.records[note.change.key] = note.change.record
        if note.once:
            name, wanted = note.named
            self.names[name] = wanted

    def outcome(self, note: Noted) -> Outcome | None:
        name, wanted = note.named
        return outcome_of(self.names[name], wanted) if name in self.names else None


def _served(handle: str, homes: frozenset[str]) -> str:
    key = key_of(handle)
    if is_prefix(key):
        raise DataError("is a prefix, which is not imported")
    if prefix_of(key) not in homes:
        raise DataError("is of a prefix that this node does not serve")
    return key


def _stamped(record: Record, old: Record | None, now: int) -> Record:
    """The record with a time for each value that has none: that of its old value, if the same."""
    times = {value.index: value.timestamp for value in old.values} if old else {}
    values = tuple([value.stamped(times.get(value.index, now)) for value in record.values])
    return Record(handle=record.handle, values=values)
