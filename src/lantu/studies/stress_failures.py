"""The worst single and double failures of a region, whatever the scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.model.scenario import Hit
from lantu.shocks import failures
from lantu.studies.makers import user_links
from lantu.studies.places import area_name
from lantu.studies.stress_methods import ALONE, PAIR
from lantu.studies.stress_tried import target_rows
from lantu.studies.survey import cite
from lantu.vocab.country import country_name
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.evidence.source import Citation
    from lantu.model.scenario import Target
    from lantu.shocks import Failures
    from lantu.studies.survey import Survey

TOLD = 10
"""Failures of each kind that are told."""

KINDS = {
    Hit.PRODUCT: Text("环节", "link"),
    Hit.FIRM: Text("省内企业", "local firm"),
    Hit.SUPPLIER: Text("省外供应商", "outside supplier"),
    Hit.COUNTRY: Text("境外来源地", "country of supply"),
    Hit.REGION: Text("市州", "place"),
}
"""What may fail, in the order told."""

PAIRED = (Hit.FIRM, Hit.SUPPLIER, Hit.COUNTRY, Hit.REGION)
"""Kinds of which pairs are tried: pairs of products take far longer, and nobody cuts two at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """What fails worst.

    Attributes:
        survey: The diagnosed facts.
        found: Failures of each kind.
    """

    survey: Survey
    found: tuple[tuple[Hit, Failures], ...]

    def singles(self) -> Ledger:
        """单点失效清单: what costs most when it fails alone."""
        rows = [row for hit, found in self.found for row in self._alone(hit, found)]
        worst = max(rows, key=lambda row: float(row.cells[2].value), default=None)  # type: ignore[union-attr]  # a finding, see below
        return Ledger(
            key="stress-failures",
            title=Text("单点失效清单", "worst single failures"),
            headline=_worst(worst, 2, Text("最重的单点", "The worst single point")),
            about=Text(
                "各类里损失最大的十个；全部断供、库存用完之后，本地环节失去的部分。",
                "The ten of each kind that cost most: part of the local links lost, cut whole, stocks used up.",
            ),
            columns=(
                Column(key="kind", title=Text("类别", "kind"), kind="text"),
                Column(key="name", title=Text("名称", "name"), kind="text"),
                Column(key="loss", title=Text("失去", "lost"), kind="share"),
            ),
            rows=tuple(rows),
        )

    def pairs(self) -> Ledger:
        """双点失效清单: what costs most when two of a kind fail together."""
        rows = [row for hit, found in self.found for row in self._together(hit, found)]
        worst = max(rows, key=lambda row: float(row.cells[3].value), default=None)  # type: ignore[union-attr]  # as above
        return Ledger(
            key="stress-pairs",
            title=Text("双点失效清单", "worst double failures"),
            headline=_worst(worst, 3, Text("最重的双点", "The worst pair")),
            about=Text(
                "各类里同时失效损失最大的十对；互为备份的，“超出部分”大于 0。",
                "The ten pairs of each kind that cost most together; above 0 beyond what each costs "
                "alone where one stands in for the other.",
            ),
            columns=(
                Column(key="kind", title=Text("类别", "kind"), kind="text"),
                Column(key="one", title=Text("其一", "one"), kind="text"),
                Column(key="other", title=Text("其二", "other"), kind="text"),
                Column(key="loss", title=Text("失去", "lost"), kind="share"),
                Column(key="synergy", title=Text("超出部分", "beyond each alone"), kind="share"),
            ),
            rows=tuple(rows),
        )

    def _alone(self, hit: Hit, found: Failures) -> Iterator[Row]:
        whole = _whole(found)
        for at in np.argsort(-found.loss, kind="stable")[:TOLD]:
            if found.loss[at] <= 0:
                return
            target = found.targets[int(at)]
            yield Row(
                key=str(target),
                cells=(
                    KINDS[hit],
                    self._name(target),
                    Finding(
                        value=float(found.loss[at]) / whole,
                        method=ALONE,
                        citations=self._rows(target),
                    ),
                ),
            )

    def _together(self, hit: Hit, found: Failures) -> Iterator[Row]:
        whole, worst = _whole(found), found.worst
        for one, other, loss, synergy in zip(
            worst.one, worst.other, worst.loss, worst.synergy, strict=True
        ):
            both = found.targets[int(one)], found.targets[int(other)]
            rows = tuple({c.key: c for each in both for c in self._rows(each)}.values())
            yield Row(
                key=f"{both[0]}+{both[1]}",
                cells=(
                    KINDS[hit],
                    self._name(both[0]),
                    self._name(both[1]),
                    Finding(value=float(loss) / whole, method=PAIR, citations=rows),
                    Finding(value=float(synergy) / whole, method=PAIR, citations=rows),
                ),
            )

    def _name(self, target: Target) -> Text:
        graph = self.survey.graph
        if target.kind is Hit.PRODUCT:
            return self.survey.name(graph.products.ids.at(target.code))
        if target.kind in {Hit.FIRM, Hit.SUPPLIER}:
            return graph.firms.names[graph.firms.ids.at(target.code)]
        if target.kind is Hit.COUNTRY:
            return country_name(target.code)
        return area_name(self.survey, int(target.code))

    def _rows(self, target: Target) -> tuple[Citation, ...]:
        """Its own row and those of who uses it; of a firm, place or country what it makes."""
        graph, own = self.survey.graph, target_rows(self.survey, target)
        if target.kind is not Hit.PRODUCT:
            return own
        at = graph.products.ids.at(target.code)
        return own + cite(graph.links.book, graph.links.rows, user_links(self.survey, at))


def weak_points(survey: Survey) -> Weak:
    """Let everything of each kind fail, alone and, but for products, by two."""
    return Weak(
        survey=survey,
        found=tuple(
            (
                hit,
                failures(
                    survey.graph,
                    region=survey.directory.region,
                    of=hit,
                    rules=survey.rules,
                    pairs=hit in PAIRED,
                    most=TOLD,
                ),
            )
            for hit in KINDS
        ),
    )


def _whole(found: Failures) -> float:
    return found.ground.whole or 1.0


def _worst(row: Row | None, loss: int, what: Text) -> Text:
    if row is None:
        return Text("没有一处失效会损失什么", "Nothing is lost whatever fails")
    names = [each for each in row.cells[1:loss] if isinstance(each, Text)]
    found = row.cells[loss]
    share = f"{found.value:.1%}" if isinstance(found, Finding) else ""
    return Text(
        f"{what.zh}是{'与'.join(each.zh for each in names)}，本地环节失去 {share}",
        f"{what.en} is {' with '.join(each.en for each in names)}: {share} of the local links",
    )
