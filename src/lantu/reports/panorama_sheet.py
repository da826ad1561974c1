"""A panorama laid out: what is drawn, where, and how large."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.reports.layered.diagram import Item, Wire
from lantu.reports.layered.drawing import Measures
from lantu.reports.layered.layout import lay_out
from lantu.reports.panorama_marks import LEADING, SIZE, port_name
from lantu.reports.text_width import longest_word, wrap
from lantu.vocab.words import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.evidence.exhibits import Panorama
    from lantu.reports.layered.drawing import Drawing
    from lantu.vocab.text import Language

A3 = (1587.4, 1122.5)
"""A3 landscape in px at 96 px to the inch."""
MARGIN = 20.0
TITLE = 57.0
STAGES = 25.0
"""Room for the arrows that name the stages."""
FOOT = 42.0
_BOX: Mapping[Language, float] = MappingProxyType({"zh": 80.0, "en": 98.0})
_LABEL: Mapping[Language, float] = MappingProxyType({"zh": 72.0, "en": 88.0})
"""Room for the segments' names left of the columns."""
_PADDING = 4.0
_WIDEST = 1.25
"""How much wider than usual the boxes may be made for one long word."""
_SCALES = ((12, 1.6), (30, 1.4), (60, 1.2))
"""Up to how many products a chain is drawn how many times larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A panorama laid out.

    Attributes:
        panorama: What is drawn.
        language: In which language.
        segments: Segments that have products, in the order shown; unnamed ones last.
        stages: Stages that the columns are grouped by; empty where products of several
            chains meet, whose stages do not compare.
        names: Lines of each product's name.
        drawing: Where everything goes, before it is enlarged.
        scale: How many times larger it is drawn.
    """

    panorama: Panorama
    language: Language
    segments: tuple[str, ...]
    stages: tuple[Stage, ...]
    names: Mapping[str, tuple[str, ...]]
    drawing: Drawing
    scale: float

    @property
    def label(self) -> float:
        """Room left of the drawing for the segments' names, before it is enlarged."""
        return _LABEL[self.language]

    @property
    def origin(self) -> tuple[float, float]:
        """Where the drawing's top left corner lies on the sheet."""
        return (MARGIN + self.label * self.scale, MARGIN + TITLE + STAGES * self.scale)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole sheet."""
        x, y = self.origin
        width = x + self.drawing.width * self.scale + MARGIN
        return (width, y + self.drawing.height * self.scale + FOOT + MARGIN)


def lay_out_panorama(panorama: Panorama, language: Language) -> Sheet:
    """Place every product and link; the order in which they are given does not matter.

    Args:
        panorama: What to draw.
        language: Language of the names, which decide how large the boxes are.
    """
    held = {node.segment for node in panorama.nodes}
    named = [name for name, _ in panorama.segments if name in held]
    segments = tuple(dict.fromkeys([*named, *sorted(held)]))
    chains = {node.chain for node in panorama.nodes if not node.guest}
    stages = tuple(Stage) if len(chains) <= 1 else ()
    box = _box_width(panorama, language)
    names = {
        node.product: wrap(node.name.say(language), box - _PADDING, SIZE) for node in panorama.nodes
    }
    count = len(panorama.nodes)
    scale = next((scale for most, scale in _SCALES if count <= most), 1.0)
    drawing = lay_out(
        _items(panorama, segments, stages),
        _wires(panorama),
        _measures(box, max(map(len, names.values()), default=1), scale, language),
        bands=len(segments),
        stages=max(len(stages), 1),
    )
    return Sheet(
        panorama=panorama,
        language=language,
        segments=segments,
        stages=stages,
        names=names,
        drawing=drawing,
        scale=scale,
    )


def _box_width(panorama: Panorama, language: Language) -> float:
    """Width of the boxes: a little more where one word needs it."""
    words = (longest_word(node.name.say(language), SIZE) for node in panorama.nodes)
    needed = max(words, default=0.0) + _PADDING
    return min(max(_BOX[language], needed), _WIDEST * _BOX[language])


def _items(panorama: Panorama, segments: tuple[str, ...], stages: tuple[Stage, ...]) -> list[Item]:
    """Products by band and stage."""
    band = {name: place for place, name in enumerate(segments)}
    stage = {name: place for place, name in enumerate(stages)}
    return [
        Item(key=node.product, band=band[node.segment], stage=stage.get(node.stage, 0))
        for node in panorama.nodes
    ]


def _wires(panorama: Panorama) -> list[Wire]:
    """Links by port."""
    return [
        Wire(
            source=edge.source,
            target=edge.target,
            port=port_name(edge),
            returning=edge.returning,
        )
        for edge in panorama.edges
    ]


def _measures(box: float, lines: int, scale: float, language: Language) -> Measures:
    """How large things are, so that the enlarged drawing fills an A3 sheet at most."""
    return Measures(
        width=(A3[0] - 2 * MARGIN) / scale - _LABEL[language],
        height=(A3[1] - 2 * MARGIN - TITLE - FOOT) / scale - STAGES,
        box_width=box,
        box_height=max(lines, 2) * LEADING + 2.2,
        pitch=2.2,
        approach=7.0,
        channel=15.0,
        street=5.0,
        band=8.0,
        outer=10.0,
        channel_most=230.0,
        street_most=26.0,
    )
