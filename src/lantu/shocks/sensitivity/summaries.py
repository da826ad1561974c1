"""What many draws say: a mean and how far off it may be, bands, and whether more would help."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of the bands: nine draws in ten, one in two, the middle."""

TRUST = 0.95
"""Level of the interval of the mean."""

CLOSE = 0.05
"""A mean is steady when its interval reaches no farther to either side, as a part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the draws of one outcome say: a number, or a series of ``T`` of them.

    Attributes:
        draws: How many.
        sets: How many independent sets they came in; each draw is one unless laid out evenly.
        mean: ``(T,)``, or ``()`` of a number.
        error: Standard error of the mean, likewise: that of the means of the sets.
        half: To either side of the mean, its interval at 95 % by Student's t.
        levels: Of the quantiles, ``(Q,)``.
        bands: Quantiles of the draws, ``(Q, T)`` or ``(Q,)``.
    """

    draws: int
    sets: int
    mean: Floats
    error: Floats
    half: Floats
    levels: Floats
    bands: Floats

    @property
    def reach(self) -> float:
        """The widest ``half`` as a part of the greatest mean; 0 where nothing varies."""
        widest, size = float(self.half.max()), float(np.abs(self.mean).max())
        if widest == 0:
            return 0.0
        return widest / size if size > 0 else float("inf")

    @property
    def steady(self) -> bool:
        """Whether the mean is known to within :data:`CLOSE` of itself."""
        return self.reach <= CLOSE

    def wanted(self, part: float = CLOSE) -> int:
        """About how many draws would bring ``reach`` down to ``part``: ``n (reach / part)²``.

        Raises:
            CallerError: The mean is zero, so that no part of it is any, or ``part`` is not
                above zero.
        """
        if not (part > 0 and np.isfinite(self.reach)):
            raise CallerError(f"no draws bring {self.reach} down to {part} of the mean")
        return max(self.draws, ceil(self.draws * (self.reach / part) ** 2))


def summary(
    values: ArrayLike, *, sets: int | None = None, levels: Sequence[float] = LEVELS
) -> Summary:
    """``m = ⟨y⟩``, ``se = √(Σ_s (m_s - m)² / (S (S - 1)))`` over the means of ``S`` sets, quantiles.

    Points that were laid out evenly are not independent of each other, sets of them are.

    Args:
        values: One row a draw, ``(n,)`` or ``(n, T)``; sets one after the other.
        sets: How many independent sets of equal size; every draw where left out.
        levels: Quantiles asked for, in [0, 1], linear between the draws.

    Raises:
        CallerError: Fewer than two draws or sets, sets of unequal size, a level beyond
            [0, 1], or a value that is no finite number.
    """
    y = np.asarray(values, dtype=np.float64)
    count = len(y) if sets is None else sets
    _refuse_bad(y, count, levels)
    means = y.reshape(count, -1, *y.shape[1:]).mean(axis=1)
    error = means.std(axis=0, ddof=1) / sqrt(count)
    return Summary(
        draws=len(y),
        sets=count,
        mean=means.mean(axis=0),
        error=np.asarray(error),
        half=np.asarray(error * _student(count - 1)),
        levels=np.array(levels),
        bands=np.quantile(y, levels, axis=0),
    )


def _refuse_bad(y: Floats, sets: int, levels: Sequence[float]) -> None:
    if y.ndim not in {1, 2} or not y.size or not np.isfinite(y).all():
        raise CallerError(
            f"outcomes of shape {y.shape}, or some that are no finite numbers",
            hint="one finite number, or a series of them, for each draw",
        )
    if sets < 2 or len(y) % sets:  # noqa: PLR2004 - one set has no spread
        raise CallerError(
            f"{len(y)} draws in {sets} sets", hint="two sets at least, all of one size"
        )
    if not all(0 <= each <= 1 for each in levels):
        raise CallerError(f"quantiles {tuple(levels)}", hint="each is a number from 0 to 1")


def _student(freedom: int) -> float:
    """Student's t that leaves half of what is not trusted above it."""
    from scipy.special import stdtrit  # noqa: PLC0415 - heavy, and only intervals need it

    return float(stdtrit(freedom, (1 + TRUST) / 2))
