from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.chains import (
    Concentration,
    Diagnosis,
    Rules,
    completeness,
    completeness_by,
    concentration,
    diagnose,
    herfindahl,
)
from unit.chains.graphs import HERE, TOWN, Facts

if TYPE_CHECKING:
    from lantu.model.chain_graph import ChainGraph


def town() -> tuple[ChainGraph, Diagnosis]:
    graph = Facts(
        products={"A": ("C", "S"), "B": ("C", "T"), "E": ("D", "S")},
        links=[("A", "B", "essential"), ("A", "E", "essential")],
        makers=[("F", "A", "produces", "B"), ("F", "B", "produces", "D")],
    ).graph()
    return graph, diagnose(graph, HERE, Rules())


def test_products_that_others_need_weigh_more() -> None:
    _, found = town()
    whole = completeness(found, [0, 1, 2])
    assert whole is not None
    assert whole.value == pytest.approx((3 * 0.85 + 0.3) / 5)
    assert whole.interval.lower == pytest.approx(3 * 0.85 / 5)
    assert (whole.interval.upper, whole.products) == (1, 3)


def test_of_nothing_nothing_is_said() -> None:
    assert completeness(town()[1], []) is None


def test_every_part_is_told_apart_by_chain() -> None:
    graph, found = town()
    by_chain = completeness_by(graph, found, "chain")
    assert by_chain.parts == (("C",), ("D",))
    assert by_chain.value.tolist() == pytest.approx([(3 * 0.85 + 0.3) / 4, 0])
    by_segment = completeness_by(graph, found, "segment")
    assert by_segment.parts == (("C", "S"), ("C", "T"), ("D", "S"))
    assert by_segment.present.tolist() == [1, 0, 0]
    assert completeness_by(graph, found, "stage").products.tolist() == [2, 1]


def shares(*held: tuple[str, float, str]) -> Concentration:
    """Concentration of one product: (firm, share, grade)."""
    facts = Facts(products={"P": ("C", "S")}, firms={firm: (TOWN, "") for firm, *_ in held})
    facts.figures = [("P", firm, "outside_share", value, grade) for firm, value, grade in held]
    return concentration(facts.graph(), Rules())


def test_concentration_stays_within_what_the_rest_may_be() -> None:
    found = shares(("F", 0.5, "B"), ("G", 0.3, "B"), ("G", 0.9, "C"))
    assert found.known[0]
    assert found.lower[0] == pytest.approx(0.34)
    assert found.upper[0] == pytest.approx(0.34 + 0.04)
    assert found.suppliers_most[0] == pytest.approx(1 / 0.34)
    assert found.suppliers_least[0] == pytest.approx(1 / 0.38)


def test_shares_of_different_definitions_are_not_added_up() -> None:
    found = shares(("F", 0.7, "B"), ("G", 0.6, "B"))
    assert found.shared[0] == pytest.approx(1.3)
    assert not found.known[0]
    assert found.suppliers_most[0] == 0


def test_herfindahl_of_equal_shares_is_one_over_their_number() -> None:
    assert herfindahl(np.full(4, 0.25)) == pytest.approx(0.25)
