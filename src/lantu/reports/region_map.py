"""The regional distribution (区域分布图): a quantity by area class on outlines.

Shades are five natural classes whose edges are printed; a region without a record is
hatched and never shown as zero. The same figures stand beside the map as ranked bars with
the regions' notes, so that nothing depends on telling shades apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.errors import CallerError
from lantu.reports.numbers import number_range, quantity
from lantu.reports.picture_css import hatches, picture_css, state_fill
from lantu.reports.region_classes import class_of, natural_breaks
from lantu.reports.region_labels import Placement, place_labels
from lantu.reports.region_shapes import project
from lantu.reports.svg import document, element, number, words
from lantu.reports.svg import label as text
from lantu.reports.text_width import text_width, wrap
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.evidence.exhibits import Outline, RegionFigure, RegionMap
    from lantu.reports.region_classes import ValueClass
    from lantu.reports.region_shapes import Shape
    from lantu.vocab.text import Language

_SIZE = (1200.0, 760.0)
_MAP = (810.0, 560.0)
_TOP = 100.0
_MARGIN = 22.0
_LIST_LEFT = 872.0
_LIST_TOP = 112.0
_NAME, _VALUE = 13.0, 11.5
_FACTORS = (1.0, 0.82)
"""Sizes a name is tried in; the second is 8 pt on a printed page of the map's own size."""
_RANKED = 18
_BAR = 92.0
_NOTE_LINES = 2
_NO_RECORD = Text("无记录", "no record")
_UNIT = Text("单位:{unit}", "unit: {unit}")
_REST = Text("其余 {count} 个见清单", "{count} more in the list")
_COUNTED = Text("({count} 个)", "({count})")


def region_map_svg(region_map: RegionMap, language: Language = "zh") -> str:
    """The map as an SVG picture that can stand alone.

    Every region is a ``g.region`` with ``data-region`` and a tooltip.

    Args:
        region_map: What to draw; the order of its figures does not matter.
        language: Language of all words.

    Raises:
        CallerError: There is no outline to draw, or two figures are for one region.
    """
    outlines = _checked(region_map)
    figures = {figure.code: figure for figure in region_map.figures}
    classes = natural_breaks([figure.value.value for figure in region_map.figures])
    shapes, across, down = project(outlines, *_MAP)
    names = {outline.code: outline.name.say(language) for outline in outlines}
    labels = _labels(shapes, names, figures, (across, down), language)
    return document(
        _SIZE,
        region_map.key,
        f"{region_map.title.say(language)}: {region_map.headline.say(language)}",
        element("style", picture_css()),
        hatches(region_map.key),
        element("rect", width=_SIZE[0], height=_SIZE[1], class_="paper"),
        *_head(region_map, language),
        element(
            "g",
            element("path", d="".join(shape.path() for shape in shapes), class_="coast"),
            *_regions(region_map, shapes, names, classes, language),
            *_names(labels, names, figures, classes, language),
            transform=f"translate({number(_MARGIN)} {number(_TOP)})",
        ),
        *_legend(region_map, classes, language),
        *_ranking(region_map, names, classes, language),
    )


def _checked(region_map: RegionMap) -> tuple[Outline, ...]:
    """The outlines that can be drawn, by code."""
    outlines = tuple(
        sorted((o for o in region_map.outlines if o.rings), key=lambda outline: outline.code)
    )
    codes = [figure.code for figure in region_map.figures]
    if not outlines:
        message = f"map {region_map.key} has no outline with a ring"
        raise CallerError(message, hint="put outlines.geojson into the workspace")
    if len(set(codes)) != len(codes):
        twice = sorted({code for code in codes if codes.count(code) > 1})
        message = f"map {region_map.key} has two figures for {', '.join(twice)}"
        raise CallerError(message, hint="give each region one figure")
    return outlines


def _head(region_map: RegionMap, language: Language) -> list[str]:
    """Title and headline."""
    size = 20.0
    lines = wrap(region_map.headline.say(language), _SIZE[0] - 2 * _MARGIN, size)
    return [
        text(_MARGIN, 30, region_map.title.say(language), "title"),
        *(
            element(
                "text", words(line), x=_MARGIN, y=57 + n * 25, class_="headline", font_size=size
            )
            for n, line in enumerate(lines)
        ),
    ]


