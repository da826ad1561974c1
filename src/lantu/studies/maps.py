"""The maps: chain panoramas, cross-chain couplings, regional distribution, dependence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.exhibits import (
    DependenceBar,
    DependenceMap,
    Edge,
    Node,
    Outline,
    Panorama,
    RegionFigure,
    RegionMap,
)
from lantu.evidence.finding import Finding
from lantu.studies.doubt import unfit, warning
from lantu.studies.methods import COUNT, DEPENDENCE
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import Essentiality, Stage, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lantu.model.directory import Place
    from lantu.studies.survey import Positions, Survey

OUTSIDE_KINDS = ("outside_share", "import_dependence", "domestic_rate")
"""Figures with a number that tell how much of a supply is held outside."""


def state_of(survey: Survey, product: int) -> State:
    """What the diagnosis says of the product at a position."""
    return survey.diagnosis.state_of(product)


def state_counts(survey: Survey, products: Iterable[int]) -> dict[State, int]:
    """How many of ``products`` are in each state; all states present."""
    counts = Counter(state_of(survey, product) for product in products)
    return {state: counts[state] for state in State}


def products_of_chain(survey: Survey, chain: str) -> tuple[int, ...]:
    """Positions of a chain's products."""
    chains = survey.graph.products.chains
    return tuple(at for at in range(len(chains)) if chains[at] == chain)


def chain_panorama(survey: Survey, chain: str, *, guests: bool = False) -> Panorama:
    """产业链全景图 of one chain.

    Args:
        survey: The diagnosed facts.
        chain: Chain id.
        guests: Also show products of other chains one link away.
    """
    own = products_of_chain(survey, chain)
    name = survey.graph.chain_names[chain]
    counts = state_counts(survey, own)
    shown = set(own) | (_next_door(survey, own) if guests else set())
    return Panorama(
        key=f"panorama-{chain}",
        title=Text(f"{name.zh}产业链全景图", f"Panorama: {name.en}"),
        headline=_state_sentence(len(own), counts),
        segments=_segments(survey, own),
        nodes=tuple(_node(survey, at, guest=at not in set(own)) for at in sorted(shown)),
        edges=_edges(survey, shown),
    )


def coupling_panorama(survey: Survey, links: Sequence[int]) -> Panorama | None:
    """The products at the ends of cross-chain links, all chains in one picture.

    Args:
        survey: The diagnosed facts.
        links: Link positions whose ends lie in different chains.
    """
    if not links:
        return None
    table = survey.graph.links
    ends = {int(table.source[k]) for k in links} | {int(table.target[k]) for k in links}
    chains = {survey.graph.products.chains[at] for at in ends}
    return Panorama(
        key="couplings",
        title=Text("跨链耦合图", "Cross-chain couplings"),
        headline=Text(
            f"{len(links)} 条投入关系跨越 {len(chains)} 条产业链,牵连 {len(ends)} 个产品",
            f"{len(links)} inputs cross between {len(chains)} chains and tie {len(ends)} products",
        ),
        segments=tuple(
            (chain, name) for chain, name in survey.graph.chain_names.items() if chain in chains
        ),
        nodes=tuple(_node(survey, at, segment="chain") for at in sorted(ends)),
        edges=tuple(_edge(survey, k) for k in sorted(links)),
    )


def _state_sentence(total: int, counts: dict[State, int]) -> Text:
    return Text(
        f"{total} 个环节中:锻长板 {counts[State.STRONG]},强链 {counts[State.WEAK]},"
        f"补链 {counts[State.GAP]},在建 {counts[State.BUILDING]},"
        f"延链 {counts[State.EXTENDABLE]},待核 {counts[State.UNKNOWN]}",
        f"Of {total} links: {counts[State.STRONG]} strong, {counts[State.WEAK]} weak, "
        f"{counts[State.GAP]} gaps with evidence, {counts[State.BUILDING]} being built, "
        f"{counts[State.EXTENDABLE]} extendable, {counts[State.UNKNOWN]} without evidence yet",
    )


