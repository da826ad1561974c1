"""Whom to attract for which gap, and which place fits (招商目标企业与承接城市)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains import Fit, place_fit
from lantu.chains.presence import grade_weights
from lantu.chains.strength import firm_standing
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies import figures
from lantu.studies.lists import products_in
from lantu.studies.makers import making_rows
from lantu.studies.methods import COUNT, RECORD, SMAA
from lantu.studies.places import place_name
from lantu.studies.placing import Measure, Placing, place, rank_finding
from lantu.studies.reasons import state_finding
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.evidence.source import Citation
    from lantu.model.directory import Place
    from lantu.studies.survey import Survey

PLACE_DRAWS = 0.25
"""Part of the draws that each gap's small ranking of places takes."""

NOTHING_NEAR = Text("各市州均无在案配套", "no place has anything near it on record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One outside firm that makes one product the region lacks.

    Attributes:
        product: Product position.
        firm: Firm position.
        row: Its making row of the best class.
    """

    product: int
    firm: int
    row: int


def attraction_ledger(survey: Survey) -> Ledger:
    """招商目标企业清单: outside makers of the gaps, ranked, each with the place that fits."""
    found = _candidates(survey)
    labels = [_key(survey, each) for each in found]
    placed = place(survey, "attract", labels, _measures(survey, found))
    homes = {product: best_place(survey, product) for product in {c.product for c in found}}
    ordered = sorted(range(len(found)), key=lambda i: placed[i].order)
    return Ledger(
        key="attract",
        title=Text("招商目标与承接城市清单", "firms to attract and places that fit"),
        headline=Text(
            f"{len(homes)} 个补链环节有 {len(found)} 家次外部企业在案,逐一给出承接城市",
            f"{len(found)} outside makers on record for {len(homes)} gaps, each with a place that fits",
        ),
        about=Text(
            "企业按环节关键度、本地需求、企业地位、证据强弱排序;城市按在案的上游、下游、同领域产品与平台排序。"
            "列入清单不表示企业有投资意向。",
            "Firms by criticality, local demand, standing and evidence; places by inputs, users, kindred "
            "products and platforms on record. Being listed does not mean that a firm intends to invest.",
        ),
        columns=(
            Column(key="rank", title=Text("名次", "rank"), kind="rank"),
            Column(key="firm", title=Text("目标企业", "firm"), kind="text"),
            Column(key="where", title=Text("所在地", "where it is"), kind="text"),
            Column(key="product", title=Text("补链环节", "gap"), kind="text"),
            Column(key="state", title=Text("状态", "state"), kind="state"),
            Column(key="criticality", title=Text("关键度", "criticality"), kind="number"),
            Column(key="city", title=Text("适配城市", "place that fits"), kind="text"),
            Column(key="chance", title=Text("居首概率", "chance of first"), kind="share"),
            Column(key="why", title=Text("配套依据", "why there"), kind="text"),
        ),
        rows=tuple(_row(survey, found[i], placed[i], homes[found[i].product]) for i in ordered),
    )


def _candidates(survey: Survey) -> list[Candidate]:
    """Each outside maker of each gap once, with the row of its best evidence."""
    makers = survey.graph.makers
    best: dict[tuple[int, int], Candidate] = {}
    for product in products_in(survey, State.GAP):
        rows = making_rows(survey, product, local=False)
        for row in sorted(rows, key=lambda k: (int(makers.grade[k]), k)):
            firm = int(makers.firm[row])
            best.setdefault((product, firm), Candidate(product=product, firm=firm, row=row))
    return [best[key] for key in sorted(best)]


def _key(survey: Survey, each: Candidate) -> str:
    graph = survey.graph
    return f"{graph.products.ids.labels[each.product]}:{graph.firms.ids.labels[each.firm]}"


def _measures(survey: Survey, found: Sequence[Candidate]) -> dict[str, Measure]:
    products = np.array([each.product for each in found], dtype=np.int64)
    firms = np.array([each.firm for each in found], dtype=np.int64)
    rows = np.array([each.row for each in found], dtype=np.int64)
    weight = grade_weights(survey.rules.weights, survey.graph.makers.grade)
    return {
        "criticality": Measure.of(survey.diagnosis.criticality.value, products),
        "demand": Measure.of(survey.diagnosis.demand.pull, products),
        "standing": Measure.of(firm_standing(survey.graph, survey.rules), firms),
        "evidence": Measure.of(weight, rows),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The place that fits a product best.

    Attributes:
        place: The place; None where no place has anything near it on record.
        chance: Share of weight draws in which it comes first.
        why: What it has.
        citations: The rows behind it.
    """

    place: Place | None
    chance: float
    why: Text
    citations: tuple[Citation, ...]


def best_place(survey: Survey, product: int) -> Home:
    """The place of the region that fits a product best, and how sure that is."""
    places, makers = survey.directory.places, survey.graph.makers
    fit = place_fit(survey.graph, [p.code for p in places], product, survey.rules)
    hosted = [_platforms(survey, product, at) for at in places]
    platforms = np.array([float(len(told)) for told in hosted])
    offers = fit.inputs + fit.users + fit.segment
    if not places or not offers.any():
        return Home(place=None, chance=0.0, why=NOTHING_NEAR, citations=())
    every = range(len(places))
    placed = place(
        survey,
        "places",
        [f"{p.code:06d}" for p in places],
        {
            "inputs": Measure.of(fit.inputs, every),
            "users": Measure.of(fit.users, every),
            "segment": Measure.of(fit.segment, every),
            "platforms": Measure.of(platforms, every),
        },
        share_of_draws=PLACE_DRAWS,
    )
    best = min(every, key=lambda i: placed[i].order)
    return Home(
        place=places[best],
        chance=placed[best].first,
        why=_offer(fit, platforms, best),
        citations=(*cite(makers.book, makers.rows, fit.rows[best]), *hosted[best]),
    )


def _platforms(survey: Survey, product: int, at: Place) -> tuple[Citation, ...]:
    """Platforms of the product's chain in a place."""
    chain = survey.graph.products.chains[product]
    return tuple(
        p.citation for p in survey.counted.platforms if p.place == at.code and p.chain == chain
    )


def _offer(fit: Fit, platforms: np.ndarray, best: int) -> Text:
    return Text(
        f"上游投入 {fit.inputs[best]:.0%} 在案,下游用户 {fit.users[best]:.0%} 在案,"
        f"同领域产品 {fit.segment[best]:.0f} 个,平台 {platforms[best]:.0f} 个",
        f"{fit.inputs[best]:.0%} of inputs and {fit.users[best]:.0%} of users on record there, "
        f"{fit.segment[best]:.0f} kindred products, {platforms[best]:.0f} platforms",
    )


def _row(survey: Survey, each: Candidate, placed: Placing, home: Home) -> Row:
    graph = survey.graph
    cited = cite(graph.makers.book, graph.makers.rows, [each.row])
    return Row(
        key=_key(survey, each),
        cells=(
            rank_finding(placed),
            Finding(value=graph.firms.names[each.firm], method=RECORD, citations=cited),
            place_name(survey, each.firm),
            graph.products.names[each.product],
            state_finding(survey, each.product),
            figures.criticality(survey, each.product),
            None
            if home.place is None
            else Finding(value=home.place.name, method=SMAA, citations=home.citations),
            None if home.place is None else Finding(value=home.chance, method=SMAA),
            home.why
            if home.place is None
            else Finding(value=home.why, method=COUNT, citations=home.citations),
        ),
    )
