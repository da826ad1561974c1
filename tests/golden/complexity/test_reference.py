"""Three packages' own output on one small panel, each under its own convention."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lantu.complexity import (
    Presence,
    ValuesSettle,
    activity_matrix,
    eci,
    fitness,
    outlook_of,
    presence,
    proximity,
    relatedness,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.complexity.conventions import Named
    from lantu.complexity.proximity import Kind

    Floats = NDArray[np.float64]

FOLDER = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "complexity_reference"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"{'/'.join(FOLDER.parts[-3:])} is not beside this checkout"
)

PERIODS, C, A = ("2000", "2001"), 23, 60
PRINTED = 1e-9
"""The files hold twelve significant digits."""


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def cube(name: str, column: str) -> Floats:
    """A column as periods × places × activities; NaN where the file has no row."""
    found = np.full((2, C, A), np.nan)
    for row in table(name):
        at = PERIODS.index(row["year"]), int(row["loc"][1:]), int(row["prod"][1:])
        found[at] = float(row[column])
    return found


def panel() -> Presence:
    values = np.nan_to_num(cube("in_trade.csv", "val"))
    return presence(
        activity_matrix(
            values,
            places=[f"c{k:02}" for k in range(C)],
            activities=[f"p{k:02}" for k in range(A)],
            periods=PERIODS,
        )
    )


def everything(convention: Named, kind: Kind = "conditional") -> dict[str, Any]:
    found = eci(panel(), convention=convention)
    related = relatedness(found.presence, kind=kind, convention=convention)
    ahead = outlook_of(found, related)
    return {
        "rca": found.presence.advantage.values,
        "mcp": found.presence.present,
        "diversity": found.presence.diversity[:, :, None],
        "ubiquity": found.presence.ubiquity[:, None, :],
        "eci": found.eci[:, :, None],
        "pci": found.pci[:, None, :],
        "density": related.density,
        "distance": related.distance,
        "coi": ahead.coi[:, :, None],
        "cog": ahead.cog,
    }


@pytest.mark.parametrize(
    ("name", "convention", "kind"),
    [
        ("out_ecomplexity.csv", "ecomplexity", "conditional"),
        ("out_ecomplexity_continuous.csv", "ecomplexity", "advantage-correlation"),
        ("out_econcomplex.csv", "econcomplex", "conditional"),
    ],
)
def test_all_columns_of_a_package_under_its_convention(
    name: str, convention: Named, kind: Kind
) -> None:
    columns = table(name)[0].keys() - {"year", "loc", "prod", "val"}
    ours = everything(convention, kind)
    assert len(columns) >= 9
    for column in columns:
        theirs = cube(name, column)
        listed = ~np.isnan(theirs)
        assert listed.sum() >= 1025
        got = np.broadcast_to(ours[column], theirs.shape)[listed]
        assert np.allclose(got, theirs[listed], rtol=PRINTED, atol=PRINTED), column


def test_continuous_density_exceeds_one_only_where_advantages_are_added_up() -> None:
    theirs = everything("ecomplexity", "advantage-correlation")["density"]
    ours = everything("lantu", "advantage-correlation")["density"]
    assert theirs.max() > 20
    assert 0 <= ours.min() <= ours.max() <= 1


def test_reflections_of_economic_complexity_sign_and_all() -> None:
    found = eci(panel(), convention="economic-complexity")
    places = [float(row["0"]) for row in table("out_economic_complexity_eci_2000.csv")]
    activities = [float(row["0"]) for row in table("out_economic_complexity_pci_2000.csv")]
    assert np.allclose(found.eci[0], places, rtol=PRINTED)
    assert np.allclose(found.pci[0], activities, rtol=PRINTED)
    assert np.corrcoef(found.eci[0], eci(panel()).eci[0])[0, 1] < -0.99


def test_proximity_with_ones_on_the_diagonal() -> None:
    listed = [float(r["proximity"]) for r in table("out_proximity.csv") if r["year"] == "2000"]
    ours = proximity(panel(), period="2000", convention="ecomplexity").phi
    assert np.allclose(ours, np.reshape(listed, (A, A)), rtol=PRINTED)


def test_nearest_neighbours_are_counted_as_ecomplexity_counts_them() -> None:
    found = panel()
    ours = relatedness(found, nearest=10, convention="ecomplexity").density
    theirs = cube("out_ecomplexity_knn10.csv", "density")
    for at in range(2):
        phi = proximity(found, period=PERIODS[at]).phi
        ranked = np.sort(phi, axis=1)[:, ::-1]
        clear = ranked[:, 9] > ranked[:, 10]  # elsewhere the package picks among equals
        assert clear.sum() > 10
        assert np.allclose(ours[at][:, clear], theirs[at][:, clear])


def test_fitness_of_econcomplex_which_stopped_at_its_tolerance() -> None:
    found = fitness(panel(), stop=ValuesSettle(tolerance=1e-10), convention="econcomplex")
    places = [float(row["fitness"]) for row in table("out_econcomplex_fitness_2000.csv")]
    name = "out_econcomplex_fitness_products_2000.csv"
    activities = [float(row["complexity"]) for row in table(name)]
    assert found.iterations[0] == 49
    assert np.allclose(found.fitness[0], places, rtol=PRINTED, atol=0)
    assert np.allclose(found.complexity[0], activities, rtol=PRINTED, atol=0)
