"""How hard each blow is on each day, from its first to the end of what comes after."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np

from lantu.model.scenario import Return, middle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.chains.arrays import Floats, Longs
    from lantu.model.scenario import Blow

STEEPEST = 64.0
"""Exponent of a concave return so short that the formula has none."""

LATEST = 1e4
"""Twice the days over the days of return, beyond which nothing is left of a concave return."""


def severities(blows: Sequence[Blow], days: int) -> Floats:
    """What every blow takes on every day, ``(days, blows)``.

    ``part`` from ``start`` for ``days``; a day that the blow covers in part counts by that
    part. Then ``part · r(e)``, ``e`` days later: at once ``r = 0``, never ``r = 1``, linear
    ``1 - e/τ``, convex ``(1 - 1/τ)^e``, concave ``1 / (1 + (2e/τ)^p)`` with
    ``p = ln(10⁶τ) / ln(τ/2)``, ``τ`` being ``back_days``.

    Args:
        blows: Settled ones.
        days: How many.
    """
    found = [_severity(blow, np.arange(days, dtype=np.float64)) for blow in blows]
    return np.stack(found, axis=1) if found else np.zeros((days, 0))


def changes(severity: Floats) -> Longs:
    """The days on which any blow is another than the day before, day 0 first."""
    moved = (severity[1:] != severity[:-1]).any(axis=1)
    return np.concatenate([[0], 1 + np.flatnonzero(moved)]).astype(np.int64)


def _severity(blow: Blow, day: Floats) -> Floats:
    since = day - blow.start
    over = since - middle(blow.days)
    covered = np.clip(-over, 0.0, 1.0)
    left = covered + (1.0 - covered) * _left(blow, np.maximum(over, 0.0))
    found: Floats = np.where(since >= 0, middle(blow.part) * left, 0.0)
    return found


def _left(blow: Blow, e: Floats) -> Floats:
    """``r(e)``."""
    tau = middle(blow.back_days)
    if blow.back is Return.NEVER:
        return np.ones_like(e)
    if blow.back is Return.AT_ONCE:
        return np.zeros_like(e)
    if blow.back is Return.LINEAR:
        return np.maximum(1.0 - e / tau, 0.0)
    if blow.back is Return.CONVEX:
        kept: Floats = (1.0 - 1.0 / tau) ** e
        return kept
    steep = min(log(1e6 * tau) / log(tau / 2), STEEPEST) if tau > 2 else STEEPEST  # noqa: PLR2004 - the formula's two
    slow: Floats = 1.0 / (1.0 + np.minimum(2.0 * e / tau, LATEST) ** steep)
    return slow
