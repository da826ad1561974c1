"""Relatedness: how much of what goes with an activity a place does already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity.arrays import NOISE, freeze, rows, share
from lantu.complexity.conventions import convention_of
from lantu.complexity.presence import presence_of
from lantu.complexity.proximity import nearness
from lantu.errors import CallerError

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Flags, Floats
    from lantu.complexity.conventions import Convention, Named
    from lantu.complexity.presence import Presence
    from lantu.complexity.proximity import Kind, Nearness
    from lantu.model.activity_matrix import ActivityMatrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatedness:
    """How near each activity is to what a place does.

    Attributes:
        presence: What it was found from; its masks say who is left out.
        kind: How proximity was measured.
        nearest: How many neighbours count; None where all do.
        convention: The diagonal and the unit.
        density: ``ω``, shape ``(T, C, A)``; 0 in what is left out and where not ``related``.
        closeness: ``S_q = Σ_p φ_pq``, how much there is to be related to, over the neighbours
            that count, shape ``(T, A)``.
    """

    presence: Presence
    kind: Kind
    nearest: int | None
    convention: Convention
    density: Floats
    closeness: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def related(self) -> Flags:
        """Activities that go with any other, so that a density means something; ``(T, A)``."""
        related: Flags = self.closeness > 0
        return related

    @property
    def distance(self) -> Floats:
        """``1 − ω`` with ``ω`` in [0, 1], shape ``(T, C, A)``; 0 in what is left out."""
        gap = 1.0 - self.density / self.convention.density_unit
        return np.where(self.presence.kept & self.related[:, None, :], gap, 0.0)

    def to_polars(self) -> pl.DataFrame:
        """One row per period, place and activity that counts and is related to any."""
        kept = self.presence
        columns = {"present": kept.present, "density": self.density, "distance": self.distance}
        listed = kept.kept & self.related[:, None, :]
        return rows((kept.periods, kept.places, kept.activities), listed, columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeRelatedness:
    """Density against the place's other options.

    Attributes:
        relatedness: What it was found from.
        values: Standard deviations above the mean of the place's options, shape
            ``(T, C, A)``; also for what it does already, which is no option. 0 in what is
            left out, and everywhere in a place whose options are all alike.
        options: What the place does not do, shape ``(T, C, A)``.
    """

    relatedness: Relatedness
    values: Floats
    options: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per period, place and option."""
        kept = self.relatedness.presence
        columns = {"relative_relatedness": self.values}
        return rows((kept.periods, kept.places, kept.activities), self.options, columns)


def relatedness(
    given: ActivityMatrix | Presence,
    *,
    kind: Kind = "conditional",
    nearest: int | None = None,
    convention: Named | Convention = "lantu",
) -> Relatedness:
    """Relatedness density, each period by itself.

    ``ω_cq = Σ_p M_cp φ_pq / Σ_p φ_pq``, or over the ``nearest`` activities of ``q`` alone,
    itself apart; those as near as the last of them belong to them. ``φ`` is never formed
    where that costs more, see :func:`lantu.complexity._kernels.through_commonest`.

    Args:
        given: Amounts, or presence under a test and rules of one's own.
        kind: How proximity is measured, see :data:`lantu.complexity.proximity.Kind`.
        nearest: How many neighbours; all where left out.
        convention: Diagonal, unit and what is added up.

    Raises:
        CallerError: No such kind, or no neighbour.

    Reference:
        Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317:482–487.
    """
    if nearest is not None and nearest < 1:
        raise CallerError(f"density over {nearest} neighbours: ask for 1 or more")
    found, rule = presence_of(given), convention_of(convention)
    shape = found.present.shape
    density, closeness = np.zeros(shape), np.zeros((shape[0], shape[2]))
    for at in range(shape[0]):
        near = nearness(found, at, kind, rule.diagonal)
        x = _held(found, at, near, rule)
        gathered, whole = _all(near, x) if nearest is None else _nearest(near, x, nearest, rule)
        density[at] = near.counted.over_cells(share(gathered, whole) * rule.density_unit)
        closeness[at] = near.counted.along_activities(whole)
    return Relatedness(
        presence=found,
        kind=kind,
        nearest=nearest,
        convention=rule,
        density=density,
        closeness=closeness,
    )


def relative_relatedness(found: Relatedness) -> RelativeRelatedness:
    """Relatedness against the place's option set.

    ``ω̃_ca = (ω_ca − mean_o ω_co) / std_o ω_co`` over the options ``o`` of the place, the
    activities that it does not do: which of them is unusually near for this place, however
    near or far all of them are.

    Args:
        found: Relatedness.

    Reference:
        Pinheiro, Hartmann, Boschma & Hidalgo (2022), Research Policy 51:104323.
    """
    kept = found.presence
    options = kept.kept & ~kept.present
    many = options.sum(axis=2, keepdims=True)
    mean = share(np.where(options, found.density, 0.0).sum(axis=2, keepdims=True), many)
    apart = np.where(kept.kept, found.density - mean, 0.0)
    squares = np.where(options, np.square(apart), 0.0).sum(axis=2, keepdims=True)
    spread = np.sqrt(share(squares, np.maximum(many - found.convention.lost, 0)))
    spread[spread <= NOISE * np.abs(mean)] = 0.0
    return RelativeRelatedness(
        relatedness=found,
        values=share(apart, np.broadcast_to(spread, apart.shape)),
        options=options,
    )


def _held(found: Presence, at: int, near: Nearness, rule: Convention) -> Floats:
    """What density adds up: presence, or advantage where the convention says so."""
    if near.kind.startswith("advantage") and rule.held_by == "advantage":
        return near.counted.of_cells(found.advantage.values[at])
    return near.counted.m


def _all(near: Nearness, x: Floats) -> tuple[Floats, Floats]:
    """``x φ`` and ``S``; the places and a row of ones pass through together."""
    gathered = near.through(np.vstack((x, np.ones((1, x.shape[1])))))
    whole = gathered[-1]
    whole[whole <= NOISE * len(whole)] = 0.0  # opposites alone: r = −1 but for rounding
    return gathered[:-1], whole


def _nearest(near: Nearness, x: Floats, nearest: int, rule: Convention) -> tuple[Floats, Floats]:
    """The same over the nearest neighbours alone."""
    gathered, whole = np.zeros(x.shape), np.zeros(x.shape[1])
    for at, block in near.rows():
        itself = np.arange(len(block)), np.arange(at.start, at.stop)
        block[itself] = -1.0
        place = max(0, block.shape[1] - min(nearest, block.shape[1] - 1))
        last = np.partition(block, place, axis=1)[:, place, None] if block.shape[1] > 1 else 2.0
        chosen = np.where(block >= last, block, 0.0)
        whole[at] = chosen.sum(axis=1)
        if rule.nearest == "count":
            gathered[:, at] = x @ (block >= last).T * whole[at]
        else:
            gathered[:, at] = x @ chosen.T
    return gathered, whole
