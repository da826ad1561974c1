"""Could the region make it: are the inputs at hand, and how far is what it already makes?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import NOWHERE, freeze, share, sums
from lantu.chains.wiring import Wiring, wiring

if TYPE_CHECKING:
    from lantu.chains.arrays import Flags, Floats, Ints
    from lantu.chains.presence import Presence
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

UNREACHED = -1
"""Distance of a product that no links join to what is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasibility:
    """How feasible each product is in a region; every array has shape ``(n,)``.

    Attributes:
        share: Mean local presence of what it cannot do without; 0 where not ``known``.
        lower: The same with the lower bounds of presence.
        upper: The same with the upper bounds of presence.
        known: False where no such input is on record.
        needs: How many there are: essential inputs, and one for each group of alternatives.
        distance: Links to the nearest product present in the region, in either direction;
            0 for those present, ``UNREACHED`` where there is none.
    """

    share: Floats
    lower: Floats
    upper: Floats
    known: Flags
    needs: Ints
    distance: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The nearest of some products on each side; every array has shape ``(n,)``.

    Attributes:
        upstream: The nearest among what a product is made from, or ``NOWHERE``.
        upstream_links: Links to it; ``UNREACHED`` where there is none.
        downstream: The nearest among what is made from it, or ``NOWHERE``.
        downstream_links: Links to it; ``UNREACHED`` where there is none.
    """

    upstream: Ints
    upstream_links: Ints
    downstream: Ints
    downstream_links: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def beside(self) -> Flags:
        """Products one link away from one of them."""
        flags: Flags = (self.upstream_links == 1) | (self.downstream_links == 1)
        return flags


def feasibility(
    graph: ChainGraph, here: Presence, rules: Rules, *, wires: Wiring | None = None
) -> Feasibility:
    """Feasibility of every product: ``φ_i = (1/n) Σ_j p_j`` over what it cannot do without.

    ``j`` runs over the essential inputs and, for each group of alternatives, its most
    present member.

    Args:
        graph: The facts.
        here: Presence in the region.
        rules: Weights.
        wires: ``wiring(graph, rules.weights)`` where it is at hand.
    """
    wires = wires if wires is not None else wiring(graph, rules.weights)
    needs = _tally(wires, np.ones(len(graph)))
    return Feasibility(
        share=share(_tally(wires, here.point), needs),
        lower=share(_tally(wires, here.lower), needs),
        upper=share(_tally(wires, here.upper), needs),
        known=needs > 0,
        needs=needs.astype(np.int32),
        distance=distance(wires, here.present),
    )


def _tally(wires: Wiring, at_hand: Floats) -> Floats:
    essential, grouped = wires.essential, wires.alternative
    best = np.zeros(len(wires.group_target))
    np.maximum.at(best, wires.slot[grouped], at_hand[wires.source[grouped]])
    length = wires.products
    needed = sums(wires.target[essential], at_hand[wires.source[essential]], length)
    return needed + sums(wires.group_target, best, length)


def distance(wires: Wiring, goals: Flags) -> Ints:
    """Links from each product to the nearest goal, in either direction; ``UNREACHED`` if none."""
    ends = np.r_[wires.source, wires.target]
    others = np.r_[wires.target, wires.source]
    return _spread(ends, others, goals)[0]


def nearest(wires: Wiring, goals: Flags) -> Nearest:
    """The nearest goal upstream and downstream of each product, along the links' direction.

    A goal is its own nearest at 0 links. Of several as near, the first in order is named.
    """
    up_links, up = _spread(wires.source, wires.target, goals)
    down_links, down = _spread(wires.target, wires.source, goals)
    return Nearest(
        upstream=up, upstream_links=up_links, downstream=down, downstream_links=down_links
    )


def _spread(ends: Ints, others: Ints, goals: Flags) -> tuple[Ints, Ints]:
    """Breadth first from the goals along ``ends → others``: links, and whose goal."""
    links = np.where(goals, 0, UNREACHED).astype(np.int32)
    whose = np.where(goals, np.arange(len(goals)), len(goals)).astype(np.int32)
    for step in range(len(goals)):
        front = (links[ends] == step) & (links[others] == UNREACHED)
        if not front.any():
            break
        links[others[front]] = step + 1
        np.minimum.at(whose, others[front], whose[ends[front]])
    return links, np.where(links == UNREACHED, NOWHERE, whose).astype(np.int32)
