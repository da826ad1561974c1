"""What can be measured of a firm's place in a chain (链主)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import NOWHERE, freeze, share, sums
from lantu.chains.grades import grade_weights, is_firm
from lantu.chains.holdings import Holdings, holdings
from lantu.chains.shares import regional_shares
from lantu.chains.strength import best_role
from lantu.chains.wiring import Wiring, wiring
from lantu.model.chain_graph import NO_GRADE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lantu.chains.arrays import Flags, Floats, Longs
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

REACH, COVERAGE = 1, 2
"""Links within which a product counts as reached, and a segment as covered, by a firm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leadership:
    """Measures of ``f`` local firms in one chain; all arrays have shape ``(f,)``.

    ``…_lower`` is the same measure from class A and B rows alone; the measure itself takes
    every row, so it is its own upper bound.

    Attributes:
        firms: Firm positions, those that make something of the chain now.
        size: Greatest recorded market share of the firm in one of the chain's products.
        size_lower: Smallest of them.
        has_size: Whether there is one.
        standing: Score of its best recorded role; ``other_score`` without one.
        has_standing: Whether a role is on record.
        products: Products of the chain it makes.
        reach: Products it makes, in any chain, and products one link away from them.
        reach_lower: Likewise.
        betweenness: Share of the shortest chains of inputs that run through its products
            (Freeman 1977), each product's shared among its makers on record by evidence.
        betweenness_lower: Likewise.
        coverage: Share of the chain's segments within two links of its products.
        coverage_lower: Likewise.
        evidence: Mean weight of its making rows in the chain.
    """

    firms: Longs
    size: Floats
    size_lower: Floats
    has_size: Flags
    standing: Floats
    has_standing: Flags
    products: Floats
    reach: Floats
    reach_lower: Floats
    betweenness: Floats
    betweenness_lower: Floats
    coverage: Floats
    coverage_lower: Floats
    evidence: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def leadership(
    graph: ChainGraph, region: int, chain: str, rules: Rules, between: Sequence[float]
) -> Leadership:
    """Measure every local firm that makes something of a chain.

    Args:
        graph: The facts.
        region: GB/T 2260 code.
        chain: Chain id.
        rules: Role scores and weights.
        between: Betweenness of every product, from :func:`betweenness`.
    """
    held = holdings(graph, rules.weights)
    in_chain = np.array([one == chain for one in graph.products.chains], dtype=np.bool_)
    made = (held.making != NO_GRADE) & graph.firms.within(region)[held.firm]
    firms = np.unique(held.firm[made & in_chain[held.product]]).astype(np.int64)
    near = _Neighbourhood(graph, wiring(graph, rules.weights), chain)
    sure = made & is_firm(held.making)
    own, own_sure = _products_of(held, made, firms), _products_of(held, sure, firms)
    through = _through(graph, held, rules, between)
    size, size_lower, has_size = _sizes(graph, region, in_chain, firms, rules)
    score, role = best_role(graph, rules)
    weight = grade_weights(rules.weights, held.making)
    counted = made & in_chain[held.product]
    products = _per_firm(graph, held, counted, np.ones(len(held)))[firms]
    return Leadership(
        firms=firms,
        size=size,
        size_lower=size_lower,
        has_size=has_size,
        standing=score[firms],
        has_standing=role[firms] != NOWHERE,
        products=products,
        reach=near.reaches(own),
        reach_lower=near.reaches(own_sure),
        betweenness=_per_firm(graph, held, made, through)[firms],
        betweenness_lower=_per_firm(graph, held, sure, through)[firms],
        coverage=near.coverages(own),
        coverage_lower=near.coverages(own_sure),
        evidence=share(_per_firm(graph, held, counted, weight)[firms], products),
    )


def _products_of(held: Holdings, counted: Flags, firms: Longs) -> list[list[int]]:
    """The products of each firm."""
    by_firm = np.argsort(held.firm[counted], kind="stable")
    firm, product = held.firm[counted][by_firm], held.product[counted][by_firm]
    first, last = np.searchsorted(firm, firms), np.searchsorted(firm, firms, side="right")
    return [product[a:b].tolist() for a, b in zip(first, last, strict=True)]


def _per_firm(graph: ChainGraph, held: Holdings, counted: Flags, worth: Floats) -> Floats:
    return sums(held.firm[counted], worth[counted], len(graph.firms.ids))


