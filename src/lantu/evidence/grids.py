"""A crowd counted by two divisions at once, in neutral form; reports draw it as a heat map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantu.evidence.finding import Finding
    from lantu.vocab.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """One field of a grid.

    Attributes:
        value: How many.
        share: As a share of its row, in [0, 1]; what is shaded.
    """

    value: Finding[int]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One row of a grid.

    Attributes:
        key: What it is; unique in its grid.
        name: Its name.
        total: How many it holds.
        cells: One per column.
    """

    key: str
    name: Text
    total: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Counts of rows by columns (热力图).

    Attributes:
        key: File name stem; unique in a blueprint.
        title: Its name.
        headline: Its finding in one sentence.
        across: What the columns tell apart.
        down: What the rows are.
        columns: Names of the columns.
        rows: In the order to be shown.
        note: How to read it, and its source.
    """

    key: str
    title: Text
    headline: Text
    across: Text
    down: Text
    columns: tuple[Text, ...]
    rows: tuple[GridRow, ...]
    note: Text

    def __post_init__(self) -> None:
        """Refuse ragged rows, two of one key, and shares out of [0, 1].

        Raises:
            ValueError: One of these.
        """
        ragged = any(len(row.cells) != len(self.columns) for row in self.rows)
        twice = len({row.key for row in self.rows}) < len(self.rows)
        beyond = any(not 0 <= cell.share <= 1 for row in self.rows for cell in row.cells)
        if ragged or twice or beyond:
            message = (
                f"grid {self.key}: a row is ragged or stands twice, or a share is beyond [0, 1]"
            )
            raise ValueError(message)
