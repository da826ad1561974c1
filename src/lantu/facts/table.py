"""The checked tables: typed columns, absent cells null, every column of the schema there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.intake.raw import ROW, Origin, RawTable
from lantu.facts.intake.typed_cell import column_text

if TYPE_CHECKING:
    from lantu.facts.schema import Column, Table


@dataclass(frozen=True, slots=True)
class FactTable:
    """One table.

    Attributes:
        origin: Where it comes from.
        frame: Every column of the schema in its order, then :data:`ROW`; numbers as
            ``Float64``, flags as ``Boolean``, everything else as ``String``.
    """

    origin: Origin
    frame: pl.DataFrame

    @property
    def table(self) -> Table:
        """What it is."""
        return self.origin.table

    def as_text(self) -> pl.DataFrame:
        """The columns that hold anything, as their files would write them."""
        frame = self.frame.drop(ROW)
        held = [c.name for c in self.table.columns if c.required or not _blank(frame, c.name)]
        return frame.select(column_text(name, frame.schema[name]) for name in held)

    def __len__(self) -> int:
        return len(self.frame)


def _blank(frame: pl.DataFrame, name: str) -> bool:
    return frame.get_column(name).null_count() == len(frame)


def typed(raw: RawTable) -> FactTable:
    """The table with its cells typed; a cell that does not fit its type becomes null."""
    present = set(raw.frame.columns)
    columns = [_typed(c, present=c.name in present) for c in raw.origin.table.columns]
    return FactTable(raw.origin, raw.frame.select(*columns, pl.col(ROW)))


def empty(table: Table) -> FactTable:
    """A table without rows, for one that a workspace does not have."""
    origin = Origin(table=table, file="", positions={})
    raw = RawTable(origin, pl.DataFrame(schema={ROW: pl.Int32}))
    return typed(raw)


def dtype(column: Column) -> pl.DataType:
    """The type of a column's cells once they are checked."""
    if column.kind == "number":
        return pl.Float64()
    return pl.Boolean() if column.kind == "flag" else pl.String()


def _typed(column: Column, *, present: bool) -> pl.Expr:
    name = column.name
    if not present:
        return pl.lit(None, dtype=dtype(column)).alias(name)
    if column.kind == "number":
        number = pl.col(name).cast(pl.Float64, strict=False)
        return (pl.when(number.is_finite()).then(number) + 0.0).alias(name)
    if column.kind == "flag":
        return pl.when(pl.col(name).is_in(["0", "1"])).then(pl.col(name) == "1").alias(name)
    return pl.col(name)
