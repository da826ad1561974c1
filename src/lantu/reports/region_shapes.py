"""Outlines on paper: longitude and latitude to px, areas true within a province."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lantu.reports.svg import number

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Outline

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One region on paper.

    Attributes:
        code: Its code.
        rings: Closed rings in px.
    """

    code: str
    rings: tuple[Ring, ...]

    def path(self) -> str:
        """SVG path data; to be filled by the even-odd rule, so that holes stay open."""
        return _path(self.rings)


@dataclass(frozen=True, slots=True)
class Projection:
    """``x = k cos φ₀ (λ - λ₀)``, ``y = k (φ₁ - φ)``: equirectangular, true at the mid-latitude.

    Over the four degrees of a province areas differ by under 3 %.

    Attributes:
        scale: ``k``, px per degree of latitude.
        squeeze: ``cos φ₀``.
        west: ``λ₀``, drawn at ``x = 0``.
        north: ``φ₁``, drawn at ``y = 0``.
    """

    scale: float
    squeeze: float
    west: float
    north: float

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A place in px."""
        x = (longitude - self.west) * self.squeeze * self.scale
        return (x, (self.north - latitude) * self.scale)


@lru_cache(maxsize=256)
def _path(rings: tuple[Ring, ...]) -> str:
    """Path data of closed rings."""
    return "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in ring[:-1]) + "z" for ring in rings
    )


@lru_cache(maxsize=1)
def project(
    outlines: tuple[Outline, ...], width: float, height: float
) -> tuple[tuple[Shape, ...], float, float]:
    """All outlines as large as fit, and the width and height they take.

    Args:
        outlines: Regions; at least one has a ring.
        width: Room, px.
        height: Room, px.
    """
    points = [point for outline in outlines for ring in outline.rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    across, down = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min(width / across, height / down)
    projection = Projection(scale, squeeze, west, north)
    shapes = tuple(
        Shape(
            outline.code,
            tuple(tuple(projection.point(*point) for point in ring) for ring in outline.rings),
        )
        for outline in outlines
    )
    return shapes, across * scale, down * scale
