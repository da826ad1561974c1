"""The plain twin of the dynamic input–output model: whole matrices, one equation a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def plain_ario(  # noqa: PLR0913 - the model's own numbers
    Z: Floats,
    Y: Floats,
    regions: int,
    lost: Callable[[int], Floats],
    *,
    days: int,
    inventory: Floats,
    psi: float = 0.8,
    tau_inv: float = 60.0,
    tau_alpha: float = 365.0,
    alpha_max: float = 1.25,
    alternative: bool = True,
) -> tuple[Floats, Floats, Floats]:
    """Output and unmet part of every day, ``(T, n)``, and stocks of the last, ``(S, n)``.

    Args:
        Z: Flows of a day, ``(n, n)``; ``n = regions · S``.
        Y: Final use of a day, ``(n,)``.
        regions: How many there are.
        lost: Part of capacity lost on a day, ``(n,)``.
        days: To follow it.
        inventory: Days of use that stocks of each input cover, ``(S,)``.
        psi: Part of the stock aimed at below which it binds.
        tau_inv: Days over which a gap is ordered.
        tau_alpha: Days over which overproduction comes and goes.
        alpha_max: Most that is made with what is left.
        alternative: Whether customers turn to suppliers that still can.
    """
    n = len(Z)
    of = np.tile(np.eye(n // regions), regions)
    x0 = Z.sum(axis=1) + Y
    a = of @ Z / x0
    S = a * x0 * inventory[:, None]
    orders, alpha, x = Z.copy(), np.ones(n), x0.copy()
    made, unmet = [], []
    for day in range(days):
        D = orders.sum(axis=1) + Y
        short = (D - x) / D
        short[short < 1e-9] = 0.0
        change = (alpha_max - alpha) * short + (1.0 - alpha) * (short == 0.0)
        alpha = np.maximum(alpha + change / tau_alpha, 1.0)
        cap = alpha * (1.0 - lost(day)) * x0
        best = np.minimum(D, cap)
        reach = np.where(
            a > 0, S / np.where(a > 0, np.maximum(psi * inventory[:, None], 1.0) * a, 1.0), np.inf
        )
        x = np.minimum(best, reach.min(axis=0))
        q = x / D
        S = S + of @ (orders * q[:, None]) - a * x
        gap = np.maximum(inventory[:, None] * a * best - S, 0.0) / tau_inv + a * x
        W = Z * (cap / x0)[:, None] if alternative else Z
        total = of.T @ (of @ W)
        orders = (of.T @ gap) * np.divide(W, total, out=np.zeros_like(W), where=total > 0)
        made.append(x)
        unmet.append(1.0 - q)
    return np.array(made), np.array(unmet), S
