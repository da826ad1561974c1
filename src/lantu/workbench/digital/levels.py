"""Questions about firms' digital levels, each with one answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lantu.digital import action_view, bias
from lantu.facts.maturity import assessments
from lantu.model.assessment import ORIGINS
from lantu.model.rubric import ACTIONS
from lantu.studies.digital import GROUPS, NOT_TOLD, OPEN, DigitalLevels, joined
from lantu.studies.digital_methods import BIAS, DISTANCE, LEVEL, SCORE
from lantu.studies.digital_pictures import distance_plot, level_grid
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Answer, Column, Figure, Label, Subject

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from lantu.digital import Bias
    from lantu.digital.views import Group
    from lantu.evidence.grids import Grid
    from lantu.model.assessment import Assessment
    from lantu.workbench.answers import Drawn, Words
    from lantu.workbench.digital.asked import DigitalRequest

FIRM = Text("企业", "firm")
NOTHING = Text("—", "—")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digitals:
    """A filled form and its questions, each with one :class:`~lantu.workbench.Answer`.

    Attributes:
        told: What firms answered, and what follows.
        request: How it was read.
    """

    told: DigitalLevels
    request: DigitalRequest

    @property
    def answers(self) -> Assessment:
        """What firms answered."""
        return self.told.answers

    def levels(self) -> Answer:
        """Every firm's score and level, what it lacks to the next, and what holds it back."""
        told, found = self.told, self.told.standing
        firms = range(len(self.answers))
        return self._answer(
            "levels",
            labels=[
                *self._firms(firms),
                _label("level", Text("等级", "level"), [told.level(at) for at in firms]),
                self._held(firms),
            ],
            columns=[
                Column(key="score", name=Text("得分", "score"), values=found.score),
                Column(key="score_upper", name=Text("至多", "at most"), values=found.score_upper),
                Column(
                    key="points",
                    name=Text("距下一级", "to the next level"),
                    values=told.next.points,
                ),
            ],
            figures=self._counts(),
            formula=f"{SCORE.formula}; {LEVEL.formula}",
        )

    def _counts(self) -> list[Figure]:
        """Firms at each level, and those that are open."""
        found = self.told.standing
        settled = found.level[found.settled]
        counts = np.bincount(settled, minlength=len(self.told.levels))
        figures = [
            Figure(key=f"level_{at}", name=name, value=float(counts[at]))
            for at, name in enumerate(self.told.levels)
        ]
        return [*figures, Figure(key="open", name=OPEN, value=float((~found.settled).sum()))]

    def heat(self, by: Group = "segment") -> Answer:
        """Firms of each segment, or place, at each level.

        Args:
            by: Which groups.
        """
        grid = level_grid(self.told, by)
        return self._answer(
            "heat",
            labels=[_label(by, GROUPS[by], [row.name for row in grid.rows])],
            columns=[
                Column(key="firms", name=FIRM, values=[float(row.total) for row in grid.rows]),
                *_grid_columns(grid),
            ],
            notes=[_COUNTED],
            formula=LEVEL.formula,
            plot=grid,
        )

    def next(self, firm: str = "") -> Answer:
        """How far firms are from the next level, the nearest first; or what limits one firm.

        Args:
            firm: Code of one firm.

        Raises:
            CallerError: There is no such firm.
        """
        if firm:
            return self._limits(firm)
        told, order = self.told, list(self.told.nearest)
        lacks = told.next
        found = self._answer(
            "next",
            labels=[
                *self._firms(order),
                _label("level", Text("等级", "level"), [told.level(at) for at in order]),
                self._held(order),
            ],
            columns=[
                Column(key="points", name=Text("还差分数", "points"), values=lacks.points[order]),
                _count("items", Text("最少项数", "fewest items"), lacks.needed[order]),
                _count("scenes", Text("还差场景", "scenes"), lacks.scenes[order]),
                _count(
                    "constrained", Text("还差约束场景", "constrained"), lacks.constrained[order]
                ),
            ],
            formula=DISTANCE.formula,
            plot=distance_plot(told),
        )
        return replace(found, ordered=True)

    def _limits(self, firm: str) -> Answer:
        limits = self.told.next.limits(firm)
        at = self.answers.firms.at(firm)
        missing = self.told.limits(at)[len(limits) :]
        return self._answer(
            "next",
            labels=[
                _label("item", Text("代码", "code"), [each.item.code for each in limits]),
                _label("name", Text("指标", "item"), [each.item.name for each in limits]),
                _label(
                    "answered",
                    Text("答了没有", "answered"),
                    [_ANSWERED[each.answered] for each in limits],
                ),
            ],
            columns=[
                Column(
                    key="needed",
                    name=Text("要补的分", "points needed"),
                    values=[each.needed for each in limits],
                ),
                Column(
                    key="lost",
                    name=Text("失的分", "points lost"),
                    values=[each.lost for each in limits],
                ),
            ],
            figures=[
                Figure(
                    key="points",
                    name=Text("还差分数", "points missing"),
                    value=float(self.told.next.points[at]),
                )
            ],
            notes=[_of(self.answers.firms.names[at], self.told.level(at)), *missing],
            formula=DISTANCE.formula,
        )

    def actions(self) -> Answer:
        """How far each firm is with the three actions, at the least and at the most."""
        found = action_view(self.answers)
        columns = []
        for at, action in enumerate(found.actions):
            name = ACTIONS[action]
            most = Text(f"{name.zh}至多", f"{name.en} at most")
            columns += [
                Column(key=str(action), name=name, values=found.lower[:, at], unit=SHARE),
                Column(key=f"{action}_upper", name=most, values=found.upper[:, at], unit=SHARE),
            ]
        means = found.lower.mean(axis=0)
        return self._answer(
            "actions",
            labels=self._firms(range(len(self.answers))),
            columns=columns,
            figures=[
                Figure(
                    key=str(action),
                    name=Text(f"{ACTIONS[action].zh}平均", f"mean of {ACTIONS[action].en}"),
                    value=float(means[at]),
                    unit=SHARE,
                )
                for at, action in enumerate(found.actions)
            ],
            notes=[_ACTIONS],
            formula="Σ w_i s_i / Σ w_i, i of the action",
        )

    def audit(self, other: Path) -> Answer:
        """What firms say beside what auditors found, the most overstated first.

        Args:
            other: The form that auditors filled in.

        Raises:
            CallerError: No firm has both.
            FactsError: The form has faults; all are carried.
            PlaceError: There is no such file.
        """
        audited = replace(self.request, path=other, audited=True).read()
        found = bias(self.answers, audited)
        order = np.lexsort((np.arange(len(found.gap)), -found.gap))
        names = [self.answers.firms.names[self.answers.firms.at(each)] for each in found.firms]
        levels = self.told.levels
        return self._answer(
            "audit",
            labels=[
                _label("firm", FIRM, [found.firms[at] for at in order]),
                _label("name", Text("名称", "name"), [names[at] for at in order]),
                _label(
                    "own",
                    Text("自评等级", "own level"),
                    [levels[found.self_level[at]] for at in order],
                ),
                _label(
                    "audited",
                    Text("复核等级", "audited level"),
                    [levels[found.audit_level[at]] for at in order],
                ),
            ],
            columns=[
                Column(key="gap", name=Text("自评高出分数", "exceeds by"), values=found.gap[order])
            ],
            figures=_bias_figures(found),
            notes=[_MERGED],
            formula=BIAS.formula,
        )

    def _firms(self, at: Sequence[int]) -> list[Label]:
        """Code, name, segment and place of the firms at some positions."""
        answers = self.answers
        labels = [
            _label("firm", FIRM, [answers.firms.codes[k] for k in at]),
            _label("name", Text("名称", "name"), [answers.firms.names[k] for k in at]),
        ]
        for key, name, values in (
            ("segment", GROUPS["segment"], answers.segments),
            ("place", GROUPS["place"], answers.places),
        ):
            told: list[Words] = [values[k] or NOT_TOLD for k in at]
            labels.append(Label(key=key, name=name, values=told, shown=any(values)))
        return labels

    def _held(self, at: Sequence[int]) -> Label:
        """What holds the firms at some positions back."""
        told = [joined(self.told.limits(k)) or NOTHING for k in at]
        return _label("limits", Text("卡在", "held back by"), told)

    def _answer(
        self,
        question: str,
        *,
        labels: Sequence[Label],
        columns: Sequence[Column],
        figures: Sequence[Figure] = (),
        notes: Sequence[Text] = (),
        formula: str = "",
        plot: Drawn | None = None,
    ) -> Answer:
        return Answer(
            question=question,
            about=subject_of(self.told),
            labels=labels,
            columns=columns,
            figures=figures,
            notes=notes,
            formula=formula,
            plot=plot,
        )


