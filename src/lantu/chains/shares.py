"""Figures on record: which speak of the region, which of outside, and the best of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import NOWHERE, freeze, run_starts
from lantu.chains.grades import is_firm, usable
from lantu.chains.scope import whole_region_figures_apply

if TYPE_CHECKING:
    from lantu.chains.arrays import Flags, Floats, Ints
    from lantu.evidence.confidence import GradeWeights
    from lantu.model.chain_graph import ChainGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class BestFigure:
    """The figure that counts for each product, and how far others differ; shape ``(n,)``.

    Attributes:
        known: Where there is a figure.
        value: The figure with the best class, the greatest of several; 0 without one.
        figure: Its position in the figures table; ``NOWHERE`` without one.
        lowest: Smallest figure on record; 0 without one.
        highest: Greatest figure on record; 0 without one.
        firm_lowest: Smallest among those of class A and B; 0 without one.
        firm_known: Where there is a figure of class A or B.
    """

    known: Flags
    value: Floats
    figure: Ints
    lowest: Floats
    highest: Floats
    firm_lowest: Floats
    firm_known: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def best_figure(
    graph: ChainGraph, wanted: Flags, value: Floats, *, by_value: bool = False
) -> BestFigure:
    """Choose among the figures of each product: best class first, then greatest, then first.

    Figures that disagree stay side by side (conventions §6): none is averaged, and the
    range keeps the others.

    Args:
        graph: The facts.
        wanted: Which figures are eligible; those without a number never are.
        value: What each figure says, shaped as ``wanted``.
        by_value: Greatest first instead, then best class.
    """
    figures = graph.figures
    keys = (figures.grade, -value)
    at = np.flatnonzero(wanted & figures.has_value)
    first_key, second_key = reversed(keys) if by_value else keys
    at = at[np.lexsort((at, second_key[at], first_key[at], figures.product[at]))]
    first = np.unique(figures.product[at], return_index=True)[1]
    chosen = np.full(len(graph), NOWHERE, dtype=np.int32)
    chosen[figures.product[at[first]]] = at[first]
    known = chosen != NOWHERE
    firm = at[is_firm(figures.grade[at])]
    return BestFigure(
        known=known,
        value=np.where(known, value[chosen], 0.0) if at.size else np.zeros(len(graph)),
        figure=chosen,
        lowest=_extreme(graph, at, value, np.minimum),
        highest=_extreme(graph, at, value, np.maximum),
        firm_lowest=_extreme(graph, firm, value, np.minimum),
        firm_known=np.bincount(figures.product[firm], minlength=len(graph)) > 0,
    )


def _extreme(graph: ChainGraph, at: np.ndarray, value: Floats, pick: np.ufunc) -> Floats:
    product = graph.figures.product[at]
    found = np.full(len(graph), -1.0 if pick is np.maximum else 2.0)
    pick.at(found, product, value[at])
    return np.where(np.bincount(product, minlength=len(graph)) > 0, found, 0.0)


def firm_shares(graph: ChainGraph, weights: GradeWeights) -> tuple[Ints, Ints, Floats]:
    """Each firm's market share in a product: its best class, then its greatest figure.

    Returns:
        Product, firm and share of every pair on record, sorted by product and firm.
    """
    figures = graph.figures
    counted = _firm_share(graph) & figures.has_value & (figures.firm >= 0)
    at = np.flatnonzero(counted & usable(figures.grade, weights))
    at = at[
        np.lexsort((-figures.value[at], figures.grade[at], figures.firm[at], figures.product[at]))
    ]
    best = at[run_starts(figures.product[at], figures.firm[at])]
    return figures.product[best], figures.firm[best], figures.value[best]


def regional_shares(
    graph: ChainGraph, region: int, weights: GradeWeights, home: int | None
) -> Flags:
    """Which figures give a market share of the region, or of a firm in it."""
    figures = graph.figures
    whole = figures.of_kind("local_share") & whole_region_figures_apply(region, home)
    return usable(figures.grade, weights) & np.where(
        figures.firm >= 0, _firm_share(graph) & _of_local_firm(graph, region), whole
    )


def outside_shares(graph: ChainGraph, region: int, weights: GradeWeights) -> Flags:
    """Which figures give a market share of firms outside the region."""
    figures = graph.figures
    return usable(figures.grade, weights) & np.where(
        figures.firm >= 0,
        _firm_share(graph) & ~_of_local_firm(graph, region),
        figures.of_kind("outside_share"),
    )


def _firm_share(graph: ChainGraph) -> Flags:
    """A firm's share is local or outside by where the firm is, whatever region is asked."""
    return graph.figures.of_kind("local_share") | graph.figures.of_kind("outside_share")


def _of_local_firm(graph: ChainGraph, region: int) -> Flags:
    firm = graph.figures.firm
    if not len(graph.firms.ids):
        return np.zeros(len(firm), dtype=np.bool_)
    local: Flags = (firm >= 0) & graph.firms.within(region)[firm]
    return local
