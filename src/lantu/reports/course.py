"""Figures over days (过程图): lines, the doubt about them as bands, and days with a name.

Lines differ twice, by colour and by dash, so that a print in grey loses nothing. The line
that the picture is about is the first; it alone is heavy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lantu.reports.axis_ticks import AxisTicks, axis_ticks
from lantu.reports.numbers import number as said_number
from lantu.reports.numbers import percent
from lantu.reports.picture_css import picture_css
from lantu.reports.svg import document, element, number, words
from lantu.reports.svg import label as text
from lantu.reports.text_width import text_width, wrap
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lantu.evidence.courses import Course, Line, Span
    from lantu.vocab.text import Language

_WIDTH = 940.0
_MARGIN = 22.0
_LEFT, _RIGHT = 84.0, 918.0
_TALL = 320.0
_NOTE, _KEY = 9.4, 11.0
_SAMPLE = 26.0
_ROW = 12.0
_HEADLINES = (20.0, 15.0)
LOOKS = 5
"""Lines that differ; a sixth looks as the first does."""

_DAY = Text("第几天", "day")


@dataclass(frozen=True, slots=True)
class _Stage:
    """A picture with its axes and the frame they span."""

    course: Course
    language: Language
    across: AxisTicks
    up: AxisTicks
    top: float

    def at(self, day: float, value: float) -> tuple[float, float]:
        """Where a figure of a day stands, px."""
        return (
            _LEFT + self.across.place(day) * (_RIGHT - _LEFT),
            self.top + (1 - self.up.place(value)) * _TALL,
        )


def course_svg(course: Course, language: Language = "zh") -> str:
    """The course as an SVG picture that can stand alone.

    Every line is a ``path`` with ``data-line``, every band one with ``data-band``.

    Args:
        course: What to draw.
        language: Language of all words.
    """
    size, headline = _headline(course, language)
    keys, rows = _keys(course, language, 60 + len(headline) * size * 1.2)
    top = 78.0 + len(headline) * size * 1.2 + rows * 18
    stage = _Stage(course, language, _days(course), axis_ticks(_held(course), most=5), top)
    names, rows = _span_names(stage)
    stage = replace(stage, up=_below_names(stage.up, max(_held(course)), rows))
    note = wrap(course.note.say(language), _WIDTH - 2 * _MARGIN, _NOTE)
    foot = top + _TALL + 56
    tall = foot + 12 * len(note) + 6
    return document(
        (_WIDTH, tall),
        course.key,
        f"{course.title.say(language)}: {course.headline.say(language)}",
        element("style", picture_css()),
        element("rect", width=_WIDTH, height=tall, class_="paper"),
        text(_MARGIN, 28, course.title.say(language), "title"),
        *_said_large(size, headline),
        *keys,
        *(_span(stage, span) for span in course.spans),
        *_axes(stage),
        *(_band(stage, line) for line in course.lines if line.band),
        *(_line(stage, n, line) for n, line in reversed([*enumerate(course.lines)])),
        *names,
        *(text(_MARGIN, foot + n * 12, line, "note") for n, line in enumerate(note)),
    )


def _headline(course: Course, language: Language) -> tuple[float, tuple[str, ...]]:
    """The headline's size and lines: large where it fits one line."""
    said, room = course.headline.say(language), _WIDTH - 2 * _MARGIN
    large, small = _HEADLINES
    lines = wrap(said, room, large)
    return (large, lines) if len(lines) == 1 else (small, wrap(said, room, small))


def _said_large(size: float, lines: Sequence[str]) -> list[str]:
    return [
        element(
            "text",
            words(line),
            x=_MARGIN,
            y=34 + (n + 1) * size * 1.2,
            class_="headline",
            font_size=size,
        )
        for n, line in enumerate(lines)
    ]


def _days(course: Course) -> AxisTicks:
    """The axis of days, from the first to the last and no further."""
    found = axis_ticks(course.days)
    low, high = (course.days[0], course.days[-1]) if course.days else (0.0, 1.0)
    high = max(high, low + 1.0)
    return AxisTicks(
        low=low, high=high, ticks=tuple(tick for tick in found.ticks if low <= tick <= high)
    )


def _held(course: Course) -> list[float]:
    """What the axis of figures holds: zero, every line and every band."""
    held = [0.0]
    for line in course.lines:
        held += line.values
        if line.band is not None:
            held += [*line.band.low, *line.band.high]
    return held


def _below_names(up: AxisTicks, greatest: float, rows: int) -> AxisTicks:
    """The axis of figures, so high that none of them runs through the names of spans."""
    part = 1 - (rows * _ROW + 6) / _TALL if rows else 1.0
    return replace(up, high=max(up.high, up.low + (greatest - up.low) / part))


