"""Many things by two measures (散点图): marks on two axes, named where a name fits.

A filled mark is one of those the plot is about, a hollow one the rest; ranges that the
evidence leaves are drawn through the marks. Every mark carries its name and both figures
as a tooltip, and a page shows them all in the table below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.reports.axis_ticks import AxisTicks, axis_ticks
from lantu.reports.numbers import number as said_number
from lantu.reports.numbers import number_range as said_range
from lantu.reports.numbers import percent, percent_range
from lantu.reports.picture_css import picture_css
from lantu.reports.point_labels import Wish, placed_names
from lantu.reports.svg import document, element, number, words
from lantu.reports.svg import label as text
from lantu.reports.text_width import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.evidence.finding import Finding
    from lantu.evidence.plots import Plot, Point, Scale
    from lantu.reports.point_labels import Box
    from lantu.vocab.text import Language

_WIDTH = 940.0
_MARGIN = 22.0
_LEFT, _RIGHT = 84.0, 918.0
_TALL = 500.0
_NAME, _NOTE = 10.4, 9.4
_MARKED, _PLAIN = 4.6, 3.2
_HEADLINES = (20.0, 15.0)
_FIELD_ROOM = 0.05
"""Part of the upright axis left free at either end for the fields' names."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """A plot with its axes and the frame they span."""

    plot: Plot
    language: Language
    across: AxisTicks
    up: AxisTicks
    top: float

    @property
    def frame(self) -> Box:
        return (_LEFT, self.top, _RIGHT, self.top + _TALL)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where two figures meet, px."""
        return (
            _LEFT + self.across.place(x) * (_RIGHT - _LEFT),
            self.top + (1 - self.up.place(y)) * _TALL,
        )


def plot_svg(plot: Plot, language: Language = "zh") -> str:
    """The plot as an SVG picture that can stand alone.

    Every mark is a ``g.point`` with ``data-point`` and a tooltip.

    Args:
        plot: What to draw; the order of its points does not matter.
        language: Language of all words.
    """
    size, headline = _headline(plot, language)
    top = 92.0 + len(headline) * size * 1.2
    stage = _Stage(plot, language, _axis(plot, "x"), _axis(plot, "y"), top)
    note = wrap(plot.note.say(language), _WIDTH - 2 * _MARGIN, _NOTE)
    foot = top + _TALL + 62
    return document(
        (_WIDTH, foot + 12 * len(note) + 6),
        plot.key,
        f"{plot.title.say(language)}: {plot.headline.say(language)}",
        element("style", picture_css()),
        element("rect", width=_WIDTH, height=foot + 12 * len(note) + 6, class_="paper"),
        *_head(plot, language, size, headline),
        *_axes(stage),
        *_fields(stage),
        *_marks(stage),
        *(text(_MARGIN, foot + n * 12, line, "note") for n, line in enumerate(note)),
    )


def _headline(plot: Plot, language: Language) -> tuple[float, tuple[str, ...]]:
    """The headline's size and lines: large where it fits one line."""
    room = _WIDTH - 2 * _MARGIN
    large, small = _HEADLINES
    lines = wrap(plot.headline.say(language), room, large)
    return (
        (large, lines)
        if len(lines) == 1
        else (
            small,
            wrap(plot.headline.say(language), room, small),
        )
    )


def _axis(plot: Plot, side: str) -> AxisTicks:
    """The axis that holds every figure, its range and the centre."""
    held = [plot.centre[0 if side == "x" else 1]] if plot.centre else []
    for point in plot.points:
        found: Finding[float] = getattr(point, side)
        held.append(found.value)
        if found.interval is not None:
            held += [found.interval.lower, found.interval.upper]
    if side == "y" and plot.fields and held:
        room = _FIELD_ROOM * (max(held) - min(held))
        held += [min(held) - room, max(held) + room]
    return axis_ticks(held)


