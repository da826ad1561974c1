"""Books of rows: any position of a table, ready to be cited."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lantu.evidence.source import Citation, Source
from lantu.facts.intake.raw import ROW
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from lantu.evidence.source import RowBook
    from lantu.facts.assemble.readings import Reader
    from lantu.facts.table import FactTable


@dataclass(frozen=True, slots=True)
class TableBook:
    """One table's rows by position; a row is read when it is first cited, and kept."""

    table: str
    key: str
    frame: pl.DataFrame
    sources: Mapping[str, Source]
    reader: Reader
    numbered: bool = True
    _cited: dict[int, Citation] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.frame)

    def cite(self, position: int) -> Citation:
        """The row at ``position``."""
        if position not in self._cited:
            self._cited[position] = self._read(position)
        return self._cited[position]

    def _read(self, position: int) -> Citation:
        row = self.frame.row(position, named=True)
        grade, url = row.get("confidence"), row.get("source_url")
        return Citation(
            table=self.table,
            row_id=row[self.key],
            line=row[ROW] if self.numbered else 0,
            reading=self.reader.read(self.table, row),
            note=row.get("note") or "",
            grade=Grade(grade) if grade else None,
            source=self.sources.get(url) or unlisted(row) if url else None,
        )


@dataclass(frozen=True, slots=True)
class JoinedBook:
    """Several books end to end."""

    books: tuple[RowBook, ...]
    starts: tuple[int, ...]

    def __len__(self) -> int:
        return sum(len(book) for book in self.books)

    def cite(self, position: int) -> Citation:
        """The row at ``position`` of all."""
        book = bisect_right(self.starts, position) - 1
        return self.books[book].cite(position - self.starts[book])


def joined(books: Sequence[RowBook]) -> JoinedBook:
    """The books end to end."""
    starts = [0]
    for book in books[:-1]:
        starts.append(starts[-1] + len(book))
    return JoinedBook(tuple(books), tuple(starts))


def read_sources(sources: FactTable) -> tuple[Source, ...]:
    """Every page of table sources, by key."""
    rows = sources.frame.sort("source_key").iter_rows(named=True)
    return tuple(
        Source(
            key=row["source_key"],
            url=row["url"],
            date=row["date"] or "",
            publisher=row["publisher_zh"],
            host_type=row["host_type"] or "",
            safe_to_link=row["safe_to_link"],
        )
        for row in rows
    )


def unlisted(row: Mapping[str, str]) -> Source:
    """A page that is cited but not listed: nobody vouched for it, so it is not linked."""
    return Source(
        key=row["source_url"],
        url=row["source_url"],
        date=row.get("source_date") or "",
        publisher=urlsplit(row["source_url"]).netloc,
        host_type="",
        safe_to_link=False,
    )
