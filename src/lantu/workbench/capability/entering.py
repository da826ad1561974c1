"""Questions about what places enter next, and how well that can be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu import complexity
from lantu.complexity import EntryTest
from lantu.errors import CallerError
from lantu.reports.numbers import rank
from lantu.studies.next_activities import NextActivities
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Figure, Label
from lantu.workbench.capability.opened import Opened, descending
from lantu.workbench.capability.standing import ADVANTAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.complexity import ActivityMatrix, EntryBacktest, EntryModel, Estimate, NextProducts
    from lantu.complexity.entry_backtest import HeldOut
    from lantu.workbench.answers import Answer

    Floats = NDArray[np.float64]

Order = Literal["probability", "density"]
"""What candidates stand in order of."""

CARRIERS = 3
"""Neighbours named of each candidate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """How entry is learned.

    Attributes:
        window: First and last period to learn from; the last two up to the one asked about
            where None.
        test: What counts as entering.
        seed: Of the random numbers: the same seed gives the same figures.
    """

    window: tuple[str, str] | None = None
    test: EntryTest = field(default_factory=EntryTest)
    seed: int = 0

    def rng(self) -> np.random.Generator:
        """Where chance comes from."""
        return np.random.default_rng(self.seed)


class Entering(Opened):
    """Questions about what places enter next."""

    __slots__ = ()

    def next(self, place: str, learning: Learning, *, by: Order = "probability") -> Answer:
        """What a place may take up next, the best placed first.

        Args:
            place: Code or name.
            learning: How entry is learned; not at all where only one period is on record.
            by: Whether to learn, or to go by density alone.

        Raises:
            CallerError: No such place or period.
            DataError: The place has no candidate, or there is too little to learn from.
        """
        told, window = self.candidates(place, learning, by=by)
        matrix, found = told.matrix, told.found
        names = [matrix.name(each) for each in found.activity]
        ranks = [rank(*ends) for ends in zip(found.rank_best, found.rank_worst, strict=True)]
        return self.answer(
            "next",
            _next_columns(found),
            labels=[
                Label(key="code", name=Text("代码", "code"), values=found.activity),
                Label(key="name", name=Text("名称", "name"), values=names),
                Label(key="rank", name=Text("名次", "rank"), values=ranks),
                Label(
                    key="carried_by",
                    name=Text("依托", "carried by"),
                    values=_carriers(found, matrix),
                ),
            ],
            figures=[Figure(key="eci", name=Text("该地 ECI", "ECI of the place"), value=found.eci)],
            notes=[_told_by(window, self.period, learning.test), *self.absence()],
            formula="ω_cq = Σ_p M_cp·φ_pq / Σ_p φ_pq",
            plot=told.plot(),
        )

    def candidates(
        self, place: str, learning: Learning, *, by: Order = "probability"
    ) -> tuple[NextActivities, tuple[str, str] | None]:
        """What stands behind :meth:`next`, and the window learned from; None without a model.

        Raises:
            CallerError: No such place or period.
            DataError: The place has no candidate, or there is too little to learn from.
        """
        matrix = self.large()
        code = self.matrix.places.labels[self.place(place)]
        if code not in matrix.places:
            raise CallerError(f"{place} is left out: its total is under the minimum")
        window = self._window(learning) if by == "probability" else None
        model = None if window is None else self._learned(matrix, window, learning)
        found = complexity.next_products(
            matrix, code, model=model, start=self.period, shown=CARRIERS
        )
        return NextActivities(matrix=matrix, found=found), window

    def entry(self, learning: Learning, activity: str = "") -> Answer:
        """Which places are likely to enter an activity, or how many entries each place may see.

        Raises:
            CallerError: No such activity or period, or only one period on record.
            DataError: There is too little to learn from.
        """
        matrix, window = self.large(), self._window(learning)
        if window is None:
            raise CallerError(
                "entry is learned from two periods; the file has one up to this",
                hint="`lantu complexity next --by density` goes without",
            )
        told = self._learned(matrix, window, learning).predict(matrix, start=self.period)
        notes = [_told_by(window, self.period, learning.test), *self.absence()]
        if activity:
            chosen = told.activity == self.activity(activity)
            order = np.argsort(-told.probability[chosen], kind="stable")
            at = told.place[chosen][order]
            columns = [
                Column(key=key, name=name, values=getattr(told, key)[chosen][order], unit=SHARE)
                for key, name in _PROBABILITY.items()
            ]
        else:
            many = np.bincount(told.place, minlength=len(matrix.places)).astype(np.float64)
            total = np.zeros(many.shape)
            np.add.at(total, told.place, told.probability)
            at = descending(total, many > 0)
            columns = [
                Column(
                    key="expected", name=Text("预期进入数", "entries expected"), values=total[at]
                ),
                Column(key="candidates", name=Text("候选数", "candidates"), values=many[at]),
            ]
        codes = [matrix.places.labels[k] for k in at]
        return self.answer(
            "entry",
            columns,
            labels=[
                Label(key="code", name=Text("代码", "code"), values=codes),
                Label(
                    key="name", name=Text("名称", "name"), values=[matrix.name(c) for c in codes]
                ),
            ],
            notes=notes,
        )

    def backtest(
        self,
        window: tuple[str, str],
        learning: Learning,
        *,
        held_out: HeldOut = "places",
        calibration: bool = False,
    ) -> Answer:
        """How well entry in a past window is told, beside what needs no model.

        Args:
            window: When the tested window begins and ends.
            learning: Where to learn from; the tested window, places held out, where it names
                none.
            held_out: Whether activities are held out too.
            calibration: Whether to tell what was predicted beside what happened.

        Raises:
            CallerError: No such period, or periods out of order.
            DataError: No candidates, or too few entries.
        """
        found = complexity.entry_backtest(
            self.large(),
            *window,
            rng=learning.rng(),
            learn_from=learning.window,
            held_out=held_out,
            test=learning.test,
        )
        figures = [
            Figure(key=key, name=name, value=value, unit=unit)
            for key, name, value, unit in (
                ("candidates", Text("候选", "candidates"), len(found.entered), "1"),
                ("entries", Text("其中进入", "of them entered"), int(found.entered.sum()), "1"),
                (
                    "coverage",
                    Text("九成区间覆盖的地区", "places inside 90% bounds"),
                    found.coverage,
                    SHARE,
                ),
                (
                    "calibration_error",
                    Text("校准误差", "calibration error"),
                    found.calibration.error,
                    SHARE,
                ),
            )
        ]
        labels, columns = _calibration(found) if calibration else _qualities(found)
        return self.answer(
            "backtest",
            columns,
            labels=labels,
            figures=figures,
            notes=[*_tested(window, learning, held_out), *self.absence()],
        )

    def large(self) -> ActivityMatrix:
        """The matrix without places whose total is ever under the minimum."""
        least = self.counting.rules.minimum_total
        matrix = self.matrix
        size = matrix.values.sum(axis=2) if matrix.weights is None else matrix.weights
        kept = (size >= least).all(axis=0)
        return matrix if kept.all() else matrix.among(np.flatnonzero(kept).tolist())

    def absence(self) -> list[Text]:
        """That cells not on record are no candidates, where there are such."""
        return [] if self.matrix.recorded is None else [_NOT_RECORDED]

    def _window(self, learning: Learning) -> tuple[str, str] | None:
        """The periods to learn from; None where there is one period alone."""
        at = self.matrix.periods.at(self.period)
        if learning.window is not None or at == 0:
            return learning.window
        return self.matrix.periods.labels[at - 1], self.period

    def _learned(
        self, matrix: ActivityMatrix, window: tuple[str, str], learning: Learning
    ) -> EntryModel:
        return complexity.entry_model(matrix, *window, rng=learning.rng(), test=learning.test)


