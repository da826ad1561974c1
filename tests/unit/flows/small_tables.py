"""Tables small enough to check by brute force: the textbook's, and invented ones of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from lantu.model.accounts import FinalUse, Imported, Satellite
from lantu.model.input_output_table import input_output_table
from lantu.model.roster import roster

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

Kind: TypeAlias = Literal["world", "competitive", "kept apart"]

FINALS = ("hh", "gov", "inv", "exp")
USES = (FinalUse.HOUSEHOLD, FinalUse.GOVERNMENT, FinalUse.INVENTORY, FinalUse.EXPORT)


def miller_blair() -> InputOutputTable:
    """Tables 2.3 and 2.4 of Miller & Blair (2009), with the labour of formula 2.13."""
    return input_output_table(
        [[150, 500], [200, 100]],
        [350, 1700],
        sectors=["1", "2"],
        x=[1000, 2000],
        satellite=Satellite(
            stressors=roster("stressor", ["labour"]),
            units=("1",),
            F=np.array([[0.30 * 1000, 0.25 * 2000]]),
        ),
    )


def invented(
    rng: np.random.Generator,
    kind: Kind = "world",
    *,
    regions: int = 1,
    sectors: int = 4,
    idle: bool = False,
) -> InputOutputTable:
    """A balanced table with positive value added, wages, stock changes and two stressors."""
    n = regions * sectors
    working = np.ones(n)
    if idle:
        working[rng.integers(n)] = 0.0
    inputs = rng.random((n, n)) * (rng.random((n, n)) < 0.8) * np.outer(working, working)
    A = inputs * rng.uniform(0.2, 0.85, n) / np.maximum(inputs.sum(axis=0), 1e-9)
    Y = rng.lognormal(2, 1, (n, regions * len(FINALS))) * working[:, None]
    Y[:, 2 :: len(FINALS)] *= rng.choice([-0.05, 0.05], (n, regions))
    if kind == "world":
        Y[:, 3 :: len(FINALS)] = 0.0
    x = np.linalg.solve(np.eye(n) - A, Y.sum(axis=1))
    Z, F = A * x, rng.lognormal(0, 1, (2, n)) * x
    wages = 0.6 * (x - Z.sum(axis=0))
    imported, imports = None, None
    if kind == "kept apart":
        share = rng.uniform(0, 0.4, (sectors, 1)) * np.ones((1, n))
        imported = Imported(Z=share * _products(Z, regions), Y=share[:, :1] * _products(Y, regions))
        wages = wages * 0.5
        Z, Y = Z * np.tile(1 - share[:, 0], regions)[:, None], Y * 1.0
        Y[:, 0] += x - Z.sum(axis=1) - Y.sum(axis=1)
    if kind == "competitive":
        imports = rng.uniform(0, 0.3, n) * x
        Y[:, 0] += imports
    left = x - Z.sum(axis=0) - (imported.Z.sum(axis=0) if imported else 0.0)
    return input_output_table(
        Z,
        Y,
        regions=[f"r{k}" for k in range(regions)],
        sectors=[f"s{k}" for k in range(sectors)],
        finals=FINALS,
        uses=USES,
        x=x,
        V=[wages, left - wages],
        primaries=["wages", "surplus"],
        imports=imports,
        imported=imported,
        satellite=Satellite(
            stressors=roster("stressor", ["jobs", "carbon"]),
            units=("1", "t"),
            F=F,
            F_Y=rng.random((2, Y.shape[1])),
        ),
    )


def _products(values: Floats, regions: int) -> Floats:
    total: Floats = values.reshape(regions, -1, values.shape[1]).sum(axis=0)
    return total
