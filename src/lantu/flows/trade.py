"""Whose value is in what crosses borders, in a table of many regions.

Value added of ``s`` absorbed by ``r`` is ``v_s·(L·F)_sr`` with ``v`` value added per unit of
output and ``F`` final use by region; what is absorbed elsewhere is exported value added
(VAX; Johnson & Noguera 2012). Gross exports ``E`` count some of it more than once. Seen from
the exporter, with sources told apart (Borin & Mancini 2019, source-based)::

    DVA = v_s·(I - A_ss)⁻¹·E_s            domestic value that leaves, once
    DDC = v_s·L_ss·E_s - DVA              domestic value that leaves again
    FVA = Σ_{t≠s} v_t·L_ts·z              foreign value, once;  z = L_ss⁻¹·(I - A_ss)⁻¹·E_s
    FDC = Σ_{t≠s} v_t·L_ts·E_s - FVA      foreign value counted again
    E   = DVA + DDC + FVA + FDC + content from outside all regions

``L_ts·L_ss⁻¹·(I - A_ss)⁻¹`` is the block of the inverse of a world in which ``s`` exports no
inputs, so that one inverse serves every exporter. ``DVA - VAX`` is what comes home (REF).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze, ratio, region_sums
from lantu.flows.inverse import leontief
from lantu.model.accounts import FinalUse
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Production
    from lantu.flows.inverse import Inverse
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

OUTSIDE = "outside"
"""Destination of what leaves all of the table's regions."""

