"""One failure and two together, by hand and against the plain twin."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings

from lantu.errors import CallerError
from lantu.model.scenario import Hit
from lantu.shocks import Failures, failures
from lantu.shocks.chain import failures as failing
from unit.chains import random_graphs
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts
from unit.shocks.chain.plain_break import plain_break

if TYPE_CHECKING:
    from collections.abc import Sequence

CHAIN = [
    ("A", "B", "essential"),
    ("B", "D", "alternative:g"),
    ("C", "D", "alternative:g"),
    ("B", "E", "optional"),
]


def told(found: Failures) -> dict[str, float]:
    return dict(zip([each.code for each in found.targets], found.loss.tolist(), strict=True))


def pairs(found: Failures, by: str) -> dict[tuple[str, str], tuple[float, float]]:
    table = found.pairs_to_polars()
    return {(row[0], row[1]): (row[3], row[4]) for row in table.rows() if row[2] == by}


def test_every_product_fails_alone_and_with_every_other() -> None:
    found = failures(Facts(links=CHAIN).graph(), region=HERE, weights=np.ones(5), most=3)
    assert told(found) == pytest.approx({"A": 2.1, "B": 1.1, "C": 1, "D": 1, "E": 1})
    assert found.pairs == 10
    worst = {("A", "C"): (4.1, 1.0), ("A", "D"): (3.1, 0.0), ("B", "C"): (3.1, 1.0)}
    assert {pair: pytest.approx(got) for pair, got in pairs(found, "loss").items()} == worst
    assert list(pairs(found, "synergy")) == [("A", "C"), ("B", "C")]


def test_firms_take_their_parts_and_add_up() -> None:
    facts = Facts(
        links=CHAIN,
        firms={"F": (TOWN, ""), "G": (420500, ""), "X": (ELSEWHERE, "")},
        makers=[(f, "A", "produces", "B") for f in "FGX"] + [("F", "E", "operates", "B")],
    )
    graph, weights = facts.graph(), np.ones(5)
    found = failures(graph, region=HERE, of=Hit.FIRM, weights=weights)
    assert told(found) == pytest.approx({"F": 2 / 3 + 1, "G": 2 / 3 + 1 / 30})
    assert pairs(found, "loss") == {("F", "G"): pytest.approx((4 / 3 + 1, -1 / 30))}
    place = failures(graph, region=HERE, of=Hit.REGION, weights=weights)
    assert told(place) == pytest.approx({"420100": 2 / 3 + 1, "420500": 2 / 3 + 1 / 30})
    for of, code in ((Hit.SUPPLIER, "X"), (Hit.COUNTRY, "CN")):
        outside = failures(graph, region=HERE, of=of, weights=weights)
        assert told(outside) == {code: pytest.approx(2 / 3 + 1 / 30)}


def test_pairs_may_be_left_out_and_are_refused_where_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = Facts(links=CHAIN).graph()
    found = failures(graph, region=HERE, weights=np.ones(5), pairs=False)
    assert (found.pairs, len(found.worst.one), found.loss[0]) == (0, 0, 2.1)
    monkeypatch.setattr(failing, "MOST_PAIRED", 4)
    with pytest.raises(CallerError, match="5 x 5 pairs are too many; 4"):
        failures(graph, region=HERE)
    with pytest.raises(CallerError, match="sectors do not fail"):
        failures(graph, region=HERE, of=Hit.SECTOR)


def test_a_graph_without_firms_or_products_has_no_failures() -> None:
    assert failures(Facts(links=CHAIN).graph(), region=HERE, of=Hit.FIRM).targets == ()
    assert failures(Facts().graph(), region=HERE).pairs == 0


def test_the_table_has_a_row_for_every_unit() -> None:
    found = failures(Facts(links=CHAIN).graph(), region=HERE, weights=np.ones(5))
    assert found.to_polars().row(0) == ("product", "A", pytest.approx(2.1))


def cost(facts: Facts, cut: Sequence[int], worth: Any) -> float:
    graph = facts.graph()
    caps = np.ones((1, len(graph)))
    caps[0, list(cut)] = 0.0
    return float((worth * (1.0 - plain_break(graph, caps, loss=0.1)[0])).sum())


@settings(max_examples=25, deadline=None)
@given(random_graphs.facts())
def test_all_pairs_are_as_the_plain_twin_has_them(facts: Facts) -> None:
    worth = np.arange(1.0, 10.0)
    found = failures(facts.graph(), region=HERE, weights=worth, most=36)
    assert found.loss == pytest.approx([cost(facts, [at], worth) for at in range(9)], abs=1e-9)
    both = {pair: cost(facts, pair, worth) for pair in combinations(range(9), 2)}
    ends = zip(found.worst.one.tolist(), found.worst.other.tolist(), strict=True)
    assert dict(zip(ends, found.worst.loss.tolist(), strict=True)) == pytest.approx(both, abs=1e-9)
    beyond = {
        (i, j): loss - found.loss[i] - found.loss[j]
        for (i, j), loss in both.items()
        if loss - found.loss[i] - found.loss[j] > 1e-6
    }
    ends = zip(found.binding.one.tolist(), found.binding.other.tolist(), strict=True)
    got = dict(zip(ends, found.binding.synergy.tolist(), strict=True))
    assert got == pytest.approx(beyond, abs=1e-9)
    assert (np.diff(found.worst.loss) <= 1e-9).all()


@settings(max_examples=5, deadline=None)
@given(random_graphs.facts())
def test_compiled_and_interpreted_failures_are_the_same(facts: Facts) -> None:
    slow = failures(facts.graph(), region=HERE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(failing, "COMPILE_FROM", 0)
        patch.setattr(failing, "ROWS", 4)
        fast = failures(facts.graph(), region=HERE)
    assert fast.loss.tobytes() == slow.loss.tobytes()
    for one, other in ((fast.worst, slow.worst), (fast.binding, slow.binding)):
        assert one.loss.tobytes() == other.loss.tobytes()
        assert (one.one.tolist(), one.other.tolist()) == (other.one.tolist(), other.other.tolist())
