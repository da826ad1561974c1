"""Upstream before downstream: the level of every product, circles or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.chains.arrays import Ints


def levels(start: Ints, source: Ints, user_start: Ints, user: Ints) -> Ints:
    """A level for every product, never below those of its inputs; shape ``(n,)``.

    Products that neither stand on a circle of inputs nor between two circles have a level
    of their own above all their inputs (longest way up); all others share one.

    Args:
        start: Where each product's inputs begin; shape ``(n + 1,)``.
        source: The inputs of each product, in order.
        user_start: Where each product's users begin; shape ``(n + 1,)``.
        user: The users of each product, in order.
    """
    inputs = _Side(start.tolist(), source.tolist())
    users = _Side(user_start.tolist(), user.tolist())
    level = [0] * (len(start) - 1)
    before = _peel(inputs, users, range(len(level)), level)
    rest = sorted(set(range(len(level))).difference(before))
    after = sorted(_peel(users, inputs, rest, [0] * len(level)))
    circling = 1 + max((level[at] for at in before), default=-1)
    for at in set(rest).difference(after):
        level[at] = circling
    for at in after:
        level[at] = circling + 1
    _peel(inputs, users, after, level)
    return np.array(level, dtype=np.int32)


class _Side:
    """The inputs, or the users, of every product."""

    def __init__(self, start: list[int], others: list[int]) -> None:
        self._start, self._others = start, others

    def of(self, at: int) -> list[int]:
        return self._others[self._start[at] : self._start[at + 1]]


def _peel(back: _Side, ahead: _Side, members: Iterable[int], level: list[int]) -> list[int]:
    """Take away, again and again, members with no other member behind them.

    Raises each one's level above those taken before it; what stands on a circle, or ahead
    of one, is never taken.
    """
    inside = set(members)
    waiting = {at: sum(one in inside for one in back.of(at)) for at in inside}
    taken = sorted(at for at in inside if not waiting[at])
    for at in taken:
        for one in ahead.of(at):
            if one in inside:
                level[one] = max(level[one], level[at] + 1)
                waiting[one] -= 1
                if not waiting[one]:
                    taken.append(one)
    return taken
