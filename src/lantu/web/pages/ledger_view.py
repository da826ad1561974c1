"""A list on a page: narrowed by words, sorted by any column, figures that open."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nicegui import ui

from lantu.reports.cells import said, with_units
from lantu.reports.page_cells import sort_key
from lantu.web.pages.markup import render

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Ledger, Row
    from lantu.web.pages.panel import Panel
    from lantu.web.pages.reader import Reader


@dataclass(slots=True)
class Looked:
    """How a list is looked at.

    Attributes:
        words: Every word that a row must have.
        column: The column it is sorted by; its own order where -1.
        rising: Whether the least stands first.
    """

    words: str = ""
    column: int = -1
    rising: bool = True


class LedgerView:
    """One list, shown again whenever it or the look at it changes."""

    def __init__(self, reader: Reader, panel: Panel, ledger: Ledger) -> None:
        self._reader = reader
        self._ledger = with_units(ledger)
        self._looked = Looked()
        find = reader.word("filter")
        self._asked = (
            ui.input(placeholder=find, on_change=lambda e: self._find(e.value or ""))
            .props(f'dense outlined clearable debounce="200" aria-label="{find}"')
            .classes("narrow")
        )
        self._count = ui.label().classes("quiet count")
        self._table = ui.html("", sanitize=False)
        self._sorts = panel.take("sort", lambda column: self._sort(int(column)))
        self._show()

    def change(self, ledger: Ledger) -> None:
        """Show another state of the list, looked at as before."""
        self._ledger = with_units(ledger)
        self._show()

    def find(self, words: str) -> None:
        """Narrow the list to rows that have these words."""
        self._asked.set_value(words)

    def _find(self, words: str) -> None:
        self._looked.words = words
        self._show()

    def _sort(self, column: int) -> None:
        looked = self._looked
        again = looked.column == column
        looked.column, looked.rising = column, not looked.rising if again else True
        self._show()

    def _show(self) -> None:
        rows = self._rows()
        total = len(self._ledger.rows)
        self._count.set_text(f"{len(rows)} / {total} {self._reader.word('rows')}")
        looked = self._looked
        told = render(
            "ledger.html.j2",
            self._reader,
            ledger=self._ledger,
            rows=[(row, self._name(row)) for row in rows],
            sorts=self._sorts,
            sort=(looked.column, looked.rising) if looked.column >= 0 else None,
        )
        self._table.set_content(told)

    def _rows(self) -> list[Row]:
        wanted = _folded(self._looked.words).split()
        rows = [row for row in self._ledger.rows if all(w in self._told(row) for w in wanted)]
        if self._looked.column >= 0:
            rows.sort(key=self._order)
            if not self._looked.rising:
                rows.reverse()
        return rows

    def _order(self, row: Row) -> tuple[bool, float, str]:
        at = self._looked.column
        column, cell = self._ledger.columns[at], row.cells[at]
        number = sort_key(cell, column)
        words = said(cell, column, self._reader.language)
        return (cell is None, float(number) if number else 0.0, "" if number else words)

    def _told(self, row: Row) -> str:
        language = self._reader.language
        cells = zip(row.cells, self._ledger.columns, strict=True)
        return _folded(" ".join([row.key, *(said(c, k, language) for c, k in cells)]))

    def _name(self, row: Row) -> str:
        """What a row is about, for the figures that are opened from it."""
        cells = zip(row.cells, self._ledger.columns, strict=True)
        words = (said(cell, k, self._reader.language) for cell, k in cells if k.kind == "text")
        return next(words, row.key)


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()