INSIDE = tuple(use for use in FinalUse if use is not FinalUse.EXPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """Gross exports and the value in them; ``n`` sectors, ``R`` regions.

    Attributes:
        production: The flows behind them.
        destinations: Where exports go: the regions, then ``outside``; ``R + 1``.
        gross: ``E``, gross exports by exporting sector and destination, ``(n, R + 1)``;
            zero at home.
        absorbed: Value added of each sector by who finally uses it, ``(n, R + 1)``; rows sum
            to value added.
        dva: Domestic value added in each sector's exports, ``(n,)``.
        ddc: Domestic value counted again, ``(n,)``.
        fva: Foreign value added, ``(n,)``.
        fdc: Foreign value counted again, ``(n,)``.
        outside: Content from outside all regions, ``(n,)``.
        davax: Domestic value absorbed by the direct importer, ``(n,)``; the rest of exports
            passes through chains.
    """

    production: Production
    destinations: tuple[str, ...]
    gross: Floats
    absorbed: Floats
    dva: Floats
    ddc: Floats
    fva: Floats
    fdc: Floats
    outside: Floats
    davax: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def exports(self) -> Floats:
        """Gross exports of each sector, ``(n,)``."""
        total: Floats = self.gross.sum(axis=1)
        return total

    @property
    def vax(self) -> Floats:
        """Value added of each sector absorbed away from home, ``(n,)``."""
        away: Floats = self.absorbed.sum(axis=1) - _home(self.absorbed)
        return away

    def by_region(self) -> pl.DataFrame:
        """One row per exporting region: every term, VAX, reflection, and ratios to exports."""
        regions = self.production.table.regions
        terms = {
            name: region_sums(values, len(regions))
            for name, values in (
                ("exports", self.exports),
                ("dva", self.dva),
                ("ddc", self.ddc),
                ("fva", self.fva),
                ("fdc", self.fdc),
                ("outside", self.outside),
                ("vax", self.vax),
                ("davax", self.davax),
            )
        }
        terms["reflection"] = terms["dva"] - terms["vax"]
        terms["vax_ratio"] = ratio(terms["vax"], terms["exports"])
        terms["gvc_share"] = ratio(terms["exports"] - terms["davax"], terms["exports"])
        return frame({"region": regions.codes}, terms)

    def to_polars(self) -> pl.DataFrame:
        """One row per exporting sector."""
        return frame(
            {"sector": self.production.labels},
            {
                "exports": self.exports,
                "dva": self.dva,
                "ddc": self.ddc,
                "fva": self.fva,
                "fdc": self.fdc,
                "outside": self.outside,
                "vax": self.vax,
                "davax": self.davax,
            },
        )


def trade(table: InputOutputTable, *, using: Inverse | None = None) -> Trade:
    """Gross exports, exported value added, and what gross exports are made of.

    Args:
        table: A table of two or more regions; what its columns of exports hold leaves them
            all, and is absorbed outside.
        using: The Leontief inverse of the table where it is at hand.

    Raises:
        CallerError: The table has one region.
        DataError: As for :func:`~lantu.flows.inverse.leontief`.
    """
    regions = len(table.regions)
    if regions == 1:
        raise CallerError(
            "value added in trade needs a table of two regions or more",
            hint="for one region see the import content of exports: `dependence`",
        )
    found = using if using is not None else leontief(table)
    made = found.production
    final = _final_by_destination(made)
    gross = _gross(made, final)
    value = made.value_added * made.per_output
    parts = [_contents(found, at, value) for at in range(regions)]
    domestic, again, foreign, foreign_again, outside = (
        np.concatenate(part) * gross.sum(axis=1) for part in zip(*parts, strict=True)
    )
    once = np.concatenate([part[0] for part in parts])
    return Trade(
        production=made,
        destinations=(*table.regions.codes, OUTSIDE),
        gross=gross,
        absorbed=value[:, None] * (found.matrix @ final),
        dva=domestic,
        ddc=again,
        fva=foreign,
        fdc=foreign_again,
        outside=outside,
        davax=once * _direct(made, final),
    )


def _final_by_destination(made: Production) -> Floats:
    """``F``: final use of each row by region, and last what leaves them all, ``(n, R + 1)``.

    The last column also holds what no category of the table accounts for.
    """
    inside = made.final_use(*INSIDE)
    return np.concatenate([inside, (made.final - inside.sum(axis=1))[:, None]], axis=1)


def _gross(made: Production, final: Floats) -> Floats:
    """Sales to other regions, to firms and final users, ``(n, R + 1)``."""
    regions = final.shape[1] - 1
    gross = final.copy()
    gross[:, :regions] += region_sums(made.Z, regions)
    own = np.arange(len(made)) // (len(made) // regions)
    gross[np.arange(len(made)), own] = 0.0
    return gross


def _home(values: Floats) -> Floats:
    """The entry of each row's own region, ``(n,)``."""
    rows = np.arange(len(values))
    home: Floats = values[rows, rows // (len(values) // (values.shape[1] - 1))]
    return home


def _own(made: Production, at: int) -> slice:
    """Rows of one region."""
    sectors = len(made.table.sectors)
    return slice(at * sectors, (at + 1) * sectors)


def _domestic(made: Production, at: int) -> Floats:
    """``I - A_ss``, shape ``(S, S)``."""
    own = _own(made, at)
    left: Floats = np.eye(own.stop - own.start) - made.Z[own, own] * made.per_output[own]
    return left


def _contents(found: Inverse, at: int, value: Floats) -> tuple[Floats, ...]:
    """The five terms per unit of one region's exports, each ``(S,)``; they sum to 1."""
    made, own = found.production, _own(found.production, at)
    L, domestic = found.matrix[:, own], _domestic(made, at)
    once = np.linalg.solve(domestic.T, value[own]).astype(np.float64)
    foreign: Floats = value @ L - value[own] @ L[own]
    passed = np.linalg.solve(L[own].T, foreign)
    foreign_once = np.linalg.solve(domestic.T, passed).astype(np.float64)
    return (
        once,
        value[own] @ L[own] - once,
        foreign_once,
        foreign - foreign_once,
        (made.imported * made.per_output) @ L,
    )


def _direct(made: Production, final: Floats) -> Floats:
    """``Σ_{r≠s} [F_sr + A_sr·(I - A_rr)⁻¹·F_rr]``: exports that the importer absorbs, ``(n,)``."""
    regions = range(len(made.table.regions))
    needed = np.concatenate(
        [np.linalg.solve(_domestic(made, r), final[_own(made, r), r]) for r in regions]
    )
    at_home = np.concatenate(
        [
            made.Z[(own := _own(made, r)), own] @ (made.per_output[own] * needed[own])
            for r in regions
        ]
    )
    absorbed: Floats = final.sum(axis=1) - _home(final) + made.applied(needed) - at_home
    return absorbed
