from __future__ import annotations

from dataclasses import replace

import pytest

from lantu.chains import Dependence, Rules, dependence
from lantu.chains.criticality import suppliers
from lantu.chains.dependence import outside_figures
from lantu.evidence.confidence import GradeWeights
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts

FIRMS = {"F": (TOWN, ""), "X": (ELSEWHERE, "")}


def of(*figures: tuple[str, str, float | None, str], outside: bool = False) -> Dependence:
    """Dependence of one product: figures of (firm, kind, value, grade)."""
    return dependence(facts(*figures, outside=outside).graph(), HERE, Rules())


def facts(*figures: tuple[str, str, float | None, str], outside: bool = False) -> Facts:
    return Facts(
        products={"P": ("C", "S")},
        firms=dict(FIRMS),
        figures=[("P", firm, kind, value, grade) for firm, kind, value, grade in figures],
        outside={"P"} if outside else set(),
    )


def test_nothing_on_record_is_no_evidence() -> None:
    found = of()
    assert not found.has_outside[0]
    assert not found.has_share[0]
    assert found.figure[0] == -1


def test_a_domestic_rate_stands_as_what_is_left() -> None:
    found = of(("", "domestic_rate", 0.2, "B"), ("", "import_dependence", 0.7, "B"))
    assert found.share[0] == pytest.approx(0.8)
    assert found.imported.value[0] == pytest.approx(0.8)
    assert (found.imported.lowest[0], found.imported.highest[0]) == pytest.approx((0.7, 0.8))
    assert found.has_outside[0]


def test_a_low_dependence_is_no_evidence_of_outside_supply() -> None:
    found = of(("", "domestic_rate", 0.9, "A"))
    assert found.has_share[0]
    assert not found.has_outside[0]


def test_a_supplier_outside_is_evidence_whatever_its_share() -> None:
    found = of(("X", "outside_share", 0.1, "B"))
    assert found.has_outside[0]
    assert found.outside_share.value[0] == 0.1


def test_the_share_of_a_local_firm_is_not_outside() -> None:
    figures = (("F", "outside_share", 0.6, "B"),)
    assert not of(*figures).has_share[0]
    assert not outside_figures(facts(*figures).graph(), HERE, Rules())[0]
    assert outside_figures(facts(*figures).graph(), ELSEWHERE, Rules())[0]


def test_a_statement_without_a_number_is_evidence() -> None:
    assert of(("", "outside_dominance", None, "C")).dominated[0]
    assert of(("", "outside_share", None, "C")).has_outside[0]
    assert of(outside=True).has_outside[0]


def test_what_a_product_says_of_itself_counts_by_the_class_of_its_row() -> None:
    sure, weak = facts(outside=True), replace(facts(outside=True), product_grade="D")
    without = Rules(weights=GradeWeights(use_d=False))
    assert dependence(weak.graph(), HERE, Rules()).has_outside[0]
    assert not dependence(weak.graph(), HERE, without).has_outside[0]
    assert dependence(sure.graph(), HERE, without).has_outside[0]
    assert suppliers(weak.graph(), HERE, without)[0] == 0
    assert suppliers(sure.graph(), HERE, without)[0] == without.weights.c


def test_what_was_true_before_never_counts() -> None:
    assert not of(("", "past", 0.9, "A"), ("", "other", 0.9, "A")).has_outside[0]


def test_outside_makers_are_counted_by_firm() -> None:
    rows = [("X", "P", "produces", "B"), ("X", "P", "supplies", "C"), ("F", "P", "produces", "A")]
    graph = Facts(makers=rows, firms=dict(FIRMS)).graph()
    found = dependence(graph, HERE, Rules())
    assert found.outside_makers[0] == 1
    assert found.outside_rows.of(0).tolist() == [1, 2]
    assert found.has_outside[0]
