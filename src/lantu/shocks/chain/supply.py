"""Who supplies each product, and what part of it: makers here, makers outside, others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains import dependence
from lantu.chains.arrays import freeze
from lantu.chains.grades import grade_weights
from lantu.chains.holdings import holdings
from lantu.chains.shares import firm_shares
from lantu.model.chain_graph import NO_GRADE

if TYPE_CHECKING:
    from lantu.chains.arrays import Flags, Floats, Ints
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

SIDES = 2
"""Here, outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Every firm on record that makes a product now; ``p`` pairs, by product and firm.

    Attributes:
        products: How many products there are, ``n``.
        product: Product positions, ``(p,)``.
        firm: Firm positions.
        outside: Where the firm lies outside the region.
        share: Its market share on record; 0 without.
        has_share: Where there is one.
        chance: Probability that its best row is right.
        figure: Part of each product that comes from outside, by a figure, ``(n,)``.
        has_figure: Where there is one.
        unnamed: Where outside supply is on record, and no outside maker is named.
    """

    products: int
    product: Ints
    firm: Ints
    outside: Flags
    share: Floats
    has_share: Flags
    chance: Floats
    figure: Floats
    has_figure: Flags
    unnamed: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def __len__(self) -> int:
        return len(self.product)

    @property
    def recorded(self) -> Flags:
        """Products of which any supplier is on record, ``(n,)``."""
        made: Flags = np.bincount(self.product, minlength=self.products) > 0
        return made | self.unnamed | self.has_figure

    def from_outside(self, there: Flags | None = None) -> Floats:
        """``e``: the part of each product that comes from outside, ``(n,)``.

        By the greatest figure on record of outside supply; where none is, every supplier on
        record counts alike, and outside suppliers that nobody names count as one.

        Args:
            there: Which pairs are there, ``(p,)``; all where left out.
        """
        makers = self._per_side(np.ones(len(self)) if there is None else there.astype(np.float64))
        abroad = makers[:, 1] + self.unnamed
        every = makers[:, 0] + abroad
        counted = np.divide(abroad, every, out=np.zeros(self.products), where=every > 0)
        return np.where(self.has_figure, self.figure, counted)

    def parts(self, there: Flags | None = None) -> Floats:
        """Part of its product that each pair stands for, ``(p,)``.

        Makers here share ``1 - e`` of a product, makers outside ``e``. A market share on
        record holds, scaled down where a side has less to give; makers without one have equal
        parts of what is left. What nobody takes comes from suppliers that nobody names.

        Args:
            there: Which pairs are there, ``(p,)``; all where left out.
        """
        present = np.ones(len(self), dtype=np.bool_) if there is None else there
        e = self.from_outside(there)
        side = np.stack([1.0 - e, e], axis=1)
        told, untold = present & self.has_share, present & ~self.has_share
        taken = self._per_side(np.where(told, self.share, 0.0))
        many = self._per_side(untold.astype(np.float64))
        scale = np.divide(side, taken, out=np.ones_like(side), where=taken > side)
        left = np.maximum(side - taken, 0.0)
        each = np.divide(left, many, out=np.zeros_like(side), where=many > 0)
        cell = self.product, self.outside.astype(np.int8)
        return np.where(told, self.share * scale[cell], np.where(untold, each[cell], 0.0))

    def _per_side(self, worth: Floats) -> Floats:
        cell = self.product.astype(np.int64) * SIDES + self.outside
        total = np.zeros(self.products * SIDES)
        total += np.bincount(cell, worth, self.products * SIDES)
        return total.reshape(self.products, SIDES)


def supply(graph: ChainGraph, region: int, rules: Rules) -> Supply:
    """Gather who supplies a region with each product.

    Args:
        graph: The facts.
        region: GB/T 2260 code.
        rules: Weights of the classes, and what counts as dependence.
    """
    held = holdings(graph, rules.weights)
    making = np.flatnonzero(held.making != NO_GRADE)
    product, firm = held.product[making], held.firm[making]
    share, has_share = _shares(graph, rules, product, firm)
    told = dependence(graph, region, rules, held=held)
    return Supply(
        products=len(graph),
        product=product,
        firm=firm,
        outside=~graph.firms.within(region)[firm],
        share=share,
        has_share=has_share,
        chance=grade_weights(rules.weights, held.making[making]),
        figure=told.share,
        has_figure=told.has_share,
        unnamed=told.has_outside & (told.outside_makers == 0),
    )


def _shares(graph: ChainGraph, rules: Rules, product: Ints, firm: Ints) -> tuple[Floats, Flags]:
    """The market share on record of each pair."""
    of_product, of_firm, share = firm_shares(graph, rules.weights)
    width = len(graph.firms.ids)
    known = of_product.astype(np.int64) * width + of_firm
    wanted = product.astype(np.int64) * width + firm
    at = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    if not len(known):
        return np.zeros(len(wanted)), np.zeros(len(wanted), dtype=np.bool_)
    found = known[at] == wanted
    return np.where(found, share[at], 0.0), found
