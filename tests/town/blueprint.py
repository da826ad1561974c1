"""The blueprint of an invented province: three places, five trades, eight products.

Small enough to check by hand, and awkward on purpose: a page that must not be linked, a
row without a page, a text that looks like a formula, a text that looks like markup, an
absent value, a conflict, a figure without rows.
"""

from __future__ import annotations

from lantu.evidence.confidence import Interval
from lantu.evidence.courses import Band, Course, Line, Span
from lantu.evidence.exhibits import (
    Blueprint,
    ChainSummary,
    Column,
    DependenceBar,
    DependenceMap,
    Edge,
    Ledger,
    Neighbour,
    Node,
    Outline,
    Panorama,
    ProductCard,
    Reason,
    RegionFigure,
    RegionMap,
    Row,
)
from lantu.evidence.finding import Finding, Method
from lantu.evidence.grids import Grid, GridCell, GridRow
from lantu.evidence.plots import Plot, Point, Scale
from lantu.evidence.source import Citation, Source
from lantu.vocab.text import Text
from lantu.vocab.words import Essentiality, Grade, Stage, State

SAFE = Source(
    key="yearbook",
    url="https://stats.example/yearbook?year=2025&page=3",
    date="2025-06-01",
    publisher="东山省统计局:2025年鉴",
    host_type="official",
    safe_to_link=True,
)
UNSAFE = Source(
    key="repost",
    url="http://hijacked.example/a/1",
    date="2024",
    publisher="某转载站:风机轴承报道",
    host_type="mirror",
    safe_to_link=False,
)
UNDATED = Source(
    key="notice",
    url="https://gov.example/notice",
    date="",
    publisher='=HYPERLINK("http://evil.example")',
    host_type="official",
    safe_to_link=True,
)

MAKER = Citation(
    table="firm_products",
    row_id="M1",
    line=2,
    reading="东城轴承厂生产风机轴承",
    note="年报第 3 页",
    grade=Grade.A,
    source=SAFE,
)
RUMOUR = Citation(
    table="firm_products",
    row_id="M2",
    line=3,
    reading="西镇钢厂据称生产特种钢 <script>alert(1)</script>",
    note="",
    grade=Grade.C,
    source=UNSAFE,
)
LINK = Citation(
    table="links",
    row_id="K1",
    line=2,
    reading="特种钢用于风机轴承",
    note="工程常识",
    grade=Grade.D,
    source=None,
)
SHARE = Citation(
    table="dependence",
    row_id="E1",
    line=2,
    reading="全球前三家份额 91.25%",
    note="",
    grade=Grade.B,
    source=UNDATED,
)
STORED = Citation(
    table="projects",
    row_id="J1",
    line=0,
    reading="南港叶片项目在建",
    note="投资 12 亿元",
    grade=Grade.B,
    source=SAFE,
)

PRESENCE = Method(
    key="presence",
    name=Text("存在度", "Presence"),
    formula="p = 1 − Π (1 − c_f)",
    meaning=Text("c_f 为企业 f 的证据权重 & 类别", "c_f is the weight of firm f's evidence"),
    reference="lantu docs/explain/evidence.md",
)
DIAGNOSIS = Method(
    key="diagnosis",
    name=Text("环节状态", "State of a link"),
    formula="p ≥ θ ∧ s ≥ τ ⇒ strong",
    meaning=Text("按规则逐条判断", "The rule asks its questions in order"),
    reference="rule table",
)
COMPLETENESS = Method(
    key="completeness",
    name=Text("完整度", "Completeness"),
    formula="C = Σ w·p / Σ w",
    meaning=Text("w 为下游用途数", "w counts downstream uses"),
    reference="lantu docs/explain/evidence.md",
)
RECORDED = Method(
    key="recorded",
    name=Text("记录值", "As recorded"),
    formula="x",
    meaning=Text("来源所载", "As the page gives it"),
    reference="",
)

