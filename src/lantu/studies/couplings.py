"""Where chains meet: the list and the picture of cross-chain couplings."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from lantu.chains import couplings
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies import figures
from lantu.studies.makers import input_links
from lantu.studies.methods import RECORD
from lantu.studies.reasons import state_finding
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import label

if TYPE_CHECKING:
    from lantu.chains import Coupling
    from lantu.evidence.source import Citation
    from lantu.studies.survey import Survey


def coupling_links(survey: Survey) -> tuple[int, ...]:
    """Positions of the links between chains."""
    return tuple(met.link for met in _met(survey))


def _met(survey: Survey) -> tuple[Coupling, ...]:
    every = couplings(survey.graph, survey.diagnosis, survey.rules)
    return tuple(met for met in every if bool(survey.walked[met.link]))


def coupling_ledger(survey: Survey) -> Ledger:
    """跨链耦合清单: which chain hangs on which, and what hangs on the link further down."""
    met = _met(survey)
    return Ledger(
        key="couplings",
        title=Text("跨链耦合清单", "cross-chain couplings"),
        headline=Text(
            f"{len(met)} 条投入关系跨越产业链,单看一条链会漏掉",
            f"{len(met)} inputs cross from one chain into another; one chain alone would miss them",
        ),
        about=Text(
            "按断供影响由大到小;“传导路径”沿必需投入走到受牵连的本地最强产品。",
            "Greatest impact of a cut first; the path follows essential inputs down to the strongest "
            "local product that hangs on it.",
        ),
        columns=(
            Column(key="source", title=Text("上游环节", "input"), kind="text"),
            Column(key="source_chain", title=Text("所属链", "its chain"), kind="text"),
            Column(key="source_state", title=Text("状态", "state"), kind="state"),
            Column(key="target", title=Text("下游环节", "used by"), kind="text"),
            Column(key="target_chain", title=Text("所属链", "its chain"), kind="text"),
            Column(key="need", title=Text("关系", "need"), kind="text"),
            Column(key="path", title=Text("传导路径", "path"), kind="text"),
            Column(
                key="impact", title=Text("断供影响", "impact of a cut"), kind="number",
                unit=figures.LOCAL_PRODUCTS,
            ),
        ),
        rows=tuple(_row(survey, each) for each in met),
    )  # fmt: skip


def _row(survey: Survey, met: Coupling) -> Row:
    graph = survey.graph
    source, target = int(graph.links.source[met.link]), int(graph.links.target[met.link])
    chains, names = graph.products.chains, graph.products.names
    cited = cite(graph.links.book, graph.links.rows, [met.link])
    return Row(
        key=cited[0].row_id,
        cells=(
            names[source],
            graph.chain_names[chains[source]],
            state_finding(survey, source),
            names[target],
            graph.chain_names[chains[target]],
            label(survey.essentiality(met.link)),
            Finding(
                value=Text(
                    " → ".join(names[at].zh for at in met.path),
                    " → ".join(names[at].en for at in met.path),
                ),
                method=RECORD,
                citations=_path_citations(survey, met.path),
            ),
            figures.impact(survey, source),
        ),
    )


def _path_citations(survey: Survey, path: tuple[int, ...]) -> tuple[Citation, ...]:
    links = survey.graph.links
    steps = [
        link
        for one, other in itertools.pairwise(path)
        for link in input_links(survey, other)
        if int(links.source[link]) == one
    ]
    return cite(links.book, links.rows, steps)
