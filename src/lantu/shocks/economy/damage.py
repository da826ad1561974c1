"""What is lost on each day, and what is asked for to rebuild it."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.shocks.economy.economy import refuse_lengths
from lantu.shocks.economy.events import CapacityLoss, CapitalLoss, ImportCut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from lantu.shocks.economy.courses import Course
    from lantu.shocks.economy.economy import Economy
    from lantu.shocks.economy.events import Event, Rebuilding

    Floats = NDArray[np.float64]

PART_DECIMALS = 6
"""Decimals to which the peer rounds parts of capacity that come back."""


@dataclass(slots=True, kw_only=True)
class Site:
    """One rebuilding under way; ``b`` rows that rebuild, ``K`` things damaged.

    Attributes:
        event: What was destroyed.
        rows: Rows that rebuild, ``(b,)``.
        damaged: Rows whose capital is destroyed; the first of the ``K``.
        left: What is still to be delivered, ``(b, K)``.
        imported: The same from outside, ``(S, K)``; None without imports.
        days: Over how many days it is asked for.
        factor: Cost per unit of damage.
        decimals: To which what is left is rounded; None to none.
    """

    event: CapitalLoss
    rows: NDArray[np.intp]
    damaged: NDArray[np.intp]
    left: Floats
    imported: Floats | None
    days: float
    factor: float
    decimals: int | None

    def asked(self) -> Floats:
        """Asked of each row that rebuilds on a day, ``(b,)``."""
        total: Floats = self.left.sum(axis=1) / self.days
        return total

    def asked_outside(self) -> Floats:
        """Asked of the outside on a day, ``(S,)``."""
        if self.imported is None:
            return np.zeros(0)
        total: Floats = self.imported.sum(axis=1) / self.days
        return total

    def deliver(self, met: Floats, met_outside: Floats | None) -> None:
        """Take off what was delivered: the part of a day's demand that each row met."""
        self.left -= self.left / self.days * met[self.rows, None]
        if self.imported is not None and met_outside is not None:
            self.imported -= self.imported / self.days * met_outside[:, None]
        if self.decimals is not None:
            self.left = np.round(self.left, self.decimals)

    def gone(self) -> Floats:
        """Capital of the damaged rows that is not rebuilt yet."""
        whole = self.left.sum(axis=0)
        if self.imported is not None:
            whole = whole + self.imported.sum(axis=0)
        lost: Floats = whole[: len(self.damaged)] / self.factor
        return lost


class Damage:
    """All events of a run, day by day.

    Attributes:
        first: The first day on which anything happens; None where nothing does.
        settled: The first day from which no event moves anything by itself.
        sites: Rebuildings.
    """

    def __init__(self, economy: Economy, events: Sequence[Event], days: int) -> None:
        for event in events:
            _refuse(economy, event, days)
        self._economy = economy
        self._capital = [each for each in events if isinstance(each, CapitalLoss)]
        self._capacity = [each for each in events if isinstance(each, CapacityLoss)]
        self._cuts = [each for each in events if isinstance(each, ImportCut)]
        self._late = int(economy.settings.like == "boario")
        self.first = min((each.course.start for each in events), default=None)
        self.settled = max((_settled(each) for each in events), default=0) + 2 * self._late
        self.sites = [
            site(economy, each, each.rebuilding) for each in self._capital if each.rebuilding
        ]

    def lost(self, day: int) -> Floats:
        """Part of the capacity of each row that an event holds down, ``(n,)``.

        Capital losses of a row add up, to the whole at most; of capacity losses the greatest
        counts, and of the two kinds the greater.
        """
        economy = self._economy
        gone = np.zeros(len(economy))
        for event in self._capital:
            gone += self._gone(event, day)
        part = np.divide(gone, economy.capital, out=np.zeros(len(gone)), where=gone > 0.0)
        for loss in self._capacity:
            np.maximum(part, self._part(loss, day - self._late), out=part)
        return np.minimum(part, 1.0)

    def cut(self, day: int) -> Floats:
        """Part of usual imports of each product that does not arrive, ``(S,)``."""
        part = np.zeros(len(self._economy.days))
        for event in self._cuts:
            np.maximum(part, event.part * self._left(event.course, day), out=part)
        return part

    def open(self, day: int) -> list[Site]:
        """Rebuildings that ask for something."""
        return [each for each in self.sites if day >= each.event.course.over]

    def _gone(self, event: CapitalLoss, day: int) -> Floats:
        if event.rebuilding is None:
            amount = event.amount * self._left(event.course, day)
            return self._rounded(amount, _money_decimals(self._economy))
        if day < event.course.over:
            return event.amount * float(day >= event.course.start)
        gone = np.zeros(len(event.amount))
        built = next(each for each in self.sites if each.event is event)
        gone[built.damaged] = built.gone()
        return gone

    def _part(self, event: CapacityLoss, day: int) -> Floats:
        return self._rounded(event.part * self._left(event.course, day), PART_DECIMALS)

    def _left(self, course: Course, day: int) -> float:
        """The part still lost; the peer's is whole for two days more, then follows its curve."""
        if not self._late or day < course.over:
            return course.left(day)
        return course.after(max(day - 1 - course.over, 0))

    def _rounded(self, amounts: Floats, decimals: int) -> Floats:
        return np.round(amounts, decimals) if self._late else amounts


