"""The six states as a legend: sample, word, count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.reports.picture_css import state_fill
from lantu.reports.style import STATE_STYLES
from lantu.reports.svg import element
from lantu.reports.svg import label as text
from lantu.reports.text_width import text_width
from lantu.vocab.words import label as word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.vocab.text import Language
    from lantu.vocab.words import State

_SAMPLE = (22.0, 13.0)
_SIZE = 11.0
_GAP = 16.0


def state_legend(
    picture: str, counts: Mapping[State, int], language: Language
) -> tuple[list[str], float]:
    """The legend's markup, its samples' middle at ``y = 0``, and its width in px.

    Args:
        picture: Key of the picture, for its patterns.
        counts: Products in each state; a state without products is shown with 0.
        language: Language of the words.
    """
    parts: list[str] = []
    x = 0.0
    for state in STATE_STYLES:
        words = f"{word(state).say(language)} {counts.get(state, 0)}"
        sample = element(
            "rect",
            x=x + 1,
            y=-_SAMPLE[1] / 2,
            width=_SAMPLE[0],
            height=_SAMPLE[1],
            rx=3,
            class_="box",
            fill=state_fill(picture, state),
        )
        parts.append(element("g", sample, class_=state.value))
        parts.append(text(x + _SAMPLE[0] + 6, 0.36 * _SIZE, words, "key"))
        x += _SAMPLE[0] + 6 + text_width(words, _SIZE) + _GAP
    return parts, x - _GAP
