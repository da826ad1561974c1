"""Who holds which product: one line per firm and product, with the best evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze, run_starts
from lantu.chains.grades import usable
from lantu.model.chain_graph import NO_GRADE
from lantu.vocab.words import BUILDING, MAKING, Activity, Grade

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from lantu.chains.arrays import Codes, Flags, Ints
    from lantu.evidence.confidence import GradeWeights
    from lantu.model.chain_graph import ChainGraph, Makers


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Firms and the products they make or build; sorted by (product, firm).

    Attributes:
        product: Product positions.
        firm: Firm positions.
        making: Best class among the firm's rows that make the product now, or ``NO_GRADE``.
        building: Best class among its rows that build, develop or plan it, or ``NO_GRADE``.
        making_rows: Which rows of the makers table count and make; shape of that table.
        building_rows: Which of them count and build, develop or plan.
    """

    product: Ints
    firm: Ints
    making: Codes
    building: Codes
    making_rows: Flags
    building_rows: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def __len__(self) -> int:
        return len(self.product)


def holdings(graph: ChainGraph, weights: GradeWeights) -> Holdings:
    """Gather the maker rows by firm and product.

    Several rows of one firm about one product are one statement, as good as its best row.
    """
    makers = graph.makers
    making, building = rows_of(makers, MAKING, weights), rows_of(makers, BUILDING, weights)
    kept = np.flatnonzero(making | building)
    product, firm = makers.product[kept], makers.firm[kept]
    starts = run_starts(product, firm)
    return Holdings(
        product=product[starts],
        firm=firm[starts],
        making=_best(makers.grade[kept], making[kept], starts),
        building=_best(makers.grade[kept], building[kept], starts),
        making_rows=making,
        building_rows=building,
    )


def activity_flags(graph: ChainGraph, activities: AbstractSet[Activity]) -> Flags:
    """Which maker rows say one of the activities, whatever their class."""
    return _says(graph.makers, activities)


def rows_of(makers: Makers, activities: AbstractSet[Activity], weights: GradeWeights) -> Flags:
    """Which maker rows count and say one of the activities."""
    return _says(makers, activities) & usable(makers.grade, weights)


def _says(makers: Makers, activities: AbstractSet[Activity]) -> Flags:
    codes = [code for code, word in enumerate(Activity) if word in activities]
    return np.isin(makers.activity, codes)


def _best(grade: Codes, counted: Flags, starts: np.ndarray) -> Codes:
    if not starts.size:
        return np.zeros(0, dtype=np.int8)
    worst = np.int8(len(Grade))
    best = np.minimum.reduceat(np.where(counted, grade, worst), starts)
    codes: Codes = np.where(best == worst, np.int8(NO_GRADE), best).astype(np.int8)
    return codes
