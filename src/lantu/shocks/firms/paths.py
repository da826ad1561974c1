"""Along which partners a loss came to a firm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.shocks.firms._kernels import EMPTY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.supply_network import SupplyNetwork
    from lantu.shocks.firms._kernels import Web
    from lantu.shocks.firms.cascade import Cascades

    Floats = NDArray[np.float64]
    Places = NDArray[np.int32]

NOWHERE = -1
"""No partner: nothing was lost."""

HOP = 1e-9
"""What a step costs besides what it loses: of ways that are equally strong the shortest."""

ASIDE = 64.0
"""What a way costs through a slot that does not bind: taken only where no other leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossPaths:
    """Whence each firm's losses came; ``n`` firms.

    Attributes:
        network: Where.
        down: The supplier whose failure reached each firm, itself where it was hit, -1 where
            it lacks nothing; ``(n,)``.
        up: The buyer whose orders it lacks, likewise.
        orders: Whether it lacks orders more than inputs, ``(n,)``.
    """

    network: SupplyNetwork
    down: Places
    up: Places
    orders: NDArray[np.bool_]

    def path(self, firm: str) -> tuple[str, ...]:
        """The firms from what was hit to this one, by the lack that is greater for it.

        Raises:
            CallerError: There is no such firm.
        """
        at = self.network.at(firm)
        source = self.up if self.orders[at] else self.down
        if source[at] == NOWHERE:
            return ()
        steps = [at]
        while source[steps[-1]] != steps[-1]:
            steps.append(int(source[steps[-1]]))
        return tuple(self.network.firms[k] for k in reversed(steps))


def loss_paths(found: Cascades, shock: int = 0) -> LossPaths:
    """The strongest way from what was hit to every firm, along what binds at the end.

    Of all ways the one with the greatest product ``ψ Π σ_i Λ_ij`` of parts passed on, through
    the slot of each firm that binds (Dijkstra 1959 on ``-log``).

    Args:
        found: Cascades whose firms were kept.
        shock: Which of them, by position.

    Raises:
        CallerError: Firms were not kept.
    """
    fell = found.shocks[shock]
    down, up = (side[shock] for side in found.kept())
    alone = found.stop.empty_market
    return LossPaths(
        network=found.network,
        down=_sources(found.webs.down, fell.firms, fell.down, down, alone),
        up=_sources(found.webs.up, fell.firms, fell.up, up, alone),
        orders=up > down,
    )


def _sources(web: Web, hit: Places, psi: Floats, lost: Floats, alone: float) -> Places:
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy; only paths need it
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - as above

    firms = len(lost)
    giver = np.repeat(np.arange(firms), np.diff(web.start))
    passed = (web.weight * (_part_kept(web, lost, alone))[giver]).clip(0.0, 1.0)
    live = (passed * lost[giver] > 0) & (lost[web.owner[web.slot]] > 0)
    loss = np.bincount(web.slot, passed * lost[giver], len(web.owner)).astype(np.float64)
    cost = HOP - np.log(passed[live]) + ASIDE * ~_binding(web, loss)[web.slot[live]]
    fell = psi > 0
    graph = csr_array(
        (
            np.concatenate([cost, HOP - np.log(psi[fell])]),
            (
                np.concatenate([giver[live], np.full(int(fell.sum()), firms)]),
                np.concatenate([web.owner[web.slot[live]], hit[fell]]),
            ),
        ),
        shape=(firms + 1, firms + 1),
    )
    before = dijkstra(graph, indices=[firms], return_predecessors=True)[1][0, :firms]
    source = np.where(before == firms, np.arange(firms), before)
    return np.where((source < 0) | (lost <= 0), NOWHERE, source).astype(np.int32)


def _part_kept(web: Web, lost: Floats, alone: float) -> Floats:
    """``σ`` of each firm."""
    if len(web.member_start) <= 1:
        return np.ones(len(lost))
    left = np.bincount(web.market, web.size * (1.0 - lost), len(web.member_start) - 1)[web.market]
    rest = np.where(left <= EMPTY, alone if alone > 0.0 else web.size, left)
    kept: Floats = np.divide(web.size, rest, out=np.ones(len(lost)), where=web.size < rest)
    return kept


def _binding(web: Web, loss: Floats) -> NDArray[np.bool_]:
    """Which slot of each firm lost most."""
    worst = np.zeros(len(web.size))
    np.maximum.at(worst, web.owner, loss)
    flags: NDArray[np.bool_] = loss >= worst[web.owner]
    return flags
