from __future__ import annotations

import pytest

from lantu.chains import Exponents, Rules, chokepoints, diagnose, outside_candidates, place_fit
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts

CITY = 420200
FACTS = Facts(
    products={"P": ("C", "gas"), "Q": ("C", "gas"), "W": ("C", "")},
    links=[("I", "P", "essential"), ("J", "P", "optional"), ("P", "U", "essential"),
           ("U", "V", "essential"), ("V", "W", "essential")],
    firms={"F": (TOWN, ""), "G": (CITY, ""), "X": (ELSEWHERE, "leader"), "Y": (0, "")},
    makers=[
        ("F", "I", "produces", "B"), ("F", "U", "produces", "C"), ("F", "V", "produces", "D"),
        ("G", "Q", "produces", "A"), ("G", "W", "produces", "A"), ("G", "J", "planned", "A"),
        ("X", "P", "produces", "C"), ("X", "P", "supplies", "B"), ("X", "Q", "produces", "D"),
        ("Y", "P", "produces", "D"),
    ],
    figures=[("P", "X", "outside_share", 0.6, "B")],
)  # fmt: skip


def test_a_place_offers_inputs_users_kin_and_firms_near() -> None:
    graph = FACTS.graph()
    fit = place_fit(graph, [TOWN, CITY, 420300], graph.products.ids.at("P"), Rules())
    assert fit.inputs.tolist() == [0.5, 0, 0]
    assert fit.users.tolist() == [1, 0, 0]
    assert fit.segment.tolist() == [0, 1, 0]
    assert fit.related.tolist() == pytest.approx([0.85, 0, 0])
    assert [len(rows) for rows in fit.rows] == [3, 1, 0]


def test_a_product_without_a_segment_has_no_kin() -> None:
    graph = FACTS.graph()
    fit = place_fit(graph, [TOWN], graph.products.ids.at("W"), Rules())
    assert fit.segment.tolist() == [0]
    assert fit.users.tolist() == [0]


def test_candidates_are_the_firms_outside_that_make_it() -> None:
    graph = FACTS.graph()
    wanted = [graph.products.ids.at(p) for p in "PQ"]
    found = outside_candidates(graph, wanted, HERE, Rules())
    pairs = zip(found.product.tolist(), found.firm.tolist(), strict=True)
    ids, firms = graph.products.ids.labels, graph.firms.ids.labels
    assert [(ids[p], firms[f]) for p, f in pairs] == [("P", "X"), ("P", "Y"), ("Q", "X")]
    assert found.evidence.tolist() == [0.85, 0.3, 0.3]
    assert found.standing.tolist() == [0.7, 0.3, 0.7]
    assert found.has_standing.tolist() == [True, False, True]
    assert found.share.tolist() == [0.6, 0, 0]
    assert found.has_share.tolist() == [True, False, False]
    assert found.breadth.tolist() == [2, 1, 2]
    assert graph.makers.grade[found.row].tolist() == [1, 3, 3]
    assert len(found) == 3


def test_nobody_outside_makes_nothing() -> None:
    graph = Facts(products={"P": ("C", "S")}).graph()
    assert len(outside_candidates(graph, [0], HERE, Rules())) == 0


def test_a_chokepoint_needs_every_part_on_record() -> None:
    facts = Facts(
        links=[("P", "K", "essential"), ("P", "L", "alternative:g")],
        makers=[("F", "K", "produces", "B")],
        figures=[("P", "", "import_dependence", 0.9, "B"), ("P", "", "outside_share", 0.8, "B"),
                 ("K", "", "import_dependence", 0.9, "B")],
    )  # fmt: skip
    graph = facts.graph()
    diagnosis = diagnose(graph, HERE, Rules())
    found = chokepoints(graph, diagnosis, Rules())
    assert found.known.tolist() == [False, False, True]
    assert found.value[2] == pytest.approx(0.9 * 0.8 * 0.5 * 1)
    squared = chokepoints(graph, diagnosis, Rules(), exponents=Exponents(imported=2, central=0))
    assert squared.value[2] == pytest.approx(0.81 * 0.8 * 0.5)
