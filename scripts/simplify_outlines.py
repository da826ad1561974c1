#!/usr/bin/env python
"""Make small outlines from large ones, neighbours still sharing their borders to the point.

Reads GeoJSON polygons with ``adcode`` (or ``code``) and ``cp``, and a table of names with
``city_code``, ``name_zh``, ``name_en``; writes what a workspace calls ``outlines.geojson``.

Every border between two places is cut out once, simplified once (Douglas & Peucker 1973,
*Cartographica* 10(2)) and put back on both sides, so that no gap and no overlap opens. The
finest tolerance that fits the size asked for is used; where lines would cross at it, the
lines concerned are simplified less.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Point = tuple[float, float]
Line = tuple[Point, ...]
Shapes = dict[str, list[list[Line]]]
"""Code to polygons; a polygon is its rings, the outside first, each closed."""

NOTICE = {
    "zh": "轮廓仅作示意，源自 Apache-2.0 许可的 echarts 4.9.0 地图；正式使用请换用经审核的底图",
    "en": "Schematic outline, from the Apache-2.0 map in echarts 4.9.0; "
    "use an approved base map for publication",
}
DECIMALS = 4
TOLERANCES = tuple(round(0.0005 * 1.15**step, 6) for step in range(40))
"""Greatest distances a point may be off, degrees of latitude, finest first."""
COARSEST_WELD = 0.005
"""Greatest distance at which two points are taken for one, degrees."""
LEAST_AREA = 0.0004
"""Polygons smaller than this, in squared degrees (some 4 km²), are left out."""
_RING = 4
_BESIDE = 2
"""Neighbours a point on a border has; where it has more, borders meet."""


def read_shapes(tree: Mapping[str, Any]) -> Shapes:
    """Polygons by code, coordinates rounded."""
    shapes: Shapes = {}
    for feature in tree["features"]:
        told, shape = feature["properties"], feature["geometry"]
        polygons = (
            shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        )
        rings = [[_rounded(ring) for ring in polygon] for polygon in polygons]
        shapes[str(told.get("code", told.get("adcode")))] = rings
    return shapes


def _rounded(ring: Iterable[Sequence[float]]) -> Line:
    """A ring with repeated points and spikes taken out."""
    points: list[Point] = []
    for x, y in ring:
        point = (round(x, DECIMALS), round(y, DECIMALS))
        if not points or point != points[-1]:
            points.append(point)
    return tuple(points)


def simplify(shapes: Shapes, tolerance: float) -> Shapes:
    """Shapes whose borders are some ``tolerance`` off at most.

    Neighbours that tell their border by different points are welded first. A sliver that is
    left has a joint at both its ends; the first round flattens it, and the second finds the
    one border that remains.
    """
    welded = weld(shapes, min(tolerance / 2, COARSEST_WELD))
    return _round(_round(welded, tolerance / 2), tolerance)


def weld(shapes: Shapes, reach: float) -> Shapes:
    """Shapes in which what lies closer than ``reach`` is one: points, and points on lines.

    Points within reach of one another become one; a line that passes a point within reach
    runs through it. Slivers between neighbours thinner than that close.
    """
    grid: dict[tuple[int, int], list[Point]] = defaultdict(list)
    points = {point for rings in _rings(shapes) for ring in rings for point in ring}
    kept = {point: _welded(point, grid, reach) for point in sorted(points)}
    welded: Shapes = {}
    for code, polygons in shapes.items():
        rings = (
            [_despiked(_threaded([kept[point] for point in ring], grid, reach)) for ring in polygon]
            for polygon in polygons
        )
        welded[code] = [[ring for ring in each if len(ring) >= _RING] for each in rings if each[0]]
    return welded


def _rings(shapes: Shapes) -> Iterator[list[Line]]:
    """The rings of every polygon."""
    for polygons in shapes.values():
        yield from polygons


def _welded(point: Point, grid: dict[tuple[int, int], list[Point]], reach: float) -> Point:
    """A point kept before within reach, or the point itself, kept from now on."""
    for near in _near(point, point, grid, reach):
        if _distance(near, point, point, 1.0) < reach:
            return near
    grid[math.floor(point[0] / reach), math.floor(point[1] / reach)].append(point)
    return point


def _near(
    a: Point, b: Point, grid: Mapping[tuple[int, int], list[Point]], reach: float
) -> list[Point]:
    """Kept points in the cells around a segment."""
    xs = sorted((math.floor(a[0] / reach), math.floor(b[0] / reach)))
    ys = sorted((math.floor(a[1] / reach), math.floor(b[1] / reach)))
    cells = ((x, y) for x in range(xs[0] - 1, xs[1] + 2) for y in range(ys[0] - 1, ys[1] + 2))
    return [point for cell in cells for point in grid.get(cell, ())]


def _threaded(
    ring: list[Point], grid: Mapping[tuple[int, int], list[Point]], reach: float
) -> list[Point]:
    """A ring that runs through every kept point it passes within reach."""
    threaded = [ring[0]]
    for a, b in pairwise(ring):
        passed = [
            point
            for point in _near(a, b, grid, reach)
            if point not in (a, b) and _distance(point, a, b, 1.0) < reach
        ]
        along = sorted(passed, key=lambda p: (_along(p, a, b), p))
        threaded += [point for point in [*along, b] if point != threaded[-1]]
    return threaded


def _along(point: Point, a: Point, b: Point) -> float:
    """How far along a segment a point lies."""
    return (point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])


def _despiked(ring: list[Point]) -> Line:
    """A closed ring without the places where it goes out and straight back."""
    points: list[Point] = []
    for point in ring[:-1]:
        points.append(point)
        while len(points) > _BESIDE and points[-1] == points[-1 - _BESIDE]:
            del points[-_BESIDE:]
        if len(points) > 1 and points[-1] == points[-2]:
            points.pop()
    while len(points) > _BESIDE and points[1] == points[-1]:
        points = points[1:-1]
    return (*points, *points[:1])


def _round(shapes: Shapes, tolerance: float) -> Shapes:
    """Cut into shared lines, simplify each once, put back; redo the lines that cross."""
    stretch = math.cos(math.radians(_middle(shapes)))
    joints = _joints(shapes)
    lines = {
        _canonical(line)
        for rings in _rings(shapes)
        for ring in rings
        for line in _cut(ring, joints)
    }
    limits = dict.fromkeys(sorted(lines), tolerance)
    while True:
        short = {line: peucker(line, limit, stretch) for line, limit in limits.items()}
        crossing = [line for line in _crossing(short) if limits[line]]
        if not crossing:
            break
        for line in crossing:
            limits[line] = limits[line] / 2 if limits[line] > TOLERANCES[0] / 8 else 0.0
    rebuilt = {
        code: [_polygon(polygon, joints, short) for polygon in polygons]
        for code, polygons in shapes.items()
    }
    return {
        code: [polygon for polygon in polygons if polygon and area(polygon[0]) >= LEAST_AREA]
        for code, polygons in rebuilt.items()
    }


def _polygon(polygon: list[Line], joints: set[Point], short: Mapping[Line, Line]) -> list[Line]:
    """The rings of a polygon from simplified lines; rings that shrank to a line are gone."""
    rings = []
    for ring in polygon:
        points: list[Point] = []
        for line in _cut(ring, joints):
            canonical = _canonical(line)
            part = short[canonical]
            points += part[:-1] if canonical == line else part[:0:-1]
        if len(set(points)) >= _RING - 1:
            rings.append((*points, points[0]))
    return rings


def _middle(shapes: Shapes) -> float:
    """Latitude in the middle of all shapes."""
    ys = [y for rings in _rings(shapes) for ring in rings for _, y in ring]
    return (min(ys) + max(ys)) / 2


def _joints(shapes: Shapes) -> set[Point]:
    """Points where borders meet: those with other than two neighbours over all rings."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    owners: dict[frozenset[Point], list[str]] = defaultdict(list)
    for code, polygons in shapes.items():
        for a, b in (edge for rings in polygons for ring in rings for edge in pairwise(ring)):
            beside[a].add(b)
            beside[b].add(a)
            owners[frozenset((a, b))].append(code)
    return {
        point
        for point, others in beside.items()
        if len(others) != _BESIDE
        or len({tuple(owners[frozenset((point, o))]) for o in others}) != 1
    }


