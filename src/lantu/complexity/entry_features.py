"""What is known at the start about a place and an activity it does not do yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.complexity.arrays import TOLERANCE, freeze, share
from lantu.complexity.eci import eci
from lantu.complexity.fitness import Steps, fitness
from lantu.complexity.opportunity import outlook_of
from lantu.complexity.presence import presence
from lantu.complexity.relatedness import relatedness, relative_relatedness
from lantu.errors import CallerError, DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.complexity.arrays import Flags, Floats, Longs
    from lantu.complexity.presence import Presence
    from lantu.model.activity_matrix import ActivityMatrix
    from lantu.model.axis import Axis

Group = Literal["initial", "related", "pattern", "alike", "place", "activity", "together", "past"]
"""Kinds of features, the parts into which a prediction is taken apart.

==============  ================================================================================
``"initial"``   how much of the activity the place has already
``"related"``   how near the activity is to what the place does, by several proximities
``"pattern"``   what few patterns shared by all places lead to expect (low-rank approximation)
``"alike"``     whether the places most alike do it
``"place"``     the place: size, diversity, complexity, fitness
``"activity"``  the activity: size, ubiquity, complexity, spread
``"together"``  what place and activity make together: expected amount, complexity gained
``"past"``      the same cell in an earlier period, where one is given
==============  ================================================================================
"""

SMALL = 0.01
"""Added to an advantage before its logarithm is taken: less than that is as good as nothing."""

PATTERNS = (10, 30)
"""Patterns kept of the logarithms of advantage; twice the first of presence."""

ALIKE = (10, 30)
"""How many places most alike are looked at."""


DIGITS = 9
"""Decimals of a feature over its greatest value: figures that differ by rounding alone tie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTest:
    """What counts as entering: ``advantage < below`` at the start and ``≥ reach`` at the end.

    From ``below`` up to ``reach`` a place is on its way already: crossing the line says little
    (Albora et al. 2023 count such crossings apart, as we do).

    Attributes:
        below: Advantage under which a place does not do the activity.
        reach: Advantage from which it does.
    """

    below: float = 0.5
    reach: float = 1.0

    def __post_init__(self) -> None:
        """Refuse lines in the wrong order.

        Raises:
            CallerError: Not ``0 < below ≤ reach``.
        """
        if not 0 < self.below <= self.reach:
            raise CallerError(
                f"entry from below {self.below} to {self.reach} is no way up",
                hint="give 0 < below <= reach",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Cells that may be entered, and what is known of them at the start.

    Attributes:
        places: ``C`` places.
        activities: ``A`` activities.
        start: The period.
        place: Position of each cell's place, shape ``(n,)``.
        activity: Position of each cell's activity, shape ``(n,)``.
        names: ``f`` features, each ``group.name``.
        scores: Features as normal scores among the candidates of this period,
            ``Φ⁻¹((rank − ½) / n)``, shape ``(n, f)``: units and levels, which change with the
            years, mean nothing; order does.
    """

    places: Axis
    activities: Axis
    start: str
    place: Longs
    activity: Longs
    names: tuple[str, ...]
    scores: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One period, as features see it.

    Attributes:
        presence: Who does what; one period.
        m: ``M``, shape ``(C, A)``.
        log: ``ln(RCA + 0.01)``; the activity's mean where not known; shape ``(C, A)``.
        known: Cells with an advantage, shape ``(C, A)``.
        size: Share of each place in all, shape ``(C,)``.
        usual: Share of each activity in all, shape ``(A,)``.
    """

    presence: Presence
    m: Floats
    log: Floats
    known: Flags
    size: Floats
    usual: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def candidates(
    matrix: ActivityMatrix, start: str, test: EntryTest, earlier: str | None = None
) -> Candidates:
    """Cells below the line at the start, with their features; nothing later is looked at.

    Args:
        matrix: Amounts, or shares with weights.
        start: The period.
        test: What counts as entering.
        earlier: A period before the start from which to tell where cells come from.

    Raises:
        CallerError: No such period, or the earlier one is not earlier.
        DataError: No cell is below the line.
    """
    now = _start(matrix, start)
    cells = below_the_line(now.presence, test)
    place, activity = np.nonzero(cells)
    if not place.size:
        raise DataError(f"no place lacks an activity in {start}: there is nothing to enter")
    found = dict(_features(now))
    if earlier is not None:
        found |= _past(now, _before(matrix, earlier, start))
    columns = [np.broadcast_to(one, cells.shape)[cells] for one in found.values()]
    return Candidates(
        places=matrix.places,
        activities=matrix.activities,
        start=start,
        place=place.astype(np.int64),
        activity=activity.astype(np.int64),
        names=tuple(found),
        scores=_normal_scores(np.column_stack(columns)),
    )


def below_the_line(found: Presence, test: EntryTest) -> Flags:
    """Cells of the last period that may be entered, shape ``(C, A)``."""
    low = found.advantage.values[-1] < test.below * (1 - TOLERANCE)
    return np.asarray(low & found.advantage.known[-1], dtype=np.bool_)


def outcome(
    matrix: ActivityMatrix, cells: Candidates, end: str, test: EntryTest
) -> tuple[Flags, Flags]:
    """Whether each candidate is on record at the end, and whether it has entered; ``(n,)``.

    Raises:
        CallerError: No such period, or it is not after the start.
    """
    if matrix.periods.at(end) <= matrix.periods.at(cells.start):
        raise CallerError(f"{end} is not after {cells.start}")
    advantage = presence(matrix.period(end)).advantage
    at = (0, cells.place, cells.activity)
    entered: Flags = advantage.values[at] >= test.reach * (1 - TOLERANCE)
    return advantage.known[at], entered


def _start(matrix: ActivityMatrix, period: str) -> Start:
    one = matrix.period(period)
    found = presence(one)
    known = found.advantage.known[0]
    log = np.log(found.advantage.values[0] + SMALL)
    mean = share((log * known).sum(axis=0), known.sum(axis=0).astype(np.float64))
    amounts = one.values[0]
    size = amounts.sum(axis=1)
    if one.weights is not None:
        size, amounts = one.weights[0], amounts * one.weights[0][:, None]
    whole = float(size.sum()) or 1.0
    return Start(
        presence=found,
        m=found.present[0].astype(np.float64),
        log=np.where(known, log, mean),
        known=known,
        size=size / whole,
        usual=amounts.sum(axis=0) / whole,
    )


def _before(matrix: ActivityMatrix, earlier: str, start: str) -> Start:
    if matrix.periods.at(earlier) >= matrix.periods.at(start):
        raise CallerError(f"{earlier} is not before {start}")
    return _start(matrix, earlier)


def _features(now: Start) -> Iterator[tuple[str, Floats]]:
    yield from _initial(now)
    yield from _related(now)
    yield from _pattern(now)
    yield from _alike(now)
    yield from _totals(now)
    yield from _complexity(now)


def _initial(now: Start) -> Iterator[tuple[str, Floats]]:
    yield "initial.advantage", now.log
    yield "initial.standing", _standing(now.log)


def _related(now: Start) -> Iterator[tuple[str, Floats]]:
    found = relatedness(now.presence)
    yield "related.density", found.density[0]
    yield "related.relative", relative_relatedness(found).values[0]
    yield "related.by_value", relatedness(now.presence, kind="advantage-correlation").density[0]
    centred = now.log - now.log.mean(axis=0)
    unit = share(centred, np.sqrt(np.square(centred).sum(axis=0)))
    near = np.maximum(unit.T @ unit, 0.0)
    np.fill_diagonal(near, 0.0)
    for name, phi in (("logarithms", near), ("nearest", near**3)):
        yield f"related.{name}", share(now.log @ phi, phi.sum(axis=0))


def _pattern(now: Start) -> Iterator[tuple[str, Floats]]:
    first, second = PATTERNS
    lives = np.asarray(now.known.any(axis=1), dtype=np.bool_)
    presence_less_mean = (now.m - now.m[lives].mean(axis=0)) * lives[:, None]
    for name, values, kept in (
        ("few", _both_centred(now.log), first),
        ("more", _both_centred(now.log), second),
        ("presence", presence_less_mean, 2 * first),
    ):
        u, s, v = np.linalg.svd(values, full_matrices=False)
        yield f"pattern.{name}", (u[:, :kept] * s[:kept]) @ v[:kept]


def _alike(now: Start) -> Iterator[tuple[str, Floats]]:
    shape = _both_centred(now.log)
    unit = share(shape, np.sqrt(np.square(shape).sum(axis=1, keepdims=True)))
    near = np.maximum(unit @ unit.T, 0.0)
    np.fill_diagonal(near, 0.0)
    near[:, ~now.known.any(axis=1)] = 0.0
    for name, values, count in zip(("advantage", "presence"), (now.log, now.m), ALIKE, strict=True):
        cut = -np.partition(-near, min(count, len(near)) - 1, axis=1)[:, min(count, len(near)) - 1]
        weights = np.where(near >= cut[:, None], near, 0.0)
        yield f"alike.{name}", share(weights @ values, weights.sum(axis=1, keepdims=True))


def _totals(now: Start) -> Iterator[tuple[str, Floats]]:
    some = np.asarray(now.known & (now.log > np.log(SMALL) + TOLERANCE), dtype=np.bool_)
    size = np.log(now.size + TOLERANCE)[:, None]
    usual = np.log(now.usual + TOLERANCE)
    yield "place.size", size
    yield "place.diversity", now.m.sum(axis=1, keepdims=True)
    yield "place.some", some.mean(axis=1, keepdims=True)
    yield "activity.size", usual
    yield "activity.ubiquity", now.m.sum(axis=0)
    yield "activity.some", some.mean(axis=0)
    yield "activity.mean", now.log.mean(axis=0)
    yield "activity.spread", now.log.std(axis=0)
    yield "together.expected", size + usual


def _complexity(now: Start) -> Iterator[tuple[str, Floats]]:
    index = eci(now.presence)
    fit = fitness(now.presence, stop=Steps())
    gain = outlook_of(index, relatedness(now.presence)).cog[0]
    told = float(index.determined[0])  # a sign that is left to chance tells nothing
    yield "place.eci", told * index.eci[0][:, None]
    yield "place.fitness", fit.fitness[0][:, None]
    yield "activity.pci", told * index.pci[0]
    yield "activity.quality", fit.complexity[0]
    yield "together.gap", told * (index.pci[0] - index.eci[0][:, None])
    yield "together.gain", told * gain


def _past(now: Start, then: Start) -> dict[str, Floats]:
    density = [relatedness(one.presence).density[0] for one in (now, then)]
    return {
        "past.advantage": then.log,
        "past.change": now.log - then.log,
        "past.density": density[0] - density[1],
        "past.ubiquity": now.m.sum(axis=0) - then.m.sum(axis=0),
        "past.diversity": (now.m - then.m).sum(axis=1, keepdims=True),
    }


def _both_centred(values: Floats) -> Floats:
    centred: Floats = values - values.mean(axis=0)
    twice: Floats = centred - centred.mean(axis=1, keepdims=True)
    return twice


def _standing(values: Floats) -> Floats:
    """Rank among the places, equal ones sharing theirs; shape as given."""
    from scipy.stats import rankdata  # noqa: PLC0415 - heavy, and only predictions need it

    ranks: Floats = rankdata(values, axis=0)
    return ranks


def _normal_scores(columns: Floats) -> Floats:
    from scipy.special import ndtri  # noqa: PLC0415 - heavy, and only predictions need it

    whole = np.abs(columns).max(axis=0)
    even = np.round(share(columns, whole), DIGITS)
    scores: Floats = np.asarray(ndtri((_standing(even) - 0.5) / len(even)), np.float64)
    return scores
