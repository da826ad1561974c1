"""An opened file of activities, and how every answer about it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity import presence
from lantu.workbench.answers import RATIO, Answer, Column
from lantu.workbench.capability.asked import Counting
from lantu.workbench.capability.subject import left_out_notes, position_of, rows_along, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.complexity import ActivityMatrix, Presence
    from lantu.evidence.plots import Plot
    from lantu.model.axis import Axis
    from lantu.vocab.text import Text
    from lantu.workbench.answers import Figure, Label

    Floats = NDArray[np.float64]
    Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file of activities that was read.

    Attributes:
        matrix: What it says.
        population: People of each place and period, ``(T, C)``; None where it does not say.
        counting: What counts, and by whose conventions.
    """

    matrix: ActivityMatrix
    population: Floats | None = None
    counting: Counting = field(default_factory=Counting)

    @property
    def period(self) -> str:
        """The period that is asked about."""
        return self.counting.period or self.matrix.periods.labels[-1]

    def present(self) -> Presence:
        """Which place does what in the period asked about.

        Raises:
            CallerError: No such period; the test or a rule needs a population that is absent.
            DataError: A population that is not above 0.
        """
        test, rules = self.counting.test, self.counting.rules
        at = self.matrix.periods.at(self.period)
        back = min(at, max(test.window, test.held) - 1)
        found = presence(
            self.matrix.between(at - back, at + 1),
            test=test,
            rules=rules,
            population=None if self.population is None else self.population[at - back : at + 1],
        )
        return found.period(self.period)

    def place(self, word: str) -> int:
        """Position of the place of this code or name.

        Raises:
            CallerError: None is called so, or several are.
        """
        return position_of(self.matrix, self.matrix.places, word)

    def activity(self, word: str) -> int:
        """Position of the activity of this code or name.

        Raises:
            CallerError: None is called so, or several are.
        """
        return position_of(self.matrix, self.matrix.activities, word)

    def amounts(self) -> Floats:
        """Amounts of the period, shape ``(C, A)``."""
        amounts: Floats = self.matrix.values[self.matrix.periods.at(self.period)]
        return amounts

    def amount_column(self, values: Floats, key: str = "value") -> Column:
        """A column of amounts."""
        unit = self.matrix.unit or RATIO
        return Column(key=key, name=self.matrix.measure, values=values, unit=unit)

    def answer(  # noqa: PLR0913 - the parts of an answer, all but the first two optional
        self,
        question: str,
        columns: Sequence[Column],
        *,
        labels: Sequence[Label],
        period: str = "",
        found: Presence | None = None,
        figures: Sequence[Figure] = (),
        notes: Sequence[Text] = (),
        formula: str = "",
        plot: Plot | None = None,
    ) -> Answer:
        """An answer about a period, that asked about where none is named.

        Who was left out of ``found`` is told in the notes.
        """
        left = left_out_notes(found.left_out, self.matrix) if found else []
        return Answer(
            question=question,
            about=subject_of(self.matrix, period or self.period),
            labels=labels,
            columns=columns,
            figures=figures,
            notes=[*left, *notes],
            formula=formula,
            plot=plot,
        )

    def rows(self, axis: Axis, at: Longs) -> tuple[Label, Label]:
        """Code and name of the places or activities at these positions."""
        return rows_along(self.matrix, axis, at)


def descending(values: Floats, kept: NDArray[np.bool_]) -> Longs:
    """Positions of what is kept, the greatest value first; equal ones in their own order."""
    at = np.flatnonzero(kept)
    return at[np.argsort(-values[at], kind="stable")].astype(np.int64)
