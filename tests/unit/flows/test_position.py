from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import FinalUse, ghosh, input_output_table, leontief, position
from unit.flows.small_tables import invented


def test_a_chain_of_three_stages() -> None:
    """Ore is all smelted, metal all assembled, cars all bought: 3, 2, 1 stages to use."""
    table = input_output_table(
        [[0, 5, 0], [0, 0, 10], [0, 0, 0]], [0, 0, 20], sectors=["ore", "metal", "cars"]
    )
    found = position(table)
    assert found.upstreamness.tolist() == [3, 2, 1]
    assert found.downstreamness.tolist() == [1, 1.5, 1.75]
    assert found.length.tolist() == [3, 2.5, 1.75]
    assert found.relative.tolist() == [3, 2 / 1.5, 1 / 1.75]


def test_without_stocks_they_are_sums_of_the_two_inverses() -> None:
    table = invented(np.random.default_rng(1), regions=2)
    found = position(table, inventories="kept")
    assert np.allclose(found.upstreamness, ghosh(table).matrix.sum(axis=1), rtol=1e-13)
    assert np.allclose(found.downstreamness, leontief(table).matrix.sum(axis=0), rtol=1e-13)


def test_goods_put_in_stock_are_used_as_the_others_are() -> None:
    table = invented(np.random.default_rng(2), regions=2)
    stocked = table.final_for(FinalUse.INVENTORY)
    Z = table.Z * (table.x / (table.x - stocked))[:, None]
    found = position(table)
    U = np.linalg.solve(np.eye(8) - Z / table.x[:, None], np.ones(8))
    D = np.linalg.solve(np.eye(8) - (Z / table.x).T, np.ones(8))
    assert np.allclose(found.upstreamness, U, rtol=1e-13)
    assert np.allclose(found.downstreamness, D, rtol=1e-13)
    assert not np.allclose(U, position(table, inventories="kept").upstreamness)


def test_a_sector_without_output_stands_alone() -> None:
    table = input_output_table([[1, 0], [0, 0]], [1, 0], sectors=["a", "idle"])
    assert position(table).upstreamness.tolist() == [2, 1]
    assert position(table).downstreamness.tolist() == [2, 1]


def test_output_that_all_goes_into_stock_is_refused() -> None:
    table = input_output_table(
        [[0, 1], [0, 1]],
        [[-1, 6], [9, 0]],
        sectors=["a", "b"],
        finals=["use", "stock"],
        uses=[FinalUse.CAPITAL, FinalUse.INVENTORY],
    )
    with pytest.raises(DataError, match=r"whole output: a\n.*kept"):
        position(table)
    assert position(table, inventories="kept").upstreamness[0] == pytest.approx(1 + 10 / 9 / 6)


def test_what_is_only_put_in_stock_is_one_stage_from_use() -> None:
    table = input_output_table(
        [[0, 0], [2, 1]],
        [[0, 5], [6, 1]],
        sectors=["a", "b"],
        finals=["use", "stock"],
        uses=[FinalUse.HOUSEHOLD, FinalUse.INVENTORY],
    )
    assert position(table).upstreamness.tolist() == pytest.approx([1, (1 + 2 / 9) / (1 - 1 / 9)])


def test_inventories_are_corrected_or_kept() -> None:
    with pytest.raises(CallerError, match="'corrected' or 'kept'"):
        position(invented(np.random.default_rng(1)), inventories="x")  # type: ignore[arg-type]


def test_position_as_a_table() -> None:
    shown = position(invented(np.random.default_rng(1))).to_polars()
    assert shown.columns == ["sector", "upstreamness", "downstreamness", "length", "relative"]
    assert shown.height == 4
