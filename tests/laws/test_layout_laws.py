"""What holds of every layered drawing, whatever is drawn."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.reports.layered.diagram import Item, Wire
from lantu.reports.layered.drawing import Measures
from lantu.reports.layered.layout import lay_out

if TYPE_CHECKING:
    import random

    from lantu.reports.layered.drawing import Drawing, Point, Route

Graph = tuple[list[Item], list[Wire]]
MEASURES = Measures(width=900.0, height=600.0, box_width=80.0, box_height=22.6, pitch=2.2)
BANDS, STAGES = 4, 3
NEAR = 0.9
"""Lines closer than this, in px, would be read as one."""


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any products in any bands and stages, any links, cycles and repeats among them."""
    count = draw(st.integers(1, 26))
    place = st.tuples(st.integers(0, BANDS - 1), st.integers(0, STAGES - 1))
    items = [
        Item(key=f"P{number:02}", band=band, stage=stage)
        for number, (band, stage) in enumerate(
            draw(st.lists(place, min_size=count, max_size=count))
        )
    ]
    ends = st.integers(0, count - 1)
    link = st.tuples(ends, ends, st.sampled_from("eeeoab"), st.integers(0, 9))
    wires = [
        Wire(source=items[a].key, target=items[b].key, port=port, returning=back == 0)
        for a, b, port, back in draw(st.lists(link, max_size=70))
    ]
    return items, wires


def drawn(graph: Graph) -> Drawing:
    return lay_out(*graph, MEASURES, BANDS, STAGES)


def segments(route: Route) -> list[tuple[Point, Point]]:
    return list(zip(route.points, route.points[1:], strict=False))


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_no_two_boxes_overlap_and_none_leaves_the_drawing(graph: Graph) -> None:
    drawing = drawn(graph)
    for a, b in combinations(drawing.boxes, 2):
        beside = a.x + a.width <= b.x or b.x + b.width <= a.x
        apart = a.y + a.height <= b.y or b.y + b.height <= a.y
        assert beside or apart, (a, b)
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.x + box.width <= drawing.width + 1e-6
        assert box.y >= 0
        assert box.y + box.height <= drawing.height + 1e-6


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_no_route_touches_a_box_but_its_ends(graph: Graph) -> None:
    drawing = drawn(graph)
    for route in drawing.routes:
        for (x1, y1), (x2, y2) in segments(route):
            assert x1 == x2 or y1 == y2
            for box in drawing.boxes:
                across = min(x1, x2) < box.x + box.width - 1e-6 and box.x + 1e-6 < max(x1, x2)
                down = min(y1, y2) < box.y + box.height and box.y < max(y1, y2)
                level = y1 == y2 and box.y < y1 < box.y + box.height
                plumb = x1 == x2 and box.x < x1 < box.x + box.width
                assert not (across and level), (route, box)
                assert not (down and plumb), (route, box)


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_forward_routes_run_from_left_to_right_and_each_wire_has_one_route(graph: Graph) -> None:
    drawing = drawn(graph)
    boxes = {box.key: box for box in drawing.boxes}
    for route in drawing.routes:
        source, target = boxes[route.source], boxes[route.target]
        assert route.points[0][0] == source.x + source.width
        assert route.points[-1][0] == target.x
        assert source.y < route.points[0][1] < source.y + source.height
        assert target.y < route.points[-1][1] < target.y + target.height
        if not route.backward:
            xs = [x for x, _ in route.points]
            assert xs == sorted(xs)
            assert source.column < target.column
    asked = {(w.source, w.target, w.port) for w in graph[1] if w.source != w.target}
    assert {(r.source, r.target, r.port) for r in drawing.routes} == asked


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_items_keep_their_stage_and_band(graph: Graph) -> None:
    drawing = drawn(graph)
    items = {item.key: item for item in graph[0]}
    for box in drawing.boxes:
        item = items[box.key]
        stage, band = drawing.stages[item.stage], drawing.bands[item.band]
        assert stage.start <= box.x
        assert box.x + box.width <= stage.end + 1e-6
        assert band.start <= box.y
        assert box.y + box.height <= band.end + 1e-6


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_lines_run_together_only_where_they_share_an_end(graph: Graph) -> None:
    """Two routes on one line share their source, their port, or a trunk that tells the truth.

    The truth: where two routes share a stretch, the source of each also feeds the port of
    the other.
    """
    drawing = drawn(graph)
    ends = {(r.source, r.target, r.port, r.backward) for r in drawing.routes}
    for a, b in combinations(drawing.routes, 2):
        if a.source == b.source or (a.target, a.port) == (b.target, b.port):
            continue
        true = {(a.source, b.target, b.port, b.backward), (b.source, a.target, a.port, a.backward)}
        if true <= ends:
            continue
        for one in segments(a):
            for two in segments(b):
                assert not together(one, two), (a, b)


def together(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """Whether two segments run along one another on one line."""
    for across in (0, 1):
        along = 1 - across
        fixed = [one[0][across], one[1][across], two[0][across], two[1][across]]
        if max(fixed) - min(fixed) < NEAR:
            start = max(min(one[0][along], one[1][along]), min(two[0][along], two[1][along]))
            end = min(max(one[0][along], one[1][along]), max(two[0][along], two[1][along]))
            return end - start > NEAR
    return False


@settings(max_examples=60, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(graph: Graph, chance: random.Random) -> None:
    items, wires = list(graph[0]), list(graph[1])
    chance.shuffle(items)
    chance.shuffle(wires)
    assert lay_out(items, wires, MEASURES, BANDS, STAGES) == drawn(graph)
