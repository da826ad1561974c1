"""Which sums of rows and columns no matrix with given signs can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NOISE = 1e-7
"""Part of the greatest sum below which the linear programme's slack is noise."""


def unmet(signs: Floats, u: Floats, v: Floats) -> tuple[Floats, Floats]:
    """The least total gap that rows and columns must leave, ``min Σ|gap|``, and who leaves it.

    Args:
        signs: -1, 0 or 1 for every cell, shape ``(m, n)``.
        u: Sum wanted of each row.
        v: Sum wanted of each column.

    Returns:
        What each row and each column lacks (negative: has too much); zeros where all can be met.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 - heavy, and only a failed call needs it
    from scipy.sparse import coo_array  # noqa: PLC0415 - likewise

    (row, column), (m, n) = np.nonzero(signs), signs.shape
    k, scale = len(row), max(np.abs(u).max(initial=0.0), np.abs(v).max(initial=0.0))
    cells, equations = np.arange(k), np.arange(m + n)
    entries = (
        np.concatenate([row, m + column, equations, equations]),
        np.concatenate([cells, cells, k + equations, k + m + n + equations]),
    )
    sign = signs[row, column]
    values = np.concatenate([sign, sign, np.ones(m + n), -np.ones(m + n)])
    sums: Any = coo_array((values, entries), shape=(m + n, k + 2 * (m + n))).tocsr()
    found: Any = linprog(
        np.concatenate([np.zeros(k), np.ones(2 * (m + n))]),
        A_eq=sums,
        b_eq=np.concatenate([u, v]) / scale,
        method="highs",
    )
    lacking = found.x[k : k + m + n] - found.x[k + m + n :]
    gap = np.where(np.abs(lacking) > NOISE, lacking * scale, 0.0)
    return gap[:m], gap[m:]
