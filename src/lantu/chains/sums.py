"""Sums by position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sum_by(position: NDArray[Any], weight: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """``out[k] = Σ weight`` where ``position == k``; shape ``(n,)``."""
    out = np.zeros(n)
    out[:] = np.bincount(position, weights=weight, minlength=n)
    return out


def count_by(position: NDArray[Any], n: int) -> NDArray[np.int32]:
    """How often each ``k < n`` stands in ``position``; shape ``(n,)``."""
    return np.bincount(position, minlength=n).astype(np.int32)
