"""What stops when a product's supply is cut, and how few could step in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze, sums
from lantu.chains.cascade import Cascade, Cutter, cascade, cut_losses
from lantu.chains.grades import grade_weights, stated_outside
from lantu.chains.holdings import Holdings, holdings
from lantu.chains.wiring import wiring
from lantu.model.chain_graph import NO_GRADE
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.chains.arrays import Flags, Floats, Longs
    from lantu.chains.presence import Presence
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticality:
    """How much hangs on each product in a region; every array has shape ``(n,)``.

    Attributes:
        value: ``K = I · e``.
        lower: The same with the lower bounds of presence.
        upper: The same with the upper bounds of presence.
        impact: ``I``; local products lost when its supply is cut, weighted by presence.
        impact_lower: The same with the lower bounds of presence.
        impact_upper: The same with the upper bounds of presence.
        stopped: Products that stop, made here or not.
        stopped_here: Products present in the region that stop.
        suppliers: Expected number of known suppliers, local and outside.
        exposure: ``e = 1 / max(1, suppliers)``.
    """

    value: Floats
    lower: Floats
    upper: Floats
    impact: Floats
    impact_lower: Floats
    impact_upper: Floats
    stopped: Longs
    stopped_here: Longs
    suppliers: Floats
    exposure: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Impacts:
    """What each single cut costs, for several ways to value the products.

    Attributes:
        impact: ``(n, columns)``.
        stopped: ``(n,)``.
        stopped_here: ``(n, counts)``; marked products that stop.
    """

    impact: Floats
    stopped: Longs
    stopped_here: Longs

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def criticality(
    graph: ChainGraph, here: Presence, rules: Rules, *, value: Floats | None = None
) -> Criticality:
    """Criticality of every product in one region.

    ``K_i = I_i / max(1, n_i)`` with ``I_i = Σ_{k≠i} v_k (1 − y_k)`` once ``i`` is cut,
    ``y`` the greatest solution of ``y_i = min(cap_i, min_ess y_j, min_g max_{j∈g} y_j,
    Π_opt (1 − κ(1 − y_j)))``, and ``n_i`` the expected number of known suppliers.

    Args:
        graph: The facts.
        here: Presence in the region.
        rules: ``κ`` and weights.
        value: Worth of each product, shape ``(n,)``; 1 each where not given. Presence
            multiplies it: ``v_k = value_k · p_k``.
    """
    return criticality_of_all(graph, [here], rules, value=value)[0]


def criticality_of_all(
    graph: ChainGraph,
    heres: Sequence[Presence],
    rules: Rules,
    *,
    value: Floats | None = None,
    held: Holdings | None = None,
    ready: Cascade | None = None,
) -> tuple[Criticality, ...]:
    """Criticality of every product in each of several regions; every cut is made once.

    Args:
        graph: The facts.
        heres: Presence in each region.
        rules: ``κ`` and weights.
        value: Worth of each product, shape ``(n,)``; 1 each where not given.
        held: ``holdings(graph, rules.weights)`` where it is at hand.
        ready: The graph ready to be cut where it is at hand.
    """
    if not heres:
        return ()
    held = held if held is not None else holdings(graph, rules.weights)
    ready = ready if ready is not None else _ready(graph, rules)
    worth = np.ones(len(graph)) if value is None else value
    columns = [worth * bound for each in heres for bound in (each.point, each.lower, each.upper)]
    marks = np.stack([each.present for each in heres], axis=1).astype(np.int64)
    losses = cut_losses(ready, np.stack(columns, axis=1), marks)
    return tuple(
        _criticality(
            losses.impact[:, 3 * at : 3 * at + 3].T,
            losses.stopped,
            losses.counted[:, at],
            suppliers(graph, each.region, rules, held=held),
        )
        for at, each in enumerate(heres)
    )


def _criticality(impact: Floats, stopped: Longs, stopped_here: Longs, known: Floats) -> Criticality:
    exposure = 1.0 / np.maximum(1.0, known)
    point, lower, upper = (np.ascontiguousarray(one) for one in impact)
    return Criticality(
        value=point * exposure,
        lower=lower * exposure,
        upper=upper * exposure,
        impact=point,
        impact_lower=lower,
        impact_upper=upper,
        stopped=stopped,
        stopped_here=np.ascontiguousarray(stopped_here),
        suppliers=known,
        exposure=exposure,
    )


def criticality_many(
    graph: ChainGraph, values: Floats, rules: Rules, *, marks: Flags | None = None
) -> Impacts:
    """What each single cut costs, for every column of values in one pass.

    Args:
        graph: The facts.
        values: Worth of each product, such as its presence in each of many regions; shape
            ``(n, columns)``.
        rules: ``κ`` and weights.
        marks: Products to be counted when they stop, shape ``(n, counts)``.
    """
    counted = np.zeros((len(graph), 0)) if marks is None else marks
    losses = cut_losses(_ready(graph, rules), values, counted.astype(np.int64))
    return Impacts(impact=losses.impact, stopped=losses.stopped, stopped_here=losses.counted)


def cut(graph: ChainGraph, products: Sequence[int], rules: Rules, *, left: float = 0.0) -> Floats:
    """What is left of every product's supply, ``y``, when some are cut together.

    Args:
        graph: The facts.
        products: Positions of the products cut.
        rules: ``κ`` and weights.
        left: What is left of the supply of those cut, in ``[0, 1]``.

    Returns:
        Shape ``(n,)``: 1 intact, 0 stopped, between them degraded.
    """
    fallen = Cutter(_ready(graph, rules)).cut(products, [left] * len(products))
    supply = np.ones(len(graph))
    for at, remaining in fallen.items():
        supply[at] = remaining
    return supply


def suppliers(
    graph: ChainGraph, region: int, rules: Rules, *, held: Holdings | None = None
) -> Floats:
    """Expected number of known suppliers of each product, ``n_i = Σ_f c_f``; shape ``(n,)``.

    Every firm on record that makes it now counts by the weight of its best row. A product's
    own statement that outside suppliers exist stands for one of class C where the outside
    firms on record weigh less: it may mean one of them.
    """
    held = held if held is not None else holdings(graph, rules.weights)
    making = held.making != NO_GRADE
    local = making & graph.firms.within(region)[held.firm]
    weight = grade_weights(rules.weights, held.making)
    inside = _sum(held, local, weight, len(graph))
    outside = _sum(held, making & ~local, weight, len(graph))
    stated = np.where(stated_outside(graph.products, rules.weights), rules.weights.of(Grade.C), 0.0)
    return inside + np.maximum(outside, stated)


def _sum(held: Holdings, counted: Flags, weight: Floats, length: int) -> Floats:
    return sums(held.product[counted], weight[counted], length)


def _ready(graph: ChainGraph, rules: Rules) -> Cascade:
    return cascade(wiring(graph, rules.weights), rules.optional_loss)
