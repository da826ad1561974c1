"""The one visual language: how a state looks on pages, sheets and pictures.

Every state differs twice, by colour and by pattern or mark, so that a print in grey and a
colour-blind reader lose nothing. Hues are of the Okabe–Ito family (Okabe & Ito 2008,
*Color Universal Design*), darkened or lightened until text reaches a contrast of 4.5 on its
ground (WCAG 2.1, criterion 1.4.3) in both themes.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Mapping

Theme = Literal["light", "dark"]
Hatch = Literal["none", "rising", "falling"]
"""Lines over the fill: ``rising`` like ``/``, ``falling`` like ``\\``."""

_DARKEST = 0.03928
FONT_FAMILY = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif'
"""What every picture is set in; the first is the packaged font that PNGs are made with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """The four colours of a state in one theme, as ``#rrggbb``."""

    fill: str
    stroke: str
    text: str
    hatch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateStyle:
    """How one state looks.

    Attributes:
        light: Colours on white.
        dark: Colours on the dark ground.
        hatch: Lines drawn over the fill.
        dash: SVG dash pattern of the outline; ``""`` for a whole line.
        width: Width of the outline on a box of text, px.
        mark: One character that stands for the state where no colour can be shown.
    """

    light: Paint
    dark: Paint
    hatch: Hatch
    dash: str
    width: float
    mark: str

    def paint(self, theme: Theme) -> Paint:
        """The colours of ``theme``."""
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The colours around the states in one theme, as ``#rrggbb``.

    Attributes:
        paper: The ground itself.
        ink: Titles.
        text: Running text.
        quiet: Notes and sources.
        rule: Hairlines.
        band: Every other segment band.
        line: An edge at rest.
        alarm: An edge that leaves a gap.
        accent: What the reader has chosen.
    """

    paper: str
    ink: str
    text: str
    quiet: str
    rule: str
    band: str
    line: str
    alarm: str
    accent: str


LIGHT = Ground(
    paper="#ffffff",
    ink="#14202e",
    text="#2b3644",
    quiet="#5a6675",
    rule="#d5dbe2",
    band="#f5f7fa",
    line="#b3bdc9",
    alarm="#e0683f",
    accent="#0067a8",
)
DARK = Ground(
    paper="#12171d",
    ink="#f2f5f8",
    text="#d6dde5",
    quiet="#9aa7b5",
    rule="#323c47",
    band="#181f27",
    line="#4d5a69",
    alarm="#ff8558",
    accent="#6cc0f5",
)
GROUNDS: Mapping[Theme, Ground] = MappingProxyType({"light": LIGHT, "dark": DARK})

STATE_STYLES: Mapping[State, StateStyle] = MappingProxyType(
    {
        State.STRONG: StateStyle(
            light=Paint(fill="#0b7d60", stroke="#07614a", text="#ffffff", hatch="#0b7d60"),
            dark=Paint(fill="#35b994", stroke="#7fdcc2", text="#04241b", hatch="#35b994"),
            hatch="none",
            dash="",
            width=0.8,
            mark="■",
        ),
        State.WEAK: StateStyle(
            light=Paint(fill="#fbdc94", stroke="#b97f00", text="#3a2900", hatch="#fbdc94"),
            dark=Paint(fill="#d9a02b", stroke="#f5ca6a", text="#231700", hatch="#d9a02b"),
            hatch="none",
            dash="",
            width=0.8,
            mark="●",
        ),
        State.GAP: StateStyle(
            light=Paint(fill="#ffffff", stroke="#cc3d0c", text="#8a2500", hatch="#ffffff"),
            dark=Paint(fill="#12171d", stroke="#ff7f50", text="#ffc0a6", hatch="#12171d"),
            hatch="none",
            dash="",
            width=2.0,
            mark="□",
        ),
        State.BUILDING: StateStyle(
            light=Paint(fill="#e6f1fa", stroke="#0072b2", text="#053a5f", hatch="#b4d5ee"),
            dark=Paint(fill="#12304a", stroke="#56b4e9", text="#d8edfb", hatch="#22537c"),
            hatch="rising",
            dash="",
            width=1.0,
            mark="▨",
        ),
        State.UNKNOWN: StateStyle(
            light=Paint(fill="#f6f6f6", stroke="#8b8f94", text="#363b41", hatch="#dcdcdc"),
            dark=Paint(fill="#22282f", stroke="#88929d", text="#d5dbe2", hatch="#353d46"),
            hatch="falling",
            dash="",
            width=0.8,
            mark="▧",
        ),
        State.EXTENDABLE: StateStyle(
            light=Paint(fill="#faf3fc", stroke="#8a3fa6", text="#57206f", hatch="#faf3fc"),
            dark=Paint(fill="#2b2035", stroke="#cf9bef", text="#ecd8f9", hatch="#2b2035"),
            hatch="none",
            dash="4 2.4",
            width=1.4,
            mark="◇",
        ),
    }
)
"""How each state looks, in the order in which states are shown."""

SEQUENCE: Mapping[Theme, tuple[str, ...]] = MappingProxyType(
    {
        "light": ("#e3f0ee", "#b2d8d1", "#72b5ab", "#267a6f", "#07504a"),
        "dark": ("#1a3532", "#1f5750", "#287a70", "#4aa99c", "#96ddd2"),
    }
)
"""Five classes of a quantity, least first; equal steps of lightness, so grey keeps the order."""


def contrast(one: str, two: str) -> float:
    """How well two colours part: 1 for equal, 21 for black and white (WCAG 2.1).

    ``(L₁ + 0.05) / (L₂ + 0.05)`` with relative luminances ``L₁ ≥ L₂``

    Args:
        one: A colour, ``#rrggbb``.
        two: Another.
    """
    high, low = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= _DARKEST else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
