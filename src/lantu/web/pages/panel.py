"""The side panel: a product's card, or what a figure rests on; back goes one step back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from lantu.reports.cells import said_finding, said_interval, state_of
from lantu.vocab.words import label
from lantu.web.pages.markup import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from lantu.evidence.exhibits import ProductCard
    from lantu.evidence.finding import Finding
    from lantu.web.pages.reader import Reader


class Panel:
    """The panel of one page, shut until something is opened."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._trail: list[str] = []
        self._takers: dict[str, Callable[[str], None]] = {}
        with ui.element("aside").classes("panel").props('aria-live="polite"') as self._box:
            with ui.element("header"):
                self._back = ui.button(icon="arrow_back", on_click=self.back).props("flat dense")
                self._title = ui.element("h2")
                ui.button(icon="close", on_click=self.shut).props(
                    f'flat dense aria-label="{reader.word("close")}"'
                )
            self._body = ui.html("", sanitize=False).classes("panel-body")
        self._box.on("click", lambda event: self.go(str(event.args)), js_handler=STAY)
        self._box.set_visibility(False)

    def take(self, kind: str, taker: Callable[[str], None]) -> str:
        """Hand clicks to a part of the page; returns the kind that they are to name."""
        own = f"{kind}{len(self._takers)}"
        self._takers[own] = taker
        return own

    def go(self, where: str) -> None:
        """Open what was clicked: ``product:OC19``, ``finding:f3``, or what a part takes."""
        kind, _, key = where.partition(":")
        if kind in self._takers:
            self._takers[kind](key)
        elif self._show(where):
            self._trail.append(where)
            self._back.set_visibility(len(self._trail) > 1)

    def back(self) -> None:
        """Show what was open before."""
        self._trail = self._trail[:-1]
        if self._trail:
            self._show(self._trail[-1])
        self._back.set_visibility(len(self._trail) > 1)

    def shut(self) -> None:
        """Close the panel."""
        self._trail = []
        self._box.set_visibility(False)

    def _show(self, where: str) -> bool:
        kind, _, key = where.partition(":")
        if kind == "product" and key in self._reader.desk.cards:
            card = self._reader.desk.cards[key]
            self._fill(self._reader.say(card.name), _card(self._reader, card))
        elif kind == "finding" and (found := self._reader.marked(key)):
            self._fill(self._reader.word("finding"), _evidence(self._reader, *found))
        else:
            return False
        return True

    def _fill(self, title: str, body: str) -> None:
        self._title.clear()
        with self._title:
            ui.label(title)
        self._body.set_content(body)
        self._box.set_visibility(True)


STAY = (
    "(e) => { const t = e.target.closest('[data-go]');"
    " if (t) { e.preventDefault(); e.stopPropagation(); emit(t.dataset.go); } }"
)


def _card(reader: Reader, card: ProductCard) -> str:
    desk = reader.desk
    chains = {each.chain: each.name for each in desk.portrait.summaries}
    segments = dict(desk.bench.directory.segments)
    return render(
        "card.html.j2",
        reader,
        card=card,
        chain=chains[card.chain],
        segment=segments.get(card.segment, card.segment),
        states={key: one.state.value for key, one in desk.cards.items()},
    )


def _evidence(reader: Reader, finding: Finding[Any], subject: str) -> str:
    state = state_of(finding)
    shown = reader.say(label(state)) if state else said_finding(finding, reader.language)
    return render(
        "evidence.html.j2",
        reader,
        finding=finding,
        subject=subject,
        shown=shown,
        interval=said_interval(finding, reader.language),
        citations=finding.citations,
    )
