"""A product graph made ready to be struck: its inputs in order, its suppliers, its worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains import Rules, final_products, presence, wiring
from lantu.chains.cascade import Cascade, cascade
from lantu.errors import CallerError
from lantu.shocks.chain.supply import Supply, supply

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from lantu.chains.arrays import Flags, Floats
    from lantu.chains.wiring import Wiring
    from lantu.model.chain_graph import ChainGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every question to a struck graph starts from; made by :func:`ground`.

    Attributes:
        graph: The facts.
        region: GB/T 2260 code of the region that is looked at.
        rules: ``κ`` and the weights of the classes.
        wires: The inputs, in order.
        ready: The same with users and levels.
        supply: Who supplies each product.
        worth: ``v`` of each product, ``(n,)``.
        by_presence: Whether that is its presence in the region.
        final: Products that no other uses, on record, ``(n,)``.
    """

    graph: ChainGraph
    region: int
    rules: Rules
    wires: Wiring
    ready: Cascade
    supply: Supply
    worth: Floats
    by_presence: bool
    final: Flags

    def __len__(self) -> int:
        return len(self.graph)

    @property
    def whole(self) -> float:
        """``Σ v``."""
        return float(sum(self.worth.tolist()))


def ground(
    graph: ChainGraph,
    region: int,
    *,
    rules: Rules | None = None,
    weights: ArrayLike | None = None,
) -> Ground:
    """Make a graph ready to be struck.

    Args:
        graph: The facts.
        region: GB/T 2260 code of the region that is looked at.
        rules: ``κ`` and the weights of the classes; the usual ones where left out.
        weights: ``v``, what a day without each product costs, ``(n,)``; its presence in the
            region where left out, so that a loss counts products made here.

    Raises:
        CallerError: Weights of another shape, negative, not finite, or all zero.
    """
    told = rules or Rules()
    wires = wiring(graph, told.weights)
    return Ground(
        graph=graph,
        region=region,
        rules=told,
        wires=wires,
        ready=cascade(wires, told.optional_loss),
        supply=supply(graph, region, told),
        worth=presence(graph, region, told).point if weights is None else _worth(graph, weights),
        by_presence=weights is None,
        final=final_products(wires),
    )


def _worth(graph: ChainGraph, weights: ArrayLike) -> Floats:
    worth = np.array(weights, dtype=np.float64)
    good = worth.shape == (len(graph),) and bool(np.isfinite(worth).all() and (worth >= 0).all())
    if not good or not worth.sum() > 0:
        raise CallerError(
            f"weights of shape {worth.shape} for {len(graph)} products",
            hint="one finite number from 0 for each product, some of them more than 0",
        )
    worth.setflags(write=False)
    return worth
