"""How much of a chain a region holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.evidence.confidence import Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from lantu.chains.diagnosis import Diagnosis


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """Share of a set of products that a region makes, weighted by use.

    Attributes:
        value: CI, in [0, 1].
        interval: CI at the lower and the upper bound of presence.
        products: How many products it covers.
    """

    value: float
    interval: Interval
    products: int


def completeness(found: Diagnosis, products: NDArray[np.int64]) -> Completeness | None:
    """``CI = Σ_i w_i p_i / Σ_i w_i``, ``w_i = 1 + essential uses of i``.

    Args:
        found: The diagnosis.
        products: Positions of the products, such as those of one chain, stage or segment.

    Returns:
        None for an empty set, of which nothing can be said.
    """
    if not len(products):
        return None
    weight = 1.0 + found.demand.uses[products]
    whole = float(weight.sum())

    def share(p: NDArray[np.float64]) -> float:
        return float((weight * p[products]).sum()) / whole

    has = found.presence
    return Completeness(
        value=share(has.point),
        interval=Interval(share(has.lower), share(has.upper)),
        products=len(products),
    )


def herfindahl(shares: NDArray[np.float64]) -> float:
    """``HHI = Σ_s q_s²`` of market shares in [0, 1]; ``1/HHI`` suppliers of equal size.

    Above 0.18 a market counts as concentrated (US DoJ and FTC Merger Guidelines 2023).
    """
    return float((shares**2).sum())
