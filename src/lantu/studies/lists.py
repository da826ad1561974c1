"""The lists of links: 补链, 强链, 延链 ranked; 锻长板, 在建, 待核 in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies import figures
from lantu.studies.makers import maker_rows
from lantu.studies.methods import COUNT, RECORD
from lantu.studies.placing import Measure, Placing, place, rank_finding
from lantu.studies.reasons import cited_by, next_step, reasons_for, state_finding
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lantu.evidence.exhibits import Cell
    from lantu.studies.survey import Survey

    Cells = tuple[Finding[object] | Cell, ...]

_RANK = Column(
    key="rank",
    title=Text("名次", "rank"),
    kind="rank",
    about=Text(
        "权重与证据存疑时的名次区间;同名次者不可区分。",
        "Rank interval under doubt of weights and evidence; equal places cannot be told apart.",
    ),
)
_HEAD = (
    Column(key="product", title=Text("环节", "product"), kind="text"),
    Column(key="chain", title=Text("产业链", "chain"), kind="text"),
    Column(key="segment", title=Text("细分领域", "segment"), kind="text"),
    Column(key="state", title=Text("状态", "state"), kind="state"),
)
_WHY = Column(key="why", title=Text("依据", "why"), kind="text")
_NEXT = Column(key="next", title=Text("下一步", "next step"), kind="text")
_SOURCES = Column(key="sources", title=Text("来源", "sources"), kind="source")


def products_in(survey: Survey, state: State) -> tuple[int, ...]:
    """Positions of the products in a state."""
    return tuple(np.flatnonzero(survey.diagnosis.state == list(State).index(state)).tolist())


def gap_ledger(survey: Survey) -> Ledger:
    """补链清单: gaps with evidence, most pressing first."""
    at = products_in(survey, State.GAP)
    placed = place(survey, "gaps", [_label(survey, p) for p in at], _gap_measures(survey, at))
    confirmed = sum(bool(survey.diagnosis.confirmed[p]) for p in at)
    return _ranked(
        survey,
        key="gaps",
        title=Text("补链清单", "gaps with evidence"),
        headline=Text(
            f"{len(at)} 个环节本地无可靠生产记录、下游在用、外部供给有据;其中经人工确认 {confirmed} 个",
            f"{len(at)} links without a solid record of local production, used locally, with outside "
            f"supply on record; {confirmed} confirmed by a person",
        ),
        products=at,
        placed=placed,
        middle=(
            Column(key="criticality", title=Text("关键度", "criticality"), kind="number"),
            Column(key="stopped", title=Text("断供停产", "stops if cut"), kind="count"),
            Column(key="demand", title=Text("本地需求拉动", "local demand"), kind="number"),
            Column(key="dependence", title=Text("最高外部份额", "outside share"), kind="share"),
            Column(key="feasibility", title=Text("配套可行度", "feasibility"), kind="share"),
            Column(key="suppliers", title=Text("在案外部供应商", "outside suppliers"), kind="text"),
        ),
        cells=lambda p: (
            figures.criticality(survey, p),
            figures.stopped(survey, p),
            figures.demand(survey, p),
            figures.outside_share(survey, p),
            figures.feasibility(survey, p),
            firm_names(survey, p, local=False),
        ),
    )


def weak_ledger(survey: Survey) -> Ledger:
    """强链清单: present but not strong, most pressing first."""
    at = products_in(survey, State.WEAK)
    placed = place(survey, "weak", [_label(survey, p) for p in at], _weak_measures(survey, at))
    single = sum(int(survey.diagnosis.presence.makers_now[p]) == 1 for p in at)
    return _ranked(
        survey,
        key="weak",
        title=Text("强链清单", "links to strengthen"),
        headline=Text(
            f"{len(at)} 个环节本地已有、尚不够强,其中 {single} 个仅一家在案",
            f"{len(at)} links are present but not strong; {single} rest on a single maker on record",
        ),
        products=at,
        placed=placed,
        middle=(
            Column(key="criticality", title=Text("关键度", "criticality"), kind="number"),
            Column(key="demand", title=Text("本地需求拉动", "local demand"), kind="number"),
            Column(key="strength", title=Text("强度", "strength"), kind="share"),
            Column(key="presence", title=Text("本地存在度", "presence"), kind="share"),
            Column(key="makers", title=Text("在案企业", "makers on record"), kind="text"),
        ),
        cells=lambda p: (
            figures.criticality(survey, p),
            figures.demand(survey, p),
            figures.strength(survey, p),
            figures.presence(survey, p),
            firm_names(survey, p, local=True),
        ),
    )


def extend_ledger(survey: Survey) -> Ledger:
    """延链清单: products the region could enter next, most promising first."""
    at = products_in(survey, State.EXTENDABLE)
    placed = place(survey, "extend", [_label(survey, p) for p in at], _extend_measures(survey, at))
    return _ranked(
        survey,
        key="extend",
        title=Text("延链清单", "links to extend to"),
        headline=Text(
            f"{len(at)} 个环节尚无本地记录,但投入大多本地可得且紧邻强项",
            f"{len(at)} links have no local record yet, but most inputs are at hand and a strong link "
            "is next door",
        ),
        products=at,
        placed=placed,
        middle=(
            Column(key="feasibility", title=Text("配套可行度", "feasibility"), kind="share"),
            Column(key="density", title=Text("关联密度", "relatedness"), kind="share"),
            Column(key="demand", title=Text("本地需求拉动", "local demand"), kind="number"),
        ),
        cells=lambda p: (
            figures.feasibility(survey, p),
            figures.density(survey, p),
            figures.demand(survey, p),
        ),
    )


def strong_ledger(survey: Survey) -> Ledger:
    """锻长板清单: the region's strong links."""
    return _plain(
        survey,
        State.STRONG,
        key="strong",
        title=Text("锻长板清单", "strong links"),
        said=lambda n: Text(
            f"{n} 个环节本地有份额或龙头支撑",
            f"{n} links stand on a recorded share or a leading firm",
        ),
        order=lambda p: -float(survey.diagnosis.strength.value[p]),
    )


