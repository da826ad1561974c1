"""How well scores tell what happens from what does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity.arrays import freeze, share
from lantu.errors import DataError
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import ArrayLike

    from lantu.complexity.arrays import Floats, Longs

PICKS = 10
"""Candidates that a place would look into first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Whether what is given 20 % happens in 20 of 100 cases.

    Attributes:
        predicted: Mean probability in each of ``B`` bins, shape ``(B,)``.
        observed: Share of its cells in which it happened, shape ``(B,)``.
        count: How many cells it holds, shape ``(B,)``.
    """

    predicted: Floats
    observed: Floats
    count: Longs

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def error(self) -> float:
        """``Σ_b n_b |predicted_b − observed_b| / n``, the expected calibration error."""
        return float(np.average(np.abs(self.predicted - self.observed), weights=self.count))

    def to_polars(self) -> pl.DataFrame:
        """One row per bin, the least likely first."""
        columns = {"predicted": self.predicted, "observed": self.observed, "count": self.count}
        return frame({}, columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Cells from the highest score to the lowest.

    Attributes:
        happened: 1 where it happened, shape ``(n,)``.
        place: Position of the place of each cell, shape ``(n,)``.
        last: Where each run of equal scores ends, shape ``(s,)``.
    """

    happened: Floats
    place: Longs
    last: Longs

    def curve(self, weight: Floats) -> tuple[Floats, Floats]:
        """True and false positives at each threshold, places weighing as they are drawn."""
        weights = weight[self.place]
        true = np.cumsum(weights * self.happened)[self.last]
        false = np.cumsum(weights * (1.0 - self.happened))[self.last]
        return true, false


def auc(score: ArrayLike, happened: ArrayLike) -> float:
    """``P(s_i > s_j) + P(s_i = s_j) / 2`` for ``i`` that happens and ``j`` that does not.

    Args:
        score: The higher, the likelier; shape ``(n,)``.
        happened: Whether it did, shape ``(n,)``.

    Raises:
        DataError: All happened, or nothing did.

    Reference:
        Hanley & McNeil (1982), Radiology 143:29–36.
    """
    return _auc(*_plain(score, happened))


def average_precision(score: ArrayLike, happened: ArrayLike) -> float:
    """``Σ_k (R_k − R_{k−1}) P_k``, the area under the steps of precision over recall.

    A blind guess reaches the share of cells in which it happened.

    Args:
        score: The higher, the likelier; shape ``(n,)``.
        happened: Whether it did, shape ``(n,)``.

    Raises:
        DataError: All happened, or nothing did.
    """
    return _average_precision(*_plain(score, happened))


def best_f1(score: ArrayLike, happened: ArrayLike) -> float:
    """``max_k 2 P_k R_k / (P_k + R_k)`` over all thresholds ``k``.

    The threshold is chosen with hindsight, for all scores alike: it compares, it promises
    nothing.

    Args:
        score: The higher, the likelier; shape ``(n,)``.
        happened: Whether it did, shape ``(n,)``.

    Raises:
        DataError: All happened, or nothing did.
    """
    return _best_f1(*_plain(score, happened))


def precision_at(
    score: ArrayLike, happened: ArrayLike, place: ArrayLike, picks: int = PICKS
) -> float:
    """Mean over places of the share that happened among a place's ``picks`` highest scores.

    A place with fewer candidates is held to those it has. Where the cut falls among equal
    scores, each of them is counted in part.

    Args:
        score: The higher, the likelier; shape ``(n,)``.
        happened: Whether it did, shape ``(n,)``.
        place: Position of each cell's place, shape ``(n,)``.
        picks: How many a place would look into.
    """
    values = hits(*arrays(score, happened, place), picks)
    return float(values[:, 0].sum() / values[:, 1].sum())


def brier(probability: ArrayLike, happened: ArrayLike) -> float:
    """``mean (p − y)²``: 0 is certain and right; the base rate ``r`` alone gives ``r (1 − r)``.

    Args:
        probability: Of each cell, shape ``(n,)``.
        happened: Whether it did, shape ``(n,)``.

    Reference:
        Brier (1950), Monthly Weather Review 78:1–3.
    """
    gap = np.asarray(probability, dtype=np.float64) - np.asarray(happened, dtype=np.float64)
    return float(np.mean(np.square(gap)))


