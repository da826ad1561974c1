"""How much the region's own products ask for each product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import counts, freeze, run_starts, sums
from lantu.chains.wiring import wiring

if TYPE_CHECKING:
    from lantu.chains.arrays import Flags, Floats, Ints
    from lantu.chains.presence import Presence
    from lantu.chains.rules import Rules
    from lantu.chains.wiring import Wiring
    from lantu.model.chain_graph import ChainGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Who in the region uses each product; every array has shape ``(n,)``.

    Attributes:
        pull: ``d``; users weighted by need and by their own presence.
        lower: The same with the lower bounds of presence.
        upper: The same with the upper bounds of presence.
        planned_pull: ``pull`` if what is being built, developed or planned counts too.
        uses: Products that need it, made here or not.
        local_uses: Products present here that need it.
        local_users: Products present here that use it in any way.
    """

    pull: Floats
    lower: Floats
    upper: Floats
    planned_pull: Floats
    uses: Ints
    local_uses: Ints
    local_users: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Each pair of input and user once; every array has one entry per pair.

    Attributes:
        source: The input.
        target: The user.
        weight: ``w``, the greatest need on record.
        essential: Whether it is essential.
    """

    source: Ints
    target: Ints
    weight: Floats
    essential: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def demand(
    graph: ChainGraph, here: Presence, rules: Rules, *, needs: Needs | None = None
) -> Demand:
    """Local demand pull of each product.

    ``d_i = Σ_k w_ik · p_k`` over the products ``k`` that use ``i``: ``w`` is 1 for an
    essential input, ``1/|group|`` for one of a group of alternatives and ``κ`` for an
    optional one; a user counts once, at its greatest need.

    Args:
        graph: The facts.
        here: Presence in the region.
        rules: ``κ`` and weights.
        needs: :func:`needs_of` the wiring where it is at hand.
    """
    needs = needs if needs is not None else needs_of(wiring(graph, rules.weights), rules)
    source, target, need = needs.source, needs.target, needs.weight
    essential = needs.essential
    length = len(graph)
    return Demand(
        pull=sums(source, need * here.point[target], length),
        lower=sums(source, need * here.lower[target], length),
        upper=sums(source, need * here.upper[target], length),
        planned_pull=sums(source, need * here.planned_point[target], length),
        uses=counts(source[essential], length),
        local_uses=counts(source[essential & here.present[target]], length),
        local_users=counts(source[here.present[target]], length),
    )


def needs_of(wires: Wiring, rules: Rules) -> Needs:
    """What every product needs every other for, at its greatest.

    Args:
        wires: The links.
        rules: ``κ``.
    """
    weight = np.where(wires.essential, 1.0, rules.optional_loss)
    grouped = wires.alternative
    weight[grouped] = 1.0 / wires.group_size[wires.slot[grouped]]
    order = np.lexsort((~wires.essential, -weight, wires.target, wires.source))
    source, target = wires.source[order], wires.target[order]
    first = run_starts(source, target)
    return Needs(
        source=source[first],
        target=target[first],
        weight=weight[order][first],
        essential=wires.essential[order][first],
    )
