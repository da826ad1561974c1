"""What holds of every struck economy, whatever the table."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.flows import InputOutputTable, input_output_table
from lantu.model.scenario import Return
from lantu.shocks import ArioSettings, CapacityLoss, Course, ario

REGIONS, SECTORS = ("a", "b"), ("p", "q", "r")
N, DAYS = 6, 60
SEEDS = st.integers(0, 10_000)
PARTS = st.lists(st.sampled_from([0.0, 0.3, 0.9, 1.0]), min_size=N, max_size=N)
RUNS = st.builds(
    ArioSettings,
    model=st.sampled_from(["psi", "base"]),
    orders=st.sampled_from(["alt", "noalt"]),
    inventory_days=st.sampled_from([1.0, 4.0, 90.0]),
)


def world(seed: int, order: list[int] | None = None) -> InputOutputTable:
    rng = np.random.default_rng(seed)
    Z = rng.random((N, N)) * (rng.random((N, N)) < 0.8)
    Y = rng.random((N, 2)) + 0.5
    x = Z.sum(axis=1) + Y.sum(axis=1)
    Z *= 0.6 / np.maximum(Z.sum(axis=0) / x, 0.6)
    at = np.arange(N) if order is None else np.array(order)
    sectors = [SECTORS[k] for k in at[:3]]
    return input_output_table(Z[np.ix_(at, at)], Y[at], regions=REGIONS, sectors=sectors)


def stop(part: list[float] | np.ndarray) -> CapacityLoss:
    course = Course(start=2, days=5, back=Return.LINEAR, back_days=10)
    return CapacityLoss(name="stop", part=np.array(part), course=course)


@settings(max_examples=25, deadline=None)
@given(SEEDS, RUNS)
def test_no_shock_no_loss(seed: int, assumed: ArioSettings) -> None:
    run = ario(world(seed), [stop([0.0] * N)], days=DAYS, settings=assumed)
    np.testing.assert_allclose(run.output, np.tile(run.economy.x, (DAYS, 1)), rtol=1e-12)
    assert abs(run.losses.output).max() < 1e-9
    assert run.days_run < DAYS


@settings(max_examples=40, deadline=None)
@given(SEEDS, PARTS, RUNS)
def test_stocks_deliveries_and_output_keep_their_bounds(
    seed: int, part: list[float], assumed: ArioSettings
) -> None:
    run = ario(world(seed), [stop(part)], days=DAYS, settings=assumed, keep_stocks=True)
    assert run.stocks is not None
    assert run.stocks.min() >= -1e-12
    assert (run.output <= run.capacity * (1 + 1e-12)).all()
    asked = run.orders + run.economy.final + run.rebuild_demand
    assert (run.met * asked <= run.output + 1e-12).all()
    assert ((run.met >= 0) & (run.met <= 1 + 1e-12)).all()


@settings(max_examples=25, deadline=None)
@given(SEEDS, PARTS, RUNS)
def test_what_is_made_goes_to_stocks_and_final_use(
    seed: int, part: list[float], assumed: ArioSettings
) -> None:
    run = ario(world(seed), [stop(part)], days=DAYS, settings=assumed, keep_stocks=True)
    assert run.stocks is not None
    usual = run.economy
    before = np.concatenate([usual.stocks[None], run.stocks[:-1]])
    used = np.einsum("if,tf->ti", usual.a, run.output)
    came = (run.stocks - before).sum(axis=2) + used
    sent = (run.met * run.orders).reshape(DAYS, 2, 3).sum(axis=1)
    np.testing.assert_allclose(came[: run.days_run], sent[: run.days_run], atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(SEEDS, PARTS, RUNS, st.permutations(range(3)))
def test_the_order_of_sectors_changes_nothing(
    seed: int, part: list[float], assumed: ArioSettings, order: list[int]
) -> None:
    at = [*order, *(k + 3 for k in order)]
    here = ario(world(seed), [stop(part)], days=DAYS, settings=assumed).output
    there = ario(world(seed, at), [stop(np.array(part)[at])], days=DAYS, settings=assumed).output
    np.testing.assert_allclose(there, here[:, at], rtol=1e-6, atol=1e-9)