def calibration(probability: ArrayLike, happened: ArrayLike, bins: int = 10) -> Calibration:
    """Mean probability and what came of it, in bins of about equally many cells.

    Args:
        probability: Of each cell, shape ``(n,)``.
        happened: Whether it did, shape ``(n,)``.
        bins: How many; equal probabilities share one, so fewer may come out.
    """
    given = np.asarray(probability, dtype=np.float64)
    edges = np.quantile(given, np.linspace(0, 1, bins + 1)[1:-1])
    found, which, count = np.unique(
        np.searchsorted(edges, given), return_inverse=True, return_counts=True
    )
    size = len(found)
    return Calibration(
        predicted=np.bincount(which, weights=given, minlength=size) / count,
        observed=np.bincount(which, np.asarray(happened, np.float64), size) / count,
        count=count.astype(np.int64),
    )


def rank(score: Floats, happened: Floats, place: Longs) -> Ranked:
    """Cells from the highest score to the lowest; equal scores in the order given."""
    order = np.argsort(-score, kind="stable")
    falling = score[order]
    last = np.append(np.flatnonzero(np.diff(falling)), len(falling) - 1)
    return Ranked(happened=happened[order], place=place[order], last=last)


def _plain(score: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    scores, came, place = arrays(score, happened, np.zeros(np.shape(score), dtype=np.int64))
    refuse_one_kind(came)
    return rank(scores, came, place).curve(np.ones(1))


def arrays(score: ArrayLike, happened: ArrayLike, place: ArrayLike) -> tuple[Floats, Floats, Longs]:
    """The same as arrays.

    Raises:
        DataError: A score that is no finite number.
    """
    scores = np.asarray(score, dtype=np.float64)
    if not np.isfinite(scores).all():
        raise DataError(f"{np.count_nonzero(~np.isfinite(scores))} scores are no finite numbers")
    came: Floats = np.asarray(happened, dtype=np.float64)
    return scores, came, np.asarray(place, dtype=np.int64)


def refuse_one_kind(happened: Floats) -> None:
    """Refuse cells that are all alike.

    Raises:
        DataError: All happened, or nothing did.
    """
    if not 0 < happened.sum() < len(happened):
        raise DataError(
            f"it happened in {int(happened.sum())} of {len(happened)} candidates: "
            "nothing tells the two kinds apart",
            hint="look at more places, more activities or a longer window",
        )


def of_curve(true: Floats, false: Floats) -> tuple[float, float, float]:
    """AUC, average precision and best F1; NaN where they have no meaning."""
    return _auc(true, false), _average_precision(true, false), _best_f1(true, false)


def _auc(true: Floats, false: Floats) -> float:
    whole = float(true[-1] * false[-1])
    if whole == 0:
        return float("nan")
    before = np.concatenate(([0.0], true[:-1]))
    return float(np.diff(false, prepend=0.0) @ (before + true)) / 2 / whole


def _average_precision(true: Floats, false: Floats) -> float:
    if true[-1] == 0:
        return float("nan")
    return float(np.diff(true, prepend=0.0) @ share(true, true + false)) / float(true[-1])


def _best_f1(true: Floats, false: Floats) -> float:
    if true[-1] == 0:
        return float("nan")
    return float(np.max(2 * true / (true + false + true[-1])))


def hits(score: Floats, happened: Floats, place: Longs, picks: int) -> Floats:
    """Per place: the share that happened among its first, and 1 where it has a candidate."""
    order = np.lexsort((-score, place))
    scores, came, where = score[order], happened[order], place[order]
    new_place = np.diff(where, prepend=-1) != 0
    starts = np.flatnonzero(new_place | (np.diff(scores, prepend=np.inf) != 0))
    size = np.diff(np.append(starts, len(where)))
    first = np.flatnonzero(new_place)
    rank_in_place = starts - first[np.searchsorted(first, starts, side="right") - 1]
    part = np.clip(picks - rank_in_place, 0, size) / size
    found = np.bincount(where[starts], np.add.reduceat(came, starts) * part).astype(np.float64)
    count = np.bincount(where).astype(np.float64)
    return np.column_stack((share(found, np.minimum(count, picks)), np.minimum(count, 1.0)))


def by_place(values: Floats, place: Longs) -> Floats:
    """Columns added up over the cells of each place."""
    return np.column_stack([np.bincount(place, column) for column in values.T])
