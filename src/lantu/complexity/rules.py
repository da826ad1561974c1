"""What counts as doing an activity, and who is too small to be counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from lantu.errors import CallerError

Measure = Literal["rca", "per-head", "either", "values"]
"""What is held against the threshold, see :class:`PresenceTest`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceTest:
    """When a place counts as doing an activity: ``M = 1{measure ≥ threshold}``.

    A threshold is met within 10⁻⁹ of it (conventions §4), so that rounding decides nothing.
    A cell that nobody recorded is never present.

    Attributes:
        measure: ``"rca"``: revealed comparative advantage (location quotient);
            ``"per-head"``: amount per head against that of all places, which needs
            ``population``; ``"either"``: one of the two; ``"values"``: the values as they
            stand, for matrices that are binary already.
        threshold: What the measure has to reach.
        floor: Amount that a cell has to reach as well, in the matrix's unit.
        window: Amounts are averaged over this many periods, up to and with the one asked.
        held: Periods in a row, up to and with the one asked, in which the measure reaches
            the threshold. At the start of the panel the periods there are have to do, for
            ``window`` and ``held`` alike.
    """

    measure: Measure = "rca"
    threshold: float = 1.0
    floor: float = 0.0
    window: int = 1
    held: int = 1

    def __post_init__(self) -> None:
        """Refuse what has no meaning.

        Raises:
            CallerError: An unknown measure, a threshold that is not above 0, or no period.
        """
        if self.measure not in get_args(Measure):
            raise CallerError(
                f"presence is not measured by {self.measure!r}",
                hint=f"choose one of {', '.join(get_args(Measure))}",
            )
        if not self.threshold > 0:
            raise CallerError(f"a threshold of {self.threshold} makes everything present")
        if min(self.window, self.held) < 1:
            raise CallerError("window and held count periods: 1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Who is left out, and so reported by :attr:`Presence.left_out`.

    Places are weighed first (total, population, record): those left out count in no total.
    Then places and activities go that have too few of each other, again and again until none
    is left to go. Advantages are not taken anew after that: they stay facts of the amounts.

    Attributes:
        minimum_total: Least total of a place, in the matrix's unit; of its weight where
            values are shares.
        minimum_population: Least population of a place; needs ``population`` where above 0.
        minimum_recorded: Least share of a place's cells that are on record.
        minimum_diversity: Fewest activities that a place does.
        minimum_ubiquity: Fewest places that do an activity.
    """

    minimum_total: float = 0.0
    minimum_population: float = 0.0
    minimum_recorded: float = 0.0
    minimum_diversity: int = 1
    minimum_ubiquity: int = 1

    def __post_init__(self) -> None:
        """Refuse cores that are no cores.

        Raises:
            CallerError: A diversity or ubiquity below 1.
        """
        if min(self.minimum_diversity, self.minimum_ubiquity) < 1:
            raise CallerError(
                "a place without activities has no complexity, nor an activity without places",
                hint="set minimum_diversity and minimum_ubiquity to 1 or more",
            )
