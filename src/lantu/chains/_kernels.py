"""Hot loops on bare arrays: what stops when a supply is cut.

Plain Python that numba also compiles; :mod:`lantu.chains.cascade` decides. The arguments
are NumPy arrays, or lists, which the interpreter walks faster.

Products have levels: no input stands on a higher level than its user, and only products
that feed each other in a circle share one with their users. One pass upward settles
everything; on a level, a queue runs until nothing moves.
"""
# ruff: noqa: PLR0913, PLR0917 - bare arrays without a record around them is what a kernel takes

from __future__ import annotations

from typing import Any, NamedTuple

ESSENTIAL = -1
"""Slot of an essential input."""

OPTIONAL = -2
"""Slot of an optional input; slots from 0 are alternative groups."""

STILL = 1e-12
"""A smaller fall of supply is not passed on, so that circles come to rest."""

NOBODY = -1
"""End of a queue."""

Numbers = Any  # an array where compiled, a list where interpreted


class Net(NamedTuple):
    """Who needs what.

    Attributes:
        start: Where each product's inputs begin, with the end of the last; ``n + 1``.
        source: The inputs: essential, then group by group, then optional; ``m``.
        slot: The kind of each input.
        user_start: Where each product's users begin; ``n + 1``.
        user: The users; ``m``.
        level: Level of each product; ``n``.
    """

    start: Numbers
    source: Numbers
    slot: Numbers
    user_start: Numbers
    user: Numbers
    level: Numbers


class Desk(NamedTuple):
    """What a run writes on; left as it was found, save ``reached``.

    Attributes:
        supply: ``y`` of each product, 1 while intact; ``n``.
        cap: The most each product can reach; 1 while it is not cut; ``n``.
        reached: Products below 1, in the order they fell; ``n``.
        head: First product waiting at each level, or ``NOBODY``.
        tail: Last product waiting at each level.
        behind: Who waits behind each product, or ``NOBODY``; ``n``.
        waits: 1 while a product waits; ``n``.
    """

    supply: Numbers
    cap: Numbers
    reached: Numbers
    head: Numbers
    tail: Numbers
    behind: Numbers
    waits: Numbers


class Ledgers(NamedTuple):
    """What all single cuts add up to.

    Attributes:
        values: Worth of each product; ``(n, columns)``.
        marks: 1 where a product is to be counted; ``(n, counts)``.
        impact: Worth lost with each cut, shaped as ``values``.
        counted: Marked products that stop with each cut, shaped as ``marks``.
        stopped: Products that stop with each cut; ``n``.
    """

    values: Numbers
    marks: Numbers
    impact: Numbers
    counted: Numbers
    stopped: Numbers


def supply_of(
    at: int, loss: float, start: Numbers, source: Numbers, slot: Numbers, supply: Numbers
) -> float:
    """``min(min_ess y_j, min_g max_{j∈g} y_j, Π_opt (1 − κ(1 − y_j)))`` of a product."""
    left, kept = 1.0, 1.0
    edge, end = start[at], start[at + 1]
    while edge < end and slot[edge] == ESSENTIAL:
        left = min(left, supply[source[edge]])
        if left == 0.0:
            return 0.0
        edge += 1
    while edge < end and slot[edge] >= 0:
        group, best = slot[edge], 0.0
        while edge < end and slot[edge] == group:
            best = max(best, supply[source[edge]])
            edge += 1
        left = min(left, best)
    while edge < end:
        kept *= 1.0 - loss * (1.0 - supply[source[edge]])
        edge += 1
    return min(left, kept)


def wait(
    at: int, level: Numbers, head: Numbers, tail: Numbers, behind: Numbers, waits: Numbers
) -> None:
    """Put a product at the end of its level's queue, unless it waits already."""
    if waits[at] == 0:
        waits[at] = 1
        behind[at] = NOBODY
        here = level[at]
        if head[here] == NOBODY:
            head[here] = at
        else:
            behind[tail[here]] = at
        tail[here] = at


def settle(
    lowest: int,
    loss: float,
    start: Numbers,
    source: Numbers,
    slot: Numbers,
    user_start: Numbers,
    user: Numbers,
    level: Numbers,
    supply: Numbers,
    cap: Numbers,
    reached: Numbers,
    head: Numbers,
    tail: Numbers,
    behind: Numbers,
    waits: Numbers,
) -> int:
    """Let whoever waits fall to the greatest fixed point; how many products have fallen.

    All start intact and only ever fall, so the order of looking changes nothing but time.
    """
    fallen = 0
    for here in range(lowest, len(head)):
        while head[here] != NOBODY:
            at = head[here]
            head[here] = behind[at]
            waits[at] = 0
            left = min(cap[at], supply_of(at, loss, start, source, slot, supply))
            if supply[at] - left <= STILL:
                continue
            if supply[at] == 1.0:
                reached[fallen] = at
                fallen += 1
            supply[at] = left
            for edge in range(user_start[at], user_start[at + 1]):
                wait(user[edge], level, head, tail, behind, waits)
    return fallen


def tally(
    root: int,
    fallen: int,
    reached: Numbers,
    supply: Numbers,
    values: Numbers,
    marks: Numbers,
    impact: Numbers,
    counted: Numbers,
    stopped: Numbers,
) -> None:
    """Add up what is lost besides the product that was cut, and make all intact again."""
    losses, counts = impact[root], counted[root]
    for one in range(fallen):
        at = reached[one]
        lost = 1.0 - supply[at]
        supply[at] = 1.0
        if at == root:
            continue
        worth = values[at]
        for column in range(len(worth)):
            losses[column] += worth[column] * lost
        if lost >= 1.0 - STILL:
            stopped[root] += 1
            marked = marks[at]
            for column in range(len(marked)):
                counts[column] += marked[column]


def cut_each(net: Net, desk: Desk, ledgers: Ledgers, loss: float, turn: tuple[int, int]) -> None:
    """Cut one product at a time: ``turn[0]`` and every ``turn[1]``-th after it."""
    start, source, slot, user_start, user, level = net
    supply, cap, reached, head, tail, behind, waits = desk
    values, marks, impact, counted, stopped = ledgers
    for root in range(turn[0], len(supply), turn[1]):
        cap[root] = 0.0
        wait(root, level, head, tail, behind, waits)
        fallen = settle(
            level[root], loss, start, source, slot, user_start, user, level,
            supply, cap, reached, head, tail, behind, waits,
        )  # fmt: skip
        tally(root, fallen, reached, supply, values, marks, impact, counted, stopped)
        cap[root] = 1.0


HELPERS = (supply_of, wait, settle, tally)
"""What the kernels call; numba has to be told of them."""
