"""What must hold of every diagnosis, whatever the facts."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lantu.chains import Rules, criticality, cut, demand, diagnose, feasibility, presence
from lantu.chains import relatedness as relatedness_of
from lantu.vocab.words import State
from unit.chains import random_graphs, twins
from unit.chains.graphs import ELSEWHERE, HERE, Facts

if TYPE_CHECKING:
    from lantu.chains import Diagnosis
    from lantu.model.chain_graph import ChainGraph

RULES = Rules()
ROUNDING = 1e-9
FEW = settings(max_examples=40, deadline=None)


def conclusions(facts: Facts) -> dict[str, tuple[State, int]]:
    graph = facts.graph()
    found = diagnose(graph, HERE, RULES)
    return {
        p: (found.state_of(at), int(found.reasons[at])) for at, p in enumerate(graph.products.ids)
    }


def measures(found: Diagnosis) -> np.ndarray:
    return np.stack(
        [
            found.presence.point, found.presence.lower, found.presence.upper,
            found.strength.value, found.demand.pull, found.criticality.value,
            found.criticality.impact, found.feasibility.share, found.relatedness.density,
            found.dependence.share, found.demand.uses, found.feasibility.distance,
        ],
        axis=1,
    )  # fmt: skip


def renamed(facts: Facts, names: dict[str, str]) -> Facts:
    return Facts(
        products={names[p]: told for p, told in facts.products.items()},
        links=[(names[s], names[t], need) for s, t, need in facts.links],
        firms=dict(facts.firms),
        makers=[(f, names[p], what, grade) for f, p, what, grade in facts.makers],
        figures=[(names[p], *told) for p, *told in facts.figures],  # type: ignore[misc]
        outside={names[p] for p in facts.outside},
        confirmed={names[p]: grade for p, grade in facts.confirmed.items()},
    )


def width(graph: ChainGraph) -> np.ndarray:
    here = presence(graph, HERE, RULES)
    assert np.all(here.lower <= here.point + ROUNDING)
    assert np.all(here.point <= here.upper + ROUNDING)
    return here.upper - here.lower


@FEW
@given(random_graphs.facts(), random_graphs.makers)
def test_another_row_never_widens_a_presence(facts: Facts, row: tuple[str, str, str, str]) -> None:
    before = width(facts.graph())
    facts.makers.append(row)
    assert np.all(width(facts.graph()) <= before + ROUNDING)


@FEW
@given(random_graphs.facts(), random_graphs.products, random_graphs.grades)
def test_a_confirmation_never_widens_a_presence(facts: Facts, product: str, grade: str) -> None:
    before = facts.confirmed.get(product)
    assume(before is None or grade <= before)
    was = width(facts.graph())
    facts.confirmed[product] = grade
    assert np.all(width(facts.graph()) <= was + ROUNDING)


@FEW
@given(random_graphs.facts(), random_graphs.makers)
def test_another_maker_makes_nothing_less_present(
    facts: Facts, row: tuple[str, str, str, str]
) -> None:
    before = presence(facts.graph(), HERE, RULES)
    facts.makers.append(row)
    after = presence(facts.graph(), HERE, RULES)
    assert np.all(after.point >= before.point - ROUNDING)
    assert np.all(after.lower >= before.lower - ROUNDING)


@FEW
@given(random_graphs.facts())
def test_no_evidence_leaves_everything_open(facts: Facts) -> None:
    facts.makers, facts.confirmed = [], {}
    here = presence(facts.graph(), HERE, RULES)
    assert (here.point.max(), here.lower.max(), here.upper.min()) == (0, 0, 1)
    assert not here.present.any()


@FEW
@given(random_graphs.facts(), st.permutations(random_graphs.PRODUCTS))
def test_other_names_change_no_conclusion(facts: Facts, order: list[str]) -> None:
    names = dict(zip(random_graphs.PRODUCTS, order, strict=True))
    other = renamed(facts, names)
    was, now = conclusions(facts), conclusions(other)
    assert {names[p]: told for p, told in was.items()} == now
    before = measures(diagnose(facts.graph(), HERE, RULES))
    after = measures(diagnose(other.graph(), HERE, RULES))
    ids = sorted(random_graphs.PRODUCTS)
    np.testing.assert_allclose(after[[ids.index(names[p]) for p in ids]], before, atol=ROUNDING)


@FEW
@given(random_graphs.facts(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_not_a_bit(facts: Facts, random: object) -> None:
    other = deepcopy(facts)
    for rows in (other.links, other.makers, other.figures):
        random.shuffle(rows)  # type: ignore[attr-defined]  # hypothesis gives a Random
    was, now = diagnose(facts.graph(), HERE, RULES), diagnose(other.graph(), HERE, RULES)
    assert np.array_equal(was.state, now.state)
    assert np.array_equal(measures(was), measures(now))


@FEW
@given(random_graphs.facts())
def test_an_isolated_product_changes_no_other_conclusion(facts: Facts) -> None:
    before = conclusions(facts)
    was = measures(diagnose(facts.graph(), HERE, RULES))
    facts.products["Q"] = ("C", "S")
    after = conclusions(facts)
    assert after.pop("Q")[0] is State.UNKNOWN
    assert after == before
    assert np.array_equal(measures(diagnose(facts.graph(), HERE, RULES))[:-1], was)


@FEW
@given(random_graphs.facts())
def test_a_gap_has_evidence_from_outside_and_nobody_present(facts: Facts) -> None:
    graph = facts.graph()
    found = diagnose(graph, HERE, RULES)
    gaps = found.state == list(State).index(State.GAP)
    assert np.all(found.dependence.has_outside[gaps])
    assert np.all(found.demand.pull[gaps] > 0)
    assert not np.any(found.presence.present[gaps])
    facts.makers = [row for row in facts.makers if facts.firms[row[0]][0] != ELSEWHERE]
    facts.figures, facts.outside = [], set()
    bare = diagnose(facts.graph(), HERE, RULES)
    assert not np.any(bare.state == list(State).index(State.GAP))


@FEW
@given(random_graphs.facts(), st.integers(0, 8))
def test_a_cut_leaves_the_greatest_solution_below_it(facts: Facts, root: int) -> None:
    graph = facts.graph()
    np.testing.assert_allclose(
        cut(graph, [root], RULES), twins.supply(graph, {root: 0.0}, 0.1), atol=1e-10
    )


@FEW
@given(random_graphs.facts(), st.sets(st.integers(0, 8)), st.integers(0, 8))
def test_cutting_more_leaves_no_more(facts: Facts, roots: set[int], another: int) -> None:
    graph = facts.graph()
    some = cut(graph, sorted(roots), RULES)
    more = cut(graph, sorted(roots | {another}), RULES)
    assert np.all(more <= some + 1e-11)


@FEW
@given(random_graphs.facts())
def test_an_outside_supplier_less_never_lowers_a_criticality(facts: Facts) -> None:
    outside = [row for row in facts.makers if facts.firms[row[0]][0] == ELSEWHERE]
    assume(outside)
    graph = facts.graph()
    before = criticality(graph, presence(graph, HERE, RULES), RULES)
    for row in outside:
        facts.makers.remove(row)
        graph = facts.graph()
        after = criticality(graph, presence(graph, HERE, RULES), RULES)
        assert np.all(after.value >= before.value - ROUNDING)
        before = after


@FEW
@given(random_graphs.facts())
def test_every_bound_lies_on_its_side(facts: Facts) -> None:
    graph = facts.graph()
    here = presence(graph, HERE, RULES)
    found = diagnose(graph, HERE, RULES)
    pull, could = demand(graph, here, RULES), feasibility(graph, here, RULES)
    for lower, point, upper in (
        (pull.lower, pull.pull, pull.upper),
        (could.lower, could.share, could.upper),
        (found.criticality.lower, found.criticality.value, found.criticality.upper),
        (found.strength.lower, found.strength.value, found.strength.upper),
    ):
        assert np.all(lower <= point + ROUNDING)
        assert np.all(point <= upper + ROUNDING)
        assert not np.isnan(lower + point + upper).any()


@FEW
@given(random_graphs.facts())
def test_density_is_a_share_and_says_where_it_is_not_defined(facts: Facts) -> None:
    graph = facts.graph()
    here = presence(graph, HERE, RULES)
    found = relatedness_of(graph, here, RULES)
    assert np.all((found.density >= 0) & (found.density <= 1))
    assert np.all(found.density[~found.known] == 0)
