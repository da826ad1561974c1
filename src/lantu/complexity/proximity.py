"""Proximity: how often two activities go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from lantu.complexity import _kernels
from lantu.complexity.arrays import freeze, share
from lantu.complexity.conventions import convention_of
from lantu.complexity.presence import presence_of
from lantu.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from lantu.complexity.arrays import Flags, Floats
    from lantu.complexity.conventions import Convention, Named
    from lantu.complexity.presence import Counted, Presence
    from lantu.model.activity_matrix import ActivityMatrix
    from lantu.model.axis import Axis

Kind = Literal[
    "conditional",
    "largest",
    "cosine",
    "jaccard",
    "correlation",
    "joint",
    "advantage-correlation",
    "advantage-cosine",
]
"""How proximity is measured; ``n_pq`` places do both, ``u_p`` do ``p``, ``c`` are counted.

===========================  ==================================================================
``"conditional"``            ``min(P(p|q), P(q|p)) = n_pq / max(u_p, u_q)`` (Hidalgo et al. 2007)
``"largest"``                ``max(P(p|q), P(q|p)) = n_pq / min(u_p, u_q)``
``"cosine"``                 ``n_pq / √(u_p u_q)``
``"jaccard"``                ``n_pq / (u_p + u_q − n_pq)``
``"correlation"``            ``(1 + r_pq) / 2``, ``r`` between the columns of ``M``
``"joint"``                  ``n_pq / c``, the unconditional probability of both
``"advantage-correlation"``  ``(1 + r_pq) / 2``, ``r`` between the columns of RCA
``"advantage-cosine"``       cosine between the columns of RCA
===========================  ==================================================================

An activity that all places do alike correlates with nothing: ``r = 0``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proximity:
    """How near activities are to each other in one period.

    Attributes:
        activities: ``A`` activities.
        period: When.
        kind: How it was measured.
        phi: ``φ``, symmetric, in [0, 1], shape ``(A, A)``; 0 where an activity is left out.
        kept: Activities that count, shape ``(A,)``.
    """

    activities: Axis
    period: str
    kind: Kind
    phi: Floats
    kept: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self, *, least: float = 0.0) -> pl.DataFrame:
        """One row per pair that counts, the first before the second, above ``least``."""
        from lantu.model.frames import frame  # noqa: PLC0415 - only people who ask for tables

        one, other = np.nonzero(np.triu(self.phi > least, 1))
        name = self.activities.labels.__getitem__
        labels = {"activity": [*map(name, one)], "other": [*map(name, other)]}
        return frame(labels, {"proximity": self.phi[one, other]})


def proximity(
    given: ActivityMatrix | Presence,
    *,
    kind: Kind = "conditional",
    period: str | None = None,
    convention: Named | Convention = "lantu",
) -> Proximity:
    """Proximity of all pairs of activities in one period.

    It is the one measure of ``A²`` figures; density, distance and outlook never form it.

    Args:
        given: Amounts, or presence under a test and rules of one's own.
        kind: How it is measured, see :data:`Kind`.
        period: Which; the last where left out.
        convention: What stands on the diagonal.

    Raises:
        CallerError: No such kind or period.

    Reference:
        Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317:482–487.
    """
    found = presence_of(given)
    at = len(found.periods) - 1 if period is None else found.periods.at(period)
    near = nearness(found, at, kind, convention_of(convention).diagonal)
    phi = np.zeros((len(found.activities),) * 2)
    columns = near.counted.activities
    whole = len(columns) == len(phi)
    for rows, block in near.rows():
        phi[rows if whole else np.ix_(columns[rows], columns)] = block
    if near.basis is not None:
        _kernels.mirror(phi)
    return Proximity(
        activities=found.activities,
        period=found.periods.labels[at],
        kind=kind,
        phi=phi,
        kept=found.kept_activities[at],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """Proximity in one period, as something that figures pass through; formed in blocks.

    Attributes:
        counted: Who is counted.
        kind: How it is measured.
        diagonal: ``φ_pp``.
        basis: ``B`` where ``φ = constant + B'B`` off the diagonal, shape ``(c, a)``.
        constant: The constant.
    """

    counted: Counted
    kind: Kind
    diagonal: float
    basis: Floats | None
    constant: float

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def through(self, x: Floats) -> Floats:
        """``x φ``, what each activity gathers from all others; shape ``(r, a)`` as ``x``."""
        return self._gathered(x) + x * (self.diagonal - self._natural())

    def rows(self) -> Iterator[tuple[slice, Floats]]:
        """Rows of ``φ``, block by block."""
        for at, block in self._blocks():
            block[np.arange(len(block)), np.arange(at.start, at.stop)] = self.diagonal
            yield at, block

    def _natural(self) -> Floats:
        """``φ_pp`` as the formula gives it, shape ``(a,)``."""
        if self.basis is None:
            return np.ones(self.counted.m.shape[1])
        natural: Floats = self.constant + np.square(self.basis).sum(axis=0)
        return natural

    def _gathered(self, x: Floats) -> Floats:
        m, u = self.counted.m, self.counted.ubiquity
        if self.basis is not None:
            spread: Floats = (x @ self.basis.T) @ self.basis
            spread += self.constant * x.sum(axis=1, keepdims=True)
            return spread
        if self.kind in _THROUGH and 4 * len(x) * len(m) < len(u) * (len(x) + len(m)):
            return _THROUGH[self.kind](x, m, u)
        gathered: Floats = np.empty(x.shape)
        for at, block in self._blocks():
            gathered[:, at] = x @ block.T
        return gathered

    def _blocks(self) -> Iterator[tuple[slice, Floats]]:
        m, u = self.counted.m, self.counted.ubiquity
        if self.kind == "jaccard":
            return _kernels.overlaps(m, u)
        if self.basis is None:
            return _kernels.shared(m, u, np.maximum if self.kind == "conditional" else np.minimum)
        return _kernels.products(self.basis, self.constant)


_THROUGH = {
    "conditional": _kernels.through_commonest,
    "largest": _kernels.through_rarest,
}


def nearness(found: Presence, at: int, kind: Kind, diagonal: float) -> Nearness:
    """Proximity of the activities counted in one period.

    Args:
        found: Who does what.
        at: Position of the period.
        kind: How it is measured.
        diagonal: ``φ_pp``.

    Raises:
        CallerError: No such kind.
    """
    if kind not in get_args(Kind):
        raise CallerError(
            f"proximity is not measured by {kind!r}",
            hint=f"choose one of {', '.join(get_args(Kind))}",
        )
    counted = found.counted(at)
    figures = counted.m
    if kind.startswith("advantage"):
        figures = counted.of_cells(found.advantage.values[at])
    half = kind.endswith("correlation")
    return Nearness(
        counted=counted,
        kind=kind,
        diagonal=diagonal,
        basis=_basis(kind, figures),
        constant=0.5 if half else 0.0,
    )


def _basis(kind: Kind, figures: Floats) -> Floats | None:
    """``B`` with ``B'B`` the proximity less its constant; None where there is none."""
    if kind == "joint":
        basis: Floats = figures / np.sqrt(max(1, len(figures)))
        return basis
    if kind.endswith("cosine"):
        return share(figures, np.sqrt(np.square(figures).sum(axis=0)))
    if kind.endswith("correlation"):
        centred = figures - figures.mean(axis=0) if figures.size else figures
        alike = np.ptp(figures, axis=0) == 0 if figures.size else np.zeros(0, dtype=np.bool_)
        length = np.sqrt(np.square(centred).sum(axis=0))
        length[alike] = 0.0
        return share(centred, length) * float(np.sqrt(0.5))
    return None
