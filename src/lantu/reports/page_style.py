"""The page's style sheet: its own rules and the colours that pages and pictures share."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from lantu.reports.picture_css import picture_css
from lantu.reports.style import GROUNDS, STATE_STYLES

if TYPE_CHECKING:
    from lantu.reports.style import Ground, StateStyle, Theme

SHEETS = ("base.css", "sections.css", "tables.css", "pictures.css", "panel.css", "print.css")
SCRIPTS = (
    "data.js",
    "evidence.js",
    "card.js",
    "panel.js",
    "tables.js",
    "pictures.js",
    "highlight.js",
    "search.js",
    "start.js",
)

_DARK = ':root[data-theme="dark"]'
_ANGLES = {"rising": "135deg", "falling": "45deg"}


def template_text(name: str) -> str:
    """A file of the templates folder."""
    folder = resources.files("lantu.reports").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


def page_css() -> str:
    """Every rule of the page, pictures included, in both themes; paper is always light."""
    return "\n".join((*(template_text(name) for name in SHEETS), shared_css()))


def shared_css() -> str:
    """Colours, marks of states and pictures, in both themes: what pages and console share."""
    rules = [
        f":root{{{_variables('light')}}}",
        *(_mark_rule(state.value, style) for state, style in STATE_STYLES.items()),
        picture_css("light"),
        f"@media screen{{{_DARK}{{color-scheme:dark;{_variables('dark')}}}",
        f"{picture_css('dark', f'{_DARK} .lantu-picture')}}}",
    ]
    return "\n".join(rules)


def page_script() -> str:
    """Every script of the page as one function that leaks no name."""
    body = "\n".join(template_text(name) for name in SCRIPTS)
    return f'(function () {{\n"use strict";\n{body}\n}})();\n'


def _variables(theme: Theme) -> str:
    ground = GROUNDS[theme]
    states = [
        f"--{state.value}-{part}:{getattr(style.paint(theme), part)};"
        for state, style in STATE_STYLES.items()
        for part in ("fill", "stroke", "text", "hatch")
    ]
    return "".join([*_ground_variables(ground), *states])


def _ground_variables(ground: Ground) -> list[str]:
    parts = ("paper", "ink", "text", "quiet", "rule", "band", "line", "alarm", "accent")
    return [f"--{part}:{getattr(ground, part)};" for part in parts]


def _mark_rule(state: str, style: StateStyle) -> str:
    """The little square that stands for a state, and the stretch of a bar."""
    border = "dashed" if style.dash else "solid"
    width = "2px" if style.width >= 1.5 else "1px"  # noqa: PLR2004 - the one heavy outline
    ground = f"var(--{state}-fill)"
    if style.hatch != "none":
        ground = (
            f"repeating-linear-gradient({_ANGLES[style.hatch]},var(--{state}-hatch) 0 2px,"
            f"var(--{state}-fill) 2px 5px)"
        )
    return (
        f".state-{state}>.mark,.share-{state}{{background:{ground};"
        f"border:{width} {border} var(--{state}-stroke);color:var(--{state}-text)}}"
    )
