from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.studies import RankingPlan
from lantu.studies.methods import SMAA
from lantu.studies.placing import Measure, place, rank_finding

if TYPE_CHECKING:
    from lantu.studies import Survey
    from lantu.workbench import Workbench

NAMES = ["a", "b", "c"]


def measure(*values: float, known: tuple[bool, ...] | None = None) -> Measure:
    there = None if known is None else np.array(known)
    return Measure.of(np.array(values), range(len(values)), known=there)


@pytest.fixture(scope="module")
def survey(town: Workbench) -> Survey:
    return replace(town.survey, ranking=RankingPlan(draws=200))


def test_who_leads_on_everything_comes_first_in_every_draw(survey: Survey) -> None:
    placed = place(
        survey, "gaps", NAMES, {"criticality": measure(1, 3, 2), "demand": measure(0, 9, 4)}
    )
    assert [p.order for p in placed] == [2, 0, 1]
    assert [p.first for p in placed] == [0, 1, 0]
    assert [p.said for p in placed] == ["3", "1", "2"]
    assert [(p.interval.lower, p.interval.upper) for p in placed] == [(3, 3), (1, 1), (2, 2)]


def test_equals_share_a_place(survey: Survey) -> None:
    placed = place(survey, "gaps", NAMES, {"criticality": measure(2, 2, 1)})
    assert [p.said for p in placed] == ["1–2", "1–2", "3"]


def test_what_is_not_on_record_widens_the_interval_and_is_not_zero(survey: Survey) -> None:
    criteria = {"criticality": measure(2, 1, 3), "dependence": measure(0.5, 0.4, 0.6)}
    sure = place(survey, "gaps", NAMES, criteria)
    unsure = place(
        survey,
        "gaps",
        NAMES,
        {**criteria, "dependence": measure(0.5, 0, 0.6, known=(True, False, True))},
    )
    assert sure[1].interval.width == 0
    assert unsure[1].interval.width > 0


def test_a_criterion_of_no_weight_ranks_nothing(survey: Survey) -> None:
    plan = RankingPlan(draws=200, gaps={"criticality": 1.0, "demand": 0.0})
    placed = place(
        replace(survey, ranking=plan),
        "gaps",
        NAMES,
        {"criticality": measure(3, 2, 1), "demand": measure(1, 2, 3)},
    )
    assert [p.order for p in placed] == [0, 1, 2]
    assert [p.interval.width for p in placed] == [0, 0, 0]


def test_nobody_is_ranked_where_there_is_nobody(survey: Survey) -> None:
    assert place(survey, "gaps", [], {"criticality": measure()}) == []


def test_the_order_of_what_is_ranked_changes_nothing(survey: Survey) -> None:
    criteria = {"criticality": (2.0, 1.0, 3.0), "demand": (1.0, 5.0, 2.0)}
    one = place(survey, "gaps", NAMES, {k: measure(*v) for k, v in criteria.items()})
    other = place(survey, "gaps", NAMES[::-1], {k: measure(*v[::-1]) for k, v in criteria.items()})
    assert one == other[::-1]


def test_another_seed_draws_other_weights(survey: Survey) -> None:
    criteria = {"criticality": measure(2, 1, 3), "demand": measure(1, 5, 2)}
    one = place(survey, "gaps", NAMES, criteria)
    same = place(survey, "gaps", NAMES, criteria)
    other = place(replace(survey, ranking=RankingPlan(draws=200, seed=7)), "gaps", NAMES, criteria)
    assert one == same
    assert [p.first for p in one] != [p.first for p in other]


def test_a_rank_is_a_finding_with_its_interval(survey: Survey) -> None:
    placed = place(survey, "gaps", NAMES, {"criticality": measure(2, 2, 1)})[0]
    found = rank_finding(placed)
    assert (found.value, found.method, found.interval) == ("1–2", SMAA, placed.interval)
