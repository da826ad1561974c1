"""What matters at all, for few runs: Morris's elementary effects.

One unknown after another is moved along a path through the unit cube;
``EE_i = (y(x + Δe_i) - y(x)) / Δ``. ``µ*_i = ⟨|EE_i|⟩`` ranks the unknowns, ``σ_i`` tells those
whose effect depends on the others or on where they stand.

Morris (1991), Technometrics 33:161; ``µ*``: Campolongo, Cariboni & Saltelli (2007), Environ.
Model. Softw. 22:1509.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.model.frames import frame
from lantu.shocks.sensitivity.streams import Use, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

LEVELS = 4
"""Levels of each unknown, as in the paper; half of them apart is a step."""

STEP = LEVELS / (2 * (LEVELS - 1))
"""``Δ``, in ranks: every level is as likely as any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementaryEffects:
    """Elementary effects of ``d`` unknowns on one outcome, per whole range of ranks.

    Attributes:
        factors: What is not known.
        paths: Paths they rest on; ``d + 1`` runs each.
        mean: ``µ``, ``(d,)``: with its sign, so that opposite effects cancel out.
        star: ``µ*``, ``(d,)``.
        star_error: Standard error of ``µ*``, ``(d,)``.
        sigma: ``σ``, ``(d,)``.
    """

    factors: tuple[str, ...]
    paths: int
    mean: Floats
    star: Floats
    star_error: Floats
    sigma: Floats

    def to_polars(self) -> pl.DataFrame:
        """One row per factor: ``µ*``, its error, ``σ``, ``µ``."""
        names = ("star", "star_error", "sigma", "mean")
        return frame({"factor": self.factors}, {name: getattr(self, name) for name in names})


def morris_points(unknowns: int, paths: int, seed: int) -> Floats:
    """Paths through the unit cube, each moving every unknown once by ``Δ``, in random order.

    Path ``k`` comes from a stream of its own: more paths leave the first ones as they were.

    Args:
        unknowns: ``d``.
        paths: ``r``.
        seed: Of the paths.

    Returns:
        Ranks, ``(r, d + 1, d)``.

    Raises:
        CallerError: Fewer than two paths, or a seed below 0.
    """
    if paths < 2:  # noqa: PLR2004 - one path has no deviation
        raise CallerError(
            f"{paths} path of elementary effects has no deviation",
            hint="ask for 10 draws at least; each is a path of a run per unknown and one more",
        )
    return np.stack([_path(unknowns, stream(seed, k, Use.POINTS)) for k in range(paths)])


def _path(unknowns: int, rng: np.random.Generator) -> Floats:
    low = rng.integers(0, LEVELS // 2, unknowns) / (LEVELS - 1)
    falling = rng.integers(0, 2, unknowns).astype(bool)
    order = rng.permutation(unknowns)
    moved = np.zeros((unknowns + 1, unknowns), dtype=bool)
    for after, unknown in enumerate(order, 1):
        moved[after:, unknown] = True
    found: Floats = low + STEP * (moved != falling)
    return found


def elementary_effects(
    factors: Sequence[str], ranks: Floats, values: ArrayLike
) -> ElementaryEffects:
    """``µ``, ``µ*`` and ``σ`` (with ``r - 1``) of the elementary effects.

    Args:
        factors: Names of the ``d`` unknowns.
        ranks: Paths, ``(r, d + 1, d)``.
        values: Outcomes along them, ``(r, d + 1)``.

    Raises:
        CallerError: Values of another shape, or one that is no finite number.
    """
    y = np.asarray(values, dtype=np.float64)
    if y.shape != ranks.shape[:2] or len(y) < 2 or not np.isfinite(y).all():  # noqa: PLR2004 - two paths
        raise CallerError(
            f"values of shape {y.shape} along paths of shape {ranks.shape}, or none finite",
            hint="one finite number for every point of two paths at least",
        )
    steps = np.diff(ranks, axis=1)
    moves = np.diff(y, axis=1)[:, :, None]
    each = np.divide(moves, steps, out=np.zeros_like(steps), where=steps != 0).sum(axis=1)
    size = np.abs(each)
    return ElementaryEffects(
        factors=tuple(factors),
        paths=len(y),
        mean=each.mean(axis=0),
        star=size.mean(axis=0),
        star_error=size.std(axis=0, ddof=1) / np.sqrt(len(y)),
        sigma=each.std(axis=0, ddof=1),
    )
