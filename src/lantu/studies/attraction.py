"""Whom to attract for which gap, and which place fits (招商目标企业与承接城市)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains import outside_candidates, place_fit
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies import figures
from lantu.studies.lists import products_in
from lantu.studies.methods import COUNT, RECORD, SMAA
from lantu.studies.places import place_name
from lantu.studies.placing import Measure, Placing, place, rank_finding
from lantu.studies.reasons import state_finding
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from lantu.chains import Candidates, Fit
    from lantu.evidence.source import Citation
    from lantu.model.directory import Place
    from lantu.studies.survey import Survey

PLACE_DRAWS = 0.25
"""Part of the draws that each gap's small ranking of places takes."""

NOTHING_NEAR = Text("各市州均无在案配套", "no place has anything near it on record")


def attraction_ledger(survey: Survey) -> Ledger:
    """招商目标企业清单: outside makers of the gaps, ranked, each with the place that fits."""
    gaps = products_in(survey, State.GAP)
    found = outside_candidates(survey.graph, gaps, survey.directory.region, survey.rules)
    labels = [_key(survey, found, i) for i in range(len(found))]
    placed = place(survey, "attract", labels, _measures(survey, found))
    homes = {at: best_place(survey, at) for at in dict.fromkeys(found.product.tolist())}
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
        rows=tuple(
            _row(survey, found, i, placed[i], homes[int(found.product[i])]) for i in ordered
        ),
    )


def _key(survey: Survey, found: Candidates, i: int) -> str:
    products, firms = survey.graph.products.ids.labels, survey.graph.firms.ids.labels
    return f"{products[int(found.product[i])]}:{firms[int(found.firm[i])]}"


def _measures(survey: Survey, found: Candidates) -> dict[str, Measure]:
    every = range(len(found))
    return {
        "criticality": Measure.of(survey.diagnosis.criticality.value, found.product),
        "demand": Measure.of(survey.diagnosis.demand.pull, found.product),
        "standing": Measure.of(found.standing, every),
        "evidence": Measure.of(found.evidence, every),
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


def _row(survey: Survey, found: Candidates, i: int, placed: Placing, home: Home) -> Row:
    graph, product, firm = survey.graph, int(found.product[i]), int(found.firm[i])
    cited = cite(graph.makers.book, graph.makers.rows, [int(found.row[i])])
    return Row(
        key=_key(survey, found, i),
        cells=(
            rank_finding(placed),
            Finding(value=graph.firms.names[firm], method=RECORD, citations=cited),
            place_name(survey, firm),
            graph.products.names[product],
            state_finding(survey, product),
            figures.criticality(survey, product),
            *_home_cells(home),
        ),
    )


def _home_cells(home: Home) -> tuple[Finding[Text] | Finding[float] | Text | None, ...]:
    if home.place is None:
        return (None, None, home.why)
    return (
        Finding(value=home.place.name, method=SMAA, citations=home.citations),
        Finding(value=home.chance, method=SMAA),
        Finding(value=home.why, method=COUNT, citations=home.citations),
    )
