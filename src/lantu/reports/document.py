"""The whole blueprint as one JSON document, described by ``blueprint.schema.json``."""

from __future__ import annotations

import json
from enum import StrEnum
from importlib import resources
from math import isfinite
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from lantu.errors import InternalError
from lantu.evidence.confidence import Interval
from lantu.evidence.finding import Finding
from lantu.reports.document_tables import EvidenceTables, Record, tables_record
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lantu.evidence.exhibits import (
        Blueprint,
        CellKind,
        ChainSummary,
        DependenceMap,
        Ledger,
        Neighbour,
        Outline,
        Panorama,
        ProductCard,
        RegionMap,
    )
    from lantu.evidence.plots import Plot, Scale

    Also = Callable[[Finding[Any], CellKind | None], Record]

FORMAT = "lantu-blueprint"
"""What ``format`` says in every document."""

VERSION = 1
"""Raised when a reader of the older document would misread a newer one."""

SCHEMA_NAME = "blueprint.schema.json"
"""The schema's file name, beside the document and in this room."""

DECIMALS = 6
"""Floats are rounded to this many decimals."""


def document(
    blueprint: Blueprint, *, files: Iterable[str] = (), also: Also | None = None
) -> Record:
    """The blueprint as JSON values.

    Args:
        blueprint: What to tell.
        files: Names of the files written beside it.
        also: What else to tell of each finding, such as how a page shows it.

    Raises:
        InternalError: A value no document can hold, or two things under one key.
    """
    return _Teller(blueprint, also).tell(blueprint, files)


def document_bytes(record: Record) -> bytes:
    """The document's bytes: UTF-8, keys sorted, one entry a line, a newline at the end.

    Raises:
        ValueError: A float is not finite; :func:`document` lets none through.
    """
    parts = (f"{_json(key)}: {_lines(record[key])}" for key in sorted(record))
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def schema_bytes() -> bytes:
    """The published schema: JSON Schema, draft 2020-12."""
    return resources.files("lantu.reports").joinpath(SCHEMA_NAME).read_bytes()


