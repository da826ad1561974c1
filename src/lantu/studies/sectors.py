"""Where the chains' industries stand in the economy, and how far they lean on imports.

The table is the user's own; its sectors are matched to products by the products' GB/T 4754
codes. Figures are of whole sectors in the table's area, not of the region's firms.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.evidence.plots import Plot, Point, Scale
from lantu.evidence.source import Citation, Source
from lantu.flows import multipliers, position
from lantu.flows.multipliers import IMPORTS, OUTPUT
from lantu.studies.sector_methods import (
    BACKWARD,
    DOWNSTREAMNESS,
    GROSS_OUTPUT,
    IMPORT_CONTENT,
    UPSTREAMNESS,
)
from lantu.vocab.correspondence import code_names, correspondence
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.evidence.finding import Method
    from lantu.flows import Multipliers, Position
    from lantu.model.input_output_table import InputOutputTable
    from lantu.studies.survey import Survey
    from lantu.vocab.correspondence import CodeList

    Floats = NDArray[np.float64]

LISTS: tuple[CodeList, ...] = ("io42", "io153")
"""Lists of sectors that GB/T 4754 codes can be matched to."""

CHAINS_SHOWN = 3
"""Chains a sector's row names before it counts the rest."""

WHOLE_FROM = 1000.0
"""Amounts from here on are read out whole."""

_AREA = Text(
    "按全国该部门平均计算,不代表本省企业",
    "the average of the whole sector in the table's area, not of the region's firms",
)
_ASSUMED = Text(
    "原表未分国内与进口使用,按进口比例假定拆分",
    "the table does not part domestic and imported use; parted in proportion to imports",
)


@dataclass(frozen=True, kw_only=True)
class Sectors:
    """An input–output table of one region beside the chains.

    Attributes:
        survey: The diagnosed facts.
        table: The table.
    """

    survey: Survey
    table: InputOutputTable

    def __post_init__(self) -> None:
        """Refuse a table that has no one place for a product.

        Raises:
            CallerError: The table has several regions.
        """
        if len(self.table.regions) > 1:
            raise CallerError(
                f"the table has {len(self.table.regions)} regions; a blueprint reads one",
                hint="give the national table, such as the one of 42 sectors",
            )

    @cached_property
    def position(self) -> Position:
        """Upstreamness and downstreamness."""
        return position(self.table)

    @cached_property
    def multipliers(self) -> Multipliers:
        """Output and imports called for by a unit of final use."""
        return multipliers(self.table, OUTPUT, IMPORTS)

    @cached_property
    def products(self) -> Mapping[int, tuple[int, ...]]:
        """Positions of the products in each sector that has any, by the sector's position."""
        matched = sectors_by_industry(self.table)
        found: dict[int, list[int]] = defaultdict(list)
        for product, industry in enumerate(self.survey.graph.products.industries):
            sector = _longest(matched, industry)
            if sector is not None:
                found[sector].append(product)
        return {sector: tuple(found[sector]) for sector in sorted(found)}

    @cached_property
    def source(self) -> Source:
        """The table as a page to cite."""
        return Source(
            key=f"table:{self.table.source or self.table.period}",
            url="",
            date=self.table.period,
            publisher=f"{self.table.title.zh}({self.table.source})",
            host_type="official",
            safe_to_link=False,
        )

    def finding(self, sector: int, value: float, method: Method) -> Finding[float]:
        """One figure of one sector, citing its row of the table."""
        caveats = (_AREA, _ASSUMED) if self.table.competitive else (_AREA,)
        return Finding(
            value=value, method=method, citations=(self._citation(sector),), caveats=caveats
        )

    def _citation(self, sector: int) -> Citation:
        table = self.table
        name = table.sectors.names[sector].zh
        made, sold, bought = map(
            _plain, (table.x[sector], table.Z[sector].sum(), table.Z[:, sector].sum())
        )
        return Citation(
            table="input_output",
            row_id=table.sectors.codes[sector],
            line=sector + 1,
            reading=(
                f"{name}:总产出 {made},中间使用合计 {sold},中间投入合计 {bought}({table.unit})"
            ),
            note="",
            grade=None,
            source=self.source,
        )


