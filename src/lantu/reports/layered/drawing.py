"""The finished drawing: boxes, routes and rulers in px."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How large things are, in px.

    Attributes:
        width: Width the drawing fills; it grows beyond where it must.
        height: Height the drawing may fill; it grows beyond where it must.
        box_width: Width of every box.
        box_height: Height of every box.
        pitch: Distance between parallel lines.
        approach: Room left of a box for the mark at its port.
        channel: Least room left and right of a channel's tracks together with the approach.
        street: Least distance between two rows of boxes.
        band: Distance added between two bands, half above and half below the line.
        outer: Least room left of the first and right of the last column.
        channel_most: How wide a channel may be stretched to fill the width.
        street_most: How tall a street may be stretched to fill the height.
    """

    width: float
    height: float
    box_width: float
    box_height: float
    pitch: float = 3.0
    approach: float = 8.0
    channel: float = 20.0
    street: float = 6.0
    band: float = 12.0
    outer: float = 8.0
    channel_most: float = 200.0
    street_most: float = 34.0

    def step(self, room: float, tracks: int) -> float:
        """Distance of ``tracks`` parallel lines that have ``room``: two pitches at most."""
        return min(max(room / (tracks + 1), self.pitch), 2 * self.pitch)

    @property
    def reach(self) -> int:
        """Greatest slot that lies on a box's side, away from its corners."""
        return max(int((self.box_height / 2 - 2.5) // self.pitch), 1)


@dataclass(frozen=True, slots=True)
class Box:
    """Where one item is drawn."""

    key: str
    x: float
    y: float
    width: float
    height: float
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Route:
    """How one link runs: corners from the source's right side to the target's left."""

    source: str
    target: str
    port: str
    backward: bool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an axis."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid-out diagram; its origin is the top left corner of the first band.

    Attributes:
        boxes: In canonical order.
        routes: In canonical order, forward before backward.
        bands: Height each band covers, ground to ground.
        stages: Width each stage covers.
        columns: Width each column's boxes cover.
        rows: Height each row's boxes cover.
        width: Width of the whole.
        height: Height of the whole.
    """

    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    bands: tuple[Span, ...]
    stages: tuple[Span, ...]
    columns: tuple[Span, ...]
    rows: tuple[Span, ...]
    width: float
    height: float
