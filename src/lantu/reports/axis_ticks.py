"""Round numbers along an axis."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_ROOM = 0.04
"""Part of an axis left free at either end, so that no mark stands on the frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisTicks:
    """An axis from ``low`` to ``high`` with its ticks, all in the figures' own unit."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Where ``value`` stands: 0 at the low end, 1 at the high one."""
        return (value - self.low) / (self.high - self.low)


def axis_ticks(values: Sequence[float], *, most: int = 6) -> AxisTicks:
    """The axis that holds all ``values``, with at most ``most`` round ticks.

    Args:
        values: What will stand along it; an axis of nothing runs from 0 to 1.
        most: Greatest number of ticks.
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if high - low < 1e-9 * max(abs(high), 1.0):
        low, high = low - 0.5, high + 0.5
    room = _ROOM * (high - low)
    low, high = (0.0 if 0 <= low < room else low - room), high + room
    step = _step((high - low) / most)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return AxisTicks(
        low=low, high=high, ticks=tuple(round(n * step, 12) for n in range(first, last + 1))
    )


def _step(least: float) -> float:
    """The smallest round step not below ``least``."""
    scale = 10.0 ** floor(log10(least))
    return scale * next(step for step in _STEPS if step * scale >= least * (1 - 1e-9))
