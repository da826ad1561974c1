"""What is on record of supply from outside: suppliers, shares, imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.presence import activity_flags, best_per_firm, grade_weights
from lantu.chains.sums import count_by
from lantu.vocab.words import MAKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """Evidence of outside supply of each product; all arrays have shape ``(n,)``.

    Attributes:
        share: Greatest recorded share held outside; 0 where there is none.
        has_share: Whether there is one.
        figure: Position of that figure, or -1.
        outside_makers: Firms on record that make it outside the region.
        has_outside: Whether anything at all on record says that it comes from outside.
    """

    share: Floats
    has_share: Flags
    figure: Ints
    outside_makers: Ints
    has_outside: Flags


def dependence(graph: ChainGraph, region: int, rules: Rules) -> Dependence:
    """Everything on record of supply from outside a region.

    Shares of outside suppliers stand as recorded; import dependence as recorded; a domestic
    rate ``r`` as ``1 − r``. The last two count as evidence from ``rules.outside_at``.
    """
    n = len(graph)
    value, counted = _outside_values(graph, region, rules)
    share = np.zeros(n)
    figure = np.full(n, -1, dtype=np.int32)
    at = np.flatnonzero(counted & graph.figures.has_value)
    np.maximum.at(share, graph.figures.product[at], value[at])
    for k in at[value[at] == share[graph.figures.product[at]]][::-1]:
        figure[graph.figures.product[k]] = k
    makers = _outside_makers(graph, region, rules)
    stated = _stated(graph, counted & (~graph.figures.has_value | (value >= rules.outside_at)))
    return Dependence(
        share=share,
        has_share=figure >= 0,
        figure=figure,
        outside_makers=makers,
        has_outside=(makers > 0) | graph.products.outside_stated | stated,
    )


def outside_figures(graph: ChainGraph, region: int, rules: Rules) -> Flags:
    """Which figures tell of supply from outside; shape ``(len(figures),)``."""
    return _outside_values(graph, region, rules)[1]


def _outside_values(graph: ChainGraph, region: int, rules: Rules) -> tuple[Floats, Flags]:
    figures = graph.figures
    domestic = figures.of_kind("domestic_rate")
    local_firm = figures.firm >= 0
    if len(graph.firms.ids):
        local_firm &= graph.firms.within(region)[figures.firm]
    kinds = (
        figures.of_kind("outside_share")
        | figures.of_kind("outside_dominance")
        | figures.of_kind("import_dependence")
        | domestic
    )
    usable = grade_weights(rules.weights, figures.grade) > 0
    return np.where(domestic, 1 - figures.value, figures.value), kinds & usable & ~local_firm


def _outside_makers(graph: ChainGraph, region: int, rules: Rules) -> Ints:
    weight = grade_weights(rules.weights, graph.makers.grade)
    outside = ~graph.firms.within(region)[graph.makers.firm]
    product, _, _ = best_per_firm(graph, outside & activity_flags(graph, MAKING), weight)
    return count_by(product, len(graph))


def _stated(graph: ChainGraph, figures: Flags) -> Flags:
    said = np.zeros(len(graph), dtype=np.bool_)
    said[graph.figures.product[figures]] = True
    return said
