"""Everything lantu can say of one product, with the rows behind each word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.evidence.exhibits import Neighbour, ProductCard
from lantu.evidence.finding import Finding
from lantu.studies.figures import product_figures
from lantu.studies.maps import state_of
from lantu.studies.methods import RECORD, STATE
from lantu.studies.reasons import next_step, reasons_for
from lantu.vocab.text import Text
from lantu.vocab.words import (
    BUILDING,
    MAKING,
    Activity,
    Essentiality,
    LinkRole,
    Stage,
    State,
    label,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.evidence.source import Citation
    from lantu.studies.survey import Survey

UNCONFIRMED = Text(
    "尚无人工确认,不得作为缺失上报。",
    "No person has confirmed it: do not report it as missing.",
)
NO_ROWS = Text(
    "事实库中没有本地记录;没有记录不等于没有。",
    "The facts hold no local row; no record is not absence.",
)


def product_card(survey: Survey, at: int) -> ProductCard:
    """The card of the product at a position."""
    products = survey.graph.products
    return ProductCard(
        product=products.ids.labels[at],
        name=products.names[at],
        chain=products.chains[at],
        segment=products.segments[at],
        stage=Stage(products.stages[at] or Stage.MIDSTREAM),
        state=_state_finding(survey, at),
        reasons=reasons_for(survey, at),
        next_step=next_step(survey, at),
        figures=product_figures(survey, at),
        inputs=_neighbours(survey, survey.inputs_of(at).tolist(), upstream=True),
        outputs=_neighbours(survey, survey.outputs_of(at).tolist(), upstream=False),
        local_makers=_makers(survey, at, local=True),
        outside_makers=_makers(survey, at, local=False),
        dependence=_figures(survey, at),
        projects=_projects(survey, at),
    )


def _state_finding(survey: Survey, at: int) -> Finding[State]:
    state = state_of(survey, at)
    cited = [c for reason in reasons_for(survey, at) for c in reason.citations]
    unique = {citation.key: citation for citation in cited}
    caveats = []
    if state is State.GAP and not bool(survey.diagnosis.confirmed[at]):
        caveats.append(UNCONFIRMED)
    if state is State.UNKNOWN and not len(survey.makers_of(at)):
        caveats.append(NO_ROWS)
    return Finding(
        value=state,
        method=STATE,
        citations=tuple(unique[key] for key in sorted(unique)),
        caveats=tuple(caveats),
    )


def _neighbours(survey: Survey, links: Iterable[int], *, upstream: bool) -> tuple[Neighbour, ...]:
    table, products = survey.graph.links, survey.graph.products
    shown = []
    for link in links:
        other = int(table.source[link] if upstream else table.target[link])
        shown.append(
            Neighbour(
                key=products.ids.labels[other],
                name=products.names[other],
                what=_link_words(survey, link),
                citations=(table.book.cite(int(table.rows[link])),),
            )
        )
    return tuple(shown)


def _link_words(survey: Survey, link: int) -> Text:
    table = survey.graph.links
    need = label(survey.essentiality(link))
    role = label(list(LinkRole)[int(table.role[link])])
    zh, en = f"{need.zh}{role.zh}", f"{need.en} {role.en}"
    if survey.essentiality(link) is Essentiality.ALTERNATIVE:
        group = table.group_names[int(table.group[link])].rsplit(":", 1)[-1]
        zh, en = f"{zh}(同组择一:{group})", f"{en} (one of group {group})"
    return Text(zh, en)


def _makers(survey: Survey, at: int, *, local: bool) -> tuple[Neighbour, ...]:
    makers, firms = survey.graph.makers, survey.graph.firms
    shown: dict[str, Neighbour] = {}
    for row in survey.makers_of(at).tolist():
        firm = int(makers.firm[row])
        activity = list(Activity)[int(makers.activity[row])]
        if bool(survey.local_firms[firm]) != local or activity not in MAKING | BUILDING:
            continue
        citation = makers.book.cite(int(makers.rows[row]))
        key = f"{firms.ids.labels[firm]}:{activity.value}"
        shown[key] = _maker(survey, firm, activity, (*_held(shown, key), citation))
    return tuple(shown.values())


def _held(shown: dict[str, Neighbour], key: str) -> tuple[Citation, ...]:
    return shown[key].citations if key in shown else ()


def _maker(
    survey: Survey, firm: int, activity: Activity, citations: tuple[Citation, ...]
) -> Neighbour:
    firms = survey.graph.firms
    where = place_name(survey, firm)
    verb = label(activity)
    best = min((c.grade.value for c in citations if c.grade), default="")
    zh = "·".join(filter(None, (where.zh if where else "", verb.zh, best and f"{best} 级证据")))
    en = ", ".join(filter(None, (where.en if where else "", verb.en, best and f"grade {best}")))
    return Neighbour(
        key=firms.ids.labels[firm], name=firms.names[firm], what=Text(zh, en), citations=citations
    )


def place_name(survey: Survey, firm: int) -> Text | None:
    """Where a firm is: its prefecture in the region, else its country; None if unknown."""
    code = int(survey.graph.firms.place[firm])
    for place in survey.directory.places:
        if place.code == code:
            return place.name
    if code:
        name = region_name(code)
        return Text(name, name)
    country = survey.graph.firms.country[firm]
    return Text(country, country) if country else None


def region_name(code: int) -> str:
    """Name of a GB/T 2260 region; its code where the table does not hold it."""
    from lantu.vocab.region import known_regions  # noqa: PLC0415 - a table read on first use

    region = known_regions().get(f"{code:06d}")
    return region.name if region else f"{code:06d}"


def _figures(survey: Survey, at: int) -> tuple[Finding[str], ...]:
    figures = survey.graph.figures
    shown = []
    for row in survey.figures_of(at).tolist():
        words = survey.directory.figure_words[row]
        firm = int(figures.firm[row])
        who = f"{survey.graph.firms.names[firm].zh} " if firm >= 0 else ""
        value = f" {words.value}" if words.value else ""
        told = f"{who}{words.scope}{words.metric.zh}{value}({words.period})"
        shown.append(
            Finding(
                value=told.replace("()", ""),
                method=RECORD,
                citations=(figures.book.cite(int(figures.rows[row])),),
            )
        )
    return tuple(shown)


def _projects(survey: Survey, at: int) -> tuple[Neighbour, ...]:
    product = survey.graph.products.ids.labels[at]
    return tuple(
        Neighbour(
            key=project.id,
            name=Text(project.name.zh, project.name.en),
            what=Text(
                "·".join(filter(None, (project.city, project.status, project.status_date))) or "—",
                ", ".join(filter(None, (project.city, project.status, project.status_date))) or "—",
            ),
            citations=(project.citation,),
        )
        for project in survey.directory.projects
        if project.product == product
    )
