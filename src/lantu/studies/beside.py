"""What a user sets beside the facts of a blueprint: a table, activities, scenarios, assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.studies.digital_lists import digital_caveats, digital_ledgers
from lantu.studies.digital_methods import DIGITAL_METHODS
from lantu.studies.digital_pictures import distance_plot, level_grid
from lantu.studies.next_methods import NEXT_METHODS
from lantu.studies.sector_methods import SECTOR_METHODS
from lantu.studies.sectors import position_plot, sector_ledger
from lantu.studies.stress_methods import STRESS_METHODS

if TYPE_CHECKING:
    from lantu.evidence.courses import Course
    from lantu.evidence.exhibits import Ledger
    from lantu.evidence.finding import Method
    from lantu.evidence.grids import Grid
    from lantu.evidence.plots import Plot
    from lantu.studies.digital import DigitalLevels
    from lantu.studies.next_activities import NextActivities
    from lantu.studies.sectors import Sectors
    from lantu.studies.stress import Stresses
    from lantu.vocab.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside the facts; each may be missing.

    Attributes:
        sectors: An input–output table beside the chains.
        upcoming: What the region may do next, by a file of activities.
        stresses: The workspace's scenarios, tried.
        digital: The workspace's assessments of firms, one a rubric.
    """

    sectors: Sectors | None = None
    upcoming: NextActivities | None = None
    stresses: Stresses | None = None
    digital: tuple[DigitalLevels, ...] = ()

    def ledgers(self) -> tuple[Ledger, ...]:
        """Their lists."""
        return (
            *((sector_ledger(self.sectors),) if self.sectors else ()),
            *((self.upcoming.ledger(),) if self.upcoming else ()),
            *(self.stresses.ledgers() if self.stresses else ()),
            *(ledger for levels in self.digital for ledger in digital_ledgers(levels)),
        )

    def methods(self) -> tuple[Method, ...]:
        """Methods that their figures name."""
        return (
            *(SECTOR_METHODS if self.sectors else ()),
            *(NEXT_METHODS if self.upcoming else ()),
            *(STRESS_METHODS if self.stresses else ()),
            *(DIGITAL_METHODS if self.digital else ()),
        )

    def plots(self) -> tuple[Plot, ...]:
        """Their things by two measures."""
        return (
            *((position_plot(self.sectors),) if self.sectors else ()),
            *((self.upcoming.plot(),) if self.upcoming else ()),
            *(distance_plot(levels) for levels in self.digital),
        )

    def courses(self) -> tuple[Course, ...]:
        """Their figures over days."""
        return self.stresses.courses() if self.stresses else ()

    def grids(self) -> tuple[Grid, ...]:
        """Their crowds by two divisions."""
        return tuple(level_grid(levels) for levels in self.digital)

    def caveats(self) -> tuple[Text, ...]:
        """What a reader must know of them."""
        return digital_caveats(self.digital)


NOTHING = Beside()
