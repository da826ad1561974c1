"""The six states of a chain as one bar, each share by colour and pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.reports.picture_css import hatches, picture_css, state_fill
from lantu.reports.style import STATE_STYLES
from lantu.reports.svg import document, element, words
from lantu.reports.svg import label as text
from lantu.reports.text_width import text_width
from lantu.vocab.words import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.vocab.text import Language
    from lantu.vocab.words import State

_WIDTH, _HEIGHT = 640.0, 44.0
_BAR = 20.0
_INSET = 1.0
_SIZE = 11.0


def state_bar_svg(key: str, counts: Mapping[State, int], language: Language = "zh") -> str:
    """A stacked bar of counts, in the order of the states, as an SVG that can stand alone.

    Every part carries its count inside where it fits, its word below where that fits, and
    both in its tooltip. Without any product the bar is empty.

    Args:
        key: Name of the picture, unique on its page.
        counts: Products in each state.
        language: Language of the words.
    """
    total = sum(counts.values())
    about = ", ".join(
        f"{label(state).say(language)} {counts.get(state, 0)}" for state in STATE_STYLES
    )
    parts: list[str] = []
    x = 0.0
    for state in STATE_STYLES:
        share = counts.get(state, 0) / total if total else 0.0
        if share:
            parts.append(_part(key, state, counts[state], (x, share * _WIDTH), language))
        x += share * _WIDTH
    return document(
        (_WIDTH, _HEIGHT), key, about, element("style", picture_css()), hatches(key), *parts
    )


def _part(
    key: str, state: State, count: int, place: tuple[float, float], language: Language
) -> str:
    """One state's stretch of the bar."""
    x, wide = place
    word = label(state).say(language)
    box = element(
        "rect",
        x=x + _INSET,
        y=_INSET,
        width=max(wide - 2 * _INSET, 0.5),
        height=_BAR - 2 * _INSET,
        rx=2,
        class_="box",
        fill=state_fill(key, state),
    )
    parts = [element("title", words(f"{word} {count}")), box]
    if text_width(str(count), _SIZE) + 6 <= wide:
        parts.append(text(x + wide / 2, _BAR / 2 + 0.36 * _SIZE, str(count), "key", "middle"))
    group = element("g", *parts, class_=f"product {state.value}")
    if text_width(word, _SIZE) + 4 <= wide:
        group += text(x + wide / 2, _BAR + 1.25 * _SIZE, word, "key", "middle")
    return group
