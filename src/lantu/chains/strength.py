"""How strong a region is in a product: a recorded share, else its makers' standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.presence import activity_flags, grade_weights
from lantu.vocab.words import MAKING, FirmRole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

NOBODY = -1
"""Position of a firm or figure where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Strength of each product in a region; all arrays have shape ``(n,)``.

    Attributes:
        value: s, in [0, 1); 0 where nothing is on record.
        share: q, the greatest recorded share; 0 where there is none.
        standing: ρ of the best local maker; 0 where there is none.
        figure: Position of that share, or ``NOBODY``.
        firm: Position of the maker of best standing, or ``NOBODY``.
    """

    value: Floats
    share: Floats
    standing: Floats
    figure: Ints
    firm: Ints


def strength(graph: ChainGraph, region: int, rules: Rules) -> Strength:
    """``s_i = LQ/(1 + LQ)``, ``LQ = q_i/q₀``; without a recorded share, ``s_i = max_f ρ(role_f)``.

    ``q`` is the greatest recorded local share, ``q₀`` the region's share of the whole economy,
    ``f`` runs over local makers. A share of the region's own weight gives ½.

    Args:
        graph: The product graph.
        region: GB/T 2260 code.
        rules: Role scores; class D counts only where it is switched on.
    """
    share, figure = _best_share(graph, region, rules)
    standing, firm = _best_standing(graph, region, rules)
    return Strength(
        value=np.where(figure == NOBODY, standing, share / (share + rules.base_share)),
        share=share,
        standing=standing,
        figure=figure,
        firm=firm,
    )


def firm_standing(graph: ChainGraph, rules: Rules) -> Floats:
    """ρ of every firm: its best role's score, else the score of others; shape ``(k,)``."""
    scores = np.array([rules.role_scores.get(role, rules.other_score) for role in FirmRole])
    held = np.where(graph.firms.roles, scores, -np.inf).max(axis=1, initial=-np.inf)
    return np.where(np.isfinite(held), held, rules.other_score)


def _best_share(graph: ChainGraph, region: int, rules: Rules) -> tuple[Floats, Ints]:
    figures = graph.figures
    firm_is_local = graph.firms.within(region)[figures.firm] if len(graph.firms.ids) else False
    about_us = (figures.firm < 0) | firm_is_local
    counts = figures.of_kind("local_share") & figures.has_value & about_us
    at = np.flatnonzero(counts & (grade_weights(rules.weights, figures.grade) > 0))
    return _greatest(len(graph), figures.product[at], figures.value[at], at)


def _best_standing(graph: ChainGraph, region: int, rules: Rules) -> tuple[Floats, Ints]:
    makers = graph.makers
    local = graph.firms.within(region)[makers.firm] & activity_flags(graph, MAKING)
    at = np.flatnonzero(local & (grade_weights(rules.weights, makers.grade) > 0))
    score = firm_standing(graph, rules)[makers.firm[at]]
    return _greatest(len(graph), makers.product[at], score, makers.firm[at])


def _greatest(
    n: int, product: Ints, value: Floats, what: NDArray[np.integer]
) -> tuple[Floats, Ints]:
    """Greatest value per product and what it belongs to; the first in order among equals."""
    best = np.zeros(n)
    whose = np.full(n, NOBODY, dtype=np.int32)
    np.maximum.at(best, product, value)
    for at in np.flatnonzero(value == best[product])[::-1]:
        whose[product[at]] = what[at]
    return best, whose