def building_ledger(survey: Survey) -> Ledger:
    """在建清单: links that are being built, developed or planned."""
    return _plain(
        survey,
        State.BUILDING,
        key="building",
        title=Text("在建环节清单", "links being built"),
        said=lambda n: Text(
            f"{n} 个环节在建、在研或已有项目,投产前不计为已有",
            f"{n} links are being built, developed or planned; none counts as present before it produces",
        ),
        order=lambda p: -float(survey.diagnosis.criticality.value[p]),
    )


def unknown_ledger(survey: Survey) -> Ledger:
    """待核清单: links without evidence yet; nobody may call them missing."""
    return _plain(
        survey,
        State.UNKNOWN,
        key="unknown",
        title=Text("待核清单", "links without evidence yet"),
        said=lambda n: Text(
            f"{n} 个环节证据不足,需核实后再定;未在案不等于没有",
            f"{n} links need checking first; no record is not absence",
        ),
        order=lambda p: -float(survey.diagnosis.criticality.value[p]),
    )


def firm_names(survey: Survey, product: int, *, local: bool) -> Finding[str] | None:
    """Who makes, builds (or, outside, supplies) a product on record; None where nobody does."""
    makers = survey.graph.makers
    rows = maker_rows(survey, product, local=local)
    names = dict.fromkeys(survey.graph.firms.names[int(makers.firm[row])].zh for row in rows)
    if not names:
        return None
    return Finding(
        value="、".join(names),
        method=RECORD,
        citations=cite(makers.book, makers.rows, rows),
    )


def _label(survey: Survey, product: int) -> str:
    return survey.graph.products.ids.labels[product]


def _gap_measures(survey: Survey, at: Sequence[int]) -> Mapping[str, Measure]:
    found = survey.diagnosis
    return {
        "criticality": Measure.of(found.criticality.value, at),
        "demand": Measure.of(found.demand.pull, at),
        "dependence": Measure.of(found.dependence.share, at, known=found.dependence.has_share),
        "feasibility": Measure.of(found.feasibility.share, at, known=found.feasibility.known),
    }


def _weak_measures(survey: Survey, at: Sequence[int]) -> Mapping[str, Measure]:
    found = survey.diagnosis
    single = (found.presence.makers_now == 1).astype(np.float64)
    return {
        "criticality": Measure.of(found.criticality.value, at),
        "demand": Measure.of(found.demand.pull, at),
        "weakness": Measure.of(1 - found.strength.value, at),
        "single_maker": Measure.of(single, at),
    }


