"""Kernels compiled at first use and kept on disk where that is allowed, and work on threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from lantu.chains.cascade import MOST_WORKERS, processors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Result = TypeVar("Result")


def compile_all(
    kernels: Iterable[Callable[..., Any]], helpers: Iterable[Callable[..., Any]]
) -> tuple[Any, ...]:
    """Kernels free of the interpreter and its lock.

    Args:
        kernels: The entrances.
        helpers: What they call, callees first.
    """
    from numba.extending import register_jitable  # noqa: PLC0415 - loading numba costs seconds

    for helper in helpers:
        register_jitable(helper)
    return tuple(_compiled(each) for each in kernels)


def _compiled(kernel: Callable[..., Any]) -> Any:
    from numba import njit  # noqa: PLC0415 - as above

    try:
        return njit(cache=True, nogil=True)(kernel)
    except RuntimeError:  # numba finds no folder to keep it in
        return njit(nogil=True)(kernel)


def listed(column: Any) -> Any:
    """An array as a list, which the interpreter walks faster; anything else as it is."""
    return column.tolist() if isinstance(column, np.ndarray) else column


def on_threads(work: Callable[[int, int], Result]) -> list[Result]:
    """``work(turn, turns)`` on every thread, results by turn."""
    turns = min(processors(), MOST_WORKERS)
    with ThreadPoolExecutor(turns) as pool:
        return list(pool.map(lambda turn: work(turn, turns), range(turns)))
