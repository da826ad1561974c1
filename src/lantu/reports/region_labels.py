"""Where a region's name goes: inside where it fits, else beside with a leader line.

A label is a rectangle. Inside a region it is placed where the rectangle keeps farthest from
the border, in units of its own half sides; a label fits where that clearance is at least 1.
A label that fits nowhere inside goes to the nearest free place outside all regions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from lantu.reports.region_shapes import Ring, Shape

    Points = NDArray[np.float64]

Leader = tuple[tuple[float, float], tuple[float, float]]
"""A leader line from a label's middle to its anchor."""

_KEPT = 256
"""Regions whose geometry is kept: a blueprint draws the same outlines many times."""
_TRIES = 18
"""Places tried along each side of a region's box."""
_CELL = 4.0
"""How finely places beside the regions are tried, px."""
_CHUNK = 64
_DENSE = 3.0
"""How finely borders are followed, px."""
_AIR = 1.12
"""Clearance a label needs, so that no glyph touches a border."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A label's ground, by its middle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a label stands.

    Attributes:
        ground: Its rectangle.
        size: Which of the sizes offered was taken, from 0.
        anchor: Where its leader line ends, inside the region; None where the label itself
            stands inside.
    """

    ground: Rectangle
    size: int
    anchor: tuple[float, float] | None


def place_labels(
    shapes: Sequence[Shape],
    sizes: Sequence[Sequence[tuple[float, float]]],
    room: tuple[float, float],
) -> tuple[Placement, ...]:
    """A place for every region's label; no two overlap, none crosses a border.

    Args:
        shapes: The regions.
        sizes: For each region the (width, height) of its label in the forms it may take,
            the most wanted first; the last is used beside the map.
        room: Width and height of the map.
    """
    placed = [
        _inside(shape.rings, tuple(options)) for shape, options in zip(shapes, sizes, strict=True)
    ]
    taken = _taken(tuple(ring for shape in shapes for ring in shape.rings), room)
    grounds = [placement.ground for placement in placed if placement]
    leaders: list[Leader] = []
    for number, placement in enumerate(placed):
        if placement is None:
            anchor = _deepest(shapes[number].rings)
            size = sizes[number][-1]
            ground = _outside(anchor, size, taken, (grounds, leaders))
            grounds.append(ground)
            leaders.append(((ground.x, ground.y), anchor))
            placed[number] = Placement(ground, len(sizes[number]) - 1, anchor)
    return tuple(placement for placement in placed if placement)


@lru_cache(maxsize=_KEPT)
def _border(rings: tuple[Ring, ...]) -> Points:
    """Points along all rings, no two neighbours farther apart than the step."""
    parts = []
    for ring in rings:
        corners = np.array(ring, dtype=np.float64)
        spans = np.abs(np.diff(corners, axis=0)).max(axis=1)
        for start, end, span in zip(corners[:-1], corners[1:], spans, strict=True):
            count = int(span // _DENSE) + 1
            shares = np.arange(count, dtype=np.float64)[:, None] / count
            parts.append(start + (end - start) * shares)
    return np.concatenate(parts)


def _grid(low: Points, high: Points, step: float) -> Points:
    """Places to try in a box, row by row."""
    xs = np.arange(low[0], high[0] + step, step)
    ys = np.arange(low[1], high[1] + step, step)
    return np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)


@lru_cache(maxsize=_KEPT)
def _places(rings: tuple[Ring, ...]) -> Points:
    """Places inside a region, fine enough for its size."""
    border = _border(rings)
    low, high = border.min(axis=0), border.max(axis=0)
    step = max(float((high - low).max()) / _TRIES, 1.0)
    places = _grid(low, high, step)
    return places[_within(places, rings)]


def _within(points: Points, rings: Sequence[Ring]) -> NDArray[np.bool_]:
    """Which points lie inside, by the even-odd rule."""
    inside = np.zeros(len(points), dtype=bool)
    x, y = points[:, :1], points[:, 1:]
    for ring in rings:
        corners = np.array(ring, dtype=np.float64)
        x1, y1, x2, y2 = corners[:-1, 0], corners[:-1, 1], corners[1:, 0], corners[1:, 1]
        level = y1 == y2
        rise = np.where(level, 1.0, y2 - y1)
        at = x1 + (y - y1) * (x2 - x1) / rise
        hits = ((y1 > y) != (y2 > y)) & (x < at) & ~level
        inside ^= (hits.sum(axis=1) % 2).astype(bool)
    return inside


def _clearance(points: Points, border: Points, size: tuple[float, float]) -> Points:
    """For a label at each point: distance to the border in half sides, ``max(dx, dy)``."""
    gaps = np.abs(points[:, None, :] - border[None, :, :])
    scaled = gaps / (np.array(size, dtype=np.float64) / 2)
    nearest: Points = scaled.max(axis=2).min(axis=1)
    return nearest


