"""An invented network of firms: for timing, not for reading.

Sizes are heavy-tailed (Pareto), each firm buys of about ten others, sectors use each other by
56 technologies, partners are chosen by size. Of all pairs of sectors some 17 % are essential,
12 % replaceable, the rest negligible. Same size and seed, same network.

Imports nothing of lantu, so that rivals in their own environments read the same numbers.
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
    Integers = NDArray[np.int64]

SECTORS = {1_000: 60, 10_000: 200, 100_000: 600, 1_000_000: 600}
"""Sectors of each number of firms."""

TECHNOLOGIES = 56
LINKS = 10
CUTS = (0.71, 0.83)
"""Parts of all pairs of sectors up to which an input is negligible, and replaceable."""


@dataclass(frozen=True, slots=True)
class Firms:
    """Sector of each firm ``(n,)``; sales ``(m,)``; what sectors need of each other."""

    sector: Integers
    supplier: Integers
    buyer: Integers
    amount: Floats
    needs: Integers


def firms(size: int) -> Firms:
    """The network of so many firms, from its file; made first where there is none."""
    path = Path(tempfile.gettempdir()) / f"lantu-benchmark-firms-{size}.npz"
    if not path.exists():
        subprocess.run([sys.executable, __file__, str(size), str(path)], check=True)
    with np.load(path) as kept:
        return Firms(*(kept[name] for name in ("sector", "supplier", "buyer", "amount", "needs")))


def generate(count: int, sectors: int, seed: int = 1) -> Firms:
    """A network of ``count`` firms."""
    rng = np.random.default_rng(seed)
    size = (1 - rng.random(count)) ** (-1 / 1.15)
    share = rng.lognormal(0, 0.8, sectors)
    sector = rng.choice(sectors, count, p=share / share.sum())
    sector[:sectors] = np.arange(sectors)
    usual, technology = _technologies(rng, sectors)
    reach = size**0.6
    reach = np.minimum(reach / reach.mean() * LINKS, count / 20)
    buyer = rng.choice(count, count * LINKS, p=reach / reach.sum())
    use = np.exp(usual[:, technology] + 0.5 * rng.normal(size=(sectors, sectors)))
    supplier = _suppliers(rng, sector, reach, (sector[buyer], use))
    kept = supplier != buyer
    supplier, buyer = supplier[kept], buyer[kept]
    amount = rng.lognormal(0, 1, len(supplier)) * size[supplier] ** 0.5 * size[buyer] ** 0.7
    likeness = usual + 2.5 * rng.normal(size=usual.shape)
    needs = np.searchsorted(np.quantile(likeness, CUTS), likeness)[:, technology]
    return Firms(sector, supplier, buyer, amount, needs)


def _technologies(rng: np.random.Generator, sectors: int) -> tuple[Floats, Integers]:
    """How much each technology uses of each sector, and whose technology it is."""
    known = min(sectors, TECHNOLOGIES)
    more = rng.integers(0, known, sectors - known)
    return rng.normal(0, 2.0, (sectors, known)), np.concatenate([np.arange(known), more])


def _suppliers(
    rng: np.random.Generator, sector: Integers, reach: Floats, wanted: tuple[Integers, Floats]
) -> Integers:
    """A supplier for each purchase: its sector by use, then a firm of it by reach."""
    buying, use = wanted
    shares = np.cumsum(use / use.sum(axis=0), axis=0)
    drawn, selling = rng.random(len(buying)), np.empty(len(buying), dtype=np.int64)
    for k in range(len(use)):
        here = buying == k
        selling[here] = np.searchsorted(shares[:-1, k], drawn[here])
    order = np.argsort(sector, kind="stable")
    ends = np.searchsorted(sector[order], np.arange(len(use) + 1))
    total = np.concatenate([[0.0], np.cumsum(reach[order])])
    low, high = total[ends[selling]], total[ends[selling + 1]]
    at = np.searchsorted(total, low + (high - low) * rng.random(len(buying)), "right") - 1
    return np.asarray(order[np.clip(at, 0, len(order) - 1)])


def _write(size: int, path: Path) -> None:
    """Whole or not at all, whoever else may be writing it."""
    handle, name = tempfile.mkstemp(suffix=".npz", dir=path.parent)
    os.close(handle)
    made = generate(size, SECTORS[size])
    np.savez(
        name,
        sector=made.sector,
        supplier=made.supplier,
        buyer=made.buyer,
        amount=made.amount,
        needs=made.needs,
    )
    Path(name).replace(path)


if __name__ == "__main__":
    _write(int(sys.argv[1]), Path(sys.argv[2]))
