"""Birnbaum importance: how much the failing of one thing makes a final product likelier to stop.

``I_u = ∂P(s_i)/∂p_u = P(s_i | u fails) - P(s_i | u holds)``, units failing on their own with
``p_u``: the chance that all hangs on ``u``. After Birnbaum, Z. W. (1969), On the importance of
different components in a multicomponent system, in *Multivariate Analysis II*, 581-592.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze
from lantu.errors import CallerError
from lantu.model.frames import frame
from lantu.model.scenario import Hit
from lantu.shocks.chain.cut_sets import asked
from lantu.shocks.chain.diagrams import Diagrams, TooGreatError
from lantu.shocks.chain.ground import Ground, ground
from lantu.shocks.chain.stopping import stopping

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import ArrayLike

    from lantu.chains.arrays import Floats, Ints, Longs
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.scenario import Target
    from lantu.shocks.chain.stopping import Stopping

CHANCE = 0.01
"""``p`` of every unit where nothing is told: small and equal, so that only places count."""

MOST_UNITS = 400
"""Units up to which a product is factored: a diagram is gone through as deep as there are."""

MOST_NODES = 100_000
"""Nodes of a diagram at most: about a second's work."""

DRAWS = 20_000
"""Draws where a diagram would be too great: half an interval is at most 0.007."""

NORMAL = 1.959963984540054
"""Half of a 95 % interval, in standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """Birnbaum importance of ``u`` units for ``f`` products.

    Attributes:
        ground: The graph, its region and rules.
        targets: The units that may fail.
        products: Positions of the products, ``(f,)``.
        chance: ``p`` of each unit, ``(u,)``.
        stop: ``P(s_i)`` of each product, ``(f,)``.
        value: ``I``, ``(f, u)``.
        low: Lower end of its 95 % interval; ``value`` where it is exact.
        high: Upper end.
        draws: Draws that each product took, ``(f,)``; 0 where it is exact.
    """

    ground: Ground
    targets: tuple[Target, ...]
    products: Ints
    chance: Floats
    stop: Floats
    value: Floats
    low: Floats
    high: Floats
    draws: Longs

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per product and unit that it hangs on: ``I`` and its interval."""
        product, unit = np.nonzero(self.high)
        labels = self.ground.graph.products.ids.labels
        return frame(
            {
                "product": [labels[at] for at in self.products[product]],
                "kind": [str(self.targets[at].kind) for at in unit],
                "code": [self.targets[at].code for at in unit],
            },
            {
                "importance": self.value[product, unit],
                "low": self.low[product, unit],
                "high": self.high[product, unit],
                "draws": self.draws[product],
            },
        )


def importance(
    graph: ChainGraph,
    *,
    region: int,
    of: Sequence[Hit] = (Hit.PRODUCT,),
    products: Sequence[str] | None = None,
    chance: ArrayLike = CHANCE,
    rules: Rules | None = None,
    rng: np.random.Generator | None = None,
) -> Importance:
    """How much each thing's failing makes final products likelier to stop.

    Exact by factoring where the diagram of a product stays small; else the mean of draws, with
    Wilson's 95 % interval. What stops what is as for :func:`~lantu.shocks.cut_sets`.

    Args:
        graph: The facts.
        region: GB/T 2260 code of the region that is looked at.
        of: What fails: products, or makers by ``firm``, ``supplier``, ``country``, ``region``.
        products: Of which; those that no other product uses where left out.
        chance: ``p``, one for all or ``(u,)`` in the order of the units.
        rules: ``κ`` and the weights of the classes.
        rng: For draws; seeded with 1 where left out.

    Raises:
        CallerError: An unknown product, a kind of which there is no list, or no probabilities.
    """
    given = ground(graph, region, rules=rules)
    drawn = np.random.default_rng(1) if rng is None else rng
    return importance_of(given, of, asked(graph, products), chance=chance, rng=drawn)


