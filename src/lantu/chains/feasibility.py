"""Whether a region could make a product: are its inputs at hand, how far is the nearest link?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.structure import ALTERNATIVE, ESSENTIAL
from lantu.chains.sums import count_by, sum_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.chains.presence import Presence
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]

UNREACHED = -1
"""Distance of a product that no chain of links joins to anything made in the region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasibility:
    """Feasibility of each product in a region; all arrays have shape ``(n,)``.

    Attributes:
        share: Mean local presence of what it cannot do without; 0 where not ``known``.
        known: False where no such input is on record.
        distance: Links to the nearest product made in the region; 0 for those made,
            ``UNREACHED`` where there is none.
    """

    share: Floats
    known: Flags
    distance: Ints


def feasibility(graph: ChainGraph, present: Presence, rules: Rules) -> Feasibility:
    """``φ_i = (1/n) Σ_j p_j`` over essential inputs; of an alternative group the best counts."""
    links, n = graph.links, len(graph)
    forward = ~links.returning
    needed = forward & (links.essentiality == ESSENTIAL)
    total = sum_by(links.target[needed], present.point[links.source[needed]], n)
    count = count_by(links.target[needed], n)
    best, owner = _groups(graph, present)
    total += sum_by(owner, best, n)
    count += count_by(owner, n)
    known = count > 0
    return Feasibility(
        share=np.where(known, total / np.maximum(count, 1), 0.0),
        known=known,
        distance=_distance(graph, present.point >= rules.present_at),
    )


def _groups(graph: ChainGraph, present: Presence) -> tuple[Floats, Ints]:
    """Best presence and user of each alternative group that has a forward link."""
    links = graph.links
    at = np.flatnonzero(~links.returning & (links.essentiality == ALTERNATIVE))
    best = np.zeros(len(links.group_names))
    owner = np.full(len(links.group_names), -1, dtype=np.int64)
    np.maximum.at(best, links.group[at], present.point[links.source[at]])
    owner[links.group[at]] = links.target[at]
    return best[owner >= 0], owner[owner >= 0].astype(np.int32)


def _distance(graph: ChainGraph, made: Flags) -> Ints:
    """Breadth first from everything made, along forward links in either direction."""
    links = graph.links
    forward = ~links.returning
    ends = np.r_[links.source[forward], links.target[forward]]
    others = np.r_[links.target[forward], links.source[forward]]
    distance = np.where(made, 0, UNREACHED).astype(np.int32)
    step = 0
    while True:
        reached = others[(distance[ends] == step) & (distance[others] == UNREACHED)]
        if not reached.size:
            return distance
        step += 1
        distance[reached] = step
