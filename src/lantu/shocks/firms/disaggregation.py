"""A network of firms made up to fit an input–output table: synthetic, where none is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.model.supply_network import supply_network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from lantu.model.input_output_table import InputOutputTable
    from lantu.model.supply_network import SupplyNetwork

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

REACH = 0.6
"""Partners of a firm grow with its size to this power: few firms have most of the links."""

SHOWN = 3
"""Rows of a table that a message names."""


def disaggregated(
    table: InputOutputTable,
    row: ArrayLike,
    size: ArrayLike,
    rng: np.random.Generator,
    *,
    firms: Sequence[str] = (),
    links: float = 10.0,
) -> SupplyNetwork:
    """Firms that sell to each other as much, sector by sector, as a table says.

    Of every cell ``Z_ab`` links are drawn between firms of ``a`` and of ``b``: buyers by
    ``size^0.6``, what they buy by the column of the table, suppliers by size; then
    ``W_ij = Z_ab · s_j ε_ij / Σ s_j ε_ij`` over the links of the cell, ``ε`` log-normal. So
    ``Σ_{i∈a, j∈b} W_ij = Z_ab`` for every cell; only what the one firm of a sector would sell
    to itself is left out. What a row sells beyond the network, ``x_a - Σ_b Z_ab``, and what a
    column spends beyond it, ``x_b - Σ_a Z_ab``, is parted by size; so revenues add up to
    ``x_a`` and costs to ``x_b``. Accounts of single firms are made up.

    Args:
        table: One or many regions; competitive imports are to be taken off first.
        row: Row of the table to which each firm belongs, positions, ``(n,)``.
        size: Size of each firm, such as its employees, positive, ``(n,)``.
        rng: What links and amounts are drawn from.
        firms: Codes; ``sector#1`` … where left out.
        links: Purchases that are drawn, a firm on average; cells without any get one.

    Raises:
        CallerError: Arrays of different lengths, rows that are not there, or no links.
        DataError: A competitive table, sizes that are none, or a row that sells or buys and
            has no firm.
    """
    at, sizes = _given(table, row, size, links)
    Z = np.maximum(table.Z, 0.0)
    order = np.argsort(at, kind="stable")
    ends = np.searchsorted(at[order], np.arange(len(table) + 1))
    seller, buyer = _links(Z, at, sizes, (order, ends), rng, links)
    amount = _amounts(Z, at, (seller, buyer), sizes[buyer] * rng.lognormal(0, 1, len(buyer)))
    part = sizes / np.bincount(at, sizes, len(table))[at]
    inside = _sums(Z, at, (seller, buyer), amount)
    sold = np.bincount(seller, amount, len(at))
    bought = np.bincount(buyer, amount, len(at))
    return supply_network(
        tuple(firms) or _codes(table, at),
        table.sectors,
        at % len(table.sectors),
        supplier=seller,
        buyer=buyer,
        amount=amount,
        revenue=sold + part * np.maximum(table.x - inside.sum(axis=1), 0.0)[at],
        cost=bought + part * np.maximum(table.x - inside.sum(axis=0), 0.0)[at],
        regions=table.regions,
        region=at // len(table.sectors),
        unit=table.unit,
        source=f"synthetic: drawn to fit {table.source or table.title.en}",
    )


def _given(
    table: InputOutputTable, row: ArrayLike, size: ArrayLike, links: float
) -> tuple[Places, Floats]:
    at, sizes = np.asarray(row, dtype=np.int64), np.asarray(size, dtype=np.float64)
    if at.shape != sizes.shape or at.ndim != 1 or not links > 0:
        raise CallerError(
            f"rows of shape {at.shape}, sizes of shape {sizes.shape}, {links} links a firm",
            hint="one row and one size a firm, and more than no link",
        )
    if len(at) and not (at.min() >= 0 and at.max() < len(table)):
        raise CallerError(f"rows of firms beyond 0 to {len(table) - 1}")
    if not (np.isfinite(sizes) & (sizes > 0)).all():
        raise DataError("some sizes are not positive", hint="leave out firms without a size")
    if table.competitive:
        raise DataError(
            "the table mixes imports in, and no firm of it sells them",
            hint="take a table of domestic flows, or take imports off by proportion first",
        )
    needed = (table.Z.sum(axis=0) > 0) | (table.Z.sum(axis=1) > 0)
    without = np.flatnonzero(needed & (np.bincount(at, minlength=len(table)) == 0))
    if len(without):
        named = ", ".join(table.labels[k] for k in without[:SHOWN])
        raise DataError(
            f"{len(without)} rows sell or buy and have no firm: {named}",
            hint="give each a firm, or aggregate the table",
        )
    return at, sizes


def _links(  # noqa: PLR0917 - what links are drawn from
    Z: Floats,
    at: Places,
    size: Floats,
    members: tuple[Places, Places],
    rng: np.random.Generator,
    links: float,
) -> tuple[Places, Places]:
    """Seller and buyer of each link: drawn ones, and one for each cell that has none."""
    spent = Z.sum(axis=0)[at] > 0
    reach = np.where(spent, size**REACH, 0.0)
    if not spent.any():
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    buyer = rng.choice(len(at), round(len(at) * links), p=reach / reach.sum())
    sector = _bought(Z, at[buyer], rng)
    seller = _of_sector(sector, size, members, rng.random(len(buyer)))
    kept = seller != buyer
    seller, buyer = seller[kept], buyer[kept]
    cells = np.zeros(Z.shape, dtype=np.bool_)
    cells[at[seller], at[buyer]] = True
    one, other = _leaders(size, members)
    a, b = np.nonzero((Z > 0) & ~cells)
    first = np.where(a == b, other[a], one[a])
    there = first >= 0
    return np.concatenate([seller, first[there]]), np.concatenate([buyer, one[b[there]]])


def _bought(Z: Floats, column: Places, rng: np.random.Generator) -> Places:
    """What each purchase is of: a row of the table, by the buyer's column."""
    drawn, found = rng.random(len(column)), np.empty(len(column), dtype=np.int64)
    for b in np.unique(column):
        here = column == b
        share = np.cumsum(Z[:, b])
        last = np.searchsorted(share, share[-1])
        found[here] = np.minimum(np.searchsorted(share, drawn[here] * share[-1], "right"), last)
    return found


