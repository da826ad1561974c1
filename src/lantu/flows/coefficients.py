"""What a unit of output takes, and where a unit of output goes.

Imports can be treated in two ways. *Domestic*: only inputs made inside the table's regions
are passed on; imported ones leak out, like value added. *Total*: inputs are technical
requirements wherever they come from; imports count as if they were made inside, and final
use is net of them. Where a competitive table mixes the two, the import-proportionality
assumption parts them: every domestic user of a product takes the same share from abroad,
exports none::

    μ_i = m_i / (Σ_j Z_ij + Σ_k Y_ik - exports_i)       Zᵈ = (I - diag(μ)) Z

Miller & Blair (2009), §4.2 and §10.2.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.flows.arrays import freeze, ratio
from lantu.model.accounts import FinalUse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

Imports: TypeAlias = Literal["domestic", "total"]
"""How imports are treated; the same for a table of many regions without imports from outside."""

SHOWN = 5
"""Sectors a message names before it counts the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """The flows of a table once imports are treated in one way.

    ``x = Z·1 + final`` and ``1'Z + imported + value_added = x``, exactly.

    Attributes:
        table: Where the flows come from.
        imports: How imports are treated.
        Z: Flows that pass requirements on, shape ``(n, n)``.
        x: Gross output, ``(n,)``.
        per_output: ``1 / x``, 0 where there is no output, ``(n,)``.
        domestic_share: ``1 - μ`` of each product, ``(n,)``; ones unless parted by assumption.
        final: ``f = x - Z·1``, ``(n,)``: what the flows leave for final use.
        imported: Imported inputs of each column that do not pass requirements on, ``(n,)``.
        value_added: ``v = x - 1'Z - imported``, ``(n,)``.
    """

    table: InputOutputTable
    imports: Imports
    Z: Floats
    x: Floats
    per_output: Floats
    domestic_share: Floats
    final: Floats
    imported: Floats
    value_added: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def __len__(self) -> int:
        return len(self.x)

    @property
    def labels(self) -> tuple[str, ...]:
        """Name of each row; see :attr:`InputOutputTable.labels`."""
        return self.table.labels

    def applied(self, y: Floats) -> Floats:
        """``A·y``, shape of ``y``: ``(n,)`` or ``(n, k)``."""
        product: Floats = self.Z @ (y.T * self.per_output).T
        return product

    def applied_transposed(self, y: Floats) -> Floats:
        """``A'·y``, shape of ``y``."""
        product: Floats = ((self.Z.T @ y).T * self.per_output).T
        return product

    def final_use(self, *uses: FinalUse) -> Floats:
        """Final use of each product in each region, ``(n, R)``; all purposes where none is named.

        Like the flows: domestic products only, or products wherever they come from.
        """
        table, wanted = self.table, _purposes(self.table, uses)
        shape = (len(self), len(table.regions), len(table.finals))
        found: Floats = table.Y.reshape(shape)[:, :, wanted].sum(axis=2)
        if table.imported is not None and self.imports == "total":
            kept = table.imported.Y.reshape(-1, *shape[1:])[:, :, wanted].sum(axis=2)
            found = found + _of_own_region(kept, len(table.regions))
        if self.imports == "total" or not table.competitive:
            return found
        exported = _exports(table, wanted)
        return exported + (found - exported) * self.domestic_share[:, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """What a unit of output takes and where it goes; ``1'A + imported + value_added = 1``.

    Attributes:
        production: The flows behind them.
        A: ``Z·diag(x)⁻¹``, input coefficients, shape ``(n, n)``.
        imported: Imported inputs per unit of output, ``(n,)``.
        value_added: Value added per unit of output, ``(n,)``.
    """

    production: Production
    A: Floats
    imported: Floats
    value_added: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def B(self) -> Floats:
        """``diag(x)⁻¹·Z``, output (allocation) coefficients, shape ``(n, n)``."""
        shares: Floats = self.production.Z * self.production.per_output[:, None]
        return shares


def coefficients(table: InputOutputTable, *, imports: Imports = "domestic") -> Coefficients:
    """Input coefficients ``A = Z·diag(x)⁻¹``; a sector without output takes nothing.

    Args:
        table: The table.
        imports: Whether imported inputs leak out (``domestic``) or count as made inside.

    Raises:
        DataError: As for :func:`production`.
    """
    return coefficients_of(production(table, imports=imports))


def coefficients_of(made: Production) -> Coefficients:
    """The coefficients of any flows; see :func:`coefficients`."""
    return Coefficients(
        production=made,
        A=made.Z * made.per_output,
        imported=made.imported * made.per_output,
        value_added=made.value_added * made.per_output,
    )


def production(table: InputOutputTable, *, imports: Imports = "domestic") -> Production:
    """The flows of a table, imports treated in one way; no copy where none is needed.

    Args:
        table: The table.
        imports: Whether imported inputs leak out (``domestic``) or count as made inside.

    Raises:
        CallerError: No such treatment.
        DataError: Imports of a product exceed its domestic use, so that no share of it
            comes from abroad.
    """
    if imports not in ("domestic", "total"):
        raise CallerError(f"imports={imports!r}", hint="it is 'domestic' or 'total'")
    share = np.ones(len(table))
    Z, imported = table.Z, np.zeros(len(table))
    if table.imported is not None and imports == "total":
        Z = Z + _of_own_region(table.imported.Z, len(table.regions))
    elif table.imported is not None:
        imported = table.imported.Z.sum(axis=0)
    elif table.competitive and imports == "domestic":
        share = 1.0 - import_shares(table)
        imported, Z = (1.0 - share) @ table.Z, table.Z * share[:, None]
    return circuit(table, Z, imports=imports, imported=imported, share=share)


def circuit(
    table: InputOutputTable,
    Z: Floats,
    *,
    imports: Imports,
    imported: Floats,
    share: Floats,
) -> Production:
    """The record of the flows ``Z``, final use and value added being what they leave."""
    output = np.maximum(table.x, 0.0)
    return Production(
        table=table,
        imports=imports,
        Z=Z,
        x=output,
        per_output=ratio(np.ones(len(table)), output),
        domestic_share=share,
        final=output - Z.sum(axis=1),
        imported=imported,
        value_added=output - Z.sum(axis=0) - imported,
    )


def import_shares(table: InputOutputTable) -> Floats:
    """``μ_i = m_i / (domestic use of i)`` of a competitive table, shape ``(n,)``.

    0 of what is not imported, whatever its use: a row that only moves what visitors buy from
    consumption to exports has less than none.

    Raises:
        DataError: Imports exceed domestic use.
    """
    exported = _exports(table, np.ones(len(table.finals), dtype=np.bool_)).sum(axis=1)
    used = table.Z.sum(axis=1) + table.final - exported
    slack = table.tolerance * float(table.x.max(initial=0.0))
    over = np.flatnonzero(table.imports > np.maximum(used, 0.0) + slack)
    if len(over):
        raise DataError(
            f"imports exceed domestic use: {named(table.labels, over)}",
            hint="goods pass through: take re-exports off imports and exports, or count imports as made"
            ' inside: imports="total", --imports total',
        )
    return np.clip(ratio(table.imports, used), 0.0, 1.0)


def named(labels: tuple[str, ...], positions: NDArray[np.intp]) -> str:
    """The first few labels at ``positions``, and how many more there are."""
    more = f" and {len(positions) - SHOWN} more" if len(positions) > SHOWN else ""
    return ", ".join(labels[at] for at in positions[:SHOWN]) + more


def _purposes(table: InputOutputTable, uses: tuple[FinalUse, ...]) -> NDArray[np.bool_]:
    return np.array([not uses or use in uses for use in table.uses], dtype=np.bool_)


def _exports(table: InputOutputTable, wanted: NDArray[np.bool_]) -> Floats:
    """Exports among the wanted final uses, ``(n, R)``."""
    exports = np.array([use is FinalUse.EXPORT for use in table.uses], dtype=np.bool_) & wanted
    shape = (len(table), len(table.regions), len(table.finals))
    found: Floats = table.Y.reshape(shape)[:, :, exports].sum(axis=2)
    return found


def _of_own_region(kept_apart: Floats, regions: int) -> Floats:
    """Imported product ``s`` in region ``r`` as if the region's own sector ``s`` made it.

    From ``(S, R·k)`` to ``(R·S, R·k)``, zero where a region uses another's product.
    """
    sectors, width = len(kept_apart), kept_apart.shape[1] // regions
    placed = np.zeros((regions, sectors, regions, width))
    for r in range(regions):
        placed[r, :, r] = kept_apart[:, r * width : (r + 1) * width]
    return placed.reshape(regions * sectors, regions * width)
