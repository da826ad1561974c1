"""The codes along the edges of a statistics office's sheet, found by what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.facts.economy.purposes import FINALS, PRIMARIES, TOTALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.facts.economy.sheet import Sheet

ADJUSTMENTS = ("IM", "ERR", "GO")
"""Columns after the final uses: imports, discrepancy, output."""

COLUMN_SIGNS = frozenset({*FINALS, *ADJUSTMENTS, *TOTALS})
"""Codes by which the row of column codes is known."""

ROW_SIGNS = frozenset({*PRIMARIES, *TOTALS, "IM"})
"""Codes by which the column of row codes is known."""

EDGE = 30
"""Rows above, and columns left of, the figures in which the codes are looked for."""

_LEAST_SIGNS = 3
"""Known codes that make a row the row of codes; a column of codes follows from one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Where the codes stand.

    Attributes:
        sheet: The sheet.
        head: Row of the column codes.
        side: Column of the row codes.
        columns: Code of each column right of ``side``, by its place.
        rows: Code of each row below ``head``, by its place.
    """

    sheet: Sheet
    head: int
    side: int
    columns: Mapping[int, str]
    rows: Mapping[int, str]


def edges_of(sheet: Sheet) -> Edges | None:
    """Where the codes of a statistics office stand; None where there are none."""
    down, across = min(EDGE, sheet.rows), min(EDGE, sheet.columns)
    heads = [_signs(_row(sheet, row), COLUMN_SIGNS) for row in range(down)]
    sides = [_signs(_column(sheet, column), ROW_SIGNS) for column in range(across)]
    if max(heads, default=0) < _LEAST_SIGNS or not max(sides, default=0):
        return None
    head, side = heads.index(max(heads)), sides.index(max(sides))
    columns = {at: code for at in range(side + 1, sheet.columns) if (code := sheet.text(head, at))}
    rows = {at: code for at in range(head + 1, sheet.rows) if (code := sheet.text(at, side))}
    return Edges(sheet=sheet, head=head, side=side, columns=columns, rows=rows)


def _row(sheet: Sheet, row: int) -> list[str]:
    return [sheet.text(row, column) for column in range(sheet.columns)]


def _column(sheet: Sheet, column: int) -> list[str]:
    return [sheet.text(row, column) for row in range(sheet.rows)]


def _signs(codes: Sequence[str], signs: frozenset[str]) -> int:
    return len(signs & set(codes))
