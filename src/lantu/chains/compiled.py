"""Kernels compiled when the work pays for the compiler, and only then."""

from __future__ import annotations

from functools import cache
from typing import Any

from lantu.chains import _kernels

COMPILE_FROM = 20_000
"""Links from which compiled kernels are quicker in all: loading and compiling costs about
as much as walking a graph of this size plain."""


@cache
def compiled_cut_losses() -> Any:
    """The kernel of :func:`lantu.chains._kernels.cut_losses_with`, compiled, lock released."""
    import numba  # noqa: PLC0415 - heavy; small graphs never need it

    return _kernels.cut_losses_with(numba.njit(nogil=True))
