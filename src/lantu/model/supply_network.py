"""Who sells how much to whom: firms, their sectors, and the sales between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from lantu.model.roster import Roster

    Floats = NDArray[np.float64]
    Places = NDArray[np.int32]

SHOWN = 3
"""Firms a message names before it counts the rest."""

COMPARED = 20_000
"""Firms up to which an unknown code is compared with all of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyNetwork:
    """Sales between ``n`` firms over one period; make one with :func:`supply_network`.

    Attributes:
        firms: Code of each firm, each once.
        sectors: The sectors.
        sector: Sector of each firm, positions in ``sectors``, shape ``(n,)``.
        supplier: Who sells, positions of firms, ``(m,)``, ascending.
        buyer: Who buys, ``(m,)``, ascending within a supplier; every pair once.
        amount: How much, positive, ``(m,)``.
        revenue: What each firm sells in all, to those outside the network too, ``(n,)``;
            None where it is not on record.
        cost: What each firm spends in all, likewise.
        market: Firms of one number can stand in for each other, ``(n,)``.
        regions: The regions; None where it is not on record where firms are.
        region: Region of each firm, positions in ``regions``, ``(n,)``.
        unit: Unit of the amounts.
        source: Where they come from.
    """

    firms: tuple[str, ...]
    sectors: Roster
    sector: Places
    supplier: Places
    buyer: Places
    amount: Floats
    revenue: Floats | None
    cost: Floats | None
    market: Places
    regions: Roster | None = None
    region: Places | None = None
    unit: str = ""
    source: str = ""
    _positions: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the firms and make the arrays read-only.

        Raises:
            DataError: A firm stands twice.
        """
        positions = {firm: at for at, firm in enumerate(self.firms)}
        if len(positions) < len(self.firms):
            raise DataError("a firm stands twice among the firms", hint="give every firm one row")
        object.__setattr__(self, "_positions", positions)
        for array in (self.sector, self.supplier, self.buyer, self.amount, self.market):
            array.setflags(write=False)

    def __len__(self) -> int:
        return len(self.firms)

    def at(self, firm: str) -> int:
        """Position of a firm.

        Raises:
            CallerError: There is no such firm.
        """
        try:
            return self._positions[firm]
        except KeyError:
            raise CallerError(
                f"there is no firm {firm!r} among {len(self)}", hint=self._way_out(firm)
            ) from None

    def _way_out(self, firm: str) -> str:
        near = get_close_matches(firm, self.firms, SHOWN) if len(self) <= COMPARED else []
        if near:
            return f"did you mean {', '.join(near)}?"
        return f"codes look like {', '.join(self.firms[:SHOWN])}"

    @property
    def sales(self) -> Floats:
        """``s_i = Σ_j W_ij``: what each firm sells inside the network, ``(n,)``."""
        return np.bincount(self.supplier, self.amount, len(self)).astype(np.float64)

    @property
    def purchases(self) -> Floats:
        """``Σ_i W_ij``: what each firm buys inside the network, ``(n,)``."""
        return np.bincount(self.buyer, self.amount, len(self)).astype(np.float64)


def supply_network(  # noqa: PLR0913 - a network has many parts, half of them optional
    firms: tuple[str, ...],
    sectors: Roster,
    sector: ArrayLike,
    *,
    supplier: ArrayLike,
    buyer: ArrayLike,
    amount: ArrayLike,
    revenue: ArrayLike | None = None,
    cost: ArrayLike | None = None,
    market: ArrayLike | None = None,
    regions: Roster | None = None,
    region: ArrayLike | None = None,
    unit: str = "",
    source: str = "",
) -> SupplyNetwork:
    """A network from sales in any order; several sales of one pair are added up.

    Args:
        firms: Code of each firm.
        sectors: The sectors.
        sector: Sector of each firm, positions, ``(n,)``.
        supplier: Who sells, positions of firms, ``(m,)``.
        buyer: Who buys, ``(m,)``.
        amount: How much, ``(m,)``; a sale of nothing is left out.
        revenue: See :class:`SupplyNetwork`.
        cost: Likewise.
        market: Firms of one number can stand in for each other; the sector where left out.
        regions: The regions, if it is on record where firms are.
        region: Region of each firm, positions, ``(n,)``.
        unit: Unit of the amounts.
        source: Where they come from.

    Raises:
        CallerError: Arrays of different lengths, or positions beyond the firms or sectors.
        DataError: An amount that is negative or no finite number, or a firm that sells to
            itself.
    """
    kinds = _positions("sector", sector, len(firms), len(sectors))
    rivals = kinds if market is None else _partition(market, len(firms))
    sold = np.ascontiguousarray(amount, dtype=np.float64)
    seller = _positions("supplier", supplier, len(sold), len(firms))
    taker = _positions("buyer", buyer, len(sold), len(firms))
    _refuse_bad(firms, seller, taker, sold)
    seller, taker, sold = _added_up(len(firms), seller, taker, sold)
    return SupplyNetwork(
        firms=firms,
        sectors=sectors,
        sector=kinds,
        supplier=seller,
        buyer=taker,
        amount=sold,
        revenue=_sizes("revenue", revenue, len(firms)),
        cost=_sizes("cost", cost, len(firms)),
        market=rivals,
        regions=regions,
        region=_regions(regions, region, len(firms)),
        unit=unit,
        source=source,
    )


def _positions(noun: str, given: ArrayLike, length: int, count: int) -> Places:
    found = np.array(given, dtype=np.int32)
    if found.shape != (length,):
        raise CallerError(f"{noun} has shape {found.shape}; it needs ({length},)")
    if length and not (found.min() >= 0 and found.max() < count):
        raise CallerError(f"{noun} has positions beyond 0 to {count - 1}")
    return found


def _regions(regions: Roster | None, given: ArrayLike | None, length: int) -> Places | None:
    if regions is None and given is None:
        return None
    if regions is None or given is None:
        raise CallerError("regions without the region of each firm, or the other way round")
    found = _positions("region", given, length, len(regions))
    found.setflags(write=False)
    return found


def _partition(given: ArrayLike, length: int) -> Places:
    labels = np.asarray(given)
    if labels.shape != (length,):
        raise CallerError(f"market has shape {labels.shape}; it needs ({length},)")
    return np.unique(labels, return_inverse=True)[1].astype(np.int32)


def _sizes(noun: str, given: ArrayLike | None, length: int) -> Floats | None:
    if given is None:
        return None
    found = np.array(given, dtype=np.float64)
    if found.shape != (length,):
        raise CallerError(f"{noun} has shape {found.shape}; it needs ({length},)")
    if not (np.isfinite(found).all() and found.min(initial=0.0) >= 0):
        raise DataError(
            f"{noun} is negative or no finite number for some firm",
            hint="leave revenue and cost out where they are not on record for all firms",
        )
    found.setflags(write=False)
    return found


def _refuse_bad(firms: tuple[str, ...], seller: Places, taker: Places, sold: Floats) -> None:
    bad = np.flatnonzero(~(np.isfinite(sold) & (sold >= 0)))
    if len(bad):
        raise DataError(
            f"{len(bad)} sales are negative or no finite numbers: {_told(firms, seller, taker, bad)}",
            hint="leave out what is not on record; book a return as less sold",
        )
    own = np.flatnonzero(seller == taker)
    if len(own):
        raise DataError(
            f"{len(own)} firms sell to themselves: {_told(firms, seller, taker, own)}",
            hint="leave such sales out: no other firm is hit through them",
        )


def _told(firms: tuple[str, ...], seller: Places, taker: Places, at: NDArray[np.intp]) -> str:
    named = ", ".join(f"{firms[seller[k]]} to {firms[taker[k]]}" for k in at[:SHOWN])
    return named + (f" and {len(at) - SHOWN} more" if len(at) > SHOWN else "")


def _added_up(
    count: int, seller: Places, taker: Places, sold: Floats
) -> tuple[Places, Places, Floats]:
    """Every pair once, by supplier and buyer; nothing that is nothing."""
    kept = sold > 0
    pair = seller[kept].astype(np.int64) * count + taker[kept]
    order = np.argsort(pair, kind="stable")
    pair, sold = pair[order], sold[kept][order]
    first = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]][: len(pair)])
    once = pair[first]
    added = np.add.reduceat(sold, first) if len(first) else sold
    return (once // count).astype(np.int32), (once % count).astype(np.int32), added
