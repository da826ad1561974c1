"""Who leads a chain (链主), on what measures, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.chains import Leadership, betweenness, leadership
from lantu.chains.grades import usable
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies.figures import unless
from lantu.studies.makers import firm_rows
from lantu.studies.methods import BETWEENNESS, COUNT, COVERAGE, REACH, RECORD, SMAA, STANDING
from lantu.studies.places import place_name
from lantu.studies.placing import Measure, Placing, place, rank_finding
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import FirmRole, label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.evidence.finding import Method
    from lantu.evidence.source import Citation
    from lantu.studies.survey import Survey

LISTED = 10
"""Firms listed for each chain."""


def leader_ledger(survey: Survey) -> Ledger:
    """链主与龙头清单: for each chain its leading firms, with rank intervals and their parts."""
    between = betweenness(survey.graph, survey.rules)
    rows = [
        row for chain in survey.graph.chain_names for row in _chain_rows(survey, chain, between)
    ]
    return Ledger(
        key="leaders",
        title=Text("链主与龙头清单", "chain leaders"),
        headline=Text(
            f"{len(survey.graph.chain_names)} 条链各列至多 {LISTED} 家,名次相同者证据分不出高下",
            f"Up to {LISTED} firms of each of {len(survey.graph.chain_names)} chains; equal places "
            "cannot be told apart",
        ),
        about=Text(
            "分项:规模(在案份额,缺则不计为零而加宽区间)、称号、触达(本企业产品及一步以内的产品数)、"
            "中介度、覆盖(两步以内细分领域占比)、生态(平台、项目、供货记录)。",
            "Parts: size (recorded share; where absent the interval widens, it is not zero), standing, "
            "reach (its products and those one link away), betweenness, coverage (share of segments "
            "within two links), ecosystem (platforms, projects, supply on record).",
        ),
        columns=(
            Column(key="rank", title=Text("名次", "rank"), kind="rank"),
            Column(key="first", title=Text("居首概率", "chance of first"), kind="share"),
            Column(key="chain", title=Text("产业链", "chain"), kind="text"),
            Column(key="firm", title=Text("企业", "firm"), kind="text"),
            Column(key="city", title=Text("城市", "city"), kind="text"),
            Column(key="roles", title=Text("在案称号", "roles on record"), kind="text"),
            Column(key="size", title=Text("最高份额", "greatest share"), kind="share"),
            Column(key="standing", title=Text("称号分", "standing"), kind="share"),
            Column(key="reach", title=Text("触达产品", "reach"), kind="count"),
            Column(key="betweenness", title=Text("中介度", "betweenness"), kind="share"),
            Column(key="coverage", title=Text("覆盖", "coverage"), kind="share"),
            Column(key="ecosystem", title=Text("生态", "ecosystem"), kind="count"),
        ),
        rows=tuple(rows),
    )


def _chain_rows(survey: Survey, chain: str, between: Sequence[float]) -> list[Row]:
    found = leadership(survey.graph, survey.directory.region, chain, survey.rules, between)
    if not len(found.firms):
        return []
    ecosystem = np.array([_ecosystem(survey, int(firm)) for firm in found.firms])
    labels = [survey.graph.firms.ids.labels[int(firm)] for firm in found.firms]
    placed = place(survey, "leaders", labels, _measures(found, ecosystem))
    ordered = sorted(range(len(labels)), key=lambda i: placed[i].order)[:LISTED]
    return [_row(survey, chain, found, ecosystem, placed, i) for i in ordered]


def _measures(found: Leadership, ecosystem: np.ndarray) -> Mapping[str, Measure]:
    every = range(len(found.firms))
    return {
        "size": Measure.of(found.size, every, known=found.has_size),
        "standing": Measure.of(found.standing, every),
        "reach": Measure.of(found.reach, every),
        "betweenness": Measure.of(found.betweenness, every),
        "coverage": Measure.of(found.coverage, every),
        "ecosystem": Measure.of(ecosystem, every),
    }


def _ecosystem(survey: Survey, firm: int) -> float:
    """Platforms it operates, projects it announced, firms it supplies, on record."""
    return float(len(_ecosystem_rows(survey, firm)))


def _ecosystem_rows(survey: Survey, firm: int) -> tuple[Citation, ...]:
    firms, directory = survey.graph.firms, survey.counted
    name, key = firms.names[firm].zh, firms.ids.labels[firm]
    told = [p.citation for p in directory.platforms if p.operator and p.operator in name]
    told += [p.citation for p in directory.projects if p.firm == key]
    told += [s.citation for s in directory.supplies if key in {s.supplier, s.buyer}]
    return tuple(told)


def _row(  # noqa: PLR0917 - one row, all its parts
    survey: Survey,
    chain: str,
    found: Leadership,
    ecosystem: np.ndarray,
    placed: Sequence[Placing],
    i: int,
) -> Row:
    firm = int(found.firms[i])
    name = survey.graph.firms.names[firm]
    own, every, here = _own(survey, firm), _made(survey, firm), _made(survey, firm, chain)
    size = _sizes(survey, firm, chain)
    return Row(
        key=f"{chain}:{survey.graph.firms.ids.labels[firm]}",
        cells=(
            rank_finding(placed[i]),
            Finding(value=placed[i].first, method=SMAA),
            survey.graph.chain_names[chain],
            Finding(value=name, method=RECORD, citations=(own, *here)),
            place_name(survey, firm),
            _roles(survey, firm),
            _part(float(found.size[i]), RECORD, size) if found.has_size[i] else None,
            _part(float(found.standing[i]), STANDING, (own,)),
            _part(int(found.reach[i]), REACH, every),
            _part(float(found.betweenness[i]), BETWEENNESS, every),
            _part(float(found.coverage[i]), COVERAGE, every),
            _part(int(ecosystem[i]), COUNT, _ecosystem_rows(survey, firm)),
        ),
    )


def _part(value: float, method: Method, cited: tuple[Citation, ...]) -> Finding[float]:
    return Finding(value=value, method=method, citations=cited, caveats=unless(cited))


def _own(survey: Survey, firm: int) -> Citation:
    return survey.graph.firms.book.cite(int(survey.graph.firms.rows[firm]))


def _made(survey: Survey, firm: int, chain: str | None = None) -> tuple[Citation, ...]:
    """Rows that say the firm makes something now, of one chain or of all."""
    makers, chains = survey.graph.makers, survey.graph.products.chains
    rows = [
        row
        for row in firm_rows(survey, firm)
        if chain is None or chains[int(makers.product[row])] == chain
    ]
    return cite(makers.book, makers.rows, rows)


def _sizes(survey: Survey, firm: int, chain: str) -> tuple[Citation, ...]:
    figures, chains = survey.graph.figures, survey.graph.products.chains
    shares = figures.of_kind("local_share") & figures.has_value & (figures.firm == firm)
    rows = [int(k) for k in np.flatnonzero(shares) if chains[int(figures.product[k])] == chain]
    return cite(figures.book, figures.rows, rows)


def _roles(survey: Survey, firm: int) -> Text | None:
    firms = survey.graph.firms
    held = [role for at, role in enumerate(FirmRole) if firms.roles[firm, at]]
    if not held or not usable(firms.grade[[firm]], survey.rules.weights)[0]:
        return None
    return Text("、".join(label(r).zh for r in held), ", ".join(label(r).en for r in held))
