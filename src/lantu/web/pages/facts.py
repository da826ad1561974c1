"""Facts and sources: what the checker found, every table and page, the facts read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import run, ui

from lantu.errors import LantuError
from lantu.reports.words import host_name, table_name
from lantu.web.pages.ledger_view import LedgerView
from lantu.web.pages.markup import render

if TYPE_CHECKING:
    from lantu.web.desk import Desk
    from lantu.web.pages.panel import Panel
    from lantu.web.pages.reader import Reader


def body(reader: Reader, panel: Panel, source: str = "") -> None:
    """Build the page; it is all there is while faults keep the workspace shut."""
    del source
    desk = reader.desk
    with ui.element("section").classes("page-head"):
        with ui.element("h1"):
            ui.label(reader.word("facts"))
        ui.label(desk.address).classes("quiet")
        if desk.opened is None:
            ui.label(reader.word("shut")).classes("notice")
        _again(reader)
    _faults(reader, desk)
    if desk.opened is None:
        return
    _tables(reader, desk)
    _heading(reader, "conflicts")
    LedgerView(reader, panel, desk.portrait.conflicts)
    _heading(reader, "sources")
    sources = render("sources.html.j2", reader, sources=desk.portrait.sources, hosts=host_name)
    ui.html(sources, sanitize=False)


def _again(reader: Reader) -> None:
    button = ui.button(reader.word("again"), icon="refresh").props("outline dense no-caps")

    async def read() -> None:
        button.props("loading")
        try:
            await run.io_bound(reader.counter.again)
        except LantuError as error:
            button.props(remove="loading")
            ui.notify(str(error), type="negative", multi_line=True)
        else:
            ui.navigate.reload()

    button.on_click(read)


def _faults(reader: Reader, desk: Desk) -> None:
    errors = sum(fault.severity == "error" for fault in desk.faults)
    with ui.element("h2"):
        ui.label(
            f"{reader.word('errors')} {errors} · {reader.word('warnings')} {len(desk.faults) - errors}"
        )
    ui.html(render("faults.html.j2", reader, faults=desk.faults), sanitize=False)


def _tables(reader: Reader, desk: Desk) -> None:
    _heading(reader, "tables")
    with ui.element("ul").classes("table-counts"):
        for name, frame in desk.bench.workspace.tables().items():
            with ui.element("li"):
                ui.label(reader.say(table_name(name)))
                ui.label(str(frame.height)).classes("quiet")


def _heading(reader: Reader, word: str) -> None:
    with ui.element("h2"):
        ui.label(reader.word(word))
