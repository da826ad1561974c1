"""How much a region's own products pull on an input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.structure import ALTERNATIVE, ESSENTIAL, OPTIONAL
from lantu.chains.sums import count_by, sum_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.chains.presence import Presence
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Local demand for each product; all arrays have shape ``(n,)``.

    Attributes:
        pull: d, local users weighted by how much they need it.
        local_uses: Users made in the region that cannot do without it.
        uses: Users that cannot do without it, wherever they are made.
    """

    pull: Floats
    local_uses: Ints
    uses: Ints


def demand(graph: ChainGraph, present: Presence, rules: Rules) -> Demand:
    """``d_i = Σ_k w_ik p_k`` over the products ``k`` that use ``i``.

    ``w`` is 1 for an essential input, ``1/|group|`` for an alternative, κ for an optional
    one. By-products and recycling do not pull.
    """
    links, n = graph.links, len(graph)
    forward = ~links.returning
    weight = link_weights(graph, rules) * forward
    pull = sum_by(links.source, weight * present.point[links.target], n)
    needed = forward & (links.essentiality == ESSENTIAL)
    local = needed & (present.point[links.target] >= rules.present_at)
    return Demand(
        pull=pull,
        local_uses=count_by(links.source[local], n),
        uses=count_by(links.source[needed], n),
    )


def link_weights(graph: ChainGraph, rules: Rules) -> Floats:
    """W of every link; shape ``(m,)``."""
    links = graph.links
    sizes = np.bincount(links.group[links.essentiality == ALTERNATIVE], minlength=1)
    weight = np.ones(len(links))
    alternative = links.essentiality == ALTERNATIVE
    weight[alternative] = 1 / sizes[links.group[alternative]]
    weight[links.essentiality == OPTIONAL] = rules.optional_loss
    return weight
