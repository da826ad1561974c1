"""Firms made up to fit a table: sums return to it, the same draw gives the same firms."""

from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.shocks import cascades, disaggregated
from unit.shocks.firms.small_tables import sizes_of, table_of


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("regions", [1, 2])
def test_sums_return_to_the_table(seed: int, regions: int) -> None:
    table = table_of(seed, regions)
    row, size = sizes_of(seed, table)
    made = disaggregated(table, row, size, np.random.default_rng(seed), links=3.0)
    cell = row[made.supplier] * len(table) + row[made.buyer]
    flows = np.bincount(cell, made.amount, len(table) ** 2).reshape(table.Z.shape)
    np.testing.assert_allclose(flows, table.Z, rtol=1e-12)
    assert made.revenue is not None
    assert made.cost is not None
    np.testing.assert_allclose(np.bincount(row, made.revenue), table.x, rtol=1e-12)
    np.testing.assert_allclose(np.bincount(row, made.cost), table.x, rtol=1e-12)
    assert (made.revenue >= made.sales * (1 - 1e-12)).all()


def test_the_same_draw_gives_the_same_firms_and_another_others() -> None:
    table = table_of(1, 2)
    row, size = sizes_of(1, table)
    one, same, other = (
        disaggregated(table, row, size, np.random.default_rng(seed)) for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(one.amount, same.amount)
    np.testing.assert_array_equal(one.supplier, same.supplier)
    assert len(one.amount) != len(other.amount) or not np.array_equal(one.amount, other.amount)


def test_it_says_that_it_is_made_up_and_where_firms_are() -> None:
    table = table_of(2, 2)
    row, size = sizes_of(2, table)
    made = disaggregated(table, row, size, np.random.default_rng(1))
    assert made.source.startswith("synthetic")
    assert made.regions is not None
    assert made.region is not None
    assert [made.regions.codes[at] for at in made.region] == [
        table.regions.codes[at // len(table.sectors)] for at in row
    ]
    assert made.firms[0] == f"{table.labels[row[0]]}#1"
    assert np.isfinite(cascades(made).index).all()


def test_the_only_firm_of_a_sector_sells_nothing_to_itself() -> None:
    table = table_of(3, 1)
    made = disaggregated(
        table, np.arange(len(table)), np.ones(len(table)), np.random.default_rng(1)
    )
    apart = table.Z - np.diag(np.diag(table.Z))
    flows = np.zeros_like(table.Z)
    flows[made.supplier, made.buyer] = made.amount
    np.testing.assert_allclose(flows, apart, rtol=1e-12)


def test_what_cannot_be_made_up_is_refused() -> None:
    table, rng = table_of(1, 1), np.random.default_rng(1)
    row, size = sizes_of(1, table)
    with pytest.raises(DataError, match="no firm"):
        disaggregated(table, row[row > 0], size[row > 0], rng)
    with pytest.raises(DataError, match="positive"):
        disaggregated(table, row, 0 * size, rng)
    with pytest.raises(CallerError, match="beyond"):
        disaggregated(table, row + len(table), size, rng)
    with pytest.raises(CallerError, match="shape"):
        disaggregated(table, row, size[1:], rng)
    with pytest.raises(DataError, match="imports"):
        disaggregated(table_of(1, 1, imports=True), row, size, rng)