def open_answers(request: DigitalRequest) -> Digitals:
    """Read a filled form.

    Raises:
        CallerError: There is no such rubric.
        FactsError: The form has faults; all are carried.
        PlaceError: There is no such file.
    """
    return Digitals(
        told=DigitalLevels(answers=request.read(), source=request.path.name), request=request
    )


def shelved_levels(address: str) -> tuple[DigitalLevels, ...]:
    """The assessments of a workspace, one a rubric.

    Raises:
        LantuError: As for :func:`lantu.facts.maturity.assessments`.
    """
    return tuple(
        DigitalLevels(answers=each.answers, source=each.source, audit=each.audit)
        for each in assessments(address)
    )


def subject_of(told: DigitalLevels) -> Subject:
    """What a form says, in a line."""
    answers, rubric = told.answers, told.answers.rubric
    count = len(answers)
    return Subject(
        said=[
            rubric.name,
            ORIGINS[answers.origin],
            Text(f"{count} 家企业", f"{count} firm{'s' * (count > 1)}"),
            told.source,
        ],
        record={
            "rubric": rubric.code,
            "edition": rubric.edition,
            "official": not rubric.caveats,
            "evidence": str(rubric.grade),
            "origin": str(answers.origin),
            "firms": count,
            "source": told.source,
        },
        notes=told.standing.caveats,
    )


