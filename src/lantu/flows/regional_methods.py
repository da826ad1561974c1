"""How much of each input a region buys from itself: methods chosen by value.

Regional input coefficients are national ones times a quotient, ``r_ij = q_ij·a_ij``. With the
region's share of each sector against its share of all, ``SLQ_i = (x^r_i/x^r) / (x^n_i/x^n)``:

* :class:`SLQ`: ``q_ij = min(1, SLQ_i)``;
* :class:`CILQ`: ``q_ij = min(1, SLQ_i/SLQ_j)``, on the diagonal ``min(1, SLQ_i)``;
* :class:`FLQ`: ``q_ij = min(1, λ·CILQ_ij)``, ``λ = log2(1 + x^r/x^n)^δ`` (Flegg & Webber 1997);
* :class:`AFLQ`: ``FLQ·log2(1 + SLQ_j)`` where ``SLQ_j > 1`` (Flegg & Webber 2000);
* :class:`Pool`: ``q_ij = min(1, x^r_i / (needs of i in the region))``, the supply–demand pool.

All but the last come to the same place when a region is the nation: ``q = 1``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SLQ:
    """The simple location quotient: one share for all users of an input."""

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text("简单区位商（SLQ）", "simple location quotient (SLQ)")


@dataclass(frozen=True, slots=True)
class CILQ:
    """The cross-industry location quotient: a big seller supplies a small buyer whole."""

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text("跨行业区位商（CILQ）", "cross-industry location quotient (CILQ)")


@dataclass(frozen=True, slots=True)
class FLQ:
    """Flegg's location quotient: a small region buys more from outside.

    Attributes:
        delta: ``δ``, how fast; 0 is CILQ.
    """

    delta: float = 0.3

    def __post_init__(self) -> None:
        """Refuse a ``δ`` that means nothing."""
        _check_delta(self.delta)

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text(
            f"弗莱格区位商（FLQ，δ={self.delta:g}）",
            f"Flegg's location quotient (FLQ, δ={self.delta:g})",
        )


@dataclass(frozen=True, slots=True)
class AFLQ:
    """FLQ, augmented: a sector in which the region is specialised buys more inside.

    Attributes:
        delta: ``δ``.
    """

    delta: float = 0.3

    def __post_init__(self) -> None:
        """Refuse a ``δ`` that means nothing."""
        _check_delta(self.delta)

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text(
            f"增广弗莱格区位商（AFLQ，δ={self.delta:g}）",
            f"augmented FLQ (AFLQ, δ={self.delta:g})",
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """The supply–demand pool: what the region makes serves its own needs first."""

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text("供需池（SDP）", "supply–demand pool (SDP)")


@dataclass(frozen=True, slots=True)
class Charm:
    """Cross-hauling adjusted: a region buys and sells the same good, as the nation does.

    Attributes:
        formula: ``2009``: cross-hauling in proportion to output and use together (Kronenberg
            2009). ``2015``: to twice the lesser of the two, which it can never exceed
            (Többen & Kronenberg 2015).
    """

    formula: Literal["2009", "2015"] = "2015"

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text(
            f"对流调整法（CHARM，{self.formula}）",
            f"cross-hauling adjusted method (CHARM, {self.formula})",
        )


Quotient = SLQ | CILQ | FLQ | AFLQ
"""Methods that need nothing but output."""

Method = Quotient | Pool | Charm
"""Every method of :func:`~lantu.flows.regionalise`."""


def location_quotients(region: Floats, nation: Floats) -> Floats:
    """``SLQ_i = (x^r_i/x^r) / (x^n_i/x^n)``, shape ``(n,)``; 0 where neither makes anything.

    Raises:
        DataError: The region makes what the nation does not.
    """
    _check_parts(region, nation)
    share = region / region.sum()
    whole = nation / nation.sum()
    quotient: Floats = np.divide(share, whole, out=np.zeros_like(share), where=whole > 0)
    return quotient


def quotients(method: Quotient, region: Floats, nation: Floats) -> Floats:
    """``q`` of the method, shape ``(n, n)``: sellers in rows, buyers in columns.

    Args:
        method: Which.
        region: Output (or employment) of each sector in the region, ``(n,)``.
        nation: The same of the nation.

    Raises:
        DataError: The region makes what the nation does not, or nothing at all.
    """
    lq = location_quotients(region, nation)
    if isinstance(method, SLQ):
        return np.minimum(1.0, np.tile(lq[:, None], (1, len(lq))))
    cross = np.divide(lq[:, None], lq[None, :], out=np.zeros((len(lq), len(lq))), where=lq > 0)
    np.fill_diagonal(cross, lq)
    if isinstance(method, CILQ):
        return np.minimum(1.0, cross)
    plain = np.minimum(1.0, size_factor(method.delta, region, nation) * cross)
    if isinstance(method, FLQ):
        return plain
    special: Floats = np.where(lq > 1, np.log2(1 + lq), 1.0)
    augmented: Floats = plain * special[None, :]
    return augmented


def size_factor(delta: float, region: Floats, nation: Floats) -> float:
    """``λ = log2(1 + x^r/x^n)^δ``, 1 for the nation itself."""
    return float(np.log2(1 + region.sum() / nation.sum()) ** delta)


def final_shares(method: Quotient, region: Floats, nation: Floats) -> Floats:
    """Share of final needs met inside, ``(n,)``: ``min(1, SLQ_i)``, times ``λ`` where there is one."""
    lq = location_quotients(region, nation)
    factor = size_factor(method.delta, region, nation) if isinstance(method, FLQ | AFLQ) else 1.0
    share: Floats = np.minimum(1.0, factor * lq)
    return share


def _check_delta(delta: float) -> None:
    if not 0 <= delta <= 1:
        raise CallerError(f"δ is {delta:g}", hint="δ lies between 0 and 1; 0.1 to 0.4 is usual")


def _check_parts(region: Floats, nation: Floats) -> None:
    if region.shape != nation.shape:
        raise CallerError(f"{len(region)} sectors in the region, {len(nation)} in the nation")
    if region.min(initial=0.0) < 0 or not region.sum() > 0:
        raise DataError("the region's output must be 0 or more, and somewhere more")
    more = np.flatnonzero(region > nation * (1 + 1e-9)).tolist()
    if more:
        told = ", ".join(f"{k + 1} ({region[k]:g} of {nation[k]:g})" for k in more[:5])
        raise DataError(
            f"the region makes more than the nation in {len(more)} sectors, counted from 1: {told}",
            hint="both must be in one unit, of one year, and of one classification",
        )
