"""The equations of the cascade as they stand in the papers, on dense arrays: the kernel's twin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.supply_network import SupplyNetwork

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plain:
    """``h^d`` and ``h^u`` at rest, and the steps until then."""

    down: Floats
    up: Floats
    steps: int


def plain_cascade(
    network: SupplyNetwork,
    needs: NDArray[np.int8],
    psi: tuple[Floats, Floats],
    *,
    replaced: bool,
    move: float,
    empty: float = 0.0,
) -> Plain:
    """Diem et al. (2022), eqs. 7 to 12, every firm at once from the values before."""
    W = np.zeros((len(network), len(network)))
    W[network.supplier, network.buyer] = network.amount
    s, p = W.sum(axis=1), network.sector
    down, up, steps = 1.0 - psi[0], 1.0 - psi[1], 0
    while True:
        sigma = _sigma(network, s, down, empty) if replaced else np.ones(len(s))
        after = _less_inputs(W, p, needs, sigma * (1.0 - down), psi[0])
        sold = s if network.revenue is None else network.revenue
        orders = np.divide(W, sold[:, None], out=np.zeros(W.shape), where=sold[:, None] > 0)
        ordered = np.clip(np.minimum(1.0 - psi[1], 1.0 - orders @ (1.0 - up)), 0.0, None)
        most = max((down - after).max(), (up - ordered).max())
        down, up, steps = after, ordered, steps + 1
        if most <= move:
            return Plain(down, up, steps)


def _sigma(network: SupplyNetwork, s: Floats, h: Floats, empty: float) -> Floats:
    left = np.bincount(network.market, s * h)[network.market]
    gone = left <= 1e-10
    left = np.where(gone, empty or s, left)
    return np.minimum(1.0, np.divide(s, left, out=np.ones_like(s), where=left > 0))


def _less_inputs(
    W: Floats, p: NDArray[np.int32], needs: NDArray[np.int8], lost: Floats, psi: Floats
) -> Floats:
    found = np.empty(len(W))
    for j in range(len(W)):
        bound = 1.0 - psi[j]
        whole = W[:, j].sum()
        replaceable = 0.0
        for k in range(len(needs)):
            of = (p == k) & (W[:, j] > 0)
            if needs[k, p[j]] == 2 and of.any():
                bound = min(bound, 1.0 - W[of, j] @ lost[of] / W[of, j].sum())
            elif needs[k, p[j]] == 1:
                replaceable += W[of, j] @ lost[of]
        if whole > 0:
            bound = min(bound, 1.0 - replaceable / whole)
        found[j] = max(0.0, bound)
    return found
