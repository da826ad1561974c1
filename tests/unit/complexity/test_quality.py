from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from lantu.complexity.evaluation import auc, average_precision, best_f1, brier, precision_at
from lantu.complexity.quality import draw_places, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Longs = NDArray[np.int64]


def some(seed: int, size: int = 300, places: int = 9) -> tuple[Floats, Longs, Longs]:
    """Scores with many ties, some of which mean something."""
    rng = np.random.default_rng(seed)
    score = np.round(rng.random(size), int(rng.integers(1, 4)))
    happened = (rng.random(size) < 0.1 + 0.4 * score).astype(np.int64)
    return score, happened, rng.integers(0, places, size)


def test_quality_is_the_measures_and_its_interval_holds_them() -> None:
    score, happened, place = some(5)
    found = samples(
        score, happened, place, drawn=draw_places(9, np.random.default_rng(1))
    ).quality()
    assert found.auc.value == auc(score, happened)
    assert found.average_precision.value == average_precision(score, happened)
    assert found.best_f1.value == best_f1(score, happened)
    assert found.precision_at_10.value == pytest.approx(precision_at(score, happened, place))
    assert found.brier is not None
    assert found.brier.value == pytest.approx(brier(score, happened))
    table = found.to_polars()
    assert table.height == 5
    assert (table["lower"] <= table["value"]).all()
    assert (table["value"] <= table["upper"]).all()
    assert (table["lower"] < table["upper"]).all()


def test_a_bootstrap_sample_is_its_places_said_again() -> None:
    score, happened, place = some(6, places=4)
    drawn = np.array([[2.0, 0.0, 1.0, 1.0]])
    found = samples(score, happened, place, drawn=drawn).quality()
    again = np.concatenate([np.flatnonzero(place == at) for at in (0, 0, 2, 3)])
    assert found.auc.interval.lower == pytest.approx(roc_auc_score(happened[again], score[again]))
    theirs = average_precision_score(happened[again], score[again])
    assert found.average_precision.interval.upper == pytest.approx(theirs)
    assert found.brier is not None
    assert found.brier.interval.lower == pytest.approx(brier(score[again], happened[again]))
    tops = [precision_at(score, happened * (place == at), place) for at in range(4)]
    mean = (2 * tops[0] + tops[2] + tops[3]) * 4 / 4
    assert found.precision_at_10.interval.lower == pytest.approx(mean)


def test_intervals_of_independent_cells_cover_as_they_say() -> None:
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(60):
        place = np.repeat(np.arange(40), 10)
        happened = rng.random(400) < 0.3
        score = happened + rng.normal(0, 1, 400)  # AUC Φ(1/√2) = 0.7602
        found = samples(score, happened, place, drawn=draw_places(40, rng))
        one = found.quality(probabilities=False)
        held += one.auc.interval.lower <= 0.76025 <= one.auc.interval.upper
        assert one.brier is None
    assert 51 <= held <= 60


def test_draws_are_of_as_many_places_as_there_are() -> None:
    drawn = draw_places(12, np.random.default_rng(0), draws=50)
    assert drawn.shape == (50, 12)
    assert (drawn.sum(axis=1) == 12).all()
    assert (draw_places(12, np.random.default_rng(0), draws=50) == drawn).all()


def test_samples_without_the_event_are_left_out() -> None:
    drawn = np.array([[0.0, 2.0], [2.0, 0.0]])
    one = samples([0.9, 0.1, 0.5, 0.2], [1, 0, 0, 0], [0, 0, 1, 1], drawn=drawn).quality()
    assert (one.auc.interval.lower, one.auc.interval.upper) == (1.0, 1.0)


def test_a_gain_is_found_in_the_same_samples() -> None:
    score, happened, place = some(8)
    drawn = draw_places(9, np.random.default_rng(4))
    good = samples(score + 0.5 * happened, happened, place, drawn=drawn)
    plain = samples(score, happened, place, drawn=drawn)
    gain = good.gain_over(plain)
    assert gain.auc.value == pytest.approx(
        auc(score + 0.5 * happened, happened) - auc(score, happened)
    )
    assert gain.auc.interval.width < plain.quality().auc.interval.width
    assert plain.gain_over(plain).auc.interval.width == 0
    assert gain.brier is None
