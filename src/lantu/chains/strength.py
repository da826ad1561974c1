"""How strong the region is in a product: its share where known, else its makers' standing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import NOWHERE, freeze
from lantu.chains.grades import is_firm, usable
from lantu.chains.holdings import Holdings, holdings
from lantu.chains.shares import BestFigure, best_figure, regional_shares
from lantu.model.chain_graph import NO_GRADE
from lantu.vocab.words import FirmRole

if TYPE_CHECKING:
    from lantu.chains.arrays import Codes, Flags, Floats, Ints
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph


class Basis(IntEnum):
    """What a strength stands on."""

    NOTHING = 0
    """No local maker and no share on record."""
    UNRANKED = 1
    """A local maker without a standing on record; ``other_score``, and anything is possible."""
    ROLE = 2
    """The standing of a local maker."""
    SHARE = 3
    """A market share of the region, or of a firm in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How strong a region is in each product; every array has shape ``(n,)``.

    Attributes:
        value: ``s``; 0 where nothing is known.
        lower: The same from class A and B evidence only.
        upper: The greatest that any row on record supports; 1 where a maker has no standing
            on record and no share is known.
        known: Where there is a local maker or a share.
        basis: Codes of :class:`Basis`.
        share: ``q``, the regional share that counts; 0 where none is on record.
        shares: The same with its range over all shares on record.
        figure: Its position in the figures table, or ``NOWHERE``.
        standing: Best score among local makers; 0 without one.
        firm: The firm with that score, or ``NOWHERE``.
        role: Code of its :class:`FirmRole`; ``NOWHERE`` without a standing on record.
    """

    value: Floats
    lower: Floats
    upper: Floats
    known: Flags
    basis: Codes
    share: Floats
    shares: BestFigure
    figure: Ints
    standing: Floats
    firm: Ints
    role: Codes

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """The best-standing local maker of each product; shape ``(n,)``."""

    score: Floats
    firm: Ints
    role: Codes
    firm_score: Floats
    makers: Flags


def strength(
    graph: ChainGraph,
    region: int,
    rules: Rules,
    *,
    home: int | None = None,
    held: Holdings | None = None,
) -> Strength:
    """How strong a region is in each product.

    ``s = LQ / (1 + LQ)`` with ``LQ = q / q₀``, where a market share ``q`` of the region or
    of one of its firms is on record: a share of the region's own weight in the economy
    gives ½. Without one, ``s = max_f ρ(role_f)``: the best standing among the local firms
    that make it now.

    Args:
        graph: The facts.
        region: GB/T 2260 code.
        rules: Scores of the roles, and weights.
        home: The region the workspace is about, where ``region`` is another one.
        held: ``holdings(graph, rules.weights)`` where it is at hand.
    """
    held = held if held is not None else holdings(graph, rules.weights)
    stand = _standing(graph, region, rules, held)
    shares = regional_shares(graph, region, rules.weights, home)
    best = best_figure(graph, shares, graph.figures.value)
    ranked = stand.role != NOWHERE
    value = np.where(best.known, _against(best.value, rules), stand.score)
    lower = np.where(best.firm_known, _against(best.firm_lowest, rules), stand.firm_score)
    by_standing = np.where(stand.makers & ~ranked, 1.0, stand.score)
    upper = np.where(best.known, _against(best.highest, rules), by_standing)
    return Strength(
        value=value,
        lower=np.minimum(lower, value),
        upper=np.maximum(upper, value),
        known=best.known | stand.makers,
        basis=np.select(
            [best.known, ranked, stand.makers],
            [Basis.SHARE, Basis.ROLE, Basis.UNRANKED],
            Basis.NOTHING,
        ).astype(np.int8),
        share=best.value,
        shares=best,
        figure=best.figure,
        standing=stand.score,
        firm=stand.firm,
        role=stand.role,
    )


def _against(share: Floats, rules: Rules) -> Floats:
    """``LQ / (1 + LQ)`` of a market share."""
    return share / (share + rules.base_share)


def best_role(graph: ChainGraph, rules: Rules) -> tuple[Floats, Codes]:
    """Each firm's best score and the role that gives it, of rows that count.

    Returns:
        Scores, and codes of :class:`FirmRole`, shape ``(k,)``; ``other_score`` and
        ``NOWHERE`` for firms without a standing on record.
    """
    scores = np.array([rules.role_scores[role] for role in FirmRole])
    held = graph.firms.roles & usable(graph.firms.grade, rules.weights)[:, None]
    table = np.where(held, scores, -1.0)
    role = table.argmax(axis=1).astype(np.int8)
    found = held.any(axis=1)
    best = np.where(
        found, np.take_along_axis(table, role[:, None], axis=1)[:, 0], rules.other_score
    )
    return best, np.where(found, role, np.int8(NOWHERE)).astype(np.int8)


def firm_standing(graph: ChainGraph, rules: Rules) -> Floats:
    """Each firm's best score; shape ``(k,)``."""
    return best_role(graph, rules)[0]


def _standing(graph: ChainGraph, region: int, rules: Rules, held: Holdings) -> _Standing:
    at = np.flatnonzero((held.making != NO_GRADE) & graph.firms.within(region)[held.firm])
    product, firm = held.product[at], held.firm[at]
    score, role = best_role(graph, rules)
    ranked = role[firm] != NOWHERE
    order = np.lexsort((firm, held.making[at], ~ranked, -score[firm], product))
    first = order[np.unique(product[order], return_index=True)[1]]
    length = len(graph)
    found = _Standing(
        score=np.zeros(length),
        firm=np.full(length, NOWHERE, dtype=np.int32),
        role=np.full(length, NOWHERE, dtype=np.int8),
        firm_score=np.zeros(length),
        makers=np.bincount(product, minlength=length) > 0,
    )
    found.score[product[first]] = score[firm[first]]
    found.firm[product[first]] = firm[first]
    found.role[product[first]] = role[firm[first]]
    sure = ranked & is_firm(held.making[at]) & is_firm(graph.firms.grade[firm])
    np.maximum.at(found.firm_score, product[sure], score[firm[sure]])
    return found