_PRODUCTS: tuple[tuple[str, str, str, str, str, Stage, State], ...] = (
    ("P1", "铁矿石", "Iron ore", "WIND", "采掘", Stage.UPSTREAM, State.EXTENDABLE),
    ("P2", "特种钢", "Special steel", "WIND", "冶炼", Stage.UPSTREAM, State.WEAK),
    ("P3", "风机轴承", "Wind-turbine bearing", "WIND", "机械", Stage.MIDSTREAM, State.STRONG),
    ("P4", "碳纤维叶片", "Carbon-fibre blade", "WIND", "机械", Stage.MIDSTREAM, State.BUILDING),
    ("P5", "变流器芯片", "Converter chip", "WIND", "机械", Stage.UPSTREAM, State.GAP),
    ("P6", "风电整机", "Wind turbine", "WIND", "机械", Stage.DOWNSTREAM, State.STRONG),
    ("Q1", "棉纱", "Cotton yarn", "CLOTH", "纺织", Stage.UPSTREAM, State.UNKNOWN),
    ("Q2", "工装", "Work clothes", "CLOTH", "纺织", Stage.DOWNSTREAM, State.WEAK),
)
_LINKS: tuple[tuple[str, str, Essentiality, str | None, bool], ...] = (
    ("P1", "P2", Essentiality.ESSENTIAL, None, False),
    ("P2", "P3", Essentiality.ESSENTIAL, None, False),
    ("P3", "P6", Essentiality.ESSENTIAL, None, False),
    ("P4", "P6", Essentiality.ALTERNATIVE, "P6:blade", False),
    ("P5", "P6", Essentiality.ALTERNATIVE, "P6:blade", False),
    ("P6", "P2", Essentiality.OPTIONAL, None, True),
    ("Q1", "Q2", Essentiality.ESSENTIAL, None, False),
    ("Q2", "P6", Essentiality.OPTIONAL, None, False),
)
_SEGMENTS = {
    "采掘": Text("采掘", "Mining"),
    "冶炼": Text("冶炼", "Smelting"),
    "机械": Text("机械", "Machinery"),
    "纺织": Text("纺织", "Textiles"),
}
_NAMES = {product: Text(zh, en) for product, zh, en, *_ in _PRODUCTS}


def town_blueprint() -> Blueprint:
    """The whole blueprint of the province 东山."""
    return Blueprint(
        title=Text("东山省产业链蓝图", "Blueprint of Dongshan's industrial chains"),
        region=Text("东山省", "Dongshan"),
        facts_date="2025-06-01",
        facts_hash="3f" * 32,
        settings=(("grades.a", "0.95"), ("diagnosis.theta", "0.5")),
        summaries=(
            _summary("WIND", Text("风电装备", "Wind power"), 0.6234567),
            _summary("CLOTH", Text("纺织服装", "Textiles"), 1.0),
        ),
        panoramas=(_panorama("WIND"), _panorama("CLOTH")),
        couplings=_couplings(),
        region_maps=(_region_map(),),
        dependence=_dependence_map(),
        ledgers=(_gaps(), _firms()),
        cards=tuple(_card(product) for product, *_ in _PRODUCTS),
        conflicts=_conflicts(),
        methods=(COMPLETENESS, DIAGNOSIS, PRESENCE, RECORDED),
        sources=(UNDATED, UNSAFE, SAFE),
        caveats=(
            Text("待核不等于没有。", "No evidence yet does not mean absent."),
            Text("本省为虚构。", "This province is invented."),
        ),
        plots=(_plot(),),
        courses=(_course(),),
        grids=(_grid(),),
    )


def _grid() -> Grid:
    """Firms of two segments at two levels."""

    def row(key: str, name: Text, *counts: int) -> GridRow:
        total = sum(counts)
        values = (Finding(value=n, method=PRESENCE, citations=(MAKER,)) for n in counts)
        cells = tuple(GridCell(value=each, share=each.value / total) for each in values)
        return GridRow(key=key, name=name, total=total, cells=cells)

    return Grid(
        key="digital-levels",
        title=Text("环节 × 数字化等级", "Digital levels by segment"),
        headline=Text("冶炼多在二级", "Smelting mostly stands at level two"),
        across=Text("等级", "level"),
        down=Text("环节", "segment"),
        columns=(Text("一级", "level 1"), Text("二级", "level 2")),
        rows=(
            row("冶炼", Text("冶炼", "Smelting"), 1, 3),
            row("机械", Text("机械", "Machinery"), 2, 0),
        ),
        note=Text("本省为虚构。", "This province is invented."),
    )


