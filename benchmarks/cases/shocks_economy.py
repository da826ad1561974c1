"""A struck economy, day by day, beside BoARIO with the order type it has by default.

Sizes count rows, regions times sectors; the greatest are those of the world tables in use.
One row loses half of its capital for thirty days, and has it back sixty days later. Making
models ready counts, reading tables does not. Nothing ends either run early: every one of the
days is stepped through.
"""

from __future__ import annotations

from typing import Any

from benchmarks.registry import Case, Rival

SIZES = (120, 500, 2464)
DAYS = 90
START, LASTS, BACK = 1, 30, 60
STRUCK, PART = 5, 0.5
RATIO, STOCKS = 4.0, 90.0


def _world(size: int) -> Any:
    """The table, with one final use a region, and the capital that the struck row loses."""
    from benchmarks.generators.mrio import world  # noqa: PLC0415 - cases are listed without it

    made = world(size)
    Y = made.Y.reshape(size, len(made.regions), -1).sum(axis=2)
    added = made.x - made.Z.sum(axis=0)
    return made, Y, float(PART * RATIO * added[STRUCK])


def _table(size: int) -> Any:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from lantu.flows import input_output_table  # noqa: PLC0415 - as above
    from lantu.model.scenario import Return  # noqa: PLC0415 - as above
    from lantu.shocks import CapitalLoss, Course  # noqa: PLC0415 - as above

    made, Y, lost = _world(size)
    table = input_output_table(made.Z, Y, regions=made.regions, sectors=made.sectors)
    amount = np.zeros(size)
    amount[STRUCK] = lost
    course = Course(start=START, days=LASTS, back=Return.LINEAR, back_days=BACK)
    return table, CapitalLoss(name="struck", amount=amount, course=course)


def _ours(given: Any) -> object:
    from lantu.shocks import ArioSettings, ario  # noqa: PLC0415 - as above

    table, event = given
    assumed = ArioSettings(inventory_days=STOCKS, capital_ratio=RATIO, rest=0.0)
    return ario(table, [event], days=DAYS, settings=assumed)


def _as_the_peer(given: Any) -> object:
    from lantu.shocks import ario, like_boario  # noqa: PLC0415 - as above

    table, event = given
    assumed = like_boario(inventory_days=STOCKS, capital_ratio=RATIO)
    return ario(table, [event], days=DAYS, settings=assumed)


def _frames(size: int) -> Any:
    """What BoARIO takes: a system of pymrio, and the capital lost by name."""
    import pandas as pd  # noqa: PLC0415 - only the rivals' environment has it
    import pymrio  # noqa: PLC0415 - as above

    made, Y, lost = _world(size)
    rows = pd.MultiIndex.from_product([made.regions, made.sectors], names=["region", "sector"])
    uses = pd.MultiIndex.from_product([made.regions, ["final"]], names=["region", "category"])
    system = pymrio.IOSystem(
        Z=pd.DataFrame(made.Z, index=rows, columns=rows),
        Y=pd.DataFrame(Y, index=rows, columns=uses),
    )
    struck = pd.Series([lost], index=rows[[STRUCK]])
    return system.calc_system(), struck


def _boario(given: Any) -> object:
    from boario import event  # noqa: PLC0415 - only the rivals' environment has it
    from boario.extended_models import ARIOPsiModel  # noqa: PLC0415 - as above
    from boario.simulation import Simulation  # noqa: PLC0415 - as above

    system, struck = given
    model = ARIOPsiModel(system, main_inv_dur=int(STOCKS))
    run = Simulation(model, n_temporal_units_to_sim=DAYS, show_progress=False)
    run.add_event(
        event.from_series(
            struck,
            event_type="recovery",
            occurrence=START,
            duration=LASTS,
            event_monetary_factor=10**6,
            recovery_function="linear",
            recovery_tau=BACK,
        )
    )
    run.loop()
    return run.production_realised


def _rival() -> Rival:
    return Rival(name="boario", run=_boario, needs="boario", setup=_frames, environment="boario")


CASES = (
    Case(
        name="shocks-economy",
        about="90 days of a struck economy of n rows beside BoARIO's default order type",
        sizes=SIZES,
        setup=_table,
        run=_ours,
        rival=_rival(),
    ),
    Case(
        name="shocks-economy-peer",
        about="the same with the peer's own figures",
        sizes=SIZES,
        setup=_table,
        run=_as_the_peer,
        rival=_rival(),
    ),
)
