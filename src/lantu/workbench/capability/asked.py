"""Files of activities at the door: which file, how it is read, what counts as doing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lantu.complexity import PresenceTest, Rules
from lantu.facts import activities
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lantu.complexity.conventions import Named
    from lantu.complexity.proximity import Kind
    from lantu.facts.activities import ActivityFile, Unlisted
    from lantu.vocab.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRequest:
    """Which file of activities, and how it is to be read.

    Attributes:
        path: The file.
        columns: ``PART=HEADER`` for each header that is not known.
        unlisted: What a cell without a row is.
        measure: What is counted, in words; told by nothing where empty.
        unit: Its unit.
    """

    path: Path
    columns: Sequence[str] = ()
    unlisted: Unlisted = "absent"
    measure: str = ""
    unit: str = ""

    def read(self) -> ActivityFile:
        """What the file says.

        Raises:
            FactsError: The file has faults; all are carried.
            CallerError: A column is named wrongly.
            PlaceError: Nothing is there, or it cannot be read.
        """
        return activities.open_activities(
            self.path,
            columns=activities.spoken_columns(self.columns),
            unlisted=self.unlisted,
            measure=Text(self.measure, self.measure) if self.measure else None,
            unit=self.unit,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What counts, and by whose conventions it is told.

    Attributes:
        period: Which period is asked about; the last where empty.
        test: When a place counts as doing an activity.
        rules: Who is left out.
        kind: How proximity is measured.
        convention: Whose signs and scales.
    """

    period: str = ""
    test: PresenceTest = field(default_factory=PresenceTest)
    rules: Rules = field(default_factory=Rules)
    kind: Kind = "conditional"
    convention: Named = "lantu"


def convert_activities(request: ActivityRequest, target: Path, language: Language = "zh") -> Path:
    """Write a file of activities as lantu's own list, its headers in one language.

    Raises:
        LantuError: As for :meth:`ActivityRequest.read`; or the place cannot be written.
    """
    found = request.read()
    return activities.write_activities(
        found.matrix, target, population=found.population, language=language
    )


def write_activity_template(target: Path, language: Language = "zh") -> Path:
    """Write an example of a file of activities, to be filled in.

    Raises:
        CallerError: Another ending than .csv, .parquet or .xlsx.
        PlaceError: The place cannot be written.
    """
    return activities.write_template(target, language)
