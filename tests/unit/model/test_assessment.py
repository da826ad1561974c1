from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lantu.errors import DataError
from lantu.model.assessment import UNANSWERED, assessment
from town.maturity import RUBRIC, firms

NONE = float("nan")


def test_what_is_not_answered_is_absent_and_not_zero() -> None:
    told = assessment(RUBRIC, firms(["f", "g"]), np.array([[0.5, NONE, 0.0], [1.0, 1.0, 1.0]]))
    assert told.answered.tolist() == [[True, False, True], [True, True, True]]
    assert told.shares.tolist() == [[0.5, 0.0, 0.0], [1.0, 1.0, 1.0]]
    assert (told.scenes == UNANSWERED).all()
    assert len(told) == 2


def test_firms_are_taken_with_all_that_is_theirs() -> None:
    told = assessment(
        RUBRIC,
        firms(["f", "g"]),
        np.array([[0.5, NONE, 0.0], [1.0, 1.0, 1.0]]),
        scenes=np.array([[0, 1], [2, -1]]),
        segments=("s", "t"),
    )
    one = told.take([1])
    assert (one.firms.codes, one.segments) == (("g",), ("t",))
    assert one.scenes.tolist() == [[2, -1]]
    assert not one.shares.flags.writeable


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_shares_lie_between_nothing_and_all(share: float) -> None:
    with pytest.raises(DataError, match="f: item A2 is out of bounds"):
        assessment(RUBRIC, firms(["f"]), np.array([[0.5, share, 0.0]]))


@pytest.mark.parametrize("reached", [-2, 3])
def test_scenes_stand_between_nothing_and_their_top(reached: int) -> None:
    with pytest.raises(DataError, match="f: scene S2 is out of bounds"):
        assessment(RUBRIC, firms(["f"]), np.zeros((1, 3)), scenes=np.array([[0, reached]]))


def test_an_answer_that_is_absent_earns_nothing() -> None:
    told = assessment(RUBRIC, firms(["f"]), np.full((1, 3), 0.5))
    with pytest.raises(DataError, match="out of bounds"):
        replace(told, answered=np.array([[True, False, True]]))


def test_arrays_have_a_row_per_firm() -> None:
    with pytest.raises(DataError, match=r"shares of an assessment: shape \(1, 3\)"):
        assessment(RUBRIC, firms(["f", "g"]), np.zeros((1, 3)))
