"""Functions of the unit cube whose sensitivities are known exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

A, B = 7.0, 0.1
"""Of Ishigami & Homma (1990)."""

G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
"""Of the g-function in Saltelli & Sobol' (1995)."""


def ishigami(ranks: Floats) -> Floats:
    """``sin x₁ + a sin² x₂ + b x₃⁴ sin x₁``, each ``x`` uniform in [-π, π]."""
    x = np.pi * (2 * ranks - 1)
    found: Floats = np.sin(x[..., 0]) * (1 + B * x[..., 2] ** 4) + A * np.sin(x[..., 1]) ** 2
    return found


def ishigami_indices() -> tuple[Floats, Floats]:
    """``S`` and ``T``, by hand; Sobol' & Levitan (1999)."""
    one = (1 + B * np.pi**4 / 5) ** 2 / 2
    two = A**2 / 8
    both = 8 * B**2 * np.pi**8 / 225
    whole = one + two + both
    return np.array([one, two, 0.0]) / whole, np.array([one + both, two, both]) / whole


def g_function(ranks: Floats) -> Floats:
    """``Π (|4u_i - 2| + a_i) / (1 + a_i)``."""
    found: Floats = np.prod((np.abs(4 * ranks - 2) + G) / (1 + G), axis=-1)
    return found


def g_indices() -> tuple[Floats, Floats]:
    """``V_i = ⅓ / (1 + a_i)²``; ``S_i = V_i / V``, ``T_i = V_i Π_{j≠i} (1 + V_j) / V``."""
    parts = 1 / 3 / (1 + G) ** 2
    product = np.prod(1 + parts)
    return parts / (product - 1), parts * product / (1 + parts) / (product - 1)
