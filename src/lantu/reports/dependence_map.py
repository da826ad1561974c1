"""The risk picture (风险图): who holds what the chains need, as ranked bars.

One bar per figure, greatest first, on an axis from nothing to everything; the range the
evidence leaves is drawn over it. A bar is painted in its product's state, by colour and
pattern.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from lantu.reports.legend import state_legend
from lantu.reports.numbers import percent, percent_range
from lantu.reports.picture_css import hatches, picture_css, state_fill
from lantu.reports.svg import document, element, number, words
from lantu.reports.svg import label as text
from lantu.reports.text_width import wrap
from lantu.vocab.text import Text
from lantu.vocab.words import label as word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.evidence.exhibits import DependenceBar, DependenceMap
    from lantu.vocab.text import Language

_MARGIN = 22.0
_TOP = 126.0
_FOOT = 44.0
_PANEL = 760.0
_GUTTER = 40.0
_NAMES = 268.0
_VALUES = 52.0
_NAME, _WHAT = 11.5, 9.4
_LEADING = 1.22
_GAP = 9.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_ONE_PANEL = 16
"""Up to how many bars stand in one column; more stand in two."""
_AXIS = Text("份额", "share")
_NOTE = Text(
    "每条份额的含义和年份见产品名下;横线为证据留下的区间。各数字口径不同,只宜逐条阅读,不宜相加。",
    "What each share is, and its year, stand under the product's name. "
    "A line over a bar is the range the evidence leaves. Definitions differ: read each by itself.",
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One bar with its words broken into lines."""

    bar: DependenceBar
    name: tuple[str, ...]
    what: tuple[str, ...]

    @property
    def height(self) -> float:
        """How tall its words are, with the air below."""
        lines = len(self.name) * _NAME + len(self.what) * _WHAT
        return lines * _LEADING + _GAP


def dependence_map_svg(dependence_map: DependenceMap, language: Language = "zh") -> str:
    """The dependence figures as an SVG picture that can stand alone.

    Every bar is a ``g.product`` with ``data-product`` and a tooltip.

    Args:
        dependence_map: What to draw; the order of its bars does not matter.
        language: Language of all words.
    """
    lines = _lines(dependence_map, language)
    panels = _panels(lines)
    tall = max((sum(line.height for line in panel) for panel in panels), default=0.0)
    width = 2 * _MARGIN + len(panels) * _PANEL + (len(panels) - 1) * _GUTTER
    height = _TOP + tall + _FOOT
    parts: list[str] = []
    for place, panel in enumerate(panels):
        x = _MARGIN + place * (_PANEL + _GUTTER)
        own = sum(line.height for line in panel)
        parts += _axis(x, own, language)
        parts += _bars(dependence_map.key, panel, x, language)
    note = wrap(_NOTE.say(language), width - 2 * _MARGIN, 9.4)
    parts += [text(_MARGIN, height - 24 + n * 12, line, "note") for n, line in enumerate(note)]
    return document(
        (width, height),
        dependence_map.key,
        f"{dependence_map.title.say(language)}: {dependence_map.headline.say(language)}",
        element("style", picture_css()),
        hatches(dependence_map.key),
        element("rect", width=width, height=height, class_="paper"),
        *_head(dependence_map, width, language),
        *parts,
    )


def _lines(dependence_map: DependenceMap, language: Language) -> list[_Line]:
    """Bars in order, their words broken to fit."""
    order = sorted(
        dependence_map.bars, key=lambda b: (-b.share.value, b.product, b.what.zh, b.what.en)
    )
    room = _NAMES - 16
    return [
        _Line(
            bar,
            wrap(bar.name.say(language), room, _NAME),
            wrap(bar.what.say(language), room, _WHAT),
        )
        for bar in order
    ]


def _panels(lines: list[_Line]) -> list[list[_Line]]:
    """The bars in one column, or in two of like height."""
    if len(lines) <= _ONE_PANEL:
        return [lines]
    edges = list(accumulate((line.height for line in lines), initial=0.0))
    half = min(range(len(edges)), key=lambda n: (round(abs(2 * edges[n] - edges[-1]), 3), -n))
    return [lines[:half], lines[half:]]


