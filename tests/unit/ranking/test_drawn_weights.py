"""Weights drawn once serve every ranking by the same criteria."""

from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.ranking import AroundWeights, Criterion, DecisionTable, DrawnWeights, draw_weights, smaa
from lantu.vocab.text import Text

NAME = Text("指标", "criterion")


def table(*keys: str) -> DecisionTable:
    criteria = [Criterion(key=key, name=NAME, weight=at + 1) for at, key in enumerate(keys)]
    return DecisionTable.of(["one", "other"], criteria, [[1.0, 0.0], [0.0, 1.0]])


def drawn(draws: int = 500) -> DrawnWeights:
    values = draw_weights(
        table("a", "b"), AroundWeights(concentration=12), draws, np.random.default_rng(7)
    )
    return DrawnWeights(keys=("a", "b"), values=values)


def first(ranked: DecisionTable, weights: DrawnWeights) -> list[float]:
    found = smaa(ranked, weights=weights, draws=500, rng=np.random.default_rng(1))
    return [float(share) for share in found.first]


def test_the_share_of_firsts_is_that_of_the_given_weights() -> None:
    weights = drawn()
    ahead = float((weights.values[:, 0] > weights.values[:, 1]).mean())
    assert first(table("a", "b"), weights) == pytest.approx([ahead, 1 - ahead])


def test_columns_follow_their_keys_and_not_their_order() -> None:
    turned = DecisionTable.of(
        ["one", "other"],
        [Criterion(key="b", name=NAME), Criterion(key="a", name=NAME)],
        [[0.0, 1.0], [1.0, 0.0]],
    )
    assert first(turned, drawn()) == first(table("a", "b"), drawn())


def test_weights_of_other_criteria_or_another_number_of_draws_are_refused() -> None:
    with pytest.raises(CallerError):
        first(table("a", "c"), drawn())
    with pytest.raises(CallerError, match="300 draws of weights are given, 500 are asked for"):
        first(table("a", "b"), drawn(300))
