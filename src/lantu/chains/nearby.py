"""Which place fits a product: who makes its inputs, its users, its neighbours there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.presence import activity_flags, grade_weights
from lantu.vocab.words import MAKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What each of ``p`` places offers one product; all arrays have shape ``(p,)``.

    Attributes:
        inputs: Share of its direct inputs made there.
        users: Direct users made there, as a share of all its users.
        segment: Products of its own segment made there.
        rows: Maker positions behind the three, per place.
    """

    inputs: Floats
    users: Floats
    segment: Floats
    rows: tuple[tuple[int, ...], ...]


def place_fit(graph: ChainGraph, places: Sequence[int], product: int, rules: Rules) -> Fit:
    """What each place offers a product.

    Args:
        graph: The product graph.
        places: GB/T 2260 codes.
        product: Product position.
        rules: Weights; rows of weight 0 do not count.
    """
    links = graph.links
    forward = ~links.returning
    inputs = np.unique(links.source[forward & (links.target == product)])
    users = np.unique(links.target[forward & (links.source == product)])
    kin = _segment(graph, product)
    related = np.unique(np.r_[inputs, users, kin]).astype(np.int64)
    counts = grade_weights(rules.weights, graph.makers.grade) > 0
    now = activity_flags(graph, MAKING) & counts & np.isin(graph.makers.product, related)
    rows = [np.flatnonzero(now & graph.firms.within(p)[graph.makers.firm]) for p in places]
    made = [np.unique(graph.makers.product[at]) for at in rows]
    return Fit(
        inputs=_share(made, inputs),
        users=_share(made, users),
        segment=np.array([float(np.isin(kin, here).sum()) for here in made]),
        rows=tuple(tuple(at.tolist()) for at in rows),
    )


def _segment(graph: ChainGraph, product: int) -> NDArray[np.int64]:
    names = graph.products
    own = (names.chains[product], names.segments[product])
    same = [
        at
        for at in range(len(names.ids))
        if at != product and (names.chains[at], names.segments[at]) == own
    ]
    return np.array(same, dtype=np.int64)


def _share(made: Sequence[NDArray[np.int32]], wanted: NDArray[np.int32]) -> Floats:
    if not wanted.size:
        return np.zeros(len(made))
    return np.array([float(np.isin(wanted, here).mean()) for here in made])
