"""Bare arrays: inversion in place by blocks, so that nearly all of it is matrix products."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAF = 96
"""Order below which LAPACK inverts a block; larger and smaller ones were slower."""

PANEL = 512
"""Rows or columns of a product made at once: all the scratch there is, ``PANEL × n/2``."""


def invert_in_place(M: Floats) -> None:
    """``M ← M⁻¹`` by Schur complements, without pivoting between blocks.

    With ``M = [[P, Q], [R, S]]`` and ``T = (S - R P⁻¹ Q)⁻¹``::

        M⁻¹ = [[P⁻¹ + P⁻¹Q T RP⁻¹,  -P⁻¹Q T],
               [-T RP⁻¹,             T     ]]

    2n³ operations. Stable where ``M`` is diagonally dominant by columns, since every Schur
    complement then is (Higham 2002, §13.3.2); the caller sees to that.

    Args:
        M: C-ordered, shape ``(n, n)``; overwritten.

    Raises:
        numpy.linalg.LinAlgError: A block of order ``LEAF`` is singular.
    """
    half = len(M) - len(M) // 2
    _invert(M, np.empty(min(PANEL, half) * half))


def _invert(M: Floats, scratch: Floats) -> None:
    n = len(M)
    if n <= LEAF:
        M[...] = np.linalg.inv(M)
        return
    h = n // 2
    P, Q, R, S = M[:h, :h], M[:h, h:], M[h:, :h], M[h:, h:]
    _invert(P, scratch)
    _times(R, P, scratch)
    _take_off(S, R, Q, scratch)
    _invert(S, scratch)
    _times_left(P, Q, scratch)
    _times(Q, S, scratch)
    np.negative(Q, out=Q)
    _take_off(P, Q, R, scratch)
    _times_left(S, R, scratch)
    np.negative(R, out=R)


def _times(X: Floats, Y: Floats, scratch: Floats) -> None:
    """``X ← X·Y``, ``Y`` square, some rows at a time."""
    for at in range(0, len(X), PANEL):
        rows = X[at : at + PANEL]
        rows[...] = np.matmul(rows, Y, out=_shaped(scratch, rows))


def _times_left(X: Floats, Y: Floats, scratch: Floats) -> None:
    """``Y ← X·Y``, ``X`` square, some columns at a time."""
    for at in range(0, Y.shape[1], PANEL):
        columns = Y[:, at : at + PANEL]
        columns[...] = np.matmul(X, columns, out=_shaped(scratch, columns))


def _take_off(T: Floats, X: Floats, Y: Floats, scratch: Floats) -> None:
    """``T ← T - X·Y``, some rows at a time."""
    for at in range(0, len(T), PANEL):
        rows = T[at : at + PANEL]
        rows -= np.matmul(X[at : at + PANEL], Y, out=_shaped(scratch, rows))


def _shaped(scratch: Floats, like: Floats) -> Floats:
    return scratch[: like.size].reshape(like.shape)
