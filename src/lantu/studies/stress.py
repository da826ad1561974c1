"""压力测试: what a scenario does to a region's chains, as findings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from lantu.evidence.courses import Band, Course, Line, Span
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.evidence.stress_test import StressTest
from lantu.model.spread import Spread, middle
from lantu.studies.stress_hits import (
    DAY,
    chain_ledger,
    firm_ledger,
    place_ledger,
    product_ledger,
    sector_ledger,
)
from lantu.studies.stress_methods import BY_DAY, DIRECT, LOST, STRESS_METHODS, WHEN
from lantu.studies.stress_tried import BAND
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.evidence.exhibits import Cell
    from lantu.model.scenario import Scenario
    from lantu.studies.stress_failures import Weak
    from lantu.studies.stress_tried import Tried

    Floats = NDArray[np.float64]
    Cells: TypeAlias = tuple[Finding[Any] | Cell, ...]

SUPPOSED = Text(
    "情景是假定的，不是预测；结论随假定而变。",
    "A scenario is supposed, not forecast; what follows changes with what is supposed.",
)
BY_PRESENCE = Text(
    "各环节按本地存在度计，不按产值：停产天数不是产值损失。",
    "Links count by their local presence, not by output: days lost are no loss of output value.",
)
AT_ONCE = Text(
    "必需投入断了、库存用完，产品即停；没有在案的库存、备份和进口，只有情景写明的才计入。",
    "A product stops once an essential input is cut and its stock used up; stocks, second sources and "
    "imports count only as the scenario tells them.",
)


_UNSAFE = re.compile(r"[^\w.-]")
"""What cannot stand in the name of a picture's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stresses:
    """What a blueprint tells of stress: every scenario tried, and the worst failures.

    Attributes:
        tried: The scenarios.
        weak: The worst failures of the region.
    """

    tried: tuple[Tried, ...]
    weak: Weak

    def courses(self) -> tuple[Course, ...]:
        """One a scenario, as they stand."""
        return tuple(course(each) for each in self.tried)

    def ledgers(self) -> tuple[Ledger, ...]:
        """The scenarios, one a row, and the worst single and double failures."""
        return (whole_ledger(self.tried), self.weak.singles(), self.weak.pairs())


def chain_test(tried: Tried, weak: Weak | None = None) -> StressTest:
    """A scenario tried on the chains: the whole, who is hit, what is worst.

    Args:
        tried: The scenario, and what came of it.
        weak: The worst failures of the region, where they are to be told.
    """
    scenario = tried.scenario
    return StressTest(
        scenario=scenario.code,
        name=scenario.name,
        about=scenario.about,
        engine=str(scenario.engine),
        headline=headline(tried),
        course=course(tried),
        ledgers=(
            whole_ledger([tried]),
            product_ledger(tried),
            firm_ledger(tried),
            place_ledger(tried),
            chain_ledger(tried),
            sector_ledger(tried),
            *((weak.singles(), weak.pairs()) if weak else ()),
        ),
        caveats=caveats(tried),
        settings=told_settings(scenario, tried.draws),
        methods=STRESS_METHODS,
    )


def headline(tried: Tried) -> Text:
    """How much is lost, and where most."""
    found, days = tried.average, tried.scenario.days
    mean = float(np.add.reduce(found) / len(found))
    if not mean:
        return Text(
            f"{tried.scenario.name.zh}：{days} 天里，没有在案的本地环节停产",
            f"{tried.scenario.name.en}: in {days} days no local link on record stands still",
        )
    zh, en = f"{mean:.3g} 天", f"{mean:.3g} days"
    if tried.draws:
        low, high = (f"{each:.3g}" for each in np.quantile(found, BAND))
        zh, en = f"{zh}（九成抽样在 {low}–{high}）", f"{en} ({low}–{high} in nine draws of ten)"
    name = tried.survey.name(tried.hardest)
    return Text(
        f"{tried.scenario.name.zh}：{days} 天里，本地环节平均停产 {zh}，最重的是{name.zh}",
        f"{tried.scenario.name.en}: in {days} days local links stand still for {en} on average, "
        f"hardest hit {name.en}",
    )