def _through(graph: ChainGraph, held: Holdings, rules: Rules, between: Sequence[float]) -> Floats:
    """Each firm's part in its products' betweenness; shape of ``held``."""
    weight = grade_weights(rules.weights, held.making)
    together = sums(held.product, weight, len(graph))[held.product]
    part: Floats = share(weight, together) * np.asarray(between, dtype=np.float64)[held.product]
    return part


def _sizes(
    graph: ChainGraph, region: int, in_chain: Flags, firms: Longs, rules: Rules
) -> tuple[Floats, Floats, Flags]:
    figures = graph.figures
    shares = regional_shares(graph, region, rules.weights, None) & (figures.firm >= 0)
    at = np.flatnonzero(shares & figures.has_value & in_chain[figures.product])
    most, least = np.zeros(len(graph.firms.ids)), np.ones(len(graph.firms.ids))
    np.maximum.at(most, figures.firm[at], figures.value[at])
    np.minimum.at(least, figures.firm[at], figures.value[at])
    known = np.bincount(figures.firm[at], minlength=len(graph.firms.ids)) > 0
    return most[firms], np.where(known, least, 0.0)[firms], known[firms]


class _Neighbourhood:
    """Products within a few links, in either direction."""

    def __init__(self, graph: ChainGraph, wires: Wiring, chain: str) -> None:
        self._names, self._chain = graph.products, chain
        self._next: list[set[int]] = [set() for _ in range(len(graph))]
        for source, target in zip(wires.source.tolist(), wires.target.tolist(), strict=True):
            self._next[source].add(target)
            self._next[target].add(source)
        self._segments = self._segments_of(range(len(graph)))

    def reaches(self, firms: Iterable[Sequence[int]]) -> Floats:
        """How many products each firm reaches."""
        return np.array([float(len(self._within(own, REACH))) for own in firms])

    def coverages(self, firms: Iterable[Sequence[int]]) -> Floats:
        """What share of the chain's segments each firm covers."""
        whole = max(len(self._segments), 1)
        near = (self._segments_of(self._within(own, COVERAGE)) for own in firms)
        return np.array([len(segments) / whole for segments in near])

    def _within(self, products: Sequence[int], links: int) -> set[int]:
        reached, edge = set(products), set(products)
        for _ in range(links):
            edge = {near for at in edge for near in self._next[at]} - reached
            reached |= edge
        return reached

    def _segments_of(self, products: Iterable[int]) -> set[str]:
        chains, segments = self._names.chains, self._names.segments
        return {segments[at] for at in products if chains[at] == self._chain}


def betweenness(graph: ChainGraph, rules: Rules) -> tuple[float, ...]:
    """``Σ_{s≠v≠t} σ_st(v)/σ_st`` of every product, as a share of all ordered pairs.

    ``σ_st`` counts the shortest chains of inputs from ``s`` to ``t``. One breadth-first
    search per product, ``O(n·m)``.

    Args:
        graph: The facts.
        rules: Weights; says whether class D links count.

    Reference:
        Freeman (1977), Sociometry 40:35–41; Brandes (2001), Journal of Mathematical
        Sociology 25(2):163–177.
    """
    wires = wiring(graph, rules.weights)
    users: list[list[int]] = [[] for _ in range(len(graph))]
    for source, target in sorted(
        set(zip(wires.source.tolist(), wires.target.tolist(), strict=True))
    ):
        users[source].append(target)
    score = [0.0] * len(graph)
    for source in range(len(graph)):
        _add_dependencies(source, users, score)
    pairs = max((len(graph) - 1) * (len(graph) - 2), 1)
    return tuple(value / pairs for value in score)


def _add_dependencies(source: int, users: list[list[int]], score: list[float]) -> None:
    """Add one source's part to every product's score."""
    links, ways = {source: 0}, {source: 1.0}
    before: dict[int, list[int]] = {source: []}
    found, waiting = [], deque([source])
    while waiting:
        at = waiting.popleft()
        found.append(at)
        for user in users[at]:
            if user not in links:
                links[user], ways[user], before[user] = links[at] + 1, 0.0, []
                waiting.append(user)
            if links[user] == links[at] + 1:
                ways[user] += ways[at]
                before[user].append(at)
    leaning = dict.fromkeys(found, 0.0)
    for at in reversed(found):
        for prior in before[at]:
            leaning[prior] += ways[prior] / ways[at] * (1 + leaning[at])
        if at != source:
            score[at] += leaning[at]
