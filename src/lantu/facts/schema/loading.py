"""Reads the schema's files."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from lantu.facts.schema.records import (
    Column,
    Metric,
    Rule,
    Schema,
    Setting,
    StatusWord,
    Table,
    Word,
)
from lantu.vocab import words
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

    from lantu.facts.schema.records import Kind, Severity

_VOCABULARIES: tuple[type[StrEnum], ...] = (
    words.Stage,
    words.ProductClass,
    words.LinkRole,
    words.Essentiality,
    words.Activity,
    words.FirmRole,
    words.Grade,
)


@cache
def load_schema() -> Schema:
    """The schema that ships with lantu."""
    columns = tuple(_columns())
    return Schema(
        tables=MappingProxyType({t.name: t for t in _tables(columns)}),
        columns=columns,
        words=MappingProxyType(dict(_words())),
        metrics=tuple(_metrics()),
        statuses=tuple(StatusWord(r["word"], r["finished"] == "1") for r in _rows("statuses")),
        settings=tuple(_settings()),
        rules=MappingProxyType({rule.key: rule for rule in _rules()}),
    )


def _rows(name: str) -> list[dict[str, str]]:
    path = files("lantu.facts.schema").joinpath(f"{name}.csv")
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"), newline="")))


def _limit(text: str) -> float | None:
    return float(text) if text else None


def _text(row: Mapping[str, str], prefix: str = "") -> Text:
    return Text(row[f"{prefix}zh"], row[f"{prefix}en"])


def _columns() -> Iterator[Column]:
    for row in _rows("columns"):
        kind, _, rest = row["type"].partition("(")
        yield Column(
            table=row["table"],
            name=row["column"],
            kind=cast("Kind", kind),
            target=rest.removesuffix(")"),
            required=row["required"] == "1",
            filled=row["filled"] == "1",
            unit=row["unit"],
            minimum=_limit(row["minimum"]),
            maximum=_limit(row["maximum"]),
            label=_text(row),
            about=_text(row, "about_"),
            example=row["example"],
        )


def _tables(columns: tuple[Column, ...]) -> Iterator[Table]:
    for row in _rows("tables"):
        yield Table(
            name=row["table"],
            key=row["key"],
            required=row["required"] == "1",
            label=_text(row),
            about=_text(row, "about_"),
            columns=tuple(c for c in columns if c.table == row["table"]),
        )


def _words() -> Iterator[tuple[str, tuple[Word, ...]]]:
    for vocabulary in _VOCABULARIES:
        yield vocabulary.__name__, tuple(Word(w.value, words.label(w)) for w in vocabulary)
    sets: dict[str, list[Word]] = {}
    for row in _rows("words"):
        sets.setdefault(row["words"], []).append(Word(row["word"], _text(row)))
    for name, entries in sets.items():
        yield name, tuple(entries)


def _metrics() -> Iterator[Metric]:
    for row in _rows("metrics"):
        yield Metric(pattern=row["metric"], kind=row["kind"], label=_text(row))


def _settings() -> Iterator[Setting]:
    for row in _rows("settings"):
        yield Setting(
            key=row["key"],
            type=row["type"],
            default=row["default"],
            minimum=_limit(row["minimum"]),
            maximum=_limit(row["maximum"]),
            label=_text(row),
        )


def _rules() -> Iterator[Rule]:
    for row in _rows("rules"):
        yield Rule(
            key=row["rule"],
            severity=cast("Severity", row["severity"]),
            expected=_text(row, "expected_"),
            hint=_text(row, "hint_"),
        )
