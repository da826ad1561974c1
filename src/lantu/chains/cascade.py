"""What stops when a supply is cut: one set of products, or each product in turn."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from lantu.chains import _kernels
from lantu.chains._kernels import Desk, Ledgers, Net
from lantu.chains.arrays import freeze, offsets
from lantu.chains.order import levels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lantu.chains.arrays import Floats, Longs
    from lantu.chains.wiring import Wiring

COMPILE_FROM = 20_000
"""Links times figures kept of each cut from which compiled kernels pay: loading and compiling
them costs some seconds, in which the interpreter works through a graph of this size."""

MOST_WORKERS = 16
"""Threads at work on one graph; beyond, memory bandwidth and not arithmetic is the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade:
    """A graph ready to be cut.

    Attributes:
        net: Who needs what.
        optional_loss: ``κ``.
    """

    net: Net
    optional_loss: float

    def __len__(self) -> int:
        return len(self.net.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLosses:
    """What each single cut costs.

    Attributes:
        impact: ``I``; worth lost besides the product that is cut; shape ``(n, columns)``.
        stopped: Products that stop besides it; shape ``(n,)``.
        counted: Marked products among them; shape ``(n, counts)``.
    """

    impact: Floats
    stopped: Longs
    counted: Longs

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def cascade(wires: Wiring, optional_loss: float) -> Cascade:
    """Make a graph ready to be cut.

    Args:
        wires: The links.
        optional_loss: ``κ``, what a product loses when an optional input stops.
    """
    by_source = np.argsort(wires.source, kind="stable")
    user_start, user = offsets(wires.source[by_source], wires.products), wires.target[by_source]
    net = Net(
        start=wires.start,
        source=wires.source,
        slot=wires.slot,
        user_start=user_start,
        user=user,
        level=levels(wires.start, wires.source, user_start, user),
    )
    return Cascade(net=net, optional_loss=optional_loss)


class Cutter:
    """Cuts one set of products after another, in the interpreter.

    Args:
        ready: The graph.
    """

    def __init__(self, ready: Cascade) -> None:
        self._net = Net(*(column.tolist() for column in ready.net))
        self._desk = Desk(*(column.tolist() for column in fresh_desk(ready)))
        self._loss = ready.optional_loss

    def cut(self, products: Sequence[int], left: Sequence[float]) -> dict[int, float]:
        """What is left of every product that falls, those cut among them.

        Args:
            products: Positions of the products cut.
            left: What is left of each of them, in ``[0, 1]``.
        """
        net, desk = self._net, self._desk
        for at, cap in zip(products, left, strict=True):
            desk.cap[at] = min(desk.cap[at], cap)
            _kernels.wait(at, net.level, desk.head, desk.tail, desk.behind, desk.waits)
        fallen = _kernels.settle(0, self._loss, *net, *desk)
        found = {at: desk.supply[at] for at in desk.reached[:fallen]}
        for at in found:
            desk.supply[at] = 1.0
        for at in products:
            desk.cap[at] = 1.0
        return found


def cut_losses(ready: Cascade, values: Floats, marks: Longs) -> CutLosses:
    """What each single cut costs, in every column of ``values``.

    ``I_i = Σ_{k≠i} v_k (1 − y_k)`` with ``y_i = 0``.

    Args:
        ready: The graph.
        values: ``v``; worth of each product, shape ``(n, columns)``.
        marks: 1 for products to be counted, shape ``(n, counts)``.
    """
    ledgers = Ledgers(
        values=np.ascontiguousarray(values, dtype=np.float64),
        marks=np.ascontiguousarray(marks, dtype=np.int64),
        impact=np.zeros(values.shape),
        counted=np.zeros(marks.shape, dtype=np.int64),
        stopped=np.zeros(len(ready), dtype=np.int64),
    )
    if len(ready.net.source) * (1 + values.shape[1] + marks.shape[1]) < COMPILE_FROM:
        ledgers = _interpreted(ready, ledgers)
    else:
        _compiled(ready, ledgers)
    return CutLosses(
        impact=ledgers.impact,
        stopped=ledgers.stopped,
        counted=ledgers.counted,
    )


def _interpreted(ready: Cascade, ledgers: Ledgers) -> Ledgers:
    net = Net(*(column.tolist() for column in ready.net))
    desk = Desk(*(column.tolist() for column in fresh_desk(ready)))
    listed = Ledgers(*(column.tolist() for column in ledgers))
    _kernels.cut_each(net, desk, listed, ready.optional_loss, (0, 1))
    return Ledgers(
        *(
            np.array(done, dtype=was.dtype).reshape(was.shape)
            for done, was in zip(listed, ledgers, strict=True)
        )
    )


def _compiled(ready: Cascade, ledgers: Ledgers) -> None:
    workers = min(processors(), MOST_WORKERS)
    kernel = compiled_kernel()
    work = partial(_one_worker, kernel, ready, ledgers)
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, [(turn, workers) for turn in range(workers)]))


def _one_worker(
    kernel: Callable[..., None], ready: Cascade, ledgers: Ledgers, turn: tuple[int, int]
) -> None:
    kernel(ready.net, fresh_desk(ready), ledgers, ready.optional_loss, turn)


def processors() -> int:
    """How many of them this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def compiled_kernel() -> Callable[..., None]:
    """``_kernels.cut_each``, compiled; kept on disk where lantu's folder may be written."""
    from numba import njit  # noqa: PLC0415 - loading numba costs seconds; small graphs go without
    from numba.extending import register_jitable  # noqa: PLC0415 - as above

    for helper in _kernels.HELPERS:
        register_jitable(helper)
    try:
        kernel: Any = njit(cache=True, nogil=True)(_kernels.cut_each)
    except RuntimeError:  # numba finds no folder to keep it in
        kernel = njit(nogil=True)(_kernels.cut_each)
    compiled: Callable[..., None] = kernel
    return compiled


def fresh_desk(ready: Cascade) -> Desk:
    """What a run through a graph writes on: everything whole."""
    products, levels_up = len(ready), int(ready.net.level.max(initial=-1)) + 1
    return Desk(
        supply=np.ones(products),
        cap=np.ones(products),
        reached=np.zeros(products, dtype=np.int32),
        head=np.full(levels_up, _kernels.NOBODY, dtype=np.int32),
        tail=np.zeros(levels_up, dtype=np.int32),
        behind=np.full(products, _kernels.NOBODY, dtype=np.int32),
        waits=np.zeros(products, dtype=np.int8),
    )
