"""A national product graph of listed firms as a workspace, with all its mess.

The converter mends nothing: relations that name unknown products, repeated pairs,
circles, revenue shares below zero all go into the tables as they are, so that the checker
has to find them. What is missing (place of a firm, chain of a product) is read from what
is there: the first words of a firm's full name, the industry of a product's first maker.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from lantu.facts import Quarantined, quarantine
from lantu.vocab.region import known_regions

if TYPE_CHECKING:
    from collections.abc import Iterator

REGION = 440000
"""Guangdong, the province with most listed firms."""

ORIGIN = "https://github.com/liuhuanyong/ChainKnowledgeGraph"
OTHER = "000000"
SETTINGS = f"""[workspace]
name_zh = "广东省"
name_en = "Guangdong"
region = "{REGION}"
"""


def clean_workspace(data: Path) -> Path:
    """Convert, set faulty rows aside, and return the folder of the clean workspace."""
    folder = Path(tempfile.mkdtemp(prefix="lantu-national-"))
    convert(data, folder / "mess")
    report = quarantine(folder / "mess", folder / "clean")
    sys.stderr.write(told(report))
    return report.folder


def told(found: Quarantined) -> str:
    """What was set aside and why, one line a rule and one a table."""
    lines = [f"  {rule:24} {count:>8}" for rule, count in _by_rule(found)]
    lines += [f"  set aside: {table:13} {count:>8}" for table, count in found.set_aside.items()]
    return "\n".join([*lines, ""])


def _by_rule(found: Quarantined) -> Iterator[tuple[str, int]]:
    tally: dict[str, int] = {}
    for fault in found.report.faults:
        tally[f"{fault.rule} {fault.severity}"] = tally.get(f"{fault.rule} {fault.severity}", 0) + 1
    yield from sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))


def convert(data: Path, folder: Path) -> None:
    """Write the product graph as a workspace.

    Args:
        data: Folder of the parquet files.
        folder: Where to write; made anew.
    """
    facts = folder / "facts"
    facts.mkdir(parents=True)
    (folder / "lantu.toml").write_text(SETTINGS, encoding="utf-8")
    tables = {path.stem: pl.read_parquet(path) for path in sorted(data.glob("*.parquet"))}
    products = _products(tables)
    names = dict(zip(products["name_zh"], products["product_id"], strict=True))
    _chains(tables).write_parquet(facts / "chains.parquet")
    products.write_parquet(facts / "products.parquet")
    _links(tables, names).write_parquet(facts / "links.parquet")
    _firms(tables).write_parquet(facts / "firms.parquet")
    _firm_products(tables, names).write_parquet(facts / "firm_products.parquet")
    _sources().write_parquet(facts / "sources.parquet")


def _chains(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    top = tables["industries"].filter(pl.col("code").str.ends_with("0000"))
    other = pl.DataFrame({"code": [OTHER], "name": ["其他"]})
    return pl.concat([top, other]).select(
        chain_id=pl.col("code"), name_zh=pl.col("name"), confidence=pl.lit("D")
    )


def _products(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    top = set(tables["industries"]["code"].to_list())
    industry = tables["company_industries"].unique("company", keep="first", maintain_order=True)
    first = (
        tables["company_products"]
        .join(industry, on="company", how="left")
        .with_columns(chain=pl.col("industry").str.head(2) + "0000")
        .filter(pl.col("chain").is_in(sorted(top)))
        .unique("product", keep="first", maintain_order=True)
        .select("product", "chain")
    )
    made = tables["company_products"].select(name="product")
    every = pl.concat([tables["products"].select("name"), made]).unique(maintain_order=True)
    return (
        every.join(first, left_on="name", right_on="product", how="left", maintain_order="left")
        .with_row_index("at")
        .select(
            product_id=pl.format("P{}", pl.col("at").cast(pl.String).str.zfill(6)),
            chain_id=pl.col("chain").fill_null(OTHER),
            stage=pl.lit("midstream"),
            name_zh="name",
            confidence=pl.lit("D"),
        )
    )


def _links(tables: dict[str, pl.DataFrame], names: dict[str, str]) -> pl.DataFrame:
    """``other`` is an input of ``product``; a ``downstream`` relation points the other way."""
    relations = tables["product_relations"].filter(pl.col("relation") != "subclass")
    forward = pl.col("relation") == "input"
    named = relations.select(
        source=pl.when(forward).then("other").otherwise("product"),
        target=pl.when(forward).then("product").otherwise("other"),
    ).with_row_index("at")
    return named.select(
        link_id=pl.format("K{}", pl.col("at").cast(pl.String).str.zfill(6)),
        input_product=_ids("source", names),
        output_product=_ids("target", names),
        role=pl.lit("material"),
        essentiality=pl.lit("essential"),
        alt_group=pl.lit(None, dtype=pl.String),
        confidence=pl.lit("D"),
    )


def _ids(column: str, names: dict[str, str]) -> pl.Expr:
    """Ids of named products; a name that no product has stands in for its own id."""
    return pl.col(column).replace_strict(names, default=pl.col(column))


def _firms(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    places = _places()
    listed = tables["companies"]
    found = [_place(places, name) for name in listed["full_name"].to_list()]
    return listed.with_columns(
        city_code=pl.Series([code for code, _ in found], dtype=pl.String),
        province=pl.Series([name for _, name in found], dtype=pl.String),
    ).select(
        firm_id="code",
        name_zh=pl.col("full_name").fill_null(pl.col("name")),
        country=pl.lit("CN"),
        province="province",
        city_code="city_code",
        in_region=(pl.col("province") == "广东")
        .fill_null(value=False)
        .cast(pl.Int8)
        .cast(pl.String),
        ticker="code",
        source_url=pl.lit(ORIGIN),
        source_date=pl.lit("2021"),
        confidence=pl.lit("C"),
    )


def _places() -> dict[str, tuple[str | None, str]]:
    """Short names of provinces and prefectures to code (None for a province) and province."""
    regions = known_regions()
    found: dict[str, tuple[str | None, str]] = {}
    for code, region in regions.items():
        if code.endswith("00"):
            province = regions[f"{code[:2]}0000"].short_name
            found[region.short_name] = (None if code.endswith("0000") else code, province)
    return found


def _place(
    places: dict[str, tuple[str | None, str]], name: str | None
) -> tuple[str | None, str | None]:
    for length in (4, 3, 2):
        if name and name[:length] in places:
            return places[name[:length]]
    return None, None


def _firm_products(tables: dict[str, pl.DataFrame], names: dict[str, str]) -> pl.DataFrame:
    rows = tables["company_products"].with_row_index("at")
    return rows.select(
        row_id=pl.format("M{}", pl.col("at").cast(pl.String).str.zfill(6)),
        firm_id="company",
        product_id=_ids("product", names),
        activity=pl.lit("produces"),
        metric=pl.when(pl.col("revenue_share").is_null())
        .then(None)
        .otherwise(pl.lit("revenue_share")),
        value=pl.col("revenue_share") * 100,
        unit=pl.when(pl.col("revenue_share").is_null()).then(None).otherwise(pl.lit("%")),
        source_url=pl.lit(ORIGIN),
        source_date=pl.lit("2021"),
        confidence=pl.lit("C"),
    )


def _sources() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "source_key": ["S1"],
            "url": [ORIGIN],
            "date": ["2021"],
            "publisher_zh": ["ChainKnowledgeGraph"],
            "host_type": ["research"],
            "safe_to_link": ["1"],
        }
    )
