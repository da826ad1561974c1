"""Trade of a region that buys and sells the same goods (CHARM)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.model.accounts import numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Trade of each good across a border.

    Attributes:
        exports: ``e``, sold outside, shape ``(n,)``.
        imports: ``m``, bought outside, shape ``(n,)``.
    """

    exports: Floats
    imports: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for name in ("exports", "imports"):
            object.__setattr__(self, name, numbers(name, getattr(self, name)))

    @property
    def cross_hauling(self) -> Floats:
        """``q = e + m - |e - m|``: what crosses the border both ways, shape ``(n,)``."""
        crossing: Floats = self.exports + self.imports - np.abs(self.exports - self.imports)
        return crossing


def heterogeneity(
    trade: Trade, output: Floats, use: Floats, formula: Literal["2009", "2015"]
) -> Floats:
    """``h = q/(x + d)`` (2009) or ``q/(2·min(x, d))`` (2015), shape ``(n,)``.

    Args:
        trade: The nation's.
        output: ``x``.
        use: ``d``: intermediate and final use at home, whatever its origin.
        formula: Whose.
    """
    room = _room(output, use, formula)
    return np.divide(trade.cross_hauling, room, out=np.zeros_like(room), where=room > 0)


def cross_hauled_trade(
    h: Floats, output: Floats, use: Floats, formula: Literal["2009", "2015"]
) -> Trade:
    """Exports and imports of a region, with ``b = x - d`` and ``q = h·(x + d)`` or ``h·2·min(x, d)``.

    ``e = (|b| + b + q)/2`` and ``m = (|b| - b + q)/2``, so that ``x + m = d + e``.

    Kronenberg (2009), International Regional Science Review 32; Többen & Kronenberg (2015),
    Economic Systems Research 27.

    Args:
        h: The nation's :func:`heterogeneity`.
        output: The region's output.
        use: The region's use.
        formula: Whose; the one ``h`` was measured by.
    """
    balance = output - use
    crossing = h * _room(output, use, formula)
    return Trade(
        exports=(np.abs(balance) + balance + crossing) / 2,
        imports=(np.abs(balance) - balance + crossing) / 2,
    )


def _room(output: Floats, use: Floats, formula: Literal["2009", "2015"]) -> Floats:
    if formula == "2009":
        return output + use
    return 2 * np.maximum(np.minimum(output, use), 0.0)
