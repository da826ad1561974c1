from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.ranking import Criterion, DecisionTable
from lantu.vocab.text import Text

NAME = Text("准则", "criterion")
MORE = Criterion(key="size", name=NAME, weight=3)
LESS = Criterion(key="cost", name=NAME, direction="less")
SCALED = Criterion(key="share", name=NAME, scale=(0, 10))


def test_utilities_run_from_the_worst_to_the_best() -> None:
    table = DecisionTable.from_rows(
        [MORE, LESS, SCALED],
        {
            "b": {"size": 20, "cost": 5, "share": (2, 5)},
            "a": {"size": 10, "cost": (1, 3), "share": 10},
            "c": {"size": (12, 15), "cost": None},
        },
    )
    assert table.alternatives.labels == ("a", "b", "c")
    utilities = table.utilities()
    assert utilities.lower.tolist() == [[0, 0.5, 1], [1, 0, 0.2], [0.2, 0, 0]]
    assert utilities.upper.tolist() == [[0, 1, 1], [1, 0, 0.5], [0.5, 1, 1]]
    assert table.known.tolist() == [[True, True, True], [True, True, True], [True, False, False]]


def test_equal_performances_tell_nothing_apart_but_the_unknown_stays_wide() -> None:
    table = DecisionTable.from_rows([MORE], {"a": {"size": 7}, "b": {"size": 7}, "c": {}})
    assert table.utilities().lower.tolist() == [[0.5], [0.5], [0]]
    assert table.utilities().upper.tolist() == [[0.5], [0.5], [1]]


def test_a_criterion_of_which_nothing_is_known_is_wide_for_all() -> None:
    table = DecisionTable.from_rows([MORE], {"a": {}, "b": {}})
    assert table.utilities().lower.tolist() == [[0], [0]]
    assert table.utilities().upper.tolist() == [[1], [1]]


def test_weights_are_brought_to_sum_one() -> None:
    table = DecisionTable.from_rows([MORE, LESS], {"a": {}})
    assert table.weights.tolist() == [0.75, 0.25]


def test_arrays_come_in_any_order_and_figures_without_record_are_ignored() -> None:
    table = DecisionTable.of(
        ["b", "a"],
        [MORE, LESS],
        np.array([[1, np.nan], [3, 4]]),
        known=[[True, False], [True, True]],
    )
    assert table.lower.tolist() == [[3, 4], [1, 0]]
    assert table.upper.tolist() == table.lower.tolist()


def test_nothing_to_rank_is_a_table_too() -> None:
    assert DecisionTable.from_rows([MORE], {}).utilities().lower.shape == (0, 1)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({"a": {"size": float("nan")}}, "'size' of 'a' is not a finite number"),
        ({"a": {"size": float("inf")}}, "is not a finite number"),
        ({"a": {"size": (3, 2)}}, "has its bounds reversed: 3.0 to 2.0"),
        ({"a": {"share": 11}}, r"outside its scale: 11.0 to 11.0, scale \(0, 10\)"),
        ({"a": {"speed": 1}}, "no criterion is called 'speed'; there are size, share"),
    ],
)
def test_figures_that_make_no_sense_are_refused(
    rows: dict[str, dict[str, float]], says: str
) -> None:
    with pytest.raises(CallerError, match=says):
        DecisionTable.from_rows([MORE, SCALED], rows)


def test_what_is_named_twice_is_refused() -> None:
    with pytest.raises(CallerError, match="'a' is given more than once"):
        DecisionTable.of(["a", "a"], [MORE], [[1], [2]])
    with pytest.raises(CallerError, match="distinct criteria, got size, size"):
        DecisionTable.of(["a"], [MORE, MORE], [[1, 2]])
    with pytest.raises(CallerError, match="distinct criteria, got none"):
        DecisionTable.of(["a"], [], np.zeros((1, 0)))


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(CallerError, match=r"lower has shape \(1, 2\)"):
        DecisionTable.of(["a"], [MORE], [[1, 2]])
    with pytest.raises(CallerError, match=r"known has shape \(2, 1\)"):
        DecisionTable.of(["a"], [MORE], [[1]], known=[[True], [True]])
    table = DecisionTable.of(["a"], [MORE], [[1]])
    with pytest.raises(CallerError, match=r"known has shape \(1, 2\)"):
        DecisionTable(
            alternatives=table.alternatives,
            criteria=table.criteria,
            lower=table.lower,
            upper=table.upper,
            known=np.ones((1, 2), dtype=np.bool_),
        )


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_a_weight_that_makes_no_sense_is_refused(weight: float) -> None:
    with pytest.raises(CallerError, match="'x' needs a weight >= 0"):
        Criterion(key="x", name=NAME, weight=weight)


@pytest.mark.parametrize("scale", [(1.0, 1.0), (2.0, 1.0), (0.0, float("inf"))])
def test_a_scale_without_length_is_refused(scale: tuple[float, float]) -> None:
    with pytest.raises(CallerError, match=r"'x' needs a scale \(low, high\)"):
        Criterion(key="x", name=NAME, scale=scale)


def test_criteria_that_all_weigh_nothing_are_refused() -> None:
    table = DecisionTable.from_rows([Criterion(key="x", name=NAME, weight=0)], {"a": {"x": 1}})
    with pytest.raises(CallerError, match="all criteria weigh nothing: x"):
        _ = table.weights
