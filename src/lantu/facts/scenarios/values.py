"""Single values of a scenario's file, each what it should be or a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantu.facts.fault import Spot
from lantu.facts.nearness import NOTHING, near_words
from lantu.facts.scenarios.keys import KINDS, LARGEST, WORDS, keys, known_in
from lantu.facts.scenarios.lines import line_of
from lantu.model.scenario import Hit, Target
from lantu.model.spread import Shape, Spread
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from lantu.facts.findings import Findings
    from lantu.facts.scenarios.keys import Key, Section
    from lantu.facts.scenarios.lines import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file, and what is found wrong with it.

    Attributes:
        file: Its name.
        lines: Line of each key.
        findings: The faults so far.
    """

    file: str
    lines: Mapping[Place, int]
    findings: Findings

    def fault(self, rule: str, place: Place, found: object = "", **words: str | Text) -> None:
        """Note what is wrong at a place."""
        said = found if isinstance(found, str) else _as_written(found)
        self.findings.add(rule, self.spot(place), said, **words)

    def spot(self, place: Place) -> Spot:
        """Line and key of a place."""
        return Spot(file=self.file, row=self.line(place), column=spoken(place))

    def line(self, place: Place) -> int:
        """Line of a place, or of the nearest that holds it."""
        return line_of(self.lines, place)

    def section(self, node: Mapping[str, Any], place: Place, section: Section) -> dict[str, Any]:
        """The values of a section's keys, as far as they are right."""
        known = keys()[section]
        for name in node:
            if name not in known_in(section):
                self.unknown(name, (*place, name), section, known_in(section))
        for key in known.values():
            if key.needed and key.name not in node:
                spot = (*place, key.name)
                self.fault("scenario.missing", spot, key=key.name, example=key.example)
        read = {
            name: self.value(known[name], node[name], (*place, name))
            for name in node
            if name in known
        }
        return {name: value for name, value in read.items() if value is not None}

    def unknown(self, name: str, place: Place, section: Section, known: Collection[str]) -> None:
        """Note a key that is none of those known."""
        self.fault(
            "scenario.key",
            place,
            name,
            section=_SECTIONS[section],
            known=", ".join(known),
            near=near_words(name, known),
        )

    def value(self, key: Key, node: object, place: Place) -> Any:
        """What a key holds; None, with a fault, where that is not right."""
        if key.kind == "amount" and isinstance(node, dict):
            return self._spread(key, node, place)
        if key.kind == "targets" and isinstance(node, list) and node:
            return self._targets(node, place)
        if key.kind == "text" and isinstance(node, dict):
            return self._text(key, node, place)
        if key.kind == "target" and isinstance(node, str):
            return self._target(node, place)
        value = _PLAIN[key.kind](key, node) if key.kind in _PLAIN else None
        if value is None:
            near = NOTHING
            if key.kind in WORDS and isinstance(node, str):
                near = near_words(node, tuple(WORDS[key.kind]))
            self._wrong(key, node, place, near)
        return value

    def _wrong(self, key: Key, node: object, place: Place, near: Text = NOTHING) -> None:
        self.fault("scenario.value", place, node, wanted=key.wanted, example=key.example, near=near)

    def _text(self, key: Key, node: Mapping[str, Any], place: Place) -> Text | None:
        """A text in both languages."""
        if set(node) == {"zh", "en"} and all(map(_is_text, node.values())):
            return Text(node["zh"], node["en"])
        self._wrong(key, node, place)
        return None

    def _targets(self, node: list[Any], place: Place) -> tuple[Target, ...] | None:
        found: dict[Target, Place] = {}
        whole = True
        for at, each in enumerate(node):
            spot = (*place, at)
            target = self._target(each, spot)
            if target in found:
                other = str(self.line(found[target]))
                self.fault("scenario.twice", spot, each, other=other)
            elif target is not None:
                found[target] = spot
            whole = whole and target is not None
        return tuple(found) if whole else None

    def _target(self, node: object, place: Place) -> Target | None:
        target = target_of(node)
        if target is None:
            kind = str(node).replace("：", ":", 1).partition(":")[0].strip()
            near = NOTHING if kind in KINDS else near_words(kind, KINDS)
            self.fault("scenario.target", place, node, known=", ".join(KINDS), near=near)
        return target

    def _spread(self, key: Key, node: Mapping[str, Any], place: Place) -> Spread | None:
        """A number of which only the range is known."""
        before = len(self.findings.faults)
        told = self.section(node, place, "spread")
        for end in ("low", "high"):
            within = key.minimum <= told.get(end, key.minimum) <= key.maximum
            if end in told and not within:
                self._wrong(key, node[end], (*place, end))
        if len(self.findings.faults) > before or not self._ascending(told, node, place):
            return None
        return Spread(shape=told.pop("shape", None) or _shape(told), **told)

    def _ascending(self, told: Mapping[str, Any], node: Mapping[str, Any], place: Place) -> bool:
        low, high = told["low"], told["high"]
        mode, deviation = told.get("mode", 0.0), told.get("deviation", 1.0)
        wrong = {
            "high": (low < high, Text("大于 low 的 high", "a high above low")),
            "mode": (
                "mode" not in told or low <= mode <= high,
                Text("low 与 high 之间", "between low and high"),
            ),
            "deviation": (deviation > 0, Text("大于 0 的数", "a number above 0")),
        }
        faults = {name: wanted for name, (right, wanted) in wrong.items() if not right}
        for name, wanted in faults.items():
            self.fault("scenario.spread", (*place, name), node[name], wanted=wanted)
        return not faults


