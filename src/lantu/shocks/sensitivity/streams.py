"""Random numbers by the number of a draw: draw ``k`` is the same whoever computes it, and when."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from lantu.errors import CallerError

MOST = 2**63
"""Seeds and numbers of draws are less: they are words of a counter."""


class Use(IntEnum):
    """What a stream is for; two uses share no number."""

    POINTS = 0
    ENGINE = 1
    RESAMPLES = 2


def stream(seed: int, number: int, use: Use = Use.ENGINE) -> np.random.Generator:
    """Philox-4×64 with key ``seed``, its counter at ``(0, 0, use, number)``.

    A counter steps through its first two words, so that every stream has 2¹²⁸ blocks of its
    own. Salmon, Moraes, Dror & Shaw (2011), SC'11.

    Args:
        seed: From 0.
        number: Of the draw, from 0.
        use: What the numbers are for.

    Raises:
        CallerError: A seed or number below 0, or too great.
    """
    if not (0 <= seed < MOST and 0 <= number < MOST):
        raise CallerError(
            f"seed {seed}, draw {number}", hint="both are whole numbers from 0, less than 2⁶³"
        )
    counter = np.array([0, 0, int(use), number], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=seed, counter=counter))
