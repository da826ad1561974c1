"""What surrounds the chains: places, platforms, projects, firm-to-firm supply, series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantu.evidence.source import Citation, Source
    from lantu.vocab.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region the workspace reports by, such as a prefecture.

    Attributes:
        code: GB/T 2260 code.
        label_at: Longitude and latitude of its name on a map; None without an outline.
        rings: Closed rings of longitude and latitude; empty without an outline.
    """

    code: int
    name: Text
    label_at: tuple[float, float] | None = None
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """An innovation centre, laboratory, park or other shared platform."""

    name: Text
    level: str
    kind: str
    field: str
    operator: str
    place: int
    chain: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """An announced project.

    Attributes:
        product: Product id; ``""`` where the page names none.
        firm: Firm id; ``""`` where unknown.
        place: GB/T 2260 code; 0 where unknown.
        investment: Planned investment in 亿元; None where the page gives none.
        status: As the page says it.
        finished: True where the status says that it produces.
    """

    id: str
    name: Text
    product_class: str
    kind: str
    field: str
    chain: str
    product: str
    firm: str
    place: int
    city: str
    investment: float | None
    investment_note: str
    capacity: str
    start: str
    status: str
    status_date: str
    finished: bool
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """A page says that one firm supplies another with a product."""

    supplier: str
    buyer: str
    buyer_name: str
    product: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure of a series: an indicator or infrastructure count of a region.

    Attributes:
        series: Table it stands in: ``indicators`` or ``infrastructure``.
        value: None where the row carries words only.
    """

    series: str
    indicator: str
    name: str
    region: str
    sector: str
    period: str
    value: float | None
    unit: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Everything a workspace says besides the product graph, each part in row order.

    Attributes:
        region: GB/T 2260 code the workspace is about.
        region_name: Its name.
        chain_about: Chain id to scope and policy position.
        segments: Each segment as the products name it, with its name in both languages.
        figure_words: What each row of the graph's figures says: position → (metric in
            words, scope, period, value as written with its unit).
        map_notice: What must stand beside a map drawn from the outlines; None without any.
    """

    region: int
    region_name: Text
    chain_about: tuple[tuple[str, Text], ...]
    segments: tuple[tuple[str, Text], ...]
    places: tuple[Place, ...]
    platforms: tuple[Platform, ...]
    projects: tuple[Project, ...]
    supplies: tuple[Supply, ...]
    observations: tuple[Observation, ...]
    figure_words: tuple[FigureWords, ...]
    sources: tuple[Source, ...]
    map_notice: Text | None = None


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A figure as its row says it: metric, scope, period, and the value with its unit."""

    metric: Text
    scope: Text
    period: str
    value: str
