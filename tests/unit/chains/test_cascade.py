from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.chains import Rules, cut, wiring
from lantu.chains._kernels import STILL
from lantu.chains.arrays import offsets
from lantu.chains.cascade import Cutter, cascade, cut_losses
from lantu.chains.order import levels
from unit.chains import twins
from unit.chains.graphs import Facts

if TYPE_CHECKING:
    from lantu.chains.wiring import Wiring
    from lantu.model.chain_graph import ChainGraph

LOSS = 0.1


def wires_of(*links: tuple[str, str, str]) -> Wiring:
    return wiring(Facts(links=list(links)).graph(), Rules().weights)


def levels_of(*links: tuple[str, str]) -> list[int]:
    wires = wires_of(*((source, target, "essential") for source, target in links))
    by_source = np.argsort(wires.source, kind="stable")
    starts = offsets(wires.source[by_source], wires.products)
    found: list[int] = levels(wires.start, wires.source, starts, wires.target[by_source]).tolist()
    return found


def random_graph(seed: int, products: int, links: int, *, circles: bool) -> ChainGraph:
    rng = np.random.default_rng(seed)
    facts = Facts(products={f"P{at:04}": ("C", "S") for at in range(products)})
    needs = ["essential", "essential", "optional", "alternative:a", "alternative:b"]
    for source, target in rng.integers(0, products, (links, 2)).tolist():
        if source == target or (source > target and not circles):
            continue
        facts.links.append((f"P{source:04}", f"P{target:04}", needs[int(rng.integers(0, 5))]))
    return facts.graph()


def test_levels_rise_along_the_links() -> None:
    assert levels_of(("A", "B"), ("B", "D"), ("A", "C"), ("C", "D"), ("A", "D")) == [0, 1, 1, 2]


def test_a_circle_shares_a_level_above_its_inputs_and_below_its_users() -> None:
    assert levels_of(("A", "B"), ("B", "C"), ("C", "B"), ("C", "D"), ("D", "E")) == [0, 1, 1, 2, 3]


def test_what_stands_between_two_circles_shares_their_level() -> None:
    links = [("A", "B"), ("B", "A"), ("B", "M"), ("M", "X"), ("X", "Y"), ("Y", "X"), ("Y", "Z")]
    assert levels_of(*links) == [0, 0, 0, 0, 0, 1]


def test_wiring_keeps_each_need_once_and_leaves_return_flows_out() -> None:
    wires = wires_of(
        ("A", "B", "essential"), ("A", "B", "essential"), ("B", "A", "returning"),
        ("C", "B", "alternative:g"), ("A", "B", "alternative:g"), ("C", "B", "optional"),
    )  # fmt: skip
    assert wires.source.tolist() == [0, 0, 2, 2]
    assert wires.slot.tolist() == [-1, 0, 0, -2]
    assert (wires.group_target.tolist(), wires.group_size.tolist()) == ([1], [2])


@pytest.mark.parametrize("circles", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_single_cuts_equal_the_plain_twin(seed: int, *, circles: bool) -> None:
    graph = random_graph(seed, products=24, links=54, circles=circles)
    value = np.random.default_rng(seed).random(24)
    ready = cascade(wiring(graph, Rules().weights), LOSS)
    found = cut_losses(ready, value[:, None], np.ones((24, 1), dtype=np.int64))
    lost, stopped = twins.impact(graph, value, LOSS)
    np.testing.assert_allclose(found.impact[:, 0], lost, atol=1e-9)
    assert found.stopped.tolist() == stopped.tolist()
    assert found.counted[:, 0].tolist() == stopped.tolist()


@pytest.mark.parametrize("circles", [False, True])
def test_compiled_and_interpreted_cuts_agree_to_the_last_bit(
    monkeypatch: pytest.MonkeyPatch, *, circles: bool
) -> None:
    graph = random_graph(7, products=60, links=150, circles=circles)
    rng = np.random.default_rng(1)
    values, marks = rng.random((60, 5)), rng.integers(0, 2, (60, 3))
    ready = cascade(wiring(graph, Rules().weights), LOSS)
    plain = cut_losses(ready, values, marks)
    monkeypatch.setattr("lantu.chains.cascade.COMPILE_FROM", 0)
    compiled = cut_losses(ready, values, marks)
    assert np.array_equal(plain.impact, compiled.impact)
    assert np.array_equal(plain.stopped, compiled.stopped)
    assert np.array_equal(plain.counted, compiled.counted)


def test_a_graph_without_links_or_products_costs_nothing() -> None:
    ready = cascade(wires_of(), LOSS)
    assert cut_losses(ready, np.zeros((0, 2)), np.zeros((0, 1), dtype=np.int64)).impact.size == 0
    alone = Facts(products={"A": ("C", "S")}).graph()
    assert cut(alone, [0], Rules()).tolist() == [0]


def test_a_desk_is_left_as_it_was_found() -> None:
    ready = cascade(wires_of(("A", "B", "essential"), ("B", "C", "optional")), LOSS)
    cutter = Cutter(ready)
    first = cutter.cut([0], [0.0])
    assert cutter.cut([0], [0.0]) == first == {0: 0.0, 1: 0.0, 2: 0.9}
    assert cutter.cut([1], [0.5]) == {1: 0.5, 2: 0.95}


def test_cutting_a_product_on_a_circle_takes_the_circle() -> None:
    graph = Facts(
        links=[("A", "B", "essential"), ("B", "C", "essential"), ("C", "A", "essential")]
    ).graph()
    assert cut(graph, [1], Rules()).tolist() == [0, 0, 0]
    assert cut(graph, [], Rules()).tolist() == [1, 1, 1]


def test_a_circle_of_optional_inputs_comes_to_rest_at_its_fixed_point() -> None:
    graph = Facts(
        links=[("A", "B", "optional"), ("B", "C", "optional"), ("C", "B", "optional")]
    ).graph()
    y = cut(graph, [0], Rules())
    # y_B = .9 (1 − .1 (1 − y_C)) and y_C = 1 − .1 (1 − y_B)
    assert y[1] == pytest.approx(0.891 / 0.991, abs=10 * STILL)
    assert y[2] == pytest.approx(0.9 + 0.1 * y[1], abs=10 * STILL)