def _next_columns(found: NextProducts) -> list[Column]:
    density = Column(
        key="density", name=Text("密度 ω", "density ω"), values=found.density, unit=SHARE
    )
    told = [
        Column(key=key, name=name, values=getattr(found, key), unit=SHARE)
        for key, name in _PROBABILITY.items()
        if getattr(found, key) is not None
    ]
    return [
        *told,
        density,
        Column(key="pci", name=Text("复杂度 PCI", "PCI"), values=found.pci),
        Column(key="cog", name=Text("前景增益 COG", "COG"), values=found.cog),
        Column(key="advantage", name=ADVANTAGE, values=found.advantage),
    ]


def _carriers(found: NextProducts, matrix: ActivityMatrix) -> list[Text]:
    """What carries the density of each candidate, in words."""
    near = found.neighbours
    said = []
    for row, parts in zip(near.position, near.part, strict=True):
        names = [
            matrix.name(near.activities.labels[int(at)])
            for at, part in zip(row, parts, strict=True)
            if part > 0
        ]
        said.append(
            Text("；".join(n.zh for n in names) or "—", "; ".join(n.en for n in names) or "—")
        )
    return said


def _qualities(found: EntryBacktest) -> tuple[Sequence[Label], list[Column]]:
    """The model and the baselines, measure by measure, and by how much the model is ahead."""
    scores = ["model", *found.baselines]
    rows = [found.model, *found.baselines.values()]
    ahead = [None, *(found.gain[name].auc for name in found.baselines)]
    columns = [
        column
        for key, name in _MEASURES.items()
        for column in _columns(key, name, [each.estimates.get(key) for each in rows])
    ]
    columns += _columns("gain", Text("模型高出 AUC", "model ahead in AUC"), ahead)
    said = [_SCORES[each] for each in scores]
    return [Label(key="score", name=Text("按什么预测", "told by"), values=said)], columns


