from __future__ import annotations

import numpy as np
import pytest

from lantu.chains import (
    Criticality,
    Rules,
    criticality,
    criticality_many,
    cut,
    final_products,
    presence,
    suppliers,
    wiring,
)
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts

CHAIN = [
    ("A", "B", "essential"),
    ("B", "D", "alternative:g"),
    ("C", "D", "alternative:g"),
    ("B", "E", "optional"),
    ("E", "F", "essential"),
]
"""A → B → D (or C → D); B helps E; E → F."""

MADE = [(f"F{p}", p, "produces", "B") for p in "BDEF"]


def of(facts: Facts) -> Criticality:
    graph = facts.graph()
    return criticality(graph, presence(graph, HERE, Rules()), Rules())


def test_the_stop_follows_and_or_and_fades_through_optional_inputs() -> None:
    graph = Facts(links=CHAIN).graph()
    assert cut(graph, [0], Rules()).tolist() == [0, 0, 1, 1, 0.9, 0.9]
    assert cut(graph, [0, 2], Rules()).tolist() == [0, 0, 0, 0, 0.9, 0.9]
    assert cut(graph, [0], Rules(), left=0.5)[4] == pytest.approx(0.95)


def test_impact_counts_what_is_made_here_besides_the_product_cut() -> None:
    found = of(Facts(links=CHAIN, makers=MADE))
    assert found.impact[0] == pytest.approx(0.85 + 2 * 0.85 * 0.1)
    assert found.impact[1] == pytest.approx(2 * 0.85 * 0.1)
    assert found.impact[4] == pytest.approx(0.85)
    assert found.impact_upper[0] == pytest.approx(1 + 2 * 0.1)
    assert (found.stopped[0], found.stopped_here[0]) == (1, 1)
    assert found.stopped.tolist() == [1, 0, 0, 0, 1, 0]


def test_more_known_suppliers_mean_less_exposure() -> None:
    few = Facts(links=CHAIN, makers=[*MADE, ("X", "A", "produces", "B")])
    many = Facts(links=CHAIN, makers=[*MADE, *((f"X{n}", "A", "produces", "B") for n in range(4))])
    assert of(few).exposure[0] == 1
    assert of(many).suppliers[0] == pytest.approx(4 * 0.85)
    assert of(many).value[0] == pytest.approx(of(few).impact[0] / (4 * 0.85))


def test_a_stated_supplier_stands_for_one_of_class_c_unless_named() -> None:
    facts = Facts(
        makers=[("F", "P", "produces", "A"), ("X", "P", "produces", "D")],
        firms={"F": (TOWN, ""), "X": (ELSEWHERE, "")},
        outside={"P"},
    )
    assert suppliers(facts.graph(), HERE, Rules())[0] == pytest.approx(0.95 + 0.6)
    facts.makers.append(("X", "P", "produces", "B"))
    assert suppliers(facts.graph(), HERE, Rules())[0] == pytest.approx(0.95 + 0.85)


def test_products_may_have_a_worth_of_their_own() -> None:
    graph = Facts(links=CHAIN, makers=MADE).graph()
    here = presence(graph, HERE, Rules())
    worth = np.array([0, 10, 0, 0, 0, 0], dtype=np.float64)
    assert criticality(graph, here, Rules(), value=worth).impact[0] == pytest.approx(8.5)


def test_many_regions_in_one_pass() -> None:
    graph = Facts(links=CHAIN).graph()
    values = np.eye(6)
    found = criticality_many(graph, values, Rules(), marks=np.ones((6, 1), dtype=np.bool_))
    assert found.impact[0].tolist() == pytest.approx([0, 1, 0, 0, 0.1, 0.1])
    assert found.stopped_here[:, 0].tolist() == found.stopped.tolist()


def test_final_products_have_no_user() -> None:
    wires = wiring(Facts(links=[*CHAIN, ("F", "A", "returning")]).graph(), Rules().weights)
    assert final_products(wires).tolist() == [False, False, False, True, False, True]