def _plain(amount: float) -> str:
    """An amount in digits: whole where it is large, else as many as it has."""
    return f"{amount:.0f}" if amount >= WHOLE_FROM else f"{amount:.6g}"


def sectors_by_industry(table: InputOutputTable) -> dict[str, int]:
    """The sector of each GB/T 4754 code that a packaged list matches to the table's sectors.

    Args:
        table: A table whose sector codes are those of a packaged list; with others nothing
            is matched.
    """
    for codes in LISTS:
        if set(table.sectors) == set(code_names(codes)):
            pairs = correspondence("gbt4754_2017", codes)
            return {pair.source: table.sectors.at(pair.target) for pair in pairs}
    return {}


def _longest(matched: Mapping[str, int], industry: str) -> int | None:
    """The sector of the longest listed code that begins ``industry``."""
    codes = (industry[:length] for length in range(len(industry), 1, -1))
    return next((matched[code] for code in codes if code in matched), None)


def position_plot(sectors: Sectors) -> Plot:
    """产业位置与依赖图: upstreamness against the import content of final use, by sector."""
    up, content = sectors.position.upstreamness, sectors.multipliers.of(IMPORTS)
    middle = (float(np.median(up)), float(np.median(content)))
    title = sectors.table.title
    return Plot(
        key="sector-position",
        title=Text("产业位置与进口依赖图", "Position and import content of sectors"),
        headline=_headline(sectors, content, middle[1]),
        x=Scale(
            title=Text("上游度(到最终使用的平均步数)", "upstreamness (mean stages to final use)"),
            kind="number",
            low=Text("靠近最终使用", "near final use"),
            high=Text("靠近原料", "near raw materials"),
        ),
        y=Scale(
            title=Text("完全进口含量", "total import content"),
            kind="share",
            low=Text("自给", "self-sufficient"),
            high=Text("依赖进口", "import-dependent"),
        ),
        points=tuple(_point(sectors, at) for at in _by_code(sectors)),
        marked=Text("本省产业链产品所在部门", "sectors of the chains' products"),
        unmarked=Text("其他部门", "other sectors"),
        note=Text(
            f"虚线为各部门中位数。来源:{title.zh}({sectors.table.source})。{_AREA.zh}。",
            f"Dashed lines: medians over sectors. Source: {title.en} ({sectors.table.source}). "
            f"Each figure is {_AREA.en}.",
        ),
        centre=middle,
        fields=(
            Text("下游,依赖进口", "downstream, import-dependent"),
            Text("上游,依赖进口", "upstream, import-dependent"),
            Text("下游,自给", "downstream, self-sufficient"),
            Text("上游,自给", "upstream, self-sufficient"),
        ),
    )


def _by_code(sectors: Sectors) -> list[int]:
    return sorted(range(len(sectors.table)), key=lambda at: sectors.table.sectors.codes[at])


def _point(sectors: Sectors, at: int) -> Point:
    products = sectors.products.get(at, ())
    return Point(
        key=sectors.table.sectors.codes[at],
        name=sectors.table.sectors.names[at],
        x=sectors.finding(at, float(sectors.position.upstreamness[at]), UPSTREAMNESS),
        y=sectors.finding(at, float(sectors.multipliers.of(IMPORTS)[at]), IMPORT_CONTENT),
        marked=bool(products),
        note=_products_counted(len(products)) if products else None,
    )


def _products_counted(count: int) -> Text:
    return Text(
        f"产业链产品 {count} 个", f"{count} product{'' if count == 1 else 's'} of the chains"
    )


