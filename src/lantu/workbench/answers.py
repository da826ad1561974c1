"""Answers: columns of figures along named rows, ready to be shown or handed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

from lantu.errors import CallerError, InternalError
from lantu.vocab.text import Text
from lantu.vocab.unit import MAGNITUDES, is_unit, parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lantu.evidence.grids import Grid
    from lantu.evidence.plots import Plot
    from lantu.facts import Fault
    from lantu.vocab.text import Language

    Drawn: TypeAlias = Plot | Grid
    Floats = NDArray[np.float64]

RATIO = "1"
"""Unit of a pure number."""

SHARE = "share"
"""Unit of a share of one, shown as a percentage."""

Words: TypeAlias = str | Text
"""A code, which is the same in both languages, or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an answer is about.

    Attributes:
        said: Its headline, part by part.
        record: The same and more as JSON values.
        notes: What to know of it, whatever is asked.
    """

    said: Sequence[Words]
    record: Mapping[str, Any]
    notes: Sequence[Text] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One column of words, by which rows are known.

    Attributes:
        key: Its name in JSON.
        name: Its name for people.
        values: Words of each row.
        shown: Whether people see it in a table; programs always do.
    """

    key: str
    name: Text
    values: Sequence[Words]
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of figures.

    Attributes:
        key: Its name in JSON.
        name: Its name for people.
        values: One figure a row; None where there is none.
        unit: Unit of the figures: a unit of :mod:`lantu.vocab.unit`, :data:`RATIO` or
            :data:`SHARE`.
    """

    key: str
    name: Text
    values: Sequence[float | None] | Floats
    unit: str = RATIO

    def at(self, row: int) -> float | None:
        """The figure of one row; None where there is none."""
        value = self.values[row]
        return None if value is None else float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure about the whole.

    Attributes:
        key: Its name in JSON.
        name: Its name for people.
        value: The figure.
        unit: As for :class:`Column`.
    """

    key: str
    name: Text
    value: float
    unit: str = RATIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question found.

    Attributes:
        question: The command that asks it.
        about: What it was asked of.
        labels: The words along the rows, such as code and name.
        columns: The figures along the rows; the first is what rows are ranked by.
        figures: Figures about the whole.
        notes: What to know when reading them.
        formula: How the figures come about, in the field's letters.
        plot: Its picture, where it has one.
        ordered: Whether its rows stand in the order that matters, so that the top are the first.
    """

    question: str
    about: Subject
    labels: Sequence[Label] = ()
    columns: Sequence[Column] = ()
    figures: Sequence[Figure] = ()
    notes: Sequence[Text] = ()
    formula: str = ""
    plot: Drawn | None = None
    ordered: bool = False

    def __post_init__(self) -> None:
        """Refuse columns of different lengths, and keys that stand twice.

        Raises:
            InternalError: One of the two.
        """
        every: list[Label | Column] = [*self.labels, *self.columns]
        keys = [each.key for each in every]
        lengths = {each.key: len(each.values) for each in every}
        if len(set(lengths.values())) > 1 or len(lengths) < len(keys):
            raise InternalError(f"{self.question}: rows or keys do not agree: {lengths}, {keys}")

    def __len__(self) -> int:
        return len(self.labels[0].values) if self.labels else 0

    def ranked(self, top: int = 0, only: Sequence[str] = ()) -> list[int]:
        """The rows in their order; with ``top``, that many, the greatest first unless ordered.

        Args:
            top: How many; all where 0. Rows without a figure in the first column come last.
            only: Rows called any of these, by code or name; ``CHN:c14`` is called both.

        Raises:
            CallerError: No row is called so.
        """
        rows = self._called(only) if only else range(len(self))
        if not top or not self.columns or self.ordered:
            return list(rows)[: top or None]
        first = self.columns[0]
        known = [(value, at) for at in rows if (value := first.at(at)) is not None]
        ranked = [at for _, at in sorted(known, key=lambda pair: -pair[0])]
        return [*ranked, *(at for at in rows if first.at(at) is None)][:top]

    def _called(self, only: Sequence[str]) -> list[int]:
        words = [_words(each.values[at] for each in self.labels) for at in range(len(self))]
        found: set[int] = set()
        for name in only:
            asked = set(name.split(":"))
            rows = {at for at, said in enumerate(words) if name in said or asked <= said}
            if not rows:
                near = get_close_matches(name, sorted(set().union(*words)), n=3)
                raise CallerError(
                    f"no row is called {name!r}",
                    hint=f"such as {', '.join(near)}" if near else "name a code or a name",
                )
            found |= rows
        return sorted(found)

    def record(self, top: int = 0, only: Sequence[str] = ()) -> dict[str, Any]:
        """As JSON values, every digit kept; written up in ``docs/reference/*-json.md``."""
        return {
            "question": self.question,
            "formula": self.formula,
            "about": dict(self.about.record),
            "columns": [
                {"key": each.key, "name": both(each.name), "unit": each.unit}
                for each in self.columns
            ],
            "rows": [
                {each.key: spoken(each.values[at]) for each in self.labels}
                | {each.key: each.at(at) for each in self.columns}
                for at in self.ranked(top, only)
            ],
            "figures": {
                each.key: {"name": both(each.name), "value": float(each.value), "unit": each.unit}
                for each in self.figures
            },
            "notes": [both(note) for note in (*self.about.notes, *self.notes)],
        }


def _words(labels: Iterable[Words]) -> set[str]:
    """All that a row is called."""
    said = set()
    for each in labels:
        said |= {each} if isinstance(each, str) else {each.zh, each.en}
    return said


def both(text: Text) -> dict[str, str]:
    """A text as JSON values."""
    return {"zh": text.zh, "en": text.en}


def spoken(words: Words) -> str | dict[str, str]:
    """Words as JSON values: a code as it is."""
    return words if isinstance(words, str) else both(words)


def fault_record(fault: Fault, language: Language) -> dict[str, str]:
    """What is wrong with a file, and where, as JSON values."""
    return {
        "rule": fault.rule,
        "file": fault.file,
        "cell": fault.cell,
        "found": fault.found,
        "expected": fault.expected.say(language),
        "hint": fault.hint.say(language),
    }


@dataclass(frozen=True, slots=True)
class Scale:
    """How figures of a unit are shown: times ``factor``, in ``label``.

    Attributes:
        factor: What a figure is multiplied by.
        label: The unit that is left.
    """

    factor: float
    label: Text = field(default=Text("", ""))


def scale_of(unit: str) -> Scale:
    """The unit without its magnitude: 万元 becomes 元 and a factor of ten thousand."""
    if unit in (RATIO, SHARE):
        return Scale(1.0)
    for word in sorted(MAGNITUDES, key=len, reverse=True):
        rest = unit.removeprefix(word)
        if rest != unit and is_unit(rest):
            return Scale(float(MAGNITUDES[word][0]), parse_unit(rest).label)
    return Scale(1.0, parse_unit(unit).label if is_unit(unit) else Text(unit, unit))
