"""Tables of a few sectors, and firms for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.flows import input_output_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.input_output_table import InputOutputTable


def table_of(seed: int, regions: int, *, imports: bool = False) -> InputOutputTable:
    """A table with empty cells, productive by a wide margin; at will with imports mixed in."""
    rng = np.random.default_rng(seed)
    n = 3 * regions
    Z = rng.uniform(0.5, 3.0, (n, n)) * (rng.random((n, n)) < 0.8)
    Y = rng.uniform(2.0, 4.0, (n, regions)) * n
    return input_output_table(
        Z,
        Y,
        regions=[f"r{k}" for k in range(regions)],
        sectors=["a", "b", "c"],
        imports=np.full(n, 0.5) if imports else None,
    )


def sizes_of(seed: int, table: InputOutputTable) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Two to six firms a row, in no order, of unequal sizes."""
    rng = np.random.default_rng(seed)
    row = np.repeat(np.arange(len(table)), rng.integers(2, 7, len(table)))
    return rng.permutation(row), rng.pareto(1.2, len(row)) + 1.0
