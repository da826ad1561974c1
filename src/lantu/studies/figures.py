"""Single figures of one product as findings: the arrays' values with method, rows, doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from lantu import chains
from lantu.chains.grades import stated_outside
from lantu.evidence.confidence import Interval
from lantu.evidence.finding import Finding
from lantu.studies.doubt import warning
from lantu.studies.makers import (
    kindred_rows,
    local_user_links,
    making_rows,
    needed_links,
    user_links,
)
from lantu.studies.methods import (
    COMPLETENESS,
    CRITICALITY,
    DEMAND,
    DENSITY,
    DEPENDENCE,
    FEASIBILITY,
    IMPACT,
    PRESENCE,
    RECORD,
    STOPPED,
    STRENGTH,
)
from lantu.studies.survey import cite
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from lantu.evidence.source import Citation
    from lantu.model.directory import FigureWords
    from lantu.studies.survey import Survey

    Floats = NDArray[np.float64]

LOCAL_PRODUCTS = Text("个本地产品", "local products")
"""Unit of demand, impact and criticality: products weighted by their local presence."""

_PRODUCTS = Text("个环节", "products")
NO_ROW = Text("没有记录不等于没有。", "No record is not absence.")
"""What stands beside every figure that rests on no row: a zero, not an absence."""

_SMALL_SAMPLE = Text("企业样本有限,只作提示。", "The sample of firms is small: read it as a hint.")


def unless(cited: tuple[Citation, ...]) -> tuple[Text, ...]:
    """The caveat of a figure without rows."""
    return () if cited else (NO_ROW,)


def _between(lower: Floats, upper: Floats, product: int) -> Interval:
    return Interval(float(lower[product]), float(upper[product]))


def _maker_citations(survey: Survey, rows: Sequence[int]) -> tuple[Citation, ...]:
    return cite(survey.graph.makers.book, survey.graph.makers.rows, rows)


def _link_citations(survey: Survey, links: Sequence[int]) -> tuple[Citation, ...]:
    return cite(survey.graph.links.book, survey.graph.links.rows, links)


def own_row(survey: Survey, product: int) -> tuple[Citation, ...]:
    """The product's own row."""
    products = survey.graph.products
    return cite(products.book, products.rows, [product])


def presence(survey: Survey, product: int) -> Finding[float]:
    """Local presence with its interval; a person's confirmation of absence is cited too."""
    has = survey.diagnosis.presence
    cited = _maker_citations(survey, making_rows(survey, product, local=True))
    if bool(survey.diagnosis.confirmed[product]):
        cited += own_row(survey, product)
    return Finding(
        value=float(has.point[product]),
        method=PRESENCE,
        interval=_between(has.lower, has.upper, product),
        citations=cited,
        caveats=unless(cited),
    )


def strength(survey: Survey, product: int) -> Finding[float] | None:
    """Strength with the share, else the standing, it rests on; None where nothing is on record."""
    found, graph = survey.diagnosis.strength, survey.graph
    figure, firm = int(found.figure[product]), int(found.firm[product])
    if figure >= 0:
        cited = cite(graph.figures.book, graph.figures.rows, [figure])
    elif firm >= 0:
        made = making_rows(survey, product, local=True)
        cited = (
            graph.firms.book.cite(int(graph.firms.rows[firm])),
            *_maker_citations(survey, [k for k in made if int(graph.makers.firm[k]) == firm]),
        )
    else:
        return None
    return Finding(
        value=float(found.value[product]),
        method=STRENGTH,
        interval=_between(found.lower, found.upper, product),
        citations=cited,
    )


def demand(survey: Survey, product: int) -> Finding[float]:
    """Local demand pull with the links to its local users."""
    found = survey.diagnosis.demand
    cited = _link_citations(survey, local_user_links(survey, product))
    return Finding(
        value=float(found.pull[product]),
        method=DEMAND,
        unit=LOCAL_PRODUCTS,
        interval=_between(found.lower, found.upper, product),
        citations=cited,
        caveats=unless(cited),
    )


def impact(survey: Survey, product: int) -> Finding[float]:
    """What is lost when its supply is cut, with the first links the stop runs along."""
    found = survey.diagnosis.criticality
    cited = _link_citations(survey, user_links(survey, product))
    return Finding(
        value=float(found.impact[product]),
        method=IMPACT,
        unit=LOCAL_PRODUCTS,
        interval=_between(found.impact_lower, found.impact_upper, product),
        citations=cited,
        caveats=unless(cited),
    )


