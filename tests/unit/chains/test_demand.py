from __future__ import annotations

import pytest

from lantu.chains import Demand, Rules, demand, presence
from unit.chains.graphs import HERE, Facts

USES = [
    ("I", "K", "essential"),
    ("I", "L", "alternative:g"),
    ("J", "L", "alternative:g"),
    ("I", "M", "optional"),
    ("I", "N", "returning"),
]
MADE = [
    ("F", "K", "produces", "A"),
    ("F", "L", "produces", "C"),
    ("F", "M", "produces", "D"),
    ("F", "N", "produces", "A"),
]


def of(links: list[tuple[str, str, str]], makers: list[tuple[str, str, str, str]]) -> Demand:
    graph = Facts(links=links, makers=makers).graph()
    return demand(graph, presence(graph, HERE, Rules()), Rules())


def test_pull_weighs_users_by_need_and_presence() -> None:
    found = of(USES, MADE)
    assert found.pull[0] == pytest.approx(0.95 + 0.6 / 2 + 0.1 * 0.3)
    assert found.lower[0] == pytest.approx(0.95)
    assert found.upper[0] == pytest.approx(1 + 0.5 + 0.1)
    assert (found.uses[0], found.local_uses[0], found.local_users[0]) == (1, 1, 2)


def test_a_user_counts_once_at_its_greatest_need() -> None:
    twice = [*USES, ("I", "K", "optional"), ("I", "K", "essential")]
    assert of(twice, MADE).pull[0] == pytest.approx(of(USES, MADE).pull[0])


def test_what_is_being_built_pulls_later() -> None:
    found = of([("I", "K", "essential")], [("F", "K", "under_construction", "B")])
    assert found.pull[0] == 0
    assert found.planned_pull[0] == pytest.approx(0.17)
