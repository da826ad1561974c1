from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    precision_recall_curve,
    roc_auc_score,
)

from lantu.complexity.evaluation import (
    auc,
    average_precision,
    best_f1,
    brier,
    calibration,
    precision_at,
)
from lantu.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Longs = NDArray[np.int64]

SEEDS = range(8)


def some(seed: int, size: int = 300, places: int = 9) -> tuple[Floats, Longs, Longs]:
    """Scores with many ties, some of which mean something."""
    rng = np.random.default_rng(seed)
    score = np.round(rng.random(size), int(rng.integers(1, 4)))
    happened = (rng.random(size) < 0.1 + 0.4 * score).astype(np.int64)
    return score, happened, rng.integers(0, places, size)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_measures_are_those_of_scikit_learn(seed: int) -> None:
    score, happened, _ = some(seed)
    assert auc(score, happened) == pytest.approx(roc_auc_score(happened, score), abs=1e-12)
    theirs = average_precision_score(happened, score)
    assert average_precision(score, happened) == pytest.approx(theirs, abs=1e-12)
    assert brier(score, happened) == pytest.approx(brier_score_loss(happened, score), abs=1e-12)
    precision, recall, _ = precision_recall_curve(happened, score)
    f1 = np.max(2 * precision * recall / np.maximum(precision + recall, 1e-300))
    assert best_f1(score, happened) == pytest.approx(f1, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_calibration_curve_is_that_of_scikit_learn(seed: int) -> None:
    score, happened, _ = some(seed)
    found = calibration(score, happened, bins=7)
    observed, predicted = calibration_curve(happened, score, n_bins=7, strategy="quantile")
    assert np.allclose(found.observed, observed)
    assert np.allclose(found.predicted, predicted)
    assert found.count.sum() == len(score)


def test_the_calibration_error_weighs_bins_by_their_cells() -> None:
    found = calibration([0.1, 0.1, 0.1, 0.9], [0, 0, 0, 0], bins=2)
    assert found.count.tolist() == [3, 1]
    assert found.error == pytest.approx(0.75 * 0.1 + 0.25 * 0.9)
    assert found.to_polars().columns == ["predicted", "observed", "count"]


def shuffled_precision(score: Floats, happened: Longs, place: Longs, picks: int) -> float:
    """The plain way, ties broken by lot again and again."""
    rng = np.random.default_rng(0)
    found = []
    for _ in range(1000):
        lot = rng.permutation(len(score))
        order = lot[np.argsort(-score[lot], kind="stable")]
        tops = [order[place[order] == one][:picks] for one in np.unique(place)]
        found.append(np.mean([happened[top].mean() for top in tops]))
    return float(np.mean(found))


def test_precision_at_counts_ties_as_a_lot_would_on_average() -> None:
    score, happened, place = some(3, size=60, places=7)
    place[place == 2] = 8  # a place without candidates is no place without hits
    for picks in (1, 4, 10):
        lot = shuffled_precision(score, happened, place, picks)
        assert precision_at(score, happened, place, picks) == pytest.approx(lot, abs=1e-2)


def test_precision_at_of_a_place_with_few_candidates() -> None:
    assert precision_at([3, 2, 1, 9], [1, 0, 1, 0], [0, 0, 0, 1], picks=2) == 0.25
    assert precision_at([3, 2, 1, 9], [1, 0, 1, 1], [0, 0, 0, 1], picks=10) == pytest.approx(5 / 6)


@pytest.mark.parametrize("happened", [[0, 0, 0], [1, 1, 1]])
def test_one_kind_alone_is_refused(happened: list[int]) -> None:
    with pytest.raises(DataError, match="tells the two kinds apart"):
        auc([1.0, 2.0, 3.0], happened)


def test_a_score_that_is_no_number_is_refused() -> None:
    with pytest.raises(DataError, match="1 scores are no finite numbers"):
        best_f1([1.0, float("nan"), 3.0], [0, 1, 0])