def _headline(sectors: Sectors, content: Floats, middle: float) -> Text:
    held = list(sectors.products)
    if not held:
        return Text(
            "产品表没有可对应的行业代码,只列各部门位置",
            "No product carries an industry code of this table; sectors are shown by themselves",
        )
    above = [at for at in held if content[at] > middle]
    worst = max(held, key=lambda at: (float(content[at]), -at))
    name = sectors.table.sectors.names[worst]
    return Text(
        f"产业链涉及 {len(held)} 个部门,{len(above)} 个的进口含量高于中位数;"
        f"最高为{name.zh},{content[worst]:.1%}",
        f"Of {len(held)} sectors of the chains, {len(above)} hold more imports than the median; "
        f"most in {name.en}, {content[worst]:.1%}",
    )


def sector_ledger(sectors: Sectors) -> Ledger:
    """产业位置清单: every sector of the table, those of the chains first."""
    held = sectors.products
    order = sorted(_by_code(sectors), key=lambda at: -len(held.get(at, ())))
    return Ledger(
        key="sectors",
        title=Text("产业位置清单", "position of sectors"),
        headline=Text(
            f"{len(held)} 个部门有产业链产品,共 {sum(map(len, held.values()))} 个;"
            f"{_uncoded(sectors)} 个产品没有可对应的行业代码",
            f"{len(held)} sectors hold {sum(map(len, held.values()))} products of the chains; "
            f"{_uncoded(sectors)} products carry no code that fits",
        ),
        about=Text(
            f"产业链产品多的部门在先,其余按部门代码。按{sectors.table.title.zh}计算,{_AREA.zh}。",
            f"Sectors with most products first, the rest by code. From {sectors.table.title.en}; "
            f"each figure is {_AREA.en}.",
        ),
        columns=_columns(sectors.table.unit),
        rows=tuple(_row(sectors, at) for at in order),
    )


def _columns(unit: str) -> tuple[Column, ...]:
    money = Text(unit, _MONEY.get(unit, unit))
    return (
        Column(key="sector", title=Text("部门", "sector"), kind="text"),
        Column(key="chains", title=Text("产业链", "chains"), kind="text"),
        Column(key="products", title=Text("产品数", "products"), kind="count"),
        Column(key="output", title=Text("总产出", "gross output"), kind="number", unit=money),
        Column(key="upstreamness", title=Text("上游度", "upstreamness"), kind="number"),
        Column(key="downstreamness", title=Text("下游度", "downstreamness"), kind="number"),
        Column(key="backward", title=Text("后向关联", "backward linkage"), kind="number"),
        Column(key="imports", title=Text("完全进口含量", "import content"), kind="share"),
    )


_MONEY = {"万元": "10k yuan", "亿元": "100 million yuan"}


def _row(sectors: Sectors, at: int) -> Row:
    table, products = sectors.table, sectors.products.get(at, ())
    output = sectors.multipliers.of(OUTPUT)
    figures = (
        (float(table.x[at]), GROSS_OUTPUT),
        (float(sectors.position.upstreamness[at]), UPSTREAMNESS),
        (float(sectors.position.downstreamness[at]), DOWNSTREAMNESS),
        (float(output[at] / output.mean()), BACKWARD),
        (float(sectors.multipliers.of(IMPORTS)[at]), IMPORT_CONTENT),
    )
    return Row(
        key=table.sectors.codes[at],
        cells=(
            table.sectors.names[at],
            _chains(sectors.survey, products),
            len(products) or None,
            *(sectors.finding(at, value, method) for value, method in figures),
        ),
    )


def _chains(survey: Survey, products: tuple[int, ...]) -> Text | None:
    """Names of the chains of ``products``, most products first; None without any."""
    counts: dict[str, int] = defaultdict(int)
    for product in products:
        counts[survey.graph.products.chains[product]] += 1
    order = sorted(counts, key=lambda chain: (-counts[chain], chain))
    if not order:
        return None
    names = [survey.graph.chain_names[chain] for chain in order[:CHAINS_SHOWN]]
    rest = len(order) - len(names)
    return Text(
        "、".join(name.zh for name in names) + (f"等 {len(order)} 条" if rest else ""),
        ", ".join(name.en for name in names) + (f" and {rest} more" if rest else ""),
    )


def _uncoded(sectors: Sectors) -> int:
    return len(sectors.survey.graph) - sum(map(len, sectors.products.values()))
