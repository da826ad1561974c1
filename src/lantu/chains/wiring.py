"""The inputs in use, laid out for the analyses: by product, by kind of need, each once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains._kernels import ESSENTIAL, OPTIONAL
from lantu.chains.arrays import freeze, offsets, run_starts
from lantu.chains.grades import usable
from lantu.vocab.words import Essentiality

if TYPE_CHECKING:
    from lantu.chains.arrays import Flags, Ints
    from lantu.evidence.confidence import GradeWeights
    from lantu.model.chain_graph import ChainGraph

_ESSENTIAL = list(Essentiality).index(Essentiality.ESSENTIAL)
_ALTERNATIVE = list(Essentiality).index(Essentiality.ALTERNATIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """The links every analysis walks along: no return flows, no class switched off.

    A product's inputs stand together, the essential first, then group by group, then the
    optional; the same need said by several rows counts once.

    Attributes:
        start: Where each product's inputs begin; shape ``(n + 1,)``.
        source: Product positions; shape ``(m,)``.
        target: Product positions, ascending.
        slot: ``ESSENTIAL``, ``OPTIONAL``, or the alternative group from 0 upward.
        group_target: The product each group is for; shape ``(groups,)``.
        group_size: How many alternatives it has.
    """

    start: Ints
    source: Ints
    target: Ints
    slot: Ints
    group_target: Ints
    group_size: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def __len__(self) -> int:
        return len(self.source)

    @property
    def products(self) -> int:
        """How many products there are."""
        return len(self.start) - 1

    @property
    def essential(self) -> Flags:
        """Which links are essential."""
        flags: Flags = self.slot == ESSENTIAL
        return flags

    @property
    def optional(self) -> Flags:
        """Which links are optional."""
        flags: Flags = self.slot == OPTIONAL
        return flags

    @property
    def alternative(self) -> Flags:
        """Which links belong to an alternative group."""
        flags: Flags = self.slot >= 0
        return flags


def wiring(graph: ChainGraph, weights: GradeWeights) -> Wiring:
    """Lay out the links of a graph.

    Args:
        graph: The facts.
        weights: Says whether class D links count.
    """
    links = graph.links
    kept = np.flatnonzero(~links.returning & usable(links.grade, weights))
    kept = kept[
        np.lexsort(
            (links.source[kept], links.group[kept], links.essentiality[kept], links.target[kept])
        )
    ]
    target, need = links.target[kept], links.essentiality[kept]
    group, source = links.group[kept], links.source[kept]
    once = run_starts(target, need, group, source)
    target, need, group, source = target[once], need[once], group[once], source[once]
    alternative = need == _ALTERNATIVE
    opens = run_starts(target[alternative], group[alternative])
    numbers = np.zeros(int(alternative.sum()), dtype=np.int32)
    numbers[opens] = 1
    slot = np.where(need == _ESSENTIAL, ESSENTIAL, OPTIONAL).astype(np.int32)
    slot[alternative] = np.cumsum(numbers) - 1
    return Wiring(
        start=offsets(target, len(graph)),
        source=source,
        target=target,
        slot=slot,
        group_target=target[alternative][opens],
        group_size=np.bincount(slot[alternative], minlength=len(opens)).astype(np.int32),
    )


def final_products(wires: Wiring) -> Flags:
    """Products that no other product uses, on record."""
    used = np.zeros(wires.products, dtype=np.bool_)
    used[wires.source] = True
    return ~used
