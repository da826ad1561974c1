"""What is on record of supply from outside: suppliers, shares, imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze
from lantu.chains.grades import stated_outside, usable
from lantu.chains.holdings import Holdings, holdings
from lantu.chains.presence import MakerRows, maker_rows
from lantu.chains.shares import BestFigure, best_figure, outside_shares
from lantu.model.chain_graph import NO_GRADE

if TYPE_CHECKING:
    from lantu.chains.arrays import Flags, Floats, Ints
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """Evidence of outside supply of each product; every array has shape ``(n,)``.

    Attributes:
        share: Greatest recorded share of supply that comes from outside: an outside
            supplier's share, import dependence, or one less the domestic rate.
        has_share: Whether there is one; ``share`` is 0 without.
        figure: Its position in the figures table, or ``NOWHERE``.
        outside_share: Share of one or a few outside suppliers, with those that differ.
        imported: Import dependence, or one less the domestic rate, with those that differ.
        outside_makers: Firms on record that make it outside the region.
        outside_rows: Rows of those firms in the makers table.
        dominated: Where a statement without a number says outside suppliers dominate.
        has_outside: Whether anything on record says that it is supplied from outside: a
            maker, the product's own row, a statement, a share of outside suppliers, or
            dependence of at least ``rules.outside_at``.
    """

    share: Floats
    has_share: Flags
    figure: Ints
    outside_share: BestFigure
    imported: BestFigure
    outside_makers: Ints
    outside_rows: MakerRows
    dominated: Flags
    has_outside: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def dependence(
    graph: ChainGraph, region: int, rules: Rules, *, held: Holdings | None = None
) -> Dependence:
    """Everything on record of supply from outside a region.

    Figures stand as recorded; a domestic rate ``r`` stands as ``1 − r``. A low dependence
    is no evidence of outside supply, so import dependence and domestic rates count as
    evidence from ``rules.outside_at``.

    Args:
        graph: The facts.
        region: GB/T 2260 code.
        rules: Weights and the threshold of dependence.
        held: ``holdings(graph, rules.weights)`` where it is at hand.
    """
    held = held if held is not None else holdings(graph, rules.weights)
    value = outside_values(graph)
    supplied = outside_shares(graph, region, rules.weights)
    imported = _imports(graph, rules)
    every = best_figure(graph, supplied | imported, value, by_value=True)
    makers = _outside_makers(graph, region, held)
    dominated = _said(graph, _dominance(graph, rules))
    high = imported & graph.figures.has_value & (value >= rules.outside_at)
    shares, imports = best_figure(graph, supplied, value), best_figure(graph, imported, value)
    stated = stated_outside(graph.products, rules.weights)
    return Dependence(
        share=every.value,
        has_share=every.known,
        figure=every.figure,
        outside_share=shares,
        imported=imports,
        outside_makers=makers,
        outside_rows=maker_rows(graph, ~graph.firms.within(region), held.making_rows),
        dominated=dominated,
        has_outside=(makers > 0) | stated | dominated | shares.known | _said(graph, high),
    )


def outside_figures(graph: ChainGraph, region: int, rules: Rules) -> Flags:
    """Which figures tell of supply from outside a region; shape ``(len(figures),)``."""
    told: Flags = (
        outside_shares(graph, region, rules.weights)
        | _imports(graph, rules)
        | _dominance(graph, rules)
    )
    return told


def outside_values(graph: ChainGraph) -> Floats:
    """What each figure says of supply from outside: itself, or one less a domestic rate."""
    figures = graph.figures
    return np.where(figures.of_kind("domestic_rate"), 1.0 - figures.value, figures.value)


def _imports(graph: ChainGraph, rules: Rules) -> Flags:
    figures = graph.figures
    kinds = figures.of_kind("import_dependence") | figures.of_kind("domestic_rate")
    flags: Flags = kinds & usable(figures.grade, rules.weights)
    return flags


def _dominance(graph: ChainGraph, rules: Rules) -> Flags:
    figures = graph.figures
    counted = usable(figures.grade, rules.weights)
    wordy = figures.of_kind("outside_share") & ~figures.has_value & (figures.firm < 0)
    flags: Flags = (figures.of_kind("outside_dominance") | wordy) & counted
    return flags


def _outside_makers(graph: ChainGraph, region: int, held: Holdings) -> Ints:
    outside = (held.making != NO_GRADE) & ~graph.firms.within(region)[held.firm]
    return np.bincount(held.product[outside], minlength=len(graph)).astype(np.int32)


def _said(graph: ChainGraph, figures: Flags) -> Flags:
    said = np.zeros(len(graph), dtype=np.bool_)
    said[graph.figures.product[figures]] = True
    return said
