from __future__ import annotations

from dataclasses import replace

import pytest

from lantu.evidence.courses import Band, Course, Line, Span
from lantu.evidence.finding import Finding, Method
from lantu.reports.course import LOOKS, course_svg
from lantu.reports.page_pictures import inlined
from lantu.vocab.text import Text
from pictures import parsed, said

METHOD = Method(
    key="m", name=Text("量", "measure"), formula="m", meaning=Text("量", "m"), reference=""
)
DRAWS = Text("九成抽样", "nine draws in ten")


def line(key: str, *values: float, doubt: float = 0.0) -> Line:
    band = Band(
        low=tuple(value - doubt for value in values),
        high=tuple(value + doubt for value in values),
        name=DRAWS,
    )
    return Line(
        key=key,
        name=Text(f"损失{key}", f"loss {key}"),
        values=values,
        greatest=Finding(value=max(values), method=METHOD),
        band=band if doubt else None,
    )


def course(*lines: Line, days: tuple[float, ...] = (0.0, 10.0, 40.0)) -> Course:
    return Course(
        key="loss",
        title=Text("损失过程", "Loss over time"),
        headline=Text("第十天损失最大", "The loss is greatest on day ten"),
        days=days,
        measure=Text("每日损失", "loss a day"),
        kind="share",
        lines=lines,
        spans=(
            Span(start=0, end=10, name=Text("断供", "cut")),
            Span(start=5, end=12, name=Text("停工", "stop")),
        ),
        note=Text("来源：测试", "Source: test"),
    )


TWO = course(line("a", 0.0, 0.5, 0.1, doubt=0.05), line("b", 0.0, 0.3, 0.0))


def points(svg: str, attribute: str, key: str) -> list[tuple[float, float]]:
    found = next(each for each in parsed(svg).iter() if each.attrib.get(attribute) == key)
    pairs = found.attrib["d"].removeprefix("M").removesuffix("Z").split("L")
    return [(float(x), float(y)) for x, y in (pair.split() for pair in pairs)]


def test_a_line_runs_through_its_figures_in_proportion() -> None:
    (x0, y0), (x1, y1), (x2, y2) = points(course_svg(TWO), "data-line", "a")
    assert (x1 - x0) * 3 == pytest.approx(x2 - x1, abs=0.4)
    assert (y0 - y2) * 5 == pytest.approx(y0 - y1, abs=0.6)


def test_a_band_lies_about_its_line() -> None:
    svg = course_svg(TWO)
    band, middle = points(svg, "data-band", "a"), points(svg, "data-line", "a")
    upper, lower = band[:3], band[:2:-1]
    for high, value, low in zip(upper, middle, lower, strict=True):
        assert high[1] < value[1] < low[1]


def test_zero_stands_on_the_axis_even_where_no_line_touches_it() -> None:
    assert "0%" in said(parsed(course_svg(course(line("a", 0.5, 0.6, 0.7)))))


def test_every_word_is_told_in_both_languages() -> None:
    words = said(parsed(course_svg(TWO, "en")))
    for expected in ("Loss over time", "loss a", "loss b", "nine draws in ten", "cut", "stop"):
        assert expected in words
    assert not any("一" <= letter <= "鿿" for word in words for letter in word)


def test_lines_differ_by_dash_as_well_as_by_colour() -> None:
    svg = course_svg(course(*(line(str(n), 0.1 * n, 0.2, 0.3) for n in range(LOOKS))))
    looks = [each.attrib["class"] for each in parsed(svg).iter() if "data-line" in each.attrib]
    assert len(set(looks)) == LOOKS


def test_names_of_spans_that_overlap_stand_on_two_rows() -> None:
    found = {
        each.text: float(each.attrib["y"])
        for each in parsed(course_svg(TWO, "en")).iter()
        if each.text in {"cut", "stop"} and "y" in each.attrib
    }
    apart = course_svg(replace(TWO, spans=(replace(TWO.spans[0], start=0, end=1),) * 2), "en")
    rows = {
        each.attrib["y"]
        for each in parsed(apart).iter()
        if each.text == "cut" and each.tag.endswith("text")
    }
    assert len(found) == 2
    assert len(rows) == 2


def test_no_figure_runs_through_the_names_of_spans() -> None:
    flat = course(line("a", 0.111, 0.111, 0.0))
    svg = course_svg(flat, "en")
    names = [
        float(each.attrib["y"])
        for each in parsed(svg).iter()
        if each.text in {"cut", "stop"} and "y" in each.attrib
    ]
    assert min(y for _, y in points(svg, "data-line", "a")) > max(names) + 2


@pytest.mark.parametrize(
    ("changed", "said_so"),
    [
        ({"days": (0.0, 0.0, 1.0)}, "days do not ascend"),
        ({"days": (0.0, 1.0)}, "not one figure a day"),
        ({"lines": (TWO.lines[0], TWO.lines[0])}, "share a key"),
    ],
)
def test_a_course_refuses(changed: dict[str, object], said_so: str) -> None:
    with pytest.raises(ValueError, match=said_so):
        replace(TWO, **changed)  # type: ignore[arg-type]  # wrong on purpose


def test_a_course_of_many_days_stays_whole_on_a_page() -> None:
    days = tuple(float(day) for day in range(200))
    values = tuple(day / 200 for day in days)
    line = replace(TWO.lines[0], values=values, band=None)
    svg = course_svg(replace(TWO, days=days, lines=(line,), spans=()))
    drawn, _ = inlined({"long": {"zh": svg, "en": svg}}).drawn["long"]
    assert "<use " in drawn
    assert parsed(drawn) is not None
