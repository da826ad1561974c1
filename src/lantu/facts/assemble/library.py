"""What every part of the assembly looks things up in: names, places, pages, books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.facts.assemble.books import TableBook, read_sources
from lantu.facts.assemble.readings import Reader
from lantu.facts.gazetteer import gazetteer
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from lantu.evidence.source import Citation, Source
    from lantu.facts.gazetteer import Gazetteer
    from lantu.facts.settings import Settings
    from lantu.facts.table import FactTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Look-ups shared by the graph and the directory.

    Attributes:
        tables: Every table of the schema.
        places: Which place a code or name means.
        sources: The pages, by key.
        pages: The pages by address; of several with one address the first by row.
        reader: Reads rows out loud.
    """

    tables: Mapping[str, FactTable]
    places: Gazetteer
    sources: tuple[Source, ...]
    pages: Mapping[str, Source]
    reader: Reader

    def by_key(self, table: str) -> pl.DataFrame:
        """The rows of a table in the order of its key: the canonical order."""
        found = self.tables[table]
        return found.frame.sort(found.table.key)

    def book(self, table: str, frame: pl.DataFrame) -> TableBook:
        """The book of ``frame``, rows of ``table``."""
        origin = self.tables[table].origin
        key = origin.table.key
        return TableBook(table, key, frame, self.pages, self.reader, origin.numbered)

    def cited(self, table: str) -> Iterator[tuple[dict[str, object], Citation]]:
        """The rows of a table in their own order, each with its citation."""
        frame = self.tables[table].frame
        book = self.book(table, frame)
        for position, row in enumerate(frame.iter_rows(named=True)):
            yield row, book.cite(position)


def open_library(tables: Mapping[str, FactTable], settings: Settings) -> Library:
    """The look-ups of a workspace."""
    sources = read_sources(tables["sources"])
    listed = {source.key: source for source in sources}
    pages: dict[str, Source] = {}
    for key, url in tables["sources"].frame.select("source_key", "url").iter_rows():
        pages.setdefault(url, listed[key])
    return Library(
        tables=tables,
        places=gazetteer(settings, _names(tables["cities"])),
        sources=sources,
        pages=pages,
        reader=Reader(
            products=_names(tables["products"]),
            firms=_names(tables["firms"]),
            chains=_names(tables["chains"]),
        ),
    )


def name_of(zh: str, en: str | None) -> Text:
    """A name in both languages; the Chinese one stands in for a missing English one."""
    return Text(zh, en or zh)


def _names(table: FactTable) -> dict[str, str]:
    return dict(table.frame.select(table.table.key, "name_zh").iter_rows())
