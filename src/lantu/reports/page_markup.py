"""Markup in two languages: each message stands twice, and the style sheet shows one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from lantu.reports.typography import typeset

if TYPE_CHECKING:
    from lantu.vocab.text import Language, Text


_SCRIPT = re.compile(r"(?P<base>)(?P<way>[_^])(?P<script>\{[^{}]*\}|[^\W_]+)")
_LETTER = re.compile(
    r"(?<![^\W_])(?P<base>[^\W\d_]{1,2})(?P<way>_)(?P<script>\{[^{}]*\}|[a-z0-9]{1,3})(?![a-z0-9_])"
)


def both(text: Text) -> Markup:
    """A message in both languages; once where both read the same."""
    zh = escape(typeset(text.zh))
    return zh if text.zh == text.en else pair(zh, escape(text.en))


def pair(zh: Markup, en: Markup) -> Markup:
    """Markup in both languages; once where both are the same."""
    if zh == en:
        return zh
    return Markup(f'<span lang="zh">{zh}</span><span lang="en">{en}</span>')  # noqa: S704 - both are markup already


def formula(text: str) -> Markup:
    """A formula with its ``_x`` lowered and its ``^x`` raised; braces hold several signs."""
    return Markup(_SCRIPT.sub(_set, str(escape(text))))  # noqa: S704 - escaped, then only sub and sup


def explained(text: Text) -> Markup:
    """Words about a formula in both languages; letters such as ``c_f`` are set as in it."""
    return pair(_lettered(typeset(text.zh)), _lettered(text.en))


def _lettered(told: str) -> Markup:
    return Markup(_LETTER.sub(_set, str(escape(told))))  # noqa: S704 - escaped, then only sub and sup


def _set(found: re.Match[str]) -> str:
    tag = "sub" if found["way"] == "_" else "sup"
    inside = found["script"].strip("{}")
    return f"{found['base']}<{tag}>{inside}</{tag}>"


def attribute(name: str, text: Text, language: Language) -> Markup:
    """An attribute in ``language`` that the page's script can turn into the other.

    Args:
        name: The attribute, such as ``aria-label``; ``text`` for the element's own text,
            which the caller must then write as well.
        text: What it says.
        language: What it says before any script runs.
    """
    zh = typeset(text.zh)
    twins = Markup('data-say="{}" data-zh="{}" data-en="{}"').format(name, zh, text.en)
    if name == "text":
        return twins
    return Markup('{}="{}" {}').format(Markup(name), zh if language == "zh" else text.en, twins)  # noqa: S704 - attribute names are ours
