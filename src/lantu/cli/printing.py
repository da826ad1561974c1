"""What the command line prints: tables for people, JSON for programs."""

from __future__ import annotations

import json as json_format
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from lantu.vocab.text import Text
from lantu.vocab.words import State, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lantu.evidence.exhibits import Blueprint, ProductCard
    from lantu.reports.write import WrittenFiles
    from lantu.vocab.text import Language
    from lantu.workbench import Changes, Quarantined, Report

    Progress = Callable[[str, float], None]

STYLES = {
    State.STRONG: "green",
    State.WEAK: "yellow",
    State.GAP: "red",
    State.BUILDING: "blue",
    State.UNKNOWN: "bright_black",
    State.EXTENDABLE: "magenta",
}
"""Terminal colours of the states; the words stand beside them."""


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal."""
    from rich.console import Console  # noqa: PLC0415 - heavy; only long work needs it
    from rich.progress import Progress as Bar  # noqa: PLC0415

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda what, done: bar.update(task, description=what, completed=done)


def as_json(value: Any) -> None:
    """Print a value as JSON: sorted keys, Chinese as it is."""
    typer.echo(json_format.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def written(blueprint: Blueprint, files: WrittenFiles, language: Language) -> None:
    """States per chain, then the page to open as the last line."""
    header = [Text("产业链", "chain"), *(label(state) for state in State), Text("合计", "all")]
    rows = [
        [
            say(summary.name, language),
            *(str(summary.counts[state]) for state in State),
            str(sum(summary.counts.values())),
        ]
        for summary in blueprint.summaries
    ]
    table([text.say(language) for text in header], rows, words=1)
    typer.echo(files.page)


def cards(found: Sequence[ProductCard], language: Language, *, full: bool = False) -> None:
    """The conclusions as a table, or one product in full."""
    if full:
        for card in found:
            _card(card, language)
        return
    header = (
        Text("代码", "id"),
        Text("环节", "product"),
        Text("细分", "segment"),
        Text("状态", "state"),
        Text("依据", "why"),
    )
    rows = [
        [
            card.product,
            say(card.name, language),
            escaped(card.segment),
            _state(card.state.value, language),
            _separator(language).join(say(reason.text, language) for reason in card.reasons),
        ]
        for card in found
    ]
    table([text.say(language) for text in header], rows)


def _separator(language: Language) -> str:
    return ";" if language == "zh" else "; "


def say(text: Text, language: Language) -> str:
    """A text in one language, as it is."""
    return escaped(text.say(language))


def escaped(words: str) -> str:
    """Words of the facts as they are: a bracket in a name is no markup."""
    from rich.markup import escape  # noqa: PLC0415 - only tables need it

    return escape(words)


def _state(state: State, language: Language) -> str:
    return f"[{STYLES[state]}]{label(state).say(language)}[/]"


def _card(card: ProductCard, language: Language) -> None:
    from rich.console import Console  # noqa: PLC0415

    from lantu.reports.cells import said_finding, said_interval  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    console.print(
        f"{card.product}  {say(card.name, language)}  {_state(card.state.value, language)}"
    )
    for reason in card.reasons:
        rows = " ".join(f"{c.table}#{c.row_id}" for c in reason.citations)
        console.print(f"  · {say(reason.text, language)}  [bright_black]{rows}[/]")
    console.print(f"  → {say(card.next_step, language)}")
    for figure in card.figures:
        said = said_finding(figure, language)
        doubt = said_interval(figure, language)
        console.print(
            f"    {say(figure.method.name, language)}: {escaped(said)} {escaped(doubt)}".rstrip()
        )
        console.print(f"      [bright_black]{escaped(figure.method.formula)}[/]")


def faults(report: Report, language: Language, *, json: bool) -> None:
    """Every fault, one line each, and the count."""
    if json:
        as_json(_report(report, language))
        return
    for fault in report.faults:
        typer.echo(fault.say(language))
    rows, errors, warnings = sum(report.rows.values()), len(report.errors), len(report.warnings)
    typer.echo(
        Text(
            f"{len(report.rows)} 张表 {rows} 行:错误 {errors} 处,提醒 {warnings} 处",
            f"{len(report.rows)} tables, {rows} rows: {errors} errors, {warnings} warnings",
        ).say(language)
    )


def _report(report: Report, language: Language) -> dict[str, Any]:
    return {
        "address": report.address,
        "ok": report.ok,
        "rows": dict(report.rows),
        "faults": [
            {
                "rule": fault.rule,
                "severity": fault.severity,
                "file": fault.file,
                "table": fault.table,
                "row": fault.row,
                "column": fault.column,
                "cell": fault.cell,
                "found": fault.found,
                "expected": fault.expected.say(language),
                "hint": fault.hint.say(language),
            }
            for fault in report.faults
        ],
    }


def quarantined(done: Quarantined, language: Language, *, json: bool) -> None:
    """How many rows were set aside, where, and where the clean workspace is."""
    if json:
        aside = {"set_aside": dict(done.set_aside), "folder": str(done.folder)}
        as_json({**_report(done.report, language), **aside})
        return
    for table, rows in done.set_aside.items():
        typer.echo(Text(f"{table}:移出 {rows} 行", f"{table}: {rows} rows set aside").say(language))
    total = sum(done.set_aside.values())
    typer.echo(
        Text(
            f"共移出 {total} 行,原因列在 quarantine 文件夹;干净的工作区在:",
            f"{total} rows set aside in all, with reasons in folder quarantine; clean workspace:",
        ).say(language)
    )
    typer.echo(done.folder)


def changes(found: Changes, language: Language, *, json: bool) -> None:
    """What changed in the facts, then in the conclusions."""
    if json:
        as_json(found.record())
        return
    for change in found.facts.changes:
        typer.echo(change.say(language))
    header = (Text("环节", "product"), Text("原", "before"), Text("现", "now"), Text("依据", "why"))
    rows = [
        [
            escaped(f"{change.product} {change.name.say(language)}"),
            _state(change.before, language) if change.before else "—",
            _state(change.after, language) if change.after else "—",
            _separator(language).join(say(reason.text, language) for reason in change.reasons),
        ]
        for change in found.states
    ]
    if rows:
        table([text.say(language) for text in header], rows)
    else:
        typer.echo(Text("结论没有变化。", "No conclusion changed.").say(language))


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, words: int | None = None
) -> None:
    """A table; columns from ``words`` on are figures and stand to the right."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    drawn = Table(box=SIMPLE_HEAD, header_style="bold")
    for at, name in enumerate(header):
        figures = words is not None and at >= words
        drawn.add_column(name, justify="right" if figures else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    width = None if sys.stdout.isatty() else WIDE
    Console(width=width, highlight=False).print(drawn)


WIDE = 160
"""Columns of a table that is piped or written to a file, where no terminal sets them."""
