"""Where chains meet: links between them, and what falls further down when one is cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.cascade import Cutter, cascade
from lantu.chains.wiring import wiring

if TYPE_CHECKING:
    from lantu.chains.diagnosis import Diagnosis
    from lantu.chains.rules import Rules
    from lantu.chains.wiring import Wiring
    from lantu.model.chain_graph import ChainGraph

LONGEST_WALK = 3
"""Links followed below a target: further down, everything hangs on everything, and every
path would end at the same car."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupling:
    """A link between two chains.

    Attributes:
        link: Link position.
        path: Product positions: the source, the target, and the steps on to a present product
            of another chain that falls when the source is cut: the one with the greatest
            ``loss · strength / links`` within :data:`LONGEST_WALK` links. Ends at the target
            where there is none.
        impact: Local products lost when the source is cut, weighted by presence.
        spill: Those of them in other chains than the source's.
        falls: Products present in the region, in other chains, that stop or degrade.
    """

    link: int
    path: tuple[int, ...]
    impact: float
    spill: float
    falls: int


def couplings(
    graph: ChainGraph, found: Diagnosis, rules: Rules, *, most: int | None = None
) -> tuple[Coupling, ...]:
    """Every link between chains, those on which most hangs first.

    For each source the cut is made and followed: see :func:`lantu.chains.criticality.cut`.

    Args:
        graph: The facts.
        found: The diagnosis of the region.
        rules: Those of the diagnosis.
        most: Only so many links, chosen by the impact of cutting their source.
    """
    chains = np.array(graph.products.chains)
    links = graph.links
    crossing = np.flatnonzero((chains[links.source] != chains[links.target]) & ~links.returning)
    impact = found.criticality.impact[links.source[crossing]]
    listed = crossing[np.lexsort((crossing, -impact))][:most]
    tracer = _Tracer(graph, found, rules)
    met = [tracer.trace(int(link)) for link in listed]
    return tuple(sorted(met, key=lambda one: (-one.impact, -one.spill, one.link)))


class _Tracer:
    """Cuts sources of crossing links and follows what falls."""

    def __init__(self, graph: ChainGraph, found: Diagnosis, rules: Rules) -> None:
        wires = wiring(graph, rules.weights)
        self._links = graph.links
        self._chains = graph.products.chains
        self._found = found
        self._users = _users(wires)
        self._cutter = Cutter(cascade(wires, rules.optional_loss))
        self._cuts: dict[int, dict[int, float]] = {}

    def trace(self, link: int) -> Coupling:
        source, target = int(self._links.source[link]), int(self._links.target[link])
        if source not in self._cuts:
            self._cuts[source] = self._cutter.cut([source], [0.0])
        lost = self._lost_elsewhere(source)
        return Coupling(
            link=link,
            path=(source, *self._path(source, target, lost)),
            impact=float(self._found.criticality.impact[source]),
            spill=sum(lost[at] for at in sorted(lost)),
            falls=len(lost),
        )

    def _lost_elsewhere(self, source: int) -> dict[int, float]:
        """Loss of each product present here, in another chain than the source."""
        here, chains = self._found.presence, self._chains
        return {
            at: float(here.point[at]) * (1.0 - left)
            for at, left in self._cuts[source].items()
            if here.present[at] and chains[at] != chains[source]
        }

    def _path(self, source: int, target: int, lost: dict[int, float]) -> tuple[int, ...]:
        """The way from the target to the strongest product that falls with it."""
        paths = self._below(target, self._cuts[source])
        ends = [at for at in paths if at in lost and at != target]
        if not ends:
            return (target,)
        strength = self._found.strength.value
        weight = {at: lost[at] * float(strength[at]) / (len(paths[at]) - 1) for at in ends}
        return paths[min(ends, key=lambda at: (-round(weight[at], 9), paths[at]))]

    def _below(self, target: int, fallen: dict[int, float]) -> dict[int, tuple[int, ...]]:
        """The shortest way to each product that falls below a target, through such products."""
        paths: dict[int, tuple[int, ...]] = {target: (target,)} if target in fallen else {}
        edge = list(paths)
        for _ in range(LONGEST_WALK):
            edge = self._step(edge, paths, fallen)
        return paths

    def _step(
        self, edge: list[int], paths: dict[int, tuple[int, ...]], fallen: dict[int, float]
    ) -> list[int]:
        reached = []
        for at in edge:
            for user in self._users.get(at, ()):
                if user in fallen and user not in paths:
                    paths[user] = (*paths[at], user)
                    reached.append(user)
        return reached


def _users(wires: Wiring) -> dict[int, list[int]]:
    users: dict[int, list[int]] = {}
    for source, target in zip(wires.source.tolist(), wires.target.tolist(), strict=True):
        users.setdefault(source, []).append(target)
    return users
