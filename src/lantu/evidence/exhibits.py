"""What a blueprint shows, in neutral form: lists, networks, maps, cards.

Studies fill these records from their findings; reports draw them. Neither knows the
other. Nothing here says how a thing looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.evidence.courses import Course
    from lantu.evidence.finding import Finding, Method
    from lantu.evidence.grids import Grid
    from lantu.evidence.plots import Plot
    from lantu.evidence.source import Citation, Source
    from lantu.vocab.words import Essentiality, Stage

CellKind = Literal["text", "number", "count", "share", "state", "rank", "grade", "date", "source"]
"""How a column's cells are typed: ``share`` is a number in [0, 1]; ``rank`` a rank interval;
``source`` a cell whose citations' pages are to be listed."""

Cell = Text | str | float | int | State | None
"""A plain value. None is *absent*, shown as a dash, never as zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a ledger."""

    key: str
    title: Text
    kind: CellKind
    unit: Text | None = None
    about: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a ledger.

    Attributes:
        key: What the row is about, such as a product or firm id; unique in its ledger.
        cells: One per column; a Finding where the cell is a conclusion, else a plain value.
    """

    key: str
    cells: tuple[Finding[Any] | Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A list (清单) an office can file.

    Attributes:
        key: Its short name, such as ``gaps``; unique in a blueprint, used as sheet name.
        title: Its name, such as 补链清单.
        headline: What it shows, in one sentence with its figures.
        about: How rows were chosen and ordered.
        product_keys: True where row keys are product ids that a card exists for.
    """

    key: str
    title: Text
    headline: Text
    about: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    product_keys: bool = False

    def __post_init__(self) -> None:
        """Refuse ragged rows and repeated keys.

        Raises:
            ValueError: A row has not one cell per column, or two rows share a key.
        """
        ragged = [row.key for row in self.rows if len(row.cells) != len(self.columns)]
        if ragged:
            message = f"ledger {self.key}: rows {ragged[:3]} need {len(self.columns)} cells each"
            raise ValueError(message)
        if len({row.key for row in self.rows}) != len(self.rows):
            message = f"ledger {self.key}: two rows share a key"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A product on a panorama.

    Attributes:
        product: Product id; a card of the same key exists.
        name: Its name.
        chain: Chain id.
        segment: Name of its segment (Chinese, as the tables carry it).
        stage: Upstream, midstream or downstream.
        state: What the diagnosis says.
        single_maker: True where only one local maker is on record.
        guest: True where the product belongs to another chain and is shown for its link.
    """

    product: str
    name: Text
    chain: str
    segment: str
    stage: Stage
    state: State
    single_maker: bool = False
    guest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``source`` is used by ``target``.

    Attributes:
        essentiality: Essential solid, alternative bracketed, optional dotted.
        group: Name of the alternative group; None for the others.
        returning: True for by-products and recycling, which run against the order.
    """

    source: str
    target: str
    essentiality: Essentiality
    group: str | None = None
    returning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Panorama:
    """A chain's picture (产业链全景图): products by stage and segment, coloured by state.

    Attributes:
        key: File name stem, such as ``panorama-OPTO``.
        title: Name of the map.
        headline: Its finding in one sentence.
        segments: Segment names (Chinese → both languages) in the order to be shown.
        nodes: In canonical order (product id).
        edges: In canonical order (target, source); both ends are nodes.
    """

    key: str
    title: Text
    headline: Text
    segments: tuple[tuple[str, Text], ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One region's shape, longitude and latitude in degrees.

    Attributes:
        code: GB/T 2260 code.
        name: Its name.
        label_at: Where its name goes.
        rings: Closed rings, each ``((lon, lat), ...)``; the first of a polygon is its outside.
    """

    code: str
    name: Text
    label_at: tuple[float, float]
    rings: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFigure:
    """What one region shows on a map.

    Attributes:
        code: GB/T 2260 code of an outline.
        value: What is shaded; its citations open with it.
        lines: Short lines under the name, most important first.
    """

    code: str
    value: Finding[float]
    lines: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMap:
    """A regional distribution (区域分布图)."""

    key: str
    title: Text
    headline: Text
    unit: Text
    outlines: tuple[Outline, ...]
    figures: tuple[RegionFigure, ...]
    notice: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DependenceBar:
    """One dependence figure of one product: a share of supply held outside the region.

    Attributes:
        product: Product id.
        name: Product name.
        share: Finding with a value in [0, 1].
        what: What the share is, such as 全球前三家份额 2020.
        state: What the diagnosis says of the product.
    """

    product: str
    name: Text
    share: Finding[float]
    what: Text
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class DependenceMap:
    """Who holds what the chains need (风险图): dependence figures, greatest first."""

    key: str
    title: Text
    headline: Text
    bars: tuple[DependenceBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for a state, with the rows behind it."""

    text: Text
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A product one link away, or a firm that makes, builds or could supply the product."""

    key: str
    name: Text
    what: Text
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCard:
    """Everything lantu can say of one product.

    Attributes:
        product: Product id.
        name: Its name.
        chain: Chain id.
        segment: Segment (Chinese).
        stage: Upstream, midstream or downstream.
        state: The conclusion, with its rows.
        reasons: Why, in the order in which the rule asks.
        next_step: What to do now.
        figures: Presence, strength, demand, criticality …, in the order to be shown.
        inputs: What it needs.
        outputs: What needs it.
        local_makers: Who makes or builds it in the region.
        outside_makers: Who supplies it from outside, on record.
        dependence: Dependence figures on record.
        projects: Announced projects for it.
    """

    product: str
    name: Text
    chain: str
    segment: str
    stage: Stage
    state: Finding[State]
    reasons: tuple[Reason, ...]
    next_step: Text
    figures: tuple[Finding[Any], ...]
    inputs: tuple[Neighbour, ...] = ()
    outputs: tuple[Neighbour, ...] = ()
    local_makers: tuple[Neighbour, ...] = ()
    outside_makers: tuple[Neighbour, ...] = ()
    dependence: tuple[Finding[Any], ...] = ()
    projects: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainSummary:
    """One chain in a line.

    Attributes:
        chain: Chain id.
        name: Its name.
        about: Scope and policy position.
        counts: Products in each state, all six present.
        completeness: Share of its products, weighted by use, that are present; with interval.
        headline: The chain's situation in one sentence.
    """

    chain: str
    name: Text
    about: Text
    counts: Mapping[State, int]
    completeness: Finding[float]
    headline: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """The whole answer (蓝图): N maps and N lists with the evidence inside.

    Attributes:
        title: Its name.
        region: Name of the region.
        facts_date: What the facts are as of: the latest date among the rows' sources.
        facts_hash: Content hash of the facts.
        settings: Every setting that shaped a conclusion, as text pairs in order.
        summaries: One per chain, in workspace order.
        panoramas: Chain maps.
        couplings: Cross-chain links, as a panorama of the products at their ends.
        region_maps: Regional distributions.
        dependence: The dependence map.
        ledgers: The lists.
        cards: One per product, by product id.
        conflicts: Figures that disagree and are kept side by side.
        methods: Every method used, by key.
        sources: Every page, by key.
        caveats: What a reader must know about the whole.
        plots: Things by two measures; empty where the user brought no table or matrix.
        courses: Figures over days: what each scenario tried brings about.
        grids: Crowds counted by two divisions: digital levels, where firms were assessed.
    """

    title: Text
    region: Text
    facts_date: str
    facts_hash: str
    settings: tuple[tuple[str, str], ...]
    summaries: tuple[ChainSummary, ...]
    panoramas: tuple[Panorama, ...]
    couplings: Panorama | None
    region_maps: tuple[RegionMap, ...]
    dependence: DependenceMap
    ledgers: tuple[Ledger, ...]
    cards: tuple[ProductCard, ...]
    conflicts: Ledger
    methods: tuple[Method, ...]
    sources: tuple[Source, ...]
    caveats: tuple[Text, ...]
    plots: tuple[Plot, ...] = ()
    courses: tuple[Course, ...] = ()
    grids: tuple[Grid, ...] = ()
