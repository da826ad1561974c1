"""What goes with what: products made in the same firms, and how near the region is to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import counts, freeze, offsets, share, sums
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
    """Firms and what they make now: one line per firm and product.

    Attributes:
        product: Product positions, firm after firm; within a firm the rarest first.
        start: Where each firm's products begin.
        makers: ``n_i``, how many firms make each product; shape ``(n,)``.
        times: How often each firm counts.
    """

    product: Ints
    start: Ints
    makers: Floats
    times: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def firms(self) -> int:
        """How many firms."""
        return len(self.times)

    @property
    def firm(self) -> Ints:
        """Which firm each line is of, numbered from 0."""
        return np.repeat(np.arange(self.firms, dtype=np.int32), np.diff(self.start))

    def counting(self, times: Floats) -> CoProduction:
        """The same firms, each counting so many times."""
        makers = sums(self.product, times[self.firm], len(self.makers))
        order = np.lexsort((self.product, makers[self.product], self.firm))
        return CoProduction(
            product=self.product[order], start=self.start, makers=makers, times=times
        )


def co_production(held: Holdings, products: int) -> CoProduction:
    """What each firm makes now, all firms on record, local or not.

    Args:
        held: Who holds which product.
        products: How many products there are.
    """
    making = held.making != NO_GRADE
    product, firm = held.product[making], held.firm[making]
    by_firm = np.argsort(firm, kind="stable")
    number, which = np.unique(firm[by_firm], return_inverse=True)
    bare = CoProduction(
        product=product[by_firm],
        start=offsets(which.astype(np.int32), len(number)),
        makers=np.zeros(products),
        times=np.ones(len(number)),
    )
    return bare.counting(bare.times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The product space: what every firm makes, and how related each product is in all.

    Attributes:
        made: What each firm makes.
        whole: ``Σ_{j≠i} φ_ij`` of each product.
        firms: Firms that make it together with another product.
    """

    made: CoProduction
    whole: Floats
    firms: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def product_space(held: Holdings, products: int) -> Space:
    """The product space of all firms on record.

    Args:
        held: Who holds which product.
        products: How many products there are.
    """
    made = co_production(held, products)
    several = np.repeat(np.diff(made.start) > 1, np.diff(made.start))
    return Space(
        made=made,
        whole=_closeness(made, np.ones(products)),
        firms=counts(made.product[several], products),
    )


def relatedness(
    graph: ChainGraph,
    here: Presence,
    rules: Rules,
    *,
    space: Space | None = None,
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
        space: The product space where it is at hand.

    Reference:
        Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317:482–487.
    """
    if space is None:
        space = product_space(holdings(graph, rules.weights), len(graph))
    ours = _closeness(space.made, here.present.astype(np.float64))
    return Relatedness(
        density=np.minimum(share(ours, space.whole), 1.0),
        known=space.firms > 0,
        firms=space.firms,
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
    made = co_production(holdings(graph, rules.weights), len(graph))
    present = here.present.astype(np.float64)
    drawn = np.zeros((draws, len(graph)))
    known = np.zeros((draws, len(graph)), dtype=np.bool_)
    for draw in range(draws if made.firms else 0):
        times = np.bincount(rng.integers(0, made.firms, made.firms), minlength=made.firms)
        again = made.counting(times.astype(np.float64))
        whole = _closeness(again, np.ones(len(graph)))
        known[draw] = whole > 0
        drawn[draw] = np.minimum(share(_closeness(again, present), whole), 1.0)
    return _band(drawn, known)


def _band(drawn: Floats, known: Flags) -> DensityBand:
    lower, upper = np.zeros(drawn.shape[1]), np.ones(drawn.shape[1])
    enough = known.sum(axis=0) >= ENOUGH_DRAWS
    for at in np.flatnonzero(enough):
        lower[at], upper[at] = np.quantile(drawn[known[:, at], at], BAND)
    return DensityBand(lower=lower, upper=upper, known=enough)


def _closeness(made: CoProduction, worth: Floats) -> Floats:
    """``Σ_{j≠i} worth_j φ_ij`` of every product.

    Firms with as many products stand as rows of one table, so that the running sums of one
    firm never touch another's.
    """
    total = np.zeros(len(worth))
    widths = np.diff(made.start)
    for width in np.unique(widths[(widths > 1) & (made.times > 0)]):
        firms = np.flatnonzero((widths == width) & (made.times > 0))
        table = made.product[made.start[firms][:, None] + np.arange(width)]
        count, value = made.makers[table], worth[table]
        rarer = _sums_before(value) / count
        commoner = _sums_before((value / count)[:, ::-1])[:, ::-1]
        total += sums(
            table.ravel(), ((rarer + commoner) * made.times[firms][:, None]).ravel(), len(total)
        )
    return total


def _sums_before(rows: Floats) -> Floats:
    """Sum of what stands before each entry of its row."""
    sums = np.zeros_like(rows)
    sums[:, 1:] = np.cumsum(rows, axis=1)[:, :-1]
    return sums
