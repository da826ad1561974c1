"""What can be measured of a firm's place in a chain (链主)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.presence import activity_flags, best_per_firm, grade_weights
from lantu.chains.strength import firm_standing
from lantu.chains.structure import structure
from lantu.vocab.words import MAKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]

NEAR = 2
"""Links within which a segment counts as covered by a firm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leadership:
    """Measures of ``f`` local firms in one chain; all arrays have shape ``(f,)``.

    Attributes:
        firms: Firm positions, those that make something of the chain now.
        size: Greatest recorded market share of the firm in one of the chain's products.
        has_size: Whether there is one.
        standing: Score of its best recorded role.
        reach: Products it makes and products one link away from them.
        betweenness: Sum over its products of the share of shortest chains of inputs that pass
            through them (Freeman 1977).
        coverage: Share of the chain's segments within two links of its products.
        evidence: Mean weight of its making rows in the chain.
    """

    firms: NDArray[np.int64]
    size: Floats
    has_size: NDArray[np.bool_]
    standing: Floats
    reach: Floats
    betweenness: Floats
    coverage: Floats
    evidence: Floats


def leadership(
    graph: ChainGraph, region: int, chain: str, rules: Rules, between: Sequence[float]
) -> Leadership:
    """Measure every local firm that makes something of a chain.

    Args:
        graph: The product graph.
        region: GB/T 2260 code.
        chain: Chain id.
        rules: Role scores and weights.
        between: Betweenness of every product, from :func:`betweenness`.
    """
    weight = grade_weights(rules.weights, graph.makers.grade)
    now = activity_flags(graph, MAKING) & graph.firms.within(region)[graph.makers.firm]
    product, firm, sure = best_per_firm(graph, now, weight)
    inside = np.array([graph.products.chains[at] == chain for at in product.tolist()], dtype=bool)
    firms = np.unique(firm[inside]) if inside.any() else np.zeros(0, dtype=np.int64)
    made = [product[(firm == f)].tolist() for f in firms]
    near = _Neighbourhood(graph)
    share, known = _sizes(graph, chain, firms)
    return Leadership(
        firms=firms.astype(np.int64),
        size=share,
        has_size=known,
        standing=firm_standing(graph, rules)[firms],
        reach=np.array([float(len(near.within(own, 1))) for own in made]),
        betweenness=np.array([sum(between[at] for at in own) for own in made]),
        coverage=np.array([near.coverage(own, chain) for own in made]),
        evidence=np.array([float(sure[inside & (firm == f)].mean()) for f in firms]),
    )


def _sizes(
    graph: ChainGraph, chain: str, firms: NDArray[np.int64]
) -> tuple[Floats, NDArray[np.bool_]]:
    figures = graph.figures
    shares = figures.of_kind("local_share") & figures.has_value & (figures.firm >= 0)
    best = {int(f): 0.0 for f in firms}
    known = dict.fromkeys(best, False)
    for at in np.flatnonzero(shares):
        f = int(figures.firm[at])
        if f in best and graph.products.chains[int(figures.product[at])] == chain:
            best[f], known[f] = max(best[f], float(figures.value[at])), True
    return np.array(list(best.values())), np.array(list(known.values()), dtype=bool)


class _Neighbourhood:
    """Products within a few forward links, in either direction."""

    def __init__(self, graph: ChainGraph) -> None:
        links = graph.links
        self._graph = graph
        self._next: list[set[int]] = [set() for _ in range(len(graph))]
        for k in np.flatnonzero(~links.returning):
            source, target = int(links.source[k]), int(links.target[k])
            self._next[source].add(target)
            self._next[target].add(source)

    def within(self, products: Sequence[int], steps: int) -> set[int]:
        reached = set(products)
        for _ in range(steps):
            reached |= {near for at in reached for near in self._next[at]}
        return reached

    def coverage(self, products: Sequence[int], chain: str) -> float:
        names = self._graph.products
        whole = {names.segments[at] for at in range(len(names.ids)) if names.chains[at] == chain}
        near = {
            names.segments[at] for at in self.within(products, NEAR) if names.chains[at] == chain
        }
        return len(near) / len(whole) if whole else 0.0


def betweenness(graph: ChainGraph) -> tuple[float, ...]:
    """``Σ_{s≠v≠t} σ_st(v)/σ_st`` over forward links, as a share of all ordered pairs.

    Brandes (2001), one breadth-first search per product; O(n·m).
    """
    walked = structure(graph)
    n = len(graph)
    starts, targets = walked.out_start.tolist(), walked.out_target.tolist()
    users = [targets[starts[k] : starts[k + 1]] for k in range(n)]
    score = [0.0] * n
    for source in range(n):
        _accumulate(source, users, score)
    pairs = max((n - 1) * (n - 2), 1)
    return tuple(value / pairs for value in score)


def _accumulate(source: int, users: list[list[int]], score: list[float]) -> None:
    """Add one source's dependencies to ``score``."""
    distance, paths = {source: 0}, {source: 1.0}
    before: dict[int, list[int]] = {source: []}
    order, waiting = [], deque([source])
    while waiting:
        at = waiting.popleft()
        order.append(at)
        for user in users[at]:
            if user not in distance:
                distance[user], paths[user], before[user] = distance[at] + 1, 0.0, []
                waiting.append(user)
            if distance[user] == distance[at] + 1:
                paths[user] += paths[at]
                before[user].append(at)
    leaning = dict.fromkeys(order, 0.0)
    for at in reversed(order):
        for prior in before[at]:
            leaning[prior] += paths[prior] / paths[at] * (1 + leaning[at])
        if at != source:
            score[at] += leaning[at]
