"""Input–output tables: who sells how much to whom, in one canonical form.

Rows sell to columns. Rows and columns run region by region, and within a region sector by
sector: position ``r·S + s``; final uses likewise, ``r·C + c``. Three kinds share the record:

* one region, *imports kept apart* (``imported`` is given): ``Z`` and ``Y`` are domestic use;
* one region, *competitive* (``imports`` is not zero): ``Z`` and ``Y`` are total use;
* many regions: what the regions sell to each other stands in ``Z`` and ``Y``.

Balance (conventions §4), to a stated tolerance of the greatest output::

    Σ_j Z_ij + Σ_k Y_ik - m_i + e_i = x_i            every row
    Σ_i Z_ij + Σ_i Zm_ij + Σ_p V_pj = x_j            every column, where V is given
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from lantu.errors import DataError
from lantu.model.accounts import FinalUse, Imported, Satellite, numbers
from lantu.model.roster import Roster, roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

BALANCE = 1e-6
"""Part of the greatest output that a row or column may be off: published tables are rounded."""


UNTITLED = Text("投入产出表", "Input–output table")

SHOWN = 5
"""Rows a message names before it counts the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOutputTable:
    """One table; ``n = R·S``.

    Attributes:
        regions: ``R`` regions.
        sectors: ``S`` sectors.
        finals: ``C`` categories of final use.
        uses: What each category is for; ``C``.
        primaries: ``p`` categories of primary input (value added); may be empty.
        Z: Intermediate flows, shape ``(n, n)``.
        Y: Final uses, shape ``(n, R·C)``; inventories may be negative.
        V: Primary inputs, shape ``(p, n)``; p = 0 where the table has none.
        x: Gross output, shape ``(n,)``; zero only where nothing is sold and nothing bought.
        imports: Imports taken off the rows of a competitive table, ``(n,)``; else zeros.
        imported: Imported use, where it is kept apart.
        residual: Published statistical discrepancy ``e``, shape ``(n,)``.
        satellite: Accounts beside the table.
        unit: Unit of every flow.
        period: The year.
        title: What the table is.
        source: Where it comes from, with file and page.
        estimate: None for a published table; else how it was estimated, and how well.
        tolerance: Part of the greatest output that a row or column may be off.
    """

    regions: Roster
    sectors: Roster
    finals: Roster
    uses: tuple[FinalUse, ...]
    primaries: Roster
    Z: Floats
    Y: Floats
    V: Floats
    x: Floats
    imports: Floats
    residual: Floats
    unit: str = "1"
    period: str = ""
    title: Text = UNTITLED
    source: str = ""
    imported: Imported | None = None
    satellite: Satellite | None = None
    estimate: Text | None = None
    tolerance: float = field(default=BALANCE, compare=False)

    def __post_init__(self) -> None:
        """Freeze the arrays, then refuse a table that cannot be computed on.

        Raises:
            DataError: Wrong shape, a value that is not finite, a negative flow or output, a
                sector without output that buys or sells, rows or columns out of balance.
        """
        for name in ("Z", "Y", "V", "x", "imports", "residual"):
            object.__setattr__(self, name, numbers(name, getattr(self, name)))
        _check_shapes(self)
        _check_signs(self)
        _check_balance(self)

    def __len__(self) -> int:
        return len(self.x)

    @property
    def labels(self) -> tuple[str, ...]:
        """Name of each row for messages and results: ``region:sector``, or the sector alone."""
        if len(self.regions) == 1:
            return self.sectors.codes
        return tuple(f"{region}:{sector}" for region in self.regions for sector in self.sectors)

    @property
    def competitive(self) -> bool:
        """Whether imports are mixed into ``Z`` and ``Y`` and taken off in one column."""
        return self.imported is None and bool(self.imports.any())

    @property
    def value_added(self) -> Floats:
        """``v = x - 1'Z - 1'Zm``, shape ``(n,)``; what is left for primary inputs."""
        left: Floats = self.x - self.Z.sum(axis=0)
        return left - self.imported.Z.sum(axis=0) if self.imported else left

    @property
    def final(self) -> Floats:
        """Final use of each row over all regions and categories, shape ``(n,)``."""
        total: Floats = self.Y.sum(axis=1)
        return total

    def final_for(self, *uses: FinalUse) -> Floats:
        """Final use of each row for the given purposes, shape ``(n,)``."""
        wanted = np.tile([use in uses for use in self.uses], len(self.regions))
        total: Floats = self.Y[:, wanted].sum(axis=1)
        return total

    def at(self, sector: str, region: str = "") -> int:
        """Position of a sector, in the only region unless one is named.

        Raises:
            CallerError: No such sector or region.
        """
        where = self.regions.at(region) if region else 0
        return where * len(self.sectors) + self.sectors.at(sector)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How far rows and columns are off, in the table's unit.

    Attributes:
        rows: ``Z1 + Y1 - m + e - x``, shape ``(n,)``.
        columns: ``1'Z + 1'Zm + 1'V - x``, shape ``(n,)``; zeros where ``V`` is absent.
    """

    rows: Floats
    columns: Floats


class TableParts(TypedDict, total=False):
    """What :func:`input_output_table` hands on as it is; see :class:`InputOutputTable`."""

    imported: Imported | None
    satellite: Satellite | None
    unit: str
    period: str
    title: Text
    source: str
    estimate: Text | None
    tolerance: float


def input_output_table(  # noqa: PLR0913 - a table has many parts, all but two optional
    Z: ArrayLike,
    Y: ArrayLike,
    *,
    sectors: Sequence[str],
    regions: Sequence[str] = ("region",),
    finals: Sequence[str] = (),
    uses: Sequence[FinalUse] = (),
    x: ArrayLike | None = None,
    V: ArrayLike | None = None,
    primaries: Sequence[str] = (),
    imports: ArrayLike | None = None,
    **parts: Unpack[TableParts],
) -> InputOutputTable:
    """A table from bare arrays; what is left out is derived or empty.

    Args:
        Z: Intermediate flows, ``(n, n)``.
        Y: Final uses, ``(n,)`` or ``(n, R·C)``.
        sectors: Code of each sector.
        regions: Code of each region.
        finals: Code of each final category; ``c1`` … where left out.
        uses: Purpose of each; ``other`` where left out.
        x: Gross output; row sums where left out.
        V: Primary inputs, ``(p, n)``; ``x - 1'Z - 1'Zm`` as one row where left out.
        primaries: Code of each row of ``V``.
        imports: Imports taken off the rows.
        **parts: Other fields of the record; no satellite, unit 1 where left out.

    Raises:
        DataError: As for :class:`InputOutputTable`.
    """
    flows, final = np.asarray(Z, dtype=np.float64), np.asarray(Y, dtype=np.float64)
    final = final[:, None] if final.ndim == 1 else final
    taken = np.zeros(len(flows)) if imports is None else np.asarray(imports, dtype=np.float64)
    output = flows.sum(axis=1) + final.sum(axis=1) - taken if x is None else np.asarray(x)
    if V is None:
        kept_apart = parts.get("imported")
        used = flows.sum(axis=0) + (kept_apart.Z.sum(axis=0) if kept_apart else 0.0)
        V, primaries = (output - used)[None, :], primaries or ("va",)
    primary = np.asarray(V, dtype=np.float64)
    finals = finals or _counted("c", final.shape[1] // max(len(regions), 1))
    return InputOutputTable(
        regions=roster("region", regions),
        sectors=roster("sector", sectors),
        finals=roster("final use", finals),
        uses=tuple(uses) or (FinalUse.OTHER,) * len(finals),
        primaries=roster("primary input", primaries or _counted("v", len(primary))),
        Z=flows,
        Y=final,
        V=primary,
        x=output,
        imports=taken,
        residual=np.zeros(len(flows)),
        **parts,
    )


def _counted(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{k + 1}" for k in range(count))


def balance(table: InputOutputTable) -> Balance:
    """How far every row and column of a table is off."""
    rows = table.Z.sum(axis=1) + table.final - table.imports + table.residual - table.x
    columns = table.V.sum(axis=0) - table.value_added if len(table.V) else np.zeros(len(table))
    return Balance(rows=rows, columns=columns)


def _check_shapes(table: InputOutputTable) -> None:
    n = len(table.regions) * len(table.sectors)
    k = len(table.regions) * len(table.finals)
    wanted = {
        "Z": (n, n),
        "Y": (n, k),
        "V": (len(table.primaries), n),
        "x": (n,),
        "imports": (n,),
        "residual": (n,),
    }
    if len(table.uses) != len(table.finals):
        raise DataError(f"{len(table.finals)} final uses but {len(table.uses)} purposes")
    found = {name: getattr(table, name).shape for name in wanted}
    if table.imported is not None:
        wanted |= {"Zm": (len(table.sectors), n), "Ym": (len(table.sectors), k)}
        found |= {"Zm": table.imported.Z.shape, "Ym": table.imported.Y.shape}
    if table.satellite is not None:
        wanted["F"] = (len(table.satellite.stressors), n)
        found["F"] = table.satellite.F.shape
    wrong = [
        f"{name} is {found[name]}, not {wanted[name]}"
        for name in wanted
        if found[name] != wanted[name]
    ]
    if wrong:
        raise DataError(
            f"{len(table.regions)} regions × {len(table.sectors)} sectors: {'; '.join(wrong)}",
            hint="rows and columns run region by region, in it sector by sector",
        )


def _check_signs(table: InputOutputTable) -> None:
    scale = float(table.x.max(initial=0.0))
    slack = -table.tolerance * scale
    if table.Z.min(initial=0.0) < slack:
        at = int(table.Z.min(axis=1).argmin())
        raise DataError(
            f"row {table.labels[at]} sells a negative amount ({table.Z[at].min():g})",
            hint="move by-products and scrap to the row that makes them, or drop the entry",
        )
    _refuse("negative output", table, table.x < slack)
    idle = (table.x <= 0) & ((table.Z.sum(axis=0) > -slack) | (table.Z.sum(axis=1) > -slack))
    _refuse("no output although they buy or sell", table, idle)
    _refuse("negative imports", table, table.imports < slack)


def _check_balance(table: InputOutputTable) -> None:
    off = balance(table)
    limit = table.tolerance * float(table.x.max(initial=0.0))
    worst = []
    for noun, gaps in (("row", off.rows), ("column", off.columns)):
        order = np.argsort(-np.abs(gaps), kind="stable")
        worst += [
            f"{noun} {table.labels[at]} by {gaps[at]:+g}" for at in order if abs(gaps[at]) > limit
        ]
    if worst:
        more = f" and {len(worst) - SHOWN} more" if len(worst) > SHOWN else ""
        raise DataError(
            f"the table does not balance: {'; '.join(worst[:SHOWN])}{more} "
            f"({table.unit}; at most {limit:g} is allowed)",
            hint="mend the figures, raise the tolerance, or ask for a repair by RAS or GRAS",
        )


def _refuse(what: str, table: InputOutputTable, bad: NDArray[np.bool_]) -> None:
    at = np.flatnonzero(bad)
    if len(at):
        more = f" and {len(at) - SHOWN} more" if len(at) > SHOWN else ""
        names = ", ".join(table.labels[k] for k in at[:SHOWN])
        raise DataError(f"{what}: {names}{more}", hint="mend these sectors, or aggregate them")
