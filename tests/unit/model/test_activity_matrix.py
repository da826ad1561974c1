from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import DataError
from lantu.model.activity_matrix import activity_matrix


def test_rows_and_columns_are_sorted_with_their_values() -> None:
    matrix = activity_matrix([[1, 2], [3, 4]], places=["w", "e"], activities=["y", "x"])
    assert matrix.places.labels == ("e", "w")
    assert matrix.values[0].tolist() == [[4, 3], [2, 1]]


def test_absent_is_not_zero() -> None:
    matrix = activity_matrix(
        [[0, 0], [3, 4]], recorded=[[True, False], [True, True]], periods=["2020"]
    )
    assert matrix.at("p0001", "a0001", "2020") == 0
    assert matrix.at("p0001", "a0002", "2020") is None


def test_one_period_of_many() -> None:
    matrix = activity_matrix(np.arange(8).reshape(2, 2, 2), periods=["1980", "1990"])
    assert matrix.period("1990").values.tolist() == [[[4, 5], [6, 7]]]


@pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
def test_a_bad_cell_is_named(bad: float) -> None:
    with pytest.raises(DataError, match="the first 2020, p0001, a0002"):
        activity_matrix([[1.0, bad], [3.0, 4.0]], periods=["2020"])


def test_a_value_off_the_record_is_refused() -> None:
    with pytest.raises(DataError, match="not on record"):
        activity_matrix([[1, 2]], recorded=[[True, False]])


def test_labels_stand_once() -> None:
    with pytest.raises(DataError, match="distinct"):
        activity_matrix([[1, 2]], activities=["x", "x"])


def test_some_periods_and_some_places_are_the_same_cells() -> None:
    values = np.arange(12.0).reshape(2, 3, 2)
    whole = activity_matrix(
        values,
        periods=("1", "2"),
        recorded=values != 0,
        weights=[1.0, 2.0, 3.0],
    )
    later, some = whole.between(1, 2), whole.among([0, 2])
    assert later.periods.labels == ("2",)
    assert some.places.labels == ("p0001", "p0003")
    assert later.at("p0002", "a0001", "2") == whole.at("p0002", "a0001", "2") == 8.0
    assert some.at("p0003", "a0002", "1") == whole.at("p0003", "a0002", "1") == 5.0
    assert some.at("p0001", "a0001", "1") is None
    assert some.weights is not None
    assert some.weights.tolist() == [[1.0, 3.0]] * 2
