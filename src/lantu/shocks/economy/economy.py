"""A table made ready to be struck: flows, stocks, consumers and capital of a usual day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.flows.coefficients import production
from lantu.flows.national import HOME_USES
from lantu.model.accounts import FinalUse
from lantu.shocks.economy.settings import by_sector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Production
    from lantu.model.input_output_table import InputOutputTable
    from lantu.shocks.economy.settings import ArioSettings

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The rest of the world as a supplier, product by product.

    Attributes:
        Z: Imported inputs of a year, ``(S, n)``.
        Y: Imported final use of a day by consumer, ``(S, R + 1)``.
        usual: Imports of a usual day, ``(S,)``.
        room: What can be imported at most, as a part of that, ``(S,)``.
    """

    Z: Floats
    Y: Floats
    usual: Floats
    room: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """A usual day; ``n = R·S`` rows, consumers are the ``R`` regions and the outside.

    Attributes:
        table: Where it comes from.
        settings: What is assumed beyond it.
        Z: Flows of a year between the table's own rows, ``(R, S, n)``.
        x: Output of a day, ``(n,)``.
        a: Input of each product per unit of output, wherever it comes from, ``(S, n)``.
        Y: Final use of a day by consumer, ``(n, R + 1)``; the last buys exports.
        drawn: What comes out of stocks each day: final uses below zero, ``(n,)``.
        outside: Imports; None where the table has none.
        capital: Of each row, in the table's unit, ``(n,)``.
        value_added: Per unit of output, ``(n,)``.
        days: Days of use that stocks cover, ``(S,)``; ``inf`` where they never run out.
        per_day: ``1/n`` of each product, 0 where it never runs out, ``(S, 1)``.
        fill: ``n/τ``, what of a gap in a stock is ordered, 0 likewise, ``(S, 1)``.
        reach: Output that a stock allows, by what it aims to support: ``1/ψ``, or less where
            a day would use more than there is, ``(S, 1)``.
        minor: Inputs that never bind, ``(S, n)``; None where all do.
    """

    table: InputOutputTable
    settings: ArioSettings
    Z: Floats
    x: Floats
    a: Floats
    Y: Floats
    drawn: Floats
    outside: Outside | None
    capital: Floats
    value_added: Floats
    days: Floats
    per_day: Floats
    fill: Floats
    reach: Floats
    minor: NDArray[np.bool_] | None

    def __len__(self) -> int:
        return len(self.x)

    @property
    def final(self) -> Floats:
        """Final use of each row on a usual day, ``(n,)``."""
        total: Floats = self.Y.sum(axis=1)
        return total

    @property
    def stocks(self) -> Floats:
        """What stocks aim at on a usual day, ``(S, n)``."""
        aim: Floats = np.where(self.a > 0.0, self.days[:, None], 0.0) * (self.a * self.x)
        return aim


def economy(table: InputOutputTable, settings: ArioSettings) -> Economy:
    """A usual day of a table.

    Imports mixed into a competitive table are parted from it in proportion, as
    :func:`lantu.flows.production` does.

    Raises:
        CallerError: Settings that name a sector the table does not have, or leave one out.
        DataError: Imports exceed domestic use.
    """
    made = production(table)
    year, sectors = settings.days_per_year, table.sectors
    shape = (len(table.regions), len(sectors), len(table))
    Z = made.Z if made.Z.min(initial=0.0) >= 0.0 else np.maximum(made.Z, 0.0)
    blocks = Z.reshape(shape)
    outside = _outside(made, settings)
    used = blocks.sum(axis=0) if outside is None else blocks.sum(axis=0) + outside.Z
    a = used * made.per_output
    Y, drawn = _consumers(made, Z)
    minor = (a > 0.0) & (a <= settings.least_input)
    ratio = by_sector("capital_ratio", settings.capital_ratio, sectors, 0.0)
    days = by_sector("inventory_days", settings.inventory_days, sectors, 1.0)
    finite = np.where(np.isfinite(days), days, 0.0)[:, None]
    return Economy(
        table=table,
        settings=settings,
        Z=blocks,
        x=made.x / year,
        a=a,
        Y=Y / year,
        drawn=drawn / year,
        outside=outside,
        capital=np.maximum(made.value_added, 0.0) * np.tile(ratio, len(table.regions)),
        value_added=made.value_added * made.per_output,
        days=days,
        per_day=1.0 / days[:, None],
        fill=finite / settings.restocking,
        reach=np.where(finite > 0.0, finite / np.maximum(settings.binding * finite, 1.0), 1.0),
        minor=minor if minor.any() else None,
    )


def _consumers(made: Production, Z: Floats) -> tuple[Floats, Floats]:
    """Final use of a year by consumer, none below zero, and what stocks give instead.

    What a table leaves unexplained is used by the row's own region.
    """
    home, abroad = made.final_use(*HOME_USES), made.final_use(FinalUse.EXPORT).sum(axis=1)
    final = made.x - Z.sum(axis=1)
    unexplained = np.maximum(final - home.sum(axis=1) - abroad, 0.0)
    rows = np.arange(len(made))
    home = home.copy()
    home[rows, rows // len(made.table.sectors)] += unexplained
    Y = np.maximum(np.column_stack([home, abroad]), 0.0)
    return Y, np.maximum(Y.sum(axis=1) - final, 0.0)


def _outside(made: Production, settings: ArioSettings) -> Outside | None:
    flows = _imports(made)
    if flows is None:
        return None
    Z, Y = flows
    year = settings.days_per_year
    return Outside(
        Z=np.maximum(Z, 0.0),
        Y=np.maximum(Y, 0.0) / year,
        usual=(np.maximum(Z, 0.0).sum(axis=1) + np.maximum(Y, 0.0).sum(axis=1)) / year,
        room=by_sector("import_room", settings.import_room, made.table.sectors, 0.0),
    )


def _imports(made: Production) -> tuple[Floats, Floats] | None:
    """Imported inputs, ``(S, n)``, and imported final use by consumer, ``(S, R + 1)``."""
    table = made.table
    regions, sectors = len(table.regions), len(table.sectors)
    if table.imported is not None:
        uses = table.imported.Y.reshape(sectors, regions, -1)
        sold_on = np.array([use is FinalUse.EXPORT for use in table.uses], dtype=np.bool_)
        home, on = uses[:, :, ~sold_on].sum(axis=2), uses[:, :, sold_on].sum(axis=(1, 2))
        return table.imported.Z, np.column_stack([home, on])
    if not table.competitive:
        return None
    taken = 1.0 - made.domestic_share
    Z = (table.Z * taken[:, None]).reshape(regions, sectors, -1).sum(axis=0)
    shape = (len(table), regions, len(table.finals))
    kept = np.array([use is not FinalUse.EXPORT for use in table.uses], dtype=np.bool_)
    home = table.Y.reshape(shape)[:, :, kept].sum(axis=2) * taken[:, None]
    Y = home.reshape(regions, sectors, regions).sum(axis=0)
    return Z, np.column_stack([Y, np.zeros(sectors)])


def refuse_lengths(table: InputOutputTable, name: str, length: int, wanted: int) -> None:
    """Refuse an event made for another table.

    Raises:
        CallerError: Lengths differ.
    """
    if length != wanted:
        raise CallerError(
            f"{name} tells of {length} rows, the table needs {wanted}: {len(table.regions)} "
            f"regions × {len(table.sectors)} sectors",
            hint="make events from the table they are to strike",
        )
