"""The learner behind entry prediction: trees and a line, each member without some of the panel.

Heavy and random parts live here, behind plain arrays: x features, n × f; y 1 where entered.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lantu.complexity.arrays import freeze
from lantu.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.complexity.arrays import Floats, Longs

MEMBERS = 5
"""Members of an ensemble: each does without a fifth of the places and of the activities."""

FEWEST = 10
"""Entries that every member has to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Boosted trees and a logistic line, learned from the same cells.

    Trees find what goes together, the line holds beyond what was seen; the mean of their log
    odds was better than either wherever both were measured.

    Attributes:
        trees: Gradient-boosted trees.
        line: Constant and slopes, shape ``(1 + f,)``.
    """

    trees: Any
    line: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def log_odds(self, x: Floats) -> Floats:
        """Log odds of each row, shape ``(n,)``."""
        straight = self.line[0] + x @ self.line[1:]
        both: Floats = (np.asarray(self.trees.decision_function(x), np.float64) + straight) / 2
        return both


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """Members whose mean is taken, and what was learned where each of them was blind.

    Attributes:
        members: Each without one part of the places and one of the activities.
        constant: Log odds are ``constant + slope · mean``, fitted where members are blind.
        slope: See ``constant``.
        between_places: How much the log odds of all cells of a place are off together,
            standard deviation.
        between_activities: The same of an activity.
    """

    members: tuple[Member, ...]
    constant: float
    slope: float
    between_places: float
    between_activities: float

    def log_odds(self, x: Floats) -> tuple[Floats, Floats]:
        """Log odds of each row and their standard error; each ``(n,)``.

        The error is the delete-a-group jackknife's, ``√((J − 1)/J Σ_j (l_j − l̄)²)``: how
        much else would have been learned from other places and activities.
        """
        each = np.stack([one.log_odds(x) for one in self.members])
        mean = each.mean(axis=0)
        spread = np.square(each - mean).sum(axis=0) * (len(each) - 1) / len(each)
        return self.constant + self.slope * mean, abs(self.slope) * np.sqrt(spread)


@contextmanager
def one_thread() -> Iterator[None]:
    """Sums in one order, so that the same input leaves the same bytes on any number of cores.

    Only libraries loaded by then are held to it: so those of the learners are loaded first.
    """
    import sklearn.ensemble  # noqa: F401, PLC0415 - loads its threads, see above
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - only learning needs it

    with threadpool_limits(limits=1):
        yield


def ensemble(
    x: Floats, y: Floats, place: Longs, activity: Longs, *, rng: np.random.Generator
) -> Ensemble:
    """Learn from cells.

    Args:
        x: Features, shape ``(n, f)``.
        y: 1 where entered, shape ``(n,)``.
        place: Position of each cell's place, shape ``(n,)``.
        activity: Position of each cell's activity, shape ``(n,)``.
        rng: Where chance comes from.

    Raises:
        DataError: Too few entries, or too few cells without one.
    """
    parts = parts_of(place, MEMBERS, rng), parts_of(activity, MEMBERS, rng)
    seed = int(rng.integers(2**31))
    members, blind = [], np.full(len(y), np.nan)
    for at in range(MEMBERS):
        aside = [part == at for part in parts]
        seen = ~(aside[0] | aside[1])
        members.append(_member(x[seen], y[seen], seed))
        unseen = aside[0] & aside[1]
        blind[unseen] = members[-1].log_odds(x[unseen])
    judged = np.isfinite(blind)
    constant, slope = _straightened(blind[judged], y[judged])
    p = logistic(constant + slope * blind[judged])
    places, activities = _spreads(p, y[judged], place[judged], activity[judged])
    return Ensemble(
        members=tuple(members),
        constant=constant,
        slope=slope,
        between_places=places,
        between_activities=activities,
    )


def parts_of(position: Longs, count: int, rng: np.random.Generator) -> Longs:
    """The part of each cell, all cells of a position in one; positions dealt out by lot."""
    found, which = np.unique(position, return_inverse=True)
    dealt: Longs = rng.permutation(len(found)) % count
    return dealt[which]


def logistic(log_odds: Floats) -> Floats:
    """``1 / (1 + e^−l)``."""
    half: Floats = np.tanh(log_odds / 2)
    return (1.0 + half) / 2


def _member(x: Floats, y: Floats, seed: int) -> Member:
    from sklearn.ensemble import (  # noqa: PLC0415 - heavy, and only learning needs it
        HistGradientBoostingClassifier,
    )
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above

    if not FEWEST <= y.sum() <= len(y) - FEWEST:
        raise DataError(
            f"{int(y.sum())} entries among {len(y)} candidates are too few to learn from",
            hint="look at more places, more activities or a longer window",
        )
    trees = HistGradientBoostingClassifier(
        max_iter=100,
        max_leaf_nodes=15,
        min_samples_leaf=min(200, max(20, len(y) // 50)),
        l2_regularization=10.0,
        max_features=0.3,
        early_stopping=False,
        random_state=seed,
    ).fit(x, y)
    line = LogisticRegression(C=0.1, solver="newton-cholesky").fit(x, y)
    return Member(trees=trees, line=np.concatenate((line.intercept_, line.coef_[0])))


def _straightened(log_odds: Floats, y: Floats) -> tuple[float, float]:
    """Platt's line: ``constant + slope · l`` of the greatest likelihood, drawn a little to (0, 1).

    Newton's method; the weight of one cell at even odds keeps few cells from running away.
    """
    x = np.column_stack((np.ones(len(y)), log_odds))
    start = np.array([0.0, 1.0])
    found = start
    for _ in range(50):
        p = logistic(x @ found)
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.eye(2) / 4
        step = np.linalg.solve(curve, x.T @ (y - p) - (found - start) / 4)
        found = found + step
        if np.abs(step).max() < 1e-10:  # noqa: PLR2004 - rounding
            break
    return float(found[0]), float(found[1])


def _spreads(p: Floats, y: Floats, place: Longs, activity: Longs) -> tuple[float, float]:
    """How much log odds are off together within places and within activities.

    Method of moments: with ``v = p (1 − p)``, ``(Σ_c (y − p))²`` is ``Σ_c v`` by chance alone,
    and ``τ_p² (Σ_c v)² + τ_a² Σ_c v²`` more where places and activities have luck of their own;
    likewise over activities.
    """
    v = p * (1 - p)
    excess, whole = np.zeros(2), np.zeros(2)
    for at, position in enumerate((place, activity)):
        off, chance = np.bincount(position, y - p), np.bincount(position, v)
        excess[at], whole[at] = float((off**2 - chance).sum()), float((chance**2).sum())
    alone = float((v**2).sum())
    squares = np.array([[whole[0], alone], [alone, whole[1]]])
    if np.linalg.det(squares) <= 0:
        return 0.0, 0.0
    found = np.linalg.solve(squares, excess)
    if found.min() < 0:  # one of them has none: the other is found by itself
        kept = int(np.argmax(found))
        found = np.zeros(2)
        found[kept] = max(0.0, excess[kept] / whole[kept])
    places, activities = np.sqrt(found)
    return float(places), float(activities)
