"""An invented world of regions and sectors, balanced: for timing, not for reading.

Technology and trade are lognormal: about 85 % of inputs come from the user's own region, the
rest by the others' size; columns of ``A`` sum to 0.25–0.7; some 6 % of flows are zero. Five
final uses a region, twenty stressors. Same sizes and seed, same world.

Imports nothing of lantu, so that rivals in their own environments read the same numbers. A
world is made in a process of its own and kept as a file: what making it takes counts neither
as time nor as memory of what is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHAPES = {120: (6, 20), 500: (20, 25), 2464: (44, 56)}
"""Regions and sectors of each size; the greatest is that of the world tables in use."""

STRESSORS = 20
USES = (0.55, 0.05, 0.2, 0.17, 0.03)
"""Shares of a region's final use: households, nonprofits, government, capital, stocks."""


@dataclass(frozen=True, slots=True)
class World:
    """Flows ``Z (n, n)``, final use ``Y (n, 5 R)``, output ``x (n,)``, stressors ``F (20, n)``."""

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    Z: Floats
    Y: Floats
    x: Floats
    F: Floats


def world(size: int) -> World:
    """The world of so many rows, from its file; made first where there is none."""
    path = Path(tempfile.gettempdir()) / f"lantu-benchmark-world-{size}.npz"
    if not path.exists():
        subprocess.run([sys.executable, __file__, str(size), str(path)], check=True)
    regions, sectors = SHAPES[size]
    with np.load(path) as kept:
        return World(
            tuple(f"r{k:02}" for k in range(regions)),
            tuple(f"s{k:02}" for k in range(sectors)),
            **{name: kept[name] for name in ("Z", "Y", "x", "F")},
        )


def generate(regions: int, sectors: int, seed: int = 1) -> dict[str, Floats]:
    """``Z``, ``Y``, ``x`` and ``F`` of an invented world."""
    rng = np.random.default_rng(seed)
    size = rng.lognormal(0, 1.2, regions)
    A = _technology(rng, size, sectors)
    Y = _final_use(rng, size, sectors)
    x = np.linalg.solve(np.eye(len(A)) - A, Y.sum(axis=1))
    Z = A * x
    x = Z.sum(axis=1) + Y.sum(axis=1)
    F = rng.lognormal(-2, 1.5, (STRESSORS, len(A))) * x
    return {"Z": Z, "Y": Y, "x": x, "F": F}


def _technology(rng: np.random.Generator, size: Floats, sectors: int) -> Floats:
    """``A``, column by column of regions."""
    regions = len(size)
    usual = rng.lognormal(0, 1.6, (sectors, sectors))
    usual[rng.random((sectors, sectors)) < 0.06] = 0  # noqa: PLR2004 - one flow in sixteen
    A = np.empty((regions * sectors, regions * sectors))
    for r in range(regions):
        inputs = usual * rng.lognormal(0, 0.35, (sectors, sectors))
        inputs *= rng.uniform(0.25, 0.7, sectors) / inputs.sum(axis=0)
        imported = rng.beta(2, 9, (sectors, 1)) * np.ones((1, sectors))
        block = _partners(rng, size, r, sectors)[:, :, None] * (inputs * imported)[None]
        block[r] += inputs * (1 - imported)
        A[:, r * sectors : (r + 1) * sectors] = block.reshape(-1, sectors)
    return A


def _final_use(rng: np.random.Generator, size: Floats, sectors: int) -> Floats:
    regions, uses = len(size), len(USES)
    Y = np.empty((regions * sectors, regions * uses))
    basket = rng.lognormal(0, 1.2, sectors)
    basket /= basket.sum()
    for r in range(regions):
        imported = rng.beta(2, 12, sectors)
        partners = _partners(rng, size, r, sectors)
        wanted = basket * rng.lognormal(0, 0.3, sectors)
        base = partners * (imported * wanted)[None]
        base[r] += wanted * (1 - imported)
        spent = (size[r] * 1e5 * np.array(USES))[None]
        noise = rng.lognormal(0, 0.2, (regions * sectors, uses))
        Y[:, r * uses : (r + 1) * uses] = base.reshape(-1, 1) * spent * noise
    return Y


def _partners(rng: np.random.Generator, size: Floats, region: int, sectors: int) -> Floats:
    """Share of each other region in imports of each product, ``(R, S)``."""
    part = (size / size.sum())[:, None] * rng.lognormal(0, 1, (len(size), sectors))
    part[region] = 0
    part /= part.sum(axis=0)
    return np.asarray(part)


def _write(size: int, path: Path) -> None:
    """Whole or not at all, whoever else may be writing it."""
    handle, name = tempfile.mkstemp(suffix=".npz", dir=path.parent)
    os.close(handle)
    made = generate(*SHAPES[size])
    np.savez(name, Z=made["Z"], Y=made["Y"], x=made["x"], F=made["F"])
    Path(name).replace(path)


if __name__ == "__main__":
    _write(int(sys.argv[1]), Path(sys.argv[2]))
