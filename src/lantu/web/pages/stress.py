"""The stress lab: what is cut, for how long; the run with its progress; runs side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nicegui import ui

from lantu.errors import LantuError
from lantu.reports.course import course_svg
from lantu.web.pages.ledger_view import LedgerView
from lantu.web.runs import Stage
from lantu.web.trials import start_trial
from lantu.workbench.stress import StressRequest, Words

if TYPE_CHECKING:
    from lantu.web.pages.panel import Panel
    from lantu.web.pages.reader import Reader
    from lantu.web.runs import Run

DRAWS = (0, 48, 200)
"""Draws that one may choose: none, quick, steady."""

LOOK = 0.3
"""Seconds between looks at a run."""


@dataclass(slots=True)
class Chosen:
    """What is to be tried.

    Attributes:
        scenario: Code of a ready scenario; ``""`` for words.
        cut: Products that are cut.
        part: What part of them is lost.
        lasting: For how many days.
        back: Days over which it comes back.
        stock: Days for which stocks stand in.
        draws: Draws of what is not known.
    """

    scenario: str = ""
    cut: list[str] = field(default_factory=list)
    part: float = 1.0
    lasting: int = 90
    back: int = 0
    stock: int = 0
    draws: int = DRAWS[1]

    def request(self) -> StressRequest:
        """What the workbench is asked."""
        if self.scenario:
            return StressRequest(scenario=self.scenario, draws=self.draws)
        words = Words(
            cut=tuple(f"product:{each}" for each in self.cut),
            part=f"{self.part:g}",
            lasting=str(self.lasting),
            back=str(self.back) if self.back else "",
            stock=str(self.stock) if self.stock else "",
        )
        return StressRequest(scenario=words, draws=self.draws)


def body(reader: Reader, panel: Panel, run: str = "") -> None:
    """Build the page; ``run`` is one begun before, such as before the page was loaded again."""
    with ui.element("section").classes("page-head"), ui.element("h1"):
        ui.label(reader.word("stress"))
    with ui.element("div").classes("list-layout"):
        with ui.element("div").classes("sliders"):
            lab = Lab(reader)
        with ui.element("div").classes("list-main") as place:
            lab.place = Bench(reader, panel, place)
    begun = reader.runs.get(run) if run else None
    if begun is not None:
        lab.place.watch(begun)


class Lab:
    """The controls."""

    place: Bench

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._chosen = Chosen()
        listed = [each for each in reader.desk.bench.bench.listed() if each.scenario]
        ready = {each.code: reader.say(each.scenario.name) for each in listed if each.scenario}
        self._chosen.scenario = next(iter(ready), "")
        options = {**ready, "": reader.word("what_if")}
        ui.select(options, value=self._chosen.scenario, label=reader.word("presets")).props(
            "dense outlined options-dense"
        ).bind_value(self._chosen, "scenario")
        with ui.element("div").classes("own") as own:
            self._own()
        own.bind_visibility_from(self._chosen, "scenario", lambda code: not code)
        ui.select(list(DRAWS), label=reader.word("draws")).props("dense outlined").bind_value(
            self._chosen, "draws"
        )
        ui.button(reader.word("run"), icon="play_arrow", on_click=self._start).props("no-caps")

    def _own(self) -> None:
        reader, chosen = self._reader, self._chosen
        cards = reader.desk.portrait.cards
        ui.select(
            {card.product: f"{reader.say(card.name)} {card.product}" for card in cards},
            label=reader.word("cut"),
            multiple=True,
            with_input=True,
        ).props("dense outlined use-chips options-dense").bind_value(chosen, "cut")
        for name, low, high in (("lasting", 1, 730), ("back", 0, 730), ("stock", 0, 365)):
            ui.number(reader.word(name), min=low, max=high, precision=0).props(
                "dense outlined"
            ).bind_value(chosen, name, forward=lambda value: int(value or 0))
        ui.number(reader.word("part"), min=0.05, max=1, step=0.05).props(
            "dense outlined"
        ).bind_value(chosen, "part", forward=lambda value: float(value or 1))

    def _start(self) -> None:
        reader, chosen = self._reader, self._chosen
        if not chosen.scenario and not chosen.cut:
            ui.notify(reader.word("cut_hint"), type="warning")
            return
        try:
            begun = start_trial(reader.desk, reader.runs, chosen.request(), {})
        except LantuError as error:
            ui.notify(str(error), type="negative", multi_line=True)
            return
        self.place.watch(begun)
        ui.navigate.history.replace(f"{reader.path('stress')}?run={begun.key}")


class Bench:
    """Where runs are watched and their answers stand side by side."""

    def __init__(self, reader: Reader, panel: Panel, place: ui.element) -> None:
        self._reader, self._panel = reader, panel
        with place:
            self._progress = ui.element("div").classes("progress")
            self._answers = ui.element("div").classes("answers")
            with self._answers:
                self._nothing = ui.label(reader.word("nothing_run")).classes("nothing")

    def watch(self, run: Run) -> None:
        """Show a run's progress until it is over, then its answer above the earlier ones."""
        with self._progress:
            row = ui.element("div").classes("run")
        with row:
            said = ui.label(self._reader.word("waiting"))
            bar = ui.linear_progress(value=0, show_value=False).props("instant-feedback")
            ui.button(self._reader.word("cancel"), on_click=run.watch.stop).props(
                "outline dense no-caps"
            )

            def look() -> None:
                bar.set_value(run.watch.part)
                if run.stage is Stage.RUNNING:
                    said.set_text(f"{self._reader.word('doing')} {run.watch.doing}")
                if run.stage.over:
                    timer.cancel()
                    row.delete()
                    self._over(run)

            timer = ui.timer(LOOK, look)

    def _over(self, run: Run) -> None:
        if run.stage is Stage.DONE:
            self._nothing.set_visibility(False)
            with self._answers:
                place = ui.element("article").classes("answer")
            place.move(self._answers, 0)
            with place:
                self._answer(run.answer)
        elif run.stage is Stage.CANCELLED:
            ui.notify(self._reader.word("cancelled"))
        else:
            ui.notify(
                f"{self._reader.word('failed')}: {run.error}", type="negative", multi_line=True
            )

    def _answer(self, answer: Any) -> None:
        reader, test = self._reader, answer.test
        with ui.element("h2"):
            ui.label(reader.say(test.name))
        ui.label(reader.say(test.headline))
        if test.course is not None:
            ui.html(course_svg(test.course, reader.language), sanitize=False).classes("course")
        for ledger in test.ledgers:
            with ui.expansion(reader.say(ledger.title), value=ledger is test.ledgers[0]):
                ui.label(reader.say(ledger.headline)).classes("quiet")
                LedgerView(reader, self._panel, ledger)
        with ui.expansion(reader.word("caveats")):
            for caveat in test.caveats:
                ui.label(reader.say(caveat))