def stopped(survey: Survey, product: int) -> Finding[int]:
    """How many products stop when its supply is cut."""
    cited = _link_citations(survey, user_links(survey, product))
    return Finding(
        value=int(survey.diagnosis.criticality.stopped[product]),
        method=STOPPED,
        unit=_PRODUCTS,
        citations=cited,
        caveats=unless(cited),
    )


def criticality(survey: Survey, product: int) -> Finding[float]:
    """Impact over the expected number of known suppliers, stated ones included."""
    found = survey.diagnosis.criticality
    stated = bool(stated_outside(survey.graph.products, survey.rules.weights)[product])
    cited = (
        *_link_citations(survey, user_links(survey, product)),
        *_maker_citations(survey, making_rows(survey, product)),
        *(own_row(survey, product) if stated else ()),
    )
    return Finding(
        value=float(found.value[product]),
        method=CRITICALITY,
        unit=LOCAL_PRODUCTS,
        interval=_between(found.lower, found.upper, product),
        citations=cited,
        caveats=unless(cited),
    )


def feasibility(survey: Survey, product: int) -> Finding[float] | None:
    """Mean local presence of its inputs; None where no input is on record."""
    found = survey.diagnosis.feasibility
    if not bool(found.known[product]):
        return None
    return Finding(
        value=float(found.share[product]),
        method=FEASIBILITY,
        interval=_between(found.lower, found.upper, product),
        citations=_link_citations(survey, needed_links(survey, product)),
    )


def density(survey: Survey, product: int) -> Finding[float] | None:
    """Relatedness density; None where no firm makes it together with something else."""
    found = survey.diagnosis.relatedness
    if not bool(found.known[product]):
        return None
    return Finding(
        value=float(found.density[product]),
        method=DENSITY,
        citations=_maker_citations(survey, kindred_rows(survey, product)),
        caveats=(_SMALL_SAMPLE,),
    )


def outside_share(survey: Survey, product: int) -> Finding[float] | None:
    """Greatest recorded share held outside; None where none is on record."""
    found, graph = survey.diagnosis.dependence, survey.graph
    figure = int(found.figure[product])
    if figure < 0:
        return None
    cited = cite(graph.figures.book, graph.figures.rows, [figure])
    said = figure_said(survey, figure)
    return Finding(
        value=float(found.share[product]),
        method=DEPENDENCE,
        citations=cited,
        caveats=(Text(f"口径:{said.zh}", f"Definition: {said.en}"), *warning(cited[0])),
    )


def recorded(survey: Survey, figure: int) -> Finding[Text]:
    """A figure as its row says it, with the warning that its note may give."""
    figures = survey.graph.figures
    citation = figures.book.cite(int(figures.rows[figure]))
    return Finding(
        value=figure_said(survey, figure),
        method=RECORD,
        citations=(citation,),
        caveats=warning(citation),
    )


def figure_said(survey: Survey, figure: int) -> Text:
    """Whose figure it is, scope, metric, value and period, as the row has them."""
    words, firms = survey.directory.figure_words[figure], survey.graph.firms
    firm = int(survey.graph.figures.firm[figure])
    zh = (firms.names[firm].zh if firm >= 0 else "", _scoped(words), words.value)
    en = (firms.names[firm].en if firm >= 0 else "", words.scope.en, words.metric.en, words.value)
    when = f"({words.period})" if words.period else ""
    spoken = f"({words.period})" if words.period else ""
    return Text(" ".join(filter(None, zh)) + when, " ".join(filter(None, (*en, spoken))))


def _scoped(words: FigureWords) -> str:
    """Scope and metric in Chinese; a metric that names its scope is not told it twice."""
    return words.scope.zh + words.metric.zh.removeprefix(words.scope.zh)


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
    rows = [row for product in at.tolist() for row in making_rows(survey, product, local=True)]
    return Finding(
        value=found.value if found else 0.0,
        method=COMPLETENESS,
        interval=found.interval if found else Interval(0.0, 1.0),
        citations=_maker_citations(survey, rows),
        caveats=() if rows else (NO_ROW,),
    )
