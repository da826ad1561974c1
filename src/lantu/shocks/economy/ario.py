"""An economy struck by events, day by day (ARIO: adaptive regional input–output model)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.shocks.economy.damage import Damage
from lantu.shocks.economy.economy import economy
from lantu.shocks.economy.runs import SERIES, EconomyRun
from lantu.shocks.economy.settings import ArioSettings
from lantu.shocks.economy.stepping import Today, at_rest, made_at_rest, step

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from lantu.model.input_output_table import InputOutputTable
    from lantu.shocks.economy.economy import Economy
    from lantu.shocks.economy.events import Event
    from lantu.shocks.economy.stepping import Made, State

    Floats = NDArray[np.float64]

STILL = 3
"""Days without a move after which an economy is at rest: one alone may be a turning point."""


def ario(
    table: InputOutputTable,
    events: Sequence[Event],
    *,
    days: int = 365,
    settings: ArioSettings | None = None,
    keep_stocks: bool = False,
    progress: Callable[[float], None] | None = None,
) -> EconomyRun:
    """Let events strike an economy, and follow it day by day.

    Nothing moves before the first event, so nothing is computed. Once no event moves
    anything any more, and neither output nor orders of any row have moved for three days by
    more than ``settings.rest`` of usual output, the economy is at rest and its last day
    repeats. With stocks filled over ``tau_inv`` days, what is then still to come is about
    ``rest · tau_inv`` of usual output.

    Args:
        table: The economy; with imports kept apart or mixed in, or with none.
        events: What befalls; any number, at once or one after the other.
        days: Days to follow it.
        settings: What is assumed beyond the table.
        keep_stocks: Keep stocks of every day: ``T·S·n`` numbers.
        progress: Called with the part of the days that is done.

    Raises:
        CallerError: No days, an event after the last one, for another table, or on a row
            that has no output or capital; settings that name no sector of the table.
        DataError: Imports exceed domestic use.
    """
    if days < 1:
        raise CallerError(f"{days} days", hint="follow the economy for a day at least")
    usual = economy(table, settings or ArioSettings())
    return follow(usual, events, days, keep_stocks=keep_stocks, progress=progress)


def follow(
    usual: Economy,
    events: Sequence[Event],
    days: int,
    *,
    keep_stocks: bool = False,
    progress: Callable[[float], None] | None = None,
) -> EconomyRun:
    """The same for an economy made ready before, as many runs on one table want it.

    Raises:
        CallerError: As for :func:`ario`.
    """
    damage = Damage(usual, events, days)
    state = at_rest(usual)
    log = _Log(usual, days, keep_stocks=keep_stocks)
    log.write(slice(0, days), made_at_rest(usual, state), state, None)
    still, end = 0, days
    for day in range(days if damage.first is None else damage.first, days):
        before = state.orders, state.output
        today = Today(damage.lost(day), damage.cut(day), damage.open(day))
        log.write(slice(day, day + 1), step(usual, state, today), state, today.lost)
        moved = _moved(usual, before, state)
        still = still + 1 if day >= damage.settled and moved <= usual.settings.rest else 0
        if progress is not None:
            progress((day + 1) / days)
        if still >= STILL and usual.settings.rest:
            end = day + 1
            log.repeat(day)
            break
    return log.run(events, end if damage.first is not None else 0)


def _moved(usual: Economy, before: tuple[Floats, Floats], state: State) -> float:
    """The greatest move of orders or output since the day before, by usual output."""
    orders, output = before
    moves = np.maximum(np.abs(state.orders - orders), np.abs(state.output - output))
    return float((moves / np.maximum(usual.x, np.finfo(float).tiny)).max(initial=0.0))


class _Log:
    """Series that are written day by day."""

    def __init__(self, usual: Economy, days: int, *, keep_stocks: bool) -> None:
        n, S = len(usual), len(usual.days)
        widths = dict.fromkeys(SERIES, n) | {"imported": S, "imports_met": S}
        self._usual = usual
        self._series = {name: np.zeros((days, width)) for name, width in widths.items()}
        self._stocks = np.zeros((days, S, n)) if keep_stocks else None

    def write(self, days: slice, made: Made, state: State, lost: Floats | None) -> None:
        for name, values in made._asdict().items():
            self._series[name][days] = values
        if lost is not None:
            self._series["lost_capacity"][days] = lost
        if self._stocks is not None:
            self._stocks[days] = _stocks(self._usual, state)

    def repeat(self, day: int) -> None:
        kept = list(self._series.values()) + ([] if self._stocks is None else [self._stocks])
        for series in kept:
            series[day + 1 :] = series[day]

    def run(self, events: Sequence[Event], end: int) -> EconomyRun:
        return EconomyRun(
            economy=self._usual,
            events=tuple(events),
            days_run=end,
            stocks=self._stocks,
            **self._series,
        )


def _stocks(usual: Economy, state: State) -> Floats:
    """``S = σ n a``; nothing where nothing is used, ``inf`` where it never runs out."""
    finite = np.where(np.isfinite(state.support), state.support, 0.0)
    days = np.where(np.isfinite(usual.days), usual.days, 0.0)[:, None]
    held: Floats = finite * days * usual.a
    endless = np.isinf(usual.days)[:, None] & (usual.a > 0.0)
    return np.where(endless, np.inf, held)
