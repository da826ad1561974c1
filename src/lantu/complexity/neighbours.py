"""Which activities of a place carry the density of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity.arrays import freeze, share
from lantu.complexity.proximity import proximity
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Floats, Longs
    from lantu.complexity.presence import Presence
    from lantu.model.axis import Axis

SHOWN = 5
"""Neighbours named by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """For each of ``n`` activities, the ``k`` that carry most of its density in one place.

    ``ω_q = Σ_p M_p φ_pq / Σ_p φ_pq``: each activity ``p`` that the place does adds its part.

    Attributes:
        activities: ``A`` activities.
        of: Position of each activity asked about, shape ``(n,)``.
        position: Positions of its neighbours, the greatest part first, shape ``(n, k)``.
        proximity: ``φ_pq``, shape ``(n, k)``.
        part: ``M_p φ_pq / Σ_p φ_pq``, shape ``(n, k)``; 0 where there are fewer neighbours.
        rest: What all others add, shape ``(n,)``: parts and rest are the density.
    """

    activities: Axis
    of: Longs
    position: Longs
    proximity: Floats
    part: Floats
    rest: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per activity and neighbour that adds anything, the greatest part first."""
        row, column = np.nonzero(self.part > 0)
        name = self.activities.labels.__getitem__
        labels = {
            "activity": [*map(name, self.of[row])],
            "neighbour": [*map(name, self.position[row, column])],
        }
        columns = {"proximity": self.proximity[row, column], "part": self.part[row, column]}
        return frame(labels, columns)


def neighbours(found: Presence, place: int, of: Longs, shown: int = SHOWN) -> Neighbours:
    """The neighbours that carry the density of activities in a place, by exact parts.

    Args:
        found: Who does what; the last period is looked at.
        place: Position of the place.
        of: Positions of activities.
        shown: How many of each to name.
    """
    phi = proximity(found).phi
    near = phi[of]
    held = near * found.present[-1, place]
    part = share(held, near.sum(axis=1, keepdims=True))
    position = np.argsort(-part, axis=1, kind="stable")[:, :shown]
    top = np.take_along_axis(part, position, axis=1)
    return Neighbours(
        activities=found.activities,
        of=of,
        position=position.astype(np.int64),
        proximity=np.take_along_axis(near, position, axis=1),
        part=top,
        rest=np.maximum(part.sum(axis=1) - top.sum(axis=1), 0.0),
    )
