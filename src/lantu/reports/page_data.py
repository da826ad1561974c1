"""The data inside the page: the document, how each figure reads, nothing unsafe."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from lantu.reports.cells import said_finding, said_interval
from lantu.reports.document import document
from lantu.reports.document_values import DECIMALS
from lantu.reports.numbers import DIGITS
from lantu.reports.page_pack import pack
from lantu.reports.page_views import hosts_named, tables_named
from lantu.reports.words import PAGE, STATE_MEANINGS
from lantu.vocab.words import LABELS, Grade, Stage, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from lantu.evidence.exhibits import Blueprint, CellKind
    from lantu.evidence.finding import Finding
    from lantu.reports.document_tables import Record
    from lantu.vocab.text import Language, Text

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}

_BOTH: tuple[Language, ...] = ("zh", "en")


def page_document(blueprint: Blueprint) -> Record:
    """The document with what each figure reads beside its value.

    Raises:
        InternalError: A value no page can show, or two things under one key.
    """
    return document(blueprint, also=_reading)


def page_json(blueprint: Blueprint, told: Record) -> Markup:
    """The page's data as JSON, safe between script tags.

    What the pictures and tables show already is left out, and so is every address that
    must not be followed.

    Args:
        blueprint: Whose page it is.
        told: What :func:`page_document` told.
    """
    data = {
        **told,
        "panoramas": [_named(panorama) for panorama in told["panoramas"]],
        "couplings": told["couplings"] and _named(told["couplings"]),
        "region_maps": [_unshaped(region_map) for region_map in told["region_maps"]],
        "courses": [_undrawn(course) for course in told["courses"]],
        "ledgers": [_unworded(ledger) for ledger in told["ledgers"]],
        "conflicts": _unworded(told["conflicts"]),
        "sources": {key: _followable(source) for key, source in told["sources"].items()},
        "words": {
            "page": _pairs(PAGE),
            "tables": _pairs(tables_named(told)),
            "hosts": _pairs(hosts_named(blueprint)),
            "states": _pairs(_labels(State)),
            "stages": _pairs(_labels(Stage)),
            "grades": _pairs(_labels(Grade)),
            "meanings": _pairs({state.value: text for state, text in STATE_MEANINGS.items()}),
        },
    }
    text = json.dumps(pack(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - every character with a meaning in HTML is escaped above


def _reading(finding: Finding[Any], kind: CellKind | None) -> Record:
    value = round(finding.value, DECIMALS) if isinstance(finding.value, float) else finding.value
    bare = replace(finding, value=_frozen(value), citations=(), caveats=())
    return dict(_read(bare, kind, type(value).__name__))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=1 << 14)
def _read(
    finding: Finding[Any],
    kind: CellKind | None,
    _value_type: str,  # 1 and True are equal, and read differently
) -> tuple[tuple[str, Any], ...]:
    """What a finding reads, rounded and whole, and its range."""
    shown, exact = (
        _single([said_finding(finding, language, kind=kind, digits=digits) for language in _BOTH])
        for digits in (DIGITS, None)
    )
    ranged = [said_interval(finding, language, kind=kind) for language in _BOTH]
    told: list[tuple[str, Any]] = [("shown", shown)]
    if exact != shown:
        told.append(("exact", exact))
    if any(ranged):
        told.append(("ranged", _single(ranged)))
    return tuple(told)


def _single(pair: list[str]) -> str | Record:
    zh, en = pair
    return zh if zh == en else {"zh": zh, "en": en}


def _named(panorama: Record) -> Record:
    return {key: panorama[key] for key in ("key", "title", "headline", "segments")}


def _unshaped(region_map: Record) -> Record:
    outlines = [{"code": shape["code"], "name": shape["name"]} for shape in region_map["outlines"]]
    return {**region_map, "outlines": outlines}


def _undrawn(course: Record) -> Record:
    """A course without the figures that its picture shows."""
    lines = [{key: line[key] for key in ("key", "name", "greatest")} for line in course["lines"]]
    return {**{key: course[key] for key in ("key", "title", "headline")}, "lines": lines}


def _unworded(ledger: Record) -> Record:
    """A list without the plain cells that its table shows, but for the one that names a row."""
    named = next((at for at, column in enumerate(ledger["columns"]) if column["kind"] == "text"), 0)
    rows = [
        {
            "key": row["key"],
            "cells": [
                cell if at == named or (isinstance(cell, dict) and "method" in cell) else None
                for at, cell in enumerate(row["cells"])
            ],
        }
        for row in ledger["rows"]
    ]
    return {**ledger, "rows": rows}


def _followable(source: Record) -> Record:
    """A page without its address, unless it is safe and an ordinary web address."""
    safe = source["safe_to_link"] and source["url"].startswith(("http://", "https://"))
    return {**source, "url": source["url"] if safe else ""}


def _labels(words: type[StrEnum]) -> dict[str, Text]:
    return {word.value: LABELS[word] for word in words}


def _pairs(texts: Mapping[str, Text]) -> Record:
    return {key: _single([text.zh, text.en]) for key, text in texts.items()}
