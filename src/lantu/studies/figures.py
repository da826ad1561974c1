"""Single figures of one product as findings: the arrays' values with method, rows, doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lantu import chains
from lantu.evidence.confidence import Interval
from lantu.evidence.finding import Finding
from lantu.studies.methods import (
    COMPLETENESS,
    COUNT,
    CRITICALITY,
    DEMAND,
    DENSITY,
    DEPENDENCE,
    FEASIBILITY,
    IMPACT,
    PRESENCE,
    RECORD,
    STRENGTH,
)
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import BUILDING, MAKING, Activity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lantu.evidence.source import Citation
    from lantu.studies.survey import Survey

__all__ = [
    "COUNT",
    "RECORD",
    "completeness",
    "criticality",
    "demand",
    "density",
    "feasibility",
    "impact",
    "outside_share",
    "presence",
    "product_figures",
    "stopped",
    "strength",
]

_LOCAL_PRODUCTS = Text("个本地产品", "local products")
_PRODUCTS = Text("个环节", "products")
_NO_ROW = Text("没有记录不等于没有。", "No record is not absence.")
_SMALL_SAMPLE = Text("企业样本有限,只作提示。", "The sample of firms is small: read it as a hint.")


def maker_rows(survey: Survey, product: int, *, local: bool) -> list[int]:
    """Maker positions of a product's local (or outside) makers and, locally, builders."""
    makers = survey.graph.makers
    wanted = MAKING | BUILDING if local else MAKING
    return [
        row
        for row in survey.makers_of(product).tolist()
        if bool(survey.local_firms[int(makers.firm[row])]) == local
        and list(Activity)[int(makers.activity[row])] in wanted
    ]


def _maker_citations(survey: Survey, product: int) -> tuple[Citation, ...]:
    makers = survey.graph.makers
    return cite(makers.book, makers.rows, maker_rows(survey, product, local=True))


def _link_citations(survey: Survey, links: Sequence[int]) -> tuple[Citation, ...]:
    return cite(survey.graph.links.book, survey.graph.links.rows, links)


def presence(survey: Survey, product: int) -> Finding[float]:
    """Local presence with its interval."""
    has = survey.diagnosis.presence
    cited = _maker_citations(survey, product)
    return Finding(
        value=float(has.point[product]),
        method=PRESENCE,
        interval=Interval(float(has.lower[product]), float(has.upper[product])),
        citations=cited,
        caveats=() if cited else (_NO_ROW,),
    )


def strength(survey: Survey, product: int) -> Finding[float] | None:
    """Strength with the share or the standing it rests on; None where nothing is on record."""
    found, graph = survey.diagnosis.strength, survey.graph
    figure, firm = int(found.figure[product]), int(found.firm[product])
    if figure >= 0 and float(found.share[product]) == float(found.value[product]):
        cited = cite(graph.figures.book, graph.figures.rows, [figure])
    elif firm >= 0:
        rows = [
            row
            for row in maker_rows(survey, product, local=True)
            if int(graph.makers.firm[row]) == firm
        ]
        cited = (
            graph.firms.book.cite(int(graph.firms.rows[firm])),
            *cite(graph.makers.book, graph.makers.rows, rows),
        )
    else:
        return None
    return Finding(value=float(found.value[product]), method=STRENGTH, citations=cited)


def demand(survey: Survey, product: int) -> Finding[float]:
    """Local demand pull with the links to its local users."""
    found, targets = survey.diagnosis, survey.graph.links.target
    used = [
        link
        for link in survey.outputs_of(product).tolist()
        if found.presence.point[int(targets[link])] > 0
    ]
    return Finding(
        value=float(found.demand.pull[product]),
        method=DEMAND,
        unit=_LOCAL_PRODUCTS,
        citations=_link_citations(survey, used),
    )