class _Teller:
    """Tells records one kind at a time, gathering rows, pages and methods as it goes."""

    def __init__(self, blueprint: Blueprint, also: Also | None) -> None:
        self._tables = EvidenceTables(blueprint)
        self._also = also
        self._outlines: dict[int, Record] = {}

    def tell(self, blueprint: Blueprint, files: Iterable[str]) -> Record:
        exhibits = {
            "summaries": [self.summary(summary) for summary in blueprint.summaries],
            "panoramas": [self.panorama(panorama) for panorama in blueprint.panoramas],
            "couplings": self.panorama(blueprint.couplings) if blueprint.couplings else None,
            "region_maps": [self.region_map(region_map) for region_map in blueprint.region_maps],
            "dependence": self.dependence(blueprint.dependence),
            "plots": [self.plot(plot) for plot in blueprint.plots],
            "ledgers": [self.ledger(ledger) for ledger in blueprint.ledgers],
            "conflicts": self.ledger(blueprint.conflicts),
            "cards": [self.card(card) for card in blueprint.cards],
        }
        return {
            "$schema": SCHEMA_NAME,
            "format": FORMAT,
            "version": VERSION,
            "title": _text(blueprint.title),
            "region": _text(blueprint.region),
            "facts": {"date": blueprint.facts_date, "hash": blueprint.facts_hash},
            "settings": [{"name": name, "value": value} for name, value in blueprint.settings],
            "caveats": _texts(blueprint.caveats),
            "files": sorted(files),
            **exhibits,
            **tables_record(self._tables),
        }

    def finding(self, finding: Finding[Any], kind: CellKind | None = None) -> Record:
        return {
            "value": _plain(finding.value),
            "unit": None if finding.unit is None else _text(finding.unit),
            "interval": None if finding.interval is None else _interval(finding.interval),
            "method": self._tables.method(finding.method),
            "citations": self._tables.cite(finding.citations),
            "caveats": _texts(finding.caveats),
            **(self._also(finding, kind) if self._also else {}),
        }

    def cell(self, cell: object, kind: CellKind) -> Any:
        return self.finding(cell, kind) if isinstance(cell, Finding) else _plain(cell)

    def summary(self, summary: ChainSummary) -> Record:
        return {
            "chain": summary.chain,
            "name": _text(summary.name),
            "about": _text(summary.about),
            "counts": {state.value: summary.counts.get(state, 0) for state in State},
            "completeness": self.finding(summary.completeness, "share"),
            "headline": _text(summary.headline),
        }

    def panorama(self, panorama: Panorama) -> Record:
        return {
            **_heading(panorama),
            "segments": [{"key": key, "name": _text(name)} for key, name in panorama.segments],
            "nodes": [
                {
                    "product": node.product,
                    "name": _text(node.name),
                    "chain": node.chain,
                    "segment": node.segment,
                    "stage": node.stage.value,
                    "state": node.state.value,
                    "single_maker": node.single_maker,
                    "guest": node.guest,
                }
                for node in panorama.nodes
            ],
            "edges": [
                {
                    "source": edge.source,
                    "target": edge.target,
                    "essentiality": edge.essentiality.value,
                    "group": edge.group,
                    "returning": edge.returning,
                }
                for edge in panorama.edges
            ],
        }

    def region_map(self, region_map: RegionMap) -> Record:
        return {
            **_heading(region_map),
            "unit": _text(region_map.unit),
            "outlines": [self.outline(outline) for outline in region_map.outlines],
            "figures": [
                {
                    "code": figure.code,
                    "value": self.finding(figure.value),
                    "lines": _texts(figure.lines),
                }
                for figure in region_map.figures
            ],
            "notice": _text(region_map.notice),
        }

    def outline(self, outline: Outline) -> Record:
        """A shape; the maps of one region share theirs, so each is told once."""
        if id(outline) not in self._outlines:
            self._outlines[id(outline)] = {
                "code": outline.code,
                "name": _text(outline.name),
                "label_at": [_number(degree) for degree in outline.label_at],
                "rings": [
                    [[_number(lon), _number(lat)] for lon, lat in ring] for ring in outline.rings
                ],
            }
        return self._outlines[id(outline)]

    def dependence(self, dependence: DependenceMap) -> Record:
        bars = [
            {
                "product": bar.product,
                "name": _text(bar.name),
                "share": self.finding(bar.share, "share"),
                "what": _text(bar.what),
                "state": bar.state.value,
            }
            for bar in dependence.bars
        ]
        return {**_heading(dependence), "bars": bars}

    def plot(self, plot: Plot) -> Record:
        return {
            **_heading(plot),
            "x": _scale(plot.x),
            "y": _scale(plot.y),
            "centre": None if plot.centre is None else [_number(each) for each in plot.centre],
            "fields": _texts(plot.fields),
            "marked": _text(plot.marked),
            "unmarked": _text(plot.unmarked),
            "note": _text(plot.note),
            "points": [
                {
                    "key": point.key,
                    "name": _text(point.name),
                    "x": self.finding(point.x, plot.x.kind),
                    "y": self.finding(point.y, plot.y.kind),
                    "marked": point.marked,
                    "note": None if point.note is None else _text(point.note),
                }
                for point in plot.points
            ],
        }

    def ledger(self, ledger: Ledger) -> Record:
        return {
            **_heading(ledger),
            "about": _text(ledger.about),
            "product_keys": ledger.product_keys,
            "columns": [
                {
                    "key": column.key,
                    "title": _text(column.title),
                    "kind": column.kind,
                    "unit": None if column.unit is None else _text(column.unit),
                    "about": None if column.about is None else _text(column.about),
                }
                for column in ledger.columns
            ],
            "rows": [
                {
                    "key": row.key,
                    "cells": [
                        self.cell(cell, column.kind)
                        for column, cell in zip(ledger.columns, row.cells, strict=True)
                    ],
                }
                for row in ledger.rows
            ],
        }

    def card(self, card: ProductCard) -> Record:
        return {
            "product": card.product,
            "name": _text(card.name),
            "chain": card.chain,
            "segment": card.segment,
            "stage": card.stage.value,
            "state": self.finding(card.state, "state"),
            "reasons": [
                {"text": _text(reason.text), "citations": self._tables.cite(reason.citations)}
                for reason in card.reasons
            ],
            "next_step": _text(card.next_step),
            "figures": [self.finding(figure) for figure in card.figures],
            "dependence": [self.finding(figure) for figure in card.dependence],
            "inputs": self.neighbours(card.inputs),
            "outputs": self.neighbours(card.outputs),
            "local_makers": self.neighbours(card.local_makers),
            "outside_makers": self.neighbours(card.outside_makers),
            "projects": self.neighbours(card.projects),
        }

    def neighbours(self, neighbours: Iterable[Neighbour]) -> list[Record]:
        return [
            {
                "key": neighbour.key,
                "name": _text(neighbour.name),
                "what": _text(neighbour.what),
                "citations": self._tables.cite(neighbour.citations),
            }
            for neighbour in neighbours
        ]


def _lines(value: Any) -> str:
    """A list or table of records one to a line, so that two documents can be compared."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_json(part) for part in value) + "\n]"
    if isinstance(value, dict) and value:
        parts = (f"{_json(key)}: {_json(value[key])}" for key in sorted(value))
        return "{\n" + ",\n".join(parts) + "\n}"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _scale(scale: Scale) -> Record:
    return {
        "title": _text(scale.title),
        "kind": scale.kind,
        "low": _text(scale.low),
        "high": _text(scale.high),
    }


def _heading(exhibit: Panorama | RegionMap | DependenceMap | Ledger | Plot) -> Record:
    return {
        "key": exhibit.key,
        "title": _text(exhibit.title),
        "headline": _text(exhibit.headline),
    }


def _text(text: Text) -> Record:
    return {"zh": text.zh, "en": text.en}


def _texts(texts: Iterable[Text]) -> list[Record]:
    return [_text(text) for text in texts]


def _interval(interval: Interval) -> list[float]:
    return [_number(interval.lower), _number(interval.upper)]


def _number(value: Real | float) -> float:
    """A float to six decimals, never minus zero.

    Raises:
        InternalError: The value is not finite.
    """
    if not isfinite(value):
        message = f"a blueprint cannot hold {value!r}: what is absent is None, with its reason"
        raise InternalError(message)
    return round(float(value), DECIMALS) + 0.0


def _plain(value: object) -> Any:
    """Any value of a finding or a cell as JSON.

    Raises:
        InternalError: A type no document can hold.
    """
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return _plain_record(value)


def _plain_record(value: object) -> Any:
    if isinstance(value, Real):
        return int(value) if isinstance(value, Integral) else _number(value)
    if isinstance(value, Text):
        return _text(value)
    if isinstance(value, Interval):
        return _interval(value)
    message = f"a blueprint cannot hold a {type(value).__name__}: {value!r}"
    raise InternalError(message, hint="give reports text, numbers or words of the vocabulary")
