"""What every page has around it: the ways to other pages, search, language, theme, panel."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from nicegui import ui

from lantu.reports.style import LIGHT
from lantu.web.pages.panel import Panel
from lantu.web.searching import search
from lantu.web.styling import console_css, early_script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nicegui.events import GenericEventArguments, ValueChangeEventArguments

    from lantu.web.pages.reader import Reader
    from lantu.web.searching import Match

WAYS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("overview", (), "overview"),
    ("chains", ("chains",), "chains"),
    ("lists", ("lists", "gaps"), "lists"),
    ("firms", ("firms",), "firms"),
    ("stress", ("stress",), "stress"),
    ("facts", ("facts",), "facts"),
)
"""Word, address and section of each way in the bar."""

FOUND = 12
"""Matches that the search shows."""

GO = "(e) => { const t = e.target.closest('[data-go]'); if (t) { e.preventDefault(); emit(t.dataset.go); } }"
"""Tells the server which marked thing was clicked."""


@contextmanager
def framed(reader: Reader, section: str) -> Iterator[Panel]:
    """The frame of a page; what is built inside stands in its middle.

    Args:
        reader: Who looks.
        section: Which way is lit.
    """
    ui.colors(primary=LIGHT.accent)
    ui.add_head_html(f"<style>{console_css()}</style><script>{early_script()}</script>")
    skip = f'<a class="skip" href="#content">{reader.word("skip")}</a>'
    ui.html(skip, sanitize=False)
    with ui.element("header").classes("bar"):
        _ways(reader, section)
        _finder(reader)
        _tools(reader)
    with ui.element("main").props('id="content" tabindex="-1"') as content:
        panel = Panel(reader)
        content.on("click", lambda event: _go(panel, event), js_handler=GO)
        yield panel


def _go(panel: Panel, event: GenericEventArguments) -> None:
    panel.go(str(event.args))


def _ways(reader: Reader, section: str) -> None:
    home = reader.path()
    with ui.element("a").classes("brand").props(f'href="{home}"'):
        ui.html(
            '<span class="brand-mark" aria-hidden="true"></span>lantu<b>蓝图</b>', sanitize=False
        )
    with ui.element("nav").props('aria-label="lantu"'):
        for word, steps, lit in WAYS:
            _way(reader.word(word), reader.path(*steps), lit=lit == section)


def _way(said: str, address: str, *, lit: bool) -> None:
    link = ui.element("a").props(f'href="{address}"').classes("way")
    if lit:
        link.props('aria-current="page"')
    with link:
        ui.html(said, sanitize=True)


def _finder(reader: Reader) -> None:
    if reader.desk.opened is None:
        return
    with ui.element("div").classes("search"):
        asked = ui.input(placeholder=reader.word("search")).props(
            f'dense outlined clearable debounce="150" aria-label="{reader.word("search")}"'
        )
        menu = ui.menu().props('no-focus no-parent-event fit anchor="bottom left"')
        found = menu.props('max-height="60vh"')

    def look(event: ValueChangeEventArguments[str | None]) -> None:
        words = str(event.value or "").strip()
        found.clear()
        if not words:
            found.close()
            return
        with found:
            _matches(reader, search(reader.desk, words[:80], FOUND))
        found.open()

    asked.on_value_change(look)


def _matches(reader: Reader, matches: list[Match]) -> None:
    if not matches:
        ui.item(reader.word("no_match"))
    for match in matches:
        row = ui.item(on_click=lambda m=match: ui.navigate.to(_address(reader, m)))
        with row, ui.item_section():
            ui.item_label(reader.say(match.name))
            ui.item_label(reader.say(match.about)).props("caption")


def _address(reader: Reader, match: Match) -> str:
    if match.kind == "product":
        chain = reader.desk.cards[match.key].chain
        return reader.path("chains", chain) + f"?product={match.key}"
    if match.kind == "firm":
        return reader.path("firms") + f"?firm={match.key}"
    if match.kind == "project":
        return reader.path("lists", "projects")
    return reader.path("facts") + f"?source={match.key}"


def _tools(reader: Reader) -> None:
    other = "en" if reader.language == "zh" else "zh"
    with ui.element("div").classes("tools"):
        switch = ui.element("a").classes("tool").props(f'href="#" data-tongue="{other}"')
        with switch:
            ui.html(reader.word("language"), sanitize=True)
        theme = (
            ui.element("button")
            .classes("tool icon")
            .props(f'type="button" data-theme-switch aria-label="{reader.word("theme")}"')
        )
        with theme:
            ui.icon("contrast")
