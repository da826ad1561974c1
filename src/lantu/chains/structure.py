"""The inputs as compressed rows, made once and walked by every analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.vocab.words import Essentiality

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.chain_graph import ChainGraph

    Ints = NDArray[np.int32]

ESSENTIAL = list(Essentiality).index(Essentiality.ESSENTIAL)
ALTERNATIVE = list(Essentiality).index(Essentiality.ALTERNATIVE)
OPTIONAL = list(Essentiality).index(Essentiality.OPTIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """Forward links of ``n`` products in compressed rows; by-products and recycling left out.

    Attributes:
        in_start: ``(n+1,)``; inputs of ``k`` are at ``in_start[k]:in_start[k+1]``.
        in_source: ``(m,)`` product positions, sorted by (target, group, source).
        in_need: ``(m,)`` codes of :class:`Essentiality`.
        in_group: ``(m,)`` alternative groups; one group's links stand together.
        out_start: ``(n+1,)``; users of ``k`` are at ``out_start[k]:out_start[k+1]``.
        out_target: ``(m,)`` product positions.
    """

    in_start: Ints
    in_source: Ints
    in_need: NDArray[np.int8]
    in_group: Ints
    out_start: Ints
    out_target: Ints


def structure(graph: ChainGraph) -> Structure:
    """The graph's forward links as compressed rows."""
    links, n = graph.links, len(graph)
    forward = np.flatnonzero(~links.returning)
    source, target = links.source[forward], links.target[forward]
    group = links.group[forward]
    inward = np.lexsort((source, group, target))
    outward = np.lexsort((target, source))
    return Structure(
        in_start=_starts(target, n),
        in_source=source[inward],
        in_need=links.essentiality[forward][inward],
        in_group=group[inward],
        out_start=_starts(source, n),
        out_target=target[outward],
    )


def _starts(keys: Ints, n: int) -> Ints:
    counts = np.bincount(keys, minlength=n)
    starts: Ints = np.r_[0, np.cumsum(counts)].astype(np.int32)
    return starts