def _extend_measures(survey: Survey, at: Sequence[int]) -> Mapping[str, Measure]:
    found = survey.diagnosis
    return {
        "feasibility": Measure.of(found.feasibility.share, at, known=found.feasibility.known),
        "density": Measure.of(found.relatedness.density, at, known=found.relatedness.known),
        "strong_neighbours": Measure.of(_strong_neighbours(survey), at),
        "demand": Measure.of(found.demand.pull, at),
    }


def _strong_neighbours(survey: Survey) -> np.ndarray:
    """How many links of a product lead to a strong one."""
    links = survey.graph.links
    strong = survey.diagnosis.state == list(State).index(State.STRONG)
    counted = np.zeros(len(survey.graph), dtype=np.float64)
    forward = ~links.returning
    np.add.at(counted, links.target[forward], strong[links.source[forward]].astype(np.float64))
    np.add.at(counted, links.source[forward], strong[links.target[forward]].astype(np.float64))
    return counted


def _head(survey: Survey, product: int) -> Cells:
    products = survey.graph.products
    return (
        products.names[product],
        survey.graph.chain_names[products.chains[product]],
        survey.segment(product),
        state_finding(survey, product),
    )


def _why(survey: Survey, product: int) -> Text:
    reasons = reasons_for(survey, product)
    return Text(
        ";".join(reason.text.zh for reason in reasons), "; ".join(r.text.en for r in reasons)
    )


def _tail(survey: Survey, product: int) -> Cells:
    listed = cited_by(reasons_for(survey, product))
    return (
        _why(survey, product),
        next_step(survey, product),
        Finding(value=len(listed), method=COUNT, citations=listed) if listed else None,
    )


def _ranked(  # noqa: PLR0913 - one list, described in full by its caller
    survey: Survey,
    *,
    key: str,
    title: Text,
    headline: Text,
    products: Sequence[int],
    placed: Sequence[Placing],
    middle: tuple[Column, ...],
    cells: Callable[[int], Cells],
) -> Ledger:
    ordered = sorted(zip(placed, products, strict=True), key=lambda pair: pair[0].order)
    return Ledger(
        key=key,
        title=title,
        headline=headline,
        about=Text(
            "按 SMAA 期望名次排序;名次区间含权重与证据的疑问,权重见“所用设置”。",
            "Ordered by expected rank (SMAA); rank intervals carry the doubt of weights and evidence; "
            "the weights are among the settings.",
        ),
        columns=(_RANK, *_HEAD, *middle, _WHY, _NEXT, _SOURCES),
        rows=tuple(
            Row(
                key=_label(survey, p),
                cells=(rank_finding(rank), *_head(survey, p), *cells(p), *_tail(survey, p)),
            )
            for rank, p in ordered
        ),
        product_keys=True,
    )


def _plain(
    survey: Survey,
    state: State,
    *,
    key: str,
    title: Text,
    said: Callable[[int], Text],
    order: Callable[[int], float],
) -> Ledger:
    products = sorted(products_in(survey, state), key=lambda p: (order(p), p))
    return Ledger(
        key=key,
        title=title,
        headline=said(len(products)),
        about=_ORDERS[state],
        columns=(
            *_HEAD,
            Column(key="strength", title=Text("强度", "strength"), kind="share"),
            Column(key="presence", title=Text("本地存在度", "presence"), kind="share"),
            Column(key="criticality", title=Text("关键度", "criticality"), kind="number"),
            Column(key="makers", title=Text("在案企业", "firms on record"), kind="text"),
            _WHY,
            _NEXT,
            _SOURCES,
        ),
        rows=tuple(
            Row(
                key=_label(survey, p),
                cells=(
                    *_head(survey, p),
                    figures.strength(survey, p),
                    figures.presence(survey, p),
                    figures.criticality(survey, p),
                    firm_names(survey, p, local=True),
                    *_tail(survey, p),
                ),
            )
            for p in products
        ),
        product_keys=True,
    )


_ORDERS = {
    State.STRONG: Text("按强度由高到低。", "Strongest first."),
    State.BUILDING: Text("按关键度由高到低。", "Most critical first."),
    State.UNKNOWN: Text(
        "按关键度由高到低:先核实最要紧的。", "Most critical first: check those first."
    ),
}
