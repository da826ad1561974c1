"""Which place does what: the binary form, who is left out, diversity and ubiquity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.complexity.advantage import headcount, per_head, rca
from lantu.complexity.arrays import TOLERANCE, freeze, rows, share
from lantu.complexity.rules import PresenceTest, Rules
from lantu.errors import CallerError
from lantu.model.axis import Axis

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import ArrayLike

    from lantu.complexity.advantage import Advantage
    from lantu.complexity.arrays import Flags, Floats, Longs
    from lantu.model.activity_matrix import ActivityMatrix

Reason = Literal["total", "population", "recorded", "diversity", "ubiquity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A place or an activity that is not counted in a period.

    Attributes:
        period: When.
        noun: ``"place"`` or ``"activity"``.
        code: Which.
        reason: The first of the :class:`Rules` that it fails.
        found: What it has.
        least: What it would need.
    """

    period: str
    noun: str
    code: str
    reason: Reason
    found: float
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One period without who is left out.

    Attributes:
        m: ``M``, 1 where the place does the activity, shape ``(c, a)``.
        places: Position of each of the ``c`` places on the whole axis.
        activities: Position of each of the ``a`` activities.
        shape: ``(C, A)`` of the whole axes.
    """

    m: Floats
    places: Longs
    activities: Longs
    shape: tuple[int, int]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def diversity(self) -> Floats:
        """``k_c = Σ_a M_ca``, shape ``(c,)``."""
        total: Floats = self.m.sum(axis=1)
        return total

    @property
    def ubiquity(self) -> Floats:
        """``u_a = Σ_c M_ca``, shape ``(a,)``."""
        total: Floats = self.m.sum(axis=0)
        return total

    def along_places(self, values: Floats) -> Floats:
        """Figures of the places counted on the whole axis, 0 elsewhere."""
        whole = np.zeros(self.shape[0])
        whole[self.places] = values
        return whole

    def along_activities(self, values: Floats) -> Floats:
        """Figures of the activities counted on the whole axis, 0 elsewhere."""
        whole = np.zeros(self.shape[1])
        whole[self.activities] = values
        return whole

    def over_cells(self, values: Floats) -> Floats:
        """Figures of the cells counted on the whole axes, 0 elsewhere."""
        if values.shape == self.shape:
            return values
        whole = np.zeros(self.shape)
        whole[np.ix_(self.places, self.activities)] = values
        return whole

    def of_cells(self, values: Floats) -> Floats:
        """The cells counted among figures on the whole axes, shape ``(c, a)``."""
        if self.m.shape == self.shape:
            return values
        return values[np.ix_(self.places, self.activities)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Which place does what.

    Attributes:
        advantage: The quotient that presence was read from.
        present: ``M``, shape ``(T, C, A)``; False in what is left out.
        kept_places: Places that count, shape ``(T, C)``.
        kept_activities: Activities that count, shape ``(T, A)``.
        left_out: The others, and why.
    """

    advantage: Advantage
    present: Flags
    kept_places: Flags
    kept_activities: Flags
    left_out: tuple[LeftOut, ...] = ()

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def places(self) -> Axis:
        """``C`` places."""
        return self.advantage.places

    @property
    def activities(self) -> Axis:
        """``A`` activities."""
        return self.advantage.activities

    @property
    def periods(self) -> Axis:
        """``T`` periods."""
        return self.advantage.periods

    @property
    def diversity(self) -> Longs:
        """``k_c = Σ_a M_ca``, how many activities a place does, shape ``(T, C)``."""
        counts: Longs = np.count_nonzero(self.present, axis=2)
        return counts

    @property
    def ubiquity(self) -> Longs:
        """``u_a = Σ_c M_ca``, how many places do an activity, shape ``(T, A)``."""
        counts: Longs = np.count_nonzero(self.present, axis=1)
        return counts

    @property
    def kept(self) -> Flags:
        """Cells whose place and activity count, shape ``(T, C, A)``."""
        cells: Flags = self.kept_places[:, :, None] & self.kept_activities[:, None, :]
        return cells

    def period(self, period: str) -> Presence:
        """The same for one period.

        Raises:
            CallerError: No such period.
        """
        at = self.periods.at(period)
        one = slice(at, at + 1)
        values, known = self.advantage.values[one], self.advantage.known[one]
        axis = Axis("period", (period,))
        return Presence(
            advantage=replace(self.advantage, periods=axis, values=values, known=known),
            present=self.present[one],
            kept_places=self.kept_places[one],
            kept_activities=self.kept_activities[one],
            left_out=tuple(each for each in self.left_out if each.period == period),
        )

    def counted(self, at: int) -> Counted:
        """The period at a position, without who is left out."""
        places = np.flatnonzero(self.kept_places[at])
        activities = np.flatnonzero(self.kept_activities[at])
        return Counted(
            m=self.present[at][np.ix_(places, activities)].astype(np.float64),
            places=places,
            activities=activities,
            shape=self.present.shape[1:],
        )

    def to_polars(self) -> pl.DataFrame:
        """One row per period, place and activity that counts."""
        axes = (self.periods, self.places, self.activities)
        columns = {"advantage": self.advantage.values, "present": self.present}
        return rows(axes, self.kept, columns)

    def diversity_to_polars(self) -> pl.DataFrame:
        """One row per period and place that counts."""
        return rows((self.periods, self.places), self.kept_places, {"diversity": self.diversity})

    def ubiquity_to_polars(self) -> pl.DataFrame:
        """One row per period and activity that counts."""
        axes = (self.periods, self.activities)
        return rows(axes, self.kept_activities, {"ubiquity": self.ubiquity})


