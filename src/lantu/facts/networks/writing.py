"""Writes a network as the lists that it is read from, and an example to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lantu.facts.writing import whole_folder
from lantu.model.roster import roster
from lantu.model.supply_network import supply_network

if TYPE_CHECKING:
    from lantu.model.supply_network import SupplyNetwork


def write_network(network: SupplyNetwork, folder: str | Path) -> Path:
    """Write ``sales.csv`` and ``firms.csv`` into a new folder.

    Raises:
        PlaceError: The folder is not empty, or the place cannot be written.
    """
    target = Path(folder)
    codes = np.array(network.firms, dtype=object)
    sales = pl.DataFrame(
        {
            "seller": codes[network.supplier].tolist(),
            "buyer": codes[network.buyer].tolist(),
            "amount": network.amount,
        }
    )
    columns: dict[str, object] = {
        "firm": list(network.firms),
        "sector": [network.sectors.codes[at] for at in network.sector],
    }
    if network.regions is not None and network.region is not None:
        columns["region"] = [network.regions.codes[at] for at in network.region]
    figures = {"output": network.revenue, "cost": network.cost}
    columns |= {name: known for name, known in figures.items() if known is not None}
    with whole_folder(target) as place:
        sales.write_csv(place / "sales.csv")
        pl.DataFrame(columns).write_csv(place / "firms.csv")
    return target


def write_network_template(folder: str | Path) -> Path:
    """Write an example that can be read at once: a mine, two mills and a car maker.

    Raises:
        PlaceError: The folder is not empty, or the place cannot be written.
    """
    return write_network(_example(), folder)


def _example() -> SupplyNetwork:
    return supply_network(
        ("矿", "甲钢厂", "乙钢厂", "整车厂"),
        roster("sector", ("采矿", "钢铁", "汽车")),
        [0, 1, 1, 2],
        supplier=[0, 0, 1, 2],
        buyer=[1, 2, 3, 3],
        amount=[1.0, 3.0, 2.0, 6.0],
        revenue=[5.0, 3.0, 8.0, 20.0],
        regions=roster("region", ("宜昌", "武汉")),
        region=[0, 1, 0, 1],
    )
