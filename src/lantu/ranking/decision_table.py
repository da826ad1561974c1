"""What is ranked, by which criteria, and how each alternative performs, with its doubt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from lantu.errors import CallerError
from lantu.model.axis import Axis

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from lantu.vocab.text import Text

    Figures: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]

Performance: TypeAlias = "float | tuple[float, float] | None"
"""A figure, an interval, or None where there is no record."""

MIDDLE = 0.5
"""Utility of all known performances where they are equal: the criterion tells nothing apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that counts.

    Attributes:
        key: Its short name, such as ``demand``.
        name: What people call it.
        direction: Whether more or less of it is better.
        unit: Unit of its figures; None for a pure number.
        weight: Its importance relative to the other criteria; they need not sum to 1.
        scale: Worst-to-best range as (low, high) figures; None takes the range of what is
            ranked, and then a new alternative may move the utilities of the others.
    """

    key: str
    name: Text
    direction: Literal["more", "less"] = "more"
    unit: Text | None = None
    weight: float = 1.0
    scale: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Check weight and scale.

        Raises:
            CallerError: A negative or infinite weight, or a scale without length.
        """
        if not (math.isfinite(self.weight) and self.weight >= 0):
            raise CallerError(f"criterion {self.key!r} needs a weight >= 0, got {self.weight}")
        if self.scale is not None and not self._scale_has_length():
            raise CallerError(
                f"criterion {self.key!r} needs a scale (low, high) with low < high, got "
                f"{self.scale}",
                hint="leave the scale out to take the range of what is ranked",
            )

    def _scale_has_length(self) -> bool:
        low, high = self.scale or (0.0, 0.0)
        return math.isfinite(low) and math.isfinite(high) and low < high


