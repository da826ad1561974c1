"""Whether a region makes a product, and how far the evidence lets us say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.sums import count_by
from lantu.model.chain_graph import NO_GRADE
from lantu.vocab.words import BUILDING, MAKING, Activity, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from lantu.chains.rules import Rules
    from lantu.evidence.confidence import GradeWeights
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int32]

CERTAIN = 1 - 1e-12
"""Greatest belief: two certain and opposite statements would leave nothing to combine."""

HARD_GRADES = 2
"""Grades A and B, the first two, carry the lower bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Presence of each product in a region; all arrays have shape ``(n,)``.

    Attributes:
        point: p, from every row that says the product is made now.
        lower: Belief, from rows of class A and B only.
        upper: Plausibility: 1 until a person confirms absence.
        planned: What builders and planners would add, weighted down.
        makers_now: Local firms that make it now.
        makers_building: Local firms that build, develop or plan it.
        best_grade: Best class among the making rows; ``NO_GRADE`` where there is none.
    """

    point: Floats
    lower: Floats
    upper: Floats
    planned: Floats
    makers_now: Ints
    makers_building: Ints
    best_grade: NDArray[np.int8]


def grade_weights(weights: GradeWeights, grade: NDArray[np.int8]) -> Floats:
    """The weight of each grade code; shape as ``grade``."""
    return np.array(weights.table())[grade]


def activity_flags(graph: ChainGraph, activities: Iterable[Activity]) -> Flags:
    """Which maker rows are of the given activities; shape ``(len(makers),)``."""
    codes = [list(Activity).index(activity) for activity in activities]
    return np.isin(graph.makers.activity, codes)


def best_per_firm(graph: ChainGraph, rows: Flags, weight: Floats) -> tuple[Ints, Ints, Floats]:
    """One statement per product and firm: the best of its rows.

    Args:
        graph: The product graph.
        rows: Which maker rows to use.
        weight: Weight of every maker row.

    Returns:
        Product, firm and weight of each pair, in canonical order; pairs of weight 0 left out.
    """
    at = np.flatnonzero(rows & (weight > 0))
    if not at.size:
        empty = np.zeros(0, dtype=np.int32)
        return empty, empty, np.zeros(0)
    product, firm = graph.makers.product[at], graph.makers.firm[at]
    first = np.flatnonzero(np.r_[True, (np.diff(product) != 0) | (np.diff(firm) != 0)])
    return product[first], firm[first], np.maximum.reduceat(weight[at], first)


def presence(graph: ChainGraph, region: int, rules: Rules) -> Presence:
    """Presence of every product in a region.

    ``p_i = 1 − Π_f (1 − c_f)`` over local firms ``f`` that make ``i`` now. The interval is
    belief and plausibility (Shafer 1976): ``Bel`` counts classes A and B only; ``Pl`` is 1
    until a person's confirmation of absence, of weight ``q``, is combined by Dempster's
    rule: ``Bel = p(1−q)/(1−pq)``, ``Pl = (1−q)/(1−pq)``. No record leaves ``[0, 1]``, and
    no further row ever widens it.

    Args:
        graph: The product graph.
        region: GB/T 2260 code.
        rules: Weights of the confidence classes.
    """
    n = len(graph)
    local = graph.firms.within(region)[graph.makers.firm]
    weight = grade_weights(rules.weights, graph.makers.grade)
    now = local & activity_flags(graph, MAKING)
    later = local & activity_flags(graph, BUILDING)
    hard = now & (graph.makers.grade < HARD_GRADES)
    believed = _any_of(n, *_pair(best_per_firm(graph, hard, weight)))
    point = _any_of(n, *_pair(best_per_firm(graph, now, weight)))
    absence = _absence(graph, rules)
    upper = (1 - absence) / (1 - believed * absence)
    return Presence(
        point=np.minimum(point * (1 - absence) / (1 - point * absence), upper),
        lower=believed * (1 - absence) / (1 - believed * absence),
        upper=upper,
        planned=_any_of(n, *_pair(best_per_firm(graph, later, weight * rules.weights.building))),
        makers_now=_count(n, best_per_firm(graph, now, weight)[0]),
        makers_building=_count(n, best_per_firm(graph, later, weight)[0]),
        best_grade=_best_grade(graph, now & (weight > 0)),
    )


def _pair(statements: tuple[Ints, Ints, Floats]) -> tuple[Ints, Floats]:
    product, _, weight = statements
    return product, weight


def _any_of(n: int, product: Ints, weight: Floats) -> Floats:
    """``1 − Π (1 − c)`` per product; shape ``(n,)``."""
    doubt = np.ones(n)
    np.multiply.at(doubt, product, 1 - weight)
    return np.minimum(1 - doubt, CERTAIN)


def _count(n: int, product: Ints) -> Ints:
    return count_by(product, n)


def _absence(graph: ChainGraph, rules: Rules) -> Floats:
    grade = graph.products.confirmed_absent
    weight = grade_weights(rules.weights, np.maximum(grade, 0))
    return np.minimum(np.where(grade == NO_GRADE, 0.0, weight), CERTAIN)


def _best_grade(graph: ChainGraph, rows: Flags) -> NDArray[np.int8]:
    best = np.full(len(graph), len(Grade), dtype=np.int8)
    np.minimum.at(best, graph.makers.product[rows], graph.makers.grade[rows])
    best[best == len(Grade)] = NO_GRADE
    return best
