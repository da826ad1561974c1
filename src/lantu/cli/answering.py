"""How answers are shown: three significant digits, units in the headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from lantu.cli.printing import escaped, table
from lantu.reports.numbers import DASH, number, percent, quantity
from lantu.vocab.text import Text
from lantu.workbench.answers import RATIO, SHARE, scale_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lantu.vocab.text import Language
    from lantu.workbench import ActivityCheck, Answer, TableCheck
    from lantu.workbench.answers import Column, Label, Subject, Words

NOISE = 1e-9
"""Part of the greatest figure of a column below which one is left over from rounding."""

LEAST = 1e-5
"""Shares below it are told as such: their digits are noise."""

SHOWN = 20
"""Gaps that a check lists before it counts the rest."""


def show(answer: Answer, language: Language, *, top: int = 0, only: Sequence[str] = ()) -> None:
    """The answer as a table under one line that says of what.

    Raises:
        CallerError: No row is called as one of ``only``.
    """
    rows = answer.ranked(top, only)
    typer.echo(headline(answer.about, language))
    if answer.labels:
        _table(answer, rows, language)
    for figure, value in zip(answer.figures, _figures(answer), strict=True):
        typer.echo(f"{figure.name.say(language)}: {measured(value, figure.unit, language)}")
    if answer.formula:
        typer.echo(answer.formula)
    for note in (*answer.about.notes, *answer.notes):
        typer.echo(_noted(note, language))


def _table(answer: Answer, rows: Sequence[int], language: Language) -> None:
    labels = _different([each for each in answer.labels if each.shown], language)
    shared = _shared_unit(answer)
    titles = [name.say(language) for name, _ in labels]
    titles += [
        titled(each.name, RATIO if each.unit == shared else each.unit, language)
        for each in answer.columns
    ]
    figures = [(_clear(each), each.unit) for each in answer.columns]
    cells = [
        [
            *(escaped(words[at]) for _, words in labels),
            *(said(values[at], unit, language) for values, unit in figures),
        ]
        for at in rows
    ]
    if shared:
        unit = scale_of(shared).label
        typer.echo(Text(f"单位：{unit.zh}", f"unit: {unit.en}").say(language))
    table(titles, cells, words=len(labels))


def _noted(note: Text, language: Language) -> str:
    return Text(f"注：{note.zh}", f"Note: {note.en}").say(language)


def _clear(column: Column) -> list[float | None]:
    """The figures; 0 where one is what rounding left over (conventions §4)."""
    values = [column.at(at) for at in range(len(column.values))]
    least = _noise(each for each in values if each is not None)
    return [0.0 if each is not None and abs(each) <= least else each for each in values]


def _figures(answer: Answer) -> list[float]:
    """Figures about the whole, as :func:`_clear`, beside others of their unit."""
    noise = {
        unit: _noise(each.value for each in answer.figures if each.unit == unit)
        for unit in {each.unit for each in answer.figures}
    }
    return [0.0 if abs(each.value) <= noise[each.unit] else each.value for each in answer.figures]


def _noise(values: Iterable[float]) -> float:
    return NOISE * max(map(abs, values), default=0.0)


def _shared_unit(answer: Answer) -> str:
    """The unit that several columns have and no other has one; told once, above them."""
    units = [each.unit for each in answer.columns if each.unit not in (RATIO, SHARE)]
    return units[0] if len(units) > 1 and len(set(units)) == 1 else ""


def _different(labels: Sequence[Label], language: Language) -> list[tuple[Text, tuple[str, ...]]]:
    """Title and words of each label; names that only repeat the codes are left out."""
    found: dict[tuple[str, ...], Text] = {}
    for each in labels:
        found.setdefault(tuple(worded(words, language) for words in each.values), each.name)
    return [(name, words) for words, name in found.items()]


def show_check(found: TableCheck, language: Language) -> None:
    """What the table is, then what is wrong, then the verdict."""
    for fault in found.faults:
        typer.echo(fault.say(language))
    gaps = found.gaps()
    if found.subject is not None:
        typer.echo(headline(found.subject, language))
    if gaps:
        words = Text("代码", "code"), Text("名称", "name")
        figures = Text("行差", "row off by"), Text("列差", "column off by")
        titles = [each.say(language) for each in words]
        titles += [titled(name, found.unit, language) for name in figures]
        table(titles, [_gap(each, found.unit, language) for each in gaps[:SHOWN]], words=2)
    for note in found.subject.notes if found.subject else ():
        typer.echo(_noted(note, language))
    typer.echo(_verdict(found, len(gaps)).say(language))


def show_activity_check(found: ActivityCheck, language: Language) -> None:
    """What is wrong, or what the file holds and what to know of it; then the verdict."""
    for fault in found.faults:
        typer.echo(fault.say(language))
    if found.subject is not None:
        typer.echo(headline(found.subject, language))
    for note in found.notes():
        typer.echo(_noted(note, language))
    verdict = _unreadable(len(found.faults)) if found.faults else _READABLE
    typer.echo(verdict.say(language))


def _unreadable(count: int) -> Text:
    return Text(f"读不了：{count} 处错误", f"cannot be read: {count} fault{'s' * (count > 1)}")


_READABLE = Text("可以计算", "can be computed on")


def _gap(gap: Sequence[str | Text | float], unit: str, language: Language) -> list[str]:
    return [
        said(each, unit, language) if isinstance(each, float) else escaped(worded(each, language))
        for each in gap
    ]


def _verdict(found: TableCheck, gaps: int) -> Text:
    if found.faults:
        return _unreadable(len(found.faults))
    if gaps:
        return Text(
            f"不平衡：{gaps} 个部门；改正，放宽 --tolerance，或用 --repair gras 配平",
            f"does not balance: {gaps} sectors; mend it, allow more with --tolerance, or balance"
            " it with --repair gras",
        )
    if found.refused:
        return Text(f"不能计算：{found.refused}", f"cannot be computed on: {found.refused}")
    return Text("平衡，可以计算", "balances, and can be computed on")


def headline(about: Subject, language: Language) -> str:
    """What an answer is about, on one line."""
    parts = (worded(part, language) for part in about.said)
    return " · ".join(part for part in parts if part)


def titled(name: Text, unit: str, language: Language) -> str:
    """The title of a column, with the unit of its figures."""
    label = scale_of(unit).label.say(language)
    opening, closing = ("（", "）") if language == "zh" else (" (", ")")
    words = name.say(language)
    return escaped(f"{words}{opening}{label}{closing}" if label else words)


def said(value: float | None, unit: str, language: Language) -> str:
    """A figure with three significant digits, its unit's magnitude worked in."""
    if value is None:
        return DASH
    if unit == SHARE:
        return f"<{percent(LEAST)}" if 0 < value < LEAST else percent(value)
    return number(value * scale_of(unit).factor, language)


def measured(value: float, unit: str, language: Language) -> str:
    """A figure with its unit."""
    if unit == SHARE:
        return percent(value)
    scale = scale_of(unit)
    return quantity(value * scale.factor, scale.label, language)


def worded(words: Words, language: Language) -> str:
    """Words in one language; a code as it is."""
    return words if isinstance(words, str) else words.say(language)
