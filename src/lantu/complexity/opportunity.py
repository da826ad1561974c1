"""What lies ahead: complexity outlook of places (COI) and what each activity adds (COG)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity.arrays import freeze, rows, share, standardised
from lantu.complexity.eci import eci
from lantu.complexity.proximity import nearness
from lantu.complexity.relatedness import relatedness
from lantu.errors import CallerError

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Floats
    from lantu.complexity.conventions import Convention, Named
    from lantu.complexity.eci import Eci
    from lantu.complexity.presence import Presence
    from lantu.complexity.proximity import Kind
    from lantu.complexity.relatedness import Relatedness
    from lantu.model.activity_matrix import ActivityMatrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Complexity within reach.

    Attributes:
        presence: What it was found from; its masks say who is left out.
        coi: Complexity outlook index, shape ``(T, C)``; 0 for places left out.
        cog: Complexity outlook gain, shape ``(T, C, A)``; 0 in what is left out, and, but
            for a convention that says otherwise, in what a place does already.
    """

    presence: Presence
    coi: Floats
    cog: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per period and place that counts."""
        kept = self.presence
        return rows((kept.periods, kept.places), kept.kept_places, {"coi": self.coi})

    def gains_to_polars(self) -> pl.DataFrame:
        """One row per period, place and activity that counts and the place does not do."""
        kept = self.presence
        listed = kept.kept & ~kept.present
        return rows((kept.periods, kept.places, kept.activities), listed, {"cog": self.cog})


def outlook(
    given: ActivityMatrix | Presence,
    *,
    kind: Kind = "conditional",
    convention: Named | Convention = "lantu",
) -> Outlook:
    """Complexity outlook index and gain, each period by itself.

    ``COI_c = Σ_q ω_cq (1 − M_cq) PCI_q``: how much complexity is near that a place has not.
    ``COG_cp = Σ_q (1 − M_cq) φ_pq PCI_q / S_q − ω_cp PCI_p``: what COI rises by if ``c``
    takes up ``p``, while ``φ`` and PCI stay as they are.

    Args:
        given: Amounts, or presence under a test and rules of one's own.
        kind: How proximity is measured.
        convention: Signs and scales.

    Reference:
        Hausmann et al. (2014), The Atlas of Economic Complexity, technical box 6.1.
    """
    found = eci(given, convention=convention)
    related = relatedness(found.presence, kind=kind, convention=convention)
    return outlook_of(found, related)


def outlook_of(found: Eci, related: Relatedness) -> Outlook:
    """The same from ECI and relatedness that are at hand.

    Where density is over the nearest neighbours, so is COI; COG gathers from all.

    Args:
        found: ECI and PCI.
        related: Relatedness of the same presence.

    Raises:
        CallerError: They were found from different presence.
    """
    if found.presence is not related.presence:
        raise CallerError("ECI and relatedness were found from different presence")
    every = related
    if related.nearest is not None:
        every = relatedness(found.presence, kind=related.kind, convention=related.convention)
    shape = related.density.shape
    coi, cog = np.zeros(shape[:2]), np.zeros(shape)
    for at in range(shape[0]):
        coi[at] = _index(found, related, at)
        cog[at] = _gain(found, every, at)
    return Outlook(presence=found.presence, coi=coi, cog=cog)


def _index(found: Eci, related: Relatedness, at: int) -> Floats:
    """COI on the whole axis of places."""
    counted, rule = found.presence.counted(at), related.convention
    density = counted.of_cells(related.density[at]) / rule.density_unit
    index: Floats = (density * (1.0 - counted.m)) @ _worth(found, rule, at)[counted.activities]
    return counted.along_places(standardised(index) if rule.coi_standardised else index)


def _gain(found: Eci, related: Relatedness, at: int) -> Floats:
    """COG on the whole axes."""
    rule = related.convention
    near = nearness(related.presence, at, related.kind, rule.diagonal)
    counted = near.counted
    ahead = 1.0 - counted.m
    worth = _worth(found, rule, at)[counted.activities]
    closeness = related.closeness[at][counted.activities]
    if rule.gain_share == "source":
        gain = near.through(ahead * share(worth, closeness))
    else:
        gain = share(near.through(ahead * worth), closeness)
    if rule.gain_net:
        gain -= counted.of_cells(related.density[at]) / rule.density_unit * worth
    return counted.over_cells(gain if rule.gain_everywhere else gain * ahead)


def _worth(found: Eci, rule: Convention, at: int) -> Floats:
    """What an activity adds to an outlook, on the whole axis."""
    raw = found.offset[at] if rule.outlook_pci == "raw" else 0.0
    worth: Floats = found.pci[at] + raw
    return worth
