"""All measures of a set of scores, with doubt from resampling places."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity import evaluation
from lantu.complexity.arrays import freeze
from lantu.evidence.confidence import Interval
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import ArrayLike

    from lantu.complexity.arrays import Floats

DRAWS = 200
"""Bootstrap samples of places: 95 % bounds are steady to about a tenth of their width."""

BOUNDS = (0.025, 0.975)
"""Quantiles of the bootstrap that bound an interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure and the 95 % interval that other places like these would leave.

    Attributes:
        value: The figure of all places.
        interval: Percentile bootstrap over places, drawn with replacement.
    """

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good scores are, or by how much one set of scores is better than another.

    Attributes:
        auc: See :func:`lantu.complexity.auc`.
        average_precision: See :func:`lantu.complexity.average_precision`, the PR-AUC.
        best_f1: See :func:`lantu.complexity.best_f1`.
        precision_at_10: See :func:`lantu.complexity.precision_at`.
        brier: See :func:`lantu.complexity.brier`; None where the scores are no probabilities.
    """

    auc: Estimate
    average_precision: Estimate
    best_f1: Estimate
    precision_at_10: Estimate
    brier: Estimate | None = None

    @property
    def estimates(self) -> dict[str, Estimate]:
        """Every measure that there is, by name."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in found.items() if value is not None}

    def to_polars(self) -> pl.DataFrame:
        """One row per measure: value, lower, upper."""
        found = self.estimates
        return frame({"measure": list(found)}, columns_of(list(found.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Every measure of one set of scores, in all places and in each sample of them.

    Attributes:
        auc: The figure of all places, then that of each of ``B`` samples, shape ``(1 + B,)``;
            NaN where it has no meaning. The others likewise.
        average_precision: PR-AUC.
        best_f1: Best F1.
        precision_at_10: Precision at 10 per place.
        brier: Brier score.
    """

    auc: Floats
    average_precision: Floats
    best_f1: Floats
    precision_at_10: Floats
    brier: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def quality(self, *, probabilities: bool = True) -> Quality:
        """The measures with their intervals.

        Args:
            probabilities: Whether the scores are probabilities.
        """
        return Quality(
            auc=estimate(self.auc),
            average_precision=estimate(self.average_precision),
            best_f1=estimate(self.best_f1),
            precision_at_10=estimate(self.precision_at_10),
            brier=estimate(self.brier) if probabilities else None,
        )

    def gain_over(self, other: Samples) -> Quality:
        """By how much these scores are better, sample by sample: the same places for both.

        Args:
            other: The other scores, of the same cells in the same samples.
        """
        return Quality(
            auc=estimate(self.auc - other.auc),
            average_precision=estimate(self.average_precision - other.average_precision),
            best_f1=estimate(self.best_f1 - other.best_f1),
            precision_at_10=estimate(self.precision_at_10 - other.precision_at_10),
        )


def samples(score: ArrayLike, happened: ArrayLike, place: ArrayLike, *, drawn: Floats) -> Samples:
    """Every measure of one set of scores in each sample of places.

    Args:
        score: The higher, the likelier; shape ``(n,)``.
        happened: Whether it did, shape ``(n,)``.
        place: Position of each cell's place, shape ``(n,)``.
        drawn: How often each place is in each bootstrap sample, see :func:`draw_places`.

    Raises:
        DataError: All happened, or nothing did.
    """
    scores, came, where = evaluation.arrays(score, happened, place)
    evaluation.refuse_one_kind(came)
    ranked = evaluation.rank(scores, came, where)
    places = np.vstack((np.ones(drawn.shape[1]), drawn))
    curves = np.array([evaluation.of_curve(*ranked.curve(weight)) for weight in places])
    errors = np.column_stack((np.square(scores - came), np.ones(len(came))))
    picked = evaluation.hits(scores, came, where, evaluation.PICKS)
    return Samples(
        auc=curves[:, 0],
        average_precision=curves[:, 1],
        best_f1=curves[:, 2],
        precision_at_10=_means(picked, places),
        brier=_means(evaluation.by_place(errors, where), places),
    )


def draw_places(count: int, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """How often each place is in each bootstrap sample, shape ``(draws, count)``.

    Cells of one place rise and fall together; so places are drawn, not cells.

    Args:
        count: How many places there are.
        rng: Where chance comes from.
        draws: How many samples.
    """
    return rng.multinomial(count, np.full(count, 1 / count), size=draws).astype(np.float64)


def estimate(values: Floats) -> Estimate:
    """The first of the values, and the interval of the others.

    Samples in which a measure has no meaning (nothing happened) are NaN here and left out.
    """
    drawn = values[1:][np.isfinite(values[1:])]
    low, high = np.quantile(drawn, BOUNDS) if drawn.size else (values[0], values[0])
    return Estimate(value=float(values[0]), interval=Interval(float(low), float(high)))


def columns_of(estimates: list[Estimate]) -> dict[str, Floats]:
    """Estimates as columns of a table: value, lower, upper."""
    return {
        "value": np.array([one.value for one in estimates]),
        "lower": np.array([one.interval.lower for one in estimates]),
        "upper": np.array([one.interval.upper for one in estimates]),
    }


def _means(by_place: Floats, places: Floats) -> Floats:
    """The mean of what places add up, in each sample of places."""
    part, whole = (places[:, : len(by_place)] @ by_place).T
    mean: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return mean
