"""The whole blueprint as one JSON document, described by ``blueprint.schema.json``."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from lantu.evidence.finding import Finding
from lantu.reports.document_tables import EvidenceTables, Record, tables_record
from lantu.reports.document_values import (
    heading,
    told_band,
    told_interval,
    told_number,
    told_scale,
    told_text,
    told_texts,
    told_value,
)
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lantu.evidence.courses import Course
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
    from lantu.evidence.grids import Grid
    from lantu.evidence.plots import Plot

    Also = Callable[[Finding[Any], CellKind | None], Record]

FORMAT = "lantu-blueprint"
"""What ``format`` says in every document."""

VERSION = 1
"""Raised when a reader of the older document would misread a newer one."""

SCHEMA_NAME = "blueprint.schema.json"
"""The schema's file name, beside the document and in this room."""


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
            "courses": [self.course(course) for course in blueprint.courses],
            "grids": [self.grid(grid) for grid in blueprint.grids],
            "ledgers": [self.ledger(ledger) for ledger in blueprint.ledgers],
            "conflicts": self.ledger(blueprint.conflicts),
            "cards": [self.card(card) for card in blueprint.cards],
        }
        return {
            "$schema": SCHEMA_NAME,
            "format": FORMAT,
            "version": VERSION,
            "title": told_text(blueprint.title),
            "region": told_text(blueprint.region),
            "facts": {"date": blueprint.facts_date, "hash": blueprint.facts_hash},
            "settings": [{"name": name, "value": value} for name, value in blueprint.settings],
            "caveats": told_texts(blueprint.caveats),
            "files": sorted(files),
            **exhibits,
            **tables_record(self._tables),
        }

    def finding(self, finding: Finding[Any], kind: CellKind | None = None) -> Record:
        return {
            "value": told_value(finding.value),
            "unit": None if finding.unit is None else told_text(finding.unit),
            "interval": None if finding.interval is None else told_interval(finding.interval),
            "method": self._tables.method(finding.method),
            "citations": self._tables.cite(finding.citations),
            "caveats": told_texts(finding.caveats),
            **(self._also(finding, kind) if self._also else {}),
        }

    def cell(self, cell: object, kind: CellKind) -> Any:
        return self.finding(cell, kind) if isinstance(cell, Finding) else told_value(cell)

    def summary(self, summary: ChainSummary) -> Record:
        return {
            "chain": summary.chain,
            "name": told_text(summary.name),
            "about": told_text(summary.about),
            "counts": {state.value: summary.counts.get(state, 0) for state in State},
            "completeness": self.finding(summary.completeness, "share"),
            "headline": told_text(summary.headline),
        }

    def panorama(self, panorama: Panorama) -> Record:
        return {
            **heading(panorama),
            "segments": [{"key": key, "name": told_text(name)} for key, name in panorama.segments],
            "nodes": [
                {
                    "product": node.product,
                    "name": told_text(node.name),
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
            **heading(region_map),
            "unit": told_text(region_map.unit),
            "outlines": [self.outline(outline) for outline in region_map.outlines],
            "figures": [
                {
                    "code": figure.code,
                    "value": self.finding(figure.value),
                    "lines": told_texts(figure.lines),
                }
                for figure in region_map.figures
            ],
            "notice": told_text(region_map.notice),
        }

    def outline(self, outline: Outline) -> Record:
        """A shape; the maps of one region share theirs, so each is told once."""
        if id(outline) not in self._outlines:
            self._outlines[id(outline)] = {
                "code": outline.code,
                "name": told_text(outline.name),
                "label_at": [told_number(degree) for degree in outline.label_at],
                "rings": [
                    [[told_number(lon), told_number(lat)] for lon, lat in ring]
                    for ring in outline.rings
                ],
            }
        return self._outlines[id(outline)]

    def dependence(self, dependence: DependenceMap) -> Record:
        bars = [
            {
                "product": bar.product,
                "name": told_text(bar.name),
                "share": self.finding(bar.share, "share"),
                "what": told_text(bar.what),
                "state": bar.state.value,
            }
            for bar in dependence.bars
        ]
        return {**heading(dependence), "bars": bars}

    def plot(self, plot: Plot) -> Record:
        return {
            **heading(plot),
            "x": told_scale(plot.x),
            "y": told_scale(plot.y),
            "centre": None if plot.centre is None else [told_number(each) for each in plot.centre],
            "fields": told_texts(plot.fields),
            "topic": plot.topic,
            "marked": told_text(plot.marked),
            "unmarked": told_text(plot.unmarked),
            "note": told_text(plot.note),
            "points": [
                {
                    "key": point.key,
                    "name": told_text(point.name),
                    "x": self.finding(point.x, plot.x.kind),
                    "y": self.finding(point.y, plot.y.kind),
                    "marked": point.marked,
                    "note": None if point.note is None else told_text(point.note),
                }
                for point in plot.points
            ],
        }

    def course(self, course: Course) -> Record:
        return {
            **heading(course),
            "measure": told_text(course.measure),
            "kind": course.kind,
            "note": told_text(course.note),
            "days": told_value(course.days),
            "spans": [
                {
                    "start": told_number(span.start),
                    "end": told_number(span.end),
                    "name": told_text(span.name),
                }
                for span in course.spans
            ],
            "lines": [
                {
                    "key": line.key,
                    "name": told_text(line.name),
                    "values": told_value(line.values),
                    "greatest": self.finding(line.greatest, course.kind),
                    "band": None if line.band is None else told_band(line.band),
                }
                for line in course.lines
            ],
        }

    def grid(self, grid: Grid) -> Record:
        return {
            **heading(grid),
            "across": told_text(grid.across),
            "down": told_text(grid.down),
            "columns": told_texts(grid.columns),
            "note": told_text(grid.note),
            "rows": [
                {
                    "key": row.key,
                    "name": told_text(row.name),
                    "total": row.total,
                    "cells": [self.finding(cell.value, "count") for cell in row.cells],
                }
                for row in grid.rows
            ],
        }

    def ledger(self, ledger: Ledger) -> Record:
        return {
            **heading(ledger),
            "about": told_text(ledger.about),
            "product_keys": ledger.product_keys,
            "columns": [
                {
                    "key": column.key,
                    "title": told_text(column.title),
                    "kind": column.kind,
                    "unit": None if column.unit is None else told_text(column.unit),
                    "about": None if column.about is None else told_text(column.about),
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
            "name": told_text(card.name),
            "chain": card.chain,
            "segment": card.segment,
            "stage": card.stage.value,
            "state": self.finding(card.state, "state"),
            "reasons": [
                {"text": told_text(reason.text), "citations": self._tables.cite(reason.citations)}
                for reason in card.reasons
            ],
            "next_step": told_text(card.next_step),
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
                "name": told_text(neighbour.name),
                "what": told_text(neighbour.what),
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
