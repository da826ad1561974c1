"""Plain twins of the kernels: slow, short, and written from the formula."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from lantu.vocab.words import Essentiality

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]


def supply(graph: ChainGraph, cut: dict[int, float], loss: float) -> Floats:
    """``y`` by repeating the formula over all products until nothing moves."""
    y = np.ones(len(graph))
    while True:
        after: Floats = np.array([_capacity(graph, at, y, loss) for at in range(len(graph))])
        for product, left in cut.items():
            after[product] = min(after[product], left)
        after = np.minimum(after, y)
        if np.all(y - after <= 1e-13):
            return y
        y = after


def _capacity(graph: ChainGraph, at: int, y: Floats, loss: float) -> float:
    links = graph.links
    inputs = np.flatnonzero((links.target == at) & ~links.returning)
    need = links.essentiality[inputs]
    groups = {int(g) for g in links.group[inputs] if g >= 0}
    sources = links.source[inputs]
    left = [1.0, *y[sources[need == list(Essentiality).index(Essentiality.ESSENTIAL)]]]
    left += [y[sources[links.group[inputs] == group]].max() for group in groups]
    optional = set(sources[need == list(Essentiality).index(Essentiality.OPTIONAL)].tolist())
    left.append(np.prod([1 - loss * (1 - y[one]) for one in sorted(optional)]))
    return float(min(left))


def impact(graph: ChainGraph, value: Floats, loss: float) -> tuple[Floats, Floats]:
    """Worth lost and products stopped with each single cut."""
    lost, stopped = np.zeros(len(graph)), np.zeros(len(graph))
    for root in range(len(graph)):
        y = supply(graph, {root: 0.0}, loss)
        others = np.arange(len(graph)) != root
        lost[root] = (value * (1 - y))[others].sum()
        stopped[root] = (y[others] <= 1e-12).sum()
    return lost, stopped


def density(makers: Floats, present: Floats) -> Floats:
    """``ω`` from the whole matrix ``φ``; ``makers`` is firms × products; NaN where undefined."""
    together = makers.T @ makers
    alone = np.diag(together).copy()
    phi = np.zeros_like(together)
    for i in range(len(alone)):
        for j in range(len(alone)):
            if i != j and together[i, j]:
                phi[i, j] = min(together[i, j] / alone[i], together[i, j] / alone[j])
    with np.errstate(invalid="ignore"):
        ratio: Floats = (phi * present).sum(axis=1) / phi.sum(axis=1)
    return ratio


def betweenness(users: dict[int, set[int]], length: int) -> Floats:
    """Freeman's sum, by listing every shortest path."""
    score = np.zeros(length)
    for source in range(length):
        for target in range(length):
            paths = _shortest(users, source, target) if source != target else []
            for path in paths:
                score[[at for at in path if at not in {source, target}]] += 1 / len(paths)
    return score / max((length - 1) * (length - 2), 1)


def _shortest(users: dict[int, set[int]], source: int, target: int) -> list[tuple[int, ...]]:
    paths: list[tuple[int, ...]] = [(source,)]
    seen = {source}
    while paths:
        there = [path for path in paths if path[-1] == target]
        if there:
            return there
        paths = [
            (*path, user) for path in paths for user in sorted(users.get(path[-1], set()) - seen)
        ]
        seen |= {path[-1] for path in paths}
    return []


def is_path(graph: ChainGraph, path: tuple[int, ...]) -> bool:
    """Whether each step of a path is a forward link."""
    links = graph.links
    forward = set(zip(links.source.tolist(), links.target.tolist(), strict=True))
    return all(step in forward for step in pairwise(path))
