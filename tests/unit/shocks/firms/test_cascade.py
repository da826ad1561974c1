"""Firms that fail take others with them, by hand and against the plain twin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.shocks import PUBLISHED, Cascades, Shock, Stop, cascades, every_firm, shock
from lantu.shocks.firms import runs as running
from unit.shocks.firms.plain_cascade import plain_cascade
from unit.shocks.firms.small_networks import chain, circle, random_needs, random_network


def lost(found: Cascades, firm: str) -> list[float]:
    at = [each.name for each in found.shocks].index(firm)
    return [round(float(part), 12) for part in found.firms[at]]


def test_a_mill_takes_what_it_sold_and_bought_where_nobody_stands_in() -> None:
    found = cascades(chain(), replacement="nobody", keep_firms=True)
    assert lost(found, "m1") == [0.25, 1.0, 0.0, 0.25]
    assert found.index[1, 0] == pytest.approx((0.25 * 4 + 1.0 * 2) / 12)


def test_the_other_mill_stands_in_for_as_much_as_it_is_larger() -> None:
    found = cascades(chain(), keep_firms=True)
    assert lost(found, "m1")[3] == pytest.approx(0.25 * 2 / 6)
    assert lost(found, "m2")[3] == pytest.approx(0.75)


def test_what_is_essential_binds_and_what_is_not_adds_up() -> None:
    needs = np.full((3, 3), 1)
    needs[0, 1] = 2
    found = cascades(chain(), needs=needs, replacement="nobody", keep_firms=True)
    assert lost(found, "ore") == [1.0, 1.0, 1.0, 1.0]


def test_negligible_inputs_stop_nobody() -> None:
    found = cascades(chain(), needs=np.zeros((3, 3)), keep_firms=True)
    assert found.firms_down is not None
    assert found.firms_down.tolist() == np.eye(4).tolist()


def test_revenue_from_outside_softens_lost_orders() -> None:
    found = cascades(chain(revenue=[8.0, 2.0, 6.0, 5.0]), replacement="nobody", keep_firms=True)
    assert lost(found, "m2")[0] == pytest.approx(3 / 8)


def test_costs_on_record_weigh_inputs_by_their_part_in_them() -> None:
    network = replace(chain(), cost=np.array([1.0, 2.0, 6.0, 16.0]))
    found = cascades(network, replacement="nobody", keep_firms=True)
    assert lost(found, "m1")[3] == pytest.approx(2 / 8 * 8 / 16)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("move", [1e-2, 1e-9])
@pytest.mark.parametrize("replaced", [True, False])
def test_the_kernel_is_its_plain_twin(seed: int, move: float, *, replaced: bool) -> None:
    network, needs = random_network(seed, revenue=seed % 2 == 0), random_needs(seed)
    rng = np.random.default_rng(seed)
    psi = rng.random((2, len(network))) * (rng.random((2, len(network))) < 0.3)
    hit = Shock(name="mixed", firms=np.arange(len(network), dtype=np.int32), down=psi[0], up=psi[1])
    found = cascades(
        network,
        [hit],
        needs=needs,
        replacement="market" if replaced else "nobody",
        stop=Stop(move=move, empty_market=1.0),
        keep_firms=True,
    )
    plain = plain_cascade(network, needs, (psi[0], psi[1]), replaced=replaced, move=move, empty=1.0)
    assert found.firms_down is not None
    assert found.firms_up is not None
    assert found.steps[0] == plain.steps
    np.testing.assert_allclose(found.firms_down[0], 1.0 - plain.down, atol=1e-13)
    np.testing.assert_allclose(found.firms_up[0], 1.0 - plain.up, atol=1e-13)


@pytest.mark.parametrize("seed", range(4))
def test_the_fixed_point_is_where_small_steps_end(seed: int) -> None:
    network, needs = random_network(seed, 40, revenue=seed % 2 == 0), random_needs(seed)
    rest = cascades(network, needs=needs)
    steps = cascades(network, needs=needs, stop=Stop(move=1e-14))
    assert rest.residual.max() <= 1e-12
    np.testing.assert_allclose(rest.index, steps.index, atol=1e-9)


def test_the_published_stop_never_finds_more_than_the_fixed_point() -> None:
    network = random_network(3, 60, revenue=True)
    early, rest = cascades(network, stop=PUBLISHED), cascades(network)
    assert (early.index <= rest.index + 1e-12).all()
    assert early.index.sum() < rest.index.sum()


def test_compiled_and_interpreted_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    network, needs = random_network(1, 30), random_needs(1)
    plain = cascades(network, needs=needs, stop=PUBLISHED, keep_firms=True)
    monkeypatch.setattr(running, "INTERPRETED", 0)
    compiled = cascades(network, needs=needs, stop=PUBLISHED, keep_firms=True)
    np.testing.assert_array_equal(plain.firms, compiled.firms)
    np.testing.assert_array_equal(plain.steps, compiled.steps)


def test_shocks_leave_no_trace_on_the_next() -> None:
    network = random_network(2, 20)
    every = cascades(network, stop=PUBLISHED)
    alone = [cascades(network, [one], stop=PUBLISHED).index[0] for one in every_firm(network)]
    np.testing.assert_array_equal(every.index, alone)


def test_trapped_firms_are_counted_and_lose_all() -> None:
    assert cascades(chain()).trapped == 0
    found = cascades(circle())
    assert found.trapped == 3
    assert found.up.min() == pytest.approx(1.0)


def test_sectors_lose_beyond_the_shock() -> None:
    network = chain()
    found = cascades(network, [shock(network, "m2", {"m2": 1.0})], keep_firms=True)
    assert found.by_sector()[0].round(12).tolist() == [0.75, 0.0, 0.0]
    with pytest.raises(CallerError, match="keep_firms"):
        cascades(network).by_sector()


def test_weights_are_parts_of_the_whole() -> None:
    found = cascades(chain(), weights=[[1, 0], [1, 0], [1, 0], [1, 5]], keep_firms=True)
    assert found.weights.sum(axis=0).tolist() == [1.0, 1.0]
    np.testing.assert_allclose(found.index[:, 0], found.firms.mean(axis=1))
    np.testing.assert_allclose(found.index[:, 1], found.firms[:, 3])


def test_results_come_as_a_table() -> None:
    table = cascades(chain()).to_polars()
    assert table.columns == ["shock", "esri", "down", "up", "steps", "residual"]
    assert table["shock"].to_list() == ["ore", "m1", "m2", "maker"]


def test_progress_ends_at_the_whole() -> None:
    told: list[float] = []
    cascades(random_network(1, 130), stop=PUBLISHED, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"needs": "ces"}, "linear"),
        ({"needs": np.ones((2, 2))}, "supplying"),
        ({"needs": np.full((3, 3), 3)}, "supplying"),
        ({"weights": [1.0]}, "one finite number"),
        ({"weights": [0.0] * 4}, "more than 0"),
        ({"weights": [1.0, -1.0, 1.0, 1.0]}, "from 0"),
    ],
)
def test_a_bad_call_is_told_what_would_be_right(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(CallerError) as caught:
        cascades(chain(), **wrong)  # type: ignore[arg-type]  # that is the point
    assert said in f"{caught.value} {caught.value.hint}"


def test_a_stop_needs_one_criterion() -> None:
    for wrong in ({"move": 1e-2, "growth": 1e-2}, {"move": -1.0}, {"growth": float("nan")}):
        with pytest.raises(CallerError):
            Stop(**wrong)


def test_a_shock_is_refused_where_its_parts_are_none() -> None:
    network = chain()
    with pytest.raises(CallerError, match="firm 'mine'"):
        shock(network, "?", {"mine": 1.0})
    with pytest.raises(CallerError, match="does not say"):
        shock(network, "?", {"ore": 1.5})


def test_orders_can_fall_apart_from_output() -> None:
    network = chain()
    hit = shock(network, "fewer cars", {}, orders={"maker": 0.5})
    found = cascades(network, [hit], keep_firms=True)
    assert found.firms_down is not None
    assert not found.firms_down.any()
    assert found.firms[0].tolist() == [0.5, 0.5, 0.5, 0.5]
