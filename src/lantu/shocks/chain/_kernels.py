"""Hot loops on bare arrays: what is left of every product, day after day.

Plain Python that numba also compiles; :mod:`lantu.shocks.chain.runs` decides. The arguments
are NumPy arrays, or lists, which the interpreter walks faster.

Between two days on which anything changes nothing has to be computed. What is short of an
input adds up from day to day; a user's stock of it covers the first days' worth of that, so
one sum for each product and one for each alternative group tell how far every stock is down.
"""
# ruff: noqa: PLR0913, PLR0917 - bare arrays without a record around them is what a kernel takes

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lantu.chains._kernels import ESSENTIAL, STILL

if TYPE_CHECKING:
    from lantu.chains._kernels import Net

Numbers = Any  # an array where compiled, a list where interpreted

ROUNDING = 1e-9
"""Stock that falls this little short of a day counts as enough for it."""


class Course(NamedTuple):
    """Which products a blow can reach, inputs before users; all others stay whole.

    Attributes:
        order: Their positions; ``k``.
        block: Where each level begins in ``order``, with the end of the last.
        circling: 1 for a level whose products may feed each other.
    """

    order: Numbers
    block: Numbers
    circling: Numbers


class Soft(NamedTuple):
    """What softens.

    Attributes:
        stock: Days of every input that each product keeps; ``n``.
        relief: Part of any loss of it that something else makes good; ``n``.
        quality: What an alternative input counts; ``m``.
        loss: ``κ``.
    """

    stock: Numbers
    relief: Numbers
    quality: Numbers
    loss: float


class State(NamedTuple):
    """What a run writes on.

    Attributes:
        cap: What the blows leave of each product; ``n``.
        level: ``y``; ``n``.
        short: Days' worth that each product has been short so far; ``n``.
        group_short: The same of each alternative group.
    """

    cap: Numbers
    level: Numbers
    short: Numbers
    group_short: Numbers


class Caps(NamedTuple):
    """What the blows leave, from each day on which that changes.

    Attributes:
        day: The days, ascending from 0; ``c``.
        struck: Positions of the products that are hit; ``s``.
        left: What is left of them; ``(c, s)``.
    """

    day: Numbers
    struck: Numbers
    left: Numbers


def arriving(level: float, stock: float, short: float) -> float:
    """What reaches a user that keeps ``stock`` days of an input short by ``short`` so far."""
    if level >= 1.0 or stock <= short:
        return level
    return min(1.0, level + stock - short)


def left_of(at: int, net: Net, soft: Soft, state: State) -> float:
    """``min(cap, min_ess e_j, min_g max_{j∈g} q_j y_j, Π_opt (1 − κ(1 − e_j)))``."""
    left: float = state.cap[at]
    kept, stock = 1.0, soft.stock[at]
    edge, end = net.start[at], net.start[at + 1]
    while edge < end and net.slot[edge] == ESSENTIAL:
        j = net.source[edge]
        left = min(left, arriving(state.level[j], stock, state.short[j]))
        edge += 1
    while edge < end and net.slot[edge] >= 0:
        group = net.slot[edge]
        best = 0.0
        while edge < end and net.slot[edge] == group:
            best = max(best, soft.quality[edge] * state.level[net.source[edge]])
            edge += 1
        left = min(left, arriving(best, stock, state.group_short[group]))
    while edge < end:
        j = net.source[edge]
        kept *= 1.0 - soft.loss * (1.0 - arriving(state.level[j], stock, state.short[j]))
        edge += 1
    return min(left, kept)


def settle(course: Course, net: Net, soft: Soft, state: State) -> None:
    """Let every product within reach fall from 1 to its level of this day.

    The greatest fixed point: levels go up from inputs to users, and where products feed each
    other in a circle they are gone through until none moves.
    """
    for one in range(len(course.order)):
        state.level[course.order[one]] = 1.0
    for here in range(len(course.circling)):
        moving = True
        while moving:
            moving = False
            for one in range(course.block[here], course.block[here + 1]):
                at = course.order[one]
                left = left_of(at, net, soft, state)
                left += soft.relief[at] * (1.0 - left)
                if state.level[at] - left > STILL:
                    state.level[at] = left
                    moving = course.circling[here] == 1


def days_of(stock: float, short: float, level: float) -> float:
    """Days until what a stock makes of a level changes; infinite where it never does."""
    left, lack = stock - short, 1.0 - level
    if lack <= STILL or left <= 0.0:
        return float("inf")
    return max(1.0, float(int(left / lack + ROUNDING)))


def quiet(course: Course, net: Net, soft: Soft, state: State) -> float:
    """Days for which nothing changes but by the blows."""
    days = float("inf")
    for one in range(len(course.order)):
        at = course.order[one]
        stock = soft.stock[at]
        if stock <= 0.0:
            continue
        edge, end = net.start[at], net.start[at + 1]
        while edge < end:
            group = net.slot[edge]
            if group < 0:
                j = net.source[edge]
                days = min(days, days_of(stock, state.short[j], state.level[j]))
                edge += 1
                continue
            best = 0.0
            while edge < end and net.slot[edge] == group:
                best = max(best, soft.quality[edge] * state.level[net.source[edge]])
                edge += 1
            days = min(days, days_of(stock, state.group_short[group], best))
    return days


def pass_days(days: float, course: Course, net: Net, soft: Soft, state: State) -> None:
    """Let days go by on which all stays as it is."""
    for one in range(len(course.order)):
        at = course.order[one]
        state.short[at] += days * (1.0 - state.level[at])
        edge, end = net.start[at], net.start[at + 1]
        while edge < end:
            group, best = net.slot[edge], 0.0
            if group < 0:
                edge += 1
                continue
            while edge < end and net.slot[edge] == group:
                best = max(best, soft.quality[edge] * state.level[net.source[edge]])
                edge += 1
            state.group_short[group] += days * (1.0 - best)


def strike(row: int, caps: Caps, state: State) -> None:
    """Let the blows be as hard as in a row of ``caps``."""
    for one in range(len(caps.struck)):
        state.cap[caps.struck[one]] = caps.left[row][one]


def next_day(
    day: int, row: int, end: int, caps: Caps, course: Course, net: Net, soft: Soft, state: State
) -> int:
    """The next day on which anything changes, at most ``end``."""
    until = end
    if row + 1 < len(caps.day):
        until = min(until, caps.day[row + 1])
    still = quiet(course, net, soft, state)
    return until if day + still >= until else day + int(still)


def walk(
    end: int,
    caps: Caps,
    course: Course,
    net: Net,
    soft: Soft,
    state: State,
    worth: Numbers,
    lost: Numbers,
    by_day: Numbers,
) -> None:
    """Go through all days; add up what each product loses and what each day costs."""
    day, row = 0, 0
    strike(row, caps, state)
    while day < end:
        settle(course, net, soft, state)
        until = next_day(day, row, end, caps, course, net, soft, state)
        cost = 0.0
        for one in range(len(course.order)):
            at = course.order[one]
            lack = 1.0 - state.level[at]
            lost[at] += lack * (until - day)
            cost += worth[at] * lack
        for each in range(day, until):
            by_day[each] = cost
        pass_days(float(until - day), course, net, soft, state)
        day = until
        if row + 1 < len(caps.day) and caps.day[row + 1] == day:
            row += 1
            strike(row, caps, state)


HELPERS = (arriving, left_of, settle, days_of, quiet, pass_days, strike, next_day)
"""What the kernels call, callees first; numba has to be told of them."""
