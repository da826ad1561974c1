"""Where to try what is not known: points of the unit cube, one axis an unknown.

A point is a rank of each unknown; its quantile function makes a value of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.shocks.sensitivity.streams import MOST, Use, stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SETS = 8
"""Sets of an even design that are drawn apart: only their means tell how far off the mean is."""


class Design(StrEnum):
    """How points are laid out."""

    RANDOM = "random"
    LATIN = "latin"
    SOBOL = "sobol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """``n`` points of ``d`` unknowns.

    Attributes:
        ranks: In ``[0, 1]``, ``(n, d)``.
        sets: How many sets of equal size, one after the other, were drawn independently.
    """

    ranks: Floats
    sets: int

    def __post_init__(self) -> None:
        """Make the ranks read-only."""
        self.ranks.setflags(write=False)

    def __len__(self) -> int:
        return len(self.ranks)


def whole(design: Design, draws: int) -> int:
    """The least number of points, from ``draws`` on, that a design can lay out.

    Any for a random one; for the even ones :data:`SETS` sets, of a power of two for Sobol'.

    Raises:
        CallerError: Fewer than two draws: one says nothing of what is not known.
    """
    if draws < 2:  # noqa: PLR2004 - one draw has no spread
        raise CallerError(
            f"{draws} draw of what is not known says nothing of its spread",
            hint="ask for two at least; some hundreds give steady bands",
        )
    if design is Design.RANDOM:
        return draws
    each = -(-draws // SETS)
    return SETS * (each if design is Design.LATIN else power_of_two(each))


def power_of_two(least: int) -> int:
    """The least power of two from ``least`` on."""
    return 1 << (least - 1).bit_length()


def drawn_points(design: Design, unknowns: int, draws: int, seed: int) -> Points:
    """Points for a mean and bands: random, or spread more evenly than chance would.

    ``random``: draw ``k`` from a stream of its own, so that more draws leave the first ones
    as they were. ``latin``: every axis cut into equal parts, each hit once (McKay, Beckman &
    Conover 1979, Technometrics 21:239). ``sobol``: scrambled Sobol' points (Owen 1998).

    Args:
        design: How they are laid out.
        unknowns: ``d``.
        draws: How many; rounded up by :func:`whole`.
        seed: Of the random numbers.

    Raises:
        CallerError: Fewer than two draws, or a seed below 0.
    """
    count = whole(design, draws)
    if design is Design.RANDOM or not unknowns:
        rows = [stream(seed, k, Use.POINTS).random(unknowns) for k in range(count)]
        return Points(ranks=np.array(rows).reshape(count, unknowns), sets=count)
    each = count // SETS
    laid = [_even(design, unknowns, each, stream(seed, k, Use.POINTS)) for k in range(SETS)]
    return Points(ranks=np.concatenate(laid), sets=SETS)


def _even(design: Design, unknowns: int, count: int, rng: np.random.Generator) -> Floats:
    from scipy.stats import qmc  # noqa: PLC0415 - heavy, and random draws do without

    if design is Design.LATIN:
        laid: Floats = qmc.LatinHypercube(unknowns, rng=_seed(rng)).random(count)
        return laid
    return sobol_sequence(unknowns, count, rng)


def sobol_sequence(unknowns: int, count: int, rng: np.random.Generator) -> Floats:
    """``count`` scrambled Sobol' points, a power of two, ``(count, unknowns)``."""
    from scipy.stats import qmc  # noqa: PLC0415 - heavy

    laid: Floats = qmc.Sobol(unknowns, rng=_seed(rng)).random_base2(count.bit_length() - 1)
    return laid


def _seed(rng: np.random.Generator) -> int:
    """SciPy makes generators of its own, for which a stream by number has no seed."""
    return int(rng.integers(MOST))
