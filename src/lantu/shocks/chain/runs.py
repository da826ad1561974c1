"""Day after day through a struck graph, in the interpreter or compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from lantu.shocks.chain import _kernels
from lantu.shocks.chain._kernels import Course, State
from lantu.shocks.chain.compiling import compile_all, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lantu.chains.arrays import Floats, Ints
    from lantu.shocks.chain._kernels import Caps, Soft
    from lantu.shocks.chain.ground import Ground

COMPILE_FROM = 1_000_000
"""Products and inputs within reach, times days, from which compiled kernels pay: loading them
costs some seconds, in which the interpreter comes about as far."""


class Kernel(NamedTuple):
    """The entrances of :mod:`lantu.shocks.chain._kernels`."""

    settle: Callable[..., None]
    next_day: Callable[..., int]
    pass_days: Callable[..., None]
    walk: Callable[..., None]


@dataclass(frozen=True, slots=True)
class Morning:
    """A day on which something changes.

    Attributes:
        day: The day, from 0.
        until: The next such day, or the end.
        level: ``y`` of the products within reach, in the order of the course.
        state: The whole state on that day; it moves on when the next day is asked for.
    """

    day: int
    until: int
    level: Floats
    state: State


def course(ground: Ground, struck: Ints) -> Course:
    """Everything that can fall when some products are hit, inputs before users."""
    net = ground.ready.net
    within = np.zeros(len(ground), dtype=np.bool_)
    within[struck] = True
    front = np.asarray(struck)
    while front.size:
        users = np.unique(_gather(net.user_start, net.user, front))
        front = users[~within[users]]
        within[front] = True
    found = np.flatnonzero(within)
    order = found[np.argsort(net.level[found], kind="stable")].astype(np.int32)
    level = net.level[order]
    opens = np.flatnonzero(np.r_[True, level[1:] != level[:-1]]) if level.size else level[:0]
    wires = ground.wires
    circles = np.unique(net.level[wires.source[net.level[wires.source] == net.level[wires.target]]])
    return Course(
        order=order,
        block=np.r_[opens, len(order)].astype(np.int32),
        circling=np.isin(level[opens], circles).astype(np.int8),
    )


def _gather(start: Ints, items: Ints, of: Ints) -> Ints:
    """The items of some positions, one after another."""
    many = start[of + 1] - start[of]
    base = np.repeat(start[of] - np.r_[0, np.cumsum(many)[:-1]], many) if of.size else start[:0]
    found: Ints = items[base + np.arange(len(base))]
    return found


def fresh(ground: Ground) -> State:
    """A state in which all is whole."""
    return State(
        cap=np.ones(len(ground)),
        level=np.ones(len(ground)),
        short=np.zeros(len(ground)),
        group_short=np.zeros(len(ground.wires.group_target)),
    )


def mornings(
    ground: Ground, way: Course, caps: Caps, softened: Soft, end: int
) -> Iterator[Morning]:
    """Every day on which anything changes, from day 0.

    Args:
        ground: The graph.
        way: What is within reach of the blows.
        caps: What the blows leave.
        softened: What softens them.
        end: How many days there are.
    """
    size = (len(way.order) + int(np.diff(ground.ready.net.start)[way.order].sum())) * len(caps.day)
    if size < COMPILE_FROM:
        run = (caps, way, ground.ready.net, softened, fresh(ground))
        yield from _days(plain(), tuple(type(each)(*map(listed, each)) for each in run), end)
    else:
        yield from _days(compiled(), (caps, way, ground.ready.net, softened, fresh(ground)), end)


def _days(kernel: Kernel, run: tuple[Any, ...], end: int) -> Iterator[Morning]:
    caps, way, net, softened, state = run
    day = row = 0
    while day < end:
        _kernels.strike(row, caps, state)
        kernel.settle(way, net, softened, state)
        until = int(kernel.next_day(day, row, end, caps, way, net, softened, state))
        level = np.array([state.level[at] for at in way.order], dtype=np.float64)
        yield Morning(day, until, level, state)
        kernel.pass_days(float(until - day), way, net, softened, state)
        day = until
        row += row + 1 < len(caps.day) and caps.day[row + 1] == day


def plain() -> Kernel:
    """As Python runs them: at once, and slowly."""
    return Kernel(_kernels.settle, _kernels.next_day, _kernels.pass_days, _kernels.walk)


@cache
def compiled() -> Kernel:
    """Compiled, and free of the interpreter's lock."""
    return Kernel(*compile_all(plain(), _kernels.HELPERS))
