"""Is a product made in the region: an estimate, and the interval the evidence leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import at_least, freeze, offsets, share
from lantu.chains.grades import at_least_one, grade_weights, is_firm, usable
from lantu.chains.holdings import Holdings, activity_flags, holdings
from lantu.chains.scope import confirmation_applies
from lantu.model.chain_graph import NO_GRADE
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from lantu.chains.arrays import Codes, Flags, Floats, Ints
    from lantu.chains.rules import Rules
    from lantu.evidence.confidence import GradeWeights
    from lantu.model.chain_graph import ChainGraph

__all__ = [
    "MakerRows",
    "Presence",
    "activity_flags",
    "belief",
    "grade_weights",
    "maker_rows",
    "presence",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerRows:
    """Rows of the makers table by product: ``at[start[i]:start[i + 1]]`` are those of ``i``.

    Attributes:
        start: Shape ``(n + 1,)``.
        at: Positions in the makers table, ascending within a product.
    """

    start: Ints
    at: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def of(self, product: int) -> Ints:
        """The rows of one product."""
        return self.at[self.start[product] : self.start[product + 1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """How present each product is in a region; every array has shape ``(n,)``.

    Attributes:
        region: GB/T 2260 code.
        point: Belief from all evidence, ``p``, kept within ``[lower, upper]``.
        lower: Belief from class A and B evidence only.
        upper: Plausibility: 1 until a person confirms absence.
        support: ``p`` from all evidence for it, before any confirmation of absence.
        planned: What is being built, developed or planned would add, weighted down.
        planned_point: ``point`` if that counts too.
        present: Where ``point`` reaches the threshold.
        makers_now: Local firms on record that make it now.
        makers_building: Local firms on record that build, develop or plan it, and do not
            make it now.
        best_grade: Best class among the local making rows; ``NO_GRADE`` without any.
        confirmed: Where a person confirmed that no local maker exists.
        absence: Weight of that confirmation, ``q``; 0 without one.
        conflict: Mass of the contradiction between makers and confirmation, ``p·q``.
        making_rows: Local rows that make the product now.
        building_rows: Local rows that build, develop or plan it.
    """

    region: int
    point: Floats
    lower: Floats
    upper: Floats
    support: Floats
    planned: Floats
    planned_point: Floats
    present: Flags
    makers_now: Ints
    makers_building: Ints
    best_grade: Codes
    confirmed: Flags
    absence: Floats
    conflict: Floats
    making_rows: MakerRows
    building_rows: MakerRows

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def __len__(self) -> int:
        return len(self.point)

    @property
    def lead(self) -> Flags:
        """Where a local making row stands that no weightier confirmation of absence settles."""
        flags: Flags = (self.makers_now > 0) & (self.absence <= self.support)
        return flags


def presence(
    graph: ChainGraph,
    region: int,
    rules: Rules,
    *,
    home: int | None = None,
    held: Holdings | None = None,
) -> Presence:
    """How present each product is in a region, with belief and plausibility.

    ``p = 1 − Π_f (1 − c_f)`` over local firms that make it now, ``c_f`` the weight of the
    firm's best row. A confirmation of absence of weight ``q`` is combined with it by
    Dempster's rule: ``Bel = p(1 − q)/(1 − pq)``, ``Pl = (1 − q)/(1 − pq)``. The interval
    takes ``p`` from class A and B rows only; ``point`` takes it from all rows and stays
    within the interval. So no evidence gives ``[0, 1]``, and no further row or
    confirmation, of whatever class, widens the interval.

    Args:
        graph: The facts.
        region: GB/T 2260 code.
        rules: Weights and the threshold of presence.
        home: The region the workspace is about, where ``region`` is another one.
        held: ``holdings(graph, rules.weights)`` where it is at hand.

    Reference:
        Shafer (1976), A Mathematical Theory of Evidence, chapters 3 and 4.
    """
    weights = rules.weights
    local = graph.firms.within(region)
    held = held if held is not None else holdings(graph, weights)
    here = local[held.firm]
    product, making, building = held.product[here], held.making[here], held.building[here]
    known = _counts(product, making, making != NO_GRADE, len(graph))
    firm_known = _counts(product, making, is_firm(making), len(graph))
    coming = _counts(product, building, making == NO_GRADE, len(graph))

    absence = _absence(graph, region, weights, home)
    lower, upper = belief(at_least_one(firm_known, weights), absence)
    support = at_least_one(known, weights)
    point = np.clip(belief(support, absence)[0], lower, upper)
    planned = at_least_one(coming, weights, scale=weights.building)
    return Presence(
        region=region,
        point=point,
        lower=lower,
        upper=upper,
        support=support,
        planned=planned,
        planned_point=1.0 - (1.0 - point) * (1.0 - planned),
        present=at_least(point, rules.present_at),
        makers_now=known.sum(axis=1).astype(np.int32),
        makers_building=coming.sum(axis=1).astype(np.int32),
        best_grade=_best_grade(known),
        confirmed=absence > 0,
        absence=absence,
        conflict=support * absence,
        making_rows=maker_rows(graph, local, held.making_rows),
        building_rows=maker_rows(graph, local, held.building_rows),
    )


def belief(for_it: Floats, against: Floats) -> tuple[Floats, Floats]:
    """Belief and plausibility of presence after Dempster's rule.

    ``Bel = p(1 − q)/(1 − pq)``, ``Pl = (1 − q)/(1 − pq)``; their difference falls as
    either weight rises. Certainty against certainty leaves both at one half.

    Args:
        for_it: ``p``, support for presence.
        against: ``q``, support for absence.

    Returns:
        ``Bel`` and ``Pl``, shaped as the arguments.
    """
    left = 1.0 - for_it * against
    stalemate = left <= 0
    bel = np.where(stalemate, 0.5, share(for_it * (1.0 - against), left))
    pl = np.where(stalemate, 0.5, share(1.0 - against, left))
    return bel, np.maximum(bel, np.minimum(pl, 1.0))


def _counts(product: Ints, grade: Codes, counted: Flags, length: int) -> np.ndarray:
    """How many statements of each class each product has; shape ``(length, len(Grade))``."""
    counted = counted & (grade != NO_GRADE)
    cell = product[counted].astype(np.int64) * len(Grade) + grade[counted]
    return np.bincount(cell, minlength=length * len(Grade)).reshape(length, len(Grade))


def _absence(graph: ChainGraph, region: int, weights: GradeWeights, home: int | None) -> Floats:
    said = graph.products.confirmed_absent
    if not confirmation_applies(region, home):
        return np.zeros(len(graph))
    return np.where(usable(said, weights), grade_weights(weights, said), 0.0)


def _best_grade(counts: np.ndarray) -> Codes:
    found = counts > 0
    codes: Codes = np.where(found.any(axis=1), found.argmax(axis=1), NO_GRADE).astype(np.int8)
    return codes


def maker_rows(graph: ChainGraph, firms: Flags, wanted: Flags) -> MakerRows:
    """The wanted rows of some firms, by product."""
    at = np.flatnonzero(wanted & firms[graph.makers.firm]).astype(np.int32)
    return MakerRows(start=offsets(graph.makers.product[at], len(graph)), at=at)