def _head(plot: Plot, language: Language, size: float, lines: tuple[str, ...]) -> list[str]:
    """Title, headline and what the two marks mean."""
    parts = [text(_MARGIN, 28, plot.title.say(language), "title")]
    for n, line in enumerate(lines):
        y = 34 + (n + 1) * size * 1.2
        parts.append(
            element("text", words(line), x=_MARGIN, y=y, class_="headline", font_size=size)
        )
    y = 60 + len(lines) * size * 1.2
    x = _MARGIN + 6
    marked = sum(point.marked for point in plot.points)
    for radius, look, said, count in (
        (_MARKED, "marked", plot.marked, marked),
        (_PLAIN, "unmarked", plot.unmarked, len(plot.points) - marked),
    ):
        told = f"{said.say(language)} {count}"
        parts.append(element("circle", cx=x, cy=y - 4, r=radius, class_=look))
        parts.append(text(x + 10, y, told, "key"))
        x += 10 + text_width(told, 11) + 22
    return parts


def _axes(stage: _Stage) -> list[str]:
    """Tick lines, their figures, and what each axis measures from end to end."""
    left, top, right, bottom = stage.frame
    plot, language = stage.plot, stage.language
    parts = []
    for tick in stage.across.ticks:
        x = stage.at(tick, stage.up.low)[0]
        parts.append(
            element("path", d=f"M{number(x)} {number(top)}V{number(bottom)}", class_="rule")
        )
        parts.append(text(x, bottom + 15, _said(plot.x, tick, language), "small", "middle"))
    for tick in stage.up.ticks:
        y = stage.at(stage.across.low, tick)[1]
        parts.append(
            element("path", d=f"M{number(left)} {number(y)}H{number(right)}", class_="rule")
        )
        parts.append(text(left - 8, y + 3.6, _said(plot.y, tick, language), "small", "end"))
    parts.append(text((left + right) / 2, bottom + 34, plot.x.title.say(language), "key", "middle"))
    parts.append(text(left, bottom + 34, f"← {plot.x.low.say(language)}", "note"))
    parts.append(text(right, bottom + 34, f"{plot.x.high.say(language)} →", "note", "end"))
    return parts + _upright(stage)


def _upright(stage: _Stage) -> list[str]:
    """The words along the upright axis, read from below."""
    _, top, _, bottom = stage.frame
    scale, language = stage.plot.y, stage.language
    rows = (
        (bottom, f"← {scale.low.say(language)}", "note", "start"),
        ((top + bottom) / 2, scale.title.say(language), "key", "middle"),
        (top, f"{scale.high.say(language)} →", "note", "end"),
    )
    return [
        element(
            "text",
            words(told),
            class_=look,
            text_anchor=anchor,
            transform=f"translate({number(_MARGIN + 10)} {number(y)}) rotate(-90)",
        )
        for y, told, look, anchor in rows
    ]


def _fields(stage: _Stage) -> list[str]:
    """The lines through the centre, and the fields' names in the corners."""
    if stage.plot.centre is None:
        return []
    left, top, right, bottom = stage.frame
    x, y = stage.at(*stage.plot.centre)
    line = f"M{number(x)} {number(top)}V{number(bottom)}M{number(left)} {number(y)}H{number(right)}"
    parts = [element("path", d=line, class_="cut")]
    for said, (at, down, anchor) in zip(stage.plot.fields, _corners(stage.frame), strict=True):
        parts.append(text(at, down, said.say(stage.language), "field", anchor))
    return parts


def _corners(frame: Box) -> tuple[tuple[float, float, str], ...]:
    left, top, right, bottom = frame
    return (
        (left + 8, top + 17, "start"),
        (right - 8, top + 17, "end"),
        (left + 8, bottom - 9, "start"),
        (right - 8, bottom - 9, "end"),
    )


