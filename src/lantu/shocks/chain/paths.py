"""The way by which a loss spread: from every fallen product back to a blow."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains._kernels import ESSENTIAL
from lantu.chains.arrays import NOWHERE
from lantu.shocks.chain._kernels import arriving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lantu.shocks.chain._kernels import Soft, State
    from lantu.shocks.chain.ground import Ground

FALLEN = 1e-9
"""A product is fallen where it is short of 1 by more: sums differ by less (conventions §4)."""


class Way(StrEnum):
    """By what a product fell first."""

    WHOLE = "whole"
    BLOW = "blow"
    ESSENTIAL = "essential"
    ALTERNATIVE = "alternative"
    OPTIONAL = "optional"


class Trail:
    """Notes, day after day, by which input each product fell first.

    Whoever falls on a day falls by a blow, or by an input that has fallen before it or on
    the same day by way of others; so every way leads back to a blow and none runs in a circle.

    Args:
        ground: The graph.
        soft: What softens.
    """

    def __init__(self, ground: Ground, soft: Soft) -> None:
        self._net, self._soft = ground.ready.net, soft
        self.via = np.full(len(ground), NOWHERE, dtype=np.int32)
        self.way = np.zeros(len(ground), dtype=np.int8)

    def note(self, order: Iterable[int], state: State) -> None:
        """Note who fell first on this day.

        Args:
            order: Products within reach, inputs before users.
            state: The day.
        """
        fallen = [at for at in order if not self.way[at] and state.level[at] < 1.0 - FALLEN]
        while fallen:
            later = [at for at in fallen if not self._told(at, state)]
            if len(later) == len(fallen):
                break
            fallen = later

    def _told(self, at: int, state: State) -> bool:
        relief = self._soft.relief[at]
        raw = 1.0 - (1.0 - state.level[at]) / (1.0 - relief) + FALLEN
        if state.cap[at] <= raw:
            self.way[at] = list(Way).index(Way.BLOW)
            return True
        for j, way in self._binding(at, raw, state):
            if self.way[j]:
                self.via[at], self.way[at] = j, list(Way).index(way)
                return True
        return False

    def _binding(self, at: int, raw: float, state: State) -> Iterator[tuple[int, Way]]:
        """Inputs that hold a product down to ``raw``, those to be told first before others."""
        net, stock = self._net, self._soft.stock[at]
        groups: dict[int, list[tuple[float, int]]] = {}
        optional: list[tuple[float, int]] = []
        kept = 1.0
        for edge in range(net.start[at], net.start[at + 1]):
            j, slot = int(net.source[edge]), int(net.slot[edge])
            level = state.level[j]
            if slot >= 0:
                groups.setdefault(slot, []).append((-self._soft.quality[edge] * level, j))
            elif slot == ESSENTIAL and arriving(level, stock, state.short[j]) <= raw:
                yield j, Way.ESSENTIAL
            elif slot != ESSENTIAL:
                e = arriving(level, stock, state.short[j])
                kept *= 1.0 - self._soft.loss * (1.0 - e)
                optional.append((e, j))
        for slot, members in groups.items():
            if arriving(-min(members)[0], stock, state.group_short[slot]) <= raw:
                yield from ((j, Way.ALTERNATIVE) for _, j in sorted(members))
        if kept <= raw:
            yield from ((j, Way.OPTIONAL) for e, j in sorted(optional) if e < 1.0)
