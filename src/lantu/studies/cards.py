"""Everything lantu can say of one product, with the rows behind each word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.evidence.exhibits import Neighbour, ProductCard
from lantu.studies.figures import product_figures, recorded
from lantu.studies.makers import maker_rows
from lantu.studies.places import place_name
from lantu.studies.reasons import next_step, reasons_for, state_finding
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import Activity, Essentiality, LinkRole, Stage, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.evidence.source import Citation
    from lantu.studies.survey import Survey


def product_card(survey: Survey, at: int) -> ProductCard:
    """The card of the product at a position."""
    products = survey.graph.products
    return ProductCard(
        product=products.ids.labels[at],
        name=products.names[at],
        chain=products.chains[at],
        segment=products.segments[at],
        stage=Stage(products.stages[at] or Stage.MIDSTREAM),
        state=state_finding(survey, at),
        reasons=reasons_for(survey, at),
        next_step=next_step(survey, at),
        figures=product_figures(survey, at),
        inputs=_neighbours(survey, survey.inputs_of(at).tolist(), upstream=True),
        outputs=_neighbours(survey, survey.outputs_of(at).tolist(), upstream=False),
        local_makers=_makers(survey, at, local=True),
        outside_makers=_makers(survey, at, local=False),
        dependence=tuple(recorded(survey, row) for row in survey.figures_of(at).tolist()),
        projects=_projects(survey, at),
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
    makers = survey.graph.makers
    told: dict[tuple[int, Activity], list[int]] = {}
    for row in maker_rows(survey, at, local=local):
        activity = list(Activity)[int(makers.activity[row])]
        told.setdefault((int(makers.firm[row]), activity), []).append(row)
    return tuple(
        _maker(survey, firm, activity, cite(makers.book, makers.rows, rows))
        for (firm, activity), rows in told.items()
    )


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
        for project in survey.counted.projects
        if project.product == product
    )
