from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.special import expit

from lantu.complexity import (
    ActivityMatrix,
    EntryBacktest,
    EntryTest,
    baselines,
    brier,
    calibration,
    entry_backtest,
    entry_model,
    rca,
)
from lantu.complexity.evaluation import auc
from lantu.errors import CallerError, DataError
from worlds import World, world


@cache
def known(luck: float = 0.0) -> World:
    return world(np.random.default_rng(5), luck=luck)


def backtest(matrix: ActivityMatrix, folds: int = 2) -> EntryBacktest:
    return entry_backtest(matrix, "2000", "2010", rng=np.random.default_rng(0), folds=folds)


@cache
def told() -> EntryBacktest:
    return backtest(known().matrix)


def with_end(matrix: ActivityMatrix, places: list[int], taken: list[int]) -> ActivityMatrix:
    """The same with the end of some places taken from others."""
    values = matrix.values.copy()
    values[1, places] = matrix.values[1, taken]
    return replace(matrix, values=values)


def test_candidates_are_the_cells_below_the_line_and_entries_reach_it() -> None:
    advantage = rca(known().matrix).values
    below = advantage[0] < 0.5
    found = told()
    assert np.array_equal(
        np.argwhere(below), np.column_stack((found.forecast.place, found.forecast.activity))
    )
    assert np.array_equal(found.entered, advantage[1][below] >= 1)


def test_whom_the_model_never_saw_is_told_better_than_any_baseline_can() -> None:
    found = told()
    for one in found.gain.values():
        assert one.auc.value > 0.05
        assert one.auc.interval.lower > 0.02
    best = found.best_baseline
    scores = baselines(known().matrix, "2000")
    cells = found.forecast.place, found.forecast.activity
    areas = {name: auc(score[cells], found.entered) for name, score in scores.items()}
    assert areas[best] == max(areas.values())
    assert found.baselines[best].auc.value == areas[best]
    assert found.gain[best].auc.value == pytest.approx(found.model.auc.value - areas[best])


def test_no_model_is_better_than_the_truth() -> None:
    found = told()
    truth = known().probability[found.forecast.place, found.forecast.activity]
    assert auc(truth, found.entered) - 0.08 < found.model.auc.value < auc(truth, found.entered)
    assert brier(truth, found.entered) < brier(found.forecast.probability, found.entered)


def test_what_is_told_is_calibrated() -> None:
    found = told()
    assert found.calibration.error < 0.04
    assert found.calibration.error == calibration(found.forecast.probability, found.entered).error


@pytest.mark.parametrize("luck", [0.0, 1.0])
def test_nine_places_in_ten_keep_to_their_bands(luck: float) -> None:
    """True probabilities keep to theirs less often: no feature tells the skill behind them."""
    here = known(luck)
    found = backtest(here.matrix, folds=3)
    truth = here.probability[found.forecast.place, found.forecast.activity]
    held = (found.forecast.lower <= truth) & (truth <= found.forecast.upper)
    assert 0.72 < held.mean() <= 0.97
    assert 0.8 <= found.coverage <= 1
    of_place = found.forecast.doubt_of_place.mean()
    assert of_place > 0.6 if luck else of_place < 0.4


def test_the_end_of_a_held_out_place_changes_nothing_told_of_it() -> None:
    """Two places trade their ends: no total changes, so no advantage of any other does."""
    matrix = known().matrix
    parts = np.random.default_rng(0).permutation(len(matrix.places)) % 2
    one, other = np.flatnonzero(parts == 0)[:2].tolist()
    traded = with_end(matrix, [one, other], [other, one])
    found = backtest(traded)
    aside = parts[found.forecast.place] == 0
    before = told().forecast
    assert np.array_equal(found.forecast.probability[aside], before.probability[aside])
    assert np.array_equal(found.forecast.lower[aside], before.lower[aside])
    assert not np.array_equal(found.forecast.probability[~aside], before.probability[~aside])
    assert not np.array_equal(found.entered, told().entered)


def test_the_same_input_leaves_the_same_bytes() -> None:
    again = backtest(known().matrix)
    assert again.forecast.probability.tobytes() == told().forecast.probability.tobytes()
    assert again.to_polars().equals(told().to_polars())
    assert again.cells_to_polars().equals(told().cells_to_polars())


def test_tables_have_a_row_per_measure_and_per_cell() -> None:
    table = told().to_polars()
    assert table["score"].unique(maintain_order=True).to_list() == [
        "model",
        "ubiquity",
        "density",
        "initial",
    ]
    assert table.height == 5 + 3 * 4
    assert table.filter(table["score"] == "model")["gain"].null_count() == 5
    rest = table.filter(table["score"] != "model")
    assert (rest["gain_lower"] <= rest["gain"]).all()
    assert (rest["gain"] <= rest["gain_upper"]).all()
    assert told().cells_to_polars().columns == [
        "place",
        "activity",
        "probability",
        "lower",
        "upper",
        "entered",
    ]


