"""Where chains meet: links between them, and what hangs on each further down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.structure import ESSENTIAL, structure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.chains.diagnosis import Diagnosis
    from lantu.model.chain_graph import ChainGraph

LONGEST_WALK = 3
"""Links walked below a coupling in search of the strongest product that hangs on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupling:
    """A forward link between two chains.

    Attributes:
        link: Link position.
        path: Product positions: the source, the target, and the essential steps down to the
            strongest product made in the region that hangs on it; the target alone where
            nothing does.
        impact: Local products lost when the source's supply is cut.
    """

    link: int
    path: tuple[int, ...]
    impact: float


def couplings(graph: ChainGraph, found: Diagnosis) -> tuple[Coupling, ...]:
    """Every forward link between chains, those on which most hangs first."""
    chains = np.array(graph.products.chains)
    links = graph.links
    crossing = (chains[links.source] != chains[links.target]) & ~links.returning
    walk = _Walk(graph, found)
    met = [
        Coupling(
            link=int(k),
            path=(int(links.source[k]), *walk.below(int(links.target[k]))),
            impact=float(found.criticality.impact[links.source[k]]),
        )
        for k in np.flatnonzero(crossing)
    ]
    return tuple(sorted(met, key=lambda c: (-round(c.impact, 9), c.link)))


class _Walk:
    """Walks down essential links from a product to the strongest one made here."""

    def __init__(self, graph: ChainGraph, found: Diagnosis) -> None:
        self._users = _essential_users(graph)
        self._made = found.presence.makers_now > 0
        self._strength = found.strength.value

    def below(self, start: int) -> tuple[int, ...]:
        """The path from ``start`` to the strongest product made below it; ends included."""
        paths: dict[int, tuple[int, ...]] = {start: (start,)}
        edge = [start]
        for _ in range(LONGEST_WALK):
            edge = self._step(edge, paths)
        made = [at for at in paths if self._made[at] and at != start]
        if not made:
            return (start,)
        return paths[min(made, key=lambda at: (-float(self._strength[at]), len(paths[at]), at))]

    def _step(self, edge: list[int], paths: dict[int, tuple[int, ...]]) -> list[int]:
        reached = []
        for at in edge:
            for user in self._users.get(at, ()):
                if user not in paths:
                    paths[user] = (*paths[at], user)
                    reached.append(user)
        return reached


def _essential_users(graph: ChainGraph) -> dict[int, NDArray[np.int32]]:
    walked = structure(graph)
    target = np.repeat(np.arange(len(graph)), np.diff(walked.in_start)).astype(np.int32)
    needed = walked.in_need == ESSENTIAL
    source, user = walked.in_source[needed], target[needed]
    order = np.lexsort((user, source))
    keys, first = np.unique(source[order], return_index=True)
    runs = np.split(user[order], first[1:]) if keys.size else []
    return dict(zip(keys.tolist(), runs, strict=True))
