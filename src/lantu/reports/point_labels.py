"""Names beside points: where each fits without touching a mark, another name or the frame.

Names are placed one by one, the most wanted first, each at the first of eight sides that is
free; a name that fits nowhere is left to the tooltip and the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Anchor = Literal["start", "middle", "end"]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom, px."""

_SIDES: tuple[tuple[float, float, Anchor], ...] = (
    (1, 0, "start"),
    (-1, 0, "end"),
    (0, -1, "middle"),
    (0, 1, "middle"),
    (1, -1, "start"),
    (-1, -1, "end"),
    (1, 1, "start"),
    (-1, 1, "end"),
)
_ASCENT, _DESCENT = 0.88, 0.16


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A name that wants a place.

    Attributes:
        key: Whose name it is.
        x: Where its mark stands, px.
        y: Where its mark stands, px.
        radius: Size of the mark, px.
        width: Width of the name, px.
    """

    key: str
    x: float
    y: float
    radius: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a name stands: its anchor point and baseline, px."""

    key: str
    x: float
    y: float
    anchor: Anchor


def placed_names(
    wishes: Sequence[Wish], size: float, frame: Box, taken: Iterable[Box] = ()
) -> tuple[Placed, ...]:
    """The names that fit, in the order in which they were wished for.

    Args:
        wishes: Names, the most wanted first.
        size: Font size, px.
        frame: What no name may leave.
        taken: Boxes no name may touch; the marks themselves are added.
    """
    busy = [*taken, *(_mark(wish) for wish in wishes)]
    found = []
    for wish in wishes:
        for side in _SIDES:
            spot, box = _spot(wish, side, size)
            if _inside(box, frame) and not any(_touch(box, other) for other in busy):
                busy.append(box)
                found.append(spot)
                break
    return tuple(found)


def _mark(wish: Wish) -> Box:
    r = wish.radius + 1
    return (wish.x - r, wish.y - r, wish.x + r, wish.y + r)


def _spot(wish: Wish, side: tuple[float, float, Anchor], size: float) -> tuple[Placed, Box]:
    """A name on one side of its mark, and the box it fills."""
    across, down, anchor = side
    away = wish.radius + 3
    x = wish.x + across * away * (0.8 if down else 1)
    middle = wish.y + down * (away + size * 0.5)
    baseline = middle + size * 0.36
    left = {"start": x, "middle": x - wish.width / 2, "end": x - wish.width}[anchor]
    box = (left, baseline - _ASCENT * size, left + wish.width, baseline + _DESCENT * size)
    return Placed(key=wish.key, x=x, y=baseline, anchor=anchor), box


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