@lru_cache(maxsize=4 * _KEPT)
def _inside(rings: tuple[Ring, ...], options: tuple[tuple[float, float], ...]) -> Placement | None:
    """The best place inside for the first form that fits."""
    border, places = _border(rings), _places(rings)
    if not len(places):
        return None
    for number, size in enumerate(options):
        clearance = _clearance(places, border, size)
        best = int(np.argmax(clearance))
        if clearance[best] >= _AIR:
            x, y = places[best]
            return Placement(Rectangle(float(x), float(y), *size), number, None)
    return None


@lru_cache(maxsize=_KEPT)
def _deepest(rings: tuple[Ring, ...]) -> tuple[float, float]:
    """The point inside that is farthest from the border; for a splinter, a border point."""
    border, places = _border(rings), _places(rings)
    if not len(places):
        return (float(border[0, 0]), float(border[0, 1]))
    best = int(np.argmax(_clearance(places, border, (1.0, 1.0))))
    return (float(places[best, 0]), float(places[best, 1]))


@lru_cache(maxsize=1)
def _taken(rings: tuple[Ring, ...], room: tuple[float, float]) -> NDArray[np.int64]:
    """How many cells of the map above and left of each corner are covered by regions.

    A summed-area table (Crow 1984, *SIGGRAPH* 18(3)): the cells inside a rectangle are
    counted from its four corners.
    """
    across, down = (int(side // _CELL) + 1 for side in room)
    covered = np.zeros((down, across), dtype=bool)
    ends = np.concatenate([np.hstack([np.array(ring)[:-1], np.array(ring)[1:]]) for ring in rings])
    centres = (np.arange(across) + 0.5) * _CELL
    for line in range(down):
        y = (line + 0.5) * _CELL
        x1, y1, x2, y2 = ends[(ends[:, 1] > y) != (ends[:, 3] > y)].T
        at = np.sort(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
        covered[line] = np.searchsorted(at, centres) % 2 == 1
    table = np.zeros((down + 1, across + 1), dtype=np.int64)
    table[1:, 1:] = covered.cumsum(axis=0).cumsum(axis=1)
    return table


def _outside(
    anchor: tuple[float, float],
    size: tuple[float, float],
    taken: NDArray[np.int64],
    others: tuple[Sequence[Rectangle], Sequence[Leader]],
) -> Rectangle:
    """The free place outside all regions nearest to ``anchor``, its leader clear of labels.

    Where the map has no such place the label goes below it.
    """
    across, down = (int(side // _CELL) + 3 for side in size)
    table, (grounds, leaders) = taken, others
    if down < table.shape[0] and across < table.shape[1]:
        inside = table[down:, across:] - table[:-down, across:]
        inside = inside - table[down:, :-across] + table[:-down, :-across]
        lines, columns = np.nonzero(inside == 0)
        middles = np.stack([columns + across / 2, lines + down / 2], axis=-1) * _CELL
        far = ((middles - np.array(anchor)) ** 2).sum(axis=1)
        for x, y in _one_by_one(middles[np.argsort(far, kind="stable")]):
            ground = Rectangle(x, y, *size)
            clear = not any(_meets(ground, anchor, other) for other in grounds)
            if clear and not any(_cross(((x, y), anchor), leader) for leader in leaders):
                return ground
    lowest = max([table.shape[0] * _CELL, *(ground.y + ground.height for ground in grounds)])
    return Rectangle(anchor[0], lowest + size[1], *size)


def _one_by_one(points: Points) -> Iterator[tuple[float, float]]:
    """Points as plain numbers, a few at a time: the first is mostly the one."""
    for start in range(0, len(points), _CHUNK):
        yield from points[start : start + _CHUNK].tolist()


def _meets(ground: Rectangle, anchor: tuple[float, float], other: Rectangle) -> bool:
    """Whether a label, or the leader line to its anchor, touches another label."""
    wide, tall = (ground.width + other.width) / 2 + 3, (ground.height + other.height) / 2 + 2
    if abs(ground.x - other.x) < wide and abs(ground.y - other.y) < tall:
        return True
    across = _share_within(ground.x - other.x, anchor[0] - other.x, other.width / 2 + 2)
    down = _share_within(ground.y - other.y, anchor[1] - other.y, other.height / 2 + 2)
    return max(across[0], down[0]) <= min(across[1], down[1])


def _share_within(start: float, end: float, half: float) -> tuple[float, float]:
    """Which part of the way from ``start`` to ``end`` lies within ``±half``; (1, 0) for none.

    One side of the clipping of a line by a rectangle (Liang & Barsky 1984, ACM TOG 3(1)).
    """
    if start == end:
        return (0.0, 1.0) if abs(start) < half else (1.0, 0.0)
    enter, leave = sorted(((-half - start) / (end - start), (half - start) / (end - start)))
    return max(enter, 0.0), min(leave, 1.0)


def _cross(one: Leader, two: Leader) -> bool:
    """Whether two leader lines cross."""
    (a, b), (c, d) = one, two
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Positive for a turn to one side from ``a`` over ``b`` to ``c``, negative for the other."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
