from __future__ import annotations

import numpy as np
import pytest

from lantu.complexity import activity_matrix, per_head, rca
from lantu.errors import DataError

# Two places, three activities; totals 10 and 30, of 40 in all; by activity 8, 16, 16.
AMOUNTS = [[2.0, 4.0, 4.0], [6.0, 12.0, 12.0]]


def test_whoever_does_all_in_the_usual_shares_has_no_advantage_anywhere() -> None:
    assert np.allclose(rca(activity_matrix(AMOUNTS)).values, 1.0)


def test_advantage_is_the_share_here_over_the_share_everywhere() -> None:
    found = rca(activity_matrix([[5.0, 0.0], [5.0, 10.0]]))
    # 5/5 over 10/20; 5/15 over 10/20; 10/15 over 10/20.
    assert np.allclose(found.values[0], [[2.0, 0.0], [2 / 3, 4 / 3]])


def test_what_is_not_on_record_adds_to_no_total_and_is_not_known() -> None:
    recorded = [[True, False], [True, True]]
    found = rca(activity_matrix([[5.0, 0.0], [5.0, 10.0]], recorded=recorded))
    assert found.known[0].tolist() == recorded
    assert found.to_polars().height == 3


def test_an_activity_nobody_does_has_no_advantage_and_no_nan() -> None:
    found = rca(activity_matrix([[5.0, 0.0], [5.0, 0.0]]))
    assert found.values[0, :, 1].tolist() == [0.0, 0.0]
    assert not found.known[0, :, 1].any()


def test_shares_are_set_against_the_mean_share_weighed_by_size() -> None:
    shares = activity_matrix([[0.2, 0.1], [0.4, 0.1]], weights=[300.0, 100.0])
    # (0.2·300 + 0.4·100)/400 = 0.25: the shares do not add up to 1 and need not.
    assert np.allclose(rca(shares).values[0], [[0.8, 1.0], [1.6, 1.0]])


def test_shares_of_everything_are_amounts_in_another_guise() -> None:
    amounts = np.array([[5.0, 1.0, 4.0], [5.0, 10.0, 15.0]])
    size = amounts.sum(axis=1)
    shares = activity_matrix(amounts / size[:, None], weights=size)
    assert np.allclose(rca(shares).values, rca(activity_matrix(amounts)).values)


def test_a_place_that_does_not_count_adds_to_no_total() -> None:
    both = activity_matrix([[5.0, 0.0], [5.0, 10.0], [900.0, 0.0]])
    kept = rca(both, places=np.array([[True, True, False]]))
    two = rca(activity_matrix([[5.0, 0.0], [5.0, 10.0]]))
    assert np.allclose(kept.values[0, :2], two.values[0])
    assert not kept.values[0, 2].any()


def test_per_head_sees_who_is_above_the_usual_in_everything() -> None:
    found = per_head(activity_matrix(AMOUNTS), [1.0, 1.0])
    assert np.allclose(found.values[0], [[0.5] * 3, [1.5] * 3])


def test_population_may_differ_from_period_to_period() -> None:
    matrix = activity_matrix([AMOUNTS, AMOUNTS], periods=("2019", "2020"))
    found = per_head(matrix, [[1.0, 1.0], [1.0, 3.0]])
    assert np.allclose(found.values[1], 1.0)
    assert not np.allclose(found.values[0], 1.0)


@pytest.mark.parametrize("population", [[1.0, 0.0], [1.0, np.nan], [1.0, 2.0, 3.0]])
def test_a_population_that_is_none_is_refused(population: list[float]) -> None:
    with pytest.raises(DataError, match="population"):
        per_head(activity_matrix(AMOUNTS), population)


def test_a_table_lists_what_is_known() -> None:
    table = rca(activity_matrix([[5.0, 0.0], [5.0, 10.0]], places=("b", "a"))).to_polars()
    assert table.columns == ["period", "place", "activity", "advantage"]
    assert table["place"].to_list() == ["a", "a", "b", "b"]
