"""How much of a chain a region holds, and in how few hands supply lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.chains.arrays import TOLERANCE, counts, freeze, share, sums
from lantu.chains.shares import firm_shares
from lantu.evidence.confidence import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.chains.arrays import Flags, Floats, Ints, Longs
    from lantu.chains.diagnosis import Diagnosis
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

Part = Literal["chain", "stage", "segment"]
"""What to report completeness by; stages and segments are told apart by chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Share of a set of products that a region makes, weighted by use.

    Attributes:
        value: CI, in [0, 1].
        interval: CI at the lower and the upper bound of presence.
        products: How many products it covers.
    """

    value: float
    interval: Interval
    products: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCompleteness:
    """Completeness of every chain, stage or segment; arrays have one entry per part.

    Attributes:
        parts: Chain, or chain and stage, or chain and segment; in order.
        value: CI.
        lower: CI at the lower bounds of presence.
        upper: CI at the upper bounds of presence.
        products: How many products each covers.
        present: How many of them are present.
    """

    parts: tuple[tuple[str, ...], ...]
    value: Floats
    lower: Floats
    upper: Floats
    products: Ints
    present: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """In how few hands each product lies, by market shares on record; shape ``(n,)``.

    Attributes:
        known: Where shares of firms are on record and do not exceed the whole together.
        shared: Sum of the shares on record.
        lower: HHI if the rest of the market is scattered.
        upper: HHI if the rest is one more supplier.
        suppliers_least: ``1 / upper``, effective number of suppliers; 0 where not known.
        suppliers_most: ``1 / lower``; 0 where not known.
    """

    known: Flags
    shared: Floats
    lower: Floats
    upper: Floats
    suppliers_least: Floats
    suppliers_most: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def completeness(found: Diagnosis, products: Sequence[int] | Longs) -> Completeness | None:
    """``CI = Σ_i w_i p_i / Σ_i w_i``, ``w_i = 1 + essential uses of i``.

    Args:
        found: The diagnosis.
        products: Positions of the products, such as those of one chain.

    Returns:
        None for an empty set, of which nothing can be said.
    """
    at = np.asarray(products, dtype=np.int64)
    if not at.size:
        return None
    weight = 1.0 + found.demand.uses[at]
    here = found.presence
    value, lower, upper = (
        min(float((weight * p[at]).sum() / weight.sum()), 1.0)
        for p in (here.point, here.lower, here.upper)
    )
    return Completeness(value=value, interval=Interval(lower, upper), products=len(at))


def completeness_by(graph: ChainGraph, found: Diagnosis, part: Part) -> PartCompleteness:
    """Completeness of every part of the graph; see :func:`completeness`.

    Args:
        graph: The facts.
        found: The diagnosis.
        part: By chain, by stage of a chain, or by segment of a chain.
    """
    parts, of = _parts(graph, part)
    weight = 1.0 + found.demand.uses.astype(np.float64)
    whole = sums(of, weight, len(parts))
    here = found.presence
    value, lower, upper = (
        np.minimum(share(sums(of, weight * p, len(parts)), whole), 1.0)
        for p in (here.point, here.lower, here.upper)
    )
    return PartCompleteness(
        parts=parts,
        value=value,
        lower=lower,
        upper=upper,
        products=counts(of, len(parts)),
        present=counts(of[here.present], len(parts)),
    )


def _parts(graph: ChainGraph, part: Part) -> tuple[tuple[tuple[str, ...], ...], Ints]:
    products = graph.products
    columns: dict[str, tuple[tuple[str, ...], ...]] = {
        "chain": (products.chains,),
        "stage": (products.chains, products.stages),
        "segment": (products.chains, products.segments),
    }
    labels = list(zip(*columns[part], strict=True))
    parts = tuple(sorted(set(labels)))
    place = {label: at for at, label in enumerate(parts)}
    return parts, np.array([place[label] for label in labels], dtype=np.int32)


def concentration(graph: ChainGraph, rules: Rules) -> Concentration:
    """``HHI = Σ_s q_s²`` within the bounds that the shares on record leave.

    Each firm counts with its best figure (best class, then greatest). Shares that sum to
    more than 1 have different definitions: nothing is concluded from them (conventions §2).

    Args:
        graph: The facts.
        rules: Weights; a class switched off does not count.

    Reference:
        US DoJ and FTC, Merger Guidelines 2023: above 0.18 a market is highly concentrated.
    """
    product, _, held = firm_shares(graph, rules.weights)
    length = len(graph)
    shared = sums(product, held, length)
    squares = sums(product, held**2, length)
    known = (shared > 0) & (shared <= 1 + TOLERANCE)
    lower = np.where(known, squares, 0.0)
    upper = np.where(known, squares + np.maximum(1.0 - shared, 0.0) ** 2, 0.0)
    return Concentration(
        known=known,
        shared=shared,
        lower=lower,
        upper=upper,
        suppliers_least=share(known.astype(np.float64), upper),
        suppliers_most=share(known.astype(np.float64), lower),
    )


def herfindahl(shares: Floats) -> float:
    """``HHI = Σ_s q_s²`` of market shares in [0, 1]; ``1/HHI`` suppliers of equal size."""
    return float((shares**2).sum())
