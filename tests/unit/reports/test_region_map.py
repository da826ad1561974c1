from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantu.errors import CallerError
from lantu.evidence.exhibits import Outline, RegionFigure, RegionMap
from lantu.evidence.finding import Finding, Method
from lantu.reports.region_classes import class_of, natural_breaks
from lantu.reports.region_labels import Rectangle, place_labels
from lantu.reports.region_map import region_map_svg
from lantu.reports.region_shapes import Shape, project
from lantu.vocab.text import Language, Text
from pictures import SVG, having, parsed, said

ROOT = Path(__file__).parents[3]
HUBEI = ROOT / "src" / "lantu" / "facts" / "hubei" / "outlines.geojson"
METHOD = Method(
    key="count", name=Text("计数", "count"), formula="n", meaning=Text("个数", "n"), reference=""
)


def square(west: float, south: float, side: float = 1.0) -> tuple[tuple[float, float], ...]:
    east, north = west + side, south + side
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def outline(code: str, *rings: tuple[tuple[float, float], ...]) -> Outline:
    name = Text(f"市{code[-2:]}", f"Town {code[-2:]}")
    return Outline(code=code, name=name, label_at=rings[0][0], rings=rings)


def figure(code: str, value: float, *lines: Text) -> RegionFigure:
    return RegionFigure(code=code, value=Finding(value=value, method=METHOD), lines=lines)


def small_map() -> RegionMap:
    return RegionMap(
        key="region",
        title=Text("分布图", "Distribution"),
        headline=Text("三市中两市有记录", "Two of three towns are on record"),
        unit=Text("家企业", "firms"),
        outlines=(
            outline("990001", square(110, 30)),
            outline("990002", square(111, 30), square(111.4, 30.4, 0.2)),
            outline("990003", square(110, 31)),
        ),
        figures=(
            figure("990001", 12.0, Text("透镜 9", "lenses 9"), Text("镜筒 3", "tubes 3")),
            figure("990003", 0.0),
        ),
        notice=Text("轮廓为虚构", "Invented outlines"),
    )


def hubei() -> RegionMap:
    tree = json.loads(HUBEI.read_text(encoding="utf-8"))
    outlines = tuple(
        Outline(
            code=each["properties"]["code"],
            name=Text(each["properties"]["name_zh"], each["properties"]["name_en"]),
            label_at=tuple(each["properties"]["cp"]),
            rings=tuple(
                tuple((x, y) for x, y in ring)
                for polygon in each["geometry"]["coordinates"]
                for ring in polygon
            ),
        )
        for each in tree["features"]
    )
    figures = tuple(figure(o.code, float(n * n)) for n, o in enumerate(outlines) if n % 6)
    return replace(small_map(), key="hubei", outlines=outlines, figures=figures)


def test_every_region_is_drawn_and_no_record_is_hatched_not_zero() -> None:
    root = parsed(region_map_svg(small_map()))
    regions = {
        each.attrib["data-region"]: each
        for each in having(root, "region")
        if each.find(f"{SVG}path") is not None
    }
    assert sorted(regions) == ["990001", "990002", "990003"]
    shaded = {code: each.find(f"{SVG}path") for code, each in regions.items()}
    missing, zero = shaded["990002"], shaded["990003"]
    assert missing is not None
    assert zero is not None
    assert missing.get("class") is None
    assert missing.get("fill") == "url(#region-unknown)"
    assert zero.get("class") == "class-1"
    assert "无记录" in (regions["990002"].findtext(f"{SVG}title") or "")
    assert "无记录 (1 个)" in said(root)


def test_class_edges_unit_and_notice_are_printed() -> None:
    words = said(parsed(region_map_svg(hubei(), "en")))
    for each in natural_breaks([f.value.value for f in hubei().figures]):
        assert f"({each.count})" in words
    assert "unit: firms" in words
    assert "Invented outlines" in words


