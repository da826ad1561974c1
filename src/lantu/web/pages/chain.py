"""A chain: its panorama, filtered by state, city and class; a click opens the product."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nicegui import ui

from lantu.reports.cells import said_finding
from lantu.vocab.words import LABELS, Grade, State
from lantu.web.pages.picture import Picture

if TYPE_CHECKING:
    from lantu.evidence.exhibits import ChainSummary, ProductCard
    from lantu.web.desk import Desk
    from lantu.web.pages.panel import Panel
    from lantu.web.pages.reader import Reader


@dataclass(slots=True)
class Filter:
    """What of a chain is lit.

    Attributes:
        states: States that are; all where empty.
        city: Code of the only place whose makers are; every place where 0.
        sure: Whether products whose state rests on class D alone are left out.
    """

    states: set[State] = field(default_factory=set)
    city: int = 0
    sure: bool = False

    @property
    def off(self) -> bool:
        """Whether everything is lit."""
        return not self.states and not self.city and not self.sure


def body(reader: Reader, panel: Panel, code: str, product: str = "") -> None:
    """Build the page; without a code, that of the first chain."""
    summaries = {each.chain: each for each in reader.desk.portrait.summaries}
    chain = code or next(iter(summaries), "")
    _tabs(reader, chain)
    if chain not in summaries:
        ui.label(reader.word("no_match")).classes("nothing")
        return
    _head(reader, summaries[chain])
    chosen = Filter()
    with ui.element("div").classes("filters"):
        drawn: list[Picture] = []

        def redraw() -> None:
            drawn[0].light(_lit(reader.desk, chain, chosen))

        for state in State:
            _state_switch(reader, chosen, state, redraw)
        _city_choice(reader, chain, chosen, redraw)
        _grade_switch(reader, chosen, redraw)
    drawn.append(Picture(reader, f"panorama-{chain}"))
    if product in reader.desk.cards:
        panel.go(f"product:{product}")
        drawn[0].choose(product)


def _tabs(reader: Reader, chain: str) -> None:
    with ui.element("nav").classes("tabs").props(f'aria-label="{reader.word("chains")}"'):
        for summary in reader.desk.portrait.summaries:
            link = ui.element("a").props(f'href="{reader.path("chains", summary.chain)}"')
            if summary.chain == chain:
                link.props('aria-current="page"')
            with link:
                ui.label(reader.say(summary.name))


def _head(reader: Reader, summary: ChainSummary) -> None:
    with ui.element("section").classes("page-head"):
        with ui.element("h1"):
            ui.label(reader.say(summary.name))
        ui.label(reader.say(summary.headline))
        share = said_finding(summary.completeness, reader.language, kind="share")
        ui.label(f"{reader.word('completeness')} {share}").classes("quiet")


def _state_switch(reader: Reader, chosen: Filter, state: State, redraw: object) -> None:
    chip = f'<span class="state state-{state.value}"><i class="mark"></i>{reader.say(LABELS[state])}</span>'
    button = ui.element("button").props('type="button" aria-pressed="false"').classes("switch")
    with button:
        ui.html(chip, sanitize=False)

    def turn() -> None:
        chosen.states ^= {state}
        button.props(f'aria-pressed="{str(state in chosen.states).lower()}"')
        redraw()  # type: ignore[operator]

    button.on("click", turn)


def _city_choice(reader: Reader, chain: str, chosen: Filter, redraw: object) -> None:
    cities = {0: reader.word("any_city"), **_cities(reader, chain)}

    def turn(code: int) -> None:
        chosen.city = code
        redraw()  # type: ignore[operator]

    ui.select(cities, value=0, on_change=lambda event: turn(event.value)).props(
        f'dense outlined options-dense aria-label="{reader.word("any_city")}"'
    )


def _grade_switch(reader: Reader, chosen: Filter, redraw: object) -> None:
    def turn(on: bool) -> None:  # noqa: FBT001 - what a checkbox hands on
        chosen.sure = on
        redraw()  # type: ignore[operator]

    ui.checkbox(reader.word("hide_d"), on_change=lambda event: turn(bool(event.value))).props(
        "dense"
    )


def _cities(reader: Reader, chain: str) -> dict[int, str]:
    """Places with a maker of the chain, by code."""
    desk = reader.desk
    names = {place.code: place.name for place in desk.bench.directory.places}
    present = {code for card in _cards(desk, chain) for code in _places(desk, card)}
    return {code: reader.say(names[code]) for code in names if code in present}


def _cards(desk: Desk, chain: str) -> list[ProductCard]:
    return [card for card in desk.portrait.cards if card.chain == chain]


def _places(desk: Desk, card: ProductCard) -> set[int]:
    firms = desk.bench.graph.firms
    return {int(firms.place[firms.ids.at(maker.key)]) for maker in card.local_makers}


def _lit(desk: Desk, chain: str, chosen: Filter) -> list[str] | None:
    if chosen.off:
        return None
    return [
        card.product
        for card in _cards(desk, chain)
        if (not chosen.states or card.state.value in chosen.states)
        and (not chosen.city or chosen.city in _places(desk, card))
        and not (chosen.sure and _only_d(card))
    ]


def _only_d(card: ProductCard) -> bool:
    grades = {row.grade for row in card.state.citations if row.grade is not None}
    return grades == {Grade.D}
