"""Laws of prices, decomposition and trade on invented tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.flows import decompose, price_change, trade
from unit.flows.small_tables import invented

SEEDS = st.integers(0, 10_000)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, factor=st.floats(0.01, 3.0))
def test_prices_are_linear_in_costs_and_never_fall_when_costs_rise(
    seed: int, factor: float
) -> None:
    rng = np.random.default_rng(seed)
    table, cost = invented(rng), rng.random(4) * 0.1
    one, more = price_change(table, cost=cost), price_change(table, cost=cost * factor)
    assert more.change == pytest.approx(one.change * factor)
    assert (one.change >= cost - 1e-12).all()


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_every_inputs_dearer_alike_is_everything_dearer_alike(seed: int) -> None:
    table = invented(np.random.default_rng(seed), "kept apart")
    found = price_change(table, primary={"wages": 0.1, "surplus": 0.1}, imported=0.1)
    assert found.change == pytest.approx(np.full(4, 0.1))


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_no_change_has_no_effects(seed: int) -> None:
    table = invented(np.random.default_rng(seed))
    assert decompose(table, table).effects == pytest.approx(np.zeros((4, 4)))


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, idle=st.booleans())
def test_exports_are_told_whole_and_value_is_absorbed_once(seed: int, *, idle: bool) -> None:
    table = invented(np.random.default_rng(seed), regions=3, sectors=2, idle=idle)
    found = trade(table)
    told = found.dva + found.ddc + found.fva + found.fdc + found.outside
    assert told == pytest.approx(found.exports, abs=1e-9)
    assert found.absorbed.sum(axis=1) == pytest.approx(table.value_added)
    region = found.by_region()
    assert (region["reflection"].to_numpy() >= -1e-9).all()
    assert (region["davax"].to_numpy() <= region["vax"].to_numpy() + 1e-9).all()
    assert min(found.ddc.min(), found.fdc.min()) >= -1e-9
