"""What stands around a panorama: title, legend, stages, bands, grid, notes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lantu.reports.legend import state_legend
from lantu.reports.panorama_marks import RETURNING, kind, port_mark
from lantu.reports.panorama_sheet import MARGIN, STAGES
from lantu.reports.svg import element, number, words
from lantu.reports.svg import label as text
from lantu.reports.text_width import text_width, wrap
from lantu.vocab.text import Text
from lantu.vocab.words import Essentiality, State
from lantu.vocab.words import label as word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.evidence.exhibits import Panorama
    from lantu.reports.layered.drawing import Span
    from lantu.reports.panorama_sheet import Sheet
    from lantu.vocab.text import Language

_BAR, _POINT = 18.0, 9.0
_SMALL = 9.8
_HEADING = 12.5
_ALARM = "alarm"
_STAGE = Text("{stage} · {count} 种产品", "{stage} · {count} products")
_MIXED = Text("供给方 → 使用方 · {count} 种产品", "supplier → user · {count} products")
_KINDS: Mapping[str, Text] = {
    Essentiality.ESSENTIAL: Text("必需投入", "essential input"),
    _ALARM: Text("补链产品是必需投入", "essential input that is a gap"),
    Essentiality.ALTERNATIVE: Text(
        "可替代投入,同组有其一即可", "alternatives: one of a bracket is enough"
    ),
    Essentiality.OPTIONAL: Text("可选投入", "optional input"),
    RETURNING: Text(
        "副产品、回收,或后段产品供前段", "by-product, recycling, or a later stage feeding back"
    ),
}
_SINGLE = Text("本地仅一家企业", "one local maker only")
_GUEST = Text("其他产业链的产品", "product of another chain")
_NOTE = Text(
    "几条线汇入同一主干时,左端每种产品都供给右端每种产品。待核指没有找到记录,不等于缺失。"
    "每种产品的依据见其卡片。",
    "Where lines join one trunk, every product on its left feeds every product on its right. "
    "No evidence yet means that no record was found, not that the product is missing. "
    "Each product's card holds its evidence.",
)


def head(panorama: Panorama, language: Language, width: float) -> list[str]:
    """Title, headline, and the states with their counts, on a sheet of ``width`` px."""
    counts = Counter(node.state for node in panorama.nodes)
    legend, taken = state_legend(panorama.key, counts, language)
    right = width - MARGIN
    room = right - MARGIN - taken - 24
    size = 20.0
    lines = wrap(panorama.headline.say(language), room, size)
    if len(lines) > 1:
        size = 15.0
        lines = wrap(panorama.headline.say(language), room, size)
    first = 57.0 if len(lines) == 1 else 69.0 - len(lines) * size * 1.2
    return [
        text(MARGIN, 30 if len(lines) == 1 else 24, panorama.title.say(language), "title"),
        *(
            element(
                "text",
                words(line),
                x=MARGIN,
                y=first + place * size * 1.2 + (0 if len(lines) == 1 else size),
                class_="headline",
                font_size=size,
            )
            for place, line in enumerate(lines)
        ),
        element("g", *legend, transform=f"translate({number(right - taken)} 48)"),
    ]


def foot(sheet: Sheet) -> list[str]:
    """Kinds of link with their counts, marks, and how to read the whole."""
    y = sheet.size[1] - MARGIN - 16
    parts: list[str] = []
    x = MARGIN
    for sample, room, meaning in _samples(sheet):
        parts.append(element("g", *sample, transform=f"translate({number(x)} {number(y)})"))
        parts.append(text(x + room, y + 3.6, meaning, "small"))
        x += room + text_width(meaning, _SMALL) + 18
    parts.append(text(MARGIN, y + 18, _NOTE.say(sheet.language), "note"))
    return parts


def _samples(sheet: Sheet) -> list[tuple[list[str], float, str]]:
    """What the legend of links and marks shows: sample, its room, its meaning."""
    counts = Counter(kind(route) for route in sheet.drawing.routes)
    counts[_ALARM] = _alarms(sheet)
    rows = [
        (_sample(name), 36.0, f"{meaning.say(sheet.language)} {counts[name]}")
        for name, meaning in _KINDS.items()
        if counts[name]
    ]
    if any(node.single_maker for node in sheet.panorama.nodes):
        rows.append((_box(State.WEAK, 2.5, dot=True), 26.0, _SINGLE.say(sheet.language)))
    if any(node.guest for node in sheet.panorama.nodes):
        rows.append((_box(State.STRONG, 5.0, dot=False), 26.0, _GUEST.say(sheet.language)))
    return rows


def _alarms(sheet: Sheet) -> int:
    """How many essential links leave a gap."""
    gaps = {node.product for node in sheet.panorama.nodes if node.state is State.GAP}
    routes = sheet.drawing.routes
    return sum(1 for r in routes if r.source in gaps and kind(r) == Essentiality.ESSENTIAL)


def _sample(name: str) -> list[str]:
    """A short link of one kind with its mark."""
    alarm = name == _ALARM
    mark = Essentiality.ESSENTIAL.value if alarm else str(name)
    gap = {Essentiality.OPTIONAL.value: 3.9, Essentiality.ALTERNATIVE.value: 4.2}.get(mark, 4.8)
    classes = f"link {mark} alarm" if alarm else f"link {mark}"
    line = element("path", d=f"M0 0H{number(30 - gap)}", class_=classes)
    return [line, port_mark(mark, 30, 0, alarm=alarm)]


def _box(state: State, radius: float, *, dot: bool) -> list[str]:
    """A small box, with the dot of a single maker or without."""
    shapes = [element("rect", x=1, y=-5, width=19, height=10, rx=radius, class_="box")]
    if dot:
        shapes.append(element("circle", cx=19, cy=-4, r=2.8, class_="dot"))
    return [element("g", *shapes, class_=state.value)]


def ground(sheet: Sheet) -> list[str]:
    """What lies under the products, in their coordinates: bands, stages, grid."""
    return [*_bands(sheet), *_stages(sheet), *_grid(sheet)]


def _bands(sheet: Sheet) -> list[str]:
    """Grounds and names of the segments; every other one is tinted."""
    names = dict(sheet.panorama.segments)
    parts = []
    for place, (segment, span) in enumerate(zip(sheet.segments, sheet.drawing.bands, strict=True)):
        parts.append(
            element(
                "rect",
                x=-sheet.label,
                y=span.start,
                width=sheet.drawing.width + sheet.label,
                height=span.end - span.start,
                class_="plain" if place % 2 else "band",
            )
        )
        name = names[segment].say(sheet.language) if segment in names else segment
        parts += _segment_name(name, span, sheet.label)
    return parts


def _segment_name(name: str, span: Span, room: float) -> list[str]:
    """A segment's name in the margin of its band, as large as its band allows."""
    for size in (11.5, 10.5, 9.4):
        lines = wrap(name, room - 2.5, size)
        if len(lines) * size * 1.2 <= span.end - span.start:
            break
    first = span.middle + 0.36 * size - (len(lines) - 1) / 2 * size * 1.2
    return [
        element(
            "text",
            words(line),
            x=3 - room,
            y=first + place * size * 1.2,
            class_="segment",
            font_size=size,
        )
        for place, line in enumerate(lines)
    ]


