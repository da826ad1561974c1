"""Networks as ways along which losses pass, by the generalised Leontief production function.

``x_j = min{ min_{k essential} Π_jk/α_jk , β_j + Σ_{k not essential} Π_jk/α_j }``: a sector's
firms can stand in for each other as suppliers of a buyer; an essential sector's inputs bind,
other inputs add up. Diem, Borsos, Reisch, Kertész & Thurner (2022), Sci. Rep. 12:7719.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import CallerError
from lantu.shocks.firms._kernels import Web

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from scipy.sparse import csr_array

    from lantu.model.supply_network import SupplyNetwork

    Floats = NDArray[np.float64]
    Needs = NDArray[np.int8]

NEGLIGIBLE, REPLACEABLE, ESSENTIAL = 0, 1, 2
"""What a buyer's sector loses without a supplier's: nothing, its share of all inputs, all."""

CLOSED = 1e-12
"""Part of its sales below which what a firm sells outside is rounding."""

Production = Literal["linear", "leontief"]
"""Every input replaceable, or every input essential."""

Replacement = Literal["market", "nobody"]
"""Who can stand in for a supplier: the others of its market, as far as they are left."""


@dataclass(frozen=True, slots=True)
class Webs:
    """Downstream and upstream ways of one network.

    Attributes:
        down: From suppliers to buyers; a slot for each essential sector of a buyer, and one
            for its other inputs.
        up: From buyers to suppliers; one slot a firm.
    """

    down: Web
    up: Web


def needs_of(given: ArrayLike | Production, sectors: int) -> Needs:
    """The matrix of needs: supplying sectors in rows, buying sectors in columns.

    Raises:
        CallerError: Another shape than ``(sectors, sectors)``, or other values than 0, 1, 2.
    """
    if isinstance(given, str):
        if given not in ("linear", "leontief"):
            raise CallerError(f"needs={given!r}", hint="it is 'linear', 'leontief' or a matrix")
        kind = ESSENTIAL if given == "leontief" else REPLACEABLE
        return np.full((sectors, sectors), kind, dtype=np.int8)
    found = np.asarray(given)
    if found.shape != (sectors, sectors) or not np.isin(found, (0, 1, 2)).all():
        raise CallerError(
            f"needs of shape {found.shape} for {sectors} sectors",
            hint="supplying sectors in rows, buying ones in columns; 0 negligible, 1 replaceable, "
            "2 essential",
        )
    return found.astype(np.int8)


def webs(network: SupplyNetwork, needs: Needs, replacement: Replacement) -> Webs:
    """The ways of a network.

    Downstream ``Λd_ij = W_ij/Π_{j,p_i}`` through an essential sector and ``W_ij/Σ_i W_ij``
    through a replaceable one, times ``Σ_i W_ij/cost_j`` where costs are on record; upstream
    ``Λu_ij = W_ij/s_i``, or over revenue where it is on record.
    """
    return Webs(_down(network, needs, replacement), _up(network))


def nowhere(web: Web) -> Web:
    """The same firms with no ways between them."""
    none = np.zeros(0, dtype=np.int32)
    return web._replace(start=np.zeros_like(web.start), slot=none, weight=np.zeros(0))


def upstream(web: Web) -> csr_array:
    """``Λ`` of the upstream ways: suppliers in rows, buyers in columns, ``(n, n)``."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - heavy; only solving needs it

    firms = len(web.size)
    buyer = np.repeat(np.arange(firms), np.diff(web.start))
    return csr_array((web.weight, (web.slot, buyer)), shape=(firms, firms))


def trapped(web: Web) -> int:
    """How many firms' lost orders never leave the network.

    A firm that sells outside, or sells nothing, lets losses out; so does whoever sells to one
    that does. The rest sell to each other only: ``Λ`` among them has rows that add up to 1.
    """
    ways = upstream(web)
    lets_out = np.asarray(ways.sum(axis=1)).ravel() < 1.0 - CLOSED
    while True:
        wider = lets_out | (ways @ lets_out.astype(np.float64) > 0)
        if (wider == lets_out).all():
            return int((~lets_out).sum())
        lets_out = wider


def _down(network: SupplyNetwork, needs: Needs, replacement: Replacement) -> Web:
    need = needs[network.sector[network.supplier], network.sector[network.buyer]]
    felt = need != NEGLIGIBLE
    supplier, buyer, amount = (a[felt] for a in (network.supplier, network.buyer, network.amount))
    binds = need[felt] == ESSENTIAL
    kinds = len(network.sectors) + 1
    kind = np.where(binds, network.sector[supplier] + 1, 0)
    keys, slot = np.unique(buyer.astype(np.int64) * kinds + kind, return_inverse=True)
    owner = keys // kinds
    inputs = np.bincount(slot, amount, len(keys))[slot]
    all_inputs = network.purchases
    part = amount / np.where(binds, inputs, all_inputs[buyer])
    if network.cost is not None:
        share = np.divide(
            all_inputs, network.cost, out=np.ones(len(network)), where=network.cost > 0
        )
        part = part * share[buyer]
    members = _members(network) if replacement == "market" else _NOBODY
    return _web(network, (supplier, slot, part), owner=owner, members=members)


def _up(network: SupplyNetwork) -> Web:
    sold = network.sales if network.revenue is None else network.revenue
    part = np.divide(
        network.amount,
        sold[network.supplier],
        out=np.zeros(len(network.amount)),
        where=sold[network.supplier] > 0,
    )
    order = np.argsort(network.buyer, kind="stable")
    ways = network.buyer[order], network.supplier[order], part[order]
    return _web(network, ways, owner=np.arange(len(network)), members=_NOBODY)


_NOBODY = (np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32))


def _members(network: SupplyNetwork) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    order = np.argsort(network.market, kind="stable").astype(np.int32)
    return _starts(network.market, int(network.market.max(initial=-1)) + 1), order


def _web(
    network: SupplyNetwork,
    ways: tuple[NDArray[np.int32], NDArray[np.integer], Floats],
    *,
    owner: NDArray[np.integer],
    members: tuple[NDArray[np.int64], NDArray[np.int32]],
) -> Web:
    giver, slot, part = ways
    return Web(
        start=_starts(giver, len(network)),
        slot=slot.astype(np.int32),
        weight=part,
        slot_start=_starts(owner, len(network)),
        owner=owner.astype(np.int32),
        size=network.sales,
        market=network.market,
        member_start=members[0],
        member=members[1],
    )


def _starts(sorted_keys: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    """Where each key's entries begin among sorted ones, with the end of the last."""
    ends = np.cumsum(np.bincount(sorted_keys, minlength=count))
    return np.concatenate([[0], ends]).astype(np.int64)
