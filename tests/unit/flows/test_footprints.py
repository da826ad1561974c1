"""Every account beside pymrio's own, computed here and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lantu.flows import (
    FinalUse,
    Satellite,
    factorise,
    footprints,
    input_output_table,
    leontief,
    system,
)
from lantu.model.roster import roster
from unit.flows.small_tables import invented

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.flows import InputOutputTable

    Floats = NDArray[np.float64]


def its_own_world() -> tuple[InputOutputTable, Any]:
    """The table that pymrio ships for tests: 6 regions, 8 sectors; and its accounts of it."""
    pymrio = pytest.importorskip("pymrio")
    io = pymrio.load_test()
    Z, Y, emissions = io.Z, io.Y, io.emissions
    table = input_output_table(
        Z.to_numpy(),
        Y.to_numpy(),
        regions=list(Z.index.get_level_values(0).unique()),
        sectors=list(Z.index.get_level_values(1).unique()),
        finals=list(Y.columns.get_level_values(1).unique()),
        satellite=satellite(["air", "water"], emissions.F.to_numpy(), emissions.F_Y.to_numpy()),
    )
    return table, io.calc_all()


def invented_world(*, idle: bool) -> tuple[InputOutputTable, Any]:
    pymrio, pd = pytest.importorskip("pymrio"), pytest.importorskip("pandas")
    table = invented(np.random.default_rng(8), regions=3, sectors=5, idle=idle)
    at = pd.MultiIndex.from_product([table.regions, table.sectors], names=["region", "sector"])
    uses = pd.MultiIndex.from_product([table.regions, table.finals], names=["region", "category"])
    kept = table.satellite
    assert kept is not None
    assert kept.F_Y is not None
    stressors = pd.Index(kept.stressors.codes, name="stressor")
    io = pymrio.IOSystem(
        Z=pd.DataFrame(table.Z, at, at),
        Y=pd.DataFrame(table.Y, at, uses),
        emissions={
            "name": "emissions",
            "F": pd.DataFrame(kept.F, stressors, at),
            "F_Y": pd.DataFrame(kept.F_Y, stressors, uses),
        },
    )
    return table, io.calc_all()


def satellite(stressors: list[str], F: Floats, F_Y: Floats) -> Satellite:
    return Satellite(
        stressors=roster("stressor", stressors), units=("1",) * len(stressors), F=F, F_Y=F_Y
    )


def same(found: Floats, expected: Any) -> None:
    theirs = expected.to_numpy()
    assert found.shape == theirs.shape
    assert np.abs(found - theirs).max() <= 1e-12 * np.abs(theirs).max()
    assert np.allclose(found, theirs, rtol=1e-9, atol=1e-14 * np.abs(theirs).max())


@pytest.mark.parametrize("world", ["pymrio's", "invented", "idle"])
def test_everything_that_pymrio_calculates_is_here_and_equal(world: str) -> None:
    table, io = its_own_world() if world == "pymrio's" else invented_world(idle=world == "idle")
    assert table.satellite is not None
    found = system(table, *table.satellite.stressors)
    ours, theirs = found.footprints, io.emissions
    same(found.coefficients.A, io.A)
    same(found.inverse.matrix, io.L)
    same(table.x[:, None], io.x)
    same(found.S_Y, theirs.S_Y)
    same(found.D_imp, theirs.D_imp)
    for name in ("S", "M", "D_cba", "D_pba", "D_exp"):
        same(getattr(ours, name), getattr(theirs, name))
    for name in ("D_cba_reg", "D_pba_reg", "D_imp_reg", "D_exp_reg"):
        same(getattr(ours, name), getattr(theirs, name))


def test_without_the_inverse_the_accounts_are_the_same() -> None:
    table = invented(np.random.default_rng(9), regions=4, sectors=6)
    by_factors, by_inverse = footprints(table), footprints(table, using=leontief(table))
    assert by_factors.rows[0] == "output"
    for name in ("S", "M", "D_cba", "D_pba", "D_exp", "between", "direct"):
        a, b = getattr(by_factors, name), getattr(by_inverse, name)
        assert np.allclose(a, b, rtol=1e-12, atol=1e-13 * np.abs(b).max())
    assert np.array_equal(footprints(table, using=factorise(table)).M, by_factors.M)


def test_footprints_add_up() -> None:
    table = invented(np.random.default_rng(9), regions=4, sectors=6)
    found = footprints(table, "value added", "jobs")
    by_region = found.D_cba.reshape(2, 4, 6).sum(axis=2)
    assert np.allclose(found.D_cba_reg, by_region + found.direct)
    assert np.allclose(found.D_cba.sum(axis=1), found.D_pba.sum(axis=1))
    assert np.allclose(found.D_imp_reg.sum(axis=1), found.D_exp_reg.sum(axis=1))
    assert np.allclose(found.D_exp_reg, found.D_exp.reshape(2, 4, 6).sum(axis=2))
    spent = table.Y.sum(axis=0).reshape(4, -1).sum(axis=1)
    assert np.allclose(found.D_cba_reg[0], spent)


def test_what_the_table_does_not_say_of_final_use_stays_out_of_the_totals() -> None:
    found = footprints(invented(np.random.default_rng(9), regions=2), "wages", "carbon")
    assert found.direct[0].tolist() == [0, 0]
    assert (found.direct[1] > 0).all()


def test_footprints_of_some_final_uses() -> None:
    table = invented(np.random.default_rng(9), regions=2)
    whole = footprints(table, "carbon")
    parts = [footprints(table, "carbon", uses=[use]) for use in FinalUse]
    for name in ("D_cba", "D_pba", "D_exp", "between", "direct"):
        assert np.allclose(sum(getattr(part, name) for part in parts), getattr(whole, name))
    alone = footprints(table, "carbon", uses=[FinalUse.HOUSEHOLD])
    assert np.allclose(alone.D_cba_reg - alone.direct, alone.D_cba.reshape(1, 2, 4).sum(axis=2))


def test_footprints_of_own_rows_and_as_a_table() -> None:
    table = invented(np.random.default_rng(9), regions=2)
    found = footprints(table, "jobs", own={"twice": 2 * table.x})
    assert np.allclose(found.S[1], 2)
    shown = found.to_polars()
    assert shown["region"].to_list() == ["r0", "r1"]
    assert shown.columns[1:4] == ["jobs cba", "twice cba", "jobs pba"]
    assert np.allclose(shown["twice exp"], found.D_exp_reg[1])