def target_of(node: object) -> Target | None:
    """What ``kind:code`` names; None where it is none."""
    if not isinstance(node, str):
        return None
    kind, _, code = (part.strip() for part in node.replace("：", ":", 1).partition(":"))
    right = kind in KINDS and _is_text(code) and "\n" not in code
    return Target(kind=Hit(kind), code=code) if right else None


def _shape(told: Mapping[str, Any]) -> Shape:
    if "deviation" in told:
        return Shape.NORMAL
    return Shape.TRIANGULAR if "mode" in told else Shape.UNIFORM


def spoken(place: Place) -> str:
    """A place in words that both languages share: ``blow 1: hits 2``."""
    parts: list[str] = []
    for step in place:
        if isinstance(step, int):
            parts[-1] = f"{parts[-1]} {step + 1}"
        else:
            parts.append(step)
    return ": ".join(parts)


def _as_written(value: object) -> str:
    """A value as the file would say it, near enough to be found."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {_as_written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_written, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _is_text(value: object) -> bool:
    if not isinstance(value, str) or not value.strip():
        return False
    return all(c.isprintable() or c == "\n" for c in value)


def _number(key: Key, node: object) -> float | None:
    if isinstance(node, bool) or not isinstance(node, int | float):
        return None
    right = key.minimum <= node <= key.maximum and -LARGEST < node < LARGEST
    return float(node) if right else None


def _whole(key: Key, node: object) -> int | None:
    right = isinstance(node, int) and _number(key, node) is not None
    return int(node) if right and isinstance(node, int) else None


def _plain_text(_key: Key, node: object) -> Text | None:
    return Text(str(node), str(node)) if _is_text(node) else None


def _flag(_key: Key, node: object) -> bool | None:
    return node if isinstance(node, bool) else None


def _word(key: Key, node: object) -> object:
    words = WORDS[key.kind]
    return words(node) if isinstance(node, str) and node in set(words) else None


_PLAIN: Mapping[str, Callable[[Key, object], object]] = {
    "text": _plain_text,
    "whole": _whole,
    "number": _number,
    "amount": _number,
    "flag": _flag,
    "engine": _word,
    "return": _word,
    "shape": _word,
}
"""Reads a value that is no table and no list."""

_SECTIONS: Mapping[Section, Text] = {
    "": Text("情景文件", "a scenario"),
    "blow": Text("[[blow]] ", "[[blow]]"),
    "buffer": Text("[[buffer]] ", "[[buffer]]"),
    "settings": Text("[settings] ", "[settings]"),
    "doubt": Text("[doubt] ", "[doubt]"),
    "spread": Text("一个数", "a number"),
}
