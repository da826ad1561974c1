"""One sheet of a table's file: cells by row and column, and blocks of numbers out of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.fault import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.facts.economy.findings import Findings

    Floats = NDArray[np.float64]

LARGEST = 1e100
"""Greatest figure that is taken: no economy reaches it in any unit, and sums and products of
such figures stay finite."""

Cell = str | float
"""A text or a number; ``""`` where the cell is blank."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_WHOLE = 1 << 53


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Cells, every row as long as the longest.

    Attributes:
        file: Where it stands, for messages; a sheet's name follows in brackets.
        cells: Row by row.
        typed: Whether numbers are numbers already; in CSV everything is text.
    """

    file: str
    cells: Sequence[Sequence[Cell]]
    typed: bool

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.cells)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.cells[0]) if self.cells else 0

    def text(self, row: int, column: int) -> str:
        """The cell as a code or a word, without blanks around it."""
        cell = self.cells[row][column]
        return cell.strip() if isinstance(cell, str) else said(cell)

    def spot(self, row: int = -1, column: int = -1, name: str = "") -> Spot:
        """A place on it, counted from 0."""
        return Spot(file=self.file, row=row + 1, column=name, position=column)

    def numbers(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        findings: Findings,
        *,
        blank_is_zero: bool = False,
    ) -> Floats:
        """The cells where ``rows`` and ``columns`` meet, shape (rows, columns).

        Cells that are no numbers are noted in ``findings`` and come out as 0.
        """
        block = np.zeros((len(rows), len(columns)))
        cut = _run(columns)
        for at, row in enumerate(rows):
            line = self.cells[row]
            picked = line[cut] if cut else [line[column] for column in columns]
            plain = _plain(picked, typed=self.typed)
            if plain is None:
                plain = np.zeros(len(columns))
                for k, cell in enumerate(picked):
                    plain[k] = self._number(row, columns[k], cell, findings, blank=blank_is_zero)
            block[at] = plain
        return block

    def _number(
        self, row: int, column: int, cell: Cell, findings: Findings, *, blank: bool
    ) -> float:
        if isinstance(cell, str):
            text = cell.strip()
            if text and not self.typed and _NUMBER.fullmatch(text):
                cell = float(text)
            elif text or not blank:
                rule = "table.number" if text else "table.blank"
                findings.add(rule, self.spot(row, column), text)
                return 0.0
            else:
                return 0.0
        if not abs(cell) <= LARGEST:
            findings.add("table.number", self.spot(row, column), str(cell))
            return 0.0
        return float(cell)


def said(number: float) -> str:
    """A number that stands where a code is meant: whole ones without a point."""
    whole = abs(number) < _WHOLE and float(number).is_integer()
    return str(int(number)) if whole else repr(float(number))


def padded(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows of one length, blank rows and columns at the end left out."""
    kept = [list(row) for row in rows]
    while kept and not any(_filled(cell) for cell in kept[-1]):
        kept.pop()
    width = max((_width(row) for row in kept), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in kept]


def _width(row: Sequence[Cell]) -> int:
    return next((at for at in range(len(row), 0, -1) if _filled(row[at - 1])), 0)


def _filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


def _run(columns: Sequence[int]) -> slice | None:
    """The slice that takes ``columns``; None where they do not follow one another."""
    if len(columns) and list(columns) == list(range(columns[0], columns[0] + len(columns))):
        return slice(columns[0], columns[0] + len(columns))
    return None


_DIGITS = str.maketrans("", "", "0123456789+-.eE,")


def _plain(cells: Sequence[Cell], *, typed: bool) -> Floats | None:
    """The cells as numbers in one go; None where one of them needs a closer look."""
    if typed:
        if not set(map(type, cells)) <= {float, int}:
            return None
        array = np.array(cells, dtype=np.float64)
        return array if (np.abs(array) <= LARGEST).all() else None
    words = [str(cell) for cell in cells]
    if not all(words) or ",".join(words).translate(_DIGITS):
        return None
    try:
        array = np.array([float(word) for word in words])
    except ValueError:
        return None
    return array if (np.abs(array) <= LARGEST).all() else None