def site(economy: Economy, event: CapitalLoss, plan: Rebuilding) -> Site:
    """A rebuilding before its first day.

    Raises:
        CallerError: A sector that rebuilds is none of the table's, or households of another
            number of regions.
    """
    table = economy.table
    damaged = np.flatnonzero(event.amount)
    homes = np.zeros(0, dtype=np.intp)
    cost = event.amount[damaged]
    if plan.households is not None:
        refuse_lengths(table, "damage of households", len(plan.households), len(table.regions))
        homes = np.flatnonzero(plan.households)
        cost = np.concatenate([cost, plan.households[homes]])
    sectors = np.array([table.sectors.at(code) for code in plan.sectors])
    weights = _suppliers(economy, sectors, damaged, homes)
    part = np.array(list(plan.sectors.values()))
    asked = weights * (part[:, None] * (cost * plan.factor))
    own, count = asked[:-1], len(table.sectors)
    imported = None
    if economy.outside is not None:
        imported = np.zeros((count, len(cost)))
        imported[sectors] = asked[-1]
    rows = (np.arange(len(table.regions))[:, None] * count + sectors).ravel()
    return Site(
        event=event,
        rows=rows,
        damaged=damaged,
        left=own.reshape(len(rows), -1),
        imported=imported,
        days=plan.days,
        factor=plan.factor,
        decimals=_money_decimals(economy) if economy.settings.like else None,
    )


def _suppliers(
    economy: Economy,
    sectors: NDArray[np.intp],
    damaged: NDArray[np.intp],
    homes: NDArray[np.intp],
) -> Floats:
    """From where each damaged thing has each product: parts of each region and the outside.

    As it buys it ever; what it never buys, as its region's final users do; else by output.
    """
    regions, count = len(economy.table.regions), len(economy.table.sectors)
    flows = economy.Z[:, sectors][:, :, damaged]
    Y = economy.Y.reshape(regions, count, -1)[:, sectors]
    of_region = np.concatenate([Y[:, :, damaged // count], Y[:, :, homes]], axis=2)
    by_output = economy.x.reshape(regions, count)[:, sectors, None]
    beyond = np.zeros((1, len(sectors), len(damaged)))
    final_beyond = np.zeros((1, *of_region.shape[1:]))
    if economy.outside is not None:
        beyond = economy.outside.Z[None, sectors][:, :, damaged]
        final = economy.outside.Y[None, sectors]
        final_beyond = np.concatenate([final[:, :, damaged // count], final[:, :, homes]], axis=2)
    bought = np.concatenate([flows, beyond])
    bought = np.concatenate([bought, np.zeros((*bought.shape[:2], len(homes)))], axis=2)
    ways = (
        bought,
        np.concatenate([of_region, final_beyond]),
        np.concatenate([by_output + np.zeros(of_region.shape), np.zeros(final_beyond.shape)]),
    )
    return _first_that_gives(ways)


def _first_that_gives(ways: Iterable[Floats]) -> Floats:
    """Weights scaled to add up to 1 over the first axis, from the first way that has any."""
    found: Floats | None = None
    for way in ways:
        total = way.sum(axis=0)
        share = np.divide(way, total, out=np.zeros(way.shape), where=total > 0.0)
        found = share if found is None else np.where(found.sum(axis=0) > 0.0, found, share)
    return np.zeros(0) if found is None else found


def _settled(event: Event) -> int:
    if isinstance(event, CapitalLoss) and event.rebuilding is not None:
        return event.course.over
    return event.course.settled


def _money_decimals(economy: Economy) -> int:
    """Decimals to which the peer rounds amounts of money."""
    return int(log10(economy.settings.money)) + 1


def _refuse(economy: Economy, event: Event, days: int) -> None:
    """Refuse an event that strikes nothing, too late, or what is not there.

    Raises:
        CallerError: One of these.
    """
    if event.course.start >= days:
        raise CallerError(
            f"{event.name} begins on day {event.course.start}, the run ends after day {days - 1}",
            hint="run for more days, or let it begin earlier",
        )
    if isinstance(event, ImportCut):
        refuse_lengths(economy.table, event.name, len(event.part), len(economy.days))
        return
    struck = event.amount if isinstance(event, CapitalLoss) else event.part
    refuse_lengths(economy.table, event.name, len(struck), len(economy))
    there = economy.capital if isinstance(event, CapitalLoss) else economy.x
    idle = np.flatnonzero((struck > 0.0) & (there <= 0.0))
    if len(idle):
        what = "capital" if isinstance(event, CapitalLoss) else "output"
        raise CallerError(
            f"{event.name} strikes {economy.table.labels[idle[0]]}, which has no {what}",
            hint="leave it out, or aggregate it with a sector that has some",
        )
    over = np.flatnonzero(struck > there) if isinstance(event, CapitalLoss) else idle
    if len(over):
        at = over[0]
        raise CallerError(
            f"{event.name} destroys {struck[at]:g} of the capital of {there[at]:g} of "
            f"{economy.table.labels[at]}",
            hint="destroy less, or raise capital_ratio",
        )
