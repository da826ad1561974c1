"""Every key that a file of a scenario may hold."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from lantu.model.scenario import Engine, Hit, Return
from lantu.model.spread import Shape
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from enum import StrEnum

Section = Literal["", "blow", "buffer", "settings", "doubt", "spread"]
"""Where a key stands; ``""`` is the top of the file, ``spread`` a number's own table."""

Kind = Literal[
    "text",
    "whole",
    "number",
    "amount",
    "flag",
    "engine",
    "return",
    "shape",
    "target",
    "targets",
]
"""What a key holds: an ``amount`` is a number or a spread."""

REPEATED: tuple[Section, ...] = ("blow", "buffer")
"""Sections that a file may hold several of."""

LARGEST = 1e300
"""Numbers beyond it are mistakes, and sums of them are no numbers any more."""

WORDS: Mapping[str, type[StrEnum]] = {"engine": Engine, "return": Return, "shape": Shape}
"""The words of each kind that is a choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key.

    Attributes:
        section: Where it stands.
        name: What it is called.
        kind: What it holds.
        minimum: Least number.
        maximum: Greatest.
        needed: Whether it must be told.
        default: What it is where it is not told, as the file would say it; ``""`` for nothing.
        example: What it may be, as the file would say it.
        about: What it means.
    """

    section: Section
    name: str
    kind: Kind
    minimum: float
    maximum: float
    needed: bool
    default: str
    example: str
    about: Text

    @property
    def wanted(self) -> Text:
        """What would be right, in words."""
        if self.kind in WORDS:
            known = WORDS[self.kind]
            return Text(f"{'、'.join(known)} 之一", f"one of {', '.join(known)}")
        zh, en = _WANTED[self.kind]
        return Text(f"{self._between.zh}{zh}", en.format(between=self._between.en))

    @property
    def _between(self) -> Text:
        if self.kind not in ("whole", "number", "amount") or self.minimum <= -LARGEST:
            return Text("", "")
        if self.maximum >= LARGEST:
            return Text(f"不小于 {self.minimum:g} 的", f" of at least {self.minimum:g}")
        ends = f"{self.minimum:g}", f"{self.maximum:g}"
        return Text("{} 到 {} 的".format(*ends), " from {} to {}".format(*ends))


_WANTED: Mapping[str, tuple[str, str]] = {
    "text": (
        "加引号的一段文字，或 {zh = …, en = …}",
        "a text in quotes, or {{zh = …, en = …}}",
    ),
    "whole": ("整数", "a whole number{between}"),
    "number": ("数", "a number{between}"),
    "amount": (
        "数，或只知范围时的 {low = …, high = …}",
        "a number{between}, or {{low = …, high = …}} where only its range is known",
    ),
    "flag": ("true 或 false", "true or false"),
    "target": ("加引号的 种类:代码", "kind:code in quotes"),
    "targets": ("一列加引号的 种类:代码", "a list of kind:code in quotes"),
}


@cache
def keys() -> Mapping[Section, Mapping[str, Key]]:
    """The keys of each section, by name, in the order of the file."""
    text = files("lantu.facts.scenarios").joinpath("keys.csv").read_text(encoding="utf-8")
    found: dict[Section, dict[str, Key]] = {"settings": {}}
    for row in csv.DictReader(StringIO(text, newline="")):
        key = Key(
            section=cast("Section", row["section"]),
            name=row["key"],
            kind=cast("Kind", row["kind"]),
            minimum=float(row["minimum"] or -LARGEST),
            maximum=float(row["maximum"] or LARGEST),
            needed=row["needed"] == "1",
            default=row["default"],
            example=row["example"],
            about=Text(row["about_zh"], row["about_en"]),
        )
        found.setdefault(key.section, {})[key.name] = key
    return MappingProxyType(found)


def setting(name: str) -> Key:
    """The key of an engine's own number."""
    return Key(
        section="settings",
        name=name,
        kind="amount",
        minimum=-LARGEST,
        maximum=LARGEST,
        needed=False,
        default="",
        example="0.5",
        about=Text("引擎自己的数", "A number of the engine's own"),
    )


def known_in(section: Section) -> Collection[str]:
    """What may stand in a section: its keys, and at the top the other sections."""
    more = ("blow", "buffer", "settings", "doubt") if section == "" else ()
    return (*keys()[section], *more)


KINDS = tuple(Hit)
"""What a target may be, in the order of the vocabulary."""
