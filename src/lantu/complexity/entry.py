"""Entry prediction: how likely a place takes up an activity by a later period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity.arrays import freeze
from lantu.complexity.entry_features import EntryTest, candidates, outcome
from lantu.complexity.learners import ensemble, logistic, one_thread
from lantu.errors import CallerError
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Flags, Floats, Longs
    from lantu.complexity.entry_features import Candidates
    from lantu.complexity.learners import Ensemble
    from lantu.model.activity_matrix import ActivityMatrix
    from lantu.model.axis import Axis

NINE_IN_TEN = 1.6448536269514722
"""Standard deviations to either side that hold nine in ten of a normal distribution."""

FIGURES = ("probability", "lower", "upper", "doubt_of_place", "doubt_of_cell")
"""What is told of each candidate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForecast:
    """How likely each candidate is entered.

    Attributes:
        places: ``C`` places.
        activities: ``A`` activities.
        start: The period that it is told from.
        place: Position of each candidate's place, ascending, shape ``(n,)``.
        activity: Position of its activity, shape ``(n,)``.
        probability: Of entry, shape ``(n,)``.
        lower: Where the probability lies in nine cases of ten: from here …, shape ``(n,)``.
        upper: … to here. Log odds go ``1.64 √(τ_p² + d²)`` to either side, ``τ_p`` the doubt
            of the place and ``d`` of the cell.
        doubt_of_place: How far off the log odds of all cells of a place are together,
            standard deviation, shape ``(n,)``.
        doubt_of_cell: How far off those of a cell are beside the others of its place: luck of
            the activity, and what other places would have taught; shape ``(n,)``.
    """

    places: Axis
    activities: Axis
    start: str
    place: Longs
    activity: Longs
    probability: Floats
    lower: Floats
    upper: Floats
    doubt_of_place: Floats
    doubt_of_cell: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per candidate."""
        labels = {
            "place": [self.places.labels[at] for at in self.place],
            "activity": [self.activities.labels[at] for at in self.activity],
        }
        columns = {name: getattr(self, name) for name in FIGURES[:3]}
        return frame(labels, columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryModel:
    """What one window of time taught about entry.

    Attributes:
        start: When the window begins.
        end: When it ends.
        test: What counted as entering.
        past: Whether it looks at a period before the start as well.
        names: Features, each ``group.name``.
        entries: How many were entered in the window.
        seen: How many candidates it learned from.
        learned: What it learned.
    """

    start: str
    end: str
    test: EntryTest
    past: bool
    names: tuple[str, ...]
    entries: int
    seen: int
    learned: Ensemble

    def predict(
        self, matrix: ActivityMatrix, *, start: str, earlier: str | None = None
    ) -> EntryForecast:
        """How likely each candidate of a period is entered, as far ahead as the window was long.

        Args:
            matrix: Amounts, or shares with weights; it may have other places and activities.
            start: The period to tell from.
            earlier: A period before it, where the model learned with one.

        Raises:
            CallerError: No such period, or an earlier one missing or too many.
            DataError: No candidate.
        """
        with one_thread():
            return forecast(self.learned, self.candidates(matrix, start=start, earlier=earlier))

    def candidates(
        self, matrix: ActivityMatrix, *, start: str, earlier: str | None = None
    ) -> Candidates:
        """What the model looks at in a period.

        Args:
            matrix: As for :meth:`predict`.
            start: As for :meth:`predict`.
            earlier: As for :meth:`predict`.

        Raises:
            CallerError: As for :meth:`predict`.
            DataError: No candidate.
        """
        if self.past != (earlier is not None):
            raise CallerError(
                f"the model learned {'with' if self.past else 'without'} an earlier period",
                hint="give or leave out `earlier` here as there",
            )
        return candidates(matrix, start, self.test, earlier)


def entry_model(
    matrix: ActivityMatrix,
    start: str,
    end: str,
    *,
    rng: np.random.Generator,
    earlier: str | None = None,
    test: EntryTest | None = None,
) -> EntryModel:
    """Learn from one window what is entered, to tell what will be in another.

    Gradient-boosted trees and a logistic line over ranks of features of the start; five
    members, each without a fifth of the places and of the activities, and probabilities set
    right where a member is blind. What is told of a later period is as far ahead as the window
    was long, and supposes that the years to come are as lively as those were.

    Args:
        matrix: Amounts, or shares with weights.
        start: When the window begins.
        end: When it ends.
        rng: Where chance comes from: which places and activities a member does without.
        earlier: A period before the start from which to tell where cells come from.
        test: What counts as entering; from advantage below 0.5 to 1 or more where left out.

    Raises:
        CallerError: No such period, or periods out of order.
        DataError: No candidates, or too few entries to learn from.
    """
    rule = test or EntryTest()
    with one_thread():
        cells = candidates(matrix, start, rule, earlier)
        known, entered = outcome(matrix, cells, end, rule)
        learned = learn(cells, known, entered, rng)
    return EntryModel(
        start=start,
        end=end,
        test=rule,
        past=earlier is not None,
        names=cells.names,
        entries=int((known & entered).sum()),
        seen=int(known.sum()),
        learned=learned,
    )


def learn(cells: Candidates, kept: Flags, entered: Flags, rng: np.random.Generator) -> Ensemble:
    """An ensemble of the kept candidates."""
    return ensemble(
        cells.scores[kept],
        entered[kept].astype(np.float64),
        cells.place[kept],
        cells.activity[kept],
        rng=rng,
    )


def only(told: EntryForecast, kept: Flags) -> EntryForecast:
    """The kept candidates of a forecast."""
    columns = {name: getattr(told, name)[kept] for name in ("place", "activity", *FIGURES)}
    return replace(told, **columns)


def forecast(learned: Ensemble, cells: Candidates) -> EntryForecast:
    """What an ensemble makes of candidates."""
    log_odds, error = learned.log_odds(cells.scores)
    of_place = np.full(log_odds.shape, learned.between_places)
    of_cell = np.hypot(learned.between_activities, error)
    width = NINE_IN_TEN * np.hypot(of_place, of_cell)
    return EntryForecast(
        places=cells.places,
        activities=cells.activities,
        start=cells.start,
        place=cells.place,
        activity=cells.activity,
        probability=logistic(log_odds),
        lower=logistic(log_odds - width),
        upper=logistic(log_odds + width),
        doubt_of_place=of_place,
        doubt_of_cell=of_cell,
    )
