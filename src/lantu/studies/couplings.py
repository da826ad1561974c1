"""Where chains meet: the list and the picture of cross-chain couplings."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from lantu.chains import couplings, wiring
from lantu.chains.arrays import TOLERANCE
from lantu.chains.cascade import Cutter, cascade
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies import figures
from lantu.studies.makers import input_links, user_links
from lantu.studies.methods import RECORD
from lantu.studies.reasons import state_finding
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import State, label

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
    met, tracer = _met(survey), _Tracer(survey)
    return Ledger(
        key="couplings",
        title=Text("跨链耦合清单", "cross-chain couplings"),
        headline=Text(
            f"{len(met)} 条投入关系跨越产业链,单看一条链会漏掉",
            f"{len(met)} inputs cross from one chain into another; one chain alone would miss them",
        ),
        about=Text(
            "按断供影响由大到小;“传导路径”沿随之停产的环节走到最近的本地强项(无强项则最近的本地在产环节)。",
            "Greatest impact of a cut first; the path runs through what stops to the nearest strong "
            "local link (where there is none, the nearest made here).",
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
        rows=tuple(_row(survey, each, tracer.path(each.link)) for each in met),
    )  # fmt: skip


def _row(survey: Survey, met: Coupling, path: tuple[int, ...]) -> Row:
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
                    " → ".join(names[at].zh for at in path),
                    " → ".join(names[at].en for at in path),
                ),
                method=RECORD,
                citations=_path_citations(survey, path),
            ),
            figures.impact(survey, source),
        ),
    )


class _Tracer:
    """Follows what stops when the source of a link is cut, to the nearest strong link."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        wires = wiring(survey.graph, survey.rules.weights)
        self._cutter = Cutter(cascade(wires, survey.rules.optional_loss))
        self._stops: dict[int, frozenset[int]] = {}

    def path(self, link: int) -> tuple[int, ...]:
        """Product positions: source, target, and the steps on; ends at the target where nothing stops."""
        links = self._survey.graph.links
        source, target = int(links.source[link]), int(links.target[link])
        stops = self._stopped_by(source)
        paths = self._from(target, stops - {source}) if target in stops else {target: (target,)}
        beyond = [at for at in paths if at != target]
        strong = [at for at in beyond if self._survey.diagnosis.state_of(at) is State.STRONG]
        here = [at for at in beyond if bool(self._survey.diagnosis.presence.present[at])]
        strength = self._survey.diagnosis.strength.value
        end = min(
            strong or here or [target],
            key=lambda at: (len(paths[at]), -round(float(strength[at]), 9), at),
        )
        return (source, *paths[end])

    def _stopped_by(self, source: int) -> frozenset[int]:
        if source not in self._stops:
            left = self._cutter.cut([source], [0.0])
            self._stops[source] = frozenset(at for at, y in left.items() if y <= TOLERANCE)
        return self._stops[source]

    def _from(self, start: int, through: frozenset[int]) -> dict[int, tuple[int, ...]]:
        """The shortest path from ``start`` to everything it reaches through some products."""
        paths: dict[int, tuple[int, ...]] = {start: (start,)}
        edge = [start]
        targets = self._survey.graph.links.target
        while edge:
            steps = [
                (at, int(targets[link])) for at in edge for link in user_links(self._survey, at)
            ]
            edge = []
            for at, user in steps:
                if user in through and user not in paths:
                    paths[user] = (*paths[at], user)
                    edge.append(user)
        return paths


def _path_citations(survey: Survey, path: tuple[int, ...]) -> tuple[Citation, ...]:
    links = survey.graph.links
    steps = [
        link
        for one, other in itertools.pairwise(path)
        for link in input_links(survey, other)
        if int(links.source[link]) == one
    ]
    return cite(links.book, links.rows, steps)
