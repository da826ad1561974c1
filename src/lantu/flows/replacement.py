"""Extraction in a world table: where others step in, and where imports stop.

In a table of one region an extracted sector's goods are tacitly imported; in a world table
somebody named has to make them. Under *replacement* the same sector of other regions does:
the idea of the global extraction method (Dietzenbacher, van Burken & Kondo 2019). Who makes
how much is a choice, ours being that each user turns to the others in proportion to what it
buys of them already or, if it buys nothing, to what they make. With ``I`` the rows of the
sector in all regions, ``D`` and ``d`` the change of their rows of ``A`` and ``f`` by user,
Woodbury's identity gives the change of output::

    Δx = L[:,I]·(1 - D·L[:,I])⁻¹·(D·x + d)

Without *imports* a region buys nothing of other regions, and nothing takes its place. ``J``
being its columns, ``N`` and ``m`` its imports per unit of output and for final use::

    Δx = -L·(m + N·u)      u = (1 + L[J,:]·N)⁻¹·(x_J - L[J,:]·m)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze, region_sums
from lantu.flows.extraction import grouped
from lantu.flows.inverse import leontief
from lantu.flows.multipliers import amounts_of
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    from lantu.flows.coefficients import Production
    from lantu.flows.extraction import Groups, Positions
    from lantu.flows.inverse import Inverse
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalLosses:
    """What each region loses, or gains, below zero; ``k`` rows, ``g`` groups, ``R`` regions.

    Attributes:
        inverse: The Leontief inverse that everything follows from.
        stopped: A group's ``production``, made by others in its place; or its ``imports``.
        groups: Name of each group, ``g``.
        members: Positions of the rows of each.
        rows: What is counted, ``k``.
        direct: Amount per unit of output, shape ``(k, n)``.
        lost: Lost in each region, ``(k, g, R)``.
    """

    inverse: Inverse
    stopped: Literal["production", "imports"]
    groups: tuple[str, ...]
    members: tuple[Positions, ...]
    rows: tuple[str, ...]
    direct: Floats
    lost: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def total(self) -> Floats:
        """Lost in all regions together, gains taken off, ``(k, g)``."""
        summed: Floats = self.lost.sum(axis=2)
        return summed

    def losses(self, group: str) -> Floats:
        """Output that each sector loses, or gains, below zero; ``(n,)``.

        Raises:
            CallerError: No such group.
        """
        if group not in self.groups:
            raise CallerError(f"no group {group!r} among {len(self.groups)}")
        K = self.members[self.groups.index(group)]
        made, L = self.inverse.production, self.inverse.matrix
        if self.stopped == "production":
            return _without_makers(made, L, made.final_use(), K)
        return _without_imports(made, L, made.final_use(), K)

    def to_polars(self) -> pl.DataFrame:
        """One row per group and region that loses or gains."""
        regions = self.inverse.production.table.regions.codes
        labels = {
            "group": [group for group in self.groups for _ in regions],
            "region": regions * len(self.groups),
        }
        losses = self.lost.reshape(len(self.rows), -1)
        return frame(labels, dict(zip(self.rows, losses, strict=True)))


def replaced_extraction(
    table: InputOutputTable,
    *rows: str,
    groups: Groups = "cells",
    own: Mapping[str, ArrayLike] | None = None,
    using: Inverse | None = None,
) -> RegionalLosses:
    """What each region loses, or gains, where the same sectors elsewhere replace a group.

    Where no region is left that makes the product, it is not replaced; so in a table of one
    region this is :func:`~lantu.flows.extraction.extraction`. A group costs the solution of
    as many equations as its sectors have rows in all regions.

    Args:
        table: The table.
        *rows: What to count, as for :func:`~lantu.flows.extraction.extraction`.
        groups: What stops producing, one group at a time.
        own: Further rows: amounts, each ``(n,)``.
        using: Leontief inverse of this table where it is at hand.

    Raises:
        CallerError: No such group, label or row.
        DataError: As for :func:`~lantu.flows.inverse.leontief`.
    """
    return _stop(table, "production", rows, groups=groups, own=own or {}, using=using)


def stopped_imports(
    table: InputOutputTable,
    *rows: str,
    own: Mapping[str, ArrayLike] | None = None,
    using: Inverse | None = None,
) -> RegionalLosses:
    """What each region loses where one in turn buys nothing more from the others.

    That is the output and income which the imports of a region keep up, in the others and,
    where these buy from it in turn, at home.

    Args:
        table: The table, of several regions.
        *rows: What to count, as for :func:`~lantu.flows.extraction.extraction`.
        own: Further rows: amounts, each ``(n,)``.
        using: Leontief inverse of this table where it is at hand.

    Raises:
        CallerError: No such row.
        DataError: As for :func:`~lantu.flows.inverse.leontief`.
    """
    return _stop(table, "imports", rows, groups="regions", own=own or {}, using=using)


def _stop(
    table: InputOutputTable,
    stopped: Literal["production", "imports"],
    rows: tuple[str, ...],
    *,
    groups: Groups,
    own: Mapping[str, ArrayLike],
    using: Inverse | None,
) -> RegionalLosses:
    names, members = grouped(table, groups)
    inverse = using or leontief(table)
    if inverse.kind != "leontief":
        raise CallerError("extraction needs Leontief's inverse, not Ghosh's")
    made, L = inverse.production, inverse.matrix
    amounts = amounts_of(made, rows, own)
    S = np.array([row * made.per_output for row in amounts.values()]).reshape(-1, len(made))
    f, lose = made.final_use(), _without_makers if stopped == "production" else _without_imports
    lost = [region_sums(S * lose(made, L, f, K), len(table.regions)) for K in members]
    return RegionalLosses(
        inverse=inverse,
        stopped=stopped,
        groups=names,
        members=members,
        rows=tuple(amounts),
        direct=S,
        lost=np.stack(lost, axis=1),
    )


def _without_makers(made: Production, L: Floats, f: Floats, K: Positions) -> Floats:
    """Output lost where the rows ``K`` make nothing and others step in, ``(n,)``."""
    rows = _same_sectors(made, K)
    gone, make = np.isin(rows, K), made.x[rows]
    D = _redirected(made.Z[rows], gone, make).reshape(rows.size, -1) * made.per_output
    d = _redirected(f[rows], gone, make).sum(axis=2).reshape(-1)
    columns = L[:, rows.reshape(-1)]
    change = np.linalg.solve(np.eye(rows.size) - D @ columns, D @ made.x + d)
    lost: Floats = columns @ -change
    return lost


def _same_sectors(made: Production, K: Positions) -> Positions:
    """Rows of the sectors of ``K`` in all regions, shape ``(sectors, R)``."""
    sectors = len(made.table.sectors)
    found: Positions = np.unique(K % sectors)[:, None] + np.arange(0, len(made), sectors)
    return found


def _redirected(bought: Floats, gone: NDArray[np.bool_], make: Floats) -> Floats:
    """How purchases change where the sellers that stay take the place of those that are gone.

    Args:
        bought: What users buy, by sector and region of the seller, ``(sectors, R, users)``.
        gone: Which sellers are gone, ``(sectors, R)``.
        make: Output of each seller, to share out what a user buys of no other, ``(sectors, R)``.
    """
    stay = np.where(gone[:, :, None], 0.0, np.maximum(bought, 0.0))
    make = np.where(gone, 0.0, make)[:, :, None]
    sums = stay.sum(axis=1, keepdims=True)
    shares = np.where(sums > 0, stay, make) / _or_one(
        np.where(sums > 0, sums, make.sum(axis=1, keepdims=True))
    )
    missing = np.where(gone[:, :, None], bought, 0.0)
    change: Floats = shares * missing.sum(axis=1, keepdims=True) - missing
    return change


def _or_one(sums: Floats) -> Floats:
    return np.where(sums > 0, sums, 1.0)


def _without_imports(made: Production, L: Floats, f: Floats, K: Positions) -> Floats:
    """Output lost where the region of the rows ``K`` buys nothing of others, ``(n,)``."""
    bought = made.Z[:, K] * made.per_output[K]
    wanted = f[:, K[0] // len(made.table.sectors)].copy()
    bought[K], wanted[K] = 0.0, 0.0
    rows = L[K]
    makes = np.linalg.solve(np.eye(len(K)) + rows @ bought, made.x[K] - rows @ wanted)
    lost: Floats = L @ (wanted + bought @ makes)
    return lost
