from __future__ import annotations

import numpy as np
import pytest

from lantu.chains import Presence, Rules, presence
from lantu.chains.presence import belief
from lantu.evidence.confidence import GradeWeights
from lantu.model.chain_graph import NO_GRADE
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts

WEIGHT = {"A": 0.95, "B": 0.85, "C": 0.6, "D": 0.3}


def of(*makers: tuple[str, str, str], confirmed: str = "", rules: Rules | None = None) -> Presence:
    """Presence of one product: rows of (firm, activity, grade)."""
    facts = Facts(
        makers=[(firm, "P", activity, grade) for firm, activity, grade in makers],
        products={"P": ("C", "S")},
        confirmed={"P": confirmed} if confirmed else {},
    )
    return presence(facts.graph(), HERE, rules or Rules())


def test_one_row_is_as_likely_as_its_class() -> None:
    for grade, weight in WEIGHT.items():
        assert of(("F", "produces", grade)).point[0] == pytest.approx(weight, abs=1e-15)


def test_independent_makers_leave_less_doubt() -> None:
    found = of(("F", "produces", "B"), ("G", "operates", "C"), ("H", "supplies", "D"))
    assert found.point[0] == pytest.approx(1 - 0.15 * 0.4 * 0.7)
    assert found.lower[0] == pytest.approx(0.85)
    assert found.makers_now[0] == 3


def test_rows_of_one_firm_are_one_statement() -> None:
    found = of(("F", "produces", "C"), ("F", "operates", "B"), ("F", "produces", "B"))
    assert found.point[0] == pytest.approx(0.85)
    assert found.makers_now[0] == 1
    assert found.best_grade[0] == 1
    assert found.making_rows.of(0).tolist() == [0, 1, 2]


def test_no_record_is_not_absence() -> None:
    found = of()
    assert (found.point[0], found.lower[0], found.upper[0]) == (0, 0, 1)
    assert found.best_grade[0] == NO_GRADE
    assert not found.lead[0]


def test_builders_count_later_not_now() -> None:
    found = of(("F", "under_construction", "B"), ("G", "planned", "A"))
    assert found.point[0] == 0
    assert found.planned[0] == pytest.approx(1 - (1 - 0.17) * (1 - 0.19))
    assert found.planned_point[0] == found.planned[0]
    assert found.makers_building[0] == 2


def test_a_maker_that_builds_more_is_still_one_maker() -> None:
    found = of(("F", "produces", "B"), ("F", "under_construction", "A"))
    assert found.makers_building[0] == 0
    assert found.planned_point[0] == found.point[0]
    assert found.building_rows.of(0).tolist() == [1]


def test_users_make_nothing() -> None:
    assert of(("F", "uses", "A")).upper[0] == 1
    assert of(("F", "uses", "A")).makers_now[0] == 0


def test_class_d_switched_off_is_no_row() -> None:
    found = of(("F", "produces", "D"), rules=Rules(weights=GradeWeights(use_d=False)))
    assert found.makers_now[0] == 0
    assert found.best_grade[0] == NO_GRADE
    assert found.making_rows.of(0).size == 0


def test_a_confirmation_lowers_the_upper_bound() -> None:
    found = of(confirmed="B")
    assert (found.point[0], found.lower[0]) == (0, 0)
    assert found.upper[0] == pytest.approx(0.15)
    assert found.confirmed[0]


def test_a_confirmation_against_a_maker_is_combined_by_dempsters_rule() -> None:
    found = of(("F", "produces", "B"), confirmed="C")
    p, q = 0.85, 0.6
    assert found.lower[0] == pytest.approx(p * (1 - q) / (1 - p * q))
    assert found.upper[0] == pytest.approx((1 - q) / (1 - p * q))
    assert found.conflict[0] == pytest.approx(p * q)
    assert found.lead[0]


def test_a_weightier_confirmation_settles_a_lead() -> None:
    found = of(("F", "produces", "D"), confirmed="B")
    assert not found.lead[0]
    assert found.point[0] <= found.upper[0]


def test_soft_rows_never_leave_the_interval_that_hard_ones_set() -> None:
    rows = [(f"F{at}", "produces", "C") for at in range(20)]
    found = of(*rows, confirmed="A")
    assert found.point[0] == found.upper[0] == pytest.approx(0.05)


def test_certainty_against_certainty_is_a_stalemate() -> None:
    bel, pl = belief(np.array([1.0, 1.0, 0.0]), np.array([1.0, 0.0, 1.0]))
    assert bel.tolist() == [0.5, 1, 0]
    assert pl.tolist() == [0.5, 1, 0]


def test_a_prefecture_sees_its_own_firms_and_the_provinces_confirmation() -> None:
    graph = Facts(
        makers=[("F", "P", "produces", "A"), ("G", "P", "produces", "A")],
        firms={"F": (TOWN, ""), "G": (ELSEWHERE, "")},
        confirmed={"P": "A"},
    ).graph()
    assert presence(graph, HERE, Rules()).makers_now[0] == 1
    assert presence(graph, TOWN, Rules(), home=HERE).confirmed[0]
    assert presence(graph, 420200, Rules(), home=HERE).makers_now[0] == 0
    assert not presence(graph, ELSEWHERE, Rules(), home=HERE).confirmed[0]


def test_the_threshold_holds_within_rounding() -> None:
    weights = GradeWeights(c=0.5, d=0.3)
    assert of(("F", "produces", "C"), rules=Rules(weights=weights)).present[0]
    exact = Rules(present_at=1 - 0.4 * 0.7)
    assert of(("F", "produces", "C"), ("G", "produces", "D"), rules=exact).present[0]


def test_arrays_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        of().point[0] = 1