def whole_ledger(tried: Sequence[Tried]) -> Ledger:
    """压力测试一览: each scenario in one row."""
    return Ledger(
        key="stress",
        title=Text("压力测试清单", "stress tests"),
        headline=_hardest(tried),
        about=Text(
            "情景文件在工作区的 scenarios/ 里，可以照着改；停产天数按各环节的本地存在度平均。",
            "Scenarios are files in the workspace's scenarios/, to be changed at will; days lost are "
            "averaged over links by their local presence.",
        ),
        columns=(
            Column(key="scenario", title=Text("情景", "scenario"), kind="text"),
            Column(key="days", title=Text("看多少天", "days looked at"), kind="count"),
            Column(key="lost", title=Text("平均停产天数", "days lost on average"), kind="number"),
            Column(key="peak", title=Text("最重一天失去", "lost on the worst day"), kind="share"),
            Column(key="direct", title=Text("其中直接受击", "of it the blow itself"), kind="share"),
            Column(key="hit", title=Text("受影响环节数", "links hit"), kind="count"),
            Column(
                key="survive",
                title=Text("首个终端产品停产日", "first final product falls"),
                kind="count",
            ),
            Column(key="recover", title=Text("全部恢复日", "all whole again"), kind="count"),
            Column(key="hardest", title=Text("最重环节", "hardest hit"), kind="text"),
            Column(key="about", title=Text("假定", "supposed"), kind="text"),
        ),
        rows=tuple(Row(key=each.scenario.code, cells=_whole(each)) for each in tried),
    )


def _whole(tried: Tried) -> Cells:
    rows, point = tried.of_targets(), tried.point
    survive, recover = point.survive, point.recover
    return (
        tried.scenario.name,
        tried.scenario.days,
        tried.finding(tried.average, LOST, unit=DAY, citations=rows),
        peak(tried),
        tried.finding(_direct(tried), DIRECT, citations=rows),
        int(tried.hit.sum()),
        None if survive is None else Finding(value=survive, method=WHEN, citations=rows),
        None if not recover else Finding(value=recover, method=WHEN, citations=rows),
        tried.survey.name(tried.hardest) if tried.hit.any() else None,
        tried.scenario.about,
    )


def _direct(tried: Tried) -> Floats:
    """The part of the loss that the blows take themselves; of a draw without loss none."""
    own = np.add.reduce((tried.worth * tried.own).T, axis=0) / tried.whole
    part: Floats = np.divide(own, tried.average, out=np.zeros_like(own), where=tried.average > 0)
    return part


def peak(tried: Tried) -> Finding[float]:
    """The loss of the worst day of the mean course, and between what nine draws in ten lie then."""
    share = tried.by_day / tried.whole
    worst = int(np.argmax(np.add.reduce(share, axis=0)))
    return tried.finding(share[:, worst], BY_DAY, citations=tried.of_targets())


def course(tried: Tried) -> Course:
    """过程图: what part of the local links is lost on each day."""
    share = tried.by_day / tried.whole
    mean = np.add.reduce(share, axis=0) / len(share)
    low, high = np.quantile(share, BAND, axis=0)
    recorded = tried.point.by_day() / tried.whole
    band = Band(low=_listed(low), high=_listed(high), name=Text("九成抽样", "nine draws in ten"))
    rows = tried.of_targets()
    lines = [
        Line(
            key="mean",
            name=Text("抽样均值", "mean of the draws") if tried.draws else _RECORD,
            values=_listed(mean),
            greatest=peak(tried),
            band=band if tried.draws else None,
        )
    ]
    if tried.draws:
        greatest = Finding(value=float(recorded.max()), method=BY_DAY, citations=rows)
        lines.append(Line(key="record", name=_RECORD, values=_listed(recorded), greatest=greatest))
    return Course(
        key=f"stress-{_UNSAFE.sub('-', tried.scenario.code)}",
        title=tried.scenario.name,
        headline=_course_headline(tried, mean),
        days=tuple(float(day) for day in range(tried.scenario.days)),
        measure=Text("失去的本地环节（按存在度）", "local links lost (by presence)"),
        kind="share",
        lines=tuple(lines),
        spans=_spans(tried),
        note=Text(
            f"{SUPPOSED.zh}{_doubts(tried).zh}来源：工作区的事实，见“来源”。",
            f"{SUPPOSED.en} {_doubts(tried).en} Source: the facts of the workspace, see sources.",
        ),
    )


_RECORD = Text("记录全部属实、取中间值", "every record right, medians")


def _listed(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())


