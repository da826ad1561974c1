"""Tries side by side are what each would be alone, on the packaged facts and their scenarios."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import lantu
from lantu import facts
from lantu.facts.scenarios import Shelved, shelf
from lantu.model.scenario import Buffer
from lantu.shocks.chain.breaks import break_of
from lantu.shocks.chain.ground import Ground, ground
from lantu.shocks.chain.together import together, world
from lantu.shocks.sensitivity.evidence import drawn_graph

if TYPE_CHECKING:
    from lantu.model.scenario import Scenario

SHELF = shelf(facts.demo_path())
RANKS = np.random.default_rng(7)


@pytest.fixture(scope="module")
def hubei() -> Ground:
    opened = lantu.demo()
    return ground(opened.graph, opened.directory.region)


def settled(scenario: Scenario, tries: int) -> list[Scenario]:
    many = len(scenario.unknowns)
    return [scenario.settled(RANKS.random(many).tolist()) for _ in range(tries)]


@pytest.mark.parametrize("shelved", SHELF, ids=lambda each: each.code)
def test_each_of_many_is_the_break_of_its_own_world(shelved: Shelved, hubei: Ground) -> None:
    assert shelved.scenario is not None, shelved.trouble
    graph, tries = hubei.graph, settled(shelved.scenario, 3)
    drawn = [
        drawn_graph(graph, hubei.rules.weights, np.random.default_rng(each)) for each in range(3)
    ]
    found = together(hubei, tries, [world(hubei, each) for each in drawn])
    for at, (scenario, there) in enumerate(zip(tries, drawn, strict=True)):
        alone = break_of(
            ground(there, hubei.region, rules=hubei.rules, weights=hubei.worth), scenario
        )
        assert found.by_day[at] == pytest.approx(alone.by_day(), abs=1e-10)
        assert found.lost[at] == pytest.approx(alone.lost, abs=1e-9)
        assert found.own[at] == pytest.approx(alone.own, abs=1e-9)


def test_a_try_is_the_same_whoever_stands_beside_it(hubei: Ground) -> None:
    scenario = next(each.scenario for each in SHELF if each.code == "huangshi-flood")
    assert scenario is not None
    whole = world(hubei)
    tries = settled(scenario, 5)
    every = together(hubei, tries, [whole] * 5)
    few = together(hubei, tries[3:], [whole] * 2)
    assert (every.lost[3:] == few.lost).all()
    assert (every.by_day[3:] == few.by_day).all()


def test_blows_count_their_days(hubei: Ground) -> None:
    scenario = next(each.scenario for each in SHELF if each.code == "leading-firm-down")
    assert scenario is not None
    found = together(hubei, [scenario.settled()], [world(hubei)])
    back = np.maximum(1.0 - np.arange(0, 30) / 30, 0.0).sum()
    assert found.blows == pytest.approx(np.array([[60 + back]]))


def test_a_second_source_makes_its_part_good(hubei: Ground) -> None:
    scenario = next(each.scenario for each in SHELF if each.code == "wuhan-76-days")
    assert scenario is not None
    hard = replace(scenario.settled(), buffers=())
    softer = replace(hard, buffers=(Buffer(second_source=0.5),))
    whole = replace(hard, buffers=(Buffer(second_source=1.0),))
    found = together(hubei, [hard, softer, whole], [world(hubei)] * 3)
    assert (found.lost[2] == 0).all()
    assert (found.lost[1] <= found.lost[0]).all()
    assert found.own[1] == pytest.approx(found.own[0] / 2)
