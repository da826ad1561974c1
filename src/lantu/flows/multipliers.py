"""Multipliers: what a unit of final use calls for in all sectors together.

Type I: ``M = S·L``, with ``S = F·diag(x)⁻¹`` the direct amount per unit of output. Type II
closes the table for households: what they earn, they spend. Miller & Blair (2009), §6.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.flows.arrays import freeze, region_sums, row_at
from lantu.flows.coefficients import production
from lantu.flows.solving import factors_of
from lantu.model.accounts import FinalUse
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    from lantu.flows.coefficients import Imports, Production
    from lantu.flows.solving import Solver
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

OUTPUT, VALUE_ADDED, IMPORTS = "output", "value added", "imports"
"""Rows that every table has, beside its primary inputs and stressors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Households:
    """Who earns and spends in a type II multiplier.

    Attributes:
        income: Codes of the primary inputs that households earn, such as compensation.
        uses: Final uses that are theirs.
        spending: Part of a unit of income that they spend, at home or on imports; None takes
            what each region's table shows, consumption over income, which exceeds 1 where
            consumption is paid from other income.
    """

    income: Sequence[str]
    uses: tuple[FinalUse, ...] = (FinalUse.HOUSEHOLD,)
    spending: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Multipliers:
    """Direct and total amounts per unit; ``k`` rows counted, ``n`` sectors.

    Attributes:
        production: The flows behind them.
        rows: What each row counts, ``k``.
        direct: ``S``, per unit of output, shape ``(k, n)``.
        total: ``M = S·L``, per unit of final use; closed for households where asked.
    """

    production: Production
    rows: tuple[str, ...]
    direct: Floats
    total: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def of(self, row: str) -> Floats:
        """Total amounts of one row, ``(n,)``.

        Raises:
            CallerError: No such row.
        """
        found: Floats = self.total[row_at(self.rows, row)]
        return found

    def to_polars(self) -> pl.DataFrame:
        """One row per sector, a column of totals per row counted."""
        return frame(
            {"sector": self.production.labels}, dict(zip(self.rows, self.total, strict=True))
        )


def multipliers(
    table: InputOutputTable,
    *rows: str,
    own: Mapping[str, ArrayLike] | None = None,
    households: Households | None = None,
    imports: Imports = "domestic",
    using: Solver | None = None,
) -> Multipliers:
    """Multipliers of chosen rows, without an inverse.

    Type I ``M = S·L``, one transposed solve for all rows. With households, type II
    ``M + (M·C)·(I - W·L·C)⁻¹·(W·L)``: ``W`` is what each region's households earn per unit of
    output, ``(R, n)``; ``C`` what they buy per unit of income, ``(n, R)``. This equals
    the first ``n`` columns of the inverse of the closed table (truncated type II).

    Args:
        table: The table.
        *rows: ``output``, ``value added``, ``imports``, or codes of primary inputs and
            stressors; all that the table has where none is named.
        own: Further rows: amounts, not coefficients, each ``(n,)``.
        households: Closes the table for them; open where left out.
        imports: As for :func:`~lantu.flows.coefficients.coefficients`.
        using: An inverse or factors of this table where they are at hand.

    Raises:
        CallerError: No such row; an own row of another length.
        DataError: Households spend so much that the closed table is not productive; or as for
            :func:`~lantu.flows.inverse.leontief`.
    """
    solver = using or factors_of(production(table, imports=imports))
    made = solver.production
    named = amounts_of(made, rows, own or {})
    S = np.array([amounts * made.per_output for amounts in named.values()]).reshape(-1, len(made))
    if households is None:
        M = solver.solve_transposed(S.T).T
        return Multipliers(production=made, rows=tuple(named), direct=S, total=M)
    earned, C = _household_coefficients(made, households)
    both = solver.solve_transposed(np.vstack([S, earned]).T).T
    M, earned_in_all = both[: len(S)], both[len(S) :]
    return Multipliers(
        production=made,
        rows=tuple(named),
        direct=S,
        total=M + (M @ C) @ np.linalg.solve(_rounds(made, earned_in_all @ C), earned_in_all),
    )


def amounts_of(
    made: Production, rows: tuple[str, ...], own: Mapping[str, ArrayLike]
) -> dict[str, Floats]:
    """Amounts of the rows asked for, each ``(n,)``; all that the table has where none is named.

    Raises:
        CallerError: No such row; an own row of another length.
    """
    known = _known(made)
    chosen = {row: known.get(row) for row in rows or known}
    strange = [row for row, amounts in chosen.items() if amounts is None]
    if strange:
        raise CallerError(
            f"no row {', '.join(strange)} in the table", hint=f"there are {', '.join(known)}"
        )
    found = {row: amounts for row, amounts in chosen.items() if amounts is not None}
    for row, amounts in own.items():
        found[row] = np.asarray(amounts, dtype=np.float64)
        if found[row].shape != (len(made),):
            raise CallerError(f"row {row} is {found[row].shape}, not ({len(made)},)")
    return found


def _known(made: Production) -> dict[str, Floats]:
    table = made.table
    known = {OUTPUT: made.x, VALUE_ADDED: made.value_added, IMPORTS: made.imported}
    known |= dict(zip(table.primaries, table.V, strict=True))
    if table.satellite is not None:
        known |= dict(zip(table.satellite.stressors, table.satellite.F, strict=True))
    return known


def _household_coefficients(made: Production, households: Households) -> tuple[Floats, Floats]:
    """``W`` and ``C``: income per unit of output, spending per unit of income."""
    table, regions = made.table, len(made.table.regions)
    earned = table.V[[table.primaries.at(code) for code in households.income]].sum(axis=0)
    income = region_sums(earned, regions)
    if not (income > 0).all():
        poor = ", ".join(table.regions.codes[r] for r in np.flatnonzero(income <= 0))
        raise DataError(f"households earn nothing in {poor}", hint="name their primary inputs")
    by_region = np.kron(np.eye(regions), np.ones(len(table.sectors)))
    bought = made.final_use(*households.uses)
    spent = income if households.spending is None else _spent(made, households)
    part = 1.0 if households.spending is None else households.spending
    return by_region * earned * made.per_output, bought * part / spent


def _spent(made: Production, households: Households) -> Floats:
    """All that each region's households spend, at home and on imports, ``(R,)``."""
    table = made.table
    mine = np.tile([use in households.uses for use in table.uses], len(table.regions))
    spent = table.Y[:, mine].sum(axis=0)
    if table.imported is not None:
        spent = spent + table.imported.Y[:, mine].sum(axis=0)
    total: Floats = region_sums(spent, len(table.regions))
    if not (total > 0).all():
        raise DataError("households of a region spend nothing", hint="name their final uses")
    return total


def _rounds(made: Production, earned_again: Floats) -> Floats:
    """``I - W·L·C``, refused where a unit earned makes a unit or more be earned again."""
    if np.abs(np.linalg.eigvals(earned_again)).max(initial=0.0) >= 1.0:
        regions = made.table.regions.codes
        worst = regions[int(earned_again.sum(axis=0).argmax())]
        raise DataError(
            f"closed for households the table is not productive: a unit earned in {worst} "
            f"makes households earn {earned_again.sum(axis=0).max():.3f} again",
            hint="give the part of income that they spend, such as spending=0.8",
        )
    rounds: Floats = np.eye(len(earned_again)) - earned_again
    return rounds
