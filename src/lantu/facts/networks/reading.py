"""Reads a list of sales, and a list of firms beside it, into a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lantu.facts.nearness import near_words
from lantu.facts.networks.listing import ROW, listing
from lantu.model.roster import roster
from lantu.model.supply_network import SupplyNetwork, supply_network
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from lantu.facts.networks.listing import Findings, Listing

    Floats = NDArray[np.float64]

SALES: Mapping[str, tuple[str, ...]] = {
    "seller": ("supplier", "卖方", "供应商"),
    "buyer": ("customer", "买方", "客户"),
    "amount": ("weight", "value", "金额"),
    "sector": ("product", "部门", "产品"),
    "period": ("year", "时期", "年份"),
}
"""Columns of a list of sales; sector, or product, is the seller's."""

FIRMS: Mapping[str, tuple[str, ...]] = {
    "firm": ("code", "企业", "代码"),
    "sector": ("部门", "行业"),
    "region": ("地区",),
    "output": ("revenue", "产出", "营业收入"),
    "final_demand": ("最终需求",),
    "cost": ("costs", "成本"),
}
"""Columns of a list of firms."""

NOWHERE = "?"
"""Sector of a firm that only buys, where no list of firms says what it is."""

ROUNDING = 1e-6
"""Part of its sales by which a firm's output may fall short of them."""