def _said(figure: RegionFigure, unit: Text | None, language: Language) -> str:
    """A figure's value with its unit, as people read it."""
    return quantity(figure.value.value, unit, language)


def _labels(
    shapes: Sequence[Shape],
    names: Mapping[str, str],
    figures: Mapping[str, RegionFigure],
    room: tuple[float, float],
    language: Language,
) -> dict[str, Placement]:
    """Where every region's name, and its value where there is one, goes."""
    sizes = [
        _forms(names[shape.code], _value(figures.get(shape.code), language)) for shape in shapes
    ]
    placed = place_labels(shapes, sizes, room)
    return {shape.code: place for shape, place in zip(shapes, placed, strict=True)}


def _value(figure: RegionFigure | None, language: Language) -> str:
    """What stands under a region's name; nothing without a figure."""
    return "" if figure is None else _said(figure, None, language)


def _forms(name: str, value: str) -> list[tuple[float, float]]:
    """Sizes of a label in its forms: large and small, on two lines and on one."""
    forms = []
    for factor in _FACTORS:
        names, values = text_width(name, _NAME * factor), text_width(value, _VALUE * factor)
        wide = names + 6 + (values + 4 if value else 0.0)
        two = (max(names, values) + 6, (_NAME + _VALUE) * factor + 6)
        forms += [two, (wide, _NAME * factor + 4)]
    return forms


def _regions(
    region_map: RegionMap,
    shapes: Sequence[Shape],
    names: Mapping[str, str],
    classes: Sequence[ValueClass],
    language: Language,
) -> list[str]:
    """The regions, shaded or hatched, each with its tooltip."""
    figures = {figure.code: figure for figure in region_map.figures}
    parts = []
    for shape in shapes:
        figure = figures.get(shape.code)
        told = _NO_RECORD.say(language)
        shade: str | None = None
        if figure is not None:
            told = _said(figure, region_map.unit, language)
            shade = f"class-{class_of(figure.value.value, classes)}"
        notes = [line.say(language) for line in figure.lines] if figure else []
        parts.append(
            element(
                "g",
                element("title", words("\n".join([f"{names[shape.code]} {told}", *notes]))),
                element(
                    "path",
                    d=shape.path(),
                    fill_rule="evenodd",
                    class_=shade,
                    fill=None if shade else state_fill(region_map.key, State.UNKNOWN),
                ),
                class_="region",
                data_region=shape.code,
            )
        )
    return parts


def _names(
    labels: Mapping[str, Placement],
    names: Mapping[str, str],
    figures: Mapping[str, RegionFigure],
    classes: Sequence[ValueClass],
    language: Language,
) -> list[str]:
    """Names and values on the regions, or beside them at the end of a line."""
    parts: list[str] = []
    for code, place in labels.items():
        figure = figures.get(code)
        ink = "quiet"
        if place.anchor is not None:
            ink = "ink-0"
            parts += _leader(place)
        elif figure is not None:
            ink = f"ink-{class_of(figure.value.value, classes)}"
        parts += _name(place, names[code], _value(figure, language), ink)
    return parts


def _name(place: Placement, name: str, value: str, ink: str) -> list[str]:
    """A region's name and value in the form that was placed."""
    ground, (larger, one_line) = place.ground, divmod(place.size, 2)
    factor = _FACTORS[larger]
    size, less = _NAME * factor, _VALUE * factor
    if one_line or not value:
        lines = [(f"{name} {value}".rstrip(), size, ground.y + 0.36 * size)]
    else:
        lines = [(name, size, ground.y - 0.12 * size), (value, less, ground.y + 0.98 * less)]
    return [
        element(
            "text",
            words(line),
            x=ground.x,
            y=y,
            class_=f"region-name {ink}",
            font_size=height,
        )
        for line, height, y in lines
    ]


def _leader(place: Placement) -> list[str]:
    """A line from a label to a dot in its region."""
    if place.anchor is None:
        return []
    (x, y), ground = place.anchor, place.ground
    dx, dy = x - ground.x, y - ground.y
    reach = max(abs(dx) / (ground.width / 2 + 1), abs(dy) / (ground.height / 2 + 1), 1.0)
    start = (ground.x + dx / reach, ground.y + dy / reach)
    path = f"M{number(start[0])} {number(start[1])}L{number(x)} {number(y)}"
    return [
        element("path", d=path, class_="leader-ground"),
        element("path", d=path, class_="leader"),
        element("circle", cx=x, cy=y, r=2, class_="pin"),
    ]


