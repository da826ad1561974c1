from __future__ import annotations

import numpy as np
import pytest

from lantu.chains import Leadership, Rules, betweenness, leadership
from unit.chains import twins
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts

FACTS = Facts(
    products={
        "A": ("C", "ore"), "B": ("C", "steel"), "D": ("C", "bearing"), "E": ("C", "turbine"),
        "Z": ("D", "other"),
    },
    links=[("A", "B", "essential"), ("B", "D", "essential"), ("D", "E", "essential"),
           ("E", "Z", "optional")],
    firms={"F": (TOWN, "leader"), "G": (TOWN, ""), "X": (ELSEWHERE, "chain_master"),
           "Y": (TOWN, "leader")},
    makers=[
        ("F", "B", "produces", "B"), ("F", "D", "produces", "D"), ("G", "D", "produces", "C"),
        ("X", "B", "produces", "B"), ("Y", "Z", "produces", "A"), ("G", "E", "planned", "A"),
    ],
    figures=[("B", "F", "local_share", 0.4, "B"), ("B", "F", "local_share", 0.5, "C"),
             ("Z", "F", "local_share", 0.9, "A")],
)  # fmt: skip


def measured() -> Leadership:
    graph = FACTS.graph()
    return leadership(graph, HERE, "C", Rules(), betweenness(graph, Rules()))


def test_only_local_makers_of_the_chain_are_measured() -> None:
    found = measured()
    assert found.firms.tolist() == [0, 1]
    assert found.products.tolist() == [2, 1]
    assert found.evidence.tolist() == pytest.approx([(0.85 + 0.3) / 2, 0.6])


def test_a_size_not_on_record_stays_unknown() -> None:
    found = measured()
    assert found.has_size.tolist() == [True, False]
    assert (found.size[0], found.size_lower[0]) == (0.5, 0.4)
    assert found.has_standing.tolist() == [True, False]


def test_reach_and_coverage_shrink_with_hard_evidence_alone() -> None:
    found = measured()
    assert found.reach.tolist() == [4, 3]
    assert found.reach_lower.tolist() == [3, 0]
    assert found.coverage.tolist() == [1, 1]
    assert found.coverage_lower.tolist() == [1, 0]


def test_a_products_betweenness_is_shared_among_its_makers() -> None:
    graph = FACTS.graph()
    between = betweenness(graph, Rules())
    found = measured()
    expected = between[1] * 0.5 + between[2] * 0.3 / 0.9
    assert found.betweenness[0] == pytest.approx(expected)
    assert found.betweenness_lower[0] == pytest.approx(between[1] * 0.5)


@pytest.mark.parametrize("seed", range(3))
def test_betweenness_equals_the_listing_of_all_paths(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs = {(s, t) for s, t in rng.integers(0, 9, (22, 2)).tolist() if s != t}
    graph = Facts(
        products={f"P{at}": ("C", "S") for at in range(9)},
        links=[(f"P{s}", f"P{t}", "essential") for s, t in sorted(pairs)],
    ).graph()
    users: dict[int, set[int]] = {}
    for source, target in pairs:
        users.setdefault(source, set()).add(target)
    np.testing.assert_allclose(betweenness(graph, Rules()), twins.betweenness(users, 9), atol=1e-12)


def test_a_chain_nobody_makes_anything_of_has_no_leaders() -> None:
    graph = Facts(products={"A": ("C", "S")}).graph()
    found = leadership(graph, HERE, "C", Rules(), betweenness(graph, Rules()))
    assert len(found.firms) == len(found.reach) == 0