def _stages(sheet: Sheet) -> list[str]:
    """The stages as arrows over their columns, and a line where two stages meet."""
    drawing, language = sheet.drawing, sheet.language
    if not sheet.stages:
        count = len(sheet.panorama.nodes)
        meaning = _MIXED.say(language).format(count=count)
        return arrow(-sheet.label, drawing.width, meaning, sheet.scale)
    counts = Counter(node.stage for node in sheet.panorama.nodes)
    parts = []
    for stage, span in zip(sheet.stages, drawing.stages, strict=True):
        if counts[stage]:
            start = span.start + 3 if span.start else -sheet.label
            name = word(stage).say(language)
            words_ = _STAGE.say(language).format(stage=name, count=counts[stage])
            parts += arrow(start, span.end, words_, sheet.scale)
        if counts[stage] and span.start:
            line = f"M{number(span.start)} 0V{number(drawing.height)}"
            parts.append(element("path", d=line, class_="rule border"))
    return parts


def arrow(start: float, end: float, meaning: str, scale: float = 1.0) -> list[str]:
    """A bar that points to the right, with words on it that grow less than what is enlarged."""
    size = _HEADING / scale**0.6
    top, shoulder = -STAGES, end - _POINT
    path = (
        f"M{number(start)} {number(top)}H{number(shoulder)}l{_POINT:g} {_BAR / 2:g}"
        f"l-{_POINT:g} {_BAR / 2:g}H{number(start)}l{_POINT:g} -{_BAR / 2:g}z"
    )
    return [
        element("path", d=path, class_="stage"),
        element(
            "text",
            words(meaning),
            x=(start + end) / 2,
            y=top + _BAR / 2 + 0.36 * size,
            class_="heading",
            font_size=size,
        ),
    ]


def _grid(sheet: Sheet) -> list[str]:
    """Letters below the columns and numbers right of the rows, for the index."""
    drawing = sheet.drawing
    letters = [
        text(span.middle, drawing.height + 10, column_letter(place), "note", "middle")
        for place, span in enumerate(drawing.columns)
    ]
    numbers = [
        text(drawing.width + 2, span.middle + 3.4, str(place + 1), "note")
        for place, span in enumerate(drawing.rows)
    ]
    return letters + numbers


def column_letter(column: int) -> str:
    """``A`` … ``Z``, ``AA`` … of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
