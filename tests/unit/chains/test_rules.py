from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from lantu.chains import Exponents, Rules
from lantu.vocab.words import FirmRole


def replaced(name: str, value: float) -> Rules:
    settings: dict[str, Any] = {name: value}
    return Rules(**settings)


def test_every_threshold_must_be_a_share() -> None:
    for each in fields(Rules):
        if isinstance(getattr(Rules(), each.name), float):
            with pytest.raises(ValueError, match=each.name):
                replaced(each.name, 1.5)


@pytest.mark.parametrize("name", ["present_at", "base_share"])
def test_some_must_be_above_zero(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}|above 0"):
        replaced(name, 0.0)


def test_weak_lies_below_strong() -> None:
    with pytest.raises(ValueError, match="weak_below <= strong_at"):
        Rules(strong_at=0.3)


def test_every_role_needs_a_score_in_range() -> None:
    with pytest.raises(ValueError, match="exactly"):
        Rules(role_scores={FirmRole.LEADER: 0.7})
    with pytest.raises(ValueError, match="leader"):
        Rules(role_scores={**Rules().role_scores, FirmRole.LEADER: 2})


def test_scores_stand_in_the_order_of_the_roles() -> None:
    given = dict.fromkeys(reversed(FirmRole), 0.5)
    assert list(Rules(role_scores=given).role_scores) == list(FirmRole)


def test_exponents_do_not_turn_the_index_round() -> None:
    with pytest.raises(ValueError, match="central"):
        Exponents(central=-1)
