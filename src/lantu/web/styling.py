"""The console's look: the pages' own colours and marks, and its own few rules."""

from __future__ import annotations

from functools import cache
from importlib import resources

from lantu.reports.page_style import shared_css


@cache
def console_css() -> str:
    """Every rule of the console, in both themes."""
    return f"{shared_css()}\n{_own('console.css')}"


@cache
def early_script() -> str:
    """What runs before a page is drawn: theme, language switch."""
    return _own("early.js")


def _own(name: str) -> str:
    return resources.files("lantu.web").joinpath("static", name).read_text(encoding="utf-8")
