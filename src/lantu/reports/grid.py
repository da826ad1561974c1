"""Counts of rows by columns (热力图): every field its count, shaded by its share of the row.

The count stands in each field, so that nothing depends on telling shades apart; a field
without anything is left white.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.reports.picture_css import picture_css
from lantu.reports.svg import document, element, words
from lantu.reports.svg import label as text
from lantu.reports.text_width import text_width, wrap
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.evidence.grids import Grid, GridCell, GridRow
    from lantu.vocab.text import Language

_WIDTH = 940.0
_MARGIN = 22.0
_RIGHT = 918.0
_ROW, _FIELD = 28.0, 26.0
_NAME, _KEY, _NOTE = 11.5, 11.0, 9.4
_WIDEST_NAME = 300.0
_HEADLINES = (20.0, 15.0)
_SHADES = 5
_TOTAL = 56.0
_LINE = 14.0

_WHOLE = Text("合计", "all")
_SHARE = Text("占本行的份额", "share of the row")
_NONE = Text("无", "none")


def grid_svg(grid: Grid, language: Language = "zh") -> str:
    """The grid as an SVG picture that can stand alone.

    Every row is a ``g.region`` with ``data-row``, every field of it has a tooltip.

    Args:
        grid: What to draw.
        language: Language of all words.
    """
    size, headline = _headline(grid, language)
    names = [wrap(row.name.say(language), _WIDEST_NAME, _NAME)[0] for row in grid.rows]
    left = _MARGIN + max((text_width(name, _NAME) for name in names), default=0.0) + 14
    left = max(left, _MARGIN + text_width(grid.down.say(language), _KEY) + 14)
    wide = (_RIGHT - _TOTAL - left) / max(len(grid.columns), 1)
    titles = [wrap(column.say(language), wide - 8, _KEY) for column in grid.columns]
    top = 74 + len(headline) * size * 1.2 + _LINE * max(map(len, titles), default=1)
    note = wrap(grid.note.say(language), _WIDTH - 2 * _MARGIN, _NOTE)
    foot = top + _ROW * len(grid.rows) + 26
    tall = foot + 22 + 12 * len(note)
    return document(
        (_WIDTH, tall),
        grid.key,
        f"{grid.title.say(language)}: {grid.headline.say(language)}",
        element("style", picture_css()),
        element("rect", width=_WIDTH, height=tall, class_="paper"),
        text(_MARGIN, 28, grid.title.say(language), "title"),
        *_said_large(size, headline),
        text(_MARGIN, top - 8, grid.down.say(language), "note"),
        text(left, top - 14 - _LINE * max(map(len, titles)), grid.across.say(language), "note"),
        *_titles(titles, left, wide, top),
        text(_RIGHT, top - 8, _WHOLE.say(language), "key", "end"),
        *(
            _row(grid, row, names[at], (left, top + at * _ROW, wide), language)
            for at, row in enumerate(grid.rows)
        ),
        *_legend(foot, language),
        *(text(_MARGIN, foot + 22 + n * 12, line, "note") for n, line in enumerate(note)),
    )


def _headline(grid: Grid, language: Language) -> tuple[float, tuple[str, ...]]:
    """The headline's size and lines: large where it fits one line."""
    said, room = grid.headline.say(language), _WIDTH - 2 * _MARGIN
    large, small = _HEADLINES
    lines = wrap(said, room, large)
    return (large, lines) if len(lines) == 1 else (small, wrap(said, room, small))


def _said_large(size: float, lines: Sequence[str]) -> list[str]:
    return [
        element(
            "text", words(line), x=_MARGIN, y=34 + (n + 1) * size * 1.2, class_="headline",
            font_size=size,
        )
        for n, line in enumerate(lines)
    ]  # fmt: skip


def _titles(titles: Sequence[tuple[str, ...]], left: float, wide: float, top: float) -> list[str]:
    """The columns' names, the last line of each just above the fields."""
    return [
        text(
            left + (at + 0.5) * wide, top - 8 - _LINE * (len(lines) - 1 - n), line, "key", "middle"
        )
        for at, lines in enumerate(titles)
        for n, line in enumerate(lines)
    ]


def _row(
    grid: Grid, row: GridRow, name: str, at: tuple[float, float, float], language: Language
) -> str:
    left, top, wide = at
    fields = [
        _field(grid, row, column, (left + column * wide, top, wide), language)
        for column in range(len(grid.columns))
    ]
    return element(
        "g",
        text(left - 10, top + 17.5, name, "row-name", "end"),
        *fields,
        text(_RIGHT, top + 17.5, str(row.total), "key", "end"),
        class_="region",
        data_row=row.key,
    )


def _field(
    grid: Grid, row: GridRow, column: int, at: tuple[float, float, float], language: Language
) -> str:
    x, y, wide = at
    cell = row.cells[column]
    shade = shade_of(cell)
    told = f"{row.name.say(language)}, {grid.columns[column].say(language)}: {cell.value.value}"
    return element(
        "g",
        element("title", words(f"{told} ({cell.share:.0%})")),
        element(
            "rect", x=x + 1, y=y + 1, width=wide - 2, height=_FIELD, rx=3,
            class_=f"class-{shade}" if shade else "rule",
        ),
        text(x + wide / 2, y + 17.5, str(cell.value.value), f"key ink-{shade}", "middle"),
    )  # fmt: skip


def shade_of(cell: GridCell) -> int:
    """Number of its class: fifths of the row, 0 for nothing at all."""
    return min(_SHADES, 1 + int(cell.share * _SHADES)) if cell.value.value else 0


def _legend(y: float, language: Language) -> list[str]:
    """What the shades mean."""
    said = _SHARE.say(language)
    parts, x = [text(_MARGIN, y, said, "key")], _MARGIN + text_width(said, _KEY) + 14
    step = 100 // _SHADES
    edges = [(_NONE.say(language), "rule")]
    edges += [(f"{step * n}–{step * (n + 1)}%", f"class-{n + 1}") for n in range(_SHADES)]
    for told, look in edges:
        parts.append(element("rect", x=x, y=y - 10, width=22, height=13, rx=2, class_=look))
        parts.append(text(x + 27, y, told, "key"))
        x += 27 + text_width(told, _KEY) + 16
    return parts
