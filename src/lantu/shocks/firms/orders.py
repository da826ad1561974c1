"""Orders lost upstream, at their fixed point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]

MEMORY = 5
"""Steps that the next is guessed from; more cost more than they saved."""

TINY = 1e-14
"""Part of the squared moves added to tell apart steps that look alike."""


def at_rest(ways: csr_array, psi: Floats, move: float, most: int) -> tuple[Floats, int, Floats]:
    """``u = min(1, max(ψ, Λu))``, every column by itself, from ``u = ψ`` up.

    Plain iteration gains a digit in as many steps as losses take to leave the network; here
    each step starts from the mix of the last ones that would have moved least (Anderson
    1965; Walker & Ni 2011), and the answer is one that a plain step moves by ``move`` at most.

    Args:
        ways: ``Λ``, shape ``(n, n)``.
        psi: Part lost by the shocks themselves, ``(n, B)``.
        move: Greatest move that counts as rest.
        most: Steps after which it is given up.

    Returns:
        ``u``, ``(n, B)``; steps; the last move of each column, ``(B,)``.
    """
    u, steps = psi, 0
    made: list[Floats] = []
    moves: list[Floats] = []
    while True:
        after = np.clip(np.maximum(psi, ways @ u), 0.0, 1.0)
        off = after - u
        steps += 1
        last = np.abs(off).max(axis=0, initial=0.0)
        if last.max(initial=0.0) <= move or steps >= most:
            return after, steps, last
        made, moves = [*made[-MEMORY:], after], [*moves[-MEMORY:], off]
        u = np.clip(np.maximum(psi, _mixed(made, moves)), 0.0, 1.0)


def _mixed(made: list[Floats], moves: list[Floats]) -> Floats:
    """The mix of the last steps whose moves add up to least, column by column."""
    if len(made) == 1:
        return made[0]
    apart = np.diff(np.stack(moves), axis=0)
    gram = np.einsum("anb,cnb->bac", apart, apart)
    size = np.trace(gram, axis1=1, axis2=2)
    gram += np.eye(len(apart)) * (TINY * size + np.finfo(float).tiny)[:, None, None]
    wanted = np.einsum("anb,nb->ba", apart, moves[-1])
    part = np.linalg.solve(gram, wanted[:, :, None])[:, :, 0]
    mixed: Floats = made[-1] - np.einsum("ba,anb->nb", part, np.diff(np.stack(made), axis=0))
    return mixed
