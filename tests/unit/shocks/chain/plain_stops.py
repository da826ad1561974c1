"""What stops what, found by trying everything: the twin of cut sets and of importance."""

from __future__ import annotations

from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from lantu.model.scenario import Hit
from lantu.shocks.chain.ground import ground
from lantu.vocab.words import Essentiality
from unit.chains.graphs import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lantu.model.chain_graph import ChainGraph
    from lantu.model.scenario import Target
    from lantu.shocks.chain.supply import Supply


def stops(graph: ChainGraph, targets: Sequence[Target]) -> Callable[[Iterable[int]], set[int]]:
    """Which products stand still when some of the targets fail whole and for good."""
    given = ground(graph, HERE)
    part, ids = given.supply.parts(), graph.products.ids
    needs = [each for at in range(len(graph)) for each in _needs(graph, at)]
    hits = [
        None if each.kind is Hit.PRODUCT else _made_by(graph, given.supply, each)
        for each in targets
    ]

    def stopped(failing: Iterable[int]) -> set[int]:
        failed = list(failing)
        still = {ids.at(targets[u].code) for u in failed if hits[u] is None}
        down = reduce(
            np.logical_or, [hit for u in failed if (hit := hits[u]) is not None], part < 0
        )
        lost = np.bincount(given.supply.product, part * down, len(graph))
        still |= set(np.flatnonzero(lost > 1.0 - 1e-9).tolist())
        while fresh := {at for at, group in needs if group <= still} - still:
            still |= fresh
        return still

    return stopped


def _needs(graph: ChainGraph, at: int) -> list[tuple[int, set[int]]]:
    """Inputs without all of which a product stops, and it."""
    links, groups = graph.links, dict[int, set[int]]()
    for row in np.flatnonzero((links.target == at) & ~links.returning).tolist():
        kind, source = list(Essentiality)[links.essentiality[row]], int(links.source[row])
        if kind is Essentiality.ESSENTIAL:
            groups[-1 - source] = {source}
        elif kind is Essentiality.ALTERNATIVE:
            groups.setdefault(int(links.group[row]), set()).add(source)
    return [(at, each) for each in groups.values()]


def _made_by(graph: ChainGraph, supply: Supply, target: Target) -> np.ndarray:
    firms = graph.firms
    if target.kind in {Hit.FIRM, Hit.SUPPLIER}:
        mine = supply.firm == firms.ids.at(target.code)
    elif target.kind is Hit.COUNTRY:
        mine = np.array([firms.country[firm] == target.code for firm in supply.firm], dtype=bool)
    else:
        mine = firms.place[supply.firm] == int(target.code)
    mine = mine & (supply.outside == (target.kind in {Hit.SUPPLIER, Hit.COUNTRY}))
    return np.asarray(mine)


def plain_cuts(
    graph: ChainGraph, targets: Sequence[Target], product: int, size: int
) -> set[frozenset[int]]:
    """Every minimal set of up to ``size`` targets that stops a product."""
    stopped, found = stops(graph, targets), set[frozenset[int]]()
    for many in range(1, size + 1):
        for some in map(frozenset, combinations(range(len(targets)), many)):
            if not any(one <= some for one in found) and product in stopped(some):
                found.add(some)
    return found


def plain_importance(
    graph: ChainGraph, targets: Sequence[Target], product: int, p: np.ndarray
) -> np.ndarray:
    """``P(stops | u fails) - P(stops | u holds)`` over every state of the targets."""
    stopped, many = stops(graph, targets), len(targets)
    state = np.array([[(at >> u) & 1 for u in range(many)] for at in range(1 << many)], dtype=bool)
    still = np.array([product in stopped(np.flatnonzero(row).tolist()) for row in state])
    slope = []
    for u in range(many):
        rest = [each for each in range(many) if each != u]
        weight = np.prod(np.where(state[:, rest], p[rest], 1 - p[rest]), axis=1)
        slope.append((weight * still * np.where(state[:, u], 1.0, -1.0)).sum())
    return np.array(slope)
