"""Places as people read them: an order, ties where nothing tells apart, intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError

if TYPE_CHECKING:
    from lantu.ranking.acceptability import Acceptability

TELL_APART = 0.8
"""Probability from which one alternative is said to stand before another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one alternative stands.

    Attributes:
        alternative: Its label.
        order: Its position in the list, from 0.
        place: Better end of the places its tie group holds, from 1.
        last_place: Worse end; equal to ``place`` where nothing is tied.
        expected: Expected rank.
        low: Better end of the central interval of ranks.
        high: Worse end of the central interval of ranks.
        best: Best rank in any draw.
        worst: Worst rank in any draw.
        first: Share of draws in which it ranks first.
    """

    alternative: str
    order: int
    place: int
    last_place: int
    expected: float
    low: int
    high: int
    best: int
    worst: int
    first: float

    @property
    def said(self) -> str:
        """The place as printed: ``1``, or ``2–4`` for what is tied."""
        if self.place == self.last_place:
            return str(self.place)
        return f"{self.place}–{self.last_place}"


def standings(result: Acceptability, *, tell_apart: float = TELL_APART) -> tuple[Standing, ...]:
    """The alternatives from first to last, tied where nothing tells them apart.

    Walking in order of expected rank, an alternative joins the group before it unless that
    group's head ranks before it in a share of draws ≥ ``tell_apart``. Members of a group
    hold its places together, and within it their order means nothing.

    Raises:
        CallerError: ``tell_apart`` is not from ½ up to 1.
    """
    if not 0.5 <= tell_apart <= 1:  # noqa: PLR2004 - even odds tell nothing apart
        raise CallerError(
            f"tell_apart is a probability from 0.5 up to 1, got {tell_apart}",
            hint="0.8 is usual: one stands before the other in four draws out of five",
        )
    told: list[Standing] = []
    for group in _groups(result, _walk(result), tell_apart):
        place, last_place = len(told) + 1, len(told) + len(group)
        told += [
            _standing(result, at, order, (place, last_place))
            for order, at in enumerate(group, start=place - 1)
        ]
    return tuple(told)


def _walk(result: Acceptability) -> list[int]:
    """Positions by expected rank, then by the better interval, then by label."""
    keys = zip(
        result.expected.tolist(),
        (-result.first).tolist(),
        result.low.tolist(),
        result.high.tolist(),
        result.alternatives.labels,
        strict=True,
    )
    ranked = sorted((key, at) for at, key in enumerate(keys))
    return [at for _, at in ranked]


def _groups(result: Acceptability, walk: list[int], tell_apart: float) -> list[list[int]]:
    groups: list[list[int]] = []
    for at in walk:
        if groups and not _before(result, groups[-1][0], at, tell_apart):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _before(result: Acceptability, head: int, at: int, tell_apart: float) -> bool:
    return bool(result.beats_at(head, np.array([at]))[0] >= tell_apart)


def _standing(result: Acceptability, at: int, order: int, places: tuple[int, int]) -> Standing:
    return Standing(
        alternative=result.alternatives.labels[at],
        order=order,
        place=places[0],
        last_place=places[1],
        expected=float(result.expected[at]),
        low=int(result.low[at]),
        high=int(result.high[at]),
        best=int(result.best[at]),
        worst=int(result.worst[at]),
        first=float(result.first[at]),
    )
