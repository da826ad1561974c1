"""Firms that fail take others with them: the economic systemic risk index (ESRI).

A firm that stops leaves its customers without inputs and its suppliers without orders; both
pass on what they lose. ``ESRI_k = Σ_i w_i (1 - min(h^d_i, h^u_i))``, ``h`` being what a firm
still makes after shock ``k``. Diem, Borsos, Reisch, Kertész & Thurner (2022), Sci. Rep.
12:7719; Diem et al. (2024), PNAS Nexus 3(3) pgae064.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.model.frames import frame
from lantu.shocks.firms.blows import every_firm
from lantu.shocks.firms.runs import Run, Stop, run_all
from lantu.shocks.firms.webs import needs_of, trapped, webs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    from lantu.model.supply_network import SupplyNetwork
    from lantu.shocks.firms.blows import Shock
    from lantu.shocks.firms.webs import Production, Replacement, Webs

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascades:
    """What every shock brought about; ``S`` shocks, ``k`` columns of weights, ``n`` firms.

    Attributes:
        network: Where.
        shocks: What fell.
        stop: When a cascade counted as come to rest.
        weights: Part of each firm in the whole, ``(n, k)``; each column adds up to 1.
        index: ESRI, ``(S, k)``: weight of all output lost, that of the hit firms included.
        down: The same by lack of inputs alone, ``(S, k)``.
        up: The same by lack of orders alone, ``(S, k)``.
        steps: Steps until rest, ``(S,)``.
        residual: Greatest move of a firm in the last step, ``(S,)``.
        trapped: Firms whose lost orders never leave the network, because whoever they end up
            with sells inside it only: in the end these lose all, whatever is hit among them.
        firms_down: Part lost of each firm by lack of inputs, ``(S, n)``; None unless asked.
        firms_up: Part lost by lack of orders, likewise.
        webs: Ways along which losses passed.
    """

    network: SupplyNetwork
    shocks: tuple[Shock, ...]
    stop: Stop
    weights: Floats
    index: Floats
    down: Floats
    up: Floats
    steps: NDArray[np.int64]
    residual: Floats
    trapped: int
    firms_down: Floats | None = None
    firms_up: Floats | None = None
    webs: Webs = field(repr=False)

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for name in ("weights", "index", "down", "up", "steps", "residual"):
            getattr(self, name).setflags(write=False)

    @property
    def firms(self) -> Floats:
        """Part lost of each firm, by whichever lack is greater, ``(S, n)``.

        Raises:
            CallerError: Firms were not kept.
        """
        lost: Floats = np.maximum(*self.kept())
        return lost

    def kept(self) -> tuple[Floats, Floats]:
        """Part lost of each firm by lack of inputs and of orders, both ``(S, n)``.

        Raises:
            CallerError: Firms were not kept.
        """
        if self.firms_down is None or self.firms_up is None:
            raise CallerError("what each firm lost was not kept", hint="ask with keep_firms=True")
        return self.firms_down, self.firms_up

    def by_sector(self, column: int = 0) -> Floats:
        """Part of each sector lost beyond the shock itself, ``(S, sectors)``.

        ``Σ_{i∈q} w_i (lost_i - ψ_i) / Σ_{i∈q} w_i``; 0 for a sector without weight.

        Raises:
            CallerError: Firms were not kept.
        """
        beyond = self.firms
        for at, each in enumerate(self.shocks):
            beyond[at, each.firms] -= np.maximum(each.down, each.up)
        w, sector = self.weights[:, column], self.network.sector
        count = len(self.network.sectors)
        whole = np.bincount(sector, w, count)
        found = np.array([np.bincount(sector, w * row, count) for row in beyond])
        part: Floats = np.divide(found, whole, out=np.zeros(found.shape), where=whole > 0)
        return part

    def to_polars(self) -> pl.DataFrame:
        """One row per shock: index, its two halves, steps, residual; by the first weights."""
        columns = {"esri": self.index[:, 0], "down": self.down[:, 0], "up": self.up[:, 0]}
        found = {**columns, "steps": self.steps, "residual": self.residual}
        return frame({"shock": [each.name for each in self.shocks]}, found)


def cascades(  # noqa: PLR0913 - all but the network have defaults
    network: SupplyNetwork,
    shocks: Iterable[Shock] | None = None,
    *,
    needs: ArrayLike | Production = "linear",
    replacement: Replacement = "market",
    weights: ArrayLike | None = None,
    stop: Stop | None = None,
    keep_firms: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Cascades:
    """Let every shock run through the network until it comes to rest.

    Args:
        network: Who sells to whom.
        shocks: What falls, each by itself; where left out, every firm stops in its turn.
        needs: What each sector cannot do without, ``(sectors, sectors)``, supplying ones in
            rows: 0 negligible, 1 replaceable, 2 essential; or ``linear``, ``leontief``.
        replacement: Whether the others of a supplier's ``market`` stand in for it, or ``nobody``.
        weights: Sizes of firms, ``(n,)`` or ``(n, k)``, such as employees; sales inside the
            network where left out. Each column is scaled to add up to 1.
        stop: When a cascade counts as come to rest; its fixed point where left out.
        keep_firms: Keep what each firm lost in each shock: ``2·S·n`` numbers.
        progress: Called with the part of the shocks that is done.

    Raises:
        CallerError: Needs or weights of another shape or kind.
    """
    fallen = tuple(every_firm(network) if shocks is None else shocks)
    sizes = _weights(network, weights)
    run = Run(
        webs=webs(network, needs_of(needs, len(network.sectors)), replacement),
        weights=sizes,
        stop=stop or Stop(),
        shocks=fallen,
        keep_firms=keep_firms,
    )
    found = run_all(run, progress or (lambda _done: None))
    return Cascades(
        network=network,
        shocks=fallen,
        stop=run.stop,
        weights=sizes,
        index=found.index[:, 0],
        down=found.index[:, 1],
        up=found.index[:, 2],
        steps=found.steps,
        residual=found.residual,
        trapped=trapped(run.webs.up),
        firms_down=found.down,
        firms_up=found.up,
        webs=run.webs,
    )


def _weights(network: SupplyNetwork, given: ArrayLike | None) -> Floats:
    sizes = network.sales if given is None else np.asarray(given, dtype=np.float64)
    columns = sizes.reshape(len(sizes), -1)
    whole = columns.sum(axis=0)
    if len(columns) != len(network) or not (
        np.isfinite(columns).all() and (columns >= 0).all() and (whole > 0).all()
    ):
        raise CallerError(
            f"weights of shape {sizes.shape} for {len(network)} firms",
            hint="one finite number from 0 for each firm, some of them more than 0",
        )
    scaled: Floats = np.ascontiguousarray(columns / whole)
    return scaled
