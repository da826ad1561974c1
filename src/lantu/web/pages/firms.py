"""Firms: who leads each chain with what chance, who might come and where, by prefecture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from lantu.web.pages.ledger_view import LedgerView
from lantu.web.pages.picture import Picture

if TYPE_CHECKING:
    from lantu.web.pages.panel import Panel
    from lantu.web.pages.reader import Reader


def body(reader: Reader, panel: Panel, firm: str = "") -> None:
    """Build the page; ``firm`` is one that was looked for."""
    desk = reader.desk
    ledger = desk.ledgers["leaders"]
    with ui.element("section").classes("page-head"):
        with ui.element("h1"):
            ui.label(reader.say(ledger.title))
        ui.label(reader.say(ledger.headline))
        ui.label(reader.say(ledger.about)).classes("quiet")
    view = LedgerView(reader, panel, ledger)
    firms = desk.bench.graph.firms
    if firm in firms.ids.labels:
        view.find(reader.say(firms.names[firms.ids.at(firm)]))
    maps = desk.portrait.region_maps
    if maps:
        _maps(reader, {each.key: reader.say(each.title) for each in maps})


def _maps(reader: Reader, titles: dict[str, str]) -> None:
    with ui.element("h2"):
        ui.label(reader.word("map"))
    first = next(iter(titles))
    place = ui.element("div")

    def show(key: str) -> None:
        place.clear()
        with place:
            Picture(reader, key)

    ui.select(titles, value=first, on_change=lambda event: show(event.value)).props(
        f'dense outlined aria-label="{reader.word("map")}"'
    ).move(target_index=-1)
    show(first)
