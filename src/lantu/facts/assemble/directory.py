"""What surrounds the chains, each part in the order of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lantu.facts.assemble.figures import figure_words
from lantu.facts.assemble.library import name_of
from lantu.facts.schema import load_schema
from lantu.model.directory import (
    Directory,
    Observation,
    Place,
    Platform,
    Project,
    Supply,
)
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lantu.evidence.source import Citation
    from lantu.facts.assemble.library import Library
    from lantu.facts.outlines import Outlines

_SERIES = ("indicators", "infrastructure")


def directory(library: Library, region_name: Text, outlines: Outlines) -> Directory:
    """Everything a workspace says besides the product graph."""
    return Directory(
        region=int(library.places.region),
        region_name=region_name,
        chain_about=tuple(_chain_about(library)),
        segments=tuple(_segments(library)),
        places=tuple(_places(library, outlines)),
        platforms=tuple(_platform(*pair) for pair in library.cited("platforms")),
        projects=tuple(_project(*pair) for pair in library.cited("projects")),
        supplies=tuple(_supply(library, *pair) for pair in library.cited("supply_relations")),
        observations=tuple(
            _observation(series, *pair) for series in _SERIES for pair in library.cited(series)
        ),
        figure_words=figure_words(library),
        sources=library.sources,
        map_notice=outlines.notice,
    )


def _chain_about(library: Library) -> Iterator[tuple[str, Text]]:
    for row in library.tables["chains"].frame.iter_rows(named=True):
        told = "；".join(filter(None, (row["scope"], row["policy_position"])))
        name = name_of(row["name_zh"], row["name_en"])
        yield row["chain_id"], Text(told, row["about_en"] or told) if told else name


def _segments(library: Library) -> Iterator[tuple[str, Text]]:
    """The segments in the order of the rows, each with the first English name given."""
    english: dict[str, str | None] = {}
    for row in library.tables["products"].frame.iter_rows(named=True):
        if row["segment"] and not english.get(row["segment"]):
            english[row["segment"]] = row["segment_en"]
    for segment, name in english.items():
        yield segment, name_of(segment, name)


def _places(library: Library, outlines: Outlines) -> Iterator[Place]:
    for row in library.tables["cities"].frame.iter_rows(named=True):
        code = row["city_code"]
        yield Place(
            code=int(code),
            name=name_of(row["name_zh"], row["name_en"]),
            label_at=outlines.labels.get(code),
            rings=outlines.rings.get(code, ()),
        )


def _code(row: Mapping[str, Any]) -> int:
    return int(row["city_code"] or 0)


def _platform(row: Mapping[str, Any], citation: Citation) -> Platform:
    return Platform(
        name=name_of(row["name_zh"], row["name_en"]),
        level=row["level"] or "",
        kind=row["type"] or "",
        field=row["field"] or "",
        operator=row["operator"] or "",
        place=_code(row),
        chain=row["chain_id"] or "",
        citation=citation,
    )


def _project(row: Mapping[str, Any], citation: Citation) -> Project:
    return Project(
        id=row["project_id"],
        name=name_of(row["name_zh"], row["name_en"]),
        product_class=row["class_zh"] or "",
        kind=row["kind"] or "",
        field=row["field"] or "",
        chain=row["chain_id"] or "",
        product=row["product_id"] or "",
        firm=row["firm_id"] or "",
        place=_code(row),
        city=row["city"] or "",
        investment=row["investment"],
        investment_note=row["investment_note"] or "",
        capacity=row["capacity"] or "",
        start=row["start"] or "",
        status=row["status"],
        status_date=row["status_date"] or "",
        finished=load_schema().finished(row["status"]),
        citation=citation,
    )


def _supply(library: Library, row: Mapping[str, Any], citation: Citation) -> Supply:
    buyer = row["buyer_id"] or ""
    return Supply(
        supplier=row["supplier_id"],
        buyer=buyer,
        buyer_name=row["buyer_name_zh"] or library.reader.firms[buyer],
        product=row["product_id"],
        citation=citation,
    )


def _observation(series: str, row: Mapping[str, Any], citation: Citation) -> Observation:
    return Observation(
        series=series,
        indicator=row["indicator"],
        name=row["indicator_zh"],
        region=row["region"],
        sector=row.get("sector") or "",
        period=row["period"],
        value=row["value"],
        unit=row["unit"] or "",
        citation=citation,
    )
