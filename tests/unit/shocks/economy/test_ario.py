from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.flows import Imported, InputOutputTable, input_output_table
from lantu.model.scenario import Return
from lantu.shocks import (
    ArioSettings,
    CapitalLoss,
    Course,
    Rebuilding,
    ario,
    capacity_loss,
    capital_loss,
    import_cut,
    like_boario,
    shared,
    trace_collapse,
)

Z = [[10.0, 20.0], [30.0, 10.0]]
Y = [70.0, 60.0]


def town() -> InputOutputTable:
    return input_output_table(Z, Y, sectors=("steel", "cars"))


def port() -> InputOutputTable:
    bought = Imported(Z=np.array([[10.0, 5.0], [0.0, 5.0]]), Y=np.array([[2.0], [3.0]]))
    return input_output_table(Z, Y, sectors=("steel", "cars"), imported=bought)


WEEK = Course(start=3, days=7)


def test_a_stop_takes_what_it_holds_down_and_comes_to_rest() -> None:
    run = ario(town(), [capacity_loss(town(), "stop", {"steel": 0.5}, WEEK)], days=400)
    assert run.output[2] == pytest.approx(run.economy.x)
    assert run.output[3, 0] == pytest.approx(run.economy.x[0] * 0.5)
    assert run.losses.direct == pytest.approx([run.economy.x[0] * 0.5 * 7, 0.0])
    assert 10 < run.days_run < 400
    assert not run.collapsed
    assert run.to_polars().shape[0] == 800


def test_capacity_losses_strike_on_their_day_and_late_as_the_peer_has_it() -> None:
    stop = capacity_loss(town(), "stop", {"steel": 0.5}, WEEK)
    ours, peer = (
        ario(town(), [stop], days=20, settings=given) for given in (ArioSettings(), like_boario())
    )
    assert ours.lost_capacity[:, 0].nonzero()[0][0] == 3
    assert peer.lost_capacity[:, 0].nonzero()[0][0] == 4


def test_imports_cut_bind_when_stocks_are_out() -> None:
    cut = import_cut(port(), "cut", {"*": 1.0}, Course(start=0, days=60, back=Return.NEVER))
    settings = ArioSettings(inventory_days=10.0, orders="noalt")
    run = ario(port(), [cut], days=60, settings=settings)
    assert run.imported[-1].sum() == 0.0
    assert run.output[-1].sum() < 0.9 * run.economy.x.sum()
    assert run.unmet[0, 0] == pytest.approx(np.array([2.0, 3.0]) / 365)


def test_rebuilding_asks_households_damage_too() -> None:
    plan = Rebuilding(sectors={"cars": 1.0}, days=10.0, households=np.array([0.04]))
    lost = capital_loss(town(), "flood", {"steel": 0.2}, WEEK, rebuilding=plan)
    run = ario(town(), [lost], days=300)
    assert run.rebuild_demand[10].sum() == pytest.approx(0.24 / 10)
    assert run.rebuilt.sum() == pytest.approx(0.24, rel=0.02)
    assert run.lost_capacity[-1].max() < 1e-3


@pytest.mark.parametrize(
    ("back", "part"), [("linear", 0.5), ("concave", 0.5), ("convex", (1 - 1 / 20) ** 10)]
)
def test_half_way_back(back: str, part: float) -> None:
    course = Course(start=0, days=1, back=Return(back), back_days=20)
    assert course.left(10) == pytest.approx(part)
    assert course.left(course.settled) == 0.0
    assert course.left(course.settled - 1) > 0.0


def test_totals_are_shared_out_whole() -> None:
    parts = shared(town(), 6.0, ["steel", "cars"], by="output")
    assert sum(parts.values()) == pytest.approx(6.0)
    assert parts["steel"] == pytest.approx(3.0)


def test_unknown_names_late_events_and_no_parts_are_refused() -> None:
    with pytest.raises(CallerError, match="near it: steel"):
        capacity_loss(town(), "stop", {"stel": 0.5}, WEEK)
    with pytest.raises(CallerError, match="ends after day 2"):
        ario(town(), [capacity_loss(town(), "stop", {"steel": 0.5}, WEEK)], days=3)
    with pytest.raises(CallerError, match="between 0 and 1"):
        capacity_loss(town(), "stop", {"steel": 1.5}, WEEK)
    with pytest.raises(CallerError, match="a day at least"):
        Course(start=0, days=0)
    with pytest.raises(CallerError, match="of the capital"):
        ario(town(), [CapitalLoss(name="all", amount=np.array([1e9, 0]), course=WEEK)], days=9)
    with pytest.raises(CallerError, match="has none"):
        import_cut(town(), "cut", {"*": 1.0}, WEEK)
    with pytest.raises(CallerError, match="psi"):
        ArioSettings(psi=0.0)
    with pytest.raises(CallerError, match="leaves out"):
        ario(town(), [], settings=ArioSettings(inventory_days={"steel": 9.0}))


def test_a_collapse_is_told_with_the_setting_that_averts_it() -> None:
    course = Course(start=5, days=20, back=Return.LINEAR, back_days=60)
    stop = capacity_loss(town(), "stop", {"steel": 0.6}, course)
    run = ario(town(), [stop], days=900, settings=ArioSettings(inventory_days=10.0))
    assert run.collapsed
    found = trace_collapse(run)
    assert found is not None
    assert found.output < 0.5
    assert "inventory_days" in found.causes
    held = ario(town(), [stop], days=900)
    assert trace_collapse(held) is None