def _course_headline(tried: Tried, mean: Floats) -> Text:
    worst = int(mean.argmax())
    share = f"{float(mean[worst]):.1%}"
    recover = tried.point.recover
    zh = f"第 {recover} 天全部恢复" if recover else f"{tried.scenario.days} 天内未全部恢复"
    en = f"all whole again on day {recover}" if recover else "not all whole by the end"
    if not tried.hit.any():
        return Text("没有在案的本地环节停产", "No local link on record stands still")
    return Text(
        f"最重的一天（第 {worst} 天）失去本地环节的 {share}；{zh}",
        f"On the worst day (day {worst}) {share} of the local links are lost; {en}",
    )


def _spans(tried: Tried) -> tuple[Span, ...]:
    blows, last = tried.scenario.blows, float(tried.scenario.days - 1)
    return tuple(
        Span(
            start=float(blow.start),
            end=min(max(blow.start + middle(blow.days) - 1, float(blow.start)), last),
            name=Text(f"冲击 {at}", f"blow {at}") if len(blows) > 1 else Text("冲击", "blow"),
        )
        for at, blow in enumerate(blows, 1)
    )


def caveats(tried: Tried) -> tuple[Text, ...]:
    """What a reader must know of a stress test of the chains."""
    unrecorded = tuple(
        Text(
            f"{target}：事实里没有在案的供给者，它的影响未知，不是没有。",
            f"{target}: no supplier is on record; its effect is not known, which is not none.",
        )
        for target in tried.point.unrecorded
    )
    failed = (
        Text(
            f"{tried.failed} 次抽样没有算成，未计入。",
            f"{tried.failed} draws failed and do not count.",
        ),
    )
    return (
        SUPPOSED,
        _doubts(tried),
        *unrecorded,
        *(failed * bool(tried.failed)),
        BY_PRESENCE,
        AT_ONCE,
    )


def _doubts(tried: Tried) -> Text:
    if not tried.draws:
        return Text("在案记录都当作属实。", "Every record is taken as right.")
    zh = ["说不准的数各取其范围"] * bool(tried.scenario.unknowns)
    en = ["numbers that are not known range freely"] * bool(tried.scenario.unknowns)
    if tried.scenario.doubt:
        zh.append("企业与投入关系按证据的置信度在场")
        en.append("makers and inputs are there by the confidence of their evidence")
    return Text(
        f"共抽样 {tried.draws} 次：{'，'.join(zh)}；值为均值，区间含九成抽样。",
        f"{tried.draws} draws: {'; '.join(en)}. Values are means, intervals hold nine draws in ten.",
    )


def told_settings(scenario: Scenario, draws: int) -> tuple[tuple[str, str], ...]:
    """A scenario's numbers, as text pairs in order."""
    told = [("days", str(scenario.days))]
    for at, blow in enumerate(scenario.blows, 1):
        told.append((f"blow {at}: hits", ", ".join(map(str, blow.targets))))
        told += [(f"blow {at}: start", str(blow.start)), (f"blow {at}: back", str(blow.back))]
        told += [
            (f"blow {at}: {key}", _amount(getattr(blow, key)))
            for key in ("part", "days", "back_days")
        ]
    for at, each in enumerate(scenario.buffers, 1):
        told.append((f"buffer {at}: of", str(each.target or "*")))
        told += [
            (f"buffer {at}: {key}", _amount(getattr(each, key)))
            for key in ("stock_days", "second_source", "imports")
            if getattr(each, key) != 0
        ]
    told += [(f"settings: {key}", _amount(scenario.settings[key])) for key in scenario.settings]
    told += [("draws", str(draws)), ("seed", str(scenario.seed))]
    return (*told, ("evidence in doubt", str(scenario.doubt).lower()))


def _amount(amount: float | Spread) -> str:
    if not isinstance(amount, Spread):
        return f"{amount:g}"
    mode = f", mode {amount.mode:g}" if amount.mode is not None else ""
    return f"{amount.low:g}..{amount.high:g} ({amount.shape}{mode})"


def _hardest(tried: Sequence[Tried]) -> Text:
    if not tried:
        return Text("没有情景", "No scenario")
    worst = max(tried, key=lambda each: float(each.average.mean()) / each.scenario.days)
    share = float(worst.average.mean()) / worst.scenario.days
    name = worst.scenario.name
    return Text(
        f"试了 {len(tried)} 个情景；最重的是{name.zh}，期间失去本地环节的 {share:.1%}",
        f"{len(tried)} scenario{'s' * (len(tried) > 1)} tried; the hardest is {name.en}: "
        f"{share:.1%} of the local links over its days",
    )
