"""Minimal cut sets and Birnbaum importance, by hand and against trying everything."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.errors import CallerError
from lantu.model.scenario import Hit
from lantu.shocks import CutSets, Importance, cut_sets, importance
from lantu.shocks.chain import cut_sets as cutting
from lantu.shocks.chain import importance as weighing
from unit.chains import random_graphs
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts
from unit.shocks.chain.plain_stops import plain_cuts, plain_importance

MAKERS = (Hit.FIRM, Hit.SUPPLIER)
BRIDGE = [
    ("A", "X", "alternative:1"),
    ("B", "X", "alternative:1"),
    ("C", "Y", "alternative:1"),
    ("B", "Y", "alternative:1"),
    ("X", "Z", "essential"),
    ("Y", "Z", "essential"),
    ("O", "Z", "optional"),
]
KINDS = st.sampled_from([(Hit.PRODUCT,), MAKERS, (Hit.REGION, Hit.COUNTRY), (*MAKERS, Hit.REGION)])


def said(found: CutSets, product: str) -> list[str]:
    return ["+".join(each.code for each in one) for one in found.of(product)]


def table(found: Importance) -> dict[tuple[str, str], float]:
    return {(row[0], row[2]): row[3] for row in found.to_polars().rows()}


def test_alternatives_make_pairs_and_essentials_singles() -> None:
    found = cut_sets(Facts(links=BRIDGE).graph(), region=HERE)
    assert said(found, "Z") == ["X", "Y", "Z", "A+B", "B+C"]
    (cuts,) = found.cuts
    assert (cuts.size, cuts.complete) == (3, True)
    assert found.to_polars().row(3) == ("Z", "product:A + product:B", 2)


def test_sets_beyond_the_size_are_left_out_and_said() -> None:
    facts = Facts(links=[(each, "Z", "alternative:1") for each in "ABC"])
    found = cut_sets(facts.graph(), region=HERE, size=2)
    assert (said(found, "Z"), found.cuts[0].complete) == (["Z"], False)
    assert said(cut_sets(facts.graph(), region=HERE), "Z") == ["Z", "A+B+C"]


def test_too_many_sets_leave_the_smaller_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Facts(links=BRIDGE).graph()
    monkeypatch.setattr(cutting, "MOST", 4)
    (cuts,) = cut_sets(graph, region=HERE).cuts
    assert ([len(one) for one in cuts.sets], cuts.size, cuts.complete) == ([1, 1, 1], 1, False)


def test_a_circle_stops_by_what_feeds_it() -> None:
    circle = [("A", "B", "essential"), ("B", "A", "essential"), ("B", "Z", "essential")]
    found = cut_sets(Facts(links=[*circle, ("M", "A", "essential")]).graph(), region=HERE)
    assert said(found, "Z") == ["A", "B", "M", "Z"]


def test_all_makers_of_a_product_stop_it_unless_somebody_unnamed_makes_it_too() -> None:
    facts = Facts(
        links=[("A", "Z", "essential")],
        firms={"F": (TOWN, ""), "G": (TOWN, ""), "X": (ELSEWHERE, "")},
        makers=[(f, at, "produces", "B") for f, at in ("FA", "XA", "GZ")],
    )
    assert said(cut_sets(facts.graph(), region=HERE, of=MAKERS), "Z") == ["G", "F+X"]
    assert said(cut_sets(facts.graph(), region=HERE, of=(Hit.FIRM,)), "Z") == ["G"]
    facts.outside.add("Z")
    assert said(cut_sets(facts.graph(), region=HERE, of=MAKERS), "Z") == ["F+X"]


def test_what_cannot_be_asked_is_refused() -> None:
    graph = Facts(links=BRIDGE).graph()
    for size in (0, 7):
        with pytest.raises(CallerError, match=f"sets of {size}"):
            cut_sets(graph, region=HERE, size=size)
    with pytest.raises(CallerError, match="sectors do not fail"):
        cut_sets(graph, region=HERE, of=(Hit.SECTOR,))
    with pytest.raises(CallerError, match="not asked of"):
        cut_sets(graph, region=HERE, products=["X"]).of("Z")
    with pytest.raises(CallerError, match="outside"):
        importance(graph, region=HERE, chance=1.5)
    with pytest.raises(CallerError, match="shape"):
        importance(graph, region=HERE, chance=[0.1, 0.2])


@settings(max_examples=40, deadline=None)
@given(random_graphs.facts(), KINDS, st.integers(0, 8))
def test_cut_sets_are_those_that_trying_everything_finds(
    facts: Facts, of: tuple[Hit, ...], at: int
) -> None:
    graph = facts.graph()
    found = cut_sets(graph, region=HERE, of=of, products=[random_graphs.PRODUCTS[at]])
    (cuts,) = found.cuts
    assert cuts.size == 3
    assert set(map(frozenset, cuts.sets)) == plain_cuts(graph, found.targets, at, 3)
    assert not any(set(one) <= set(other) for one, other in combinations(cuts.sets, 2))
    every = plain_cuts(graph, found.targets, at, len(found.targets))
    if cuts.complete:
        assert max(map(len, every), default=0) <= 3


def test_importance_by_hand() -> None:
    graph = Facts(links=[("A", "Z", "alternative:1"), ("B", "Z", "alternative:1")]).graph()
    found = importance(graph, region=HERE, chance=[0.1, 0.2, 0.3])
    assert found.stop == pytest.approx([1 - 0.7 * (1 - 0.02)])
    assert table(found) == pytest.approx(
        {("Z", "A"): 0.7 * 0.2, ("Z", "B"): 0.7 * 0.1, ("Z", "Z"): 0.98}
    )


@settings(max_examples=40, deadline=None)
@given(random_graphs.facts(), KINDS, st.integers(0, 8), st.integers(0, 99))
def test_importance_is_that_over_every_state(
    facts: Facts, of: tuple[Hit, ...], at: int, seed: int
) -> None:
    graph, code = facts.graph(), random_graphs.PRODUCTS[at]
    targets = cut_sets(graph, region=HERE, of=of).targets
    p = np.random.default_rng(seed).random(len(targets))
    found = importance(graph, region=HERE, of=of, products=[code], chance=p)
    assert found.draws.tolist() == [0]
    assert found.value[0] == pytest.approx(plain_importance(graph, targets, at, p), abs=1e-12)


def test_draws_lie_around_what_factoring_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Facts(links=BRIDGE).graph()
    exact = importance(graph, region=HERE, chance=0.2)
    for limit in ("MOST_UNITS", "MOST_NODES"):
        monkeypatch.setattr(weighing, limit, 4)
        drawn = importance(graph, region=HERE, chance=0.2)
        monkeypatch.undo()
        assert drawn.draws.tolist() == [weighing.DRAWS]
        assert drawn.value == pytest.approx(exact.value, abs=0.02)
        assert ((drawn.low <= exact.value) & (exact.value <= drawn.high)).all()
        assert drawn.stop == pytest.approx(exact.stop, abs=0.02)
    assert exact.low.tolist() == exact.value.tolist() == exact.high.tolist()
