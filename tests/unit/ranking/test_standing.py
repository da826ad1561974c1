from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.ranking import (
    Criterion,
    DecisionTable,
    Standing,
    UniformWeights,
    smaa,
    standings,
    weighted_sum,
)
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.ranking.decision_table import Performance

X = Criterion(key="x", name=Text("甲", "x"), scale=(0, 1))


def told(rows: dict[str, Performance], tell_apart: float = 0.8) -> tuple[Standing, ...]:
    table = DecisionTable.from_rows([X], {label: {"x": x} for label, x in rows.items()})
    found = smaa(table, weights=UniformWeights(), draws=4000, rng=np.random.default_rng(1))
    return standings(found, tell_apart=tell_apart)


def places(standing: tuple[Standing, ...]) -> dict[str, str]:
    return {s.alternative: s.said for s in standing}


def test_what_is_surely_apart_has_a_place_of_its_own() -> None:
    assert places(told({"a": 0.1, "b": 0.9, "c": 0.5})) == {"b": "1", "c": "2", "a": "3"}


def test_what_cannot_be_told_apart_is_tied() -> None:
    found = told({"a": (0.4, 0.6), "b": (0.41, 0.61), "c": 0.9, "d": 0.5, "e": 0.1})
    assert places(found) == {"c": "1", "b": "2–4", "d": "2–4", "a": "2–4", "e": "5"}
    assert [s.order for s in found] == [0, 1, 2, 3, 4]
    assert {(s.place, s.last_place) for s in found if s.alternative in "abd"} == {(2, 4)}


def test_a_group_is_measured_from_its_head() -> None:
    # Each neighbour alone is within doubt of the next, but the last is not of the head.
    chain: dict[str, Performance] = {
        "a": (0.6, 1.0),
        "b": (0.5, 0.9),
        "c": (0.4, 0.8),
    }
    without_a = {label: x for label, x in chain.items() if label != "a"}
    assert places(told(without_a)) == {"b": "1–2", "c": "1–2"}
    assert places(told(chain)) == {"a": "1–2", "b": "1–2", "c": "3"}


def test_the_threshold_is_the_users() -> None:
    # a exceeds b in three draws of four.
    rows: dict[str, Performance] = {"a": (0, 1), "b": 0.25}
    assert places(told(rows, 0.8)) == {"a": "1–2", "b": "1–2"}
    assert places(told(rows, 0.7)) == {"a": "1", "b": "2"}


def test_equals_are_tied_at_even_odds_unless_even_odds_are_enough() -> None:
    rows: dict[str, Performance] = {"b": 0.5, "a": 0.5}
    found = told(rows, 0.51)
    assert places(found) == {"a": "1–2", "b": "1–2"}
    assert [s.alternative for s in found] == ["a", "b"]


def test_a_standing_has_its_interval() -> None:
    first, second = told({"a": (0, 1), "b": 0.25})
    assert (first.alternative, first.low, first.high, first.best, first.worst) == ("a", 1, 2, 1, 2)
    assert first.first == pytest.approx(0.75, abs=0.03)
    assert first.expected == pytest.approx(1.25, abs=0.03)
    assert first.expected + second.expected == 3


def test_nobody_stands_nowhere() -> None:
    assert told({}) == ()


@pytest.mark.parametrize("tell_apart", [0.4, 1.1, float("nan")])
def test_a_threshold_that_tells_nothing_is_refused(tell_apart: float) -> None:
    with pytest.raises(CallerError, match=r"from 0\.5 up to 1"):
        told({"a": 1}, tell_apart)


def test_a_weighted_sum_has_its_parts() -> None:
    y = Criterion(key="y", name=Text("乙", "y"), scale=(0, 10), weight=3, direction="less")
    table = DecisionTable.from_rows([X, y], {"b": {"x": 1, "y": (0, 5)}, "a": {"x": 0.5}})
    found = weighted_sum(table)
    assert found.weights.tolist() == [0.25, 0.75]
    assert found.alternatives.labels == ("a", "b")
    assert found.parts_lower.tolist() == [[0.125, 0], [0.25, 0.375]]
    assert found.parts_upper.tolist() == [[0.125, 0.75], [0.25, 0.75]]
    assert found.lower.tolist() == [0.125, 0.625]
    assert found.upper.tolist() == [0.875, 1.0]