def _cut(ring: Line, joints: set[Point]) -> Iterator[Line]:
    """The lines a ring consists of, in order; a ring without joints starts at its least point."""
    inner = ring[:-1]
    starts = [place for place, point in enumerate(inner) if point in joints]
    first = starts[0] if starts else inner.index(min(inner))
    turned = (*inner[first:], *inner[:first], inner[first])
    line = [turned[0]]
    for point in turned[1:]:
        line.append(point)
        if point in joints:
            yield tuple(line)
            line = [point]
    if len(line) > 1:
        yield tuple(line)


def _canonical(line: Line) -> Line:
    """One of a line and its reverse, the same whichever is given."""
    return min(line, line[::-1])


def peucker(line: Line, tolerance: float, stretch: float) -> Line:
    """``line`` with only the points that are farther off than ``tolerance``.

    A closed line is split at the point farthest from its start, which is kept.

    Args:
        line: Points in order.
        tolerance: Greatest distance, degrees of latitude.
        stretch: Width of a degree of longitude over that of latitude.
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    if line[0] == line[-1]:
        far = max(range(len(line)), key=lambda n: _distance(line[n], line[0], line[0], stretch))
        keep.add(far)
        spans = [(0, far), (far, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        inside = range(start + 1, end)
        if not inside:
            continue
        ends = (line[start], line[end])
        worst = max(inside, key=lambda n: (_distance(line[n], *ends, stretch), -n))
        if _distance(line[worst], *ends, stretch) > tolerance:
            keep.add(worst)
            spans += [(start, worst), (worst, end)]
    return tuple(line[place] for place in sorted(keep))


def _distance(point: Point, a: Point, b: Point, stretch: float) -> float:
    """Distance of a point from a segment, degrees of latitude."""
    px, py = (point[0] - a[0]) * stretch, point[1] - a[1]
    bx, by = (b[0] - a[0]) * stretch, b[1] - a[1]
    length = bx * bx + by * by
    share = max(0.0, min(1.0, (px * bx + py * by) / length)) if length else 0.0
    return math.hypot(px - share * bx, py - share * by)


def _crossing(short: Mapping[Line, Line]) -> set[Line]:
    """Lines of which a segment crosses another segment anywhere but at an end of both."""
    grid: dict[tuple[int, int], list[tuple[Line, Point, Point]]] = defaultdict(list)
    for line, points in short.items():
        for a, b in pairwise(points):
            for cell in _cells(a, b):
                grid[cell].append((line, a, b))
    found: set[Line] = set()
    for held in grid.values():
        for place, (line, a, b) in enumerate(held):
            for other, c, d in held[:place]:
                if crosses(a, b, c, d):
                    found |= {line, other}
    return found


def _cells(a: Point, b: Point, size: float = 0.05) -> Iterator[tuple[int, int]]:
    """Grid cells that the box around a segment touches."""
    xs = sorted((math.floor(a[0] / size), math.floor(b[0] / size)))
    ys = sorted((math.floor(a[1] / size), math.floor(b[1] / size)))
    for x in range(xs[0], xs[1] + 1):
        for y in range(ys[0], ys[1] + 1):
            yield (x, y)


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments cross inside both; touching ends do not count."""
    if {a, b} & {c, d}:
        return False
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> int:
    """Sign of the turn from ``a`` over ``b`` to ``c``, exact on the grid of coordinates."""
    scale = 10**DECIMALS
    ax, ay, bx, by, cx, cy = (round(v * scale) for point in (a, b, c) for v in point)
    turn = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    return int(turn > 0) - int(turn < 0)


