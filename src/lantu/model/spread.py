"""Numbers that are not known for sure, as distributions that a quantile is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt
from statistics import NormalDist
from typing import TypeAlias

from lantu.errors import DataError


class Shape(StrEnum):
    """How a number spreads between its bounds."""

    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A number between two bounds.

    Attributes:
        shape: ``uniform``; ``triangular``, with its peak at ``mode``; or ``normal`` about
            ``mode``, with ``deviation``, cut off at the bounds.
        low: Lower bound.
        high: Upper bound, above ``low``.
        mode: Likeliest value; the middle where left out.
        deviation: Standard deviation of a normal one; a quarter of the width where left out.
    """

    shape: Shape
    low: float
    high: float
    mode: float | None = None
    deviation: float | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that leave no room, and a mode beyond them.

        Raises:
            DataError: One of the two, or a deviation that is not positive.
        """
        given = [self.low, self.high, self.peak, self.sigma]
        if not (all(isfinite(each) for each in given) and self.low < self.high):
            raise DataError(
                f"a spread from {self.low} to {self.high}", hint="low is to be less than high"
            )
        if not self.low <= self.peak <= self.high:
            raise DataError(
                f"a mode of {self.peak} beyond {self.low} to {self.high}",
                hint="low, mode and high are to ascend",
            )
        if self.sigma <= 0:
            raise DataError(f"a deviation of {self.sigma}", hint="it is to be above zero")

    @property
    def peak(self) -> float:
        """The likeliest value."""
        return (self.low + self.high) / 2 if self.mode is None else self.mode

    @property
    def sigma(self) -> float:
        """Standard deviation of the normal one before it is cut off."""
        return (self.high - self.low) / 4 if self.deviation is None else self.deviation

    @property
    def middle(self) -> float:
        """The median."""
        return self.quantile(0.5)

    def quantile(self, u: float) -> float:
        """``F⁻¹(u)``: the value that a part ``u`` of all draws do not exceed.

        Args:
            u: In ``[0, 1]``.
        """
        if self.shape is Shape.UNIFORM:
            found = self.low + u * (self.high - self.low)
        elif self.shape is Shape.TRIANGULAR:
            found = self._triangular(u)
        else:
            found = self._normal(u)
        return min(max(found, self.low), self.high)

    def _triangular(self, u: float) -> float:
        width, left, right = self.high - self.low, self.peak - self.low, self.high - self.peak
        if u * width <= left:
            return self.low + sqrt(u * width * left)
        return self.high - sqrt((1 - u) * width * right)

    def _normal(self, u: float) -> float:
        bell = NormalDist(self.peak, self.sigma)
        below, above = bell.cdf(self.low), bell.cdf(self.high)
        p = below + u * (above - below)
        if p <= 0.0:
            return self.low
        return self.high if p >= 1.0 else bell.inv_cdf(p)


Amount: TypeAlias = float | Spread
"""A number, or what is known of it."""


def middle(amount: Amount) -> float:
    """The number itself, or the median of its spread."""
    return amount.middle if isinstance(amount, Spread) else amount


def bounds(amount: Amount) -> tuple[float, float]:
    """Least and greatest value it may take."""
    return (amount.low, amount.high) if isinstance(amount, Spread) else (amount, amount)
