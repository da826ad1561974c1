"""Small invented economies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.flows import input_output_table

if TYPE_CHECKING:
    from lantu.model.input_output_table import InputOutputTable


def world(seed: int, regions: int = 2, sectors: int = 3) -> InputOutputTable:
    """Regions that buy from each other, productive by a wide margin."""
    rng = np.random.default_rng(seed)
    n = regions * sectors
    Z = rng.uniform(0.5, 3.0, (n, n))
    Y = np.zeros((n, regions))
    Y[:] = rng.uniform(1.0, 4.0, (n, regions)) * n
    return input_output_table(
        Z,
        Y,
        regions=[f"r{k}" for k in range(regions)],
        sectors=[f"s{k}" for k in range(sectors)],
    )
