"""The authors' own output, figure by figure: index, both halves, firms, sectors, steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from lantu.model.roster import roster
from lantu.model.supply_network import SupplyNetwork, supply_network
from lantu.shocks import Shock, Stop, cascades

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.shocks import Cascades

DATA = Path(__file__).resolve().parents[4] / ".." / "shared" / "data"
PAPERS, RANDOM = DATA / "esri_reference", DATA / "esri_reference_40"
EXACT = 1e-12

pytestmark = pytest.mark.skipif(
    not (PAPERS.is_dir() and RANDOM.is_dir()),
    reason="the authors' output (../shared/data/esri_reference*) is not beside this checkout",
)

TAGS = (
    "fig1_linear_nomarket",
    "fig1_linear_market",
    "fig1_leontief_nomarket",
    "fig1_leontief_market",
    "fig1_gl_market_eps1e-6",
    "pnas_fig1_linear_nomarket",
    "rand300_gl_market",
    "rand300_partial_market",
)


def figures(path: Path) -> pl.DataFrame:
    """A table of figures padded with blanks."""
    text = pl.read_csv(path, infer_schema=False)
    return text.select(pl.all().str.strip_chars().cast(pl.Float64))


def whole(name: str, part: NDArray[np.float64]) -> Shock:
    return Shock(name=name, firms=np.arange(len(part), dtype=np.int32), down=part, up=part)


def of_papers(tag: str) -> tuple[SupplyNetwork, NDArray[np.int8]]:
    edges = pl.read_csv(PAPERS / f"{tag}_edges.csv")
    firms = pl.read_csv(PAPERS / f"{tag}_firms.csv", schema_overrides={"sector": pl.String})
    needs = pl.read_csv(PAPERS / f"{tag}_essential.csv")
    sectors = roster("sector", needs.columns[1:])
    network = supply_network(
        tuple(str(code) for code in firms["firm"]),
        sectors,
        [sectors.at(code) for code in firms["sector"]],
        supplier=edges["supplier"].to_numpy() - 1,
        buyer=edges["buyer"].to_numpy() - 1,
        amount=edges["weight"].to_numpy(),
    )
    return network, needs[:, 1:].to_numpy().astype(np.int8)


@pytest.mark.parametrize("tag", TAGS)
def test_the_networks_of_the_papers(tag: str) -> None:
    network, needs = of_papers(tag)
    shocks = None
    if "partial" in tag:
        psi = pl.read_csv(PAPERS / f"{tag}_psi.csv")
        shocks = [whole(column, psi[column].to_numpy()) for column in psi.columns]
    found = cascades(
        network,
        shocks,
        needs=needs,
        replacement="nobody" if "nomarket" in tag else "market",
        stop=Stop(move=1e-6 if "eps1e-6" in tag else 1e-2, empty_market=1.0),
    )
    wanted = pl.read_csv(PAPERS / f"{tag}_esri.csv")
    for column, got in (("esri", found.index), ("esri_down", found.down), ("esri_up", found.up)):
        np.testing.assert_allclose(got[:, 0], wanted[column].to_numpy(), rtol=0, atol=EXACT)


def test_the_printed_figures_of_the_first_network() -> None:
    network, needs = of_papers("fig1_linear_market")
    found = cascades(network, needs=needs, stop=Stop(move=1e-2, empty_market=1.0))
    printed = [0.1, 0.3, 0.2667, 0.35, 0.1, 0.1167, 0.7, 0.1, 0.3111, 0.2667, 0.45]
    np.testing.assert_allclose(found.index[:, 0], printed, atol=5e-5)


CASES: dict[str, Stop] = {
    "base_eps1e-2": Stop(move=1e-2, empty_market=1.0),
    "base_eps1e-8": Stop(move=1e-8, empty_market=1.0),
    "base_convtype2_eps1e-3": Stop(growth=1e-3, empty_market=1.0),
    "nosubst_eps1e-8": Stop(move=1e-8, empty_market=1.0),
    "employees_eps1e-8": Stop(move=1e-8, empty_market=1.0),
    "scenarios_eps1e-8": Stop(move=1e-8, empty_market=1.0),
}


def of_forty(case: str) -> Cascades:
    edges, firms = pl.read_csv(RANDOM / "in_network.csv"), pl.read_csv(RANDOM / "in_firms.csv")
    needs = pl.read_csv(RANDOM / "in_essentiality.csv")[:, 1:].to_numpy()
    network = supply_network(
        tuple(str(code) for code in firms["firm"]),
        roster("sector", [str(k) for k in range(1, len(needs) + 1)]),
        firms["sector"].to_numpy() - 1,
        supplier=edges["supplier"].to_numpy() - 1,
        buyer=edges["customer"].to_numpy() - 1,
        amount=edges["weight"].to_numpy(),
    )
    psi = pl.read_csv(RANDOM / "in_scenarios.csv")
    return cascades(
        network,
        [whole(name, psi[name].cast(pl.Float64).to_numpy()) for name in psi.columns[1:]]
        if case.startswith("scenarios")
        else None,
        needs=needs,
        replacement="nobody" if case.startswith("nosubst") else "market",
        weights=np.stack([network.sales, firms["employees"].to_numpy()], axis=1)
        if case.startswith("employees")
        else None,
        stop=CASES[case],
        keep_firms=True,
    )


@pytest.mark.parametrize("case", CASES)
def test_the_random_network(case: str) -> None:
    found = of_forty(case)
    wanted = figures(RANDOM / f"out_{case}_esri.csv")
    assert found.steps.tolist() == wanted["iterations"].to_list()
    for k in range(found.weights.shape[1]):
        for name, got in (("ESRI", found.index), ("ESRI_d", found.down), ("ESRI_u", found.up)):
            told = wanted[f"{name}_weight_{k + 1}"].to_numpy()
            np.testing.assert_allclose(got[:, k], told, rtol=0, atol=EXACT)
    for name, rows in (("hd", found.firms_down), ("hu", found.firms_up)):
        told = figures(RANDOM / f"out_{case}_{name}_T_mat.csv").to_numpy()
        assert rows is not None
        np.testing.assert_allclose(rows, told.T, rtol=0, atol=EXACT)


def test_sectors_of_the_random_network() -> None:
    told = figures(RANDOM / "out_scenarios_eps1e-8_sec_du_mat.csv").to_numpy()
    found = of_forty("scenarios_eps1e-8").by_sector()
    np.testing.assert_allclose(found, told, rtol=0, atol=EXACT)
