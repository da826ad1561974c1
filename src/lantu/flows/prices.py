"""What a change of costs does to prices, when every sector passes its costs on.

Leontief's price model: a price covers the inputs bought at their prices, and primary and
imported inputs besides. With quantities fixed, changes follow the chain::

    Δp = A'·Δp + Δv      so      Δp = L'·Δv

Prices are indices, 1 before the change. Where the prices of a group ``K`` are set from
outside, the cost ``w`` that would lead to them is found from ``L'`` itself and the rest
follows: ``(L')_KK·w = Δp_K - (L'·Δv)_K``. Miller & Blair (2009), §2.6; Dietzenbacher (1997).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze
from lantu.flows.coefficients import import_shares, production
from lantu.flows.solving import factors_of
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    from lantu.flows.coefficients import Production
    from lantu.flows.solving import Solver
    from lantu.model.accounts import FinalUse
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

Changes: TypeAlias = "float | Mapping[str, float]"
"""One relative change for all, or one for each code named; 0.1 is ten per cent more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """Prices after a change of costs, relative to those before.

    Attributes:
        production: The flows along which costs are passed on.
        cost: ``Δv``, what a unit of output costs more before anything is passed on, ``(n,)``.
        change: ``Δp``, ``(n,)``.
        fixed: Which prices were set from outside, ``(n,)``.
    """

    production: Production
    cost: Floats
    change: Floats
    fixed: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def for_users(self, *uses: FinalUse) -> Floats:
        """``Σ_i Δp_i f_ir / Σ_i f_ir``: what the region's final users pay more, ``(R,)``.

        Weighted by what they buy from the table's sectors, for the purposes named or for
        all; 0 for a region that buys nothing.
        """
        bought = self.production.final_use(*uses)
        spent = bought.sum(axis=0)
        paid: Floats = self.change @ bought / np.where(spent != 0, spent, 1.0)
        return np.where(spent != 0, paid, 0.0)

    def to_polars(self) -> pl.DataFrame:
        """One row per sector."""
        return frame(
            {"sector": self.production.labels},
            {"cost": self.cost, "change": self.change, "fixed": self.fixed},
        )


def price_change(
    table: InputOutputTable,
    *,
    primary: Mapping[str, float] | None = None,
    imported: Changes = 0.0,
    cost: ArrayLike | None = None,
    fixed: Mapping[str, float] | None = None,
    using: Solver | None = None,
) -> PriceChange:
    """``Δp = L'·Δv``, all costs passed on in full, quantities unchanged.

    Args:
        table: The table; imported inputs leak out and carry prices of their own.
        primary: Relative change of each primary input's price, such as ``{"wages": 0.1}``.
        imported: Relative change of the price of imported inputs: of all, or by product.
        cost: More cost per unit of output, ``(n,)``, such as a tax.
        fixed: Relative change of prices set from outside, by sector label; the sectors'
            own costs then change nothing.
        using: Factors or an inverse of the same table that are at hand.

    Raises:
        CallerError: No such primary input, product or sector; ``cost`` of another length;
            or a price that would fall below zero.
        DataError: As for :func:`~lantu.flows.solving.factorise`.
    """
    made = using.production if using is not None else production(table)
    solver = using if using is not None else factors_of(made)
    added = _primary_cost(made, primary or {}) + _imported_cost(made, imported)
    added = added + _own_cost(made, cost)
    held = _positions(made.labels, fixed or {}, "sector")
    change = _with_fixed(solver, added, held)
    if (change <= -1.0).any():
        worst = made.labels[int(change.argmin())]
        raise CallerError(
            f"the price of {worst} would fall by {-change.min():.0%}",
            hint="changes are relative: -0.1 is ten per cent less",
        )
    named = np.zeros(len(made), dtype=np.bool_)
    named[list(held)] = True
    return PriceChange(production=made, cost=added, change=change, fixed=named)


def _with_fixed(solver: Solver, added: Floats, held: Mapping[int, float]) -> Floats:
    """``L'·Δv`` with the prices of some sectors as they are told to be."""
    free = solver.solve_transposed(added)
    if not held:
        return free
    at = list(held)
    pushes = np.zeros((len(added), len(at)))
    pushes[at, range(len(at))] = 1.0
    passed = solver.solve_transposed(pushes)
    wanted = np.array([held[k] for k in at])
    found: Floats = free + passed @ np.linalg.solve(passed[at], wanted - free[at])
    found[at] = wanted
    return found


def _primary_cost(made: Production, changes: Mapping[str, float]) -> Floats:
    table = made.table
    at = _positions(table.primaries.codes, changes, "primary input")
    total = np.zeros(len(made))
    for row, change in at.items():
        total += table.V[row] * made.per_output * change
    return total


def _imported_cost(made: Production, changes: Changes) -> Floats:
    if isinstance(changes, (int, float)):
        return made.imported * made.per_output * float(changes)
    at = _positions(made.table.sectors.codes, changes, "imported product")
    total = np.zeros(len(made))
    bought = imported_inputs(made)
    for row, change in at.items():
        total += bought[row] * made.per_output * change
    return total


def imported_inputs(made: Production) -> Floats:
    """Imported product ``s`` bought by column ``j``, shape ``(S, n)``; zeros without imports."""
    table = made.table
    if table.imported is not None:
        return table.imported.Z
    bought = np.zeros((len(table.sectors), len(made)))
    if table.competitive:
        parted = import_shares(table)[:, None] * table.Z
        bought = parted.reshape(len(table.regions), -1, len(made)).sum(axis=0)
    return bought


def _own_cost(made: Production, cost: ArrayLike | None) -> Floats:
    added = np.zeros(len(made)) if cost is None else np.asarray(cost, dtype=np.float64)
    if added.shape != (len(made),) or not np.isfinite(added).all():
        raise CallerError(
            f"cost is {added.shape}, not ({len(made)},), or holds no finite numbers",
            hint="give one amount per unit of output for every row of the table",
        )
    return added


def _positions(
    labels: tuple[str, ...], changes: Mapping[str, float], noun: str
) -> dict[int, float]:
    """The changes by position, in the order of the labels."""
    strange = [code for code in changes if code not in labels]
    wrong = [code for code, change in changes.items() if not -1.0 < change < np.inf]
    if strange or wrong:
        raise CallerError(
            f"no {noun} {strange[0]!r}" if strange else f"{wrong[0]}: {changes[wrong[0]]}",
            hint=f"there are {', '.join(labels[:6])} …"
            if strange
            else "a relative change lies above -1: 0.1 is ten per cent more",
        )
    return {labels.index(code): changes[code] for code in sorted(changes, key=labels.index)}
