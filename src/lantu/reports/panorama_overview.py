"""A chain too large for its links: every product a square, by segment, stage and state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from lantu.reports.panorama_frame import arrow, head
from lantu.reports.panorama_marks import about
from lantu.reports.panorama_sheet import A3, FOOT, MARGIN, STAGES, TITLE
from lantu.reports.picture_css import hatches, picture_css, state_fill
from lantu.reports.svg import document, element, number, words
from lantu.reports.svg import label as text
from lantu.reports.text_width import wrap
from lantu.vocab.text import Text
from lantu.vocab.words import Stage, State, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.evidence.exhibits import Node, Panorama
    from lantu.vocab.text import Language

_SIDES = (16.0, 14.0, 12.0, 10.0, 8.0, 7.0, 6.0)
"""Sides of a square to try, px; the largest with which the sheet fits A3 is taken."""
_GAP = 2.0
_PADDING = 10.0
_NAMES = 150.0
_COUNT = 34.0
_SIZE = 11.0
_STAGE = Text("{stage} · {count} 种产品", "{stage} · {count} products")
_NOTE = Text(
    "每个方格是一种产品,按阶段、环节和状态排列;产品太多,投入关系不在图上,见各产品的卡片。",
    "Each square is a product, by stage, segment and state. With so many products the links are "
    "left out; each product's card has them.",
)


@dataclass(frozen=True, slots=True)
class _Grid:
    """How large the squares are and how many stand side by side in one stage."""

    side: float
    across: int
    stage: float


def overview_svg(panorama: Panorama, language: Language) -> str:
    """All products of a panorama as squares, without links, on one sheet.

    Args:
        panorama: What to draw; the order of its nodes does not matter.
        language: Language of all words.
    """
    cells = _cells(panorama)
    segments = _segments(panorama)
    grid = _grid(cells, segments)
    heights = [_height(cells, segment, grid) for segment in segments]
    width = A3[0]
    height = 2 * MARGIN + TITLE + STAGES + sum(heights) + FOOT
    body: list[str] = []
    y = MARGIN + TITLE + STAGES
    for place, (segment, tall) in enumerate(zip(segments, heights, strict=True)):
        body += _band(panorama, segment, (y, tall), tinted=place % 2 == 0, language=language)
        for stage in Stage:
            at = (MARGIN + _NAMES + list(Stage).index(stage) * grid.stage, y)
            nodes = cells.get((segment, stage), [])
            body += _squares(panorama.key, nodes, at, grid, language)
        y += tall
    return document(
        (width, height),
        panorama.key,
        f"{panorama.title.say(language)}: {panorama.headline.say(language)}",
        element("style", picture_css()),
        hatches(panorama.key),
        element("rect", width=width, height=height, class_="paper"),
        *head(panorama, language, width),
        *_stages(panorama, grid, language),
        *body,
        text(MARGIN, height - MARGIN - 8, _NOTE.say(language), "note"),
    )


def _cells(panorama: Panorama) -> dict[tuple[str, Stage], list[Node]]:
    """Products of each segment and stage, by state and id."""
    states = list(State)
    cells: dict[tuple[str, Stage], list[Node]] = {}
    for node in sorted(panorama.nodes, key=lambda n: (states.index(n.state), n.product)):
        cells.setdefault((node.segment, node.stage), []).append(node)
    return cells


def _segments(panorama: Panorama) -> list[str]:
    """Segments that have products, in the order shown; unnamed ones last."""
    held = {node.segment for node in panorama.nodes}
    named = [name for name, _ in panorama.segments if name in held]
    return list(dict.fromkeys([*named, *sorted(held)]))


def _grid(cells: dict[tuple[str, Stage], list[Node]], segments: Sequence[str]) -> _Grid:
    """The largest squares with which everything fits the sheet; the smallest if none do."""
    stage = (A3[0] - 2 * MARGIN - _NAMES) / len(Stage)
    room = A3[1] - 2 * MARGIN - TITLE - STAGES - FOOT
    grids = [
        _Grid(side, int((stage - _COUNT - _PADDING) // (side + _GAP)), stage) for side in _SIDES
    ]
    fitting = (
        grid for grid in grids if sum(_height(cells, segment, grid) for segment in segments) <= room
    )
    return next(fitting, grids[-1])


def _height(cells: dict[tuple[str, Stage], list[Node]], segment: str, grid: _Grid) -> float:
    """Height of one segment's band."""
    most = max(len(cells.get((segment, stage), ())) for stage in Stage)
    lines = ceil(most / grid.across)
    return max(lines * (grid.side + _GAP) + _PADDING, 2.4 * _SIZE)


def _band(
    panorama: Panorama,
    segment: str,
    place: tuple[float, float],
    *,
    tinted: bool,
    language: Language,
) -> list[str]:
    """Ground and name of one segment."""
    y, tall = place
    names = dict(panorama.segments)
    name = names[segment].say(language) if segment in names else segment
    lines = wrap(name, _NAMES - 12, _SIZE)
    first = y + tall / 2 + 0.36 * _SIZE - (len(lines) - 1) / 2 * _SIZE * 1.2
    ground = element(
        "rect",
        x=MARGIN,
        y=y,
        width=A3[0] - 2 * MARGIN,
        height=tall,
        class_="band" if tinted else "plain",
    )
    return [
        ground,
        *(
            text(MARGIN + 6, first + n * _SIZE * 1.2, line, "key segment")
            for n, line in enumerate(lines)
        ),
    ]


def _squares(
    picture: str,
    nodes: Sequence[Node],
    at: tuple[float, float],
    grid: _Grid,
    language: Language,
) -> list[str]:
    """One cell: how many products it has, and a square for each."""
    if not nodes:
        return []
    x, y = at
    parts = [text(x + _COUNT - 8, y + 4 + 0.86 * grid.side, str(len(nodes)), "note", "end")]
    for place, node in enumerate(nodes):
        line, across = divmod(place, grid.across)
        square = element(
            "rect",
            x=x + _COUNT + across * (grid.side + _GAP),
            y=y + _PADDING / 2 + line * (grid.side + _GAP),
            width=grid.side,
            height=grid.side,
            rx=2,
            class_="box",
            fill=state_fill(picture, node.state),
        )
        title = element("title", words(about(node, language)))
        parts.append(
            element(
                "g",
                title,
                square,
                class_=f"product {node.state.value}",
                data_product=node.product,
            )
        )
    return parts


def _stages(panorama: Panorama, grid: _Grid, language: Language) -> list[str]:
    """An arrow over each stage."""
    counts = Counter(node.stage for node in panorama.nodes)
    parts: list[str] = []
    for place, stage in enumerate(Stage):
        start = _NAMES + place * grid.stage if place else 0.0
        end = _NAMES + (place + 1) * grid.stage
        meaning = _STAGE.say(language).format(stage=label(stage).say(language), count=counts[stage])
        parts += arrow(start + 3 * bool(place), end, meaning)
    shift = f"translate({number(MARGIN)} {number(MARGIN + TITLE + STAGES)})"
    return [element("g", *parts, transform=shift)]
