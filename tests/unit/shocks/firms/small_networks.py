"""Networks small enough to check by hand, and random ones."""

from __future__ import annotations

import numpy as np

from lantu.model.roster import roster
from lantu.model.supply_network import SupplyNetwork, supply_network


def chain(*, revenue: list[float] | None = None) -> SupplyNetwork:
    """Ore sells to two mills that serve one maker: 2 from M1 and 6 from M2."""
    return supply_network(
        ("ore", "m1", "m2", "maker"),
        roster("sector", ("mining", "steel", "cars")),
        [0, 1, 1, 2],
        supplier=[0, 0, 1, 2],
        buyer=[1, 2, 3, 3],
        amount=[1.0, 3.0, 2.0, 6.0],
        revenue=revenue,
    )


def circle() -> SupplyNetwork:
    """Three firms that sell all they make to the next."""
    return supply_network(
        ("a", "b", "c"),
        roster("sector", ("s",)),
        [0, 0, 0],
        supplier=[0, 1, 2],
        buyer=[1, 2, 0],
        amount=[1.0, 1.0, 1.0],
    )


def random_network(
    seed: int, firms: int = 12, sectors: int = 3, *, revenue: bool = False
) -> SupplyNetwork:
    """A network of a few links a firm."""
    rng = np.random.default_rng(seed)
    links = rng.random((firms, firms)) < 0.25
    np.fill_diagonal(links, val=False)
    supplier, buyer = np.nonzero(links)
    amount = rng.integers(1, 100, len(supplier)) / 4.0
    sold = np.bincount(supplier, amount, firms) * rng.uniform(1.0, 2.0, firms)
    return supply_network(
        tuple(f"f{k:03}" for k in range(firms)),
        roster("sector", [f"s{k}" for k in range(sectors)]),
        np.arange(firms) % sectors,
        supplier=supplier,
        buyer=buyer,
        amount=amount,
        revenue=sold if revenue else None,
    )


def random_needs(seed: int, sectors: int = 3) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    """What each sector cannot do without."""
    found = np.random.default_rng(seed).integers(0, 3, (sectors, sectors))
    return found.astype(np.int8)
