"""Figures that disagree: kept side by side, never averaged, never dropped (§ provenance)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies.doubt import doubted
from lantu.studies.methods import RECORD
from lantu.studies.statements import disagreeing, elsewhen, naming, statements_of
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.evidence.exhibits import Cell
    from lantu.studies.statements import Statement
    from lantu.studies.survey import Survey

    Cells = tuple[Finding[object] | Cell, ...]


def conflict_ledger(survey: Survey) -> Ledger:
    """Figures of one thing and period that differ, and figures that their notes doubt."""
    statements = statements_of(survey)
    pairs = {_keys(pair): pair for pair in (*disagreeing(statements), *naming(statements))}
    shown = frozenset().union(*pairs)
    alone = [s for s in statements if doubted(s.citation) and s.citation.key not in shown]
    rows = [
        *(_pair(*pair) for pair in pairs.values()),
        *(_alone(s, elsewhen(s, statements)) for s in sorted(alone, key=_row_key)),
    ]
    return Ledger(
        key="conflicts",
        title=Text("数据冲突清单", "conflicting figures"),
        headline=Text(
            f"{len(rows)} 处口径不一或存疑,并列展示,未作取舍",
            f"{len(rows)} places where figures disagree or are in doubt, shown side by side",
        ),
        about=Text(
            "同一对象、同一指标、同一时期而数值不同者并列,单位不同的先换算;"
            "原注说明“一致”者视为已核定,不列;原注存疑、另有口径或注明“不宜引用”者列出原注,并附同一指标其他时期的数值。"
            "请人工核定后在事实表中注明。",
            "Figures of one thing and one period that differ stand side by side, converted first where "
            "units differ, unless a note says that they agree (一致); a figure that its own note doubts, or beside which the note tells of "
            "another, stands with its note and with the same figure of other periods. Decide by hand "
            "and say so in the facts.",
        ),
        columns=(
            Column(key="about", title=Text("对象与指标", "what"), kind="text"),
            Column(key="period", title=Text("时期", "period"), kind="date"),
            Column(key="one", title=Text("一说", "one says"), kind="text"),
            Column(key="other", title=Text("另一说", "another says"), kind="text"),
            Column(key="note", title=Text("原注", "note"), kind="text"),
        ),
        rows=tuple(Row(key=f"{at:03d}", cells=cells) for at, cells in enumerate(rows, start=1)),
    )


def _keys(pair: tuple[Statement, Statement]) -> frozenset[tuple[str, str]]:
    return frozenset(statement.citation.key for statement in pair)


def _row_key(statement: Statement) -> tuple[str, str]:
    return statement.citation.key


def _pair(one: Statement, other: Statement) -> Cells:
    notes = ";".join(dict.fromkeys(s.citation.note for s in (one, other) if s.citation.note))
    named = one.name != other.name
    return (
        one.about,
        one.period or None,
        _recorded(one, named=named),
        _recorded(other, named=named),
        notes or None,
    )


def _alone(statement: Statement, others: Sequence[Statement]) -> Cells:
    return (
        statement.about,
        statement.period or None,
        _recorded(statement),
        _in_other_periods(others) if others else None,
        statement.citation.note,
    )


def _recorded(statement: Statement, *, named: bool = False) -> Finding[str]:
    """The figure as written, with its own name where that tells it from the other."""
    return Finding(
        value=f"{statement.name}:{statement.value}" if named else statement.value,
        method=RECORD,
        citations=(statement.citation,),
    )


def _in_other_periods(others: Sequence[Statement]) -> Finding[str]:
    return Finding(
        value="、".join(f"{other.value}({other.period})" for other in others),
        method=RECORD,
        citations=tuple(other.citation for other in others),
    )
