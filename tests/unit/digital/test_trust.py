"""Answers that do not fit together, and what an audit makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from lantu.digital import bias, contradictions
from lantu.errors import CallerError
from lantu.model.assessment import Assessment, Origin, assessment
from town.maturity import PLAIN, RUBRIC, firms

NONE = float("nan")


def test_broken_rules_are_named_with_firm_and_items() -> None:
    told = assessment(
        RUBRIC,
        firms(["fine", "both", "full", "silent", "absent"]),
        np.array([
            [0.5, 0.5, 0.5],
            [0.25, 0.5, 0.0],
            [1.0, 1.0, 1.0],
            [NONE, NONE, NONE],
            [NONE, 0.5, NONE],
        ]),
        scenes=np.array([[2, 0], [0, 2], [2, 2], [-1, -1], [2, 2]]),
    )  # fmt: skip
    found = [(each.firm, each.items, each.reason.zh) for each in contradictions(told)]
    assert found == [
        ("both", ("A2", "A1"), "联网先数字化"),
        ("both", ("B",), "有场景无管理"),
        ("full", (), "各项全部满分：请复核"),
        ("silent", (), "没有任何回答"),
    ]


def told_by(origin: Origin, codes: list[str], shares: list[list[float]]) -> Assessment:
    return assessment(PLAIN, firms(codes), np.array(shares), origin=origin)


OWN = told_by(
    Origin.SELF,
    ["a", "b", "c", "d"],
    [[1.0, 1.0, 0.5], [0.5, 0.5, 0.5], [1.0, NONE, 0.25], [0.0, 0.0, 0.0]],
)
AUDIT = told_by(
    Origin.AUDIT, ["c", "a", "b"], [[0.5, 0.5, 0.25], [0.5, 0.0, 0.5], [0.5, 0.5, 0.25]]
)


def test_firms_are_matched_and_gaps_are_told_on_what_both_answered() -> None:
    found = bias(OWN, AUDIT)
    assert found.firms == ("a", "b", "c")
    assert found.gap.tolist() == pytest.approx([45.0, 10.0, 15.0])
    assert found.item_firms.tolist() == [3, 2, 3]
    assert found.item_gap.tolist() == pytest.approx([1.0 / 3, 0.5, 0.25 / 3])
    assert found.self_level.tolist() == [2, 1, 1]
    assert found.audit_level.tolist() == [1, 1, 1]
    assert found.overstated == pytest.approx(1 / 3)
    assert found.to_polars()["firm"].to_list() == ["a", "b", "c"]


def test_the_interval_is_students() -> None:
    found = bias(OWN, AUDIT)
    low, high = ttest_1samp(found.gap, 0.0).confidence_interval(0.95)
    assert found.bounds == pytest.approx((low, high))
    assert found.mean == pytest.approx(70 / 3)


def test_one_audit_tells_no_spread() -> None:
    found = bias(OWN, AUDIT.take([0]))
    assert found.bounds == (float("-inf"), float("inf"))


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(CallerError, match="origins"):
        bias(AUDIT, OWN)
    with pytest.raises(CallerError, match="no firm was audited"):
        bias(OWN.take([3]), AUDIT)
    other = assessment(RUBRIC, firms(["a"]), np.zeros((1, 3)), origin=Origin.AUDIT)
    with pytest.raises(CallerError, match="town beside town"):
        bias(OWN, other)
