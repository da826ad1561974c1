"""Proximity and what passes through it, on bare arrays.

Letters: m binary places × activities, c × a, every activity done somewhere; u = Σ_c m its
ubiquity; x any figures of the activities, r × a; φ proximity, a × a; n = m'm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BLOCK = 512
"""Activities at a time: a square of them (2 MB) stays in the cache, and products are few and
large, for their threads wait for each other after every one."""


def blocks(length: int) -> Iterator[slice]:
    """Slices that cover ``length``, in order."""
    for start in range(0, length, BLOCK):
        yield slice(start, min(start + BLOCK, length))


def through_commonest(x: Floats, m: Floats, u: Floats) -> Floats:
    """``x φ`` with ``φ_pq = n_pq / max(u_p, u_q)``, without forming ``φ``; r × a.

    Activities are put in order of u. For a block of them, all p before it are no commoner and
    all p behind it no rarer, so that

    ``Σ_p x_p φ_pq = (Σ_{p before} x_p m_p') m_q / u_q + (Σ_{p behind} x_p m_p' / u_p) m_q``

    and what the block has within itself. The sums over p are r × c and run along: 8·r·c·a
    operations in place of 2·r·a² + c·a². Integers stay exact.
    """
    return _through(x, m, u, np.argsort(u, kind="stable"), np.maximum)


def through_rarest(x: Floats, m: Floats, u: Floats) -> Floats:
    """``x φ`` with ``φ_pq = n_pq / min(u_p, u_q)``, as :func:`through_commonest`; r × a."""
    return _through(x, m, u, np.argsort(-u, kind="stable"), np.minimum)


def _through(x: Floats, m: Floats, u: Floats, order: NDArray[np.intp], meet: np.ufunc) -> Floats:
    rows, held, count = x.T[order], m.T[order], u[order]
    out = np.empty(rows.shape)
    before = np.zeros((m.shape[0], x.shape[0]))
    for at in blocks(len(u)):
        here, size = held[at], count[at]
        inside = (here @ here.T) / meet.outer(size, size)
        out[at] = (here @ before) / size[:, None] + inside @ rows[at]
        before += here.T @ rows[at]
    behind = np.zeros(before.shape)
    for at in reversed(list(blocks(len(u)))):
        out[at] += held[at] @ behind
        behind += held[at].T @ (rows[at] / count[at, None])
    whole = np.empty(out.shape)
    whole[order] = out
    return whole.T


def shared(m: Floats, u: Floats, meet: np.ufunc) -> Iterator[tuple[slice, Floats]]:
    """Rows of ``n_pq / meet(u_p, u_q)``, block by block."""
    for at in blocks(len(u)):
        yield at, (m[:, at].T @ m) / meet.outer(u[at], u)


def overlaps(m: Floats, u: Floats) -> Iterator[tuple[slice, Floats]]:
    """Rows of ``n_pq / (u_p + u_q − n_pq)``, block by block."""
    for at in blocks(len(u)):
        both = m[:, at].T @ m
        yield at, both / (np.add.outer(u[at], u) - both)


def products(b: Floats, constant: float) -> Iterator[tuple[slice, Floats]]:
    """Rows of ``constant + b'b``, block by block; rounding takes none out of [0, 1]."""
    for at in blocks(b.shape[1]):
        yield at, np.clip(b[:, at].T @ b + constant, 0.0, 1.0)


def mirror(phi: Floats) -> None:
    """Make a matrix of products as symmetric as it should be: BLAS rounds either side its way."""
    for at in blocks(len(phi)):
        phi[at.stop :, at] = phi[at, at.stop :].T
        phi[at, at] = np.maximum(phi[at, at], phi[at, at].T)