def _segments(survey: Survey, products: Sequence[int]) -> tuple[tuple[str, Text], ...]:
    """Segments in the order of their products' ids."""
    names = {survey.graph.products.segments[at]: survey.segment(at) for at in products}
    return tuple((key, name or Text("—", "—")) for key, name in names.items())


def _node(survey: Survey, at: int, *, guest: bool = False, segment: str = "segment") -> Node:
    products, chain = survey.graph.products, survey.graph.products.chains[at]
    return Node(
        product=products.ids.labels[at],
        name=products.names[at],
        chain=chain,
        segment=chain if segment == "chain" else products.segments[at],
        stage=Stage(products.stages[at] or Stage.MIDSTREAM),
        state=state_of(survey, at),
        single_maker=int(survey.diagnosis.presence.makers_now[at]) == 1,
        guest=guest,
    )


def _next_door(survey: Survey, own: Sequence[int]) -> set[int]:
    links = survey.graph.links
    inside = np.zeros(len(survey.graph), dtype=bool)
    inside[list(own)] = True
    crossing = survey.counted_links & (inside[links.source] != inside[links.target])
    ends = set(links.source[crossing].tolist()) | set(links.target[crossing].tolist())
    return ends - set(own)


def _edges(survey: Survey, shown: set[int]) -> tuple[Edge, ...]:
    links = survey.graph.links
    return tuple(
        _edge(survey, k)
        for k in np.flatnonzero(survey.counted_links).tolist()
        if int(links.source[k]) in shown and int(links.target[k]) in shown
    )


def _edge(survey: Survey, link: int) -> Edge:
    links, labels = survey.graph.links, survey.graph.products.ids.labels
    essentiality = survey.essentiality(link)
    group = int(links.group[link])
    return Edge(
        source=labels[int(links.source[link])],
        target=labels[int(links.target[link])],
        essentiality=essentiality,
        group=links.group_names[group] if essentiality is Essentiality.ALTERNATIVE else None,
        returning=bool(links.returning[link]),
    )


def region_map(survey: Survey, chain: str | None = None) -> RegionMap | None:
    """区域分布图: how many products each prefecture is on record as making.

    Args:
        survey: The diagnosed facts.
        chain: Only this chain's products; None for all.

    Returns:
        None where the workspace has no outlines.
    """
    places = [place for place in survey.directory.places if place.rings]
    if not places:
        return None
    rows = {place.code: _made_in(survey, place, chain) for place in places}
    named = survey.graph.chain_names[chain] if chain else None
    return RegionMap(
        key=f"region-{chain}" if chain else "region",
        title=Text(
            f"{named.zh if named else '全部产业链'}区域分布图",
            f"Regional distribution: {named.en if named else 'all chains'}",
        ),
        headline=_region_headline(places, {c: _distinct(survey, at) for c, at in rows.items()}),
        unit=Text("个在案产品", "products on record"),
        outlines=tuple(_outline(place) for place in places),
        figures=tuple(
            _region_figure(survey, place.code, rows[place.code])
            for place in places
            if len(rows[place.code])
        ),
        notice=survey.directory.map_notice or Text("轮廓仅作示意", "schematic outline"),
    )


def _region_headline(places: Sequence[Place], made: Mapping[int, int]) -> Text:
    """How many places make something, and which make most; nobody leads where nothing is made."""
    active = sum(bool(n) for n in made.values())
    zh = f"{len(places)} 个市州中 {active} 个有在案产品"
    en = f"{active} of {len(places)} places make something on record"
    most = max(made.values())
    first = [place.name for place in places if made[place.code] == most]
    if not most or len(first) > NAMED_FIRST:
        return Text(zh, en)
    names = "、".join(name.zh for name in first), ", ".join(name.en for name in first)
    even = ("并列最多", "share the lead") if len(first) > 1 else ("最多", "leads")
    return Text(
        f"{zh},{names[0]}{even[0]},{most} 个",
        f"{en}; {names[1]} {even[1]} with {most} product{'s' if most > 1 else ''}",
    )


