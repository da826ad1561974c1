"""Hot loops on bare sequences, written so that they run plain or compiled alike.

Small graphs run them as they stand on lists, which is quicker than loading the compiler;
large ones compile them once (see :mod:`lantu.chains.compiled`). Every sequence is
one-dimensional for that reason. The compressed rows are those of
:class:`lantu.chains.structure.Structure`.
"""
# ruff: noqa: PLR0913, PLR0917 - bare arrays, no labels: that is what a kernel is

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")

STOPPED = 1e-9
"""A product whose capacity is at most this has stopped."""

STEP = 1e-12
"""A smaller fall of capacity is not passed on."""


def plain(function: Function) -> Function:
    """The decorator that leaves a kernel as it stands."""
    return function


def capacity_of(
    k: int, in_start: Any, in_source: Any, in_need: Any, in_group: Any, kappa: float, y: Any
) -> float:
    """``min(min_ess y_j, min_g max_{j∈g} y_j, Π_opt (1 − κ(1 − y_j)))`` of product ``k``."""
    lowest, best, degraded = 1.0, 1.0, 1.0
    group = -1
    for e in range(in_start[k], in_start[k + 1]):
        have = y[in_source[e]]
        need = in_need[e]
        if need == 0:
            lowest = min(lowest, have)
        elif need > 1:
            degraded *= 1.0 - kappa * (1.0 - have)
        elif in_group[e] == group:
            best = max(best, have)
        else:
            lowest = min(lowest, best)
            group, best = in_group[e], have
    return min(lowest, best, degraded)


def enqueue(
    k: int, s: int, out_start: Any, out_target: Any, waiting: Any, queue: Any, tail: int
) -> int:
    """Put the users of ``k`` at the tail of the queue; returns the new tail."""
    n = len(queue)
    for e in range(out_start[k], out_start[k + 1]):
        user = out_target[e]
        if user != s and not waiting[user]:
            waiting[user] = True
            queue[tail % n] = user
            tail += 1
    return tail


def add_up(
    s: int, touched: Any, reached: int, y: Any, values: Any, regions: int, impact: Any
) -> int:
    """Add what is lost to ``impact`` and leave ``y`` intact; returns how many stopped."""
    stopped = 0
    for t in range(reached):
        k = touched[t]
        lost = 1.0 - y[k]
        if y[k] <= STOPPED:
            stopped += 1
        for r in range(regions):
            impact[s * regions + r] += values[k * regions + r] * lost
        y[k] = 1.0
    return stopped


def cut_losses_with(decorate: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Any:
    """The kernel that cuts each product alone and adds up what is lost.

    ``I_s = Σ_{k≠s} v_k (1 − y_k)`` with ``y`` the greatest fixed point below the cut; only
    products that the cut reaches are visited.

    Args:
        decorate: Compiler of the kernel and of its parts, or :func:`plain`.

    Returns:
        A function of (first, last: products to cut; in_start, in_source, in_need, in_group,
        out_start, out_target: compressed rows; kappa: κ; values: ``values[k·regions + r]``
        is ``v_k`` in region ``r``; regions; y: ``(n,)`` scratch, all 1 and left so; waiting:
        ``(n,)`` scratch, all False and left so; queue, touched: ``(n,)`` scratch; impact:
        ``(n·regions,)`` out; stopped: ``(n,)`` out, how many products stop).
    """
    capacity, put, settle = decorate(capacity_of), decorate(enqueue), decorate(add_up)

    @decorate
    def cut_losses(
        first: int,
        last: int,
        in_start: Any,
        in_source: Any,
        in_need: Any,
        in_group: Any,
        out_start: Any,
        out_target: Any,
        kappa: float,
        values: Any,
        regions: int,
        y: Any,
        waiting: Any,
        queue: Any,
        touched: Any,
        impact: Any,
        stopped: Any,
    ) -> None:
        n = len(y)
        for s in range(first, last):
            y[s] = 0.0
            head, reached = 0, 0
            tail = put(s, s, out_start, out_target, waiting, queue, 0)
            while head < tail:
                k = queue[head % n]
                head += 1
                waiting[k] = False
                have = capacity(k, in_start, in_source, in_need, in_group, kappa, y)
                if have < y[k] - STEP:
                    if y[k] == 1.0:
                        touched[reached] = k
                        reached += 1
                    y[k] = have
                    tail = put(k, s, out_start, out_target, waiting, queue, tail)
            stopped[s] = settle(s, touched, reached, y, values, regions, impact)
            y[s] = 1.0

    return cut_losses