def _course() -> Course:
    """What a cut of thirty days does to two chains."""
    days = (0.0, 10.0, 30.0, 31.0, 60.0)
    hit, spared = (0.0, 0.4, 0.4, 0.1, 0.0), (0.0, 0.0, 0.05, 0.05, 0.0)

    def greatest(value: float) -> Finding[float]:
        return Finding(
            value=value,
            method=PRESENCE,
            interval=Interval(value * 0.5, value * 1.5),
            citations=(MAKER,),
        )

    return Course(
        key="stress-bearings",
        title=Text("断供风机轴承三十天", "Bearings cut for thirty days"),
        headline=Text("风电装备最多失去四成", "Wind power loses four tenths at most"),
        days=days,
        measure=Text("链上产值的损失", "part of the chain's value lost"),
        kind="share",
        lines=(
            Line(
                key="WIND",
                name=Text("风电装备", "Wind power"),
                values=hit,
                greatest=greatest(0.4),
                band=Band(
                    low=tuple(value * 0.5 for value in hit),
                    high=tuple(value * 1.5 for value in hit),
                    name=Text("抽样的九成", "nine draws in ten"),
                ),
            ),
            Line(
                key="CLOTH",
                name=Text("纺织服装", "Textiles"),
                values=spared,
                greatest=greatest(0.05),
            ),
        ),
        spans=(Span(start=0, end=30, name=Text("断供", "cut")),),
        note=Text("本省为虚构。", "This province is invented."),
    )


def _plot() -> Plot:
    """Three sectors by two measures, cut at the middle."""
    sectors = (
        ("01", Text("采掘业", "Mining"), 3.2, 0.05, False),
        ("02", Text("机械业", "Machinery"), 1.9, 0.3, True),
        ("03", Text("纺织业", "Textiles"), 1.4, 0.11, True),
    )
    return Plot(
        key="position",
        title=Text("产业位置图", "Industry position"),
        headline=Text("机械业最依赖进口", "Machinery leans most on imports"),
        x=Scale(
            title=Text("上游度", "Upstreamness"),
            kind="number",
            low=Text("靠近最终使用", "near final use"),
            high=Text("靠近原料", "near raw materials"),
        ),
        y=Scale(
            title=Text("进口含量", "Import content"),
            kind="share",
            low=Text("自给", "self-sufficient"),
            high=Text("依赖进口", "import-dependent"),
        ),
        points=tuple(
            Point(
                key=key,
                name=name,
                x=Finding(value=x, method=PRESENCE, citations=(MAKER,)),
                y=Finding(value=y, method=PRESENCE, interval=Interval(y / 2, y * 1.5)),
                marked=marked,
                note=Text("本省有产品", "has products here") if marked else None,
            )
            for key, name, x, y, marked in sectors
        ),
        marked=Text("产业链所在行业", "sectors of the chains"),
        unmarked=Text("其他行业", "other sectors"),
        note=Text("来源:虚构的表", "Source: an invented table"),
        centre=(2.0, 0.2),
        fields=(
            Text("下游·依赖进口", "downstream, import-dependent"),
            Text("上游·依赖进口", "upstream, import-dependent"),
            Text("下游·自给", "downstream, self-sufficient"),
            Text("上游·自给", "upstream, self-sufficient"),
        ),
    )


def _summary(chain: str, name: Text, completeness: float) -> ChainSummary:
    states = [state for *_, at, _, _, state in _PRODUCTS if at == chain]
    return ChainSummary(
        chain=chain,
        name=name,
        about=Text(f"{name.zh}的范围", f"The scope of {name.en.lower()}"),
        counts={state: states.count(state) for state in State},
        completeness=Finding(
            value=completeness,
            method=COMPLETENESS,
            interval=Interval(0.5, completeness),
            citations=(MAKER, RUMOUR),
        ),
        headline=Text(
            f"{name.zh}共 {len(states)} 个环节。", f"{name.en} has {len(states)} products."
        ),
    )


def _panorama(chain: str) -> Panorama:
    own = {product for product, _, _, at, *_ in _PRODUCTS if at == chain}
    segments = dict.fromkeys(row[4] for row in _PRODUCTS if row[3] == chain)
    return Panorama(
        key=f"panorama-{chain}",
        title=Text(f"{chain} 产业链全景图", f"Panorama of {chain}"),
        headline=Text("上游有缺口证据。", "The upstream shows a gap with evidence."),
        segments=tuple((name, _SEGMENTS[name]) for name in segments),
        nodes=_nodes(own, guest_of=chain),
        edges=_edges(own),
    )


