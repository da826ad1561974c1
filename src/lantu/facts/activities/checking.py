"""Codes and amounts of a list of activities: what is wrong with them, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.activities.columns import CODES, NAMES, NUMBERS, OF_PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.facts.activities.columns import Part
    from lantu.facts.activities.listing import Listing
    from lantu.facts.findings import Findings

LARGEST = 1e100
"""Greatest amount that is taken: sums and products of such stay finite."""

AT = "lantu_at"
"""Number of a row of the list."""


def checked(found: Listing, findings: Findings, *, distinct: bool = True) -> Listing:
    """The list with codes stripped and amounts as numbers, NaN where there is none.

    Args:
        found: The list.
        findings: Where faults are noted.
        distinct: Whether a place, activity and period may stand in one row only.

    Raises:
        FactsError: Codes are blank, amounts are no numbers, cells stand twice, or sizes and
            names do not agree; all are carried.
    """
    bare = replace(found, frame=found.frame.with_columns(pl.col(pl.String).str.strip_chars()))
    for part in CODES:
        if part in bare.frame.columns:
            for at in _where(bare, pl.col(part).is_null() | (pl.col(part) == "")):
                findings.add("activities.code_blank", bare.spot(at, part))
    frame = bare.frame.with_columns(
        pl.col(part).replace("", None).cast(pl.Float64, strict=False).alias(_number(part))
        for part in NUMBERS
        if part in bare.frame.columns
    )
    numbered = replace(bare, frame=frame)
    for part in NUMBERS:
        if part in frame.columns:
            _refuse_numbers(numbered, part, findings)
    if distinct:
        _refuse_doubles(numbered, findings)
    _refuse_quarrels(numbered, findings)
    findings.stop()
    done = [
        pl.col(_number(p)).fill_null(float("nan")).alias(p) for p in NUMBERS if p in frame.columns
    ]
    return replace(numbered, frame=frame.with_columns(done))


def _number(part: Part) -> str:
    return f"lantu_{part}"


def _where(found: Listing, wrong: pl.Expr) -> Iterator[int]:
    yield from found.frame.select(wrong.fill_null(value=False).arg_true()).to_series()


def _refuse_numbers(found: Listing, part: Part, findings: Findings) -> None:
    number, text = pl.col(_number(part)), pl.col(part)
    none = number.is_null() & text.is_not_null() & (text != "")
    odd = ~number.is_finite() | (number < 0) | (number > LARGEST)
    for at in _where(found, none | odd):
        findings.add("activities.number", found.spot(at, part), str(found.frame[part][at]))


def _refuse_doubles(found: Listing, findings: Findings) -> None:
    keys = [part for part in CODES if part in found.frame.columns]
    again = (
        found.frame.select(*keys)
        .with_row_index(AT)
        .drop_nulls()
        .with_columns(pl.col(AT).first().over(keys).alias("first"))
        .filter(pl.col(AT) != pl.col("first"))
    )
    for at, first in again.select(AT, "first").iter_rows():
        there = found.spot(first, "value")
        code = "/".join(str(found.frame[part][at]) for part in keys)
        other = there.cell or str(there.row)
        findings.add("activities.twice", found.spot(at, "value"), code, other=other)


def _refuse_quarrels(found: Listing, findings: Findings) -> None:
    """Sizes of one place and period, and names of one code, that do not agree."""
    columns = found.frame.columns
    keys: list[str] = [part for part in ("place", "period") if part in columns]
    for part in OF_PLACES:
        if part in columns:
            _refuse_other(found, part, keys, "activities.size", findings)
    for name, code in NAMES.items():
        if name in columns:
            _refuse_other(found, name, [code], "activities.name", findings)


def _refuse_other(
    found: Listing, part: Part, keys: list[str], rule: str, findings: Findings
) -> None:
    column = _number(part) if part in NUMBERS else part
    told = found.frame.select(*keys, column).with_row_index(AT).drop_nulls(column)
    first = told.with_columns(
        pl.col(column).first().over(keys).alias("is"), pl.col(AT).first().over(keys).alias("first")
    )
    for at, where in (
        first.filter(pl.col(column) != pl.col("is"))
        .unique([*keys, column], keep="first", maintain_order=True)
        .select(AT, "first")
        .iter_rows()
    ):
        other = str(found.spot(where, part).row)
        findings.add(rule, found.spot(at, part), str(found.frame[part][at]), other=other)