def _legend(region_map: RegionMap, classes: Sequence[ValueClass], language: Language) -> list[str]:
    """The classes with their edges, what hatching means, and the notice."""
    y = _TOP + _MAP[1] + 30
    x = _MARGIN
    unit = _UNIT.say(language).format(unit=region_map.unit.say(language))
    parts = [text(x, y + 4, unit, "key")]
    x += text_width(unit, 11) + 20
    samples: list[tuple[str, str | None, str, int]] = [
        (f"class-{each.number}", None, _edges(each, language), each.count) for each in classes
    ]
    missing = len([o for o in region_map.outlines if o.rings]) - len(region_map.figures)
    if missing > 0:
        hatch = state_fill(region_map.key, State.UNKNOWN)
        samples.append(("", hatch, _NO_RECORD.say(language), missing))
    for class_, fill, said, count in samples:
        meaning = f"{said} {_COUNTED.say(language).format(count=count)}"
        sample = element(
            "rect", x=x, y=y - 7, width=26, height=14, class_=class_ or None, fill=fill
        )
        parts.append(element("g", sample, class_="region"))
        parts.append(text(x + 32, y + 4, meaning, "key"))
        x += 32 + text_width(meaning, 11) + 18
    notice = wrap(region_map.notice.say(language), _SIZE[0] - 2 * _MARGIN, 9.4)
    parts += [
        text(_MARGIN, _SIZE[1] - 14 - (len(notice) - 1 - n) * 12, line, "note")
        for n, line in enumerate(notice)
    ]
    return parts


def _edges(each: ValueClass, language: Language) -> str:
    """From the least to the greatest value of a class."""
    return number_range(each.lower, each.upper, language)


def _ranking(
    region_map: RegionMap,
    names: Mapping[str, str],
    classes: Sequence[ValueClass],
    language: Language,
) -> list[str]:
    """Regions by value, with bars and their first note."""
    shown = [figure for figure in region_map.figures if figure.code in names]
    order = sorted(shown, key=lambda figure: (-figure.value.value, figure.code))
    top = max((abs(figure.value.value) for figure in order), default=0.0) or 1.0
    step = min(32.0, (_SIZE[1] - _LIST_TOP - 70) / max(min(len(order), _RANKED), 1))
    wide = max((text_width(names[f.code], 11) for f in order), default=0.0) + 8
    parts: list[str] = []
    for place, figure in enumerate(order[:_RANKED]):
        y = _LIST_TOP + place * step
        length = _BAR * max(figure.value.value, 0.0) / top
        value = _said(figure, None, language)
        shade = f"class-{class_of(figure.value.value, classes)}"
        parts.append(text(_LIST_LEFT + wide - 6, y + 4, names[figure.code], "key", "end"))
        bar = element(
            "rect",
            x=_LIST_LEFT + wide,
            y=y - 6,
            width=max(length, 1.0),
            height=12,
            class_=shade,
        )
        parts.append(element("g", bar, class_="region", data_region=figure.code))
        parts.append(text(_LIST_LEFT + wide + length + 5, y + 4, value, "key"))
        parts += _notes(figure, _LIST_LEFT + wide + _BAR + 38, y, language)
    if len(order) > _RANKED:
        rest = _REST.say(language).format(count=len(order) - _RANKED)
        parts.append(text(_LIST_LEFT + wide, _LIST_TOP + _RANKED * step + 4, rest, "note"))
    return parts


def _notes(figure: RegionFigure, x: float, y: float, language: Language) -> list[str]:
    """The figure's notes that fit beside its bar, whole lines only."""
    room = _SIZE[0] - _MARGIN - x
    lines: list[str] = []
    for note in figure.lines:
        broken = wrap(note.say(language), room, 9.4)
        if len(lines) + len(broken) > _NOTE_LINES:
            break
        lines += broken
    first = y + 3.4 - (len(lines) - 1) * 5.6
    return [text(x, first + n * 11.2, line, "note") for n, line in enumerate(lines)]
