"""Why a model tells what it tells of one activity in one place."""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial
from typing import TYPE_CHECKING, cast, get_args

import numpy as np

from lantu.complexity.arrays import freeze
from lantu.complexity.entry_features import Group
from lantu.complexity.learners import logistic, one_thread
from lantu.complexity.neighbours import neighbours
from lantu.complexity.presence import presence
from lantu.errors import CallerError
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Floats, Longs
    from lantu.complexity.entry import EntryModel
    from lantu.complexity.learners import Ensemble
    from lantu.complexity.neighbours import Neighbours
    from lantu.model.activity_matrix import ActivityMatrix

BESIDE = 32
"""Candidates that a candidate is set beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReasons:
    """What moves one probability away from the ordinary, and what carries the density.

    Attributes:
        place: The place.
        activity: The activity.
        probability: Of entry.
        base: Mean log odds of the candidates it is set beside.
        groups: Kinds of features, see :data:`lantu.complexity.entry_features.Group`.
        parts: What each kind adds to the log odds, shape ``(g,)``; base and parts add up to
            the log odds of the probability.
        neighbours: What carries the density, every activity that adds to it.
    """

    place: str
    activity: str
    probability: float
    base: float
    groups: tuple[Group, ...]
    parts: Floats
    neighbours: Neighbours

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per kind of feature: what it adds to the log odds."""
        return frame({"group": self.groups}, {"part": self.parts})


def entry_reasons(
    model: EntryModel,
    matrix: ActivityMatrix,
    place: str,
    activity: str,
    *,
    start: str,
    earlier: str | None = None,
) -> EntryReasons:
    """Take one prediction apart by kinds of features, by exact parts.

    Shapley values over the kinds: ``part_g`` is the mean, over all orders in which kinds may
    become known, of what knowing ``g`` adds to the log odds; a kind that is not known yet has
    the values of each of 32 other candidates of the period in turn, taken evenly from the
    least likely to the likeliest. All ``2^g`` sets of kinds are gone through, nothing is sampled.
    What a part says is what the model makes of a kind of figures, not what causes entry.

    Args:
        model: What was learned of entry.
        matrix: Amounts, or shares with weights.
        place: The place.
        activity: An activity that it does not do.
        start: The period to tell from.
        earlier: A period before it, where the model learned with one.

    Raises:
        CallerError: No such place, activity or period, or the activity is no candidate there.

    Reference:
        Shapley (1953), Contributions to the Theory of Games II: 307–317; Lundberg & Lee (2017),
        Advances in Neural Information Processing Systems 30.
    """
    with one_thread():
        cells = model.candidates(matrix, start=start, earlier=earlier)
        at = matrix.places.at(place), matrix.activities.at(activity)
        row = np.flatnonzero((cells.place == at[0]) & (cells.activity == at[1]))
        if not row.size:
            raise CallerError(f"{activity} is no candidate of {place} in {start}: it is there")
        groups = tuple(
            cast("Group", one)
            for one in get_args(Group)
            if any(name.startswith(f"{one}.") for name in cells.names)
        )
        group = np.array([groups.index(cast("Group", n.partition(".")[0])) for n in cells.names])
        beside = _evenly(model.learned, cells.scores)
        worth = _worths(model.learned, cells.scores[row[0]], beside, group)
    found = presence(matrix.period(start))
    return EntryReasons(
        place=place,
        activity=activity,
        probability=float(logistic(worth[-1:])[0]),
        base=float(worth[0]),
        groups=groups,
        parts=shapley(worth),
        neighbours=neighbours(found, at[0], np.array([at[1]]), len(matrix.activities)),
    )


def shapley(worth: Floats) -> Floats:
    """Shapley values from what each set of players is worth.

    ``φ_g = Σ_{S ∌ g} |S|! (G − |S| − 1)! / G! (v(S ∪ g) − v(S))``

    Args:
        worth: ``v``, shape ``(2^G,)``; bit ``g`` of a position says whether ``g`` is in the set.
    """
    count = len(worth).bit_length() - 1
    sets = np.arange(len(worth))
    size = np.array([int(one).bit_count() for one in sets])
    weight = np.array([factorial(k) * factorial(count - k - 1) for k in range(count)])
    parts = np.zeros(count)
    for g in range(count):
        without = sets[(sets >> g) & 1 == 0]
        added = worth[without | (1 << g)] - worth[without]
        parts[g] = weight[size[without]] @ added / factorial(count)
    return parts


def _evenly(learned: Ensemble, x: Floats) -> Floats:
    """Candidates from the least likely to the likeliest, shape ``(32, f)`` or as many."""
    order = np.argsort(learned.log_odds(x)[0], kind="stable")
    count = min(BESIDE, len(order))
    return x[order[((np.arange(count) + 0.5) * len(order) / count).astype(np.int64)]]


def _worths(learned: Ensemble, own: Floats, beside: Floats, group: Longs) -> Floats:
    """Mean log odds with each set of kinds known, shape ``(2^G,)``."""
    sets = np.arange(1 << int(group.max() + 1))
    known = ((sets[:, None] >> group) & 1).astype(np.bool_)
    rows = np.where(known[:, None, :], own, beside[None])
    log_odds = learned.log_odds(rows.reshape(-1, rows.shape[2]))[0]
    worth: Floats = log_odds.reshape(len(sets), -1).mean(axis=1)
    return worth
