from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest

from lantu.errors import CallerError
from lantu.studies import RankingPlan

LISTS = ("gaps", "weak", "extend", "leaders", "attract", "places")


@pytest.mark.parametrize("ranked", LISTS)
def test_default_weights_sum_to_one(ranked: str) -> None:
    assert sum(getattr(RankingPlan(), ranked).values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "given",
    [
        {"draws": 0},
        {"draws": 10.5},
        {"seed": -1},
        {"seed": 1.5},
        {"concentration": 0},
        {"concentration": inf},
        {"concentration": nan},
        {"tell_apart": 0.4},
        {"tell_apart": 1},
        {"tell_apart": nan},
    ],
)
def test_a_number_out_of_range_is_refused_with_the_way_out(given: dict[str, Any]) -> None:
    with pytest.raises(CallerError, match="ranking needs") as caught:
        RankingPlan(**given)
    assert "[ranking] of lantu.toml" in caught.value.hint


@pytest.mark.parametrize("ranked", LISTS)
def test_an_unknown_criterion_is_refused_by_name(ranked: str) -> None:
    with pytest.raises(CallerError, match=rf"\[ranking\.{ranked}\] has no criterion 'beauty'"):
        RankingPlan(**{ranked: {"beauty": 1.0}})  # type: ignore[arg-type]  # a table of weights


@pytest.mark.parametrize(
    "weights",
    [{"criticality": -1.0, "demand": 2.0}, {"criticality": 0.0}, {"demand": nan}, {"demand": inf}],
)
def test_weights_are_finite_and_not_all_zero(weights: dict[str, float]) -> None:
    with pytest.raises(CallerError, match="finite weights >= 0, not all zero"):
        RankingPlan(gaps=weights)