SHOWN = 51
"""Faulty rows of a kind that are looked at one by one; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkReading:
    """A network, and what was left out on the way.

    Attributes:
        network: The network; revenue is on record where the firms' list has ``output`` or
            ``final_demand``.
        notes: What was left out or stands alone, and how much of it.
    """

    network: SupplyNetwork
    notes: tuple[Text, ...]


def read_network(
    sales: str | Path, firms: str | Path | None = None, *, period: str = "", unit: str = ""
) -> NetworkReading:
    """A network from a list of sales (CSV or Parquet) and, if there is one, a list of firms.

    Sales of one pair are added up. A firm's purchases from itself, and sales of nothing, are
    left out and counted. Without a list of firms, a firm belongs to the sector in which it
    sells most.

    Args:
        sales: Columns ``seller``, ``buyer``, ``amount``; maybe ``sector``, ``period``.
        firms: Columns ``firm``, ``sector``; maybe ``region``, ``output`` (all it sells),
            ``final_demand`` (what it sells outside the network), ``cost``.
        period: Only sales of this period; all where empty.
        unit: Unit of the amounts.

    Raises:
        FactsError: There are faults; all of a file are carried.
        PlaceError: There is no such file.
    """
    listed, findings = listing(sales, SALES, ("seller", "buyer", "amount"))
    known = None if firms is None else _known_firms(firms)
    if known is None and "sector" not in listed.places:
        findings.fail("network.sector", listed.spot(1, ""))
    codes = _codes(listed, findings) if known is None else known.frame["firm"]
    rows = _rows(listed, codes, period, findings)
    _refuse(listed, rows, codes, findings)
    return _network(listed, known, codes, rows, unit)


def _codes(listed: Listing, findings: Findings) -> pl.Series:
    both = listed.collect(findings, "seller", "buyer")
    codes = pl.concat([both["seller"], both["buyer"]]).unique().drop_nulls().sort()
    return codes.filter(codes != "").rename("firm")


def _rows(listed: Listing, codes: pl.Series, period: str, findings: Findings) -> pl.DataFrame:
    """Rows with positions of firms for their codes; null where there is no such firm."""
    at = pl.LazyFrame({"code": codes, "at": pl.int_range(len(codes), dtype=pl.Int32, eager=True)})
    kept = listed.rows
    if period:
        _refuse_period(listed, period, findings)
        kept = kept.filter(pl.col("period") == period)
    for side in ("seller", "buyer"):
        kept = kept.join(at, left_on=side, right_on="code", how="left").rename({"at": f"{side}_at"})
    amount = pl.col("amount").cast(pl.Float64, strict=False)
    wanted: list[pl.Expr | str] = [ROW, "seller_at", "buyer_at", amount]
    if "sector" in listed.places:
        wanted.append(pl.col("sector").cast(pl.Categorical))
    found = type(listed)(file=listed.file, rows=kept, places=listed.places)
    return found.collect(findings, *wanted)


def _refuse_period(listed: Listing, period: str, findings: Findings) -> None:
    periods: list[str] = []
    if "period" in listed.places:
        periods = (
            listed.collect(findings, "period")["period"].drop_nulls().unique().sort().to_list()
        )
    if period not in periods:
        known = "、".join(periods[:SHOWN]) or "—"
        findings.fail("network.period", listed.spot(0, "period"), period, known=known)


def _refuse(listed: Listing, rows: pl.DataFrame, codes: pl.Series, findings: Findings) -> None:
    """Tell every row with an unknown firm or an amount that is none."""
    for column, bad in (
        ("seller", pl.col("seller_at").is_null()),
        ("buyer", pl.col("buyer_at").is_null()),
        ("amount", _no_amount("amount")),
    ):
        at = rows.filter(bad)[ROW]
        if len(at):
            _tell(listed, column, at, codes, findings)
    findings.stop()
    if not rows.filter((pl.col("amount") > 0) & (pl.col("seller_at") != pl.col("buyer_at"))).height:
        findings.fail("network.nothing", listed.spot(1, ""))


def _no_amount(column: str) -> pl.Expr:
    told = pl.col(column)
    return told.is_null() | ~told.is_finite() | (told < 0)


def _tell(
    listed: Listing, column: str, at: pl.Series, codes: pl.Series, findings: Findings
) -> None:
    shown = listed.rows.filter(pl.col(ROW).is_in(at.head(SHOWN).implode()))
    texts = type(listed)(file=listed.file, rows=shown, places=listed.places)
    names = codes.to_list()
    for row, text in texts.collect(findings, ROW, column).rows():
        spot = listed.spot(row, column)
        if column == "amount":
            findings.add("network.amount", spot, text or "")
        elif not text:
            findings.add("network.blank", spot)
        else:
            findings.add("network.firm", spot, text, near=near_words(text, names))
    for row in at[SHOWN:]:
        findings.add("network.amount" if column == "amount" else "network.firm",
                     listed.spot(row, column), near="")  # fmt: skip


def _known_firms(path: str | Path) -> _Known:
    """The list of firms, with numbers for its figures.

    Raises:
        FactsError: A firm stands twice, a code is blank or a figure is none.
    """
    listed, findings = listing(path, FIRMS, ("firm", "sector"))
    texts = listed.collect(findings, ROW, *listed.places)
    for column in [name for name in ("firm", "sector", "region") if name in listed.places]:
        for row in texts.filter(pl.col(column).is_null() | (pl.col(column) == ""))[ROW]:
            findings.add("network.blank", listed.spot(row, column))
    for row, code in texts.filter(~pl.col("firm").is_first_distinct()).select(ROW, "firm").rows():
        if code:
            findings.add("network.twice", listed.spot(row, "firm"), code)
    figures = [name for name in ("output", "final_demand", "cost") if name in listed.places]
    read = texts.with_columns(pl.col(figures).cast(pl.Float64, strict=False))
    for column in figures:
        wrong = texts.filter(read.select(_no_amount(column)).to_series())
        for row, text in wrong.select(ROW, column).rows():
            findings.add("network.amount", listed.spot(row, column), text or "")
    findings.stop()
    return _Known(listed, findings, read)


def _network(
    listed: Listing,
    known: _Known | None,
    codes: pl.Series,
    rows: pl.DataFrame,
    unit: str,
) -> NetworkReading:
    sold = rows["amount"].to_numpy()
    seller, buyer = rows["seller_at"].to_numpy(), rows["buyer_at"].to_numpy()
    own, nothing = seller == buyer, sold == 0
    kept = ~(own | nothing)
    told = _told(known, codes, rows)
    network = supply_network(
        tuple(codes.to_list()),
        roster("sector", told.sectors),
        told.sector,
        supplier=seller[kept],
        buyer=buyer[kept],
        amount=sold[kept],
        regions=None if told.regions is None else roster("region", told.regions),
        region=told.region,
        cost=_figure(known, "cost"),
        revenue=_revenue(known, seller[kept], sold[kept]),
        unit=unit,
        source=listed.file,
    )
    notes = [
        (int(own.sum()), Text("笔自购，未计", "purchases of firms from themselves left out")),
        (int(nothing.sum()), Text("笔金额为零，未计", "sales of nothing left out")),
        (told.several, Text("家企业卖几种产品，归入卖得最多的", "firms that sell in several "
                            "sectors, put where they sell most")),
        (_alone(network), Text("家企业既不卖也不买", "firms that neither sell nor buy")),
    ]  # fmt: skip
    said = tuple(Text(f"{n} {what.zh}", f"{n} {what.en}") for n, what in notes if n)
    return NetworkReading(network=network, notes=said)


def _alone(network: SupplyNetwork) -> int:
    joined = np.zeros(len(network), dtype=np.bool_)
    joined[network.supplier] = joined[network.buyer] = True
    return int((~joined).sum())


@dataclass(frozen=True, slots=True)
class _Known:
    """The list of firms, with numbers for its figures."""

    listed: Listing
    findings: Findings
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Told:
    sectors: list[str]
    sector: NDArray[np.integer]
    regions: list[str] | None
    region: NDArray[np.integer] | None
    several: int = 0


def _told(known: _Known | None, codes: pl.Series, rows: pl.DataFrame) -> _Told:
    """Sector and region of each firm."""
    if known is not None:
        frame = known.frame
        sectors, sector = _ranked(frame["sector"])
        regions, region = _ranked(frame["region"]) if "region" in frame.columns else (None, None)
        return _Told(sectors, sector, regions, region)
    most = (
        rows.group_by("seller_at", pl.col("sector").cast(pl.String))
        .agg(pl.col("amount").sum())
        .sort("amount", "sector", descending=[True, False])
    )
    several = most.filter(pl.col("seller_at").is_duplicated())["seller_at"].n_unique()
    first = most.unique("seller_at", keep="first", maintain_order=True)
    named = np.full(len(codes), NOWHERE, dtype=object)
    named[first["seller_at"].to_numpy()] = first["sector"].fill_null(NOWHERE).to_numpy()
    return _Told(*_ranked(pl.Series(named.tolist(), dtype=pl.String)), None, None, several)


def _ranked(told: pl.Series) -> tuple[list[str], NDArray[np.integer]]:
    names = told.unique().sort()
    positions = told.replace_strict(
        names, pl.int_range(len(names), eager=True), return_dtype=pl.Int32
    )
    return names.to_list(), positions.to_numpy()


def _figure(known: _Known | None, column: str) -> Floats | None:
    if known is None or column not in known.frame.columns:
        return None
    figures: Floats = known.frame[column].to_numpy()
    return figures


def _revenue(known: _Known | None, seller: NDArray[np.int32], sold: Floats) -> Floats | None:
    """What each firm sells in all: its output, or its sales and final demand together.

    Raises:
        FactsError: Output falls short of sales.
    """
    output, outside = _figure(known, "output"), _figure(known, "final_demand")
    if known is None or (output is None and outside is None):
        return None
    inside = np.bincount(seller, sold, len(known.frame)).astype(np.float64)
    if output is None:
        return inside + (0.0 if outside is None else outside)
    for at in np.flatnonzero(output < inside * (1.0 - ROUNDING)):
        spot = known.listed.spot(int(known.frame[ROW][int(at)]), "output")
        known.findings.add("network.short", spot, f"{output[at]:g}", sold=f"{inside[at]:g}")
    known.findings.stop()
    return np.maximum(output, inside)
