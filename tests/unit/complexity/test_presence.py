from __future__ import annotations

import numpy as np
import pytest

from lantu.complexity import LeftOut, PresenceTest, Rules, activity_matrix, presence
from lantu.errors import CallerError

AS_IT_STANDS = PresenceTest(measure="values")
STAIRS = [[1, 1, 1], [1, 1, 0], [1, 0, 0]]


def test_presence_is_an_advantage_of_at_least_the_threshold() -> None:
    matrix = activity_matrix([[5.0, 0.0], [5.0, 10.0]])  # RCA 2, 0; 2/3, 4/3
    assert presence(matrix).present[0].tolist() == [[True, False], [False, True]]
    lower = presence(matrix, test=PresenceTest(threshold=0.6))
    assert lower.present[0].tolist() == [[True, False], [True, True]]


def test_rounding_does_not_decide_who_is_usual() -> None:
    amounts = np.outer([0.1, 0.7, 1.3, 2.9], [0.3, 0.6, 1.1, 1.7, 2.3])
    assert presence(activity_matrix(amounts)).present.all()


def test_diversity_counts_activities_and_ubiquity_places() -> None:
    found = presence(activity_matrix(STAIRS), test=AS_IT_STANDS)
    assert found.diversity.tolist() == [[3, 2, 1]]
    assert found.ubiquity.tolist() == [[3, 2, 1]]
    assert found.diversity_to_polars()["diversity"].to_list() == [3, 2, 1]
    assert found.ubiquity_to_polars()["ubiquity"].to_list() == [3, 2, 1]
    assert found.to_polars()["present"].sum() == 6


def test_an_amount_below_the_floor_is_no_presence() -> None:
    matrix = activity_matrix([[50.0, 0.0, 1.0], [50.0, 100.0, 0.0]])
    floor = PresenceTest(floor=2.0)
    assert presence(matrix).present[0, 0].tolist() == [True, False, True]
    assert presence(matrix, test=floor).present[0, 0].tolist() == [True, False, False]


def test_presence_per_head_or_either_way() -> None:
    matrix = activity_matrix([[2.0, 4.0, 4.0], [6.0, 12.0, 30.0]])
    alike = [1.0, 1.0]
    per_head = presence(matrix, test=PresenceTest(measure="per-head"), population=alike)
    by_rca = presence(matrix)
    either = presence(matrix, test=PresenceTest(measure="either"), population=alike)
    assert per_head.present[0].tolist() == [[False] * 3, [True] * 3]
    assert by_rca.present[0].tolist() == [[True, True, False], [False, False, True]]
    assert (either.present == (per_head.present | by_rca.present)).all()


def test_presence_that_lasts_needs_every_period_there_is() -> None:
    on_off_on = activity_matrix(
        [[[1, 1], [1, 1]], [[1, 0], [1, 1]], [[1, 1], [1, 1]]], periods=("1", "2", "3")
    )
    lasting = PresenceTest(measure="values", held=2)
    cell = presence(on_off_on, test=lasting).present[:, 0, 1]
    assert cell.tolist() == [True, False, False]


def test_a_window_averages_what_is_on_record() -> None:
    values = np.array([[[4.0, 1.0], [1.0, 1.0]], [[0.0, 1.0], [1.0, 1.0]]])
    recorded = np.ones(values.shape, dtype=bool)
    recorded[1, 0, 0] = False
    test = PresenceTest(measure="values", threshold=3.0, window=2)
    gap = activity_matrix(values, recorded=recorded, periods=("1", "2"))
    zero = activity_matrix(values, periods=("1", "2"))
    assert presence(gap, test=test, rules=Rules()).present[1, 0, 0]
    assert not presence(zero, test=test).present[1, 0, 0]


def test_weights_are_averaged_over_the_window_too() -> None:
    shares = np.array([[[0.2, 0.8], [0.4, 0.6]], [[0.2, 0.8], [0.4, 0.6]]])
    matrix = activity_matrix(shares, weights=[[1.0, 3.0], [3.0, 1.0]], periods=("1", "2"))
    found = presence(matrix, test=PresenceTest(window=2))
    assert np.allclose(found.advantage.values[1, :, 0], [0.2 / 0.3, 0.4 / 0.3])


def test_what_nobody_recorded_is_not_present() -> None:
    recorded = [[True, False], [True, True]]
    matrix = activity_matrix([[1, 0], [1, 1]], recorded=recorded)
    found = presence(matrix, test=PresenceTest(measure="values", threshold=1e-12))
    assert found.present[0].tolist() == recorded


