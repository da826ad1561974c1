"""Hot loops on bare arrays: what is lost when one thing fails, or two together.

Plain Python that numba also compiles; :mod:`lantu.shocks.chain.failures` decides. The graph
falls by :func:`lantu.chains._kernels.settle`: a second failure goes on from where the first
has come to rest, and is undone before the next.
"""
# ruff: noqa: PLR0913, PLR0917 - bare arrays without a record around them is what a kernel takes

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lantu.chains._kernels import settle, wait

if TYPE_CHECKING:
    from lantu.chains._kernels import Desk, Net

Numbers = Any  # an array where compiled, a list where interpreted


class Units(NamedTuple):
    """What may fail: each unit takes a part of some products with it.

    Attributes:
        start: Where each unit's products begin; ``u + 1``.
        product: Product positions, each once in a unit.
        part: Part of the product that goes with it.
    """

    start: Numbers
    product: Numbers
    part: Numbers


def cut(one: int, units: Units, net: Net, desk: Desk) -> None:
    """Take what a unit stands for from what is left."""
    for at in range(units.start[one], units.start[one + 1]):
        product = units.product[at]
        desk.cap[product] = max(desk.cap[product] - units.part[at], 0.0)
        wait(product, net.level, desk.head, desk.tail, desk.behind, desk.waits)


def mend(one: int, units: Units, desk: Desk) -> None:
    """Give back in full what a unit stands for."""
    for at in range(units.start[one], units.start[one + 1]):
        desk.cap[units.product[at]] = 1.0


def fall(loss: float, net: Net, desk: Desk) -> int:
    """Let whoever waits fall; how many were whole before."""
    fallen: int = settle(
        0, loss, net.start, net.source, net.slot, net.user_start, net.user, net.level,
        desk.supply, desk.cap, desk.reached, desk.head, desk.tail, desk.behind, desk.waits,
    )  # fmt: skip
    return fallen


def cost(products: Numbers, many: int, worth: Numbers, supply: Numbers) -> float:
    """``Σ v (1 − y)`` over the first of some products."""
    total = 0.0
    for one in range(many):
        total += worth[products[one]] * (1.0 - supply[products[one]])
    return total


def fail_each(
    turn: tuple[int, int, int],
    loss: float,
    units: Units,
    net: Net,
    desk: Desk,
    worth: Numbers,
    alone: Numbers,
) -> None:
    """Let every unit of a turn fail alone; arguments as of :func:`fail_pairs`."""
    for one in range(turn[0], turn[1], turn[2]):
        cut(one, units, net, desk)
        fallen = fall(loss, net, desk)
        alone[one] = cost(desk.reached, fallen, worth, desk.supply)
        for at in range(fallen):
            desk.supply[desk.reached[at]] = 1.0
        mend(one, units, desk)


def fail_pairs(
    base: int,
    turn: tuple[int, int, int],
    loss: float,
    units: Units,
    net: Net,
    desk: Desk,
    worth: Numbers,
    first: Numbers,
    left: Numbers,
    together: Numbers,
) -> None:
    """Let every unit of a turn fail with every unit after it.

    Args:
        base: Unit of the first row of ``together``.
        turn: From which unit, below which, every how many-th.
        loss: ``κ``.
        units: What may fail.
        net: Who needs what.
        desk: What a run writes on.
        worth: ``v``; ``n``.
        first: Room for the products that fall first; ``n``.
        left: Room for what is left of them; ``n``.
        together: Loss of each pair, a row per unit from ``base`` on.
    """
    for one in range(turn[0], turn[1], turn[2]):
        cut(one, units, net, desk)
        fallen = fall(loss, net, desk)
        for at in range(fallen):
            first[at] = desk.reached[at]
            left[at] = desk.supply[first[at]]
        row = together[one - base]
        for other in range(one + 1, len(units.start) - 1):
            cut(other, units, net, desk)
            more = fall(loss, net, desk)
            row[other] = cost(first, fallen, worth, desk.supply)
            row[other] += cost(desk.reached, more, worth, desk.supply)
            for at in range(more):
                desk.supply[desk.reached[at]] = 1.0
            for at in range(fallen):
                desk.supply[first[at]] = left[at]
            mend(other, units, desk)
            for at in range(units.start[one], units.start[one + 1]):
                desk.cap[units.product[at]] = 1.0 - units.part[at]
        for at in range(fallen):
            desk.supply[first[at]] = 1.0
        mend(one, units, desk)


HELPERS = (cut, mend, fall, cost)
"""What the kernels call, callees first; numba has to be told of them, and of the chains' own."""
