"""What came of the days of a struck economy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.model.input_output_table import InputOutputTable
    from lantu.shocks.economy.economy import Economy
    from lantu.shocks.economy.events import Event
    from lantu.shocks.economy.settings import ArioSettings

    Floats = NDArray[np.float64]

SERIES = (
    "output",
    "capacity",
    "overproduction",
    "orders",
    "rebuild_demand",
    "met",
    "imported",
    "imports_met",
    "lost_capacity",
)

COLLAPSE = 0.5
"""Part of what undamaged capacity makes on a usual day, less than which is a collapse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomyLosses:
    """What was lost over a whole run, in the table's unit.

    A gain is a loss below zero: rebuilding, or orders that moved elsewhere.

    Attributes:
        table: The economy.
        output: Output less than usual, ``(n,)``.
        direct: What events alone hold down: ``Σ_t Δ x̄``, ``(n,)``.
        value_added: Value added less than usual, ``(n,)``.
        unmet: Final use that went without, by consumer and product, ``(R + 1, S)``, imports
            among it; the last consumer is the outside, that is, exports.
    """

    table: InputOutputTable
    output: Floats
    direct: Floats
    value_added: Floats
    unmet: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for name in ("output", "direct", "value_added", "unmet"):
            getattr(self, name).setflags(write=False)

    @property
    def indirect(self) -> Floats:
        """What customers and suppliers lost besides, ``(n,)``."""
        besides: Floats = self.output - self.direct
        return besides

    @property
    def indirect_part(self) -> float:
        """The part of all output lost that no event held down; 0 where nothing was lost."""
        total = float(self.output.sum())
        return float(self.indirect.sum()) / total if total else 0.0

    def by_region(self, measure: Floats) -> Floats:
        """One of the measures summed by region, ``(R,)``."""
        total: Floats = measure.reshape(len(self.table.regions), -1).sum(axis=1)
        return total

    def by_sector(self, measure: Floats) -> Floats:
        """One of the measures summed by sector, ``(S,)``."""
        total: Floats = measure.reshape(len(self.table.regions), -1).sum(axis=0)
        return total

    def to_polars(self) -> pl.DataFrame:
        """One row per region and sector; ``unmet`` is what the region's users went without."""
        measures = ("output", "direct", "indirect", "value_added")
        columns = {f"{name}_lost": getattr(self, name) for name in measures}
        return frame(_places(self.table), {**columns, "unmet": self.unmet[:-1].ravel()})


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomyRun:
    """``T`` days of an economy of ``n = R·S`` rows; flows are those of a day.

    Attributes:
        economy: A usual day, and what was assumed.
        events: What befell.
        days_run: Days until it came to rest; those after it repeat the last.
        output: What was made, ``(T, n)``.
        capacity: What could have been made, ``(T, n)``.
        overproduction: ``α``: capacity called up, as a part of what is left, ``(T, n)``.
        orders: What other rows asked for, ``(T, n)``.
        rebuild_demand: What rebuilding asked for, ``(T, n)``.
        met: Part of what was asked of each row that it delivered, to all alike, ``(T, n)``.
        imported: What arrived from outside, ``(T, S)``; zeros without imports.
        imports_met: Part of what was asked of the outside that arrived, ``(T, S)``.
        lost_capacity: ``Δ``: part of capacity that events held down, ``(T, n)``.
        stocks: Stock of each input with each user in the evening, ``(T, S, n)``; ``inf`` where
            it never runs out. None unless asked for.
    """

    economy: Economy
    events: tuple[Event, ...]
    days_run: int
    output: Floats
    capacity: Floats
    overproduction: Floats
    orders: Floats
    rebuild_demand: Floats
    met: Floats
    imported: Floats
    imports_met: Floats
    lost_capacity: Floats
    stocks: Floats | None = None

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for name in SERIES:
            getattr(self, name).setflags(write=False)
        if self.stocks is not None:
            self.stocks.setflags(write=False)

    def __len__(self) -> int:
        return len(self.output)

    @property
    def table(self) -> InputOutputTable:
        """The economy's table."""
        return self.economy.table

    @property
    def settings(self) -> ArioSettings:
        """What was assumed beyond it."""
        return self.economy.settings

    @property
    def rebuilt(self) -> Floats:
        """What was delivered to rebuild, ``(T, n)``."""
        delivered: Floats = self.rebuild_demand * self.met
        return delivered

    @property
    def final_unmet(self) -> Floats:
        """Final use that each row did not deliver, ``(T, n)``."""
        missing: Floats = self.economy.final * (1.0 - self.met)
        return missing

    @property
    def unmet(self) -> Floats:
        """Final use that went without, by consumer and product, ``(T, R + 1, S)``.

        The last consumer is the outside: exports that were not delivered.
        """
        R, S, _ = self.economy.Z.shape
        short = (1.0 - self.met).reshape(len(self), R, S)
        missing: Floats = np.einsum(
            "trs,rsc->tcs", short, self.economy.Y.reshape(R, S, -1), optimize=True
        )
        if self.economy.outside is not None:
            missing += np.einsum("ts,sc->tcs", 1.0 - self.imports_met, self.economy.outside.Y)
        return missing

    @property
    def daily(self) -> Floats:
        """Output of every day as a part of a usual one, ``(T,)``."""
        part: Floats = self.output.sum(axis=1) / self.economy.x.sum()
        return part

    @property
    def collapsed(self) -> bool:
        """Whether in the end less than half of what capacity allows is made.

        Capacity is what events leave; a run that ends amid its events has not collapsed
        for that alone.
        """
        could = float(((1.0 - self.lost_capacity[-1]) * self.economy.x).sum())
        return float(self.output[-1].sum()) < COLLAPSE * could

    @property
    def losses(self) -> EconomyLosses:
        """What was lost over all days."""
        x = self.economy.x
        output = (x - self.output).sum(axis=0)
        return EconomyLosses(
            table=self.table,
            output=output,
            direct=self.lost_capacity.sum(axis=0) * x,
            value_added=output * self.economy.value_added,
            unmet=self.unmet.sum(axis=0),
        )

    def stocks_of(self, day: int) -> Floats:
        """Stocks in the evening of a day, ``(S, n)``.

        Raises:
            CallerError: Stocks were not kept.
        """
        if self.stocks is None:
            raise CallerError("stocks were not kept", hint="ask with keep_stocks=True")
        evening: Floats = self.stocks[day]
        return evening

    def to_polars(self) -> pl.DataFrame:
        """One row per day, region and sector; ``unmet`` is what the region's users lack."""
        T, n = self.output.shape
        places = {key: [*values] * T for key, values in _places(self.table).items()}
        columns = {
            "output": self.output,
            "capacity": self.capacity,
            "overproduction": self.overproduction,
            "orders": self.orders,
            "rebuild_demand": self.rebuild_demand,
            "rebuilt": self.rebuilt,
            "met": self.met,
            "unmet": self.unmet[:, :-1],
        }
        days = {"day": np.repeat(np.arange(T), n)}
        return frame(places, {**days, **{key: each.ravel() for key, each in columns.items()}})


def _places(table: InputOutputTable) -> dict[str, list[str]]:
    regions = [region for region in table.regions for _ in table.sectors]
    return {"region": regions, "sector": list(table.sectors.codes) * len(table.regions)}
