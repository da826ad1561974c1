"""A scenario back into a file that reads the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from lantu.errors import CallerError
from lantu.facts.scenarios.keys import keys
from lantu.facts.scenarios.reading import ENDING
from lantu.facts.writing import whole_file
from lantu.model.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.facts.scenarios.keys import Key, Section
    from lantu.model.scenario import Blow, Buffer, Scenario, Target
    from lantu.model.spread import Amount
    from lantu.vocab.text import Text

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WHOLE_BELOW = 1e15
"""Whole numbers below it are written without a point; doubles tell them all apart."""


def write_scenario(scenario: Scenario, path: str | Path) -> Path:
    """Write a scenario as a file; its code is the file's name, whatever it was.

    Args:
        scenario: What to write.
        path: Ends in ``.toml``; what stands there is replaced.

    Raises:
        CallerError: Another ending.
        PlaceError: The place cannot be written.
    """
    return _written(scenario_text(scenario), Path(path))


def write_scenario_template(path: str | Path, target: Target) -> Path:
    """Write a file to fill in: every key, each with what it means.

    Args:
        path: As for :func:`write_scenario`.
        target: What the example hits: something that the workspace has.

    Raises:
        CallerError: Another ending.
        PlaceError: The place cannot be written.
    """
    return _written(template_text(target), Path(path))


def _written(text: str, path: Path) -> Path:
    if path.suffix.lower() != ENDING:
        raise CallerError(f"cannot write a scenario as {path.name}", hint=f"end it in {ENDING}")
    whole_file(text.encode(), path)
    return path


def scenario_text(scenario: Scenario) -> str:
    """The file's text; :func:`~lantu.facts.scenarios.read_scenario` reads the same from it."""
    about = [] if scenario.about is None else [f"about = {_text(scenario.about)}"]
    parts = [
        [
            f"name = {_text(scenario.name)}",
            *about,
            f'engine = "{scenario.engine}"',
            f"days = {scenario.days}",
        ],
        *(["[[blow]]", *_blow(each)] for each in scenario.blows),
        *(["[[buffer]]", *_buffer(each)] for each in scenario.buffers),
    ]
    if scenario.settings:
        told = (f"{_name(k)} = {_amount(v)}" for k, v in scenario.settings.items())
        parts.append(["[settings]", *told])
    doubt = (f"draws = {scenario.draws}", f"seed = {scenario.seed}")
    parts.append(["[doubt]", *doubt, f"evidence = {str(scenario.doubt).lower()}"])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _blow(blow: Blow) -> Iterator[str]:
    yield f"hits = [{', '.join(_quoted(str(each)) for each in blow.targets)}]"
    yield f"part = {_amount(blow.part)}"
    yield f"start = {blow.start}"
    yield f"days = {_amount(blow.days)}"
    yield f'back = "{blow.back}"'
    if blow.back_days != 0:
        yield f"back_days = {_amount(blow.back_days)}"


def _buffer(buffer: Buffer) -> Iterator[str]:
    if buffer.target is not None:
        yield f"of = {_quoted(str(buffer.target))}"
    for key in ("stock_days", "second_source", "imports"):
        amount = getattr(buffer, key)
        if amount != 0:
            yield f"{key} = {_amount(amount)}"


def _amount(amount: Amount) -> str:
    if not isinstance(amount, Spread):
        return _number(amount)
    told = {
        "low": amount.low,
        "high": amount.high,
        "mode": amount.mode,
        "deviation": amount.deviation,
    }
    numbers = [f"{key} = {_number(value)}" for key, value in told.items() if value is not None]
    return f'{{{", ".join(numbers)}, shape = "{amount.shape}"}}'


def _number(value: float) -> str:
    whole = value == int(value) and abs(value) < _WHOLE_BELOW
    return str(int(value)) if whole else repr(float(value))


def _text(text: Text) -> str:
    if text.zh == text.en:
        return _quoted(text.zh)
    return f"{{zh = {_quoted(text.zh)}, en = {_quoted(text.en)}}}"


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(words: str) -> str:
    """A text in quotes: JSON's escapes are TOML's, but for the one that TOML asks for alone."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def template_text(target: Target) -> str:
    """Every key with what it means; what may be left out stands behind a ``#``."""
    said = _quoted(str(target))
    own = {"name": '{zh = "示例情景", en = "Example"}', "hits": f"[{said}]", "of": said}
    lines = [
        "# 情景：去掉行首的 # 即启用该行。任何数都可以写成 {low = 0.5, high = 0.9}。",
        "# A scenario: remove the # to use a line. Any number may be {low = 0.5, high = 0.9}.",
    ]
    headings: dict[Section, str] = {
        "blow": "[[blow]]",
        "buffer": "# [[buffer]]",
        "doubt": "# [doubt]",
    }
    for section in ("", "blow", "buffer", "doubt"):
        lines += ["", *([headings[section]] if section else [])]
        for key in keys()[section]:
            lines += _explained(keys()[section][key], own)
    return "\n".join(lines) + "\n"


def _explained(key: Key, own: dict[str, str]) -> list[str]:
    value = own.get(key.name, key.example)
    mark = "" if key.needed or key.name in ("days", "part") else "# "
    return [f"# {key.about.zh}", f"# {key.about.en}", f"{mark}{key.name} = {value}"]
