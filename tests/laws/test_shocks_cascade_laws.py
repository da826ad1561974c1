"""What holds of every cascade, whatever the network."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.model.supply_network import SupplyNetwork, supply_network
from lantu.shocks import Shock, cascades, disaggregated
from unit.shocks.firms.small_networks import random_needs, random_network
from unit.shocks.firms.small_tables import sizes_of, table_of

SEEDS = st.integers(0, 10_000)
FIRMS = 9
PARTS = st.lists(st.sampled_from([0.0, 0.2, 0.7, 1.0]), min_size=FIRMS, max_size=FIRMS)


def hit(part: list[float]) -> Shock:
    lost = np.array(part)
    return Shock(name="x", firms=np.arange(FIRMS, dtype=np.int32), down=lost, up=lost)


@settings(max_examples=40, deadline=None)
@given(SEEDS, PARTS, PARTS)
def test_a_greater_shock_never_loses_less(seed: int, one: list[float], other: list[float]) -> None:
    network, needs = random_network(seed, FIRMS, revenue=True), random_needs(seed)
    greater = np.maximum(one, other).tolist()
    small, great = cascades(network, [hit(one), hit(greater)], needs=needs, keep_firms=True).firms
    assert (great >= small - 1e-9).all()


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_no_shock_no_loss(seed: int) -> None:
    found = cascades(random_network(seed, FIRMS), [hit([0.0] * FIRMS)], keep_firms=True)
    assert not found.firms.any()
    assert not found.index.any()


@settings(max_examples=40, deadline=None)
@given(SEEDS, PARTS)
def test_losses_are_parts_and_never_less_than_the_shock(seed: int, part: list[float]) -> None:
    network = random_network(seed, FIRMS)
    found = cascades(network, [hit(part)], needs=random_needs(seed), keep_firms=True)
    assert (found.firms[0] >= np.array(part) - 1e-15).all()
    assert (found.firms <= 1.0).all()
    assert found.index[0, 0] <= 1.0 + 1e-12


@settings(max_examples=40, deadline=None)
@given(SEEDS, PARTS, st.permutations(range(FIRMS)))
def test_names_and_order_of_firms_change_nothing(
    seed: int, part: list[float], order: list[int]
) -> None:
    network, needs = random_network(seed, FIRMS, revenue=True), random_needs(seed)
    at = np.argsort(order)
    lost = np.array(part)[order]
    moved = Shock(name="x", firms=np.arange(FIRMS, dtype=np.int32), down=lost, up=lost)
    here = cascades(network, [hit(part)], needs=needs, keep_firms=True).firms[0]
    there = cascades(_reordered(network, order), [moved], needs=needs, keep_firms=True).firms[0]
    np.testing.assert_allclose(there[at], here, atol=1e-9)


def _reordered(network: SupplyNetwork, order: list[int]) -> SupplyNetwork:
    at = np.argsort(order)
    assert network.revenue is not None
    return supply_network(
        tuple(f"n{k}" for k in range(len(network))),
        network.sectors,
        network.sector[order],
        supplier=at[network.supplier],
        buyer=at[network.buyer],
        amount=network.amount,
        revenue=network.revenue[order],
    )


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.integers(0, FIRMS - 1))
def test_somebody_who_stands_in_never_makes_it_worse(seed: int, firm: int) -> None:
    network, needs = random_network(seed, FIRMS), random_needs(seed)
    part = [float(k == firm) for k in range(FIRMS)]
    alone = cascades(network, [hit(part)], needs=needs, replacement="nobody").down
    helped = cascades(network, [hit(part)], needs=needs).down
    assert (helped <= alone + 1e-12).all()


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(1, 3), st.floats(0.5, 8.0))
def test_made_up_firms_sell_what_the_table_says(seed: int, regions: int, links: float) -> None:
    table = table_of(seed, regions)
    row, size = sizes_of(seed, table)
    made = disaggregated(table, row, size, np.random.default_rng(seed), links=links)
    cell = row[made.supplier] * len(table) + row[made.buyer]
    flows = np.bincount(cell, made.amount, len(table) ** 2).reshape(table.Z.shape)
    np.testing.assert_allclose(flows, table.Z, rtol=1e-12)
    assert made.revenue is not None
    np.testing.assert_allclose(np.bincount(row, made.revenue), table.x, rtol=1e-12)
    assert (made.supplier != made.buyer).all()