def test_activities_may_be_held_out_as_well() -> None:
    found = entry_backtest(
        known().matrix,
        "2000",
        "2010",
        rng=np.random.default_rng(0),
        held_out="places and activities",
        folds=2,
    )
    assert found.gain["ubiquity"].auc.interval.lower > 0
    assert found.model.auc.value < told().model.auc.value
    assert not np.array_equal(found.forecast.probability, told().forecast.probability)


def test_a_model_tells_of_another_period() -> None:
    matrix = known().matrix
    later = replace(
        matrix,
        periods=type(matrix.periods)("period", ("2000", "2010", "2020")),
        values=np.concatenate((matrix.values[:1], matrix.values)),
        weights=np.concatenate((matrix.weights, matrix.weights[:1]))
        if matrix.weights is not None
        else None,
    )
    model = entry_model(later, "2000", "2020", rng=np.random.default_rng(0))
    assert (model.entries, model.seen) == (told().entered.sum(), len(told().entered))
    one, same = (model.predict(later, start=period) for period in ("2000", "2010"))
    assert np.array_equal(one.probability, same.probability)
    assert one.to_polars().columns == ["place", "activity", "probability", "lower", "upper"]
    truth = known().probability[one.place, one.activity]
    assert np.corrcoef(one.probability, truth)[0, 1] > 0.7


def test_years_may_be_held_out_as_well() -> None:
    """What 2000–2010 teaches holds for 2020–2030, where all begins and goes the same way."""
    matrix = known().matrix
    twice = replace(
        matrix,
        periods=type(matrix.periods)("period", ("2000", "2010", "2020", "2030")),
        values=np.concatenate((matrix.values, matrix.values)),
        weights=None if matrix.weights is None else np.tile(matrix.weights, (2, 1)),
    )
    rng = np.random.default_rng(0)
    found = entry_backtest(twice, "2020", "2030", learn_from=("2000", "2010"), rng=rng, folds=2)
    assert (found.learned, found.end) == (("2000", "2010"), "2030")
    assert np.array_equal(found.forecast.probability, told().forecast.probability)


def test_an_earlier_period_tells_who_comes_back() -> None:
    rng = np.random.default_rng(3)
    matrix = known().matrix
    before = np.where(rng.random(matrix.values[0].shape) < 0.3, 1.5, 0.3)
    before[-1] = 1.0
    back = (matrix.values[0] < 0.5) & (before > 1) & (rng.random(before.shape) < 0.9)
    end = np.where(back, 1.5, matrix.values[1])
    panel = replace(
        matrix,
        periods=type(matrix.periods)("period", ("1990", "2000", "2010")),
        values=np.stack((before, matrix.values[0], end)),
        weights=None if matrix.weights is None else np.tile(matrix.weights[:1], (3, 1)),
    )
    areas = [
        entry_backtest(
            panel, "2000", "2010", rng=np.random.default_rng(0), earlier=earlier, folds=2
        ).model.auc.value
        for earlier in (None, "1990")
    ]
    assert areas[1] > areas[0] + 0.1
    model = entry_model(panel, "2000", "2010", rng=rng, earlier="1990")
    with pytest.raises(CallerError, match="learned with an earlier period"):
        model.predict(panel, start="2010")


def test_the_line_may_be_drawn_elsewhere() -> None:
    rule = EntryTest(below=0.2, reach=1.2)
    model = entry_model(known().matrix, "2000", "2010", rng=np.random.default_rng(0), test=rule)
    advantage = rca(known().matrix).values
    below = advantage[0] < 0.2
    assert model.seen == below.sum()
    assert model.entries == (advantage[1][below] >= 1.2).sum()
    with pytest.raises(CallerError, match="no way up"):
        EntryTest(below=1.1, reach=1.0)


def test_calls_that_mean_nothing_are_refused() -> None:
    matrix, rng = known().matrix, np.random.default_rng(0)
    with pytest.raises(CallerError, match="not after"):
        entry_model(matrix, "2010", "2000", rng=rng)
    with pytest.raises(CallerError, match="leave no place to learn from"):
        entry_backtest(matrix, "2000", "2010", rng=rng, folds=1)
    with pytest.raises(CallerError, match="is not known in 2000"):
        entry_backtest(matrix, "2000", "2010", rng=rng, learn_from=("2000", "2010"))
    with pytest.raises(CallerError, match="not before"):
        entry_model(matrix, "2000", "2010", rng=rng, earlier="2000")
    with pytest.raises(DataError, match="too few to learn from"):
        entry_model(with_end(matrix, [*range(80)], [80] * 80), "2000", "2010", rng=rng)


def test_log_odds_turn_into_probabilities() -> None:
    from lantu.complexity.learners import logistic  # noqa: PLC0415 - one test alone needs it

    odds = np.linspace(-40, 40, 17)
    assert np.allclose(logistic(odds), expit(odds), rtol=1e-12, atol=1e-15)
