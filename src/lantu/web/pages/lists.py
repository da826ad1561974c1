"""The lists: 补链, 强链, 延链 and the rest; sliders re-rank those that weights rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from lantu.studies.plan import CRITERIA
from lantu.web.pages.ledger_view import LedgerView
from lantu.workbench.ranked_lists import RANKED, indifferent, stated_weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.evidence.exhibits import Ledger
    from lantu.web.pages.panel import Panel
    from lantu.web.pages.reader import Reader


def body(reader: Reader, panel: Panel, key: str) -> None:
    """Build the page."""
    if key not in reader.desk.ledgers:
        ui.label(reader.word("no_match")).classes("nothing")
        return
    _tabs(reader, key)
    ledger = reader.desk.ledgers[key]
    with ui.element("section").classes("page-head"):
        book = f"/api/v1/lists/{key}.xlsx?lang={reader.language}"
        with ui.element("a").classes("exports tool").props(f'href="{book}" download'):
            ui.label(reader.word("export"))
        with ui.element("h1"):
            ui.label(reader.say(ledger.title))
        ui.label(reader.say(ledger.headline))
        ui.label(reader.say(ledger.about)).classes("quiet")
    with ui.element("div").classes("list-layout"):
        if key in RANKED:
            with ui.element("div").classes("sliders") as sliders:
                pass
        with ui.element("div").classes("list-main"):
            view = LedgerView(reader, panel, ledger)
        if key in RANKED:
            with sliders:
                Sliders(reader, view, key)


def _tabs(reader: Reader, key: str) -> None:
    with ui.element("nav").classes("tabs").props(f'aria-label="{reader.word("lists")}"'):
        for ledger in reader.desk.ledgers.values():
            link = ui.element("a").props(f'href="{reader.path("lists", ledger.key)}"')
            if ledger.key == key:
                link.props('aria-current="page"')
            with link:
                ui.label(f"{reader.say(ledger.title)}")
                ui.label(str(len(ledger.rows))).classes("quiet")


class Sliders:
    """One slider a criterion; moving one ranks the list again at once."""

    def __init__(self, reader: Reader, view: LedgerView, key: str) -> None:
        self._reader, self._view, self._key = reader, view, key
        self._stated = stated_weights(reader.desk.bench.ranking, key)
        self._values: dict[str, float] = dict(self._stated)
        with ui.element("h2"):
            ui.label(reader.word("weights"))
        self._sliders = {name: self._slider(name) for name in self._stated}
        with ui.element("div").classes("row-of-buttons"):
            ui.button(reader.word("reset"), on_click=self.reset).props("outline dense no-caps")
            ui.button(reader.word("all_alike"), on_click=self.alike).props("outline dense no-caps")

    def reset(self) -> None:
        """Back to the weights that the workspace states."""
        self._values = dict(self._stated)
        for name, slider in self._sliders.items():
            slider.set_value(self._stated[name])
        self._view.change(self._reader.desk.ledgers[self._key])

    def alike(self) -> None:
        """Let weights be anything: what still stands first does so for everyone."""
        self._view.change(indifferent(self._reader.desk.bench.survey, self._key))

    def _slider(self, name: str) -> ui.slider:
        said = self._reader.say(CRITERIA[name])
        with ui.element("label").classes("weight"):
            ui.label(said)
            slider = ui.slider(min=0, max=1, step=0.05, value=self._stated[name]).props(
                f'aria-label="{said}" label'
            )
        slider.on("update:model-value", lambda event: self._turn(name, event.args), throttle=0.1)
        return slider

    def _turn(self, name: str, value: float) -> None:
        self._values[name] = float(value)
        if any(self._values.values()):
            self._view.change(self._ranked(self._values))

    def _ranked(self, weights: Mapping[str, float]) -> Ledger:
        return self._reader.desk.bench.ranked(self._key, weights)
