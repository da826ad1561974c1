from __future__ import annotations

from dataclasses import replace

import pytest

from lantu.evidence.confidence import Interval
from lantu.evidence.finding import Finding, Method
from lantu.evidence.plots import Plot, Point, Scale
from lantu.reports.axis_ticks import axis_ticks
from lantu.reports.plot import plot_svg
from lantu.reports.point_labels import Wish, placed_names
from lantu.vocab.text import Text
from pictures import SVG, having, parsed, said

METHOD = Method(
    key="m", name=Text("量", "measure"), formula="m", meaning=Text("量", "m"), reference=""
)


def point(key: str, x: float, y: float, *, marked: bool = False, spread: float = 0.0) -> Point:
    interval = Interval(y - spread, y + spread) if spread else None
    return Point(
        key=key,
        name=Text(f"行业{key}", f"Sector {key}"),
        x=Finding(value=x, method=METHOD),
        y=Finding(value=y, method=METHOD, interval=interval),
        marked=marked,
    )


def plot(*points: Point, cut: bool = True) -> Plot:
    end = Text("端", "end")
    return Plot(
        key="position",
        title=Text("位置图", "Position"),
        headline=Text("一句话", "One sentence"),
        x=Scale(title=Text("上游度", "Upstreamness"), kind="number", low=end, high=end),
        y=Scale(title=Text("进口含量", "Import content"), kind="share", low=end, high=end),
        points=points,
        marked=Text("有", "ours"),
        unmarked=Text("无", "others"),
        note=Text("来源", "Source"),
        centre=(2.0, 0.2) if cut else None,
        fields=tuple(Text(f"域{n}", f"field {n}") for n in range(4)) if cut else (),
    )


def test_marks_at_the_corners_leave_the_fields_names_room() -> None:
    corners = [point(f"{x}{y}", float(x), y / 10) for x in (1, 3) for y in (1, 4)]
    svg = plot_svg(plot(*corners))
    names = [float(each.attrib["y"]) for each in having(parsed(svg), "field")]
    marked = [y for _, y in marks(svg).values()]
    assert min(marked) - max(y for y in names if y < min(marked)) > 8
    assert min(y for y in names if y > max(marked)) - max(marked) > 16


THREE = (point("a", 1.0, 0.1), point("b", 3.0, 0.4, marked=True), point("c", 2.0, 0.2, spread=0.1))


def marks(svg: str) -> dict[str, tuple[float, float]]:
    found = {}
    for each in having(parsed(svg), "point"):
        circle = each.find(f"{SVG}circle")
        assert circle is not None
        found[each.attrib["data-point"]] = (
            float(circle.attrib["cx"]),
            float(circle.attrib["cy"]),
        )
    return found


def test_marks_stand_where_their_figures_put_them() -> None:
    at = marks(plot_svg(plot(*THREE)))
    assert at["c"][0] == pytest.approx((at["a"][0] + at["b"][0]) / 2, abs=0.2)
    assert at["b"][1] < at["c"][1] < at["a"][1]


def test_every_word_is_told_in_both_languages() -> None:
    words = said(parsed(plot_svg(plot(*THREE), "en")))
    for told in ("Position", "One sentence", "Upstreamness", "Import content", "Sector b", "40%"):
        assert told in words
    assert "field 3" in words
    assert "上游度" in said(parsed(plot_svg(plot(*THREE), "zh")))


def test_a_range_is_drawn_and_told_only_where_there_is_one() -> None:
    root = parsed(plot_svg(plot(*THREE), "en"))
    assert len(having(root, "spread")) == 1
    tips = ["".join(each.itertext()) for each in root.iter(f"{SVG}title")]
    assert "Sector c\nUpstreamness: 2\nImport content: 20% (10–30%)" in tips


def test_the_order_of_the_points_does_not_matter() -> None:
    assert plot_svg(plot(*THREE)) == plot_svg(plot(*THREE[::-1]))


def test_a_plot_of_nothing_is_an_empty_frame() -> None:
    assert marks(plot_svg(plot(cut=False))) == {}


def test_points_have_keys_of_their_own_and_a_cut_plot_four_fields() -> None:
    with pytest.raises(ValueError, match="share a key"):
        plot(THREE[0], THREE[0])
    with pytest.raises(ValueError, match="four fields"):
        replace(plot(*THREE), centre=None)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0.0, 10.0), (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)),
        ((1.1, 4.4), (1.0, 2.0, 3.0, 4.0)),
        ((-0.2, 0.3), (-0.2, -0.1, 0.0, 0.1, 0.2, 0.3)),
        ((), (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    ],
)
def test_ticks_are_round_and_inside(values: tuple[float, ...], ticks: tuple[float, ...]) -> None:
    axis = axis_ticks(values)
    assert axis.ticks == pytest.approx(ticks)
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


def test_one_value_has_an_axis_around_it() -> None:
    assert axis_ticks([3.0]).place(3.0) == pytest.approx(0.5)


def test_names_touch_neither_each_other_nor_marks_nor_the_frame() -> None:
    wishes = [
        Wish(key=str(n), x=40 + 7 * n, y=50 + 3 * (n % 4), radius=4, width=50) for n in range(20)
    ]
    spots = placed_names(wishes, 10, (0, 0, 240, 110))
    assert 3 <= len(spots) < 20
    boxes = []
    for spot in spots:
        left = {"start": spot.x, "middle": spot.x - 25, "end": spot.x - 50}[spot.anchor]
        boxes.append((left, spot.y - 8.8, left + 50, spot.y + 1.6))
    boxes += [(w.x - 4, w.y - 4, w.x + 4, w.y + 4) for w in wishes]
    for n, one in enumerate(boxes[: len(spots)]):
        assert one[0] >= 0
        assert one[2] <= 240
        for other in boxes[n + 1 :]:
            apart = (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
            assert apart
