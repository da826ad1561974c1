from __future__ import annotations

from dataclasses import replace

import pytest

from lantu.chains import Basis, Rules, Strength, strength
from lantu.chains.strength import firm_standing
from lantu.evidence.confidence import GradeWeights
from lantu.vocab.words import FirmRole
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts

SHARE = "local_share"


def of(
    *makers: tuple[str, str, str],
    figures: tuple[tuple[str, float | None, str], ...] = (),
    kind: str = SHARE,
    home: int | None = None,
) -> Strength:
    """Strength of one product: makers of (firm, roles, grade), figures of (firm, value, grade)."""
    facts = Facts(
        products={"P": ("C", "S")},
        firms={firm: (TOWN, roles) for firm, roles, _ in makers} | {"X": (ELSEWHERE, "leader")},
        makers=[(firm, "P", "produces", grade) for firm, _, grade in makers]
        + [("X", "P", "produces", "A")],
        figures=[("P", firm, kind, value, grade) for firm, value, grade in figures],
    )
    return strength(facts.graph(), HERE, Rules(), home=home)


def test_without_a_maker_or_a_share_nothing_is_known() -> None:
    found = of()
    assert not found.known[0]
    assert (found.value[0], found.lower[0], found.upper[0]) == (0, 0, 0)
    assert found.basis[0] == Basis.NOTHING


def test_a_maker_without_a_standing_may_be_anything() -> None:
    found = of(("F", "", "A"))
    assert (found.value[0], found.lower[0], found.upper[0]) == (0.3, 0, 1)
    assert found.basis[0] == Basis.UNRANKED
    assert found.role[0] == -1


def test_the_best_standing_counts() -> None:
    found = of(("E", "little_giant", "B"), ("F", "leader;single_champion", "B"), ("G", "", "A"))
    assert found.value[0] == found.lower[0] == found.upper[0] == 0.8
    assert found.firm[0] == 1
    assert list(FirmRole)[found.role[0]] is FirmRole.SINGLE_CHAMPION


def test_a_standing_counts_by_the_class_of_the_firms_row() -> None:
    facts = Facts(firms={"F": (TOWN, "leader")}, makers=[("F", "P", "produces", "B")])
    weak = replace(facts, firm_grade="D").graph()
    without = Rules(weights=GradeWeights(use_d=False))
    assert strength(weak, HERE, Rules()).role[0] == list(FirmRole).index(FirmRole.LEADER)
    assert strength(weak, HERE, without).role[0] == -1
    assert firm_standing(weak, without).tolist() == [without.other_score]
    assert firm_standing(facts.graph(), without).tolist() == [without.role_scores[FirmRole.LEADER]]


def test_a_standing_on_soft_evidence_leaves_the_lower_bound_at_zero() -> None:
    found = of(("F", "chain_master", "C"))
    assert (found.value[0], found.lower[0]) == (1, 0)


def test_a_share_is_measured_against_the_regions_weight() -> None:
    found = of(("F", "chain_master", "B"), figures=(("F", 0.05, "B"),))
    assert found.basis[0] == Basis.SHARE
    assert found.value[0] == pytest.approx(0.5)
    assert (found.share[0], found.standing[0], found.figure[0]) == (0.05, 1, 0)


def test_of_figures_that_differ_the_best_class_counts_and_the_range_stays() -> None:
    found = of(
        ("F", "", "B"),
        figures=(("F", 0.2, "B"), ("F", 0.45, "C"), ("", 0.15, "A"), ("", None, "A")),
    )
    assert found.share[0] == 0.15
    assert found.value[0] == pytest.approx(0.75)
    assert found.lower[0] == pytest.approx(0.75)
    assert found.upper[0] == pytest.approx(0.9)
    assert (found.shares.lowest[0], found.shares.highest[0]) == (0.15, 0.45)


def test_a_soft_share_below_does_not_lower_the_lower_bound() -> None:
    found = of(("F", "", "B"), figures=(("F", 0.2, "B"), ("F", 0.05, "C")))
    assert found.lower[0] == found.value[0] == pytest.approx(0.8)
    assert found.shares.lowest[0] == 0.05


def test_a_soft_share_leaves_the_lower_bound_to_hard_standing() -> None:
    found = of(("F", "startup", "A"), figures=(("", 0.2, "D"),))
    assert found.value[0] == pytest.approx(0.8)
    assert found.lower[0] == 0.3


def test_the_share_of_a_firm_outside_is_not_the_regions_whatever_its_kind() -> None:
    assert not of(figures=(("X", 0.4, "A"),)).shares.known[0]
    assert of(("F", "", "A"), figures=(("F", 0.4, "A"),), kind="outside_share").shares.known[0]


def test_a_share_of_the_whole_province_is_not_its_prefectures() -> None:
    assert of(figures=(("", 0.4, "A"),)).share[0] == 0.4
    assert of(figures=(("", 0.4, "A"),), home=TOWN).share[0] == 0


def test_every_firm_has_a_standing() -> None:
    graph = Facts(firms={"F": (TOWN, "startup"), "G": (TOWN, "")}).graph()
    assert firm_standing(graph, Rules(other_score=0.1)).tolist() == [0.3, 0.1]
