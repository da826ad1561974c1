"""Fitness of places and complexity of activities: a place is as able as what it does is hard."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from lantu.complexity.arrays import NOISE, TOLERANCE, freeze, rows
from lantu.complexity.conventions import convention_of
from lantu.complexity.presence import presence_of
from lantu.errors import CallerError

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Flags, Floats, Longs
    from lantu.complexity.conventions import Convention, Named
    from lantu.complexity.presence import Presence
    from lantu.model.activity_matrix import ActivityMatrix

FLOOR = 1e-300
"""What a fitness that vanishes stops at, so that its reciprocal stays a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Stop after so many iterations, come what may.

    Attributes:
        iterations: How many.
    """

    iterations: int = 20

    def __post_init__(self) -> None:
        """Refuse counts that are none."""
        _refuse_nothing(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesSettle:
    """Stop when no value changes any more: ``residual ≤ tolerance``.

    Attributes:
        tolerance: Greatest change in one iteration, over the greatest value.
        most: Iterations to give up after.
    """

    tolerance: float = 1e-10
    most: int = 10_000

    def __post_init__(self) -> None:
        """Refuse counts that are none."""
        _refuse_nothing(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class RanksSettle:
    """Stop when no two places would trade ranks for a long time.

    Each fitness goes on as ``n^α`` with the ``α`` of its last step; two neighbours in rank
    that draw near then meet at ``n*``. Ranks have settled when the first meeting is further
    than ``horizon`` times the iterations done. This is reached also where values are not:
    where a place's fitness vanishes, its logarithm never comes to rest.

    Attributes:
        horizon: How many times as many iterations.
        most: Iterations to give up after.
    """

    horizon: float = 1000.0
    most: int = 10_000

    def __post_init__(self) -> None:
        """Refuse counts that are none."""
        _refuse_nothing(self)


Stop: TypeAlias = Steps | ValuesSettle | RanksSettle


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitness:
    """Fitness of places and complexity of activities, both of mean 1 among who counts.

    Attributes:
        presence: What it was found from; its masks say who is left out.
        fitness: ``F``, shape ``(T, C)``; 0 for places left out.
        complexity: ``Q``, shape ``(T, A)``; 0 for activities left out.
        drift: ``α_c = d ln F_c / d ln n`` in the last step, shape ``(T, C)``. Near 0 a
            fitness has settled. Where it stays below 0 the fitness tends to nothing, as it
            must for some places unless the shape of ``M`` is full enough: its rank means
            something then, its value does not.
        iterations: How many were done, shape ``(T,)``.
        residual: Greatest change in the last one, over the greatest value; shape ``(T,)``.
        converged: Whether the criterion was met; after a fixed count of steps, whether the
            residual is at most 10⁻⁹. Shape ``(T,)``.
    """

    presence: Presence
    fitness: Floats
    complexity: Floats
    drift: Floats
    iterations: Longs
    residual: Floats
    converged: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per period and place that counts."""
        kept = self.presence
        columns = {"fitness": self.fitness, "drift": self.drift, "diversity": kept.diversity}
        return rows((kept.periods, kept.places), kept.kept_places, columns)

    def activities_to_polars(self) -> pl.DataFrame:
        """One row per period and activity that counts."""
        kept = self.presence
        columns = {"complexity": self.complexity, "ubiquity": kept.ubiquity}
        return rows((kept.periods, kept.activities), kept.kept_activities, columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where the iteration stands.

    Attributes:
        f: ``F``, shape ``(c,)``.
        q: ``Q``, shape ``(a,)``.
        drift: ``α``, shape ``(c,)``.
        residual: Greatest change in the last iteration, over the greatest value.
        iterations: Iterations done.
    """

    f: Floats
    q: Floats
    drift: Floats
    residual: float
    iterations: int


def fitness(
    given: ActivityMatrix | Presence,
    *,
    stop: Stop | None = None,
    convention: Named | Convention = "lantu",
) -> Fitness:
    """Fitness of places and complexity of activities, each period by itself.

    ``F_c ← Σ_p M_cp Q_p`` and ``Q_p ← 1 / Σ_c M_cp / F_c``, each divided by its mean, both
    from the values before, all starting at 1: an activity is only as complex as the least
    able place that does it lets it be.

    Args:
        given: Amounts, or presence under a test and rules of one's own.
        stop: When to stop, one of :class:`Steps`, :class:`ValuesSettle` and
            :class:`RanksSettle`; the last where left out. Whether it was met is said in the
            result.
        convention: Whether ``Q`` takes the ``F`` before or just found.

    Reference:
        Tacchella, Cristelli, Caldarelli, Gabrielli & Pietronero (2012), Scientific Reports
        2:723; Pugliese, Zaccaria & Pietronero (2016), European Physical Journal Special
        Topics 225:1893–1911, on convergence.
    """
    found, rule = presence_of(given), convention_of(convention)
    stop = stop or RanksSettle()
    shape = found.present.shape
    places, drift = np.zeros(shape[:2]), np.zeros(shape[:2])
    activities = np.zeros((shape[0], shape[2]))
    iterations, residual = np.zeros(shape[0], dtype=np.int64), np.zeros(shape[0])
    converged = np.zeros(shape[0], dtype=np.bool_)
    for at in range(shape[0]):
        counted = found.counted(at)
        state, met = _iterated(counted.m, stop, rule)
        places[at], drift[at] = counted.along_places(state.f), counted.along_places(state.drift)
        activities[at] = counted.along_activities(state.q)
        iterations[at], residual[at], converged[at] = state.iterations, state.residual, met
    return Fitness(
        presence=found,
        fitness=places,
        complexity=activities,
        drift=drift,
        iterations=iterations,
        residual=residual,
        converged=converged,
    )


def _iterated(m: Floats, stop: Stop, rule: Convention) -> tuple[State, bool]:
    """The last state, and whether the criterion was met."""
    c, a = m.shape
    state = State(f=np.ones(c), q=np.ones(a), drift=np.zeros(c), residual=0.0, iterations=0)
    if not m.size:
        return state, False
    most = stop.iterations if isinstance(stop, Steps) else stop.most
    for _ in range(most):
        state = _next(state, m, rule)
        if not isinstance(stop, Steps) and _settled(state, stop):
            return state, True
    return state, isinstance(stop, Steps) and state.residual <= TOLERANCE


def _next(state: State, m: Floats, rule: Convention) -> State:
    f = _of_mean_one(m @ state.q)
    taken = f if rule.fitness_update == "in-turn" else state.f
    q = _of_mean_one(1.0 / ((1.0 / taken) @ m))
    n = state.iterations + 1
    with np.errstate(divide="ignore"):  # the first step has no step before it
        drift = np.log(f / state.f) / np.log(n / np.float64(n - 1))
    changes = ((f, state.f), (q, state.q))
    residual = max(float(np.abs(new - old).max() / new.max()) for new, old in changes)
    return State(f=f, q=q, drift=drift, residual=residual, iterations=n)


def _of_mean_one(values: Floats) -> Floats:
    scaled: Floats = np.maximum(values / values.mean(), FLOOR)
    return scaled


def _settled(state: State, stop: ValuesSettle | RanksSettle) -> bool:
    if isinstance(stop, ValuesSettle):
        return state.residual <= stop.tolerance
    return state.iterations > 1 and _first_meeting(state) > np.log(stop.horizon)


def _first_meeting(state: State) -> float:
    """``ln(n*/n)`` at which two places first trade ranks; infinite where none do.

    Of all pairs that draw near, the first to meet are neighbours in rank.
    """
    order = np.argsort(state.f, kind="stable")
    gap = np.diff(np.log(state.f[order]))
    approach = -np.diff(state.drift[order])
    meeting = (gap > NOISE) & (approach > NOISE * state.iterations)
    return float((gap[meeting] / approach[meeting]).min(initial=np.inf))


def _refuse_nothing(stop: Stop) -> None:
    for each in fields(stop):
        if not getattr(stop, each.name) > 0:
            raise CallerError(f"{each.name} of {type(stop).__name__} must be above 0")
