"""How a stress test is shown: the sentence, the days, who is hit, what is worst, what to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from lantu.cli.printing import escaped, table
from lantu.evidence.finding import Finding
from lantu.reports.cells import said, said_interval, with_units
from lantu.reports.numbers import DASH, percent
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.evidence.courses import Course
    from lantu.evidence.exhibits import Column, Ledger, Row
    from lantu.evidence.stress_test import StressTest
    from lantu.vocab.text import Language
    from lantu.workbench.stress import Listed

BARS = "▁▂▃▄▅▆▇█"
ACROSS = 60
"""Columns in which the days are drawn."""

_NUMERIC = frozenset({"number", "count", "share"})
_UNSEEN = frozenset({"source"})
"""Columns that programs get and a terminal has no room for."""


def show(test: StressTest, language: Language, *, top: int = 10) -> None:
    """A stress test for people."""
    typer.echo(test.headline.say(language))
    if test.about is not None:
        typer.echo(test.about.say(language))
    if test.course is not None:
        _days(test.course, language)
    whole, *others = test.ledgers
    _whole(whole, language)
    for ledger in others:
        _ledger(ledger, language, top)
    for caveat in test.caveats:
        typer.echo(Text(f"注：{caveat.zh}", f"Note: {caveat.en}").say(language))


def listing(found: Sequence[Listed], language: Language) -> None:
    """The scenarios of a workspace; a file that cannot be read with what is wrong with it."""
    if not found:
        typer.echo(
            Text(
                "工作区里没有情景；--template FILE 写一个可以照着填的。",
                "The workspace has no scenario; --template FILE writes one to fill in.",
            ).say(language)
        )
        return
    titles = (Text("名字", "name"), Text("情景", "scenario"), Text("引擎", "engine"))
    last = (Text("天数", "days"), Text("讲的是什么", "about"))
    rows = [_listed(each, language) for each in found]
    table([each.say(language) for each in (*titles, *last)], rows)


def _listed(each: Listed, language: Language) -> list[str]:
    told = each.scenario
    if told is None:
        return [escaped(each.code), DASH, DASH, DASH, escaped(each.trouble)]
    about = told.about.say(language) if told.about else DASH
    words = [each.code, told.name.say(language), str(told.engine), str(told.days), about]
    return [escaped(word) for word in words]


def _days(course: Course, language: Language) -> None:
    """The course as a row of bars."""
    values = course.lines[0].values
    step = max(1, -(-len(values) // ACROSS))
    shown = [max(values[at : at + step]) for at in range(0, len(values), step)]
    most = max(shown, default=0.0)
    marks = [BARS[round((len(BARS) - 1) * each / most)] if most else BARS[0] for each in shown]
    greatest = percent(most) if course.kind == "share" else f"{most:.3g}"
    first, last = f"{course.days[0]:g}", f"{course.days[-1]:g}"
    typer.echo(f"{first} {''.join(marks)} {last}")
    typer.echo(
        Text(
            f"{course.measure.zh}，第 {first}–{last} 天，最高 {greatest}",
            f"{course.measure.en}, day {first} to {last}, at most {greatest}",
        ).say(language)
    )


def _whole(ledger: Ledger, language: Language) -> None:
    """The one row of the whole, a line a figure."""
    told = with_units(ledger)
    row = told.rows[0]
    for column, cell in list(zip(told.columns, row.cells, strict=True))[1:]:
        if cell is not None and column.key != "about":
            gap = "" if language == "zh" else " "
            unit = f"{gap}{column.unit.say(language)}" if column.unit else ""
            typer.echo(
                f"{column.title.say(language)}{_colon(language)}{_said(cell, column, language)}{unit}"
            )


def _ledger(ledger: Ledger, language: Language, top: int) -> None:
    told = with_units(ledger)
    at = [n for n, column in enumerate(told.columns) if column.kind not in _UNSEEN]
    at.sort(key=lambda n: told.columns[n].kind in _NUMERIC)
    words = sum(told.columns[n].kind not in _NUMERIC for n in at)
    typer.echo("")
    typer.echo(f"{told.title.say(language)}{_colon(language)}{told.headline.say(language)}")
    if not told.rows:
        return
    rows = _chosen(told, top)
    table(
        [_titled(told.columns[n], language) for n in at],
        [[escaped(_said(row.cells[n], told.columns[n], language)) for n in at] for row in rows],
        words=words,
    )
    if len(rows) < len(told.rows):
        more = len(told.rows) - len(rows)
        typer.echo(
            Text(
                f"另有 {more} 行，--top 0 全列。", f"{more} more rows; --top 0 lists them all."
            ).say(language)
        )


def _chosen(ledger: Ledger, top: int) -> Sequence[Row]:
    """The first rows; where there are several kinds, the first of each."""
    if not top:
        return ledger.rows
    kinds = [column.key for column in ledger.columns]
    if "kind" not in kinds:
        return ledger.rows[:top]
    each = max(1, top // 3)
    seen: dict[object, int] = {}
    rows = []
    for row in ledger.rows:
        kind = row.cells[kinds.index("kind")]
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= each:
            rows.append(row)
    return rows


def _titled(column: Column, language: Language) -> str:
    unit = column.unit.say(language) if column.unit else ""
    opening, closing = ("（", "）") if language == "zh" else (" (", ")")
    return escaped(column.title.say(language) + (f"{opening}{unit}{closing}" if unit else ""))


def _said(cell: object, column: Column, language: Language) -> str:
    """A cell, and between what nine draws in ten lie."""
    plain = said(cell, column, language)
    doubt = said_interval(cell, language, kind=column.kind) if isinstance(cell, Finding) else ""
    opening, closing = ("（", "）") if language == "zh" else (" (", ")")
    return f"{plain}{opening}{doubt}{closing}" if doubt else plain


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "
