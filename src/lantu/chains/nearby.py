"""Which place fits a product, and who outside could come: the two halves of 招商."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import counts, freeze
from lantu.chains.grades import grade_weights
from lantu.chains.holdings import holdings, rows_of
from lantu.chains.shares import firm_shares
from lantu.chains.strength import best_role
from lantu.chains.wiring import Wiring, wiring
from lantu.model.chain_graph import NO_GRADE
from lantu.vocab.words import MAKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.chains.arrays import Flags, Floats, Ints
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What each of ``p`` places offers one product; all arrays have shape ``(p,)``.

    Attributes:
        inputs: Share of its direct inputs made there.
        users: Direct users made there, as a share of all its users.
        segment: Products of its own segment made there.
        related: Firms there that make something within two links, by weight of evidence.
        rows: Maker positions behind the four, per place.
    """

    inputs: Floats
    users: Floats
    segment: Floats
    related: Floats
    rows: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Firms outside a region that make what it lacks; arrays have one entry per pair.

    Attributes:
        product: Product positions, ascending.
        firm: Firm positions.
        row: The firm's best row about the product, a position in the makers table.
        evidence: Weight of that row.
        standing: Score of the firm's best recorded role; ``other_score`` without one.
        has_standing: Whether a role is on record.
        share: The firm's market share in the product; 0 where not on record.
        has_share: Whether one is on record.
        breadth: Of the products asked for, how many the firm makes.
    """

    product: Ints
    firm: Ints
    row: Ints
    evidence: Floats
    standing: Floats
    has_standing: Flags
    share: Floats
    has_share: Flags
    breadth: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def __len__(self) -> int:
        return len(self.product)


def place_fit(graph: ChainGraph, places: Sequence[int], product: int, rules: Rules) -> Fit:
    """What each place offers a product.

    Args:
        graph: The facts.
        places: GB/T 2260 codes.
        product: Product position.
        rules: Weights; a class switched off does not count.
    """
    wires = wiring(graph, rules.weights)
    inputs = np.unique(wires.source[wires.target == product])
    users = np.unique(wires.target[wires.source == product])
    kin = _segment(graph, product)
    near = _within_two_links(wires, product)
    related = np.unique(np.r_[near, kin])
    now = rows_of(graph.makers, MAKING, rules.weights) & np.isin(graph.makers.product, related)
    rows = [np.flatnonzero(now & graph.firms.within(p)[graph.makers.firm]) for p in places]
    made = [np.unique(graph.makers.product[at]) for at in rows]
    return Fit(
        inputs=_share(made, inputs),
        users=_share(made, users),
        segment=np.array([float(np.isin(kin, here).sum()) for here in made]),
        related=_firms_near(graph, places, near, rules),
        rows=tuple(tuple(at.tolist()) for at in rows),
    )


def outside_candidates(
    graph: ChainGraph, products: Sequence[int], region: int, rules: Rules
) -> Candidates:
    """Every firm on record outside a region that makes one of some products now.

    Args:
        graph: The facts.
        products: Positions of the products wanted, such as the gaps.
        region: GB/T 2260 code.
        rules: Role scores and weights.
    """
    held = holdings(graph, rules.weights)
    wanted = np.isin(held.product, np.asarray(products, dtype=np.int64))
    outside = ~graph.firms.within(region)[held.firm]
    at = np.flatnonzero(wanted & outside & (held.making != NO_GRADE))
    product, firm = held.product[at], held.firm[at]
    score, role = best_role(graph, rules)
    share, has_share = _shares(graph, rules, product, firm)
    return Candidates(
        product=product,
        firm=firm,
        row=_best_rows(graph, rules, product, firm),
        evidence=grade_weights(rules.weights, held.making[at]),
        standing=score[firm],
        has_standing=role[firm] >= 0,
        share=share,
        has_share=has_share,
        breadth=counts(firm, len(graph.firms.ids))[firm],
    )


def _best_rows(graph: ChainGraph, rules: Rules, product: Ints, firm: Ints) -> Ints:
    """First making row, of the best class, of each firm about its product."""
    makers = graph.makers
    rows = np.flatnonzero(rows_of(makers, MAKING, rules.weights))
    keys = makers.product[rows].astype(np.int64) * len(graph.firms.ids) + makers.firm[rows]
    ordered = rows[np.lexsort((rows, makers.grade[rows], keys))]
    first = np.unique(np.sort(keys), return_index=True)
    wanted = product.astype(np.int64) * len(graph.firms.ids) + firm
    return ordered[first[1][np.searchsorted(first[0], wanted)]].astype(np.int32)


def _shares(graph: ChainGraph, rules: Rules, product: Ints, firm: Ints) -> tuple[Floats, Flags]:
    """The share of each pair of product and firm, and whether one is on record."""
    width = len(graph.firms.ids)
    in_product, of_firm, value = firm_shares(graph, rules.weights)
    keys = in_product.astype(np.int64) * width + of_firm
    wanted = product.astype(np.int64) * width + firm
    at = np.searchsorted(keys, wanted)
    known = np.isin(wanted, keys)
    return np.where(known, np.r_[value, 0.0][at], 0.0), known


def _within_two_links(wires: Wiring, product: int) -> Ints:
    reached = np.array([product])
    for _ in range(2):
        forward = wires.target[np.isin(wires.source, reached)]
        back = wires.source[np.isin(wires.target, reached)]
        reached = np.unique(np.r_[reached, forward, back])
    near: Ints = reached[reached != product].astype(np.int32)
    return near


def _firms_near(graph: ChainGraph, places: Sequence[int], near: Ints, rules: Rules) -> Floats:
    """``Σ_f max_i c_fi`` over the firms of each place, ``i`` among the products near."""
    held = holdings(graph, rules.weights)
    making = (held.making != NO_GRADE) & np.isin(held.product, near)
    best = np.zeros(len(graph.firms.ids))
    weight = grade_weights(rules.weights, held.making[making])
    np.maximum.at(best, held.firm[making], weight)
    return np.array([float(best[graph.firms.within(place)].sum()) for place in places])


def _segment(graph: ChainGraph, product: int) -> Ints:
    """Other products of the same chain and segment; none where no segment is given."""
    names = graph.products
    if not names.segments[product]:
        return np.zeros(0, dtype=np.int32)
    own = (names.chains[product], names.segments[product])
    same = [
        at
        for at, label in enumerate(zip(names.chains, names.segments, strict=True))
        if at != product and label == own
    ]
    return np.array(same, dtype=np.int32)


def _share(made: Sequence[Ints], wanted: Ints) -> Floats:
    if not wanted.size:
        return np.zeros(len(made))
    return np.array([float(np.isin(wanted, here).mean()) for here in made])
