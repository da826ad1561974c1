"""A table seen country by country: what each region makes itself and what comes from elsewhere.

Elsewhere is any other region of the table and the outside. Of one region it is the outside
alone. Where a competitive table mixes imports in, they are parted by proportionality; see
:mod:`lantu.flows.coefficients`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.flows.arrays import freeze
from lantu.flows.coefficients import production
from lantu.flows.inverse import refuse_unproductive, unproductive
from lantu.model.accounts import FinalUse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Production
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

HOME_USES = tuple(use for use in FinalUse if use is not FinalUse.EXPORT)
"""Final uses that stay in the region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """The flows of every region apart; ``R`` regions, ``S`` sectors, ``n = R·S``.

    Attributes:
        production: The flows behind them, imports from outside leaking out.
        Z: Inputs from the region itself, shape ``(R, S, S)``.
        imported: Inputs from elsewhere by product and user, ``(S, n)``.
        sources: The same by where they are bought: the regions, then outside, ``(R + 1, n)``.
        final: Final use at home of what the region makes, ``(n,)``.
        imported_final: Final use at home of each product from elsewhere, by region: ``(n,)``.
        exports: What the region sells elsewhere, ``(n,)``.
    """

    production: Production
    Z: Floats
    imported: Floats
    sources: Floats
    final: Floats
    imported_final: Floats
    exports: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def content(self, rows: Floats) -> Floats:
        """``S·L`` region by region, ``L = (I - A_rr)⁻¹``; rows per unit of output, ``(k, n)``.

        Raises:
            DataError: A region is not productive.
        """
        regions, sectors = self.Z.shape[:2]
        left = np.eye(sectors) - self.Z * self.production.per_output.reshape(regions, 1, sectors)
        asked = np.vstack([rows, np.ones(rows.shape[1])]).T.reshape(regions, sectors, -1)
        try:
            found = np.linalg.solve(left.transpose(0, 2, 1), asked).astype(np.float64)
        except np.linalg.LinAlgError:
            raise unproductive(self.production) from None
        answer = found.reshape(regions * sectors, -1).T
        refuse_unproductive(self.production, answer[-1])
        return answer[:-1]


def national(table: InputOutputTable) -> National:
    """Part every region's own flows from those that cross its border.

    Raises:
        DataError: As for :func:`~lantu.flows.coefficients.production`.
    """
    made = production(table)
    R, S = len(table.regions), len(table.sectors)
    flows = made.Z.reshape(R, S, R, S)
    used = made.final_use(*HOME_USES).reshape(R, S, R)
    own = np.arange(R)
    Z, final = flows[own, :, own, :], used[own, :, own]
    elsewhere = flows.sum(axis=0).reshape(S, -1) - Z.transpose(1, 0, 2).reshape(S, -1)
    bought, consumed = _from_outside(made)
    return National(
        production=made,
        Z=Z,
        imported=bought + elsewhere,
        sources=_sources(flows, bought.sum(axis=0)),
        final=final.reshape(-1),
        imported_final=(consumed + used.sum(axis=0) - final.T).T.reshape(-1),
        exports=_exports(made, Z, final),
    )


def _sources(flows: Floats, outside: Floats) -> Floats:
    """Inputs of each user by region that sells them, none its own, and from outside."""
    sold: Floats = flows.sum(axis=1)
    own = np.arange(len(sold))
    sold[own, own] = 0.0
    sources: Floats = np.vstack([sold.reshape(len(sold), -1), outside])
    return sources


def _exports(made: Production, Z: Floats, final: Floats) -> Floats:
    sold: Floats = made.Z.sum(axis=1) + made.final_use().sum(axis=1)
    exported: Floats = sold - (Z.sum(axis=2) + final).reshape(-1)
    return exported


def _from_outside(made: Production) -> tuple[Floats, Floats]:
    """Inputs ``(S, n)`` and final use at home ``(S, R)`` from outside the table's regions."""
    table = made.table
    R, S = len(table.regions), len(table.sectors)
    home = np.array([use in HOME_USES for use in table.uses], dtype=np.bool_)
    if table.imported is not None:
        kept = table.imported.Y.reshape(S, R, -1)[:, :, home].sum(axis=2)
        return table.imported.Z, kept
    abroad = 1.0 - made.domestic_share
    bought = (abroad[:, None] * table.Z).reshape(R, S, -1).sum(axis=0)
    used = table.Y.reshape(len(table), R, -1)[:, :, home].sum(axis=2)
    return bought, (abroad[:, None] * used).reshape(R, S, R).sum(axis=0)