def test_the_ranking_lists_values_and_notes() -> None:
    words = said(parsed(region_map_svg(small_map())))
    assert "透镜 9" in words
    assert "镜筒 3" in words


def test_the_order_of_figures_does_not_matter() -> None:
    turned = replace(hubei(), figures=hubei().figures[::-1], outlines=hubei().outlines[::-1])
    assert region_map_svg(turned) == region_map_svg(hubei())


def test_no_outline_is_the_callers_error() -> None:
    with pytest.raises(CallerError, match="no outline"):
        region_map_svg(replace(small_map(), outlines=()))


def test_two_figures_for_one_region_are_the_callers_error() -> None:
    twice = (*small_map().figures, figure("990001", 3.0))
    with pytest.raises(CallerError, match="990001"):
        region_map_svg(replace(small_map(), figures=twice))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_name_of_hubei_stands_clear_of_borders_and_of_the_others(language: Language) -> None:
    root = parsed(region_map_svg(hubei(), language))
    names = "\n".join(line.text or "" for line in having(root, "region-name"))
    assert all(outline.name.say(language) in names for outline in hubei().outlines)


def overlap(one: Rectangle, two: Rectangle) -> bool:
    across = abs(one.x - two.x) < (one.width + two.width) / 2
    return across and abs(one.y - two.y) < (one.height + two.height) / 2


@pytest.mark.parametrize("size", [(30.0, 28.0), (60.0, 16.0), (90.0, 30.0)])
def test_labels_never_overlap_however_large(size: tuple[float, float]) -> None:
    outlines = tuple(sorted(hubei().outlines, key=lambda each: each.code))
    shapes, across, down = project(outlines, 800, 550)
    placed = place_labels(shapes, [[size]] * len(shapes), (across, down))
    grounds = [each.ground for each in placed]
    for place, ground in enumerate(grounds):
        assert not any(overlap(ground, other) for other in grounds[:place])


def test_a_label_too_large_for_its_region_stands_beside_it_on_a_line() -> None:
    tiny = Shape("tiny", (square(100, 100, 8),))
    wide = Shape("wide", (square(200, 50, 120),))
    inside, beside = place_labels([wide, tiny], [[(40.0, 20.0)]] * 2, (400.0, 300.0))
    assert inside.anchor is None
    assert abs(inside.ground.x - 260) < 10
    assert beside.anchor is not None
    assert abs(beside.anchor[0] - 104) < 4
    assert not overlap(beside.ground, Rectangle(104, 104, 8, 8))


def test_areas_keep_their_proportions() -> None:
    (low, high), _, _ = project(
        (outline("990001", square(110, 29)), outline("990002", square(110, 32))), 500, 500
    )
    width = [max(x for x, _ in s.rings[0]) - min(x for x, _ in s.rings[0]) for s in (low, high)]
    assert width[0] == pytest.approx(width[1])
    true = [0.8746, 0.8434]  # cos 29°, cos 32.5°: what a degree of longitude really spans
    assert abs(width[0] / 125 / true[0] - 1) < 0.03


def test_natural_breaks_find_the_gaps() -> None:
    classes = natural_breaks([1, 2, 2, 30, 31, 100], most=3)
    assert [(each.lower, each.upper, each.count) for each in classes] == [
        *((1, 2, 3), (30, 31, 2), (100, 100, 1))
    ]
    assert [class_of(value, classes) for value in (2, 30, 100)] == [1, 2, 3]


def test_no_value_no_class() -> None:
    assert natural_breaks([]) == ()


@given(st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=30), st.integers(1, 5))
def test_classes_hold_every_value_once_and_part_no_equals(values: list[float], most: int) -> None:
    classes = natural_breaks(values, most)
    assert len(classes) == min(most, len(set(values)))
    assert sum(each.count for each in classes) == len(values)
    assert all(a.upper < b.lower for a, b in pairwise(classes))
    assert natural_breaks(values[::-1], most) == classes
