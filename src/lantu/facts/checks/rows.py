"""What must hold between the cells of one row, and between rows that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.checks.cycles import closing_links, shortest_cycle
from lantu.facts.checks.finding_faults import Words, faults_where
from lantu.facts.checks.keys import repeated
from lantu.facts.fault import fault
from lantu.facts.intake.raw import ROW
from lantu.facts.nearness import NOTHING, near_words
from lantu.facts.schema import load_schema
from lantu.vocab.words import RETURN_FLOWS, Essentiality, LinkRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.facts.fault import Fault
    from lantu.facts.table import FactTable

SHARES = frozenset(
    {"local_share", "outside_share", "firm_share", "import_dependence", "domestic_rate"}
)
"""Kinds of metric whose value is a fraction."""

FRACTIONS = {"%": 0.01, "比值": 1.0}
"""Units of a share, and what turns them into fractions."""

_ALTERNATIVE = pl.col("essentiality") == Essentiality.ALTERNATIVE.value


def check_links(table: FactTable) -> Iterator[Fault]:
    """Self links, repeated pairs, groups that do not fit, cycles."""
    frame, origin = table.frame, table.origin
    alike = pl.col("input_product") == pl.col("output_product")
    yield from faults_where(origin, frame, alike, "link.self", "output_product")
    yield from repeated(table, ["input_product", "output_product"], "link.duplicate")
    no_group = _ALTERNATIVE & pl.col("alt_group").is_null()
    for row, product in frame.filter(no_group).select(ROW, "output_product").iter_rows():
        spot = origin.spot(row, "alt_group")
        yield fault("alternative.no_group", spot, example=f"{product or ''}:1")
    stray = ~_ALTERNATIVE & pl.col("alt_group").is_not_null()
    yield from faults_where(origin, frame, stray, "alternative.stray_group", "alt_group")
    grouped = frame.filter(_ALTERNATIVE & pl.col("alt_group").is_not_null())
    single = ~pl.struct("output_product", "alt_group").is_duplicated()
    yield from faults_where(origin, grouped, single, "alternative.single", "alt_group")
    yield from _cycles(table)


def _cycles(table: FactTable) -> Iterator[Fault]:
    forward = table.frame.filter(
        pl.col("role").is_in([role.value for role in LinkRole if role not in RETURN_FLOWS])
        & (pl.col("input_product") != pl.col("output_product"))
    )
    links = list(forward.select("input_product", "output_product").iter_rows())
    closing = closing_links(links)
    if not closing:
        return
    cycle = " → ".join(shortest_cycle(links, closing))
    wanted = set(closing)
    rows = forward.select(ROW, "input_product", "output_product").iter_rows()
    for row, source, target in rows:
        if (source, target) in wanted:
            spot = table.origin.spot(row, "output_product")
            yield fault("link.cycle", spot, f"{source} → {target}", cycle=cycle)


def check_values(table: FactTable) -> Iterator[Fault]:
    """Values and their units, metrics and their values."""
    if not table.table.has("value"):
        return
    frame, origin = table.frame, table.origin
    no_unit = pl.col("value").is_not_null() & pl.col("unit").is_null()
    yield from faults_where(origin, frame, no_unit, "value.no_unit", "unit")
    if table.table.has("metric"):
        yield from _metrics(table)


def _metrics(table: FactTable) -> Iterator[Fault]:
    frame, origin = table.frame, table.origin
    schema = load_schema()
    names = frame.get_column("metric").unique().drop_nulls().sort().to_list()
    kinds = {name: schema.metric(name) for name in names}
    shares = [name for name, metric in kinds.items() if metric and metric.kind in SHARES]
    unknown = [name for name, metric in kinds.items() if metric is None]
    metric, value, unit = pl.col("metric"), pl.col("value"), pl.col("unit")
    numbered = metric.is_not_null() if table.table.name == "firm_products" else metric.is_in(shares)
    yield from faults_where(origin, frame, numbered & value.is_null(), "metric.no_value", "value")
    unnamed = value.is_not_null() & metric.is_null()
    yield from faults_where(origin, frame, unnamed, "metric.no_name", "metric")
    patterns = [m.pattern for m in schema.metrics if "*" not in m.pattern]
    plain: Words = {"near": NOTHING}
    yield from faults_where(
        origin,
        frame,
        metric.is_in(unknown),
        "metric.unknown",
        "metric",
        words=lambda found: {"near": near_words(found, patterns)},
        plain=plain,
    )
    share = metric.is_in(shares) & value.is_not_null() & unit.is_not_null()
    fits = unit.is_in(list(FRACTIONS))
    yield from faults_where(origin, frame, share & ~fits, "share.unit", "unit")
    fraction = value * unit.replace_strict(FRACTIONS, default=None, return_dtype=pl.Float64)
    beyond = share & fits & ~fraction.is_between(0, 1)
    yield from faults_where(origin, frame, beyond, "share.range", "value")


def check_row_rules(table: FactTable) -> Iterator[Fault]:
    """Rules that ask two or three cells of one row."""
    frame, origin = table.frame, table.origin
    if table.table.has("confidence"):
        sourced = pl.col("confidence").is_in(["A", "B", "C"]) & pl.col("source_url").is_null()
        for row, grade in frame.filter(sourced).select(ROW, "confidence").iter_rows():
            spot = origin.spot(row, "source_url")
            yield fault("source.missing", spot, found=grade)
    if table.table.has("confirmed_absent"):
        unsigned = pl.col("confirmed_absent").is_not_null() & (
            pl.col("confirmed_by").is_null() | pl.col("confirmed_on").is_null()
        )
        yield from faults_where(origin, frame, unsigned, "absent.unsigned", "confirmed_absent")
    if table.table.has("buyer_name_zh"):
        nobody = pl.col("buyer_id").is_null() & pl.col("buyer_name_zh").is_null()
        yield from faults_where(origin, frame, nobody, "buyer.missing", "buyer_name_zh")
