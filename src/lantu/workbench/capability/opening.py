"""Opens a file of activities to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.workbench.capability.entering import Entering
from lantu.workbench.capability.growing import Growing
from lantu.workbench.capability.locating import Locating
from lantu.workbench.capability.nearby import Nearby
from lantu.workbench.capability.standing import Standing
from lantu.workbench.capability.whole import Whole

if TYPE_CHECKING:
    from lantu.workbench.capability.asked import ActivityRequest, Counting


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability(Standing, Nearby, Entering, Growing, Locating, Whole):
    """A file of activities and its questions, each with one :class:`~lantu.workbench.Answer`."""


def open_activities(request: ActivityRequest, counting: Counting) -> Capability:
    """Read a file of activities.

    Raises:
        FactsError: The file has faults; all are carried.
        CallerError: A column is named wrongly; there is no such period.
        PlaceError: Nothing is there, or it cannot be read.
    """
    found = request.read()
    if counting.period:
        found.matrix.periods.at(counting.period)
    return Capability(matrix=found.matrix, population=found.population, counting=counting)
