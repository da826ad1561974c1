"""From items and wires to a finished drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.reports.layered.channels import Widths, place_widths
from lantu.reports.layered.columns import Paper, assign_columns
from lantu.reports.layered.diagram import diagram
from lantu.reports.layered.drawing import Box, Drawing, Route
from lantu.reports.layered.lanes import assign_lanes
from lantu.reports.layered.nets import bundle
from lantu.reports.layered.rows import assign_rows
from lantu.reports.layered.streets import Heights, place_heights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.reports.layered.diagram import Diagram, Item, Link, Wire
    from lantu.reports.layered.drawing import Measures, Point
    from lantu.reports.layered.nets import Bundles, Net
    from lantu.reports.layered.rows import Cells

_BUSY_CHANNEL = 10
"""Tracks a channel of a busy drawing has, for judging how many columns fit."""


def lay_out(
    items: Iterable[Item], wires: Iterable[Wire], measures: Measures, bands: int, stages: int
) -> Drawing:
    """Draw items in columns by stage and rows by band, and wires in the lanes between.

    No two boxes overlap; no route touches a box other than its ends; every forward route
    runs from left to right; the order of the input does not matter.

    Args:
        items: The boxes.
        wires: The links.
        measures: How large things are.
        bands: How many bands there are, empty ones included.
        stages: How many stages there are, empty ones included.
    """
    graph = diagram(items, wires)
    columns = assign_columns(graph, bands, stages, _paper(measures, graph))
    cells = assign_rows(graph, columns)
    bundles = bundle(graph, cells, measures.reach)
    trunks = assign_lanes(cells, bundles, measures.reach)
    heights = place_heights(cells, bundles, trunks, measures)
    widths = place_widths(cells, bundles, trunks, heights, measures)
    boxes = tuple(
        _box(item.key, (cells.column[number], cells.row[number]), (widths, heights), measures)
        for number, item in enumerate(graph.items)
    )
    return Drawing(
        boxes=boxes,
        routes=_routes(graph, cells, bundles, (widths, heights), measures),
        bands=heights.bands,
        stages=widths.stages,
        columns=widths.columns,
        rows=heights.rows,
        width=widths.total,
        height=heights.total,
    )


def _paper(measures: Measures, graph: Diagram) -> Paper:
    """What a column and a row take before anything is routed."""
    links = len(graph.forward) / max(len(graph.items), 1)
    tracks = min(_BUSY_CHANNEL, 4 * links)
    return Paper(
        width=measures.width,
        height=measures.height,
        column=measures.box_width + measures.channel + measures.pitch * tracks,
        row=measures.box_height + measures.street + measures.pitch * min(0.65 * links, 3.0),
        band=measures.band,
    )


def _box(
    key: str, cell: tuple[int, int], places: tuple[Widths, Heights], measures: Measures
) -> Box:
    """One item in its cell."""
    column, row = cell
    x, y = places[0].columns[column].start, places[1].rows[row].start
    return Box(key, x, y, measures.box_width, measures.box_height, column, row)


def _routes(
    graph: Diagram,
    cells: Cells,
    bundles: Bundles,
    places: tuple[Widths, Heights],
    measures: Measures,
) -> tuple[Route, ...]:
    """Every link's corners, forward links first."""
    routes = []
    for number, net in enumerate(bundles.nets):
        for link in net.links:
            points = _corners((number, net), link, (cells, bundles), places, measures)
            source, target = graph.items[link.source].key, graph.items[link.target].key
            routes.append(Route(source, target, link.port, net.backward, points))
    return tuple(sorted(routes, key=lambda r: (r.backward, r.target, r.source, r.port)))


def _corners(
    numbered: tuple[int, Net],
    link: Link,
    grid: tuple[Cells, Bundles],
    places: tuple[Widths, Heights],
    measures: Measures,
) -> tuple[Point, ...]:
    """Out of the box, along the spine, the trunk and the next spine, into the port."""
    (number, net), (cells, bundles), (widths, heights) = numbered, grid, places
    leave, enter = cells.column[link.source] + 1, cells.column[link.target]
    y = heights.slot(cells.row[link.source], net.exits[link.source], measures.pitch)
    points = [(widths.columns[leave - 1].end, y)]
    end = heights.slot(
        cells.row[link.target], bundles.ports[link.target, link.port], measures.pitch
    )
    stops = [(leave, heights.trunks[number]), (enter, end)] if leave != enter else [(leave, end)]
    for channel, level in stops:
        x = widths.spines.get((number, channel))
        if x is not None:
            points += [(x, y), (x, level)]
        y = level
    points.append((widths.columns[enter].start, end))
    return _straightened(points)


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """Corners only: no point twice, none on the line between its neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _level(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _level(a: Point, b: Point, c: Point) -> bool:
    """Whether three points lie on one line along an axis."""
    return (a[0] == b[0] == c[0]) or (a[1] == b[1] == c[1])