def _label(key: str, name: Text, values: Sequence[Words]) -> Label:
    return Label(key=key, name=name, values=values)


def _count(key: str, name: Text, counts: NDArray[np.int64]) -> Column:
    return Column(key=key, name=name, values=counts.astype(np.float64))


def _grid_columns(grid: Grid) -> list[Column]:
    """Counts of each level; the last, which are open."""
    keys = [*(f"level_{at}" for at in range(len(grid.columns) - 1)), "open"]
    return [
        Column(key=key, name=name, values=[float(row.cells[at].value.value) for row in grid.rows])
        for at, (key, name) in enumerate(zip(keys, grid.columns, strict=True))
    ]


def _bias_figures(found: Bias) -> list[Figure]:
    low, high = found.bounds
    told = [("mean", Text("平均高出", "mean"), found.mean)]
    if np.isfinite(high):
        told += [
            ("mean_low", Text("95% 下限", "95 %, from"), low),
            ("mean_high", Text("95% 上限", "95 %, to"), high),
        ]
    figures = [Figure(key=key, name=name, value=value) for key, name, value in told]
    overstated = Text("高报等级的企业", "firms that overstate their level")
    return [*figures, Figure(key="overstated", name=overstated, value=found.overstated, unit=SHARE)]


def _of(name: Text, level: Text) -> Text:
    return Text(f"{name.zh}：{level.zh}", f"{name.en}: {level.en}")


_ANSWERED = {True: Text("答了", "yes"), False: Text("没答", "no")}
_COUNTED = Text(
    "没答的题可能改变等级的企业，单列为待定",
    "firms whose level hangs on what they did not answer stand apart as open",
)
_ACTIONS = Text(
    "哪一项属于哪个行动，是评测指标自己的归类，不是文件原文",
    "which item serves which action is the rubric's own sorting, not the wording of the policy",
)
_MERGED = Text(
    "只比两边都答了的题；自评与复核从不合并",
    "over items that both answered; the two are never merged",
)
