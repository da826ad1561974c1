"""The workbook: formats, sheet names and safe cells, shared by every sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lantu.reports.style import LIGHT, STATE_STYLES
from lantu.reports.typography import typeset
from lantu.reports.words import SHEETS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from lantu.reports.style import StateStyle
    from lantu.vocab.text import Language
    from lantu.vocab.words import State

MOST_ROWS = 1_048_576
"""Rows of a sheet, by the file format (ECMA-376)."""

MOST_CHARACTERS = 32_767
"""Characters of a cell, by the file format (ECMA-376)."""

MOST_LINKS = 65_000
"""Hyperlinks a sheet may hold; the format's own limit is 65 530."""

MOST_ADDRESS = 2_079
"""Characters of a hyperlink's address that spreadsheets open."""

_NAME_LIMIT = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_SOLID, _DOWN, _UP = 1, 13, 14
_THIN_BORDER, _THICK_BORDER, _DASHED_BORDER = 1, 5, 8
_THICK_FROM = 1.5
_PATTERNS = {"none": _SOLID, "rising": _UP, "falling": _DOWN}

_BASE = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top", "font_color": LIGHT.text}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_size": 16, "bold": True, "font_color": LIGHT.ink},
    "headline": {"font_size": 11, "font_color": LIGHT.ink},
    "quiet": {"font_color": LIGHT.quiet},
    "header": {
        "bold": True,
        "bg_color": LIGHT.band,
        "font_color": LIGHT.ink,
        "bottom": 1,
        "bottom_color": LIGHT.accent,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "text": {"text_wrap": True},
    "formula": {"text_wrap": True, "font_name": "Cambria Math"},
    "link": {"font_color": LIGHT.accent, "underline": 1, "text_wrap": True},
    "centre": {"align": "center"},
}


class Book:
    """One workbook being written: every text cell is text, every look made once.

    Attributes:
        workbook: The library's workbook.
        language: Language of every word in it.
    """

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self.workbook = workbook
        self.language: Language = language
        self._formats: dict[str, Format] = {}
        self._names: set[str] = set()

    def word(self, key: str) -> str:
        """A header or note of the sheets, in the workbook's language."""
        return SHEETS[key].say(self.language)

    def sheet(self, title: str) -> Worksheet:
        """A new sheet; its name is the title made fit and unique."""
        sheet = self.workbook.add_worksheet(sheet_name(title, self._names))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&A&R&8&P / &N")
        return sheet

    def look(self, name: str) -> Format:
        """A format by name."""
        return self._format(name, _LOOKS[name])

    def number(self, pattern: str) -> Format:
        """A number's format."""
        return self._format(f"number {pattern}", {"num_format": pattern})

    def state(self, state: State) -> Format:
        """A state's format: colour and pattern, so that grey prints keep the difference."""
        style = STATE_STYLES[state]
        look: dict[str, Any] = {
            "pattern": _PATTERNS[style.hatch],
            "bg_color": style.light.fill,
            "font_color": style.light.text,
            "border": _border(style),
            "border_color": style.light.stroke,
        }
        if style.hatch != "none":
            look["fg_color"] = style.light.hatch
        return self._format(f"state {state.value}", look)

    def write(self, sheet: Worksheet, at: tuple[int, int], text: str, look: str = "text") -> None:
        """Write text as text: never a formula, never a link, never too long."""
        told = text if look == "formula" else typeset(text)
        sheet.write_string(*at, self.fitted(told), self.look(look))

    def fitted(self, text: str, note: str = "cut") -> str:
        """``text``, cut to what a cell holds, with a note that says so."""
        if len(text) <= MOST_CHARACTERS:
            return text
        ending = self.word(note)
        return text[: MOST_CHARACTERS - len(ending)] + ending

    def _format(self, name: str, look: Mapping[str, Any]) -> Format:
        if name not in self._formats:
            self._formats[name] = self.workbook.add_format({**_BASE, **look})
        return self._formats[name]


def _border(style: StateStyle) -> int:
    if style.dash:
        return _DASHED_BORDER
    return _THICK_BORDER if style.width >= _THICK_FROM else _THIN_BORDER


def sheet_name(title: str, taken: set[str]) -> str:
    """``title`` as a sheet's name: at most 31 characters, none forbidden, unique.

    Args:
        title: What the sheet shows.
        taken: Names in use, in lower case; the new one is added.
    """
    clean = _FORBIDDEN.sub(" ", title).strip(" '")[:_NAME_LIMIT].strip(" '") or "-"
    name, count = clean, 1
    while name.lower() in taken:
        count += 1
        ending = f" {count}"
        name = clean[: _NAME_LIMIT - len(ending)] + ending
    taken.add(name.lower())
    return name


def inside(name: str) -> str:
    """The address of a sheet of the same workbook, for a link."""
    quoted = name.replace("'", "''")
    return f"internal:'{quoted}'"


def reach(text: str) -> int:
    """Columns a text takes in a sheet: a Chinese character takes two."""
    longest = max(text.split("\n"), key=len)
    return sum(2 if character >= "\u2e80" else 1 for character in longest)
