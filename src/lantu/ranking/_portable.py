"""Logarithm and exponential from the four operations alone.

The C library's ``log`` and ``exp`` differ in the last bit from machine to machine; sums,
products and quotients do not (IEEE 754). Drawing weights through these two functions gives
the same bytes everywhere (§12). Both are good to about one unit in the last place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LN2_HIGH = 0.6931471803691238
"""ln 2 to 33 bits, so that its product with an exponent is exact."""
_LN2_LOW = 1.9082149292705877e-10
"""The rest of ln 2."""
_INVERSE_LN2 = 1.4426950408889634
_ROOT_HALF = 0.7071067811865476
_LOG_TERMS = 12
"""|s| <= 0.172 in the series below: s²⁴/25 is less than 1e-19."""
_EXP_TERMS = 15
"""|r| <= 0.347 in the series below: r¹⁵/15! is less than 1e-19."""
_LEAST_EXPONENT = -746.0
"""Below it, e to the power is less than the smallest number: it becomes 0."""


def log(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Natural logarithm of positive numbers.

    ln x = e·ln 2 + 2·(s + s³/3 + s⁵/5 + …) with x = m·2ᵉ, √½ ≤ m < √2, s = (m−1)/(m+1).
    """
    m, e = np.frexp(x)
    small = m < _ROOT_HALF
    m = np.where(small, m + m, m)
    e = np.where(small, e - 1, e).astype(np.float64)
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    series = np.zeros_like(s)
    for k in range(_LOG_TERMS, 0, -1):
        series = (series + 1.0 / (2 * k + 1)) * z
    return e * _LN2_HIGH + (2.0 * (s + s * series) + e * _LN2_LOW)


def exp(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Exponential of ``x`` below 709.

    eˣ = 2ᵏ·(1 + r + r²/2! + …) with x = k·ln 2 + r, |r| ≤ ln 2 / 2.
    """
    x = np.maximum(x, _LEAST_EXPONENT)
    k = np.rint(x * _INVERSE_LN2)
    r = (x - k * _LN2_HIGH) - k * _LN2_LOW
    series = np.zeros_like(r)
    for term in range(_EXP_TERMS, 0, -1):
        series = (series + 1.0) * (r / term)
    return np.ldexp(1.0 + series, k.astype(np.int64))
