"""Revealed comparative advantage, or location quotient: is there more of it here than usual?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity.arrays import freeze, rows, share
from lantu.errors import DataError

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import ArrayLike

    from lantu.complexity.arrays import Flags, Floats
    from lantu.model.activity_matrix import ActivityMatrix
    from lantu.model.axis import Axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Advantage:
    """How strong each activity is in each place, 1 being usual.

    Attributes:
        places: ``C`` places.
        activities: ``A`` activities.
        periods: ``T`` periods.
        values: The quotient, shape ``(T, C, A)``; 0 where not ``known``.
        known: Where it is defined: the cell is on record, its place and its activity have
            something, and the place is not left out. Shape ``(T, C, A)``.
    """

    places: Axis
    activities: Axis
    periods: Axis
    values: Floats
    known: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per known period, place and activity."""
        axes = (self.periods, self.places, self.activities)
        return rows(axes, self.known, {"advantage": self.values})


def rca(matrix: ActivityMatrix, *, places: Flags | None = None) -> Advantage:
    """Balassa's revealed comparative advantage, the location quotient of regional science.

    ``RCA_ca = (x_ca / Σ_a x_ca) / (Σ_c x_ca / Σ_ca x_ca)`` for amounts. Where values are
    shares ``s`` of places weighing ``w``, ``LQ_ca = s_ca / (Σ_c w_c s_ca / Σ_c w_c)``: the
    shares need not add up to 1. A cell not on record adds nothing to any total.

    Args:
        matrix: Amounts, or shares with weights.
        places: Which places count, shape ``(T, C)``; the others add to no total. All where
            left out.

    Reference:
        Balassa (1965), The Manchester School 33:99–123.
    """
    counted = _counted(matrix, places)
    if matrix.weights is not None:
        return _quotient(matrix, np.ones(counted.shape), matrix.weights * counted)
    total = matrix.values.sum(axis=2)
    return _quotient(matrix, total, total * counted)


def per_head(
    matrix: ActivityMatrix, population: ArrayLike, *, places: Flags | None = None
) -> Advantage:
    """Amount per head against that of all places.

    ``(x_ca / pop_c) / (Σ_c x_ca / Σ_c pop_c)``: unlike :func:`rca`, a place may be above the
    usual in everything.

    Args:
        matrix: Amounts.
        population: People of each place, shape ``(C,)`` or ``(T, C)``.
        places: Which places count, shape ``(T, C)``.

    Raises:
        DataError: A population that is not above 0, or of the wrong shape.
    """
    people = headcount(matrix, population)
    counted = _counted(matrix, places)
    return _quotient(matrix, people, people * counted)


def headcount(matrix: ActivityMatrix, population: ArrayLike) -> Floats:
    """The population of each place and period, shape ``(T, C)``.

    Raises:
        DataError: One that is not above 0, or the wrong shape.
    """
    shape = matrix.values.shape[:2]
    given = np.asarray(population, dtype=np.float64)
    if given.shape not in {shape, shape[1:]}:
        raise DataError(f"population is {given.shape}, not {shape} (periods, places)")
    if not (np.isfinite(given).all() and (given > 0).all()):
        raise DataError(
            "every place needs a population above 0",
            hint="leave out places whose population is not on record",
        )
    return np.broadcast_to(given, shape)


def _counted(matrix: ActivityMatrix, places: Flags | None) -> Flags:
    if places is not None:
        return np.asarray(places, dtype=np.bool_)
    return np.ones(matrix.values.shape[:2], dtype=np.bool_)


def _quotient(matrix: ActivityMatrix, own: Floats, size: Floats) -> Advantage:
    """Each share, an amount over the place's ``own``, over the mean share of places by size."""
    total = (share(size, own)[:, None, :] @ matrix.values)[:, 0]
    usual = share(total, size.sum(axis=1, keepdims=True))
    known = (size > 0)[:, :, None] & (usual > 0)[:, None, :]
    if matrix.recorded is not None:
        known = known & matrix.recorded
    values = np.zeros(known.shape)
    for at, amounts in enumerate(matrix.values):
        whole = np.multiply.outer(own[at], usual[at])
        np.divide(amounts, whole, out=values[at], where=known[at])
    return Advantage(
        places=matrix.places,
        activities=matrix.activities,
        periods=matrix.periods,
        values=values,
        known=known,
    )
