"""A day of a struck economy, after the equations of ARIO with inventories.

``i`` is an input product, ``f`` a row that uses it, ``s = (r, i)`` a row that makes it::

    x^cap = α (1 - Δ) x̄              x^opt = min(D, x^cap)
    x_f   = min(x^opt_f, min_i S_if / (ψ n_i a_if))
    S_if += Σ_r q_s O_sf - a_if x_f   q = x / D
    gap   = n_i a_if (x^opt_f - S_if / (n_i a_if))⁺ / τ + a_if x_f
    O_sf  = gap_if w_s Z_sf / Σ_r w_s Z_sf       w = x^cap / x̄ (``alt``) or 1
    D     = Σ_f O + final use + rebuilding

Stocks are kept as ``σ = S / (n a)``, the output they would support, and orders as
``g / Σ_r w Z``: the orders of every supplier by every user are never stored. A day reads
``Z`` once from memory, and again from the cache: for each input, column sums tell what
arrived and where to order, then row sums what each supplier is asked for.

Hallegatte (2008), Risk Analysis 28(3); Hallegatte (2014), Risk Analysis 34(1); Juhel (2024),
J. Open Source Software 9(99) 6547.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.shocks.economy.damage import Site
    from lantu.shocks.economy.economy import Economy

    Floats = NDArray[np.float64]

CACHED = 1 << 17
"""Numbers of ``Z`` that are gone through at a time: a megabyte, which stays in the cache."""

TINY = 1e-30
"""Under a fraction whose upper part is zero as well."""

SLACK = 1e-9
"""Part of demand that may stay unmet without any effort to make more."""

LOOSE = (1e-5, 1e-8)
"""Relative and absolute difference that the peer takes for none."""


class Today(NamedTuple):
    """What is given on a day.

    Attributes:
        lost: Part of capacity that events hold down, ``(n,)``.
        cut: Part of imports that does not arrive, ``(S,)``.
        sites: Rebuildings that ask for something.
    """

    lost: Floats
    cut: Floats
    sites: list[Site]


class Made(NamedTuple):
    """What came of a day; ``(n,)`` each, the last two ``(S,)``.

    Attributes:
        output: What was made.
        capacity: What could have been.
        overproduction: ``α``: capacity called up, as a part of what is left.
        orders: What other rows asked for.
        rebuild_demand: What rebuilding asked for.
        met: Part of all that was asked for that was delivered.
        imported: What arrived from outside.
        imports_met: Part of what was asked of the outside that arrived.
    """

    output: Floats
    capacity: Floats
    overproduction: Floats
    orders: Floats
    rebuild_demand: Floats
    met: Floats
    imported: Floats
    imports_met: Floats


@dataclass(slots=True, kw_only=True)
class State:
    """An economy between two days.

    Attributes:
        output: Of the day before, ``(n,)``.
        alpha: Overproduction, ``(n,)``.
        orders: Asked of each row by others, ``(n,)``.
        orders_outside: Asked of the outside for inputs, ``(S,)``.
        support: ``σ``: output that the stock of each input supports, ``(S, n)``; ``inf`` where
            none is used or it never runs out.
        bound: Output up to which no stock binds, ``(n,)``.
        pull: Orders per flow, ``g / Σ_r w Z``, ``(S, n)``.
        weight: ``w`` of each row behind the orders, ``(n,)``.
        weight_outside: The same of the outside, ``(S,)``.
    """

    output: Floats
    alpha: Floats
    orders: Floats
    orders_outside: Floats
    support: Floats
    bound: Floats
    pull: Floats
    weight: Floats
    weight_outside: Floats


def at_rest(economy: Economy) -> State:
    """A usual day, every day."""
    S, n = economy.a.shape
    used = economy.a * (economy.x * economy.settings.days_per_year)
    never = (economy.a == 0.0) | np.isinf(economy.days)[:, None]
    outside = economy.outside
    return State(
        output=economy.x,
        alpha=np.ones(n),
        orders=economy.Z.sum(axis=2).ravel() / economy.settings.days_per_year,
        orders_outside=np.zeros(S) if outside is None else outside.usual - outside.Y.sum(axis=1),
        support=np.where(never, np.inf, economy.x),
        bound=np.full(n, np.inf),
        pull=economy.x / np.maximum(used, TINY),
        weight=np.ones(n),
        weight_outside=np.ones(S),
    )


def made_at_rest(economy: Economy, state: State) -> Made:
    """What comes of a usual day."""
    n, S = len(economy), len(economy.days)
    return Made(
        output=economy.x,
        capacity=economy.x,
        overproduction=np.ones(n),
        orders=state.orders,
        rebuild_demand=np.zeros(n),
        met=np.ones(n),
        imported=np.zeros(S) if economy.outside is None else economy.outside.usual,
        imports_met=np.ones(S),
    )


def step(economy: Economy, state: State, today: Today) -> Made:
    """A day: what is made, delivered and ordered; ``state`` is that of the evening then."""
    rebuild = np.zeros(len(economy))
    for site in today.sites:
        rebuild[site.rows] += site.asked()
    demand = state.orders + economy.final + rebuild
    wanted = np.maximum(demand - economy.drawn, 0.0)
    alpha = _overproduction(economy, state, wanted)
    capacity = alpha * (1.0 - today.lost) * economy.x
    aim = np.minimum(wanted, capacity)
    output = np.minimum(aim, state.bound)
    met = _part(np.minimum(output + economy.drawn, demand), demand)
    imported, imports_met = _imports(economy, state, today)
    made = Made(output, capacity, alpha, state.orders, rebuild, met, imported, imports_met)
    for site in today.sites:
        site.deliver(met, imports_met)
    if economy.settings.like:
        aim = _aim_of_the_peer(economy, state, made)
    state.alpha, state.output = alpha, output
    _restock_and_order(economy, state, made, aim, today.cut)
    return made


def _overproduction(economy: Economy, state: State, wanted: Floats) -> Floats:
    """``α``: up with what is asked for in vain, down to 1 where nothing is."""
    settings = economy.settings
    short = _part(wanted - state.output, wanted)
    if not settings.like:
        short[short < SLACK] = 0.0
    change = (settings.alpha_max - state.alpha) * short + (1.0 - state.alpha) * (short == 0.0)
    raised: Floats = np.maximum(state.alpha + change / settings.tau_alpha, 1.0)
    return raised


def _aim_of_the_peer(economy: Economy, state: State, made: Made) -> Floats:
    """What stocks are to support: the peer counts rebuilding without what was delivered."""
    left = made.rebuild_demand * (1.0 - made.met)
    aim: Floats = np.minimum(state.orders + economy.final + left, made.capacity)
    return aim


def _imports(economy: Economy, state: State, today: Today) -> tuple[Floats, Floats]:
    """What arrives from outside, and the part of what was asked for that it is, ``(S,)``."""
    outside = economy.outside
    if outside is None:
        return np.zeros(len(economy.days)), np.ones(len(economy.days))
    asked = state.orders_outside + outside.Y.sum(axis=1)
    for site in today.sites:
        asked = asked + site.asked_outside()
    most = np.where(today.cut < 1.0, (1.0 - today.cut) * outside.usual, 0.0)
    most = np.multiply(most, outside.room, out=np.zeros(len(most)), where=most > 0.0)
    arrived = np.minimum(asked, most)
    return arrived, np.where(asked > 0.0, _part(arrived, asked), 1.0)


def _restock_and_order(
    economy: Economy, state: State, made: Made, aim: Floats, cut: Floats
) -> None:
    """Take in what was delivered, then order anew; see the equations above."""
    R, S, _ = economy.Z.shape
    arrived = (made.met * state.weight).reshape(R, S).T
    arrived_outside = made.imports_met * state.weight_outside
    if economy.settings.orders == "alt":
        state.weight = _part(made.capacity, economy.x)
        state.weight_outside = 1.0 - cut
    weight, orders, orders_outside = state.weight.reshape(R, S).T, np.empty((S, R)), np.zeros(S)
    by_input = economy.Z.transpose(1, 0, 2)
    for rows in _pieces(economy):
        flows = by_input[rows]
        beyond = None if economy.outside is None else economy.outside.Z[rows]
        came = _weighted(flows, arrived[rows], beyond, arrived_outside[rows])
        _restock(economy, state, rows, came, made.output)
        wanted = _wanted(economy, state, rows, aim)
        wanted += made.output
        usual = _usual(economy, state, rows, flows, beyond)
        pull = np.divide(wanted, usual, out=state.pull[rows])
        asked = np.multiply(pull, economy.a[rows], out=wanted)
        orders[rows] = (flows @ asked[:, :, None])[:, :, 0]
        if beyond is not None:
            orders_outside[rows] = state.weight_outside[rows] * (beyond * asked).sum(axis=1)
    state.orders, state.orders_outside = (orders * weight).T.ravel(), orders_outside
    state.bound = _bound(economy, state)


def _pieces(economy: Economy) -> list[slice]:
    """Inputs to go through at a time; all of them where the peer looks at all at once."""
    R, S, n = economy.Z.shape
    size = S if economy.settings.like else max(1, CACHED // (R * n))
    return [slice(low, min(low + size, S)) for low in range(0, S, size)]


def _weighted(flows: Floats, weight: Floats, beyond: Floats | None, outside: Floats) -> Floats:
    """``Σ_r w_s Z_sf``, the outside with the regions, ``(rows, n)``."""
    total: Floats = (weight[:, None, :] @ flows)[:, 0]
    if beyond is not None:
        total += outside[:, None] * beyond
    return total


def _restock(economy: Economy, state: State, rows: slice, came: Floats, output: Floats) -> None:
    came *= state.pull[rows]
    came -= output
    if economy.settings.like and _all_near(economy.a[rows], came, output):
        return
    came *= economy.per_day[rows]
    state.support[rows] += came


def _wanted(economy: Economy, state: State, rows: slice, aim: Floats) -> Floats:
    """What is ordered to fill stocks, per unit of input, ``(rows, n)``."""
    gap: Floats = aim - state.support[rows]
    np.maximum(gap, 0.0, out=gap)
    if economy.settings.like:
        off = np.where(np.isfinite(state.support[rows]), np.abs(aim - state.support[rows]), 0.0)
        if _all_near(economy.fill[rows] * economy.settings.restocking * economy.a[rows], off, aim):
            gap[:] = 0.0
    gap *= economy.fill[rows]
    return gap


def _usual(
    economy: Economy, state: State, rows: slice, flows: Floats, beyond: Floats | None
) -> Floats:
    """What orders are shared out by, over all suppliers of a product, ``(rows, n)``."""
    R, S, _ = economy.Z.shape
    if economy.settings.orders == "alt":
        weight = state.weight.reshape(R, S).T[rows]
        total = _weighted(flows, weight, beyond, state.weight_outside[rows])
    else:
        total = economy.a[rows] * (economy.x * economy.settings.days_per_year)
    floor: Floats = np.maximum(total, TINY, out=total)
    return floor


def _bound(economy: Economy, state: State) -> Floats:
    """``min_i σ_i / ψ``; less where that would use more than a stock holds, ``(n,)``."""
    support = state.support
    if economy.minor is not None:
        support = np.where(economy.minor, np.inf, support)
    reach = economy.reach
    if (reach == reach[0]).all():
        least: Floats = support.min(axis=0)
        least *= reach[0]
        return least
    bound: Floats = (support * reach).min(axis=0)
    return bound


def _all_near(scale: Floats, difference: Floats, wanted: Floats) -> bool:
    """Whether the peer takes all of ``scale·difference`` for none, beside ``scale·wanted``."""
    relative, absolute = LOOSE
    return bool((scale * np.abs(difference) <= absolute + relative * scale * wanted).all())


def _part(part: Floats, whole: Floats) -> Floats:
    """``part / whole``, 0 where there is no whole."""
    share: Floats = np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0.0)
    return share
