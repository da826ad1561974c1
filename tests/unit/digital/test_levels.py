"""Levels, what limits them, and the crowd at a glance: three firms worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lantu.digital import action_view, heat_map, next_level, standing
from lantu.errors import CallerError
from lantu.model.assessment import assessment
from lantu.model.rubric import Action
from town.maturity import PLAIN, RUBRIC, firms

NONE = float("nan")
TOLD = assessment(
    RUBRIC,
    firms(["low", "open", "high"]),
    np.array([[0.5, 0.0, 0.25], [0.5, NONE, 1.0], [1.0, 0.5, 1.0]]),
    scenes=np.array([[0, 0], [2, -1], [2, 2]]),
    segments=("光", "光", "芯"),
)


def test_score_and_level_by_hand() -> None:
    found = standing(TOLD)
    assert found.score.tolist() == pytest.approx([25.0, 55.0, 85.0])
    assert found.score_upper.tolist() == pytest.approx([25.0, 85.0, 85.0])
    assert found.level.tolist() == [1, 1, 2]
    assert found.level_upper.tolist() == [1, 2, 2]
    assert found.settled.tolist() == [True, False, True]
    assert found.scenes.tolist() == [[0, 0], [1, 1], [2, 2]]
    assert found.constrained.tolist() == [[0, 0], [1, 1], [1, 1]]


def test_a_cut_is_met_exactly_and_a_missing_scene_holds_back() -> None:
    shares = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0]])
    scenes = np.array([[2, 2], [0, 2]])
    told = assessment(RUBRIC, firms(["f", "g"]), shares, scenes=scenes)
    assert standing(told).level.tolist() == [2, 1]
    far = next_level(standing(told))
    assert far.points.tolist() == [0.0, 0.0]
    assert (far.scenes.tolist(), far.constrained.tolist()) == ([0, 1], [0, 1])


def test_below_the_first_cut_there_is_no_level() -> None:
    told = assessment(PLAIN, firms(["f"]), np.zeros((1, 3)))
    assert standing(told).level.tolist() == [0]


def test_the_fewest_items_that_lift_a_firm() -> None:
    far = next_level(standing(TOLD))
    assert far.target.tolist() == [2, 2, 2]
    assert far.points.tolist() == pytest.approx([35.0, 5.0, 0.0])
    low = far.limits("low")
    assert [limit.item.code for limit in low] == ["A2", "B"]
    assert [limit.lost for limit in low] == pytest.approx([30.0, 30.0])
    assert [limit.needed for limit in low] == pytest.approx([30.0, 5.0])
    (unanswered,) = far.limits("open")
    assert (unanswered.item.code, unanswered.answered) == ("A2", False)
    assert far.limits("high") == ()
    assert far.scenes.tolist() == [2, 1, 0]
    with pytest.raises(CallerError, match="no firm"):
        far.limits("none")


def test_segments_by_levels_count_open_firms_apart() -> None:
    seen = heat_map(standing(TOLD))
    assert seen.groups == ("光", "芯")
    assert seen.counts.tolist() == [[0, 1, 0], [0, 0, 1]]
    assert seen.open.tolist() == [1, 0]
    assert seen.firms.tolist() == [2, 1]
    assert seen.answered.tolist() == [[2, 1, 2], [1, 1, 1]]
    assert seen.share.tolist()[0] == pytest.approx([0.5, 0.0, 0.625])
    assert heat_map(standing(TOLD), by="place").groups == ("",)


def test_the_three_actions_by_hand() -> None:
    view = action_view(TOLD)
    assert view.actions == (Action.DIGITAL, Action.NETWORK, Action.SMART)
    assert view.items == (("A1", "B", "S1"), ("A2",), ("S2",))
    digital = [(0.3 * 0.5 + 0.4 * 0.25) / 0.7 / 2, (0.15 + 0.4) / 0.7 / 2 + 0.5, 1.0]
    assert view.lower[:, 0].tolist() == pytest.approx(digital)
    assert view.lower[:, 1].tolist() == pytest.approx([0.0, 0.0, 0.5])
    assert view.upper[:, 1].tolist() == pytest.approx([0.0, 1.0, 0.5])
    assert view.lower[:, 2].tolist() == pytest.approx([0.0, 0.0, 1.0])
    assert view.upper[:, 2].tolist() == pytest.approx([0.0, 1.0, 1.0])


def test_frames_have_a_row_per_firm_or_group() -> None:
    found = standing(TOLD)
    assert found.to_polars()["answered"].to_list() == pytest.approx([1.0, 0.7, 1.0])
    assert next_level(found).to_polars()["items"].to_list() == ["A2、B", "A2", ""]
    assert heat_map(found).to_polars().columns == [
        "group", "firms", "未达级", "一级", "二级", "open",
    ]  # fmt: skip
    assert action_view(TOLD).to_polars().columns[1:3] == ["digital_lower", "digital_upper"]
    assert found.caveats == ()
