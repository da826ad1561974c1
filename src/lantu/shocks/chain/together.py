"""Many tries of one graph walked side by side: what a batch asks of each, without its trail.

The same as :func:`~lantu.shocks.chain.breaks.break_of` of each, to rounding; a day costs about
as much for a hundred tries as for one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze
from lantu.chains.grades import usable
from lantu.shocks.chain.layers import Many, best_of, layers
from lantu.shocks.chain.runs import course
from lantu.shocks.chain.struck import severity_of, soft, struck
from lantu.shocks.chain.supply import supply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from lantu.chains.arrays import Flags, Floats
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.scenario import Scenario
    from lantu.shocks.chain._kernels import Caps, Soft
    from lantu.shocks.chain.ground import Ground
    from lantu.shocks.chain.layers import Layer
    from lantu.shocks.chain.supply import Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One state of the world: which of the evidence is right.

    Attributes:
        supply: Who supplies each product then.
        there: Which inputs of the ground are there, ``(m,)``.
    """

    supply: Supply
    there: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What came of ``D`` tries over ``T`` days; ``n`` products, ``B`` blows.

    Attributes:
        by_day: ``Σ_i v_i (1 - y_i(t))``, ``(D, T)``.
        lost: Days' worth that each product loses, ``(D, n)``.
        own: The part of that which the blows themselves take, ``(D, n)``.
        blows: Days' worth that each blow takes of what it hits, ``(D, B)``.
    """

    by_day: Floats
    lost: Floats
    own: Floats
    blows: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def world(ground: Ground, drawn: ChainGraph | None = None) -> World:
    """A state of the world, told by what is left of a graph; all of it where left out."""
    if drawn is None:
        return World(supply=ground.supply, there=np.ones(len(ground.wires), dtype=np.bool_))
    return World(
        supply=supply(drawn, ground.region, ground.rules), there=_wires_there(ground, drawn)
    )


def _wires_there(ground: Ground, drawn: ChainGraph) -> Flags:
    """Which inputs at least one row that is left says."""
    links, wires = ground.graph.links, ground.wires
    kept = np.flatnonzero(~links.returning & usable(links.grade, ground.rules.weights))
    columns = (links.source, links.group, links.essentiality, links.target)
    order = kept[np.lexsort([each[kept] for each in columns])]
    told = np.stack([each[order] for each in columns])
    fresh = np.r_[True, (told[:, 1:] != told[:, :-1]).any(axis=0)][: len(order)]
    there = np.zeros(len(wires), dtype=np.bool_)
    there[(np.cumsum(fresh) - 1)[np.isin(links.rows[order], drawn.links.rows)]] = True
    return there


def together(
    ground: Ground,
    settled: Sequence[Scenario],
    worlds: Sequence[World],
    quality: Mapping[tuple[str, str], float] | None = None,
) -> Together:
    """Let scenarios of one length break one graph, each in a world of its own.

    Args:
        ground: The graph.
        settled: Scenarios with every number known, ``D`` of them, all as long.
        worlds: As many.
        quality: As for :func:`~lantu.shocks.chain.breaks.chain_break`.

    Raises:
        CallerError: A target, setting or quality that makes no sense here.
        DataError: A buffer that this engine does not understand.
    """
    tries = [_Try.of(ground, *each, quality or {}) for each in zip(settled, worlds, strict=True)]
    reached: NDArray[np.int32] = np.unique(np.concatenate([each.caps.struck for each in tries]))
    way = course(ground, reached)
    found = _Walk(ground, tries, layers(ground.wires, way), np.sort(way.order))
    return found.over(settled[0].days)


@dataclass(frozen=True, slots=True)
class _Try:
    """One try: what the blows leave, what softens them, which inputs are there."""

    caps: Caps
    soft: Soft
    there: Flags
    blows: Floats

    @classmethod
    def of(
        cls,
        ground: Ground,
        settled: Scenario,
        state: World,
        quality: Mapping[tuple[str, str], float],
    ) -> _Try:
        here = replace(ground, supply=state.supply)
        severity = severity_of(settled)
        return cls(
            caps=struck(here, settled).caps(here, severity),
            soft=soft(here, settled, quality),
            there=state.there,
            blows=severity.sum(axis=0),
        )


class _Walk:
    """All tries, day after day."""

    def __init__(
        self, ground: Ground, tries: Sequence[_Try], order: tuple[Layer, ...], within: Floats
    ) -> None:
        n, many = len(ground), len(tries)
        self._ground, self._tries = ground, tries
        self._layers, self._within = order, within
        self._rows = np.zeros(many, dtype=np.int64)
        self._many = Many(
            cap=np.ones((n, many)),
            level=np.ones((n, many)),
            short=np.zeros((n, many)),
            group_short=np.zeros((len(ground.wires.group_target), many)),
            stock=np.stack([each.soft.stock for each in tries], axis=1),
            relief=np.stack([each.soft.relief for each in tries], axis=1),
            there=np.stack([each.there for each in tries], axis=1),
            quality=tries[0].soft.quality[:, None],
            loss=np.array([each.soft.loss for each in tries]),
        )
        self._stocked = bool(self._many.stock.any())

    def over(self, days: int) -> Together:
        n, count = self._many.cap.shape
        by_day, lost, own = np.zeros((days, count)), np.zeros((n, count)), np.zeros((n, count))
        worth = self._ground.worth[self._within, None]
        changes = np.unique(np.concatenate([each.caps.day for each in self._tries]))
        day = 0
        while day < days:
            self._strike(day)
            lack = self._settle()
            until = self._until(day, days, changes, lack)
            by_day[day:until] = np.add.reduce(worth * lack, axis=0)
            lost[self._within] += (until - day) * lack
            own += (until - day) * ((1.0 - self._many.cap) * (1.0 - self._many.relief))
            self._pass(until - day, lack)
            day = until
        blows = np.stack([each.blows for each in self._tries])
        return Together(by_day=_rows(by_day), lost=_rows(lost), own=_rows(own), blows=blows)

    def _strike(self, day: int) -> None:
        """Let the blows of each try be as hard as on a day."""
        for at, each in enumerate(self._tries):
            row, caps = int(self._rows[at]), each.caps
            if row < len(caps.day) and caps.day[row] == day:
                self._many.cap[caps.struck, at] = caps.left[row]
                self._rows[at] += 1

    def _settle(self) -> Floats:
        """What is missing of each product within reach, ``(k, D)``."""
        self._many.level[self._within] = 1.0
        for layer in self._layers:
            layer.settle(self._many)
        lack: Floats = 1.0 - self._many.level[self._within]
        return lack

    def _until(self, day: int, days: int, changes: Floats, lack: Floats) -> int:
        """The next day to be looked at: the morrow, unless no stock is drawn upon."""
        if self._stocked and lack.any():
            return day + 1
        later = np.searchsorted(changes, day, side="right")
        return min(days, int(changes[later])) if later < len(changes) else days

    def _pass(self, days: int, lack: Floats) -> None:
        """Count for how long stocks have been drawn upon, where there are any."""
        if not self._stocked:
            return
        self._many.short[self._within] += days * lack
        for layer in self._layers:
            if len(layer.alternative.wire):
                missing = 1.0 - best_of(layer.alternative, self._many)
                self._many.group_short[layer.alternative.group] += days * missing


def _rows(columns: Floats) -> Floats:
    """One row a try."""
    return np.ascontiguousarray(columns.T)