def impact(survey: Survey, product: int) -> Finding[float]:
    """What is lost when its supply is cut, with the first links the stop runs along."""
    return Finding(
        value=float(survey.diagnosis.criticality.impact[product]),
        method=IMPACT,
        unit=_LOCAL_PRODUCTS,
        citations=_link_citations(survey, survey.outputs_of(product).tolist()),
    )


def stopped(survey: Survey, product: int) -> Finding[int]:
    """How many products stop when its supply is cut."""
    return Finding(
        value=int(survey.diagnosis.criticality.stopped[product]),
        method=IMPACT,
        unit=_PRODUCTS,
        citations=_link_citations(survey, survey.outputs_of(product).tolist()),
    )


def criticality(survey: Survey, product: int) -> Finding[float]:
    """Impact over the expected number of known suppliers."""
    makers = survey.graph.makers
    rows = [
        row
        for row in survey.makers_of(product).tolist()
        if list(Activity)[int(makers.activity[row])] in MAKING
    ]
    return Finding(
        value=float(survey.diagnosis.criticality.value[product]),
        method=CRITICALITY,
        unit=_LOCAL_PRODUCTS,
        citations=(
            *_link_citations(survey, survey.outputs_of(product).tolist()),
            *cite(makers.book, makers.rows, rows),
        ),
    )


def feasibility(survey: Survey, product: int) -> Finding[float] | None:
    """Mean local presence of its inputs; None where no input is on record."""
    found = survey.diagnosis.feasibility
    if not bool(found.known[product]):
        return None
    return Finding(
        value=float(found.share[product]),
        method=FEASIBILITY,
        citations=_link_citations(survey, survey.inputs_of(product).tolist()),
    )


def density(survey: Survey, product: int) -> Finding[float] | None:
    """Relatedness density; None where no firm makes it together with something else."""
    found = survey.diagnosis.relatedness
    if not bool(found.known[product]):
        return None
    makers = survey.graph.makers
    return Finding(
        value=float(found.density[product]),
        method=DENSITY,
        citations=cite(makers.book, makers.rows, survey.makers_of(product).tolist()),
        caveats=(_SMALL_SAMPLE,),
    )


def outside_share(survey: Survey, product: int) -> Finding[float] | None:
    """Greatest recorded share held outside; None where none is on record."""
    found, graph = survey.diagnosis.dependence, survey.graph
    figure = int(found.figure[product])
    if figure < 0:
        return None
    words = survey.directory.figure_words[figure]
    said = f"{words.scope}{words.metric.zh} {words.value}({words.period})"
    spoken = f"{words.scope} {words.metric.en} {words.value} ({words.period})"
    return Finding(
        value=float(found.share[product]),
        method=DEPENDENCE,
        citations=cite(graph.figures.book, graph.figures.rows, [figure]),
        caveats=(Text(f"口径:{said}", f"Definition: {spoken}"),),
    )


_EACH: tuple[Callable[[Survey, int], Finding[Any] | None], ...] = (
    presence,
    strength,
    demand,
    criticality,
    impact,
    stopped,
    feasibility,
    density,
    outside_share,
)


def product_figures(survey: Survey, product: int) -> tuple[Finding[Any], ...]:
    """Every figure that can be given of a product, in the order to be shown."""
    made = (figure(survey, product) for figure in _EACH)
    return tuple(finding for finding in made if finding is not None)


def completeness(survey: Survey, chain: str) -> Finding[float]:
    """Completeness of a chain, with the rows that say what is made."""
    graph = survey.graph
    at = np.flatnonzero(np.array([c == chain for c in graph.products.chains], dtype=bool))
    found = chains.completeness(survey.diagnosis, at)
    rows = [row for product in at.tolist() for row in maker_rows(survey, product, local=True)]
    return Finding(
        value=found.value if found else 0.0,
        method=COMPLETENESS,
        interval=found.interval if found else Interval(0.0, 1.0),
        citations=cite(graph.makers.book, graph.makers.rows, rows),
    )
