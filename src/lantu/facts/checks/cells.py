"""What must hold inside one cell, column by column, over all rows at once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from lantu.facts.checks.finding_faults import Words, faults_where
from lantu.facts.limits import MAX_CELL_CHARACTERS
from lantu.facts.nearness import NOTHING, nearest
from lantu.facts.schema import load_schema
from lantu.vocab.code_error import CodeError
from lantu.vocab.credit_code import format_credit_code, parse_credit_code
from lantu.vocab.hs import parse_hs
from lantu.vocab.industry import parse_industry
from lantu.vocab.period import PeriodKind, format_period, parse_period
from lantu.vocab.text import Text
from lantu.vocab.unit import format_unit, parse_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lantu.facts.fault import Fault
    from lantu.facts.gazetteer import Gazetteer
    from lantu.facts.intake.raw import RawTable
    from lantu.facts.schema import Column

_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f\u{feff}\u{200b}\u{2028}\u{2029}]"
_BREAK = r"[\t\n]"
_LOST = r"\x{fffd}"
_BLANKS = r"^\s|\s$"
_ODD = rf"{_CONTROL}|{_BREAK}|{_LOST}|{_BLANKS}"
_NUMBER = r"^-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
_URL = r"^https?://[^\s/?#]+\S*$"
_ID = r"^[^;]{1,80}$"
_PATTERNS = {"url": _URL, "id": _ID, "code": r"^\S+$", "country": "^[A-Z]{2}$", "flag": "^[01]$"}
_CACHED = 1 << 16


def check_cells(raw: RawTable, places: Gazetteer | None) -> Iterator[Fault]:
    """Every fault inside a cell of ``raw``.

    One pass over the table says which columns have any; only those are looked at closely.

    Args:
        raw: The table.
        places: The places the workspace knows; None where its settings cannot be used.
    """
    columns = [c for c in raw.origin.table.columns if c.name in raw.frame.columns]
    if not columns:
        return
    summary = raw.frame.select(e for c in columns for e in _summary(c)).row(0, named=True)
    for column in columns:
        told = {
            name.partition(" ")[2]: value
            for name, value in summary.items()
            if name.partition(" ")[0] == column.name
        }
        yield from _column_faults(raw, column, told, places)


def _column_faults(
    raw: RawTable, column: Column, told: dict[str, Any], places: Gazetteer | None
) -> Iterator[Fault]:
    """The faults of one column, of which the summary has ``told`` what there are."""
    wrong = _wrong_cells(column, told, places)
    if told["odd"]:
        yield from _odd_faults(raw, column)
        wrong = None if wrong is None else wrong & ~_odd(column)
    if column.filled and told["blank"]:
        about: Words = {"label": column.label, "about": column.about}
        blank = pl.col(column.name).is_null()
        yield from faults_where(
            raw.origin, raw.frame, blank, "cell.missing", column.name, plain=about
        )
    if wrong is not None:
        yield from _kind_faults(raw, column, wrong)
    if column.kind == "number":
        yield from _range_faults(raw, column)


def _wrong_cells(column: Column, told: dict[str, Any], places: Gazetteer | None) -> pl.Expr | None:
    """Which cells are not of the column's kind; None where all are."""
    if "distinct" in told:
        bad = _unfit(told["distinct"], column, places)
        return pl.col(column.name).is_in(bad) if bad else None
    return _wrong(column) if told.get("wrong") else None


def _summary(column: Column) -> Iterator[pl.Expr]:
    cells = pl.col(column.name)
    yield _odd(column).any().alias(f"{column.name} odd")
    yield cells.is_null().any().alias(f"{column.name} blank")
    wrong = _wrong(column)
    if wrong is not None:
        yield wrong.any().alias(f"{column.name} wrong")
    elif column.kind in ("region", "words") or column.kind in _CANONICAL:
        yield cells.unique().drop_nulls().implode().alias(f"{column.name} distinct")


def _odd(column: Column) -> pl.Expr:
    cells = pl.col(column.name)
    long = cells.str.len_bytes() > MAX_CELL_CHARACTERS
    return (cells.str.contains(_ODD) | long).fill_null(value=False)


def _odd_faults(raw: RawTable, column: Column) -> Iterator[Fault]:
    rows = raw.frame.filter(_odd(column))
    limit: Words = {"limit": str(MAX_CELL_CHARACTERS)}
    for rule, mask in _odd_rules(column):
        yield from faults_where(raw.origin, rows, mask, rule, column.name, plain=limit)
        if load_schema().rules[rule].severity == "error":
            rows = rows.filter(~mask)


