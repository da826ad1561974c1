"""What stops when a product's supply is cut, alone or with others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lantu.chains import _kernels
from lantu.chains.compiled import COMPILE_FROM, compiled_cut_losses
from lantu.chains.presence import activity_flags, best_per_firm, grade_weights
from lantu.chains.structure import structure
from lantu.chains.sums import sum_by
from lantu.vocab.words import MAKING, Grade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.chains.rules import Rules
    from lantu.chains.structure import Structure
    from lantu.model.chain_graph import ChainGraph

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]

THREADS = 2
"""Threads that share the cuts of a large graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criticality:
    """Criticality of each product in a region; all arrays have shape ``(n,)``.

    Attributes:
        value: ``K = I / max(1, suppliers)``.
        impact: I, local products lost when its supply is cut, weighted by presence.
        stopped: Products that stop, wherever they are made.
        suppliers: Expected number of known suppliers, local and outside.
    """

    value: Floats
    impact: Floats
    stopped: Ints
    suppliers: Floats


def criticality(
    graph: ChainGraph, presences: Sequence[Floats], regions: Sequence[int], rules: Rules
) -> tuple[Criticality, ...]:
    """Criticality of every product in each of several regions, the structure walked once.

    Args:
        graph: The product graph.
        presences: Presence of every product, ``(n,)`` per region: its value there.
        regions: GB/T 2260 codes, as many.
        rules: κ and the weights of the confidence classes.
    """
    values = np.stack(presences, axis=1) if presences else np.zeros((len(graph), 0))
    impact, stopped = single_cuts(structure(graph), values, rules.optional_loss)
    return tuple(
        _criticality(impact[:, r], stopped, suppliers(graph, region, rules))
        for r, region in enumerate(regions)
    )


def _criticality(impact: Floats, stopped: Ints, known: Floats) -> Criticality:
    return Criticality(
        value=impact / np.maximum(1.0, known), impact=impact, stopped=stopped, suppliers=known
    )


def suppliers(graph: ChainGraph, region: int, rules: Rules) -> Floats:
    """Expected number of known suppliers: ``Σ c_f`` over every firm on record, ``(n,)``.

    A product's own statement that outside suppliers exist counts as one of class C where
    the outside firms on record weigh less.
    """
    weight = grade_weights(rules.weights, graph.makers.grade)
    product, firm, best = best_per_firm(graph, activity_flags(graph, MAKING), weight)
    local = graph.firms.within(region)[firm]
    inside = sum_by(product[local], best[local], len(graph))
    outside = sum_by(product[~local], best[~local], len(graph))
    stated = np.where(graph.products.outside_stated, rules.weights.of(Grade.C), 0.0)
    return inside + np.maximum(outside, stated)


def single_cuts(
    walked: Structure, values: NDArray[np.float64], optional_loss: float
) -> tuple[Floats, Ints]:
    """Cut every product alone.

    Args:
        walked: Compressed rows.
        values: ``(n, regions)`` value of each product in each region.
        optional_loss: κ.

    Returns:
        Impact ``(n, regions)`` and number of products stopped ``(n,)``.
    """
    n, regions = values.shape
    if len(walked.in_source) < COMPILE_FROM:
        return _plain_cuts(walked, values, optional_loss)
    impact, stopped = np.zeros(n * regions), np.zeros(n, dtype=np.int32)
    kernel = compiled_cut_losses()
    flat = np.ascontiguousarray(values).ravel()
    edges = np.linspace(0, n, 8 * THREADS + 1).astype(int)

    def cut(first: int, last: int) -> None:
        scratch = _scratch(n)
        kernel(first, last, *_rows(walked), optional_loss, flat, regions, *scratch, impact, stopped)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(cut, edges[:-1].tolist(), edges[1:].tolist()))
    return impact.reshape(n, regions), stopped


def _plain_cuts(walked: Structure, values: Floats, kappa: float) -> tuple[Floats, Ints]:
    n, regions = values.shape
    rows = [part.tolist() for part in _rows(walked)]
    impact, stopped = [0.0] * (n * regions), [0] * n
    flat = values.ravel().tolist()
    scratch = [part.tolist() for part in _scratch(n)]
    _kernels.cut_losses_with(_kernels.plain)(
        0, n, *rows, kappa, flat, regions, *scratch, impact, stopped
    )
    return np.array(impact).reshape(n, regions), np.array(stopped, dtype=np.int32)


def _rows(walked: Structure) -> tuple[Any, ...]:
    return (
        walked.in_start,
        walked.in_source,
        walked.in_need,
        walked.in_group,
        walked.out_start,
        walked.out_target,
    )


def _scratch(n: int) -> tuple[Any, ...]:
    return (
        np.ones(n),
        np.zeros(n, dtype=np.bool_),
        np.zeros(n, dtype=np.int32),
        np.zeros(n, dtype=np.int32),
    )


def cut(graph: ChainGraph, products: Sequence[int], rules: Rules) -> Floats:
    """Capacity left of every product when ``products`` are cut together; shape ``(n,)``.

    The greatest ``y ≤ 1`` with ``y_i = min(min_ess y_j, min_g max_{j∈g} y_j,
    Π_opt (1 − κ(1 − y_j)))`` and ``y = 0`` on the cut.
    """
    walked = structure(graph)
    in_start, in_source, in_need, in_group, out_start, out_target = (
        part.tolist() for part in _rows(walked)
    )
    y = [1.0] * len(graph)
    for product in products:
        y[product] = 0.0
    waiting = [out_target[e] for s in products for e in range(out_start[s], out_start[s + 1])]
    while waiting:
        k = waiting.pop()
        have = _kernels.capacity_of(
            k, in_start, in_source, in_need, in_group, rules.optional_loss, y
        )
        if have < y[k] - _kernels.STEP:
            y[k] = have
            waiting += out_target[out_start[k] : out_start[k + 1]]
    return np.array(y)