def _keys(course: Course, language: Language, y: float) -> tuple[list[str], int]:
    """What each line and band is, from left to right and on; how many more rows it takes."""
    parts, x, rows = [], _MARGIN, 0
    for look, told in _told(course, language):
        width = _SAMPLE + 6 + text_width(told, _KEY) + 20
        if x > _MARGIN and x + width > _WIDTH - _MARGIN:
            x, rows = _MARGIN, rows + 1
        down = y + rows * 18
        if look == "course-band":
            parts.append(element("rect", x=x, y=down - 10, width=_SAMPLE, height=12, class_=look))
        else:
            parts.append(
                element("path", d=f"M{number(x)} {number(down - 4)}h{number(_SAMPLE)}", class_=look)
            )
        parts.append(text(x + _SAMPLE + 6, down, told, "key"))
        x += width
    return parts, rows


def _told(course: Course, language: Language) -> Iterable[tuple[str, str]]:
    for n, line in enumerate(course.lines):
        yield _look(n), line.name.say(language)
    bands = {line.band.name for line in course.lines if line.band is not None}
    for name in sorted(bands, key=lambda each: each.en):
        yield "course-band", name.say(language)


def _look(n: int) -> str:
    return f"course course-{n % LOOKS}"


def _axes(stage: _Stage) -> list[str]:
    """Tick lines, their figures, and what each axis measures."""
    course, language, bottom = stage.course, stage.language, stage.top + _TALL
    parts = []
    for tick in stage.up.ticks:
        y = stage.at(stage.across.low, tick)[1]
        parts.append(
            element("path", d=f"M{number(_LEFT)} {number(y)}H{number(_RIGHT)}", class_="rule")
        )
        said = percent(tick) if course.kind == "share" else said_number(tick, language)
        parts.append(text(_LEFT - 8, y + 3.6, said, "small", "end"))
    for tick in stage.across.ticks:
        x = stage.at(tick, stage.up.low)[0]
        parts.append(
            element("path", d=f"M{number(x)} {number(bottom)}v5", class_="rule"),
        )
        parts.append(text(x, bottom + 17, said_number(tick, language), "small", "middle"))
    parts.append(text((_LEFT + _RIGHT) / 2, bottom + 34, _DAY.say(language), "key", "middle"))
    middle = stage.top + _TALL / 2
    turned = f"translate({number(_MARGIN + 10)} {number(middle)}) rotate(-90)"
    parts.append(
        element(
            "text",
            words(course.measure.say(language)),
            class_="key",
            text_anchor="middle",
            transform=turned,
        )
    )
    return parts


def _span(stage: _Stage, span: Span) -> str:
    """The ground of some days; at least a hair wide."""
    start, end = (min(max(day, stage.across.low), stage.across.high) for day in _ends(span))
    left, right = stage.at(start, 0.0)[0], stage.at(end, 0.0)[0]
    return element(
        "g",
        element("title", words(span.name.say(stage.language))),
        element(
            "rect",
            x=left,
            y=stage.top,
            width=max(right - left, 1.5),
            height=_TALL,
            class_="course-span",
        ),
        element("path", d=f"M{number(left)} {number(stage.top)}v{number(_TALL)}", class_="cut"),
    )


def _ends(span: Span) -> tuple[float, float]:
    return span.start, span.end


def _span_names(stage: _Stage) -> tuple[list[str], int]:
    """Names of the spans along the top, each on the first row where it touches no other; rows."""
    parts: list[str] = []
    rows: list[float] = []
    for span in sorted(stage.course.spans, key=lambda each: (each.start, each.end)):
        told = span.name.say(stage.language)
        width = text_width(told, _NOTE)
        day = max(span.start, stage.across.low)
        x = min(stage.at(day, 0.0)[0] + 5, _RIGHT - width - 4)
        row = next((n for n, end in enumerate(rows) if end < x), len(rows))
        rows[row : row + 1] = [x + width + 8]
        parts.append(text(x, stage.top + (row + 1) * _ROW, told, "note"))
    return parts, len(rows)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _band(stage: _Stage, line: Line) -> str:
    if line.band is None:
        return ""
    days = stage.course.days
    there = [stage.at(day, value) for day, value in zip(days, line.band.high, strict=True)]
    back = [stage.at(day, value) for day, value in zip(days, line.band.low, strict=True)]
    return element(
        "path", d=f"{_path([*there, *back[::-1]])}Z", class_="course-band", data_band=line.key
    )


def _line(stage: _Stage, n: int, line: Line) -> str:
    days = stage.course.days
    points = [stage.at(day, value) for day, value in zip(days, line.values, strict=True)]
    return element(
        "g",
        element("title", words(line.name.say(stage.language))),
        element("path", d=_path(points), class_=_look(n), data_line=line.key),
    )
