from __future__ import annotations

import pytest

from lantu.reports.layered.columns import Paper, assign_columns
from lantu.reports.layered.diagram import Item, Link, Wire, diagram
from lantu.reports.layered.drawing import Measures
from lantu.reports.layered.hubs import hubs
from lantu.reports.layered.layout import lay_out
from lantu.reports.layered.tracks import Strand, assign_tracks

ROOMY = Paper(width=2000, height=2000, column=100, row=30, band=10)
MEASURES = Measures(width=600.0, height=300.0, box_width=80.0, box_height=24.0)


def items(*stages: int) -> list[Item]:
    return [Item(key=chr(65 + n), band=0, stage=stage) for n, stage in enumerate(stages)]


def wire(source: str, target: str, port: str = "e", *, returning: bool = False) -> Wire:
    return Wire(source=source, target=target, port=port, returning=returning)


def test_links_split_by_direction() -> None:
    graph = diagram(
        items(0, 0, 1),
        [
            wire("A", "B"),
            wire("B", "C"),
            wire("C", "A"),
            wire("B", "C", "x", returning=True),
            wire("A", "A"),
            wire("A", "B"),
        ],
    )
    assert graph.forward == (Link(0, 1, "e"), Link(1, 2, "e"))
    assert graph.backward == (Link(2, 0, "e"), Link(1, 2, "x"))


def test_of_a_cycle_inside_a_stage_only_the_closing_link_runs_backward() -> None:
    graph = diagram(items(0, 0, 0), [wire("A", "B"), wire("B", "C"), wire("C", "A")])
    assert graph.backward == (Link(2, 0, "e"),)


def test_columns_follow_the_longest_path_within_each_stage() -> None:
    graph = diagram(items(0, 0, 0, 1), [wire("A", "B"), wire("B", "C"), wire("A", "D")])
    columns = assign_columns(graph, bands=1, stages=2, paper=ROOMY)
    assert columns.of == (0, 1, 2, 3)
    assert columns.starts == (0, 3, 4)
    assert columns.rows == (1,)


def test_a_stage_takes_more_columns_where_the_sheet_is_low() -> None:
    graph = diagram(items(*[0] * 8), [])
    low = Paper(width=2000, height=120, column=100, row=30, band=0)
    assert assign_columns(graph, 1, 1, ROOMY).rows == (8,)
    assert assign_columns(graph, 1, 1, low).rows == (4,)


def test_sources_that_feed_the_same_ports_form_one_hub() -> None:
    links = [Link(source, target, "e") for target in (3, 4) for source in (0, 1, 2)]
    (group,) = hubs([*links, Link(0, 5, "e")], column=[0, 0, 0, 1, 1, 1])
    assert sorted(group, key=lambda link: (link.target, link.source)) == links


def test_a_hub_needs_all_its_sources_left_of_all_its_targets() -> None:
    links = [Link(source, target, "e") for target in (3, 4) for source in (0, 1, 2)]
    assert hubs(links, column=[0, 0, 1, 1, 2]) == ()


def test_different_ports_are_no_hub() -> None:
    links = [Link(0, 2, "e"), Link(1, 2, "o"), Link(0, 3, "e"), Link(1, 3, "o")]
    assert hubs(links, column=[0, 0, 1, 1]) == ()


def test_of_two_lines_side_by_side_the_order_with_fewer_crossings_wins() -> None:
    long = Strand(0, near=(0.0, 10.0), far=(5.0,))
    short = Strand(1, near=(4.0,), far=(6.0,))
    assert assign_tracks([long, short], 1.0) == (1, 0)
    assert assign_tracks([short, long], 1.0) == (0, 1)


def test_lines_apart_share_a_track() -> None:
    one, two = Strand(0, (0.0,), (3.0,)), Strand(1, (5.0,), (9.0,))
    assert assign_tracks([one, two], 1.0) == (0, 0)
    assert sorted(assign_tracks([one, two], 3.0)) == [0, 1]


def test_a_lone_chain_runs_level() -> None:
    drawing = lay_out(items(0, 1, 2), [wire("A", "B"), wire("B", "C")], MEASURES, 1, 3)
    assert all(len(route.points) == 2 for route in drawing.routes)
    assert len({y for route in drawing.routes for _, y in route.points}) == 1


def test_the_drawing_fills_the_width_and_keeps_the_columns_in_the_middle() -> None:
    drawing = lay_out(items(0, 1), [wire("A", "B")], MEASURES, 1, 2)
    assert drawing.width == pytest.approx(600)
    left, right = drawing.columns[0].start, drawing.width - drawing.columns[-1].end
    assert left == pytest.approx(right)


def test_nothing_to_draw_is_an_empty_drawing() -> None:
    drawing = lay_out([], [], MEASURES, 0, 1)
    assert drawing.boxes == ()
    assert drawing.routes == ()


def test_a_backward_link_returns_along_a_lane_outside_the_boxes() -> None:
    (route,) = lay_out(items(1, 0), [wire("A", "B")], MEASURES, 1, 2).routes
    assert route.backward
    assert len(route.points) == 6


def test_the_reach_of_a_box_leaves_its_corners_free() -> None:
    assert MEASURES.reach == 3
    flat = Measures(width=1.0, height=1.0, box_width=1.0, box_height=4.0)
    assert flat.reach == 1
