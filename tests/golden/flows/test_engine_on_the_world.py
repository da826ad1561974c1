"""The engine on a real world table: beside pymrio, and beside solving again by brute force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lantu.flows import extraction, input_output_table, leontief, system
from lantu.model.accounts import Satellite
from lantu.model.roster import roster
from unit.flows.test_extraction import KINDS, solved_again
from unit.flows.world_tables import needs_world_tables, world_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.flows import InputOutputTable
    from lantu.flows.extraction import Kind

    Floats = NDArray[np.float64]

pytestmark = needs_world_tables

YEAR = 2011
COUNTRIES = ("CHN", "DEU", "LUX", "USA")


def burdened() -> InputOutputTable:
    """The table with two invented stressors, one of them borne by final use as well.

    Two sectors whose output of -1 is all rounding are taken to make nothing.
    """
    table, rng = world_table(YEAR), np.random.default_rng(YEAR)
    makes = table.x > 0
    assert table.x[~makes].min() == -1
    return input_output_table(
        table.Z,
        table.Y * makes[:, None],
        regions=table.regions.codes,
        sectors=table.sectors.codes,
        finals=table.finals.codes,
        uses=table.uses,
        satellite=Satellite(
            stressors=roster("stressor", ["a", "b"]),
            units=("t", "t"),
            F=rng.lognormal(0, 1, (2, len(table))) * table.x * makes,
            F_Y=np.abs(table.Y.sum(axis=0)) * [[0.0], [0.1]],
        ),
    )


def calculated(table: InputOutputTable) -> Any:
    pymrio, pd = pytest.importorskip("pymrio"), pytest.importorskip("pandas")
    at = pd.MultiIndex.from_product([table.regions, table.sectors], names=["region", "sector"])
    uses = pd.MultiIndex.from_product([table.regions, table.finals], names=["region", "category"])
    kept = table.satellite
    assert kept is not None
    rows = pd.Index(kept.stressors.codes, name="stressor")
    burden = {
        "name": "burden",
        "F": pd.DataFrame(kept.F, rows, at),
        "F_Y": pd.DataFrame(kept.F_Y, rows, uses),
    }
    io = pymrio.IOSystem(
        Z=pd.DataFrame(table.Z, at, at), Y=pd.DataFrame(table.Y, at, uses), burden=burden
    )
    return io.calc_all()


def apart(ours: Floats, theirs: Any) -> float:
    """Greatest difference, of the greatest figure."""
    expected = theirs.to_numpy()
    assert ours.shape == expected.shape
    return float(np.abs(ours - expected).max() / np.abs(expected).max())


def test_all_that_pymrio_calculates() -> None:
    table = burdened()
    io, found = calculated(table), system(table, "a", "b")
    ours, theirs = found.footprints, io.burden
    assert apart(found.coefficients.A, io.A) < 1e-12
    assert np.allclose(found.inverse.matrix, io.L.to_numpy(), rtol=1e-9, atol=1e-13)
    assert apart(found.S_Y, theirs.S_Y) < 1e-12
    assert apart(found.D_imp, theirs.D_imp) < 1e-11
    for name in ("S", "M", "D_cba", "D_pba", "D_exp"):
        assert apart(getattr(ours, name), getattr(theirs, name)) < 1e-11, name
    for name in ("D_cba_reg", "D_pba_reg", "D_imp_reg", "D_exp_reg"):
        assert apart(getattr(ours, name), getattr(theirs, name)) < 1e-11, name


@pytest.mark.parametrize("kind", KINDS)
def test_whole_countries_taken_out(kind: Kind) -> None:
    table = world_table(YEAR)
    found = extraction(table, "output", groups="regions", kind=kind, using=leontief(table))
    for country in COUNTRIES:
        K = found.members[found.groups.index(country)]
        again = solved_again(table, K, kind)
        assert np.abs(found.losses(country) - again).max() < 1e-10 * table.x.max()
        lost = found.of("output")[found.groups.index(country)]
        assert lost == pytest.approx(again.sum(), rel=1e-10)
