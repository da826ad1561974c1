"""Three other packages, run live beside lantu on the same panels: every figure, every cell."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks.generators.trade import exports
from benchmarks.registry import RIVALS_FOLDER
from lantu.complexity import (
    Presence,
    PresenceTest,
    Steps,
    activity_matrix,
    eci,
    fitness,
    measure,
    presence,
    proximity,
    relatedness,
    relative_relatedness,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.complexity import Measures
    from lantu.complexity.conventions import Named
    from lantu.complexity.proximity import Kind

    Floats = NDArray[np.float64]
    Figures = dict[str, Floats]

PYTHON = RIVALS_FOLDER / "complexity" / "bin" / "python"
SCRIPT = Path(__file__).with_name("complexity_peers.py")
REFERENCE = (
    Path(__file__).resolve().parents[2]
    / ".."
    / "shared"
    / "data"
    / "complexity_reference"
    / "in_trade.csv"
)
NEAR = 1e-8

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason="the rivals are not installed; scripts/rivals installs them"
)


def invented() -> Floats:
    return exports(40, 120, 2)


def reference() -> Floats:
    values = np.zeros((2, 23, 60))
    with REFERENCE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            at = int(row["year"]) - 2000, int(row["loc"][1:]), int(row["prod"][1:])
            values[at] = float(row["val"])
    return values


PANELS = pytest.mark.parametrize(
    "panel",
    [
        pytest.param(invented, id="invented"),
        pytest.param(
            reference,
            id="reference",
            marks=pytest.mark.skipif(
                not REFERENCE.exists(),
                reason=f"{'/'.join(REFERENCE.parts[-4:])} is not beside this checkout",
            ),
        ),
    ],
)


def people(values: Floats) -> Floats:
    """Not quite as they have amounts, so that each place is above the usual in something."""
    uneven = np.random.default_rng(5).lognormal(sigma=0.3, size=values.shape[1])
    amounts: Floats = values.sum(axis=(0, 2))
    return amounts * uneven


def ask(package: str, values: Floats, folder: Path) -> Figures:
    given, answer = folder / "given.npz", folder / "answer.npz"
    np.savez(given, values=values, population=people(values))
    command = [str(each) for each in (PYTHON, SCRIPT, package, given, answer)]
    done = subprocess.run(  # noqa: S603 - their interpreter, our own code
        command, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    with np.load(answer) as figures:
        return {name: figures[name] for name in figures.files}


def given(values: Floats, *, heads: bool = False, crowd: float = 1.0) -> Presence:
    matrix = activity_matrix(values, periods=[f"{2000 + at}" for at in range(len(values))])
    if not heads:
        return presence(matrix)
    population = people(values)
    population[-1] *= crowd
    return presence(matrix, test=PresenceTest(measure="per-head"), population=population)


def cells(found: Measures, prefix: str = "") -> Figures:
    figures: dict[str, Any] = {
        "rca": found.presence.advantage.values,
        "mcp": found.presence.present,
        "diversity": found.presence.diversity[:, :, None],
        "ubiquity": found.presence.ubiquity[:, None, :],
        "eci": found.eci.eci[:, :, None],
        "pci": found.eci.pci[:, None, :],
        "density": found.relatedness.density,
        "distance": found.relatedness.distance,
        "coi": found.outlook.coi[:, :, None],
        "cog": found.outlook.cog,
    }
    return {prefix + name: value for name, value in figures.items()}


def near(found: Presence, kind: Kind, convention: Named) -> Floats:
    periods = found.periods.labels
    return np.stack(
        [proximity(found, kind=kind, period=one, convention=convention).phi for one in periods]
    )


def options_alone(found: Presence, convention: Named) -> Floats:
    relative = relative_relatedness(relatedness(found, convention=convention))
    return np.where(relative.options, relative.values, np.nan)


def agree(theirs: Figures, ours: Figures) -> None:
    """All that they have is what we have."""
    for name, figures in theirs.items():
        mine = np.broadcast_to(ours[name], figures.shape)
        np.testing.assert_allclose(mine, figures, rtol=NEAR, atol=NEAR, err_msg=name)


@PANELS
def test_ecomplexity(panel: Any, tmp_path: Path) -> None:
    values = panel()
    theirs = ask("ecomplexity", values, tmp_path)
    found = given(values)
    heads = measure(given(values, heads=True), convention="ecomplexity")
    continuous = measure(found, kind="advantage-correlation", convention="ecomplexity")
    nearest = theirs.pop("nearest_density")
    crowded = theirs.pop("crowded_eci")
    del theirs["heads_rca"]  # stands beside what it goes by
    agree(
        theirs,
        {
            **cells(measure(found, convention="ecomplexity")),
            **cells(continuous, "continuous_"),
            **cells(heads, "heads_"),
            "heads_rpop": heads.presence.advantage.values,
            "proximity": near(found, "conditional", "ecomplexity"),
        },
    )
    assert_nearest(found, nearest)
    # One place that does nothing leaves it no ECI at all; with us it is left out alone.
    assert np.isnan(crowded).all()
    ours = eci(given(values, heads=True, crowd=1e3))
    assert ours.presence.kept_places.sum(axis=1).tolist() == [values.shape[1] - 1] * 2
    assert ours.determined.all()


def assert_nearest(found: Presence, theirs: Floats) -> None:
    """Alike but where two are tenth: both count with us, one of them at random with them."""
    ours = relatedness(found, nearest=10, convention="ecomplexity").density
    ranked = -np.sort(-near(found, "conditional", "lantu"), axis=2)
    clear = ranked[:, :, 9] > ranked[:, :, 10] * (1 + NEAR)
    assert clear.sum() > 20
    for at, columns in enumerate(clear):
        np.testing.assert_allclose(ours[at][:, columns], theirs[at][:, columns], rtol=NEAR)
        assert (ours[at] >= theirs[at] - NEAR).all()
    assert theirs.max() > 1  # it is a count of neighbours, no share of their proximity


@PANELS
def test_econcomplex(panel: Any, tmp_path: Path) -> None:
    values = panel()
    theirs = ask("econcomplex", values, tmp_path)
    found = given(values)
    continuous = measure(found, kind="advantage-correlation", convention="econcomplex")
    heads = measure(given(values, heads=True), convention="econcomplex")
    kinds: tuple[Kind, ...] = (
        "conditional",
        "cosine",
        "largest",
        "advantage-correlation",
        "advantage-cosine",
    )
    reflected = eci(found, convention="econcomplex", method="reflections")
    fit = fitness(found, stop=Steps(iterations=30), convention="econcomplex")
    index = {name: theirs.pop(name) for name in ("heads_eci", "heads_pci")}
    relative = theirs.pop("relative")
    agree(
        theirs,
        {
            **cells(measure(found, convention="econcomplex")),
            **cells(continuous, "continuous_"),
            **cells(heads, "heads_"),
            **{kind: near(found, kind, "econcomplex") for kind in kinds},
            "reflected_eci": reflected.eci[:, :, None],
            "reflected_pci": reflected.pci[:, None, :],
            "fitness": fit.fitness[:, :, None],
            "complexity": fit.complexity[:, None, :],
        },
    )
    np.testing.assert_allclose(options_alone(found, "econcomplex"), relative, rtol=NEAR, atol=NEAR)
    # Presence per head reaches its density, but not its ECI and PCI: those stay RCA's.
    agree({"eci": index["heads_eci"], "pci": index["heads_pci"]}, theirs)
    assert np.abs(heads.eci.eci - index["heads_eci"][:, :, 0]).max() > 0.1


@PANELS
def test_economic_complexity(panel: Any, tmp_path: Path) -> None:
    values = panel()
    theirs = ask("economic-complexity", values, tmp_path)
    found = given(values)
    related = relatedness(found, convention="economic-complexity")
    whole = measure(found, convention="economic-complexity")
    agree(
        theirs,
        {
            **cells(whole),
            "conditional": near(found, "conditional", "economic-complexity"),
            "cosine": near(found, "cosine", "economic-complexity"),
            "relative": relative_relatedness(related).values,
        },
    )
