"""The dynamic model beside its plain twin, and scenarios told in its terms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.model.scenario import Blow, Buffer, Engine, Hit, Return, Scenario, Target
from lantu.shocks import (
    ArioSettings,
    CapacityLoss,
    Course,
    ario,
    capacity_loss,
    economy_events,
    economy_settings,
)
from lantu.vocab.text import Text
from unit.shocks.economy.plain_ario import plain_ario
from unit.shocks.economy.small_economies import world

STOP = Course(start=5, days=20, back=Return.LINEAR, back_days=30)
DAYS = 200
YEAR = 365.0


@pytest.mark.parametrize("orders", ["alt", "noalt"])
@pytest.mark.parametrize("model", ["psi", "base"])
@pytest.mark.parametrize("seed", [1, 2])
def test_it_goes_as_its_plain_twin(orders: str, model: str, seed: int) -> None:
    table = world(seed)
    event = capacity_loss(table, "stop", {"r0:s1": 0.5, "r1:s2": 0.2}, STOP)
    settings = ArioSettings(
        model=model,  # type: ignore[arg-type]  # one of the two
        orders=orders,  # type: ignore[arg-type]  # likewise
        inventory_days={"s0": 10.0, "s1": 30.0, "*": 90.0},
        rest=0.0,
    )
    run = ario(table, [event], days=DAYS, settings=settings, keep_stocks=True)
    made, unmet, stocks = plain_ario(
        table.Z / YEAR,
        table.final / YEAR,
        2,
        lambda day: event.part * STOP.left(day),
        days=DAYS,
        inventory=np.array([10.0, 30.0, 90.0]),
        psi=settings.binding,
        tau_inv=settings.restocking,
        alternative=orders == "alt",
    )
    assert run.output == pytest.approx(made, rel=1e-9)
    assert 1.0 - run.met == pytest.approx(unmet, abs=1e-9)
    assert run.stocks_of(DAYS - 1) == pytest.approx(stocks, rel=1e-8)
    assert run.output.min() < 0.9 * run.economy.x.min() or run.losses.output.sum() > 0


def scenario(*blows: Blow, **more: object) -> Scenario:
    plain = Scenario(
        code="flood", name=Text("水灾", "flood"), engine=Engine.ECONOMY, days=90, blows=blows
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields vary


def test_a_scenario_strikes_regions_and_sectors() -> None:
    table = world(7)
    blow = Blow(
        targets=(Target(kind=Hit.REGION, code="r1"), Target(kind=Hit.SECTOR, code="s0")),
        part=0.4,
        start=3,
        days=10.0,
    )
    (event,) = economy_events(table, scenario(blow))
    assert isinstance(event, CapacityLoss)
    assert event.part.tolist() == [0.4, 0.0, 0.0, 0.4, 0.4, 0.4]
    assert (event.course.start, event.course.days) == (3, 10)
    whole = Buffer(target=Target(kind=Hit.REGION, code="r1"), second_source=1.0)
    (less,) = economy_events(table, scenario(blow, buffers=(whole,)))
    assert isinstance(less, CapacityLoss)
    assert less.part.tolist() == [0.4, 0.0, 0.0, 0.4, 0.0, 0.0]


def test_a_scenario_changes_settings_by_name() -> None:
    table = world(7)
    blow = Blow(targets=(Target(kind=Hit.REGION, code="r1"),))
    stock = Buffer(target=Target(kind=Hit.SECTOR, code="s1"), stock_days=7.0)
    told = economy_settings(table, scenario(blow, settings={"psi": 0.5}, buffers=(stock,)))
    assert told.psi == 0.5
    assert told.inventory_days == {"s0": 90.0, "s1": 7.0, "s2": 90.0}
    with pytest.raises(CallerError, match="no setting 'psy'"):
        economy_settings(table, scenario(blow, settings={"psy": 0.5}))


def test_a_table_without_imports_has_none_to_cut() -> None:
    blow = Blow(targets=(Target(kind=Hit.COUNTRY, code="*"),))
    with pytest.raises(CallerError, match="imports of a table that has none"):
        economy_events(world(7), scenario(blow))
