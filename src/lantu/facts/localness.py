"""Who makes what inside the region, as rows; the one place that says what local means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lantu.vocab.words import BUILDING, MAKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.gazetteer import Gazetteer
    from lantu.facts.table import FactTable

PLANNED = "planned"
"""What stands for the class of a row that says a product is being built or developed; it
sorts after every class."""


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


def local_rows(tables: Mapping[str, FactTable], places: Gazetteer) -> pl.DataFrame:
    """Firm-product rows of local firms that make a product or may come to.

    Returns:
        Columns product, firm, row and evidence: the row's class, or ``planned`` where the
        product is not made yet.
    """
    local = local_firms(tables["firms"].frame, places)
    rows = tables["firm_products"].frame
    making = pl.col("activity").is_in([a.value for a in MAKING])
    building = pl.col("activity").is_in([a.value for a in BUILDING])
    return rows.filter(pl.col("firm_id").is_in(local.implode()) & (making | building)).select(
        product="product_id",
        firm="firm_id",
        row="row_id",
        evidence=pl.when(making).then(pl.col("confidence")).otherwise(pl.lit(PLANNED)),
    )