def _couplings() -> Panorama:
    return Panorama(
        key="couplings",
        title=Text("跨链关联图", "Links between chains"),
        headline=Text("工装用于风电整机。", "Work clothes go into wind turbines."),
        segments=(("机械", _SEGMENTS["机械"]), ("纺织", _SEGMENTS["纺织"])),
        nodes=_nodes({"P6", "Q2"}, guest_of=""),
        edges=_edges({"P6", "Q2"}),
    )


def _nodes(products: set[str], *, guest_of: str) -> tuple[Node, ...]:
    return tuple(
        Node(
            product=product,
            name=Text(zh, en),
            chain=chain,
            segment=segment,
            stage=stage,
            state=state,
            single_maker=product == "P2",
            guest=bool(guest_of) and chain != guest_of,
        )
        for product, zh, en, chain, segment, stage, state in _PRODUCTS
        if product in products
    )


def _edges(products: set[str]) -> tuple[Edge, ...]:
    edges = [
        Edge(source=source, target=target, essentiality=need, group=group, returning=returning)
        for source, target, need, group, returning in _LINKS
        if source in products and target in products
    ]
    return tuple(sorted(edges, key=lambda edge: (edge.target, edge.source)))


def _region_map() -> RegionMap:
    places = (("990100", "东城", 0.0), ("990200", "西镇", 1.0), ("990300", "南港", 2.0))
    return RegionMap(
        key="region-firms",
        title=Text("企业分布图", "Where the firms are"),
        headline=Text("东城企业最多。", "Dongcheng has most firms."),
        unit=Text("家", "firms"),
        outlines=tuple(
            Outline(
                code=code,
                name=Text(name, code),
                label_at=(110.5 + east, 30.5),
                rings=(_square(110.0 + east),),
            )
            for code, name, east in places
        ),
        figures=(
            RegionFigure(
                code="990100",
                value=Finding(
                    value=12.0, method=RECORDED, unit=Text("家", "firms"), citations=(MAKER,)
                ),
                lines=(Text("机械", "Machinery"),),
            ),
            RegionFigure(
                code="990200",
                value=Finding(
                    value=3.0, method=RECORDED, unit=Text("家", "firms"), citations=(RUMOUR,)
                ),
            ),
        ),
        notice=Text("示意图,不作划界依据。", "A sketch; no claim to boundaries."),
    )


def _square(west: float) -> tuple[tuple[float, float], ...]:
    return ((west, 30.0), (west + 1, 30.0), (west + 1, 31.0), (west, 31.0), (west, 30.0))


def _share() -> Finding[float]:
    return Finding(
        value=0.9125,
        method=RECORDED,
        citations=(SHARE,),
        caveats=(Text("全球口径", "World figure"),),
    )


def _dependence_map() -> DependenceMap:
    return DependenceMap(
        key="dependence",
        title=Text("外部依赖图", "Dependence on others"),
        headline=Text("变流器芯片三家占九成。", "Three firms hold nine tenths of converter chips."),
        bars=(
            DependenceBar(
                product="P5",
                name=_NAMES["P5"],
                share=_share(),
                what=Text("全球前三家份额 2020", "World share of three firms, 2020"),
                state=State.GAP,
            ),
        ),
    )


def _gaps() -> Ledger:
    return Ledger(
        key="gaps",
        title=Text("补链清单", "Gaps to fill"),
        headline=Text("有 1 个环节需补链。", "One product is a gap with evidence."),
        about=Text("按下游用途数排序。", "Ordered by downstream uses."),
        columns=(
            Column(key="product", title=Text("产品", "Product"), kind="text"),
            Column(key="state", title=Text("状态", "State"), kind="state"),
            Column(key="presence", title=Text("存在度", "Presence"), kind="number"),
            Column(key="share", title=Text("外部份额", "Outside share"), kind="share"),
            Column(
                key="uses",
                title=Text("用途", "Uses"),
                kind="count",
                unit=Text("项", "uses"),
                about=Text("下游产品数", "Downstream products"),
            ),
            Column(key="rank", title=Text("位次", "Rank"), kind="rank"),
            Column(key="grade", title=Text("证据", "Evidence"), kind="grade"),
            Column(key="date", title=Text("日期", "Date"), kind="date"),
            Column(key="source", title=Text("出处", "Source"), kind="source"),
        ),
        rows=(
            Row(
                key="P5",
                cells=(
                    _NAMES["P5"],
                    Finding(value=State.GAP, method=DIAGNOSIS, citations=(SHARE, LINK)),
                    Finding(value=0.0, method=PRESENCE, interval=Interval(0.0, 0.1234567)),
                    _share(),
                    2,
                    Finding(value=1, method=RECORDED, interval=Interval(1, 3), citations=(LINK,)),
                    Grade.B,
                    "2020",
                    Finding(
                        value=Text("行业报告", "Industry note"),
                        method=RECORDED,
                        citations=(SHARE, RUMOUR),
                    ),
                ),
            ),
            Row(
                key="P4", cells=(_NAMES["P4"], State.BUILDING, 0.17, None, None, 2, None, "", None)
            ),
        ),
        product_keys=True,
    )


