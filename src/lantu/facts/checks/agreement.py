"""What must agree between tables: places with codes, sources with citations, stated with found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.checks.finding_faults import faults_where
from lantu.facts.checks.keys import repeated
from lantu.facts.fault import Spot, fault
from lantu.facts.intake.raw import ROW
from lantu.facts.localness import PLANNED, local_rows
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lantu.facts.fault import Fault
    from lantu.facts.gazetteer import Gazetteer
    from lantu.facts.table import FactTable

_IN = Text("在本地（1）", "in the region (1)")
_OUT = Text("不在本地（0）", "not in the region (0)")


def check_cities(table: FactTable, places: Gazetteer) -> Iterator[Fault]:
    """Cities that are not called what their code says."""
    if not (table.table.has("city") and table.table.has("city_code")):
        return
    named = table.frame.filter(
        pl.col("city").is_not_null()
        & pl.col("city_code").map_elements(places.knows, return_dtype=pl.Boolean)
    )
    pairs = named.select("city", "city_code").unique().iter_rows()
    wrong = {p for p in pairs if not places.agrees(*p)}
    if not wrong:
        return
    for row, city, code in named.select(ROW, "city", "city_code").iter_rows():
        if (city, code) in wrong:
            spot = table.origin.spot(row, "city")
            yield fault("city.mismatch", spot, f"{city} {code}", expected=places.names(code)[0])


def check_firm_places(firms: FactTable, places: Gazetteer) -> Iterator[Fault]:
    """Firms whose place contradicts ``in_region``, and provinces nobody knows."""
    where = firms.frame.select(ROW, "country", "province", "city_code", "in_region")
    verdicts: dict[tuple[object, ...], str] = {}
    for row, *place in where.iter_rows():
        key = tuple(place)
        if key not in verdicts:
            verdicts[key] = _verdict(place, places)
        rule = verdicts[key]
        if rule == "province.unknown":
            yield fault(rule, firms.origin.spot(row, "province"), place[1])
        elif rule:
            expected = _OUT if place[3] else _IN
            spot = firms.origin.spot(row, "in_region")
            yield fault("region.mismatch", spot, str(int(place[3])), expected=expected)


def _verdict(place: list[object], places: Gazetteer) -> str:
    country, province, city_code, in_region = place
    code = str(city_code or "")
    if not code and province is not None and country in (None, "CN"):
        code = places.province(str(province))
        if not code:
            return "province.unknown"
    abroad = country not in (None, "CN")
    if in_region is None or not (code or abroad):
        return ""
    inside = places.inside(code) if code else False
    return "" if inside == in_region else "region.mismatch"


def check_sources(table: FactTable, sources: FactTable | None) -> Iterator[Fault]:
    """Citations of pages that table sources does not have."""
    if sources is None or not table.table.has("source_url"):
        return
    known = sources.frame.get_column("url").drop_nulls().implode()
    unknown = ~pl.col("source_url").is_in(known)
    yield from faults_where(table.origin, table.frame, unknown, "source.unknown", "source_url")


def check_source_list(sources: FactTable | None) -> Iterator[Fault]:
    """Pages that are listed twice; or no list at all."""
    if sources is None:
        yield fault("source.no_table", Spot(file="facts/sources.csv", table="sources"))
    else:
        yield from repeated(sources, ["url"], "source.repeated", "url")


def check_evidence(tables: Mapping[str, FactTable], places: Gazetteer) -> Iterator[Fault]:
    """What products state of the region, against what their makers' rows say."""
    products, rows = tables["products"], local_rows(tables, places)
    best = rows.group_by("product").agg(pl.col("evidence").min())
    judged = products.frame.join(
        best, left_on="product_id", right_on="product", how="left", maintain_order="left"
    ).with_columns(pl.col("evidence").fill_null("none_found"))
    stale = judged.filter(
        pl.col("region_evidence").is_not_null() & (pl.col("region_evidence") != pl.col("evidence"))
    )
    for row, stated, right in stale.select(ROW, "region_evidence", "evidence").iter_rows():
        spot = products.origin.spot(row, "region_evidence")
        yield fault("evidence.stale", spot, stated, expected=right)
    yield from _made_though_absent(products, rows)


def _made_though_absent(products: FactTable, rows: pl.DataFrame) -> Iterator[Fault]:
    absent = products.frame.filter(pl.col("confirmed_absent").is_not_null())
    wanted = absent.get_column("product_id").implode()
    made_now = (pl.col("evidence") != PLANNED) & pl.col("product").is_in(wanted)
    makers = rows.filter(made_now).sort("evidence", "row")
    for line, product in absent.select(ROW, "product_id").iter_rows():
        made = makers.filter(pl.col("product") == product)
        if len(made):
            spot = products.origin.spot(line, "confirmed_absent")
            yield fault("absent.made", spot, firm=made.item(0, "firm"), row=made.item(0, "row"))
