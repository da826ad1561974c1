"""Which products go together: co-production in the same firms, and what that says of a region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.presence import activity_flags, best_per_firm, grade_weights
from lantu.chains.sums import count_by, sum_by
from lantu.vocab.words import MAKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]

WIDEST_FIRM = 200
"""Products of one firm from which it says nothing of relatedness: a conglomerate or a trader
makes everything go with everything, and its pairs grow with the square."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proximity:
    """Proximities of product pairs, each unordered pair twice.

    Attributes:
        product: ``(pairs,)`` product positions.
        other: ``(pairs,)`` product positions.
        phi: ``(pairs,)`` φ, in (0, 1].
    """

    product: Ints
    other: Ints
    phi: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatedness:
    """Relatedness of each product to what a region makes; arrays have shape ``(n,)``.

    Attributes:
        density: ω, in [0, 1]; 0 where not ``known``.
        known: False where no firm on record makes it together with another product.
    """

    density: Floats
    known: Flags


def proximity(graph: ChainGraph, rules: Rules) -> Proximity:
    """``φ_ij = min(P(i|j), P(j|i)) = n_ij / max(n_i, n_j)`` by co-production inside firms.

    Every firm on record counts, local or not, except those with more than ``WIDEST_FIRM``
    products. Hidalgo, Klinger, Barabási & Hausmann (2007), with firms for countries.
    """
    weight = grade_weights(rules.weights, graph.makers.grade)
    product, firm, _ = best_per_firm(graph, activity_flags(graph, MAKING), weight)
    one, other = _pairs(product, firm)
    together, count = np.unique(one.astype(np.int64) * len(graph) + other, return_counts=True)
    made_by = count_by(product, len(graph))
    i = (together // max(len(graph), 1)).astype(np.int32)
    j = (together % max(len(graph), 1)).astype(np.int32)
    return Proximity(product=i, other=j, phi=count / np.maximum(made_by[i], made_by[j]))


def _pairs(product: Ints, firm: Ints) -> tuple[Ints, Ints]:
    """Every ordered pair of different products of one firm."""
    order = np.lexsort((product, firm))
    product, firm = product[order], firm[order]
    width = _times(firm)
    product, firm = product[width <= WIDEST_FIRM], firm[width <= WIDEST_FIRM]
    width = _times(firm)
    first = np.searchsorted(firm, firm, side="left")
    one = np.repeat(np.arange(len(firm)), width)
    offset = np.arange(len(one)) - np.repeat(np.cumsum(width) - width, width)
    other = first[one] + offset
    keep = one != other
    return product[one[keep]], product[other[keep]]


def _times(keys: Ints) -> Ints:
    """How often each key occurs, at every place of it."""
    return count_by(keys, int(keys.max(initial=0)) + 1)[keys]


def relatedness(graph: ChainGraph, near: Proximity, made: Flags) -> Relatedness:
    """``ω_i = Σ_j M_j φ_ij / Σ_j φ_ij`` over the products ``j`` that go with ``i``.

    Args:
        graph: The product graph.
        near: Proximities.
        made: ``(n,)`` M, what the region makes.
    """
    n = len(graph)
    whole = sum_by(near.product, near.phi, n)
    ours = sum_by(near.product, near.phi * made[near.other], n)
    known = whole > 0
    return Relatedness(density=np.where(known, ours / np.where(known, whole, 1), 0.0), known=known)
