"""What somebody probably meant."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_COMPARED = 3_000
"""Candidates that are compared letter by letter; comparing more takes longer than a person
waits for a hint."""

LONGEST_COMPARED = 80
"""Characters of a text that is compared: no id or name is longer."""

NOTHING = Text("", "")


def nearest(text: str, candidates: Collection[str]) -> str:
    """The candidate most like ``text``; ``""`` where none is like it."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST_COMPARED]).strip()
    if folded != text and folded in candidates:
        return folded
    if len(text) > LONGEST_COMPARED or len(candidates) > MOST_COMPARED:
        return ""
    return next(iter(get_close_matches(folded, candidates, n=1)), "")


def near_words(text: str, candidates: Collection[str]) -> Text:
    """A hint that names the nearest candidate; empty where there is none."""
    near = nearest(text, candidates)
    return Text(f"；是否为 {near}", f"; did you mean {near}?") if near else NOTHING
