"""All measures of one panel in one call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.complexity.arrays import rows
from lantu.complexity.eci import eci
from lantu.complexity.opportunity import outlook_of
from lantu.complexity.presence import presence_of
from lantu.complexity.relatedness import relatedness

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.conventions import Convention, Named
    from lantu.complexity.eci import Eci
    from lantu.complexity.opportunity import Outlook
    from lantu.complexity.presence import Presence
    from lantu.complexity.proximity import Kind
    from lantu.complexity.relatedness import Relatedness
    from lantu.model.activity_matrix import ActivityMatrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What places do, how complex it is, what is near and what it would add.

    Attributes:
        presence: Advantage, presence, diversity and ubiquity, and who is left out.
        eci: ECI and PCI.
        relatedness: Density and distance.
        outlook: COI and COG.
    """

    presence: Presence
    eci: Eci
    relatedness: Relatedness
    outlook: Outlook

    def places_to_polars(self) -> pl.DataFrame:
        """One row per period and place that counts."""
        found = self.presence
        columns = {"diversity": found.diversity, "eci": self.eci.eci, "coi": self.outlook.coi}
        return rows((found.periods, found.places), found.kept_places, columns)

    def activities_to_polars(self) -> pl.DataFrame:
        """One row per period and activity that counts."""
        return self.eci.activities_to_polars()

    def to_polars(self) -> pl.DataFrame:
        """One row per period, place and activity that counts."""
        found = self.presence
        columns = {
            "advantage": found.advantage.values,
            "present": found.present,
            "density": self.relatedness.density,
            "distance": self.relatedness.distance,
            "cog": self.outlook.cog,
        }
        return rows((found.periods, found.places, found.activities), found.kept, columns)


def measure(
    given: ActivityMatrix | Presence,
    *,
    kind: Kind = "conditional",
    convention: Named | Convention = "lantu",
) -> Measures:
    """Advantage, presence, ECI, PCI, density, distance, COI and COG of all periods.

    Args:
        given: Amounts, or presence under a test and rules of one's own.
        kind: How proximity is measured.
        convention: Signs and scales.
    """
    found = presence_of(given)
    index = eci(found, convention=convention)
    related = relatedness(found, kind=kind, convention=convention)
    return Measures(
        presence=found,
        eci=index,
        relatedness=related,
        outlook=outlook_of(index, related),
    )