def test_tiny_places_are_left_out_of_every_total_and_named() -> None:
    matrix = activity_matrix([[5.0, 0.0], [5.0, 10.0], [0.5, 0.0]], periods=("2020",))
    found = presence(matrix, rules=Rules(minimum_total=1.0))
    assert found.kept_places.tolist() == [[True, True, False]]
    assert np.allclose(found.advantage.values[0, :2], [[2.0, 0.0], [2 / 3, 4 / 3]])
    assert found.left_out == (
        LeftOut(period="2020", noun="place", code="p0003", reason="total", found=0.5, least=1.0),
    )


def test_thin_records_and_small_populations_are_left_out() -> None:
    matrix = activity_matrix(
        np.ones((3, 4)) * [[1], [1], [0]], recorded=[[True] * 4, [True] * 4, [False] * 4]
    )
    thin = presence(matrix, rules=Rules(minimum_recorded=0.5))
    assert [(out.code, out.reason) for out in thin.left_out] == [("p0003", "recorded")]
    small = presence(matrix, rules=Rules(minimum_population=5.0), population=[9.0, 2.0, 9.0])
    assert ("p0002", "population") in [(out.code, out.reason) for out in small.left_out]


def test_the_core_is_what_is_left_when_nothing_more_goes() -> None:
    # p4 does a4 alone; without p4 nobody does a4; a3 is done once and goes, then p3 has one.
    m = [[1, 1, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 1]]
    core = Rules(minimum_diversity=2, minimum_ubiquity=2)
    found = presence(activity_matrix(m), test=AS_IT_STANDS, rules=core)
    assert found.kept_places.tolist() == [[True, True, False, False]]
    assert found.kept_activities.tolist() == [[True, True, False, False]]
    assert found.present[0].sum() == 4
    assert found.counted(0).m.tolist() == [[1, 1], [1, 1]]
    assert [out.code for out in found.left_out] == ["p0004", "a0003", "a0004", "p0003"]


def test_a_place_that_does_nothing_is_left_out_of_its_period_alone() -> None:
    matrix = activity_matrix([[[1, 0], [0, 0]], [[1, 1], [1, 1]]], periods=("1", "2"))
    found = presence(matrix, test=AS_IT_STANDS)
    assert found.kept_places.tolist() == [[True, False], [True, True]]
    assert found.kept_activities.tolist() == [[True, False], [True, True]]
    assert {(out.period, out.noun, out.reason) for out in found.left_out} == {
        ("1", "place", "diversity"),
        ("1", "activity", "ubiquity"),
    }
    assert found.to_polars().height == 5


def test_figures_of_who_counts_go_back_to_the_whole_axes() -> None:
    matrix = activity_matrix([[0, 0, 0], [1, 0, 1]])
    counted = presence(matrix, test=AS_IT_STANDS).counted(0)
    assert counted.along_places(np.array([7.0])).tolist() == [0, 7]
    assert counted.along_activities(np.array([7.0, 8.0])).tolist() == [7, 0, 8]
    assert counted.over_cells(np.array([[7.0, 8.0]])).tolist() == [[0, 0, 0], [7, 0, 8]]
    assert counted.of_cells(np.arange(6.0).reshape(2, 3)).tolist() == [[3, 5]]


@pytest.mark.parametrize("test", [PresenceTest(measure="per-head"), PresenceTest(measure="either")])
def test_presence_per_head_needs_heads(test: PresenceTest) -> None:
    with pytest.raises(CallerError, match="population"):
        presence(activity_matrix(STAIRS), test=test)


def test_a_rule_on_population_needs_it() -> None:
    with pytest.raises(CallerError, match="population"):
        presence(activity_matrix(STAIRS), rules=Rules(minimum_population=1.0))


@pytest.mark.parametrize(
    "given", [{"measure": "gut"}, {"threshold": 0.0}, {"window": 0}, {"held": 0}]
)
def test_a_test_without_meaning_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(CallerError):
        PresenceTest(**given)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("given", [{"minimum_diversity": 0}, {"minimum_ubiquity": 0}])
def test_a_core_of_nothing_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(CallerError, match="complexity"):
        Rules(**given)


def test_one_period_of_a_panel_is_that_period_alone() -> None:
    values = np.array([[[8.0, 1.0], [1.0, 8.0]], [[8.0, 1.0], [0.0, 0.0]]])
    matrix = activity_matrix(values, periods=("1", "2"))
    panel = presence(matrix)
    for period in ("1", "2"):
        one, alone = panel.period(period), presence(matrix.period(period))
        assert one.periods == alone.periods
        assert one.left_out == alone.left_out
        for name in ("present", "kept_places", "kept_activities"):
            np.testing.assert_array_equal(getattr(one, name), getattr(alone, name))
        np.testing.assert_array_equal(one.advantage.values, alone.advantage.values)
    assert [each.period for each in panel.left_out] == ["2"]
