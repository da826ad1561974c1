"""Where each key of a TOML text stands, for messages that name the line.

``tomllib`` tells the line of what is no TOML, not of what is TOML and wrong.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Place: TypeAlias = tuple[str | int, ...]
"""A key, table or element: names, and positions from 0 in lists."""

DEEPEST = 8
"""Steps of a place that is noted: a scenario has four."""

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_NAME = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_SCALAR = re.compile(
    r'''"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:'{0,2})'''
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^,\]}#\n]+""",
    re.DOTALL,
)


def lines_of(text: str) -> Mapping[Place, int]:
    """Line of every table, key and element of a list, from 1.

    Args:
        text: What ``tomllib`` reads without complaint; of another text, what could be told.
    """
    walk = _Walk(text)
    with suppress(_LostError):
        walk.document()
    return walk.lines


def line_of(lines: Mapping[Place, int], place: Place) -> int:
    """Line of a place, or of the nearest that holds it; 0 for the whole file."""
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return 0


class _LostError(Exception):
    """The text is no TOML."""


@dataclass(slots=True)
class _Open:
    """A list or an inline table whose end is still to come."""

    place: Place
    is_list: bool
    count: int = 0


@dataclass(slots=True)
class _Walk:
    """A finger on the text."""

    text: str
    at: int = 0
    lines: dict[Place, int] = field(default_factory=dict)
    _tables: dict[Place, int] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [0, *(each.end() for each in re.finditer("\n", self.text))]

    def document(self) -> None:
        """Statements to the end: headings, and keys with their values."""
        above: Place = ()
        self._take(_SPACE)
        while self.at < len(self.text):
            if self._eat("[["):
                above = self._heading("]]", repeated=True)
            elif self._eat("["):
                above = self._heading("]", repeated=False)
            else:
                self._value(self._assigned(above))
            self._take(_SPACE)

    def _heading(self, end: str, *, repeated: bool) -> Place:
        self._take(_BLANK)
        start, names = self.at, self._names()
        place = self._inside(names[:-1]) + names[-1:]
        self._note(place, start)
        if repeated:
            count = self._tables.get(place, 0)
            self._tables[place] = count + 1
            place = (*place, count)
            self._note(place, start)
        self._want(end)
        return place

    def _inside(self, names: Place) -> Place:
        """The place that a heading's names mean: the last table so far of one that repeats."""
        place: Place = ()
        for name in names:
            place = (*place, name)
            if place in self._tables:
                place = (*place, self._tables[place] - 1)
        return place

    def _assigned(self, above: Place) -> Place:
        """The place of ``key =``, each step of a dotted key noted."""
        start, names = self.at, self._names()
        for length in range(1, len(names) + 1):
            self._note((*above, *names[:length]), start)
        self._want("=")
        self._take(_SPACE)
        return (*above, *names)

    def _value(self, place: Place) -> None:
        """A value to its end, however deep; no recursion, for depth is the file's to choose."""
        opened: list[_Open] = []
        while True:
            if self._eat("["):
                opened.append(_Open(place, is_list=True))
            elif self._eat("{"):
                opened.append(_Open(place, is_list=False))
            else:
                self._take(_SCALAR)
            while opened:
                inner = self._next(opened[-1])
                if inner is not None:
                    place = inner
                    break
                opened.pop()
            else:
                return

    def _next(self, within: _Open) -> Place | None:
        """The place of the next element or key; None where there is none any more."""
        self._take(_SPACE)
        self._eat(",")
        self._take(_SPACE)
        if self._eat("]") or self._eat("}"):
            return None
        if not within.is_list:
            return self._assigned(within.place)
        place = (*within.place, within.count)
        within.count += 1
        self._note(place, self.at)
        return place

    def _names(self) -> Place:
        names = [_plain(self._take(_NAME))]
        self._take(_BLANK)
        while self._eat("."):
            self._take(_BLANK)
            names.append(_plain(self._take(_NAME)))
            self._take(_BLANK)
        return tuple(names)

    def _note(self, place: Place, at: int) -> None:
        if len(place) <= DEEPEST:
            self.lines.setdefault(place, bisect_right(self._starts, at))

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _LostError
        self.at = found.end()
        return found[0]

    def _eat(self, mark: str) -> bool:
        there = self.text.startswith(mark, self.at)
        self.at += len(mark) * there
        return there

    def _want(self, mark: str) -> None:
        self._take(_BLANK)
        if not self._eat(mark):
            raise _LostError


def _plain(name: str) -> str:
    """A key without its quotes."""
    if name[0] not in "\"'":
        return name
    try:
        return str(tomllib.loads(f"key = {name}")["key"])
    except tomllib.TOMLDecodeError as error:
        raise _LostError from error