def _columns(key: str, name: Text, found: Sequence[Estimate | None]) -> list[Column]:
    """An estimate and, where that is told, the bounds of it."""
    values = [None if each is None else each.value for each in found]
    columns = [Column(key=key, name=name, values=values)]
    if key in _BOUNDED:
        lower = [None if each is None else each.interval.lower for each in found]
        upper = [None if each is None else each.interval.upper for each in found]
        columns.append(Column(key=f"{key}_lower", name=_LOWER, values=lower))
        columns.append(Column(key=f"{key}_upper", name=_UPPER, values=upper))
    return columns


def _calibration(found: EntryBacktest) -> tuple[Sequence[Label], list[Column]]:
    bins = found.calibration
    label = Label(
        key="bin", name=Text("组", "bin"), values=[str(at + 1) for at in range(len(bins.count))]
    )
    return [label], [
        Column(key="predicted", name=Text("预测", "predicted"), values=bins.predicted, unit=SHARE),
        Column(key="observed", name=Text("实际", "observed"), values=bins.observed, unit=SHARE),
        Column(key="count", name=Text("候选", "candidates"), values=bins.count.astype(np.float64)),
    ]


def _told_by(window: tuple[str, str] | None, start: str, test: EntryTest) -> Text:
    if window is None:
        return Text("按密度排序，没有概率", "in order of density; there is no probability")
    first, last = window
    return Text(
        f"概率：{start} 之后，与 {first}–{last} 一样长的时间内，比较优势由不足 {test.below:g} 升到"
        f" {test.reach:g} 以上；由 {first}–{last} 学得，区间为九成；名次区间内的先后分不出",
        f"probability: advantage rises from under {test.below:g} to {test.reach:g} or more after"
        f" {start}, in a time as long as {first}–{last}, from which it was learned; bounds hold nine"
        " in ten; ranks within a range are not told apart",
    )


def _tested(window: tuple[str, str], learning: Learning, held_out: str) -> list[Text]:
    first, last = window
    learned = learning.window or window
    both = held_out != "places"
    return [
        Text(
            f"检验 {first}–{last}：由 {learned[0]}–{learned[1]} 的其他地区{'和其他活动' * both}学，五份轮换",
            f"tested on {first}–{last}: learned from {learned[0]}–{learned[1]} of other places"
            f"{' and other activities' * both}, in five folds",
        ),
        _BOUNDS,
    ]


_PROBABILITY = {
    "probability": Text("进入概率", "probability"),
    "lower": Text("下限", "lower"),
    "upper": Text("上限", "upper"),
}
_LOWER, _UPPER = Text("下限", "lower"), Text("上限", "upper")
_MEASURES = {
    "auc": Text("AUC", "AUC"),
    "average_precision": Text("PR-AUC", "PR-AUC"),
    "best_f1": Text("最佳 F1", "best F1"),
    "precision_at_10": Text("前十命中率", "precision at 10"),
    "brier": Text("Brier", "Brier"),
}
_BOUNDED = ("auc", "average_precision", "gain")
"""Measures whose bounds are told."""

_SCORES = {
    "model": Text("模型", "model"),
    "ubiquity": Text("普遍性", "ubiquity"),
    "density": Text("密度", "density"),
    "initial": Text("期初优势", "initial advantage"),
}
_BOUNDS = Text(
    "区间为 95%，按地区重抽样；AUC 0.5 是瞎猜",
    "bounds hold 95 in 100, by resampling places; an AUC of 0.5 is chance",
)
_NOT_RECORDED = Text(
    "没有记录的格不是候选；若原表省去了零，用 --unlisted zero",
    "cells not on record are no candidates; where the file leaves out zeros, use --unlisted zero",
)
