"""Cells that carry a type of their own (a number, a date, a truth) as text, without loss.

Where a type may already have lost something (a code's leading zeros, the day that a
spreadsheet added to a month), the cell is a fault and not guessed at.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from lantu.facts.schema import Kind

CODES = frozenset({"id", "ref", "code", "region", "industry", "credit_code", "hs"})
"""Kinds whose leading zeros matter."""

_WHOLE = 1 << 53


def cell_text(value: object, kind: Kind) -> tuple[str, str]:
    """The text of a typed cell, and the rule it breaks; ``""`` where it breaks none."""
    if isinstance(value, str):
        return value, ""
    if isinstance(value, bool):
        return str(int(value)), "" if kind == "flag" else "xlsx.true_cell"
    if isinstance(value, int | float):
        return number_text(value), "xlsx.number_cell" if kind in CODES else ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime) and kind == "date":
        return value.isoformat(), "xlsx.date_first" if value.day == 1 else ""
    return str(value), "xlsx.date_cell"


def column_text(name: str, dtype: pl.DataType) -> pl.Expr:
    """A column of ``dtype`` as text: flags as 1 and 0, whole numbers without a point."""
    column = pl.col(name)
    if dtype == pl.Boolean:
        column = column.cast(pl.Int8)
    if dtype.is_float():
        whole = (column == column.floor()) & (column.abs() < _WHOLE)
        digits = column.cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(whole).then(digits).otherwise(column.cast(pl.String)).alias(name)
    return column.cast(pl.String).replace("", None).alias(name)


def number_text(value: float) -> str:
    """The shortest text that reads back as ``value``; whole numbers without a point."""
    whole = abs(value) < _WHOLE and float(value).is_integer()
    return str(int(value)) if whole else repr(value)
