"""The province at a glance: chains as cards, evidence, the map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nicegui import ui

from lantu.reports.cells import said_finding, said_interval
from lantu.vocab.words import LABELS
from lantu.web.pages.markup import render
from lantu.web.pages.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.evidence.exhibits import ChainSummary
    from lantu.web.desk import Desk
    from lantu.web.pages.panel import Panel
    from lantu.web.pages.reader import Reader


def body(reader: Reader, panel: Panel) -> None:
    """Build the page."""
    del panel
    drawn = reader.desk.portrait
    with ui.element("section").classes("page-head"):
        with ui.element("h1"):
            ui.label(reader.say(drawn.title))
        ui.label(f"{reader.word('facts_as_of')} {drawn.facts_date}").classes("quiet")
    told = render(
        "overview.html.j2",
        reader,
        summaries=drawn.summaries,
        labels=LABELS,
        complete={each.chain: _completeness(reader, each) for each in drawn.summaries},
        grades=_grades(reader.desk),
        caveats=drawn.caveats,
    )
    ui.html(told, sanitize=False)
    if drawn.region_maps:
        Picture(reader, drawn.region_maps[0].key)


def _completeness(reader: Reader, summary: ChainSummary) -> str:
    share = summary.completeness
    interval = said_interval(share, reader.language, kind="share")
    return f"{said_finding(share, reader.language, kind='share')} {interval}".strip()


def _grades(desk: Desk) -> Mapping[str, int]:
    """Rows of each class among all that findings of the cards rest on."""
    rows = {
        row.key: row.grade
        for card in desk.portrait.cards
        for finding in (card.state, *card.figures, *card.dependence)
        for row in finding.citations
        if row.grade is not None
    }
    counts = Counter(grade.value for grade in rows.values())
    return {grade: counts[grade] for grade in sorted(counts)}