def _marks(stage: _Stage) -> list[str]:
    """Ranges, marks, then names, so that no name is crossed out."""
    points = sorted(stage.plot.points, key=lambda point: (point.marked, point.key))
    return [
        *(part for point in points for part in _ranges(stage, point)),
        *(_mark(stage, point) for point in points),
        *_names(stage, points[::-1]),
    ]


def _mark(stage: _Stage, point: Point) -> str:
    x, y = stage.at(point.x.value, point.y.value)
    return element(
        "g",
        element("title", words(_told(stage, point))),
        element(
            "circle",
            cx=x,
            cy=y,
            r=_MARKED if point.marked else _PLAIN,
            class_="marked" if point.marked else "unmarked",
        ),
        class_="point",
        data_point=point.key,
    )


def _ranges(stage: _Stage, point: Point) -> list[str]:
    """The ranges of both figures, where there are any."""
    x, y = point.x.value, point.y.value
    ends = []
    if point.x.interval is not None and point.x.interval.width > 0:
        ends.append(((point.x.interval.lower, y), (point.x.interval.upper, y)))
    if point.y.interval is not None and point.y.interval.width > 0:
        ends.append(((x, point.y.interval.lower), (x, point.y.interval.upper)))
    lines = (
        " L".join("{} {}".format(*map(number, stage.at(*end))) for end in pair) for pair in ends
    )
    return [element("path", d=f"M{line}", class_="spread") for line in lines]


def _names(stage: _Stage, points: Iterable[Point]) -> list[str]:
    """Names that fit, the marked points' first, then those farthest from the middle."""
    wishes = [_wish(stage, point) for point in _wanted(stage, points)]
    fields = [_field_box(stage, n) for n in range(len(stage.plot.fields))]
    names = {point.key: point for point in stage.plot.points}
    return [
        text(
            spot.x,
            spot.y,
            names[spot.key].name.say(stage.language),
            "point-name" if names[spot.key].marked else "point-name faint",
            spot.anchor,
        )
        for spot in placed_names(wishes, _NAME, stage.frame, fields)
    ]


def _wanted(stage: _Stage, points: Iterable[Point]) -> list[Point]:
    """Points in the order in which they should be named."""

    def far(point: Point) -> float:
        across, up = stage.across.place(point.x.value), stage.up.place(point.y.value)
        return round((across - 0.5) ** 2 + (up - 0.5) ** 2, 9)

    return sorted(points, key=lambda point: (not point.marked, -far(point), point.key))


def _wish(stage: _Stage, point: Point) -> Wish:
    x, y = stage.at(point.x.value, point.y.value)
    width = text_width(point.name.say(stage.language), _NAME)
    radius = _MARKED if point.marked else _PLAIN
    return Wish(key=point.key, x=x, y=y, radius=radius, width=width)


def _field_box(stage: _Stage, place: int) -> Box:
    """What a field's name covers."""
    x, y, anchor = _corners(stage.frame)[place]
    width = text_width(stage.plot.fields[place].say(stage.language), 11)
    left = x if anchor == "start" else x - width
    return (left, y - 11, left + width, y + 3)


def _said(scale: Scale, value: float, language: Language) -> str:
    return percent(value) if scale.kind == "share" else said_number(value, language)


def _told(stage: _Stage, point: Point) -> str:
    """The tooltip: name, both figures with their ranges, the note."""
    lines = [point.name.say(stage.language)]
    for scale, found in ((stage.plot.x, point.x), (stage.plot.y, point.y)):
        value = _said(scale, found.value, stage.language)
        lines.append(f"{scale.title.say(stage.language)}: {value}{_extent(stage, scale, found)}")
    if point.note is not None:
        lines.append(point.note.say(stage.language))
    return "\n".join(lines)


def _extent(stage: _Stage, scale: Scale, found: Finding[float]) -> str:
    if found.interval is None or found.interval.width == 0:
        return ""
    ends = (found.interval.lower, found.interval.upper)
    told = percent_range(*ends) if scale.kind == "share" else said_range(*ends, stage.language)
    return f" ({told})"