NAMED_FIRST = 3
"""Places that a headline names as making equally many products; of more it names none."""


def _outline(place: Place) -> Outline:
    at = place.label_at or place.rings[0][0]
    return Outline(code=f"{place.code:06d}", name=place.name, label_at=at, rings=place.rings)


def _made_in(survey: Survey, place: Place, chain: str | None) -> Positions:
    graph = survey.graph
    here = graph.firms.within(place.code)[graph.makers.firm]
    found: Positions = np.flatnonzero(here & survey.making)
    if chain is None:
        return found
    keep = [graph.products.chains[int(graph.makers.product[k])] == chain for k in found]
    kept: Positions = found[np.array(keep, dtype=bool)]
    return kept


def _distinct(survey: Survey, makers: Positions) -> int:
    return len(set(survey.graph.makers.product[makers].tolist()))


def _region_figure(survey: Survey, code: int, makers: Positions) -> RegionFigure:
    graph = survey.graph
    made = sorted(set(graph.makers.product[makers].tolist()))
    segments = Counter(name for at in made if (name := survey.segment(at)))
    ranked = sorted(segments.items(), key=lambda item: (-item[1], item[0].zh))
    return RegionFigure(
        code=f"{code:06d}",
        value=Finding(
            value=float(_distinct(survey, makers)),
            method=COUNT,
            unit=Text("个在案产品", "products on record"),
            citations=cite(graph.makers.book, graph.makers.rows, makers.tolist()),
            caveats=(
                Text(
                    "事实库并非企业名录,未在案不等于没有。",
                    "The facts are not a register of firms: no record is not absence.",
                ),
            ),
        ),
        lines=tuple(Text(f"{name.zh} {n}", f"{name.en} {n}") for name, n in ranked[:3]),
    )


def dependence_map(survey: Survey) -> DependenceMap:
    """风险图: shares of supply held outside, greatest first; figures that warn are left out."""
    figures = survey.graph.figures
    shown = [
        at
        for at in range(len(figures))
        if bool(figures.has_value[at])
        and bool(survey.counted_figures[at])
        and any(figures.of_kind(kind)[at] for kind in OUTSIDE_KINDS)
        and int(figures.firm[at]) < 0
        and not unfit(figures.book.cite(int(figures.rows[at])))
    ]
    bars = sorted((_bar(survey, at) for at in shown), key=lambda b: (-b.share.value, b.product))
    high = sum(bar.share.value >= HIGH_DEPENDENCE for bar in bars)
    return DependenceMap(
        key="dependence",
        title=Text("外部依赖图", "Outside dependence"),
        headline=Text(
            f"在案依赖数字 {len(bars)} 条,其中 {high} 条达到或超过 80%",
            f"{len(bars)} dependence figures on record, {high} of them 80 % or more",
        ),
        bars=tuple(bars),
    )


HIGH_DEPENDENCE = 0.8
"""Share from which the headline counts a dependence as high."""


def _bar(survey: Survey, at: int) -> DependenceBar:
    graph, words = survey.graph, survey.directory.figure_words[at]
    product = int(graph.figures.product[at])
    citation = graph.figures.book.cite(int(graph.figures.rows[at]))
    turned = bool(graph.figures.of_kind("domestic_rate")[at])
    value = float(graph.figures.value[at])
    metric = words.metric
    return DependenceBar(
        product=graph.products.ids.labels[product],
        name=graph.products.names[product],
        share=Finding(
            value=1 - value if turned else value,
            method=DEPENDENCE,
            citations=(citation,),
            caveats=warning(citation),
        ),
        what=Text(
            f"{words.scope.zh} {'1 − ' if turned else ''}{metric.zh} {words.period}".strip(),
            f"{words.scope.en} {'1 − ' if turned else ''}{metric.en} {words.period}".strip(),
        ),
        state=state_of(survey, product),
    )
