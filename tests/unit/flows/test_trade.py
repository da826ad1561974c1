from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.flows import FinalUse, leontief, trade
from lantu.flows.trade import OUTSIDE
from lantu.model.input_output_table import InputOutputTable, input_output_table
from unit.flows.small_tables import invented, miller_blair

WIOD = Path(__file__).parents[3] / ".." / "shared" / "data" / "wiod_2013" / "wiot_2011.npz"


def pipe() -> InputOutputTable:
    """A digs for 10 and sells it to B, which adds 5 and sells 12 back to A and 3 at home."""
    return input_output_table(
        [[0.0, 10.0], [0.0, 0.0]], [[0.0, 0.0], [12.0, 3.0]], sectors=["s"], regions=["A", "B"]
    )


def test_value_that_comes_home_is_told_from_value_that_stays_away() -> None:
    found = trade(pipe())
    assert found.exports.tolist() == [10, 12]
    assert found.absorbed[:, :2].tolist() == [[8, 2], [4, 1]]
    assert found.vax.tolist() == [2, 4]
    region = found.by_region()
    assert region["reflection"].to_list() == pytest.approx([8, 0])
    assert region["vax_ratio"].to_list() == pytest.approx([0.2, 4 / 12])


def test_exports_are_value_from_home_and_abroad() -> None:
    found = trade(pipe())
    assert found.dva.tolist() == pytest.approx([10, 4])
    assert found.fva.tolist() == pytest.approx([0, 8])
    assert found.ddc.tolist() == pytest.approx([0, 0])
    assert found.fdc.tolist() == pytest.approx([0, 0])


def test_what_the_importer_uses_itself_is_told_from_what_goes_on() -> None:
    found = trade(pipe())
    assert found.davax.tolist() == pytest.approx([2, 4])
    assert found.by_region()["gvc_share"].to_list() == pytest.approx([0.8, 8 / 12])


def no_exported_inputs(table: InputOutputTable, at: int) -> np.ndarray[tuple[int, int]]:
    """The inverse of a world in which one region exports no inputs, by brute force."""
    size = len(table.sectors)
    A = table.Z / table.x
    own = slice(at * size, (at + 1) * size)
    kept = A[own, own].copy()
    A[own] = 0.0
    A[own, own] = kept
    return np.linalg.inv(np.eye(len(A)) - A)


@pytest.mark.parametrize("seed", range(3))
def test_the_terms_are_those_of_a_world_without_its_exports_of_inputs(seed: int) -> None:
    table = invented(np.random.default_rng(seed), regions=3, sectors=4)
    found, L = trade(table), leontief(table).matrix
    value = table.value_added / table.x
    for at in range(3):
        own = slice(4 * at, 4 * at + 4)
        others = np.r_[0 : 4 * at, 4 * at + 4 : 12]
        without = no_exported_inputs(table, at)
        exports = found.exports[own]
        assert found.dva[own] == pytest.approx(value[own] @ without[own, own] * exports)
        assert found.fva[own] == pytest.approx(value[others] @ without[others, own] * exports)
        again = value[others] @ (L - without)[others, own]
        assert found.fdc[own] == pytest.approx(again * exports, abs=1e-9)


def test_one_region_has_no_trade_to_tell_apart() -> None:
    with pytest.raises(CallerError, match="two regions or more"):
        trade(miller_blair())


def test_columns_of_exports_leave_all_regions() -> None:
    table = input_output_table(
        [[0.0, 4.0], [1.0, 0.0]],
        [[6.0, 2.0, 0.0, 0.0], [0.0, 0.0, 7.0, 3.0]],
        sectors=["s"],
        regions=["A", "B"],
        uses=[FinalUse.HOUSEHOLD, FinalUse.EXPORT],
    )
    found = trade(table)
    assert found.destinations[-1] == OUTSIDE
    assert found.gross.tolist() == [[0, 4, 2], [1, 0, 3]]
    assert found.absorbed.sum(axis=1) == pytest.approx(table.value_added)


@pytest.mark.skipif(not WIOD.is_file(), reason="shared/data/wiod_2013 is not beside this checkout")
def test_the_worlds_value_added_is_absorbed_once() -> None:
    with np.load(WIOD) as held:
        Z, Y, x = (held[name].astype(np.float64) for name in ("Z", "F", "x"))
        countries, industries = list(held["countries"]), list(held["industries"])
    table = input_output_table(Z, Y, sectors=industries, regions=countries, x=x, tolerance=1e-3)
    found = trade(table)
    region = found.by_region()
    assert found.absorbed.sum() == pytest.approx(table.value_added.sum(), rel=1e-9)
    told = region.select("dva", "ddc", "fva", "fdc", "outside").to_numpy().sum(axis=1)
    assert told == pytest.approx(region["exports"].to_numpy(), rel=1e-4)  # whole millions
    china = countries.index("CHN")
    assert 0.7 < region["vax_ratio"][china] < 0.85
