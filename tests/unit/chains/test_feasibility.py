from __future__ import annotations

import numpy as np
import pytest

from lantu.chains import Feasibility, Rules, feasibility, nearest, presence, wiring
from unit.chains.graphs import HERE, Facts

LINKS = [
    ("A", "P", "essential"),
    ("B", "P", "essential"),
    ("C", "P", "alternative:g"),
    ("D", "P", "alternative:g"),
    ("E", "P", "optional"),
    ("P", "Q", "essential"),
    ("Q", "R", "optional"),
]


def of(*makers: tuple[str, str]) -> Feasibility:
    graph = Facts(
        links=LINKS, makers=[("F", product, "produces", grade) for product, grade in makers]
    ).graph()
    return feasibility(graph, presence(graph, HERE, Rules()), Rules())


def test_what_cannot_be_done_without_is_at_hand_or_not() -> None:
    found = of(("A", "B"), ("C", "D"), ("D", "C"), ("E", "A"))
    assert found.needs.tolist() == [0, 0, 0, 0, 0, 3, 1, 0]
    assert found.share[5] == pytest.approx((0.85 + 0 + 0.6) / 3)
    assert found.lower[5] == pytest.approx(0.85 / 3)
    assert found.upper[5] == 1


def test_without_inputs_on_record_nothing_is_known() -> None:
    found = of()
    assert found.known.tolist() == [False] * 5 + [True, True, False]
    assert found.share[7] == 0


def test_distance_goes_either_way_and_may_be_out_of_reach() -> None:
    assert of(("Q", "B")).distance.tolist() == [2, 2, 2, 2, 2, 1, 0, 1]
    assert of().distance.tolist() == [-1] * 8


def test_the_nearest_on_each_side() -> None:
    graph = Facts(links=LINKS).graph()
    goals = np.array([product in "ABR" for product in "ABCDEPQR"])
    found = nearest(wiring(graph, Rules().weights), goals)
    assert found.upstream[5:].tolist() == [0, 0, 7]
    assert found.upstream_links[5:].tolist() == [1, 2, 0]
    assert found.downstream_links.tolist() == [0, 0, 3, 3, 3, 2, 1, 0]
    assert found.downstream[2] == 7
    assert found.upstream[2] == -1
    assert found.beside.tolist() == [False, False, False, False, False, True, True, False]
