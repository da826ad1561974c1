"""Who makes what inside the region, as rows; the one place that says what local means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lantu.vocab.words import BUILDING, MAKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.gazetteer import Gazetteer
    from lantu.facts.table import FactTable

_NOT_MAKING = "planned"


def firm_codes(firms: pl.DataFrame, places: Gazetteer) -> pl.Series:
    """GB/T 2260 code of each firm's place as text; ``""`` abroad or unknown.

    The prefecture where known, else the province, else the region itself where the firm is
    marked as lying in it.
    """
    known: dict[tuple[object, ...], str] = {}
    where = firms.select("country", "province", "city_code", "in_region")
    codes = []
    for key in where.iter_rows():
        if key not in known:
            known[key] = _code(key, places)
        codes.append(known[key])
    return pl.Series("place", codes, dtype=pl.String)


def _code(key: tuple[object, ...], places: Gazetteer) -> str:
    country, province, city_code, in_region = key
    if city_code is not None and places.knows(str(city_code)):
        return str(city_code)
    if province is not None and country in (None, "CN"):
        code = places.province(str(province))
        if code:
            return code
    return places.region if in_region else ""


def local_firms(firms: pl.DataFrame, places: Gazetteer) -> pl.Series:
    """Ids of the firms in the region."""
    codes = firm_codes(firms, places)
    inside = pl.Series([bool(code) and places.inside(code) for code in codes], dtype=pl.Boolean)
    return firms.get_column("firm_id").filter(inside)


def local_makers(tables: Mapping[str, FactTable], places: Gazetteer) -> pl.DataFrame:
    """The best evidence that each product is made, or being built, in the region.

    Returns:
        Columns product, evidence (A to D, or ``planned``), firm and row of the best row; no
        row for a product without any.
    """
    local = local_firms(tables["firms"].frame, places)
    rows = tables["firm_products"].frame.filter(pl.col("firm_id").is_in(local.implode()))
    making = pl.col("activity").is_in([a.value for a in MAKING])
    building = pl.col("activity").is_in([a.value for a in BUILDING])
    return (
        rows.filter(making | building)
        .with_columns(
            evidence=pl.when(making).then(pl.col("confidence")).otherwise(pl.lit(_NOT_MAKING))
        )
        .sort("evidence", "row_id")
        .group_by("product_id", maintain_order=True)
        .first()
        .select(product="product_id", evidence="evidence", firm="firm_id", row="row_id")
    )
