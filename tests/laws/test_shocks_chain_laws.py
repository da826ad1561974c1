"""What holds of every chain break, whatever the facts and the blow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.shocks import ChainBreak, chain_break, cut_sets
from lantu.vocab.words import Essentiality
from unit.chains import random_graphs
from unit.chains.graphs import HERE, Facts
from unit.shocks.chain.scenarios import blow, buffer, scenario, target

if TYPE_CHECKING:
    from lantu.model.scenario import Blow, Scenario, Target

FEW = settings(max_examples=30, deadline=None)
DAYS = 30
ROUNDING = 1e-9
WORTH = np.arange(1.0, 10.0)
parts = st.sampled_from([0.0, 0.25, 0.5, 1.0])
things = st.one_of(
    random_graphs.products.map("product:{}".format),
    st.sampled_from(["region:420100", "country:CN"]),
)


@st.composite
def blows(draw: st.DrawFn) -> Blow:
    hits = draw(st.lists(things, min_size=1, max_size=3, unique=True))
    lasting, start = float(draw(st.integers(1, 12))), draw(st.integers(0, 9))
    return blow(*hits, part=draw(parts), start=start, days=lasting)


@st.composite
def tries(draw: st.DrawFn) -> Scenario:
    stocks = [
        buffer(f"product:{each}", stock_days=float(draw(st.integers(0, 6))))
        for each in draw(st.lists(random_graphs.products, max_size=3, unique=True))
    ]
    many = draw(st.lists(blows(), min_size=1, max_size=2))
    return scenario(*many, days=DAYS, buffers=tuple(stocks))


def broken(facts: Facts, tried: Scenario) -> ChainBreak:
    return chain_break(facts.graph(), tried, region=HERE, weights=WORTH)


def levels(found: ChainBreak) -> np.ndarray:
    """``y`` of every product and day, ``(n, T)``."""
    return np.stack([found.level(code) for code in random_graphs.PRODUCTS])


def harder(tried: Scenario, least: float, lasting: float, more: str) -> Scenario:
    """Every blow at least so hard, longer, and on one thing more."""
    return replace(
        tried,
        blows=tuple(
            replace(
                each,
                part=max(float(each.part), least),  # type: ignore[arg-type]  # settled
                days=float(each.days) + lasting,  # type: ignore[arg-type]
                targets=tuple(dict.fromkeys((*each.targets, target(more)))),
            )
            for each in tried.blows
        ),
    )


@FEW
@given(random_graphs.facts(), tries())
def test_no_shock_no_loss(facts: Facts, tried: Scenario) -> None:
    mild = replace(tried, blows=tuple(replace(each, part=0.0) for each in tried.blows))
    found = broken(facts, mild)
    assert (found.loss, found.direct, found.fallen.size) == (0.0, 0.0, 0)


@FEW
@given(random_graphs.facts(), tries(), parts, st.sampled_from([0.0, 5.0]), things)
def test_a_bigger_shock_never_loses_less(
    facts: Facts, tried: Scenario, least: float, lasting: float, more: str
) -> None:
    less = broken(facts, harder(tried, least, lasting, more))
    assert (levels(less) <= levels(broken(facts, tried)) + ROUNDING).all()


@FEW
@given(random_graphs.facts(), tries(), st.permutations(random_graphs.PRODUCTS))
def test_other_names_change_no_loss(facts: Facts, tried: Scenario, order: list[str]) -> None:
    names = dict(zip(random_graphs.PRODUCTS, order, strict=True))
    moved = Facts(
        products={names[p]: told for p, told in facts.products.items()},
        links=[(names[s], names[t], need) for s, t, need in facts.links],
        firms=dict(facts.firms),
        makers=[(f, names[p], what, grade) for f, p, what, grade in facts.makers],
        figures=[(names[p], *told) for p, *told in facts.figures],  # type: ignore[misc]
        outside={names[p] for p in facts.outside},
        confirmed={names[p]: grade for p, grade in facts.confirmed.items()},
    )

    def moved_target(each: Target) -> Target:
        return replace(each, code=names.get(each.code, each.code))

    renamed = replace(
        tried,
        blows=tuple(
            replace(one, targets=tuple(map(moved_target, one.targets))) for one in tried.blows
        ),
        buffers=tuple(
            replace(one, target=moved_target(one.target)) for one in tried.buffers if one.target
        ),
    )
    there = chain_break(moved.graph(), renamed, region=HERE)
    here = chain_break(facts.graph(), tried, region=HERE)
    for was, now in names.items():
        assert np.allclose(here.level(was), there.level(now), rtol=0.0, atol=ROUNDING)


@FEW
@given(random_graphs.facts(), tries())
def test_nobody_delivers_more_than_was_made_and_kept(facts: Facts, tried: Scenario) -> None:
    """Up to any day an essential input has brought no more than its output and the stock of it.

    So a stock is never drawn below nothing, and without one deliveries never exceed production.
    """
    graph, y = facts.graph(), levels(broken(facts, tried))
    kept = dict.fromkeys(random_graphs.PRODUCTS, 0.0)
    kept |= {each.target.code: float(each.stock_days) for each in tried.buffers if each.target}  # type: ignore[arg-type]  # settled
    links = graph.links
    vital = links.essentiality == list(Essentiality).index(Essentiality.ESSENTIAL)
    for row in np.flatnonzero(vital & ~links.returning).tolist():
        source, user = int(links.source[row]), int(links.target[row])
        stock = kept[random_graphs.PRODUCTS[user]]
        assert (np.cumsum(y[user]) <= np.cumsum(y[source]) + stock + ROUNDING).all()
    assert ((y >= 0.0) & (y <= 1.0)).all()


@FEW
@given(random_graphs.facts(), tries())
def test_a_full_second_source_removes_the_loss(facts: Facts, tried: Scenario) -> None:
    for whole in (
        (buffer(second_source=1.0),),
        tuple(buffer(str(each), second_source=1.0) for one in tried.blows for each in one.targets),
    ):
        assert broken(facts, replace(tried, buffers=whole)).loss == 0.0


@FEW
@given(random_graphs.facts(), st.integers(0, 8))
def test_a_cut_set_stops_its_product_and_no_part_of_it_does(facts: Facts, at: int) -> None:
    code = random_graphs.PRODUCTS[at]
    found = cut_sets(facts.graph(), region=HERE, products=[code])
    for one in found.of(code)[:6]:
        everything = scenario(blow(*map(str, one)), days=1)
        assert broken(facts, everything).level(code) == [0.0]
        for left in range(len(one) * (len(one) > 1)):
            part = [str(each) for place, each in enumerate(one) if place != left]
            assert broken(facts, scenario(blow(*part), days=1)).level(code) > 0.0
