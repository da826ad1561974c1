"""The break of a chain as its formula stands, one day at a time: the kernels' twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.vocab.words import Essentiality

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]

KINDS = list(Essentiality)


class Shelf:
    """What a product keeps of one input, or of one group of alternatives."""

    def __init__(self, at: int, kind: Essentiality, sources: list[int], days: float) -> None:
        self.at, self.kind, self.sources, self.days = at, kind, sources, days

    def arrives(self, y: Floats, quality: dict[tuple[int, int], float]) -> tuple[float, float]:
        """What comes, and what that and the shelf hold."""
        best = max(float(y[j]) * quality.get((j, self.at), 1.0) for j in self.sources)
        return best, min(1.0, best + self.days)


def shelves(graph: ChainGraph, stock: Floats) -> list[list[Shelf]]:
    links, found = graph.links, []
    for at in range(len(graph)):
        inputs = np.flatnonzero((links.target == at) & ~links.returning)
        wanted: dict[tuple[Essentiality, int], set[int]] = {}
        for row in inputs:
            kind, group = KINDS[links.essentiality[row]], int(links.group[row])
            key = group if kind is Essentiality.ALTERNATIVE else -2 - int(links.source[row])
            wanted.setdefault((kind, key), set()).add(int(links.source[row]))
        found.append([Shelf(at, kind, sorted(js), stock[at]) for (kind, _), js in wanted.items()])
    return found


def plain_break(
    graph: ChainGraph,
    caps: Floats,
    *,
    loss: float,
    stock: Floats | None = None,
    relief: Floats | None = None,
    quality: dict[tuple[int, int], float] | None = None,
) -> Floats:
    """``y`` of every day, ``(T, n)``; ``caps`` says what the blows leave, ``(T, n)``."""
    n = len(graph)
    kept = shelves(graph, np.zeros(n) if stock is None else stock)
    good = np.zeros(n) if relief is None else relief
    better = quality or {}
    days = []
    for cap in caps:
        y = np.ones(n)
        while True:
            after = np.array([_level(kept[at], cap[at], y, loss, better) for at in range(n)])
            after = np.minimum(after + good * (1.0 - after), y)
            if np.all(y - after <= 1e-13):
                break
            y = after
        days.append(y)
        for shelf in (one for each in kept for one in each):
            best, _ = shelf.arrives(y, better)
            shelf.days -= min(shelf.days, 1.0 - best)
    return np.array(days)


def _level(
    kept: list[Shelf], cap: float, y: Floats, loss: float, quality: dict[tuple[int, int], float]
) -> float:
    left, fade = [float(cap)], 1.0
    for shelf in kept:
        _, e = shelf.arrives(y, quality)
        if shelf.kind is Essentiality.OPTIONAL:
            fade *= 1.0 - loss * (1.0 - e)
        else:
            left.append(e)
    return min([*left, fade])
