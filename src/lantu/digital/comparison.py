"""What firms say of themselves beside what auditors found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze
from lantu.digital.standing import standing, weighted
from lantu.errors import CallerError
from lantu.model.assessment import Origin
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.digital.standing import Standing
    from lantu.model.assessment import Assessment

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FEWEST = 2
"""Firms from which a spread can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """Self-reported less audited, over the ``M`` firms that have both.

    Attributes:
        firms: Their codes, in the order of the self-reports.
        gap: Points by which a firm's own score exceeds the audited one, shape ``(M,)``; on
            the items that both answered.
        self_level: Level at the least by its own answers, ``(M,)``.
        audit_level: By the audit's.
        mean: Mean gap, in points.
        error: Standard error of the mean; infinite for a single firm.
        bounds: Mean gap at 95 % confidence, by Student's t.
        items: Codes of the items.
        item_gap: Mean difference of shares on each item, shape ``(I,)``; 0 where ``item_firms`` is.
        item_firms: Firms that both answered it, ``(I,)``.
    """

    firms: tuple[str, ...]
    gap: Floats
    self_level: Ints
    audit_level: Ints
    mean: float
    error: float
    bounds: tuple[float, float]
    items: tuple[str, ...]
    item_gap: Floats
    item_firms: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def overstated(self) -> float:
        """Part of the firms whose own level is above the audited one."""
        return float(np.mean(self.self_level > self.audit_level))

    def to_polars(self) -> pl.DataFrame:
        """One row per firm."""
        return frame(
            {"firm": self.firms},
            {"gap": self.gap, "self_level": self.self_level, "audit_level": self.audit_level},
        )


def bias(own: Assessment, audit: Assessment) -> Bias:
    """``gap_f = scale · Σ_i w_i (s_fi − a_fi)`` over items that both answered.

    The two are never merged: a level is told by one or by the other.

    Args:
        own: What firms say.
        audit: What auditors found.

    Raises:
        CallerError: Rubrics differ, origins are not these, or no firm has both.
    """
    if own.rubric != audit.rubric:
        raise CallerError(
            f"{own.rubric.code} beside {audit.rubric.code}",
            hint="compare answers to one rubric",
        )
    if (own.origin, audit.origin) != (Origin.SELF, Origin.AUDIT):
        raise CallerError(
            f"origins {own.origin} and {audit.origin}",
            hint="give what firms say first, what auditors found second",
        )
    both = [code for code in own.firms if code in audit.firms]
    if not both:
        raise CallerError("no firm was audited", hint="firms are matched by their codes")
    ours = standing(own.take([own.firms.at(code) for code in both]))
    theirs = standing(audit.take([audit.firms.at(code) for code in both]))
    return _bias(ours, theirs)


def _bias(ours: Standing, theirs: Standing) -> Bias:
    rubric = ours.answers.rubric
    both = ours.answers.answered & theirs.answers.answered
    differ = np.where(both, ours.answers.shares - theirs.answers.shares, 0.0)
    gap = weighted(rubric, differ)
    count = both.sum(axis=0)
    mean, error, bounds = _told(gap)
    total = differ.sum(axis=0)
    return Bias(
        firms=ours.answers.firms.codes,
        gap=gap,
        self_level=ours.level,
        audit_level=theirs.level,
        mean=mean,
        error=error,
        bounds=bounds,
        items=tuple(node.code for node in rubric.items),
        item_gap=np.divide(total, count, out=np.zeros_like(total), where=count > 0),
        item_firms=count,
    )


def _told(gap: Floats) -> tuple[float, float, tuple[float, float]]:
    mean = float(gap.mean())
    if len(gap) < FEWEST:
        return mean, float("inf"), (float("-inf"), float("inf"))
    from scipy.special import stdtrit  # noqa: PLC0415 - heavy, and only this needs it

    error = float(gap.std(ddof=1) / np.sqrt(len(gap)))
    reach = float(stdtrit(len(gap) - 1, 0.975)) * error
    return mean, error, (mean - reach, mean + reach)