def presence(
    matrix: ActivityMatrix,
    *,
    test: PresenceTest | None = None,
    rules: Rules | None = None,
    population: ArrayLike | None = None,
) -> Presence:
    """Which place does what: ``M_ca = 1{RCA_ca ≥ threshold}``, each period by itself.

    Args:
        matrix: Amounts, or shares with weights.
        test: When an activity is present; advantage of at least 1 where left out.
        rules: Who is left out.
        population: People of each place, ``(C,)`` or ``(T, C)``, where test or rules need it.

    Raises:
        CallerError: The test or a rule needs the population.
        DataError: A population that is not above 0, or of the wrong shape.
    """
    test, rules = test or PresenceTest(), rules or Rules()
    people = None if population is None else headcount(matrix, population)
    smooth = _averaged(matrix, test.window)
    sieve = Sieve(smooth, [])
    places = _big_enough(sieve, rules, people)
    advantage, reached = _measured(smooth, test, people, places)
    present = _in_a_row(reached, test.held) & places[:, :, None]
    activities = np.ones((len(matrix.periods), len(matrix.activities)), dtype=np.bool_)
    _keep_the_core(sieve, rules, present, places, activities)
    return Presence(
        advantage=advantage,
        present=present & places[:, :, None] & activities[:, None, :],
        kept_places=places,
        kept_activities=activities,
        left_out=tuple(sieve.left_out),
    )


def presence_of(given: ActivityMatrix | Presence) -> Presence:
    """Presence as it is given, or of a matrix under the default test and rules."""
    return given if isinstance(given, Presence) else presence(given)


def _averaged(matrix: ActivityMatrix, window: int) -> ActivityMatrix:
    """Means over the periods on record among the last ``window``."""
    if window == 1:
        return matrix
    recorded = matrix.recorded
    seen = np.ones(matrix.values.shape, dtype=np.bool_) if recorded is None else recorded
    count = _last(seen.astype(np.float64), window)
    weights = matrix.weights
    if weights is not None:
        weights = _last(weights, window) / _last(np.ones(weights.shape), window)
    return replace(
        matrix,
        values=share(_last(matrix.values, window), count),
        recorded=None if recorded is None else count > 0,
        weights=weights,
    )


def _last(values: Floats, window: int) -> Floats:
    """Sum over each period and the ``window − 1`` before it."""
    return np.stack(
        [values[max(0, at + 1 - window) : at + 1].sum(axis=0) for at in range(len(values))]
    )


@dataclass(frozen=True, slots=True)
class Sieve:
    """Strikes out who has too little, and keeps account of it.

    Attributes:
        matrix: Whose axes name them.
        left_out: The account.
    """

    matrix: ActivityMatrix
    left_out: list[LeftOut]

    def drop(self, kept: Flags, reason: Reason, found: Floats, least: float) -> None:
        """Take out of ``kept`` who has less than the least."""
        axis = self.matrix.activities if reason == "ubiquity" else self.matrix.places
        short = kept & (found < least)
        kept &= ~short
        self.left_out.extend(
            LeftOut(
                period=self.matrix.periods.labels[at],
                noun=axis.noun,
                code=axis.labels[who],
                reason=reason,
                found=float(found[at, who]),
                least=float(least),
            )
            for at, who in np.argwhere(short)
        )


def _big_enough(sieve: Sieve, rules: Rules, people: Floats | None) -> Flags:
    """Which places have the total, the population and the record that the rules ask for."""
    matrix = sieve.matrix
    kept = np.ones(matrix.values.shape[:2], dtype=np.bool_)
    size = matrix.values.sum(axis=2) if matrix.weights is None else matrix.weights
    sieve.drop(kept, "total", size, rules.minimum_total)
    if rules.minimum_population > 0:
        if people is None:
            raise CallerError("minimum_population needs the population of each place")
        sieve.drop(kept, "population", people, rules.minimum_population)
    if matrix.recorded is not None:
        sieve.drop(kept, "recorded", matrix.recorded.mean(axis=2), rules.minimum_recorded)
    return kept


def _measured(
    matrix: ActivityMatrix, test: PresenceTest, people: Floats | None, places: Flags
) -> tuple[Advantage, Flags]:
    """The quotient, and where the test's measure reaches its threshold."""
    advantage = rca(matrix, places=places)
    least = test.threshold * (1 - TOLERANCE)
    reached = np.zeros(matrix.values.shape, dtype=np.bool_)
    if test.measure == "values":
        reached |= matrix.values >= least
    if test.measure in {"rca", "either"}:
        reached |= advantage.values >= least
    if test.measure in {"per-head", "either"}:
        if people is None:
            raise CallerError(f"presence by {test.measure!r} needs the population of each place")
        by_head = per_head(matrix, people, places=places)
        reached |= by_head.values >= least
        advantage = by_head if test.measure == "per-head" else advantage
    if test.floor > 0:
        reached &= matrix.values >= test.floor * (1 - TOLERANCE)
    return advantage, reached if matrix.recorded is None else reached & matrix.recorded


def _in_a_row(reached: Flags, held: int) -> Flags:
    """Reached in this period and the ``held − 1`` before it, or as many as there are."""
    kept = reached.copy()
    for back in range(1, min(held, len(reached))):
        kept[back:] &= reached[:-back]
    return kept


def _keep_the_core(
    sieve: Sieve, rules: Rules, present: Flags, places: Flags, activities: Flags
) -> None:
    """Strike out places and activities that have too few of each other, until none has."""
    before = -1
    while before != len(sieve.left_out):
        before = len(sieve.left_out)
        diversity = np.einsum("tca,ta->tc", present, activities, dtype=np.float64)
        sieve.drop(places, "diversity", diversity, rules.minimum_diversity)
        ubiquity = np.einsum("tca,tc->ta", present, places, dtype=np.float64)
        sieve.drop(activities, "ubiquity", ubiquity, rules.minimum_ubiquity)
