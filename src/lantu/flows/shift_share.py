"""What a place's change is put down to: the whole, its activities, or the place itself.

With ``e_ca`` the amount of activity ``a`` in place ``c``, ``E_a`` in all places, and growth
rates ``g = ΔE/E``, ``g_a = ΔE_a/E_a``, ``g_ca = Δe_ca/e_ca`` (Dunn 1960)::

    Δe_ca = e_ca·g + e_ca·(g_a - g) + e_ca·(g_ca - g_a)
            national   mix            regional

What a place does better than others shows in the last term mixed with how much of it there
was to begin with. Esteban-Marquillas (1972) parts them by the amount ``e*_ca = e_c·E_a/E``
that the place would have with the structure of the whole::

    regional = e*_ca·(g_ca - g_a) + (e_ca - e*_ca)·(g_ca - g_a)
               competitive          allocation

Over many years the weights of the first go stale; the dynamic form takes each step by itself
and adds up (Barff & Knight 1988).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze, ratio
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import NDArray

    from lantu.model.activity_matrix import ActivityMatrix
    from lantu.model.axis import Axis

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

TERMS = ("change", "national", "mix", "regional", "competitive", "allocation")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftShare:
    """A change told by cause; ``change = national + mix + regional``, exactly.

    ``regional = competitive + allocation``. Where every activity is done somewhere at first,
    ``regional`` of an activity sums to 0 over all places, and ``mix`` over all cells.

    Attributes:
        places: ``C`` places.
        activities: ``A`` activities.
        spans: First and last period of each step; one, or ``T - 1`` in the dynamic form.
        known: Cells on record in every period looked at, shape ``(C, A)``; the others are 0
            below and count in no total.
        before: Amount in the first period, ``(C, A)``.
        after: Amount in the last period, ``(C, A)``.
        national: As if all grew alike, by step, ``(K, C, A)``.
        mix: Because its activities grow faster or slower than all, ``(K, C, A)``.
        competitive: Because an activity grows faster here than elsewhere, were there as much
            of it as usual, ``(K, C, A)``. What is new to a place has no growth rate: the
            whole of it counts here.
        allocation: Because there is more or less of what grows faster here, ``(K, C, A)``.
    """

    places: Axis
    activities: Axis
    spans: tuple[tuple[str, str], ...]
    known: Flags
    before: Floats
    after: Floats
    national: Floats
    mix: Floats
    competitive: Floats
    allocation: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def change(self) -> Floats:
        """``Δe``, shape ``(C, A)``."""
        changed: Floats = self.after - self.before
        return changed

    @property
    def regional(self) -> Floats:
        """What is left to the place itself, by step, ``(K, C, A)``."""
        own: Floats = self.competitive + self.allocation
        return own

    def by_place(self) -> pl.DataFrame:
        """One row per place, each cause over all activities and steps."""
        terms = {name: values.sum(axis=1) for name, values in self._terms().items()}
        return frame({"place": self.places.labels}, terms)

    def to_polars(self) -> pl.DataFrame:
        """One row per known place and activity, each cause over all steps."""
        rows, columns = np.nonzero(self.known)
        labels = {
            "place": [self.places.labels[k] for k in rows],
            "activity": [self.activities.labels[k] for k in columns],
        }
        return frame(labels, {name: v[rows, columns] for name, v in self._terms().items()})

    def _terms(self) -> Mapping[str, Floats]:
        found = {"before": self.before, "after": self.after}
        for name in TERMS:
            values = getattr(self, name)
            found[name] = values if values.ndim == self.before.ndim else values.sum(axis=0)
        return found


def shift_share(matrix: ActivityMatrix, *, dynamic: bool = False) -> ShiftShare:
    """Put the change from the first to the last period down to its causes.

    The places make up the whole: to set some against their country, make the rest of the
    country a place of its own.

    Args:
        matrix: Amounts in two periods or more.
        dynamic: Whether every step between periods is told by itself and added up; if not,
            the first and the last period are compared.

    Raises:
        CallerError: One period, or shares instead of amounts.
    """
    if len(matrix.periods) == 1:
        raise CallerError("one period shows no change", hint="give two periods or more")
    if matrix.weights is not None:
        raise CallerError(
            "shares cannot be added over places", hint="give amounts, such as employment"
        )
    chosen = range(len(matrix.periods)) if dynamic else (0, len(matrix.periods) - 1)
    values, known = _comparable(matrix, list(chosen))
    steps = [_step(e, later) for e, later in pairwise(values)]
    national, mix, competitive, allocation = (np.array(term) for term in zip(*steps, strict=True))
    labels = [matrix.periods.labels[at] for at in chosen]
    return ShiftShare(
        places=matrix.places,
        activities=matrix.activities,
        spans=tuple(pairwise(labels)),
        known=known,
        before=values[0],
        after=values[-1],
        national=national,
        mix=mix,
        competitive=competitive,
        allocation=allocation,
    )


def _comparable(matrix: ActivityMatrix, chosen: list[int]) -> tuple[Floats, Flags]:
    """Amounts of the chosen periods, 0 where a cell is not on record in all of them."""
    values = matrix.values[chosen]
    if matrix.recorded is None:
        return values, np.ones(values.shape[1:], dtype=np.bool_)
    known: Flags = np.logical_and.reduce(matrix.recorded[chosen])
    return values * known, known


def _step(e: Floats, later: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """National, mix, competitive and allocation of one step, each ``(C, A)``."""
    of_activity, whole = e.sum(axis=0), e.sum()
    growth = ratio(later.sum(axis=0) - of_activity, of_activity)
    overall = float(later.sum() / whole - 1) if whole > 0 else 0.0
    regional = later - e * (1 + growth)
    usual = np.outer(e.sum(axis=1), of_activity) / (whole if whole > 0 else 1.0)
    competitive = np.where(e > 0, usual * ratio(regional, e), regional)
    return e * overall, e * (growth - overall), competitive, regional - competitive
