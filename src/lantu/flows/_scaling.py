"""Multipliers of rows and columns, in bare arrays.

``X = diag(r)·P·diag(s) - diag(1/r)·N·diag(1/s)`` has the sums ``u`` and ``v`` where the convex
function ``Σ p·e^(ρ+σ) + Σ n·e^-(ρ+σ) - uρ - vσ`` of ``ρ = ln r``, ``σ = ln s`` is least. Solving
rows and columns in turn always leads there, but slowly where one small entry must give way;
every few rounds a Newton step is tried, and kept where it brings the sums nearer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RUNAWAY = 1e100
"""Multipliers beyond this grow for ever: the sums cannot be met."""

PATIENCE = 20
"""Rounds between two Newton steps: most matrices are done before the first."""

RIDGE = 1e-13
"""Part of the greatest curvature added to all: raising r and lowering s alike changes nothing."""

STRIDE = 3.0
"""Greatest change of a logarithm in one Newton step."""


def scaling(  # noqa: PLR0917 - a matrix in two parts, its sums, and when to stop
    P: Floats, N: Floats, u: Floats, v: Floats, tolerance: float, iterations: int
) -> tuple[Floats, Floats, int, float]:
    """Multipliers ``r`` and ``s``, the rounds taken, and the greatest relative gap of a row.

    A round is ``r = (u + √(u² + 4·p·n)) / 2p`` with ``p = P·s`` and ``n = N·(1/s)``, then the
    same for the columns, which are exact after it: the gap of the rows is the error.
    """
    s = np.ones(P.shape[1])
    p, n = P @ s, N @ (1 / s)
    rounds, residual = 0, np.inf
    while rounds < iterations and residual > tolerance:
        rounds += 1
        r = _multiplier(p, n, u)
        s = _multiplier(r @ P, (1 / r) @ N, v)
        if rounds % PATIENCE == 0:
            r, s = _newton_step((P, N), (u, v), r, s)
            s = _multiplier(r @ P, (1 / r) @ N, v)
        p, n = P @ s, N @ (1 / s)
        plus, minus = r * p, n / r
        size = np.maximum(np.abs(u), plus + minus)
        gap = np.abs(plus - minus - u) / np.where(size > 0, size, 1.0)
        residual = float(gap.max(initial=0.0))
        if float(r.max(initial=0.0)) > RUNAWAY:
            break
    return r, s, rounds, residual


def _multiplier(p: Floats, n: Floats, target: Floats) -> Floats:
    root = np.hypot(target, 2 * np.sqrt(p * n))
    up, down = target + root, root - target
    rising = target >= 0
    above, below = np.where(rising, up, 2 * n), np.where(rising, 2 * p, down)
    # Nothing to scale (an empty row) leaves the multiplier at 1.
    return np.divide(above, below, out=np.ones_like(target), where=(above > 0) & (below > 0))


def _newton_step(
    parts: tuple[Floats, Floats], sums: tuple[Floats, Floats], r: Floats, s: Floats
) -> tuple[Floats, Floats]:
    slope, size = _slope(parts, sums, r, s)
    curvature = np.block([[np.diag(size.sum(axis=1)), size], [size.T, np.diag(size.sum(axis=0))]])
    ridge = RIDGE * curvature.max()
    step = np.linalg.solve(curvature + ridge * np.eye(len(slope)), -slope)
    factor = np.exp(np.clip(step, -STRIDE, STRIDE))
    other = r * factor[: len(r)], s * factor[len(r) :]
    nearer, _ = _slope(parts, sums, *other)
    return other if np.abs(nearer).sum() < np.abs(slope).sum() else (r, s)


def _slope(
    parts: tuple[Floats, Floats], sums: tuple[Floats, Floats], r: Floats, s: Floats
) -> tuple[Floats, Floats]:
    factor = np.outer(r, s)
    plus, minus = parts[0] * factor, parts[1] / factor
    X = plus - minus
    return np.concatenate([X.sum(axis=1) - sums[0], X.sum(axis=0) - sums[1]]), plus + minus
