"""The kernels, plain or compiled at first use and kept on disk where that is allowed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lantu.shocks.firms import _kernels

if TYPE_CHECKING:
    from collections.abc import Callable


class Kernel(NamedTuple):
    """:func:`lantu.shocks.firms._kernels.cascade` and :func:`~lantu.shocks.firms._kernels.clear`."""

    cascade: Callable[..., tuple[int, int, int, float]]
    clear: Callable[..., None]


def plain() -> Kernel:
    """As Python runs them: at once, and slowly."""
    return Kernel(_kernels.cascade, _kernels.clear)


@cache
def compiled() -> Kernel:
    """Compiled, and free of the interpreter's lock."""
    from numba.extending import register_jitable  # noqa: PLC0415 - loading numba costs seconds

    for helper in _kernels.HELPERS:
        register_jitable(helper)
    return Kernel(_compiled(_kernels.cascade), _compiled(_kernels.clear))


def _compiled(kernel: Callable[..., Any]) -> Any:
    from numba import njit  # noqa: PLC0415 - as above

    try:
        return njit(cache=True, nogil=True)(kernel)
    except RuntimeError:  # numba finds no folder to keep it in
        return njit(nogil=True)(kernel)