def importance_of(
    given: Ground,
    of: Sequence[Hit],
    products: Sequence[int] | None = None,
    *,
    chance: ArrayLike = CHANCE,
    rng: np.random.Generator,
) -> Importance:
    """How much things matter in a graph that is ready; see :func:`importance`."""
    stops = stopping(given, of)
    p = _chances(chance, len(stops.targets))
    wanted = given.final.nonzero()[0].tolist() if products is None else sorted(set(products))
    found = [_weighed(stops, at, p, rng) for at in wanted]
    table = (len(wanted), len(stops.targets))
    return Importance(
        ground=given,
        targets=stops.targets,
        products=np.array(wanted, dtype=np.int32),
        chance=p,
        stop=np.array([each.stop for each in found]),
        value=np.array([each.value for each in found]).reshape(table),
        low=np.array([each.low for each in found]).reshape(table),
        high=np.array([each.high for each in found]).reshape(table),
        draws=np.array([each.draws for each in found], dtype=np.int64),
    )


def _chances(chance: ArrayLike, units: int) -> Floats:
    p = np.array(chance, dtype=np.float64)
    if p.ndim and p.shape != (units,):
        raise CallerError(f"chances of shape {p.shape} for {units} units", hint="one for each")
    if not bool(((p >= 0) & (p <= 1)).all()):
        raise CallerError("a chance outside [0, 1]", hint="chances are probabilities")
    return np.broadcast_to(p, (units,)).copy()


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What one product hangs on, ``(u,)`` each."""

    stop: float
    value: Floats
    low: Floats
    high: Floats
    draws: int = 0


def _weighed(stops: Stopping, product: int, p: Floats, rng: np.random.Generator) -> _Weighed:
    within = stops.upstream(product)
    units = stops.units_of(within)
    if len(units) > MOST_UNITS:
        return _drawn(stops, product, p, rng)
    diagrams = Diagrams(units, MOST_NODES)
    try:
        top = stops.solve(diagrams, within)[product]
    except TooGreatError:
        return _drawn(stops, product, p, rng)
    stop, slope = diagrams.weigh(top, {unit: float(p[unit]) for unit in units})
    value = np.zeros(len(p))
    value[list(slope)] = list(slope.values())
    return _Weighed(stop, value, value, value)


class _Draws:
    """Which draws a statement holds in, as the bits of one number: all draws at once."""

    def __init__(self, failing: dict[int, int]) -> None:
        self._failing = failing

    def never(self) -> int:
        return 0

    def unit(self, at: int) -> int:
        return self._failing[at]

    def any_of(self, parts: Sequence[int]) -> int:
        return reduce(int.__or__, parts, 0)

    def all_of(self, parts: Sequence[int]) -> int:
        return reduce(int.__and__, parts)


def _drawn(stops: Stopping, product: int, p: Floats, rng: np.random.Generator) -> _Weighed:
    """The part of draws in which all hangs on each unit: stopped if it fails, and only then."""
    within = stops.upstream(product)
    units = sorted(stops.units_of(within))
    failing = {unit: _bits(rng.random(DRAWS) < p[unit]) for unit in units}
    every = (1 << DRAWS) - 1

    def stopped(changed: dict[int, int]) -> int:
        return stops.solve(_Draws({**failing, **changed}), within)[product]

    hanging = [(stopped({unit: every}) & ~stopped({unit: 0})).bit_count() for unit in units]
    value, low, high = (np.zeros(len(p)) for _ in range(3))
    value[units] = np.array(hanging) / DRAWS
    low[units], high[units] = _wilson(value[units], DRAWS)
    return _Weighed(stopped({}).bit_count() / DRAWS, value, low, high, DRAWS)


def _bits(flags: np.ndarray) -> int:
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def _wilson(part: Floats, draws: int) -> tuple[Floats, Floats]:
    """The score interval of a proportion (Wilson 1927)."""
    z = NORMAL**2 / draws
    middle = (part + z / 2) / (1 + z)
    half = NORMAL * np.sqrt(part * (1 - part) / draws + z / (4 * draws)) / (1 + z)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)
