"""How far a sector stands from final use and from primary inputs.

Upstreamness ``U`` counts the stages from a sector's output to final use, each weighted by the
part of output that takes that road: 1 where all of it is used at once. Downstreamness ``D``
counts the stages behind it, back to primary inputs. In one world table::

    U = (I - B)⁻¹·1 = G·1          D = (I - A')⁻¹·1 = L'·1

``U`` is the row sum of Ghosh's inverse, ``D`` the column sum of Leontief's. Fally (2012);
Antràs, Chor, Fally & Hillberry (2012); Antràs & Chor (2018).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.flows.arrays import freeze, ratio
from lantu.flows.coefficients import circuit, named, production
from lantu.flows.solving import factors_of
from lantu.model.accounts import FinalUse
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Imports, Production
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where each sector stands between primary inputs and final use.

    Attributes:
        production: The flows, corrected for inventories where asked.
        upstreamness: ``U``, stages to final use, at least 1; ``(n,)``.
        downstreamness: ``D``, stages from primary inputs, at least 1; ``(n,)``.
    """

    production: Production
    upstreamness: Floats
    downstreamness: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def length(self) -> Floats:
        """``U + D - 1``: stages of the chain that runs through the sector, ``(n,)``."""
        whole: Floats = self.upstreamness + self.downstreamness - 1.0
        return whole

    @property
    def relative(self) -> Floats:
        """``U / D``, the position in global value chains of Wang et al. (2017), ``(n,)``.

        Above 1 a sector stands nearer to primary inputs than to final use.
        """
        quotient: Floats = self.upstreamness / self.downstreamness
        return quotient

    def to_polars(self) -> pl.DataFrame:
        """One row per sector."""
        return frame(
            {"sector": self.production.labels},
            {
                "upstreamness": self.upstreamness,
                "downstreamness": self.downstreamness,
                "length": self.length,
                "relative": self.relative,
            },
        )


def position(
    table: InputOutputTable,
    *,
    imports: Imports = "domestic",
    inventories: Literal["corrected", "kept"] = "corrected",
) -> Position:
    """Upstreamness and downstreamness of every sector, from one factorisation.

    ``U = diag(x)⁻¹·L·x`` and ``D = L'·1``; a sector without output has 1 and 1. Where an
    economy trades with an outside, exports count as final use and imported inputs as primary.

    Args:
        table: The table.
        imports: As for :func:`~lantu.flows.coefficients.coefficients`.
        inventories: ``corrected``: goods put in or taken from stock are used as all others
            are, so that every row of ``Z`` is scaled by ``x / (x - net inventories)``
            (Antràs et al. 2012, §II); nothing tells who uses the goods of a sector that sells
            no inputs, whose stocks stay final use. ``kept``: inventories are one more final
            use.

    Raises:
        CallerError: No such treatment of inventories.
        DataError: Net inventories take the whole output of a sector that sells inputs; or as for
            :func:`~lantu.flows.inverse.leontief`.
    """
    if inventories not in ("corrected", "kept"):
        raise CallerError(f"inventories={inventories!r}", hint="it is 'corrected' or 'kept'")
    made = production(table, imports=imports)
    if inventories == "corrected":
        made = _without_inventories(made)
    factors = factors_of(made)
    idle = made.x == 0
    return Position(
        production=made,
        upstreamness=np.where(idle, 1.0, factors.solve(made.x) * made.per_output),
        downstreamness=factors.solve_transposed(np.ones(len(made))),
    )


def _without_inventories(made: Production) -> Production:
    stocked = made.final_use(FinalUse.INVENTORY).sum(axis=1) * made.Z.any(axis=1)
    if not stocked.any():
        return made
    sold = made.x - stocked
    whole = np.flatnonzero((made.x > 0) & (sold <= 0))
    if len(whole):
        raise DataError(
            f"net inventories take the whole output: {named(made.labels, whole)}",
            hint='mend these rows, or ask for inventories="kept"',
        )
    scale = ratio(made.x, sold)
    return circuit(
        made.table,
        made.Z * scale[:, None],
        imports=made.imports,
        imported=made.imported,
        share=made.domestic_share,
    )
