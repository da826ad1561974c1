"""The peer's own output on a small economy, figure by figure."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lantu.flows import input_output_table
from lantu.model.scenario import Return
from lantu.shocks import (
    CapacityLoss,
    CapitalLoss,
    Course,
    Rebuilding,
    ario,
    like_boario,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.shocks import EconomyRun, Event

    Floats = NDArray[np.float64]

FOLDER = Path(__file__).parents[4] / ".." / "shared" / "data" / "boario_reference"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="../shared/data/boario_reference is not beside this checkout"
)

REGIONS, SECTORS = ("reg1", "reg2", "reg3"), ("agri", "constr", "manuf", "serv")
N, NEAR = 12, 1e-9

TOSS = 184
"""Day from which whether extra capacity shrinks in the base model hangs on the last bit."""


def _rows(name: str, skip: int, labels: int) -> Floats:
    with (FOLDER / name).open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[skip:]
    return np.array([[float(v) if v else np.nan for v in row[labels:]] for row in rows])


def _impact(name: str) -> Floats:
    struck = np.zeros(N)
    with (FOLDER / f"in_impact_{name}.csv").open(encoding="utf-8") as file:
        for region, sector, amount in list(csv.reader(file))[1:]:
            struck[REGIONS.index(region) * 4 + SECTORS.index(sector)] = float(amount)
    return struck


def _event(case: str) -> Event:
    if case == "arbitrary_alt":
        course = Course(start=5, days=20, back=Return.LINEAR, back_days=60)
        return CapacityLoss(name=case, part=_impact("arbitrary"), course=course)
    course = Course(start=5, days=20, back=Return.LINEAR, back_days=120)
    if case == "rebuild_alt":
        plan = Rebuilding(sectors={"constr": 0.7, "manuf": 0.3}, days=60)
        return CapitalLoss(name=case, amount=_impact("rebuild"), course=course, rebuilding=plan)
    amount = _impact("recovery_mild" if case == "recovery_mild_inv90" else "recovery")
    return CapitalLoss(name=case, amount=amount, course=course)


def _run(case: str) -> EconomyRun:
    given = json.loads((FOLDER / "in_parameters.json").read_text(encoding="utf-8"))
    told: dict[str, Any] = {
        "inventory_days": 90.0 if case == "recovery_mild_inv90" else given["inventory_days"],
        "capital_ratio": given["capital_to_VA"],
        "money": given["monetary_factor"],
        "model": "base" if case.startswith("base") else "psi",
    }
    table = input_output_table(
        _rows("in_Z.csv", 3, 2), _rows("in_Y.csv", 3, 2), regions=REGIONS, sectors=SECTORS
    )
    settings = like_boario(**told)
    return ario(table, [_event(case)], days=365, settings=settings, keep_stocks=True)


def _series(run: EconomyRun) -> dict[str, Floats]:
    found = {
        "production_realised": run.output,
        "production_capacity": run.capacity,
        "final_demand": np.broadcast_to(run.economy.final, run.output.shape),
        "final_demand_unmet": run.unmet[:, :-1].reshape(365, -1),
        "final_demand_undist": run.final_unmet,
        "intermediate_demand": run.orders,
        "rebuild_demand": run.rebuild_demand,
        "rebuild_prod": run.rebuilt,
    }
    if not isinstance(run.events[0], CapacityLoss):
        found["productive_capital_to_recover"] = run.lost_capacity * run.economy.capital
    return found


@pytest.mark.parametrize(
    "case",
    ["recovery_alt", "recovery_mild_inv90", "rebuild_alt", "arbitrary_alt", "base_model_recovery"],
)
def test_every_series_of_the_peer(case: str) -> None:
    run = _run(case)
    days = TOSS if case.startswith("base") else 365
    for quantity, found in _series(run).items():
        wanted = _rows(f"out_{case}_{quantity}.csv", 3, 1)
        np.testing.assert_allclose(
            found[:days], wanted[:days], rtol=NEAR, atol=1e-9, err_msg=quantity
        )


@pytest.mark.parametrize("case", ["recovery_alt", "rebuild_alt", "arbitrary_alt"])
def test_stocks_of_the_peer_are_those_of_the_evening_before(case: str) -> None:
    run = _run(case)
    wanted = _rows(f"out_{case}_inputs_stocks_selected_steps.csv", 3, 2)
    steps = _steps(case)
    for at, step in enumerate(steps):
        if step:
            np.testing.assert_allclose(
                run.stocks_of(step - 1), wanted[at * 4 : at * 4 + 4], rtol=NEAR
            )


def test_the_base_model_past_the_toss_of_a_bit_stays_within_a_thousandth() -> None:
    run = _run("base_model_recovery")
    wanted = _rows("out_base_model_recovery_production_realised.csv", 3, 1)
    np.testing.assert_allclose(run.output, wanted, rtol=1e-3)


def _steps(case: str) -> list[int]:
    with (FOLDER / f"out_{case}_inputs_stocks_selected_steps.csv").open(encoding="utf-8") as file:
        return sorted({int(row[0]) for row in list(csv.reader(file))[3:]})
