"""A table as its file has it: text, blanks as null, every row with its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.facts.fault import Spot

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from lantu.facts.schema import Table

ROW = "lantu_row"
"""Column with each row's number as a spreadsheet counts it; 0 where there is no sheet. A
snapshot and a database carry it, so that a citation still names the row of the first file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a table comes from.

    Attributes:
        table: What it is.
        file: Where it stands, for messages; a sheet follows in brackets.
        positions: Place of each column in the file, from 0.
        numbered: Whether its rows have numbers that people can look up; those of a
            database have none.
    """

    table: Table
    file: str
    positions: Mapping[str, int]
    numbered: bool = True

    def spot(self, row: int = 0, column: str = "") -> Spot:
        """A place in it."""
        return Spot(
            file=self.file,
            table=self.table.name,
            row=row,
            column=column,
            position=self.positions.get(column, -1),
        )


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table before its cells are checked.

    Attributes:
        origin: Where it comes from.
        frame: The known columns as text, blank cells null, and :data:`ROW`.
        broken: Rows that could not be cut into cells: number and text of each.
    """

    origin: Origin
    frame: pl.DataFrame
    broken: tuple[tuple[int, str], ...] = ()
