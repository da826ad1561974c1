"""Whose doubt makes the outcome doubtful: Sobol' indices.

With ``V`` the variance of the outcome ``y`` over everything that is not known,
``S_i = Var(E[y | x_i]) / V`` is what knowing ``x_i`` would take away of it on the average, and
``T_i = E[Var(y | x_~i)] / V`` what would stay if all but ``x_i`` were known.

Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola (2010), Comput. Phys. Commun. 181:259,
table 2, (b) and (f); the latter is Jansen (1999).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.model.frames import frame
from lantu.shocks.sensitivity.points import power_of_two, sobol_sequence
from lantu.shocks.sensitivity.streams import Use, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

RESAMPLES = 500
"""Resamples of an interval; its ends then rest on a dozen of them each."""

LEVEL = 0.95
"""Of the intervals."""

NOISE = 1e-12
"""An outcome that moves by less, as a part of its greatest value, does not move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SobolIndices:
    """Sobol' indices of one outcome; ``d`` factors.

    Attributes:
        factors: What is not known.
        rows: Base points they rest on; ``d + 2`` runs each.
        variance: ``V``.
        first: ``S_i``, ``(d,)``.
        first_low: Lower end of its interval, ``(d,)``; ends come from resampled base points.
        first_high: Upper end.
        total: ``T_i``, ``(d,)``.
        total_low: Lower end of its interval.
        total_high: Upper end.
    """

    factors: tuple[str, ...]
    rows: int
    variance: float
    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats

    def to_polars(self) -> pl.DataFrame:
        """One row per factor: ``S``, ``T`` and their intervals."""
        names = ("first", "first_low", "first_high", "total", "total_low", "total_high")
        return frame({"factor": self.factors}, {name: getattr(self, name) for name in names})


def sobol_base(draws: int) -> int:
    """Base points for ``draws`` of them: the least power of two from there on.

    Raises:
        CallerError: Fewer than two.
    """
    if draws < 2:  # noqa: PLR2004 - one point has no variance
        raise CallerError(
            f"{draws} base point of Sobol' indices has no variance",
            hint="ask for some hundreds of draws; each takes a run per unknown and two more",
        )
    return power_of_two(draws)


def sobol_points(unknowns: int, draws: int, seed: int) -> Floats:
    """``A_j``, ``B_j``, and ``A_j`` with one coordinate of ``B_j``, for every base point ``j``.

    ``A`` and ``B`` are the two halves of scrambled Sobol' points in ``2d`` dimensions.

    Args:
        unknowns: ``d``.
        draws: Base points; rounded up by :func:`sobol_base`.
        seed: Of the scrambling.

    Returns:
        Ranks, ``(n, d + 2, d)``.

    Raises:
        CallerError: Fewer than two draws, or a seed below 0.
    """
    n = sobol_base(draws)
    if not unknowns:
        return np.zeros((n, 2, 0))
    both = sobol_sequence(2 * unknowns, n, stream(seed, 0, Use.POINTS))
    A, B = both[:, :unknowns], both[:, unknowns:]
    mixed = np.repeat(A[:, None], unknowns, axis=1)
    at = np.arange(unknowns)
    mixed[:, at, at] = B
    return np.concatenate([A[:, None], B[:, None], mixed], axis=1)


def sobol_indices(
    factors: Sequence[str], values: ArrayLike, rng: np.random.Generator
) -> SobolIndices:
    """``S_i = ⟨y_B (y_ABi - y_A)⟩ / V`` and ``T_i = ⟨(y_A - y_ABi)²⟩ / 2V``.

    Intervals of 95 % from resampled base points.

    Args:
        factors: Names of the ``d`` unknowns.
        values: Outcomes at :func:`sobol_points`, ``(n, d + 2)``.
        rng: For the resampling.

    Raises:
        CallerError: Values of another shape, or one that is no finite number.
        DataError: The outcome never changes: nothing has a part in its variance.
    """
    y = _table(values, len(factors) + 2)
    if still(y):
        raise DataError(
            f"the outcome is {y.flat[0]:g} whatever is tried",
            hint="ask for another outcome, or let more of the scenario be unknown",
        )
    first, total, variance = _estimate(y)
    again = [_estimate(y[rng.integers(0, len(y), len(y))])[:2] for _ in range(RESAMPLES)]
    ends = np.quantile(np.array(again), [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return SobolIndices(
        factors=tuple(factors),
        rows=len(y),
        variance=variance,
        first=first,
        first_low=ends[0, 0],
        first_high=ends[1, 0],
        total=total,
        total_low=ends[0, 1],
        total_high=ends[1, 1],
    )


def still(values: Floats) -> bool:
    """Whether an outcome is the same throughout, but for rounding."""
    return bool(np.ptp(values) <= NOISE * np.abs(values).max())


def _estimate(y: Floats) -> tuple[Floats, Floats, float]:
    """``S``, ``T`` and ``V``; ``y`` is centred, which takes noise from ``S``."""
    y = y - y[:, :2].mean()
    A, B, mixed = y[:, :1], y[:, 1:2], y[:, 2:]
    variance = float(np.square(y[:, :2]).mean())
    moved = mixed - A
    parts = np.stack([(B * moved).mean(axis=0), np.square(moved).mean(axis=0) / 2])
    parts = parts / variance if variance > 0 else np.zeros_like(parts)
    return parts[0], parts[1], variance


def _table(values: ArrayLike, columns: int) -> Floats:
    y = np.asarray(values, dtype=np.float64)
    if y.ndim != 2 or y.shape[1] != columns or len(y) < 2 or not np.isfinite(y).all():  # noqa: PLR2004 - rows by columns, two rows
        raise CallerError(
            f"values of shape {y.shape}, or some that are no finite numbers",
            hint=f"two rows at least of {columns} finite numbers",
        )
    return y