def _firms() -> Ledger:
    return Ledger(
        key="firms",
        title=Text("企业清单[重点]", "Leading: firms/all"),
        headline=Text("有 2 家企业。", "Two firms."),
        about=Text("按名称排序。", "Ordered by name."),
        columns=(
            Column(key="firm", title=Text("企业", "Firm"), kind="text"),
            Column(key="chain", title=Text("产业链", "Chain"), kind="text"),
            Column(
                key="output",
                title=Text("产值", "Output"),
                kind="number",
                unit=Text("亿元", "100 million yuan"),
            ),
        ),
        rows=(
            Row(
                key="F1",
                cells=(
                    Text("东城轴承厂", "Dongcheng Bearings"),
                    Text("风电装备", "Wind power"),
                    Finding(
                        value=7441.7,
                        method=RECORDED,
                        unit=Text("亿元", "100 million yuan"),
                        citations=(MAKER,),
                    ),
                ),
            ),
            Row(key="F2", cells=("=1+1", Text("纺织服装", "Textiles"), None)),
        ),
    )


def _conflicts() -> Ledger:
    return Ledger(
        key="conflicts",
        title=Text("口径冲突", "Figures that disagree"),
        headline=Text("有 1 处冲突。", "One conflict."),
        about=Text("两个数都保留。", "Both figures are kept."),
        columns=(
            Column(key="what", title=Text("指标", "What"), kind="text"),
            Column(key="figures", title=Text("数值", "Figures"), kind="source"),
        ),
        rows=(
            Row(
                key="C1",
                cells=(
                    Text("产值", "Output"),
                    Finding(
                        value=Text("7441.7 与 7566", "7441.7 and 7566"),
                        method=RECORDED,
                        citations=(MAKER, RUMOUR),
                    ),
                ),
            ),
        ),
    )


def _card(product: str) -> ProductCard:
    _, zh, en, chain, segment, stage, state = next(row for row in _PRODUCTS if row[0] == product)
    return ProductCard(
        product=product,
        name=Text(zh, en),
        chain=chain,
        segment=segment,
        stage=stage,
        state=Finding(value=state, method=DIAGNOSIS, citations=(LINK,)),
        reasons=(Reason(text=Text(f"{zh}的理由", f"Why: {en.lower()}"), citations=(LINK, RUMOUR)),),
        next_step=Text("先核实,再立项。", "Verify first, then act."),
        figures=(
            Finding(value=0.85, method=PRESENCE, interval=Interval(0.0, 0.95), citations=(MAKER,)),
        ),
        inputs=_neighbours(product, inputs=True),
        outputs=_neighbours(product, inputs=False),
        local_makers=(_firm("F1", "东城轴承厂", "Dongcheng Bearings", MAKER),) * (product == "P3"),
        outside_makers=(_firm("X1", "海外芯片商", "Chips Abroad", SHARE),) * (product == "P5"),
        dependence=(_share(),) * (product == "P5"),
        projects=(_firm("J1", "南港叶片项目", "Nangang blades", STORED),) * (product == "P4"),
    )


def _neighbours(product: str, *, inputs: bool) -> tuple[Neighbour, ...]:
    ends = [(s, t) if inputs else (t, s) for s, t, *_ in _LINKS]
    return tuple(
        Neighbour(
            key=far,
            name=_NAMES[far],
            what=Text("部件 · 必需", "component · essential"),
            citations=(LINK,),
        )
        for far, near in ends
        if near == product
    )


def _firm(key: str, zh: str, en: str, citation: Citation) -> Neighbour:
    return Neighbour(
        key=key, name=Text(zh, en), what=Text("生产", "produces"), citations=(citation,)
    )
