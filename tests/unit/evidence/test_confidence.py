from __future__ import annotations

from math import nan

import pytest

from lantu.evidence.confidence import GradeWeights, Interval
from lantu.vocab.words import Grade


def test_an_interval_knows_its_width() -> None:
    assert Interval(0.25, 1.0).width == 0.75
    assert Interval(0.5, 0.5).width == 0


@pytest.mark.parametrize(("lower", "upper"), [(1.0, 0.0), (nan, 1.0), (0.0, nan)])
def test_an_interval_upside_down_or_without_a_number_is_refused(lower: float, upper: float) -> None:
    with pytest.raises(ValueError, match="lower <= upper"):
        Interval(lower, upper)


def test_better_classes_weigh_more() -> None:
    weights = GradeWeights()
    assert weights.table() == (0.95, 0.85, 0.6, 0.3)
    assert [weights.of(grade) for grade in Grade] == [0.95, 0.85, 0.6, 0.3]


def test_class_d_switched_off_weighs_nothing_and_leaves_the_others() -> None:
    assert GradeWeights(use_d=False).table() == (0.95, 0.85, 0.6, 0.0)
    assert GradeWeights(use_d=False).of(Grade.D) == 0


@pytest.mark.parametrize(
    "given",
    [{"a": 1.1}, {"a": 0.5}, {"c": 0.9}, {"d": -0.1}, {"b": nan}],
    ids=["above one", "a below b", "c above b", "negative", "no number"],
)
def test_weights_that_are_no_probabilities_or_out_of_order_are_refused(
    given: dict[str, float],
) -> None:
    with pytest.raises(ValueError, match="1 >= A >= B >= C >= D >= 0"):
        GradeWeights(**given)  # type: ignore[arg-type]  # every case is a weight


@pytest.mark.parametrize("building", [-0.1, 1.1, nan])
def test_the_weight_of_a_planned_maker_is_a_probability(building: float) -> None:
    with pytest.raises(ValueError, match="planned maker"):
        GradeWeights(building=building)
