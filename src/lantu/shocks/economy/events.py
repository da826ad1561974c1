"""What befalls an economy: capital destroyed, capacity that stands still, imports cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from lantu.errors import CallerError
from lantu.model.accounts import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from lantu.model.input_output_table import InputOutputTable
    from lantu.model.roster import Roster
    from lantu.shocks.economy.courses import Course

    Floats = NDArray[np.float64]

WHOLE = 1e-9
"""By how much shares that make up a whole may be off (conventions §4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilding:
    """How destroyed capital is built up again, once the event is over.

    The damage becomes demand for what some sectors make, a ``days``-th of what is left each
    day, from the regions that supply the damaged sector (or household) with it. What is
    delivered is capital again.

    Attributes:
        sectors: Part that each sector rebuilds; the parts add up to 1.
        days: Over how many days it is asked for.
        factor: What rebuilding costs, as a part of what was lost.
        households: Damage of the households of each region, in the table's unit, ``(R,)``;
            it is rebuilt too, but holds no capacity down.
    """

    sectors: Mapping[str, float]
    days: float = 60.0
    factor: float = 1.0
    households: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse parts that are no whole.

        Raises:
            CallerError: Parts do not add up to 1, or a number is out of bounds.
        """
        parts = list(self.sectors.values())
        if not parts or min(parts) < 0.0 or abs(sum(parts) - 1.0) > WHOLE:
            raise CallerError(
                f"sectors rebuild {sum(parts):g} of what is lost", hint="parts are to add up to 1"
            )
        if not (self.days >= 1.0 and self.factor > 0.0):
            raise CallerError(
                f"rebuilding over {self.days:g} days at {self.factor:g} of the damage",
                hint="a day at least, at a cost above 0",
            )
        if self.households is not None:
            object.__setattr__(self, "households", numbers("households", self.households))
            _refuse_below_zero("damage of households", self.households)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalLoss:
    """Capital destroyed; capacity falls by the part of capital that is gone.

    Attributes:
        name: What people call it.
        amount: Capital destroyed in each row, in the table's unit, ``(n,)``.
        course: When, and how it recovers; where it is rebuilt, only its days count.
        rebuilding: Who builds it up again; it recovers by itself where None.
    """

    name: str
    amount: Floats
    course: Course
    rebuilding: Rebuilding | None = None

    def __post_init__(self) -> None:
        """Take the array as read-only.

        Raises:
            CallerError: Less than nothing is destroyed.
            DataError: A number is not finite.
        """
        object.__setattr__(self, "amount", numbers(self.name, self.amount))
        _refuse_below_zero(self.name, self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityLoss:
    """A part of capacity that stands still, for whatever reason.

    Attributes:
        name: What people call it.
        part: Part of each row's capacity, in [0, 1], ``(n,)``.
        course: When, and how it comes back.
    """

    name: str
    part: Floats
    course: Course

    def __post_init__(self) -> None:
        """Take the array as read-only.

        Raises:
            CallerError: A part beyond [0, 1].
            DataError: A number is not finite.
        """
        _take_parts(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCut:
    """A part of imports from outside the table that does not arrive.

    Attributes:
        name: What people call it.
        part: Part of usual imports of each product, in [0, 1], ``(S,)``.
        course: When, and how they come back.
    """

    name: str
    part: Floats
    course: Course

    def __post_init__(self) -> None:
        """Take the array as read-only.

        Raises:
            CallerError: A part beyond [0, 1].
            DataError: A number is not finite.
        """
        _take_parts(self)


Event: TypeAlias = "CapitalLoss | CapacityLoss | ImportCut"
"""Something that befalls an economy."""

Weight: TypeAlias = Literal["even", "output", "value_added"]
"""By what a total is shared out."""


def capital_loss(
    table: InputOutputTable,
    name: str,
    destroyed: Mapping[str, float],
    course: Course,
    *,
    rebuilding: Rebuilding | None = None,
) -> CapitalLoss:
    """Capital destroyed, by names of rows.

    Args:
        table: The economy.
        name: What people call it.
        destroyed: Amount in each ``region:sector``, or in each sector of the only region.
        course: When, and how it recovers.
        rebuilding: Who builds it up again.

    Raises:
        CallerError: No such row, a name that stands for several, or less than nothing.
    """
    amount = np.zeros(len(table))
    for cell, lost in destroyed.items():
        at = rows_named(table, cell)
        if len(at) > 1:
            raise CallerError(
                f"{cell} names {len(at)} rows, and which of them lost how much is not said",
                hint="share it out first: shared(table, total, [...], by=...)",
            )
        amount[at] += lost
    return CapitalLoss(name=name, amount=amount, course=course, rebuilding=rebuilding)


def capacity_loss(
    table: InputOutputTable, name: str, parts: Mapping[str, float], course: Course
) -> CapacityLoss:
    """Capacity that stands still, by names of rows; each row of a region or sector alike.

    Args:
        table: The economy.
        name: What people call it.
        parts: Part lost by each ``region:sector``, sector or region; the greatest counts.
        course: When, and how it comes back.

    Raises:
        CallerError: No such row, or a part beyond [0, 1].
    """
    part = np.zeros(len(table))
    for cell, lost in parts.items():
        at = rows_named(table, cell)
        part[at] = np.maximum(part[at], lost)
    _refuse_no_parts(name, np.array(list(parts.values())))
    return CapacityLoss(name=name, part=part, course=course)


def import_cut(
    table: InputOutputTable, name: str, parts: Mapping[str, float], course: Course
) -> ImportCut:
    """Imports that do not arrive, by products; ``*`` names all that are not named.

    Raises:
        CallerError: No such product, a part beyond [0, 1], or a table without imports.
    """
    refuse_no_imports(table, name)
    part = np.full(len(table.sectors), parts.get("*", 0.0))
    for product, lost in parts.items():
        if product != "*":
            part[table.sectors.at(product)] = lost
    _refuse_no_parts(name, np.array(list(parts.values())))
    return ImportCut(name=name, part=part, course=course)


def refuse_no_imports(table: InputOutputTable, name: str) -> None:
    """Refuse to cut what a table does not have.

    Raises:
        CallerError: The table has no imports.
    """
    if table.imported is None and not table.competitive:
        raise CallerError(
            f"{name} cuts imports of a table that has none",
            hint="name a region instead, or read the table with its imports",
        )


def shared(
    table: InputOutputTable, total: float, cells: Iterable[str], *, by: Weight = "value_added"
) -> dict[str, float]:
    """A total shared out among rows: evenly, by output, or by value added.

    Args:
        table: The economy.
        total: What is shared out.
        cells: Any of ``region:sector``, sector or region.
        by: By what.

    Returns:
        The share of each row, by its label; they add up to ``total``.

    Raises:
        CallerError: No such row, or rows without weight.
    """
    at = np.unique(np.concatenate([rows_named(table, cell) for cell in cells]))
    kinds = {"even": np.ones(len(table)), "output": table.x, "value_added": table.value_added}
    weight = np.maximum(kinds[by][at], 0.0)
    if not weight.sum() > 0.0:
        raise CallerError(f"the rows to share {total:g} among have no {by}", hint="share evenly")
    return {
        table.labels[k]: total * float(w / weight.sum()) for k, w in zip(at, weight, strict=True)
    }


def rows_named(table: InputOutputTable, name: str) -> NDArray[np.intp]:
    """Positions of the rows that ``region:sector``, a sector or a region names.

    Raises:
        CallerError: There is none; near names are suggested.
    """
    regions, sectors = len(table.regions), len(table.sectors)
    region, _, sector = name.partition(":")
    if sector and region in table.regions:
        return np.array([table.at(sector, region)])
    if name in table.sectors:
        return np.arange(regions) * sectors + table.sectors.at(name)
    if name in table.regions:
        return table.regions.at(name) * sectors + np.arange(sectors)
    raise CallerError(
        f"there is no sector, region or region:sector {name!r}",
        hint=f"near it: {', '.join(_near(name, table.sectors, table.regions))}",
    )


def _near(name: str, *rosters: Roster) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only a failed call needs it

    known = [code for each in rosters for code in each]
    asked = name.rpartition(":")[2]
    return get_close_matches(asked, known, n=3) or known[:3]


def _take_parts(event: CapacityLoss | ImportCut) -> None:
    object.__setattr__(event, "part", numbers(event.name, event.part))
    _refuse_no_parts(event.name, event.part)


def _refuse_no_parts(name: str, parts: Floats) -> None:
    if not ((parts >= 0.0) & (parts <= 1.0)).all():
        worst = float(parts[np.argmax(np.abs(parts - 0.5))])
        raise CallerError(f"{name} takes a part of {worst:g}", hint="parts lie between 0 and 1")


def _refuse_below_zero(name: str, amounts: Floats) -> None:
    if amounts.min(initial=0.0) < 0.0:
        raise CallerError(f"{name} destroys {amounts.min():g}", hint="amounts are 0 or more")
