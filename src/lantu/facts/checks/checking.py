"""All checks in order: cells, then keys and references, then rows, then between tables."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from lantu.facts.checks.agreement import (
    check_cities,
    check_evidence,
    check_firm_places,
    check_source_list,
    check_sources,
)
from lantu.facts.checks.cells import check_cells
from lantu.facts.checks.keys import check_keys, check_references
from lantu.facts.checks.rows import check_links, check_row_rules, check_values
from lantu.facts.fault import Report, Spot, fault, in_order
from lantu.facts.gazetteer import gazetteer
from lantu.facts.outlines import check_outlines
from lantu.facts.schema import load_schema
from lantu.facts.settings import FILE
from lantu.facts.table import FactTable, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lantu.facts.fault import Fault
    from lantu.facts.gazetteer import Gazetteer
    from lantu.facts.intake.folder import Intake
    from lantu.facts.intake.raw import RawTable

_EVIDENCE = ("products", "firms", "firm_products")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A workspace after every check.

    Attributes:
        intake: What was read.
        tables: The tables that could be read, typed.
        report: Every fault.
    """

    intake: Intake
    tables: Mapping[str, FactTable]
    report: Report


def check_intake(intake: Intake) -> Checked:
    """Check everything that was read."""
    places = _places(intake)
    tables = {name: typed(raw) for name, raw in intake.tables.items()}
    stages: tuple[Iterable[Fault], ...] = (
        intake.faults,
        _whole(intake),
        chain.from_iterable(check_cells(raw, places) for raw in intake.tables.values()),
        _between_rows(tables),
        _between_tables(tables, places, intake),
    )
    report = Report(
        address=intake.address,
        faults=in_order(_first_of_each_cell(stages), _files(intake)),
        rows={name: len(table) for name, table in tables.items()},
    )
    return Checked(intake=intake, tables=tables, report=report)


def _places(intake: Intake) -> Gazetteer | None:
    unreadable = "cities" in intake.claimed and "cities" not in intake.tables
    if intake.settings is None or unreadable:
        return None
    known: dict[str, str] = {}
    if "cities" in intake.tables:
        cities = intake.tables["cities"].frame
        if {"city_code", "name_zh"} <= set(cities.columns):
            pairs = cities.select("city_code", "name_zh").drop_nulls().iter_rows()
            known = {code: name for code, name in pairs if code.isdigit() and len(code) == 6}  # noqa: PLR2004 - digits of GB/T 2260
    return gazetteer(intake.settings, known)


def _whole(intake: Intake) -> Iterator[Fault]:
    """Tables that are missing or empty, outlines that cannot be drawn."""
    for table in load_schema().tables.values():
        raw = intake.tables.get(table.name)
        spot = Spot(file=f"facts/{table.name}.csv", table=table.name)
        if raw is None:
            if table.required and table.name not in intake.claimed:
                yield fault("table.missing", spot, table=table.name)
        elif not len(raw.frame):
            rule = "table.no_products" if table.name == "products" else "table.no_rows"
            yield fault(rule, raw.origin.spot())
    yield from check_outlines(intake.outlines)


def _between_rows(tables: Mapping[str, FactTable]) -> Iterator[Fault]:
    for table in tables.values():
        yield from check_keys(table)
        yield from check_references(table, tables)
        yield from check_row_rules(table)
        yield from check_values(table)
    if "links" in tables:
        yield from check_links(tables["links"])


def _between_tables(
    tables: Mapping[str, FactTable], places: Gazetteer | None, intake: Intake
) -> Iterator[Fault]:
    sources = tables.get("sources")
    if sources is not None or "sources" not in intake.claimed:
        yield from check_source_list(sources)
    for table in tables.values():
        yield from check_sources(table, sources)
        if places is not None:
            yield from check_cities(table, places)
    if places is not None and "firms" in tables:
        yield from check_firm_places(tables["firms"], places)
    if places is not None and all(name in tables for name in _EVIDENCE):
        yield from check_evidence(tables, places)


def _first_of_each_cell(stages: Iterable[Iterable[Fault]]) -> Iterator[Fault]:
    """The faults of each stage, but of a cell that an earlier stage found in error only those."""
    settled: set[Spot] = set()
    for stage in stages:
        errors = []
        for each in stage:
            if each.spot in settled:
                continue
            yield each
            if each.severity == "error" and each.row and each.column:
                errors.append(each.spot)
        settled.update(errors)


def _files(intake: Intake) -> list[str]:
    """The files in the order of the report."""
    raws: Mapping[str, RawTable] = intake.tables
    named = [
        raws[name].origin.file if name in raws else f"facts/{name}.csv"
        for name in load_schema().tables
    ]
    return [FILE, "facts", *named]