def _odd_rules(column: Column) -> Iterator[tuple[str, pl.Expr]]:
    cells = pl.col(column.name)
    control = _CONTROL if column.kind == "text" else f"{_CONTROL}|{_BREAK}"
    yield "cell.control", cells.str.contains(control)
    yield "cell.replacement", cells.str.contains(_LOST)
    yield "cell.too_long", cells.str.len_chars() > MAX_CELL_CHARACTERS
    blanks = "cell.blanks_in_text" if column.kind == "text" else "cell.blanks"
    yield blanks, cells.str.contains(_BLANKS)


def _wrong(column: Column) -> pl.Expr | None:
    """Which cells are not of the column's kind; None where an expression cannot say."""
    cells = pl.col(column.name)
    if column.kind == "number":
        number = cells.cast(pl.Float64, strict=False).is_finite().fill_null(value=False)
        return ~(cells.str.contains(_NUMBER) & number) & cells.is_not_null()
    if column.kind in _PATTERNS:
        return ~cells.str.contains(_PATTERNS[column.kind])
    if column.kind in ("word", "grade"):
        return ~cells.is_in([w.value for w in load_schema().words[column.target or "Grade"]])
    return None


def _unfit(distinct: list[str], column: Column, places: Gazetteer | None) -> list[str]:
    """The distinct texts of a column that are not of its kind."""
    test = _test(column, places)
    return [] if test is None else [text for text in distinct if not test(text)]


def _test(column: Column, places: Gazetteer | None) -> Callable[[str], bool] | None:
    """What decides about one distinct text of the column; None where any will do."""
    if column.kind == "region":
        return _is_region if places is None else places.knows
    if column.kind == "words":
        known = {w.value for w in load_schema().words[column.target]}
        return lambda text: _distinct(text.split(";")) <= known
    if column.kind in _CANONICAL:
        kind = column.kind
        return lambda text: canonical(kind, text) == text
    return None


def _distinct(parts: list[str]) -> set[str]:
    """The parts; with one that no set has, where a part is there twice."""
    return set(parts) if len(set(parts)) == len(parts) else {*parts, ""}


def _is_region(text: str) -> bool:
    return re.fullmatch("[0-9]{6}", text) is not None


def _date(text: str) -> str:
    period = parse_period(text)
    single = period.kind is PeriodKind.DATED and period.first == period.final
    return format_period(period) if single else ""


_CANONICAL: dict[str, Callable[[str], str]] = {
    "period": lambda text: format_period(parse_period(text)),
    "date": _date,
    "unit": lambda text: format_unit(parse_unit(text)),
    "industry": lambda text: parse_industry(text).code,
    "hs": lambda text: parse_hs(text).code,
    "credit_code": lambda text: format_credit_code(parse_credit_code(text)),
}


@lru_cache(maxsize=_CACHED)
def canonical(kind: str, text: str) -> str:
    """The one right writing of ``text``; ``""`` where it is not of ``kind``."""
    if len(text) > MAX_CELL_CHARACTERS:
        return ""
    try:
        return _CANONICAL[kind](text)
    except CodeError:
        return ""


def _kind_faults(raw: RawTable, column: Column, wrong: pl.Expr) -> Iterator[Fault]:
    if column.kind in ("word", "words", "grade"):
        entries = load_schema().words[column.target or "Grade"]
        known = "、".join(w.value for w in entries)
        labels = {w.label.zh: w.value for w in entries} | {w.value: w.value for w in entries}

        @cache
        def words(found: str) -> Words:
            near = labels.get(nearest(found, labels), "")
            return {
                "known": known,
                "near_zh": f"写成 {near}" if near else column.about.zh,
                "near_en": f"write {near}" if near else column.about.en,
            }

        yield from faults_where(raw.origin, raw.frame, wrong, "cell.word", column.name, words=words)
        return
    example: Words = {"example": column.example or column.name, "near": NOTHING}
    yield from faults_where(
        raw.origin,
        raw.frame,
        wrong,
        f"cell.{column.kind}",
        column.name,
        words=lambda found: example | {"near": _near(column.kind, found)},
        plain=example,
    )


def _near(kind: str, found: str) -> Text:
    right = canonical(kind, found) if kind in _CANONICAL else ""
    return Text(f"；写成 {right}", f"; write {right}") if right else NOTHING


def _range_faults(raw: RawTable, column: Column) -> Iterator[Fault]:
    number = pl.col(column.name).cast(pl.Float64, strict=False)
    for rule, limit in (("cell.below", column.minimum), ("cell.above", column.maximum)):
        if limit is not None:
            beyond = number < limit if rule == "cell.below" else number > limit
            told: Words = {"limit": f"{limit:g}"}
            yield from faults_where(raw.origin, raw.frame, beyond, rule, column.name, plain=told)
