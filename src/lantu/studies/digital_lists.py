"""数字化水平清单 and 自评与复核对照: the lists of digital levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies.digital import GROUPS, POINTS, joined, near_headline, note
from lantu.studies.digital_methods import BIAS
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.digital import Bias
    from lantu.evidence.exhibits import Cell
    from lantu.studies.digital import DigitalLevels

    Cells: TypeAlias = tuple[Finding[Any] | Cell, ...]

LISTED = 500
"""Firms on the list of a blueprint; the command line gives them all."""


def digital_ledgers(levels: DigitalLevels) -> tuple[Ledger, ...]:
    """Firms by how near they are to the next level; audits beside self-reports."""
    told = levels.bias
    return (firm_ledger(levels), *((audit_ledger(levels, told),) if told else ()))


def digital_caveats(digital: tuple[DigitalLevels, ...]) -> tuple[Text, ...]:
    """What is not official of any of them, once each."""
    return tuple(dict.fromkeys(each for levels in digital for each in levels.standing.caveats))


def firm_ledger(levels: DigitalLevels) -> Ledger:
    """数字化水平清单: firms, the nearest to the next level first, with what limits each."""
    below = set(levels.nearest)
    order = [*levels.nearest, *(at for at in range(len(levels.answers)) if at not in below)]
    cut = len(order) > LISTED
    rubric = levels.answers.rubric
    return Ledger(
        key=f"digital-{rubric.code}",
        title=Text("数字化水平清单", "digital levels"),
        headline=near_headline(levels, levels.nearest),
        about=note(
            levels,
            Text(
                "离下一级最近的在前" + f"，列前 {LISTED} 家" * cut,
                "Nearest to the next level first" + f", the first {LISTED}" * cut,
            ),
        ),
        columns=(
            Column(key="firm", title=Text("企业", "firm"), kind="text"),
            Column(key="segment", title=GROUPS["segment"], kind="text"),
            Column(key="place", title=GROUPS["place"], kind="text"),
            Column(key="level", title=Text("等级", "level"), kind="text"),
            Column(key="score", title=Text("得分", "score"), kind="number"),
            Column(key="points", title=Text("距下一级", "to the next level"), kind="number"),
            Column(key="limits", title=Text("卡在", "held back by"), kind="text"),
        ),
        rows=tuple(
            Row(key=levels.answers.firms.codes[at], cells=_firm_cells(levels, at))
            for at in order[:LISTED]
        ),
    )


def _firm_cells(levels: DigitalLevels, firm: int) -> Cells:
    answers = levels.answers
    return (
        answers.firms.names[firm],
        answers.segments[firm] or None,
        answers.places[firm] or None,
        levels.level(firm),
        levels.score(firm),
        levels.distance(firm),
        joined(levels.limits(firm)),
    )


def audit_ledger(levels: DigitalLevels, found: Bias) -> Ledger:
    """自评与复核: firms that have both, the most overstated first."""
    order = sorted(range(len(found.firms)), key=lambda at: (-found.gap[at], at))
    return Ledger(
        key=f"digital-audit-{levels.answers.rubric.code}",
        title=Text("自评与复核对照", "self-reported and audited"),
        headline=Text(
            f"{len(order)} 家两者都有；自评平均高出 {found.mean:.3g} 分，{found.overstated:.0%} 的企业高报了等级",
            f"{len(order)} firms have both; self-reports exceed audits by {found.mean:.3g} points on "
            f"average, {found.overstated:.0%} overstate their level",
        ),
        about=note(levels, Text("自评与复核从不合并", "The two are never merged")),
        columns=(
            Column(key="firm", title=Text("企业", "firm"), kind="text"),
            Column(key="gap", title=Text("自评高出", "self-report exceeds by"), kind="number"),
            Column(key="own", title=Text("自评等级", "level by itself"), kind="text"),
            Column(key="audited", title=Text("复核等级", "audited level"), kind="text"),
        ),
        rows=tuple(Row(key=found.firms[at], cells=_audit_cells(levels, found, at)) for at in order),
    )


def _audit_cells(levels: DigitalLevels, found: Bias, at: int) -> Cells:
    firm = levels.answers.firms.at(found.firms[at])
    gap = Finding(
        value=float(found.gap[at]),
        method=BIAS,
        unit=POINTS,
        citations=(levels.row(firm),),
        caveats=levels.standing.caveats,
    )
    return (
        levels.answers.firms.names[firm],
        gap,
        levels.levels[int(found.self_level[at])],
        levels.levels[int(found.audit_level[at])],
    )