def _head(dependence_map: DependenceMap, width: float, language: Language) -> list[str]:
    """Title, headline, legend."""
    counts = Counter(bar.state for bar in dependence_map.bars)
    legend, _ = state_legend(dependence_map.key, counts, language)
    size = 20.0
    lines = wrap(dependence_map.headline.say(language), width - 2 * _MARGIN, size)
    if len(lines) > 1:
        size = 15.0
        lines = wrap(dependence_map.headline.say(language), width - 2 * _MARGIN, size)
    return [
        text(_MARGIN, 28, dependence_map.title.say(language), "title"),
        *(
            element(
                "text",
                words(line),
                x=_MARGIN,
                y=54 + n * size * 1.2 - (len(lines) - 1) * 5,
                class_="headline",
                font_size=size,
            )
            for n, line in enumerate(lines)
        ),
        element("g", *legend, transform=f"translate({number(_MARGIN)} 84)"),
    ]


def _axis(x: float, tall: float, language: Language) -> list[str]:
    """Tick lines with their percentages above."""
    parts = [text(x + _NAMES - 12, _TOP - 10, _AXIS.say(language), "note", "end")]
    for tick in _TICKS:
        at = x + _NAMES + tick * _room()
        path = f"M{number(at)} {number(_TOP - 4)}V{number(_TOP + tall)}"
        parts.append(element("path", d=path, class_="rule"))
        parts.append(text(at, _TOP - 10, percent(tick), "note", "middle"))
    return parts


def _room() -> float:
    """Length of a bar for a share of one."""
    return _PANEL - _NAMES - _VALUES


def _bars(picture: str, panel: Sequence[_Line], x: float, language: Language) -> list[str]:
    """One column of bars."""
    parts = []
    y = _TOP
    for line in panel:
        words_y = y + _NAME
        names = [
            text(x, words_y + n * _NAME * _LEADING, told, "row-name")
            for n, told in enumerate(line.name)
        ]
        below = words_y + (len(line.name) - 1) * _NAME * _LEADING + _WHAT * _LEADING + 1
        whats = [
            text(x, below + n * _WHAT * _LEADING, told, "note") for n, told in enumerate(line.what)
        ]
        middle = y + (line.height - _GAP) / 2 + 1
        parts.append(
            element(
                "g",
                element("title", words(_told(line.bar, language))),
                *_bar(picture, line.bar, (x + _NAMES, middle)),
                class_=f"product {line.bar.state.value}",
                data_product=line.bar.product,
            )
        )
        parts += [*names, *whats, *_range(line.bar, (x + _NAMES, middle))]
        y += line.height
    return parts


def _bar(picture: str, bar: DependenceBar, at: tuple[float, float]) -> list[str]:
    """The painted bar."""
    share = min(max(bar.share.value, 0.0), 1.0)
    return [
        element(
            "rect",
            x=at[0],
            y=at[1] - 7,
            width=max(share * _room(), 1.0),
            height=14,
            class_="box",
            fill=state_fill(picture, bar.state),
        )
    ]


def _range(bar: DependenceBar, at: tuple[float, float]) -> list[str]:
    """The value behind the bar's end, and the interval over it where there is one."""
    x, y = at
    end = min(max(bar.share.value, 0.0), 1.0)
    parts = []
    interval = bar.share.interval
    if interval is not None and interval.width > 0:
        low, high = (x + min(max(v, 0.0), 1.0) * _room() for v in (interval.lower, interval.upper))
        path = (
            f"M{number(low)} {number(y - 4)}v8M{number(low)} {number(y)}H{number(high)}"
            f"M{number(high)} {number(y - 4)}v8"
        )
        parts.append(element("path", d=path, class_="interval"))
        end = max(end, min(interval.upper, 1.0))
    parts.append(text(x + end * _room() + 7, y + 4, percent(bar.share.value), "row-name"))
    return parts


def _told(bar: DependenceBar, language: Language) -> str:
    """The tooltip: product, what the share is, its range, the state."""
    interval = bar.share.interval
    extent = f" ({percent_range(interval.lower, interval.upper)})" if interval else ""
    return (
        f"{bar.name.say(language)}\n{bar.what.say(language)}: {percent(bar.share.value)}{extent}\n"
        f"{word(bar.state).say(language)}"
    )
