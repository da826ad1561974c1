"""Footprints: what final use anywhere calls for everywhere, by who makes and who uses it.

With ``S`` the direct amounts per unit of output and ``Y`` final use by region, ``(n, R)``::

    M = S·L                          per unit of final use
    D_cba[:, (c, s)] = Σ_r M[:, (r, s)]·Y[(r, s), c]     consumption: product s used in c
    D_pba = S·diag(L·Y·1)            production: where it arises
    D_imp, D_exp                     of these, what arises outside the user's own region

These are the accounts of Peters (2008), under the names that pymrio gives them (Stadler 2021).
All but ``D_imp`` by product follow without an inverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.flows.arrays import freeze, region_sums
from lantu.flows.coefficients import coefficients_of, production
from lantu.flows.inverse import leontief
from lantu.flows.multipliers import amounts_of
from lantu.flows.solving import factors_of
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    from lantu.flows.coefficients import Coefficients, Imports, Production
    from lantu.flows.inverse import Inverse
    from lantu.flows.solving import Solver
    from lantu.model.accounts import FinalUse
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprints:
    """Accounts of ``k`` rows; ``n = R·S`` sectors.

    Attributes:
        production: The flows behind them.
        rows: What each row counts, ``k``.
        S: Direct amount per unit of output, shape ``(k, n)``.
        M: Total amount per unit of final use, ``(k, n)``.
        D_cba: By using region and product, whoever made it, ``(k, n)``.
        D_pba: By producing sector, for whatever final use, ``(k, n)``.
        D_exp: By producing sector, for final use in other regions, ``(k, n)``.
        between: From the region where it arises to the region of final use, ``(k, R, R)``.
        direct: What final use itself bears in each region, ``(k, R)``; zero in rows for
            which the table has no such figure.
    """

    production: Production
    rows: tuple[str, ...]
    S: Floats
    M: Floats
    D_cba: Floats
    D_pba: Floats
    D_exp: Floats
    between: Floats
    direct: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def D_cba_reg(self) -> Floats:
        """Footprint of each region, what its final use bears itself included, ``(k, R)``."""
        total: Floats = self.between.sum(axis=1) + self.direct
        return total

    @property
    def D_pba_reg(self) -> Floats:
        """What arises in each region, final use itself included, ``(k, R)``."""
        total: Floats = self.between.sum(axis=2) + self.direct
        return total

    @property
    def D_imp_reg(self) -> Floats:
        """What arises elsewhere for each region's final use, ``(k, R)``."""
        total: Floats = self.between.sum(axis=1) - self._domestic
        return total

    @property
    def D_exp_reg(self) -> Floats:
        """What arises in each region for final use elsewhere, ``(k, R)``."""
        total: Floats = self.between.sum(axis=2) - self._domestic
        return total

    @property
    def _domestic(self) -> Floats:
        return np.diagonal(self.between, axis1=1, axis2=2)

    def to_polars(self) -> pl.DataFrame:
        """One row per region: of each row counted, consumption, production, imports, exports."""
        columns: dict[str, Floats] = {}
        sides = (self.D_cba_reg, self.D_pba_reg, self.D_imp_reg, self.D_exp_reg)
        for name, account in zip(("cba", "pba", "imp", "exp"), sides, strict=True):
            columns |= {f"{row} {name}": account[at] for at, row in enumerate(self.rows)}
        return frame({"region": self.production.table.regions.codes}, columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Everything that follows from a table and its satellite accounts, at once.

    Attributes:
        inverse: ``L``.
        footprints: ``S``, ``M`` and the accounts.
        S_Y: What a unit of final use itself bears, shape ``(k, R·C)``; zero as
            :attr:`Footprints.direct` is.
        D_imp: By using region and product, what arises in other regions, ``(k, n)``.
    """

    inverse: Inverse
    footprints: Footprints
    S_Y: Floats
    D_imp: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def coefficients(self) -> Coefficients:
        """``A`` and the other inputs per unit of output, worked out at each call.

        Kept, ``A`` would take as much memory as the table; it is one multiplication away.
        """
        return coefficients_of(self.inverse.production)


def footprints(
    table: InputOutputTable,
    *rows: str,
    own: Mapping[str, ArrayLike] | None = None,
    uses: Sequence[FinalUse] = (),
    imports: Imports = "domestic",
    using: Solver | None = None,
) -> Footprints:
    """Multipliers and footprints of chosen rows, without an inverse.

    Two solves with one factorisation: ``k`` right-hand sides for ``M``, one a region for
    ``L·Y``.

    Args:
        table: The table.
        *rows: ``output``, ``value added``, ``imports``, codes of primary inputs and
            stressors; all that the table has where none is named.
        own: Further rows: amounts, each ``(n,)``.
        uses: Only these final uses; all where left out.
        imports: As for :func:`~lantu.flows.coefficients.coefficients`.
        using: An inverse or factors of this table where they are at hand.

    Raises:
        CallerError: No such row; an own row of another length.
        DataError: As for :func:`~lantu.flows.inverse.leontief`.
    """
    solver = using or factors_of(production(table, imports=imports))
    made = solver.production
    amounts = amounts_of(made, rows, own or {})
    S = np.array([row * made.per_output for row in amounts.values()]).reshape(-1, len(made))
    Y = made.final_use(*uses)
    M, X = solver.solve_transposed(S.T).T, solver.solve(Y)
    regions = len(table.regions)
    called, abroad = X.sum(axis=1), _for_others(X, regions)
    return Footprints(
        production=made,
        rows=tuple(amounts),
        S=S,
        M=M,
        D_cba=_by_use(M, Y),
        D_pba=S * called,
        D_exp=S * abroad,
        between=_between(S, X),
        direct=_of_regions(_borne(made, tuple(amounts)), table, uses),
    )


def system(
    table: InputOutputTable,
    *rows: str,
    own: Mapping[str, ArrayLike] | None = None,
    imports: Imports = "domestic",
) -> System:
    """Inverse, multipliers and all accounts of a table in one call; coefficients on demand.

    Beside the inverse this takes a few passes over the table: the part of ``L·diag(Y)`` that
    a region makes for itself is summed block by block and never stored whole.

    Args:
        table: The table.
        *rows: As for :func:`footprints`.
        own: Further rows: amounts, each ``(n,)``.
        imports: As for :func:`~lantu.flows.coefficients.coefficients`.

    Raises:
        CallerError: As for :func:`footprints`.
        DataError: As for :func:`~lantu.flows.inverse.leontief`.
    """
    inverse = leontief(table, imports=imports)
    found = footprints(table, *rows, own=own, using=inverse)
    spent = table.Y.sum(axis=0)
    borne = _borne(found.production, found.rows)
    return System(
        inverse=inverse,
        footprints=found,
        S_Y=np.divide(borne, spent, out=np.zeros(borne.shape), where=spent != 0),
        D_imp=found.D_cba - _made_at_home(found.S, inverse.matrix, found.production.final_use()),
    )


def _for_others(X: Floats, regions: int) -> Floats:
    """Output of each sector for final use outside its own region, ``(n,)``."""
    elsewhere: Floats = X.sum(axis=1) - _at_home(X, regions)
    return elsewhere


def _at_home(X: Floats, regions: int) -> Floats:
    home: Floats = np.einsum("rsr->rs", X.reshape(regions, -1, regions)).reshape(-1)
    return home


def _by_use(M: Floats, Y: Floats) -> Floats:
    """``Σ_r M[:, (r, s)]·Y[(r, s), c]``, columns ``(c, s)``; shape of ``M``."""
    regions = Y.shape[1]
    sides = M.reshape(len(M), regions, -1), Y.reshape(regions, -1, regions)
    used: Floats = np.einsum("krs,rsc->kcs", *sides, optimize=True).reshape(M.shape)
    return used


def _between(S: Floats, X: Floats) -> Floats:
    """``Σ_s S[:, (p, s)]·X[(p, s), c]``, from region ``p`` to region ``c``."""
    regions = X.shape[1]
    per = S.reshape(len(S), regions, -1).swapaxes(0, 1)
    flows: Floats = (per @ X.reshape(regions, -1, regions)).swapaxes(0, 1)
    return flows


def _made_at_home(S: Floats, L: Floats, Y: Floats) -> Floats:
    """What arises in the region of final use itself, by product used, ``(k, n)``."""
    regions, found = Y.shape[1], np.empty(S.shape)
    size = len(L) // regions
    for c in range(regions):
        here = slice(c * size, (c + 1) * size)
        blocks = L[here].reshape(size, regions, size)
        made: Floats = np.einsum("irs,rs->is", blocks, Y[:, c].reshape(regions, size))
        found[:, here] = S[:, here] @ made
    return found


def _borne(made: Production, rows: tuple[str, ...]) -> Floats:
    """What each final use itself bears of each row, ``(k, R·C)``."""
    table = made.table
    found = np.zeros((len(rows), table.Y.shape[1]))
    satellite = table.satellite
    if satellite is None or satellite.F_Y is None:
        return found
    for at, row in enumerate(rows):
        if row in satellite.stressors:
            found[at] = satellite.F_Y[satellite.stressors.at(row)]
    return found


def _of_regions(borne: Floats, table: InputOutputTable, uses: Sequence[FinalUse]) -> Floats:
    wanted = np.tile([not uses or use in uses for use in table.uses], len(table.regions))
    return region_sums(borne * wanted, len(table.regions))
