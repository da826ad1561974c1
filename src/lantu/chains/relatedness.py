"""What goes with what: products made in the same firms, and how near the region is to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze, offsets, share
from lantu.chains.holdings import Holdings, holdings
from lantu.model.chain_graph import NO_GRADE

if TYPE_CHECKING:
    from lantu.chains.arrays import Flags, Floats, Ints
    from lantu.chains.presence import Presence
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

BAND = (0.05, 0.95)
"""Quantiles of the bootstrap that bound the band."""

ENOUGH_DRAWS = 20
"""Draws that must define a density before its band means something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatedness:
    """How related each product is to what a region makes; every array has shape ``(n,)``.

    Attributes:
        density: ``ω``; 0 where not ``known``.
        known: False where no firm on record makes it together with another product.
        firms: Firms on record that do.
    """

    density: Floats
    known: Flags
    firms: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DensityBand:
    """How much a density depends on which firms are on record; arrays have shape ``(n,)``.

    Attributes:
        lower: 5 % quantile over resampled firms; 0 where not ``known``.
        upper: 95 % quantile; 1 where not ``known``.
        known: Where enough draws define a density.
    """

    lower: Floats
    upper: Floats
    known: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoProduction:
    """Firms that make several products now: one line per firm and product.

    Attributes:
        product: Product positions, firm after firm.
        firm: Which firm, numbered from 0.
        start: Where each firm's products begin.
    """

    product: Ints
    firm: Ints
    start: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def firms(self) -> int:
        """How many firms."""
        return len(self.start) - 1


def co_production(held: Holdings) -> CoProduction:
    """What each firm makes now, all firms on record, local or not."""
    making = held.making != NO_GRADE
    by_firm = np.argsort(held.firm[making], kind="stable")
    product = held.product[making][by_firm]
    number, firm = np.unique(held.firm[making][by_firm], return_inverse=True)
    which: Ints = firm.astype(np.int32)
    return CoProduction(product=product, firm=which, start=offsets(which, len(number)))


def relatedness(
    graph: ChainGraph,
    here: Presence,
    rules: Rules,
    *,
    made: CoProduction | None = None,
) -> Relatedness:
    """Relatedness density of every product.

    ``ω_i = Σ_{j≠i} M_j φ_ij / Σ_{j≠i} φ_ij`` with ``φ_ij = min(P(i|j), P(j|i)) =
    n_ij / max(n_i, n_j)``: ``n_i`` firms make ``i``, ``n_ij`` make both, and ``M_j`` is 1
    for products present in the region. Firms stand where the reference has countries, and
    presence where it has comparative advantage.

    ``φ`` is never stored: within one firm, ordered by ``n``, running sums give every
    product its share, so a firm of ``q`` products costs ``q log q``, not ``q²``.

    Args:
        graph: The facts.
        here: Presence in the region.
        rules: Weights; a class switched off does not make firms co-produce.
        made: What each firm makes where it is at hand.

    Reference:
        Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317:482–487.
    """
    made = made if made is not None else co_production(holdings(graph, rules.weights))
    once = np.ones(made.firms)
    makers = np.bincount(made.product, minlength=len(graph))
    ours = _closeness(made, here.present.astype(np.float64), makers, once)
    whole = _closeness(made, np.ones(len(graph)), makers, once)
    several = np.diff(made.start)[made.firm] > 1
    firms = np.bincount(made.product[several], minlength=len(graph))
    return Relatedness(
        density=np.minimum(share(ours, whole), 1.0),
        known=firms > 0,
        firms=firms.astype(np.int32),
    )


def density_band(
    graph: ChainGraph,
    here: Presence,
    rules: Rules,
    *,
    rng: np.random.Generator,
    draws: int = 200,
) -> DensityBand:
    """Bootstrap band of the relatedness density: firms drawn again with replacement.

    Args:
        graph: The facts.
        here: Presence in the region.
        rules: Weights.
        rng: Source of the draws.
        draws: How many.
    """
    made = co_production(holdings(graph, rules.weights))
    drawn = np.zeros((draws, len(graph)))
    known = np.zeros((draws, len(graph)), dtype=np.bool_)
    for draw in range(draws if made.firms else 0):
        times = np.bincount(rng.integers(0, made.firms, made.firms), minlength=made.firms)
        makers = np.bincount(made.product, times[made.firm], len(graph))
        ours = _closeness(made, here.present.astype(np.float64), makers, times)
        whole = _closeness(made, np.ones(len(graph)), makers, times)
        known[draw] = whole > 0
        drawn[draw] = np.minimum(share(ours, whole), 1.0)
    return _band(drawn, known)


def _band(drawn: Floats, known: Flags) -> DensityBand:
    lower, upper = np.zeros(drawn.shape[1]), np.ones(drawn.shape[1])
    enough = known.sum(axis=0) >= ENOUGH_DRAWS
    for at in np.flatnonzero(enough):
        lower[at], upper[at] = np.quantile(drawn[known[:, at], at], BAND)
    return DensityBand(lower=lower, upper=upper, known=enough)


def _closeness(made: CoProduction, worth: Floats, makers: np.ndarray, times: np.ndarray) -> Floats:
    """``Σ_{j≠i} worth_j φ_ij`` of every product.

    Firms with as many products stand as rows of one table, so that the running sums of one
    firm never touch another's.

    Args:
        made: What each firm makes.
        worth: Worth of each product.
        makers: ``n_i``, how many firms make each product.
        times: How often each firm counts.
    """
    total = np.zeros(len(worth))
    widths = np.diff(made.start)
    for width in np.unique(widths[(widths > 1) & (times > 0)]):
        firms = np.flatnonzero((widths == width) & (times > 0))
        table = made.product[made.start[firms][:, None] + np.arange(width)]
        by_makers = np.argsort(makers[table], axis=1, kind="stable")
        table = np.take_along_axis(table, by_makers, axis=1)
        count, value = makers[table], worth[table]
        rarer = _sums_before(value) / count
        commoner = _sums_before((value / count)[:, ::-1])[:, ::-1]
        np.add.at(total, table.ravel(), ((rarer + commoner) * times[firms][:, None]).ravel())
    return total


def _sums_before(rows: Floats) -> Floats:
    """Sum of what stands before each entry of its row."""
    sums = np.zeros_like(rows)
    sums[:, 1:] = np.cumsum(rows, axis=1)[:, :-1]
    return sums