def area(ring: Line) -> float:
    """Area of a ring in squared degrees."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def write(
    shapes: Shapes, labels: Mapping[str, Sequence[float]], names: Mapping[str, tuple[str, str]]
) -> str:
    """GeoJSON text, one feature a line."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "code": code,
                "name_zh": names[code][0],
                "name_en": names[code][1],
                "cp": [round(value, DECIMALS) for value in labels[code]],
            },
            "geometry": {"type": "MultiPolygon", "coordinates": shapes[code]},
        }
        for code in sorted(shapes)
    ]
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    notice = json.dumps(NOTICE, ensure_ascii=False)
    return f'{{"type":"FeatureCollection","notice":{notice},"features":[\n{lines}\n]}}\n'


def fitted(tree: Mapping[str, Any], names: Mapping[str, tuple[str, str]], size: int) -> str:
    """The finest simplification whose text takes at most ``size`` bytes.

    Raises:
        SystemExit: Not even the coarsest fits.
    """
    labels = {
        str(f["properties"].get("code", f["properties"].get("adcode"))): f["properties"]["cp"]
        for f in tree["features"]
    }
    shapes = read_shapes(tree)
    low, high = 0, len(TOLERANCES) - 1
    while low < high:
        middle = (low + high) // 2
        text = write(simplify(shapes, TOLERANCES[middle]), labels, names)
        low, high = (low, middle) if len(text.encode()) <= size else (middle + 1, high)
    text = write(simplify(shapes, TOLERANCES[low]), labels, names)
    if len(text.encode()) > size:
        message = f"not even a tolerance of {TOLERANCES[low]} degrees fits {size} bytes"
        raise SystemExit(message)
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, simplify, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("outlines", type=Path, help="GeoJSON with adcode and cp")
    parser.add_argument("names", type=Path, help="CSV with city_code, name_zh, name_en")
    parser.add_argument("target", type=Path, help="where to write outlines.geojson")
    parser.add_argument("--bytes", type=int, default=60_000, help="greatest size (60000)")
    options = parser.parse_args(arguments)
    with options.names.open(encoding="utf-8-sig", newline="") as file:
        names = {row["city_code"]: (row["name_zh"], row["name_en"]) for row in csv.DictReader(file)}
    tree = json.loads(options.outlines.read_text(encoding="utf-8"))
    text = fitted(tree, names, options.bytes)
    options.target.write_text(text, encoding="utf-8", newline="\n")
    print(f"{options.target}: {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