@dataclass(frozen=True, slots=True, kw_only=True)
class Utilities:
    """Performances on one scale: 0 the worst, 1 the best.

    Attributes:
        lower: Least utility, alternatives × criteria.
        upper: Greatest utility, alternatives × criteria.
    """

    lower: Figures
    upper: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable:
    """Alternatives by criteria, in canonical form; make one with :meth:`of` or :meth:`from_rows`.

    Attributes:
        alternatives: Labels of what is ranked, sorted.
        criteria: What counts; keys are distinct, the order is that of display.
        lower: Least performance, alternatives × criteria; 0 where not known.
        upper: Greatest performance, same shape; 0 where not known.
        known: Where there is a record, same shape. What is not known may be anything between
            the worst and the best: it widens the interval of ranks and is never filled in.
    """

    alternatives: Axis
    criteria: tuple[Criterion, ...]
    lower: Figures
    upper: Figures
    known: Flags

    def __post_init__(self) -> None:
        """Check shapes, numbers and scales.

        Raises:
            CallerError: No criterion, twice the same, wrong shapes, a figure that is no
                number, a lower bound above its upper, or a figure outside its scale.
        """
        keys = self.keys
        if not keys or len(set(keys)) < len(keys):
            raise CallerError(f"a ranking needs distinct criteria, got {', '.join(keys) or 'none'}")
        shape = (len(self.alternatives), len(keys))
        for name in ("lower", "upper", "known"):
            found = getattr(self, name).shape
            if found != shape:
                raise CallerError(f"{name} has shape {found}, alternatives × criteria is {shape}")
        self._check(~(np.isfinite(self.lower) & np.isfinite(self.upper)), "is not a finite number")
        self._check(self.lower > self.upper, "has its bounds reversed")
        self._check(~self.known & ((self.lower != 0) | (self.upper != 0)), "is not known yet given")
        low, high = self._given_scales()
        self._check(
            self.known & ((self.lower < low) | (self.upper > high)), "lies outside its scale"
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the criteria, in their order."""
        return tuple(criterion.key for criterion in self.criteria)

    @property
    def weights(self) -> Figures:
        """The criteria's stated weights, brought to sum 1.

        Raises:
            CallerError: All are zero.
        """
        stated = np.array([criterion.weight for criterion in self.criteria])
        total = math.fsum(stated)
        if total == 0:
            raise CallerError(
                f"all criteria weigh nothing: {', '.join(self.keys)}",
                hint="give at least one a positive weight",
            )
        return stated / total

    @classmethod
    def of(
        cls,
        labels: Sequence[str],
        criteria: Sequence[Criterion],
        lower: ArrayLike,
        upper: ArrayLike | None = None,
        *,
        known: ArrayLike | None = None,
    ) -> DecisionTable:
        """The table of arrays in the caller's order; rows are sorted by label.

        Args:
            labels: What is ranked, distinct.
            criteria: What counts.
            lower: Least performance, labels × criteria.
            upper: Greatest performance; None where every performance is one figure.
            known: Where there is a record; None for everywhere. Figures elsewhere are ignored.

        Raises:
            CallerError: Labels are repeated, or the table is not sound.
        """
        order = sorted(range(len(labels)), key=lambda at: labels[at])
        shape = (len(labels), len(criteria))
        least = _as_array(lower, shape, "lower")[order]
        most = least if upper is None else _as_array(upper, shape, "upper")[order]
        there = np.ones(shape, dtype=np.bool_) if known is None else np.asarray(known, np.bool_)
        if there.shape != shape:
            raise CallerError(f"known has shape {there.shape}, labels × criteria is {shape}")
        there = there[order]
        return cls(
            alternatives=_axis([labels[at] for at in order]),
            criteria=tuple(criteria),
            lower=np.where(there, least, 0.0),
            upper=np.where(there, most, 0.0),
            known=there,
        )

    @classmethod
    def from_rows(
        cls, criteria: Sequence[Criterion], rows: Mapping[str, Mapping[str, Performance]]
    ) -> DecisionTable:
        """The table of ``rows[label][key]``; a key left out is not known.

        Raises:
            CallerError: A key is no criterion, or the table is not sound.
        """
        keys = [criterion.key for criterion in criteria]
        strange = sorted({key for row in rows.values() for key in row} - set(keys))
        if strange:
            raise CallerError(f"no criterion is called {strange[0]!r}; there are {', '.join(keys)}")
        pairs = [[_bounds(row.get(key)) for key in keys] for row in rows.values()]
        known = [[row.get(key) is not None for key in keys] for row in rows.values()]
        bounds = np.array(pairs, dtype=np.float64).reshape(len(rows), len(keys), 2)
        return cls.of(
            list(rows),
            criteria,
            bounds[..., 0],
            bounds[..., 1],
            known=np.array(known, dtype=np.bool_).reshape(len(rows), len(keys)),
        )

    def utilities(self) -> Utilities:
        """Performances on the scale 0 (worst) to 1 (best).

        u = (x − x_min) / (x_max − x_min) where more is better, 1 − that where less is, with
        the range of the criterion's scale, or else of all known performances on it. What is
        not known runs from 0 to 1. Where all known performances are equal they have utility
        ½: the criterion then tells only the known from the unknown.
        """
        low, high = self._ranges()
        span = np.where(high > low, high - low, 1.0)
        flat = ~(high > low)
        least = np.where(flat, MIDDLE, (self.lower - low) / span)
        most = np.where(flat, MIDDLE, (self.upper - low) / span)
        less = np.array([criterion.direction == "less" for criterion in self.criteria])
        lower = np.where(less, 1 - most, least)
        upper = np.where(less, 1 - least, most)
        return Utilities(
            lower=np.where(self.known, lower, 0.0), upper=np.where(self.known, upper, 1.0)
        )

    def _ranges(self) -> tuple[Figures, Figures]:
        """Worst-to-best range of each criterion; low > high where nothing is known."""
        low, high = self._given_scales()
        seen_low = np.where(self.known, self.lower, np.inf).min(axis=0, initial=np.inf)
        seen_high = np.where(self.known, self.upper, -np.inf).max(axis=0, initial=-np.inf)
        some = self.known.any(axis=0)
        low = np.where(np.isfinite(low), low, np.where(some, seen_low, 0.0))
        high = np.where(np.isfinite(high), high, np.where(some, seen_high, 0.0))
        return low, high

    def _given_scales(self) -> tuple[Figures, Figures]:
        anything = (-np.inf, np.inf)
        scales = np.array([criterion.scale or anything for criterion in self.criteria])
        return scales[:, 0], scales[:, 1]

    def _check(self, wrong: Flags, says: str) -> None:
        if wrong.any():
            row, column = (int(at) for at in np.argwhere(wrong)[0])
            label, criterion = self.alternatives.labels[row], self.criteria[column]
            raise CallerError(
                f"{criterion.key!r} of {label!r} {says}: {self.lower[row, column]} to "
                f"{self.upper[row, column]}"
                + (f", scale {criterion.scale}" if criterion.scale else "")
            )


def _bounds(performance: Performance) -> tuple[float, float]:
    if performance is None:
        return 0.0, 0.0
    return performance if isinstance(performance, tuple) else (performance, performance)


def _axis(labels: list[str]) -> Axis:
    twice = sorted({a for a, b in pairwise(labels) if a == b})
    if twice:
        raise CallerError(f"alternative {twice[0]!r} is given more than once")
    return Axis("alternative", tuple(labels))


def _as_array(figures: ArrayLike, shape: tuple[int, int], name: str) -> Figures:
    array = np.asarray(figures, dtype=np.float64)
    if array.shape != shape:
        raise CallerError(f"{name} has shape {array.shape}, labels × criteria is {shape}")
    return array