def _of_sector(
    sector: Places, size: Floats, members: tuple[Places, Places], drawn: Floats
) -> Places:
    """A firm of each sector, by size."""
    order, ends = members
    total = np.concatenate([[0.0], np.cumsum(size[order])])
    low, high = total[ends[sector]], total[ends[sector + 1]]
    found = np.searchsorted(total, low + (high - low) * drawn, "right") - 1
    return np.asarray(order[np.clip(found, ends[sector], ends[sector + 1] - 1)])


def _leaders(size: Floats, members: tuple[Places, Places]) -> tuple[Places, Places]:
    """The greatest and the next firm of each row; -1 where there is none."""
    order, ends = members
    found = np.full((2, len(ends) - 1), -1, dtype=np.int64)
    for a in range(len(ends) - 1):
        firms = order[ends[a] : ends[a + 1]]
        ranked = firms[np.argsort(-size[firms], kind="stable")[:2]]
        found[: len(ranked), a] = ranked
    return found[0], found[1]


def _amounts(Z: Floats, at: Places, link: tuple[Places, Places], weight: Floats) -> Floats:
    cell = at[link[0]] * len(Z) + at[link[1]]
    whole = np.bincount(cell, weight, Z.size)
    amount: Floats = Z.ravel()[cell] * weight / whole[cell]
    return amount


def _sums(Z: Floats, at: Places, link: tuple[Places, Places], amount: Floats) -> Floats:
    cell = at[link[0]] * len(Z) + at[link[1]]
    sums: Floats = np.bincount(cell, amount, Z.size).astype(np.float64).reshape(Z.shape)
    return sums


def _codes(table: InputOutputTable, at: Places) -> tuple[str, ...]:
    seen = np.zeros(len(table), dtype=np.int64)
    found = []
    for row in at:
        seen[row] += 1
        found.append(f"{table.labels[row]}#{seen[row]}")
    return tuple(found)
