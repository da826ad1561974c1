"""Many tries of one graph settled side by side: what a batch asks of each, without its trail.

The same as :func:`~lantu.shocks.chain.breaks.break_of` of each, to rounding; all days of a
hundred tries cost about as much as some days of one that is walked day after day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze
from lantu.chains.grades import usable
from lantu.shocks.chain.layers import Many, layers
from lantu.shocks.chain.runs import course
from lantu.shocks.chain.struck import severity_of, soft, struck
from lantu.shocks.chain.supply import supply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.chains.arrays import Flags, Floats, Longs
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.scenario import Scenario
    from lantu.shocks.chain._kernels import Caps, Soft
    from lantu.shocks.chain.ground import Ground
    from lantu.shocks.chain.layers import Layer
    from lantu.shocks.chain.supply import Supply


MOST_AT_ONCE = 1 << 17
"""Products within reach, times days, times tries, settled at once: arrays that caches hold."""


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
    struck_ever: Longs = np.unique(np.concatenate([each.caps.struck for each in tries]))
    way = course(ground, struck_ever.astype(np.int32))
    walk = _Walk(ground, layers(ground.wires, way, struck_ever), np.sort(way.order), struck_ever)
    days = settled[0].days
    beside = max(MOST_AT_ONCE // max(len(way.order) * days, 1), 1)
    found = [walk.over(days, tries[at : at + beside]) for at in range(0, len(tries), beside)]
    by_day, lost, own = (np.concatenate(each) for each in zip(*found, strict=True))
    blows = np.stack([each.blows for each in tries])
    return Together(by_day=by_day, lost=lost, own=own, blows=blows)


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


@dataclass(frozen=True, slots=True)
class _Walk:
    """The way that all tries go: layers, products within reach and those that blows hit."""

    ground: Ground
    layers: tuple[Layer, ...]
    within: Longs
    struck: Longs

    def over(self, days: int, tries: Sequence[_Try]) -> tuple[Floats, Floats, Floats]:
        """What is lost each day, ``(D, T)``, of each product, and by blows, ``(D, n)``."""
        day, span = self._days(days, tries)
        many = self._many(day, tries)
        for layer in self.layers:
            layer.settle(many)
        lack = 1.0 - many.level[:-1]
        cost = np.add.reduce(self.ground.worth[self.within, None, None] * lack, axis=0)
        by_day, whole = np.zeros((len(tries), days)), np.arange(len(day)).repeat(span)
        by_day[:, _days_of(day, span)] = cost[whole].T
        lost, own = (np.zeros((len(tries), len(self.ground))) for _ in range(2))
        lost[:, self.within] = _over_days(span, lack)
        relief = np.stack([each.soft.relief[self.struck] for each in tries], axis=1)
        own[:, self.struck] = _over_days(span, (1.0 - many.cap) * (1.0 - relief[:, None]))
        return by_day, lost, own

    def _days(self, days: int, tries: Sequence[_Try]) -> tuple[Longs, Longs]:
        """Days to look at, and for how long each stands: those on which any blow is felt.

        On all others nothing is short. Where stocks are kept, each day stands for itself.
        """
        day = np.unique(np.concatenate([each.caps.day for each in tries]))
        felt = np.zeros(len(day), dtype=np.bool_)
        for each in tries:
            row = np.searchsorted(each.caps.day, day, side="right") - 1
            felt |= (each.caps.left < 1.0).any(axis=1)[row]
        span = np.diff(np.r_[day, days])
        day, span = day[felt], span[felt]
        if any(each.soft.stock.any() for each in tries):
            day = _days_of(day, span)
            span = np.ones_like(day)
        return day, span

    def _many(self, day: Longs, tries: Sequence[_Try]) -> Many:
        shape = len(self.within) + 1, len(day), len(tries)
        cap = np.ones((len(self.struck), *shape[1:]))
        for at, each in enumerate(tries):
            rows = np.searchsorted(each.caps.day, day, side="right") - 1
            hit = np.searchsorted(self.struck, each.caps.struck)
            cap[hit, :, at] = each.caps.left[rows].T
        stock = np.stack([each.soft.stock[self.within] for each in tries], axis=1)
        return Many(
            cap=cap,
            level=np.ones(shape),
            short=np.zeros(shape if stock.any() else (0, *shape[1:])),
            stock=stock,
            relief=np.stack([each.soft.relief[self.within] for each in tries], axis=1),
            there=np.stack([each.there for each in tries], axis=1),
            quality=tries[0].soft.quality,
            loss=np.array([each.soft.loss for each in tries]),
        )


def _days_of(day: Longs, span: Longs) -> Longs:
    """Every day of some stretches."""
    begin = np.repeat(day - np.r_[0, np.cumsum(span)[:-1]][: len(day)], span)
    return begin + np.arange(len(begin))


def _over_days(span: Longs, lack: Floats) -> Floats:
    """Days' worth of each row, ``(D, rows)``, added day after day."""
    if not len(span):
        return np.zeros((lack.shape[2], len(lack)))
    total: Floats = np.cumsum(span[:, None] * lack, axis=1)[:, -1]
    return total.T
