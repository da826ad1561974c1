"""``lantu.toml``: what the workspace is about, and the settings of every analysis."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from lantu.facts.fault import Spot, fault
from lantu.facts.nearness import nearest
from lantu.facts.schema import load_schema
from lantu.vocab.region import known_regions
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lantu.facts.fault import Fault
    from lantu.facts.schema import Setting

FILE = "lantu.toml"
OPEN_SECTIONS = ("confidence", "diagnosis", "ranking")
"""Sections that analyses read; their keys are checked here as far as the schema lists them."""

Encoding = Literal["utf-8", "gb18030"]

_TYPES = {
    "text": (Text("加双引号的文字", "a text in double quotes"), '"湖北省"'),
    "number": (Text("数字", "a number"), "0.5"),
    "integer": (Text("整数", "a whole number"), "1000"),
    "flag": (Text("true 或 false", "true or false"), "true"),
    "region": (Text("加双引号的文字", "a text in double quotes"), '"420000"'),
    "encoding": (Text('"utf-8" 或 "gb18030"', '"utf-8" or "gb18030"'), '"utf-8"'),
    "list": (Text("文字的列表", "a list of texts"), '["a", "b"]'),
}
_HEADING = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_\"'. -]+?)\s*=")
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``lantu.toml`` says.

    Attributes:
        name: Name of the region.
        region: Its GB/T 2260 code.
        encoding: Encoding of the CSV files.
        sections: Every other section, as the file has it.
        text: The file itself.
    """

    name: Text
    region: str
    encoding: Encoding = "utf-8"
    sections: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


def read_settings(data: bytes) -> tuple[Settings | None, list[Fault]]:
    """The settings and their faults; no settings where a fault leaves none to use."""
    text, faults = _decode(data)
    if faults:
        return None, faults
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        spot = Spot(file=FILE, row=int(line[1]) if line else 0)
        return None, [fault("settings.syntax", spot, detail=str(error))]
    except (RecursionError, ValueError) as error:
        return None, [fault("settings.syntax", Spot(file=FILE), detail=str(error))]
    faults = [*_missing(tree), *_each(tree, text)]
    faults += [] if faults else _order(tree, text)
    usable = all(f.rule in ("settings.unknown_key", "settings.range") for f in faults)
    return (_settings(tree, text) if usable else None), faults


def in_utf8(text: str) -> str:
    """The settings for tables that are written in UTF-8, whatever they were read in."""
    line = line_of(text, "workspace.encoding")
    lines = text.splitlines(keepends=True)
    return "".join(lines[: line - 1] + lines[line:]) if line else text


def known_place(code: str) -> bool:
    """Whether ``code`` can be a workspace's region: a known one, or of a province in no list."""
    if not re.fullmatch("[0-9]{6}", code):
        return False
    return code in known_regions() or f"{code[:2]}0000" not in known_regions()


def _decode(data: bytes) -> tuple[str, list[Fault]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [fault("settings.encoding", Spot(file=FILE, row=line))]


def _settings(tree: Mapping[str, Any], text: str) -> Settings:
    own = tree["workspace"]
    return Settings(
        name=Text(own["name_zh"], own.get("name_en") or own["name_zh"]),
        region=own["region"],
        encoding=own.get("encoding", "utf-8"),
        sections=MappingProxyType({k: v for k, v in tree.items() if k != "workspace"}),
        text=text,
    )


def _missing(tree: Mapping[str, Any]) -> Iterator[Fault]:
    own = tree.get("workspace")
    given = own if isinstance(own, dict) else {}
    for name, example in (("name_zh", 'name_zh = "湖北省"'), ("region", 'region = "420000"')):
        if name not in given:
            words = {"section": "workspace", "key": name, "example": example}
            yield fault("settings.missing", Spot(file=FILE), **words)


def _each(tree: Mapping[str, Any], text: str) -> Iterator[Fault]:
    for key, value in _flat(tree):
        setting = load_schema().setting(key)
        spot = Spot(file=FILE, row=line_of(text, key), column=key)
        if setting is not None:
            yield from _value(setting, value, spot)
        elif _strict(key):
            known = _known_keys(key.partition(".")[0])
            yield fault("settings.unknown_key", spot, known=nearest(key, known) or "、".join(known))


def _order(tree: Mapping[str, Any], text: str) -> Iterator[Fault]:
    """Classes of evidence that weigh more than the class before them."""
    given = tree.get("confidence", {})
    keys = [f"confidence.{grade}" for grade in "abcd"]
    listed = {key: setting for key in keys if (setting := load_schema().setting(key))}
    weights = [float(given.get(key[-1], listed[key].default)) for key in keys]
    for key, above, weight, limit in zip(keys[1:], keys, weights[1:], weights, strict=False):
        if weight > limit:
            set_here = key if key[-1] in given else above
            spot = Spot(file=FILE, row=line_of(text, set_here), column=set_here)
            words = {"key": key, "weight": f"{weight:g}", "above": above, "limit": f"{limit:g}"}
            yield fault("settings.order", spot, f"{weight:g}", **words)


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        key = f"{above}{name}"
        if isinstance(value, dict) and (value or _is_section(key)):
            yield from _flat(value, f"{key}.")
        else:
            yield key, value


def _is_section(key: str) -> bool:
    return any(f"{s.section}.".startswith(f"{key}.") for s in load_schema().settings)


def _known_keys(section: str) -> list[str]:
    keys = [s.key for s in load_schema().settings]
    return [k for k in keys if k.startswith(f"{section}.")] or keys


def _strict(key: str) -> bool:
    section = key.partition(".")[0]
    listed = any(s.key.startswith(f"{section}.") for s in load_schema().settings)
    return listed or section not in OPEN_SECTIONS


def _value(setting: Setting, value: object, spot: Spot) -> Iterator[Fault]:
    if not _fits(setting.type, value):
        expected, example = _TYPES[setting.type]
        yield fault("settings.type", spot, str(value), type=expected, example=example)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        low = -math.inf if setting.minimum is None else setting.minimum
        high = math.inf if setting.maximum is None else setting.maximum
        if not low <= value <= high:
            limits = {"minimum": f"{low:g}", "maximum": f"{high:g}"}
            yield fault("settings.range", spot, str(value), **limits)
    elif setting.type == "region" and not known_place(str(value)):
        yield fault("settings.region", spot, str(value))


def _fits(kind: str, value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    checks = {
        "text": isinstance(value, str) and bool(value.strip()) and str(value).isprintable(),
        "region": isinstance(value, str),
        "number": number and -math.inf < value < math.inf,  # type: ignore[operator]  # a number
        "integer": number and isinstance(value, int),
        "flag": isinstance(value, bool),
        "encoding": value in ("utf-8", "gb18030"),
        "list": isinstance(value, list) and all(isinstance(v, str) for v in value),
    }
    return checks.get(kind, True)


def line_of(text: str, key: str) -> int:
    """The line of ``lantu.toml`` that sets ``key``, from 1; 0 where none is found."""
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        heading, name = _HEADING.match(line), _KEY.match(line)
        if heading:
            section = _plain(heading[1])
        if key in (section, _plain(f"{section}.{name[1]}".lstrip(".")) if name else None):
            return number
    return 0


def _plain(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
