"""A scenario told in the terms of a table: which rows lose capacity, which imports stop."""

from __future__ import annotations

from dataclasses import fields, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np

from lantu.errors import CallerError
from lantu.model.scenario import Engine, Hit, middle
from lantu.shocks.economy.courses import Course
from lantu.shocks.economy.events import (
    CapacityLoss,
    ImportCut,
    import_cut,
    refuse_no_imports,
    rows_named,
)
from lantu.shocks.economy.settings import ArioSettings, by_sector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.input_output_table import InputOutputTable
    from lantu.model.scenario import Blow, Buffer, Scenario, Target
    from lantu.shocks.economy.events import Event

    Floats = NDArray[np.float64]

ABROAD = frozenset({"*", "world", "外"})
"""Names by which a blow on a country means all that a table imports."""

_NUMBERS = frozenset(
    each.name for each in fields(ArioSettings) if each.type in ("float", "BySector")
) - {"money"}


def economy_events(table: InputOutputTable, scenario: Scenario) -> tuple[Event, ...]:
    """What the blows of a scenario do to an economy.

    A sector or region loses a part of its capacity, each of its rows alike; a country is the
    rest of the world, whose deliveries stop in part, since a table says of imports what they
    are and not whence they come. What a second source makes good is not lost.

    Args:
        table: The economy.
        scenario: What befalls; numbers that are not known for sure count with their medians.

    Raises:
        CallerError: Another engine's scenario, or a target that the table does not know.
    """
    if scenario.engine is not Engine.ECONOMY:
        raise CallerError(
            f"scenario {scenario.code} is for engine {scenario.engine}",
            hint='an economy needs engine = "economy"',
        )
    told = scenario.settled()
    return tuple(
        event
        for at, blow in enumerate(told.blows, 1)
        for event in _of_blow(table, told, blow, f"{told.code}, blow {at}")
    )


def economy_settings(
    table: InputOutputTable, scenario: Scenario, base: ArioSettings | None = None
) -> ArioSettings:
    """Settings with what a scenario changes: its numbers by name, and the days of its stocks.

    Args:
        table: The economy, whose sectors buffers name.
        scenario: Its settings and buffers.
        base: What it changes; the defaults where left out.

    Raises:
        CallerError: A setting that is none, or a buffer for what is no sector.
    """
    told, found = scenario.settled(), base or ArioSettings()
    for name in told.settings:
        if name not in _NUMBERS:
            near = get_close_matches(name, sorted(_NUMBERS), n=3, cutoff=0.3)
            raise CallerError(
                f"an economy has no setting {name!r}",
                hint=f"near it: {', '.join(near or sorted(_NUMBERS))}",
            )
    changed: dict[str, Any] = {name: middle(value) for name, value in told.settings.items()}
    found = replace(found, **changed)
    stocks = [each for each in told.buffers if middle(each.stock_days) > 0.0]
    return replace(found, inventory_days=_stocks(table, found, stocks)) if stocks else found


def _stocks(
    table: InputOutputTable, settings: ArioSettings, buffers: list[Buffer]
) -> dict[str, float]:
    days = by_sector("inventory_days", settings.inventory_days, table.sectors, 1.0)
    for buffer in buffers:
        if buffer.target is None:
            days[:] = middle(buffer.stock_days)
        elif buffer.target.kind is Hit.SECTOR:
            days[table.sectors.at(buffer.target.code)] = middle(buffer.stock_days)
        else:
            raise CallerError(
                f"a stock of {buffer.target}",
                hint="in an economy stocks are of what sectors make: name a sector, or nobody",
            )
    return dict(zip(table.sectors.codes, np.maximum(days, 1.0).tolist(), strict=True))


def _of_blow(
    table: InputOutputTable, scenario: Scenario, blow: Blow, name: str
) -> list[CapacityLoss | ImportCut]:
    course = Course(
        start=blow.start,
        days=max(1, round(middle(blow.days))),
        back=blow.back,
        back_days=middle(blow.back_days),
    )
    part, struck = middle(blow.part), np.zeros(len(table))
    found: list[CapacityLoss | ImportCut] = []
    for target in blow.targets:
        if target.kind is Hit.COUNTRY:
            _refuse_countries(table, target)
            cut = part * (1.0 - scenario.made_good(target))
            found.append(import_cut(table, name, {"*": cut}, course))
        else:
            at = rows_named(table, target.code)
            struck[at] = np.maximum(struck[at], part * (1.0 - scenario.made_good(target)))
    if struck.any():
        found.append(CapacityLoss(name=name, part=struck, course=course))
    return found


def _refuse_countries(table: InputOutputTable, target: Target) -> None:
    """Refuse a country that the table does not part from the rest of the world."""
    refuse_no_imports(table, str(target))
    if target.code not in ABROAD:
        raise CallerError(
            f"the table does not say what comes from {target.code}",
            hint="cut all imports with country:*, or strike a region of a table of several",
        )
