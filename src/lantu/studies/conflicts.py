"""Figures that disagree: kept side by side, never averaged, never dropped (§ provenance)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies.methods import RECORD
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.evidence.source import Citation
    from lantu.model.directory import Directory
    from lantu.studies.survey import Survey

UNFIT = "不宜"
"""A note with this word asks that its figure not be quoted alone (不宜引用, 不宜单独引用)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One figure on record, said so that it can be compared.

    Attributes:
        about: What it is a figure of; equal for figures that ought to agree.
        period: As written.
        value: As written, with its unit.
        citation: Its row.
    """

    about: str
    period: str
    value: str
    citation: Citation


def unfit(citation: Citation) -> bool:
    """Whether the row's own note asks that it not be quoted alone."""
    return UNFIT in citation.note


def conflict_ledger(survey: Survey) -> Ledger:
    """Figures of one thing and period that differ, and figures whose note warns."""
    rows = [_row(index, pair) for index, pair in enumerate(_pairs(survey), start=1)]
    warned = [s for s in _statements(survey) if unfit(s.citation)]
    paired = {c.key for row in rows for cell in row.cells for c in _cited(cell)}
    rows += [
        _alone(len(rows) + index, statement)
        for index, statement in enumerate(
            (s for s in warned if s.citation.key not in paired), start=1
        )
    ]
    return Ledger(
        key="conflicts",
        title=Text("数据冲突清单", "conflicting figures"),
        headline=Text(
            f"{len(rows)} 处口径不一或存疑,并列展示,未作取舍",
            f"{len(rows)} places where figures disagree or are in doubt, shown side by side",
        ),
        about=Text(
            "同一对象、同一指标、同一时期而数值不同者并列;原注明“不宜引用”者单列。请人工核定后在事实表中注明。",
            "Figures of one thing and one period that differ stand side by side; figures whose note "
            "warns against quoting stand alone. Decide by hand and say so in the facts.",
        ),
        columns=(
            Column(key="about", title=Text("对象与指标", "what"), kind="text"),
            Column(key="period", title=Text("时期", "period"), kind="date"),
            Column(key="one", title=Text("一说", "one says"), kind="text"),
            Column(key="other", title=Text("另一说", "another says"), kind="text"),
            Column(key="note", title=Text("原注", "note"), kind="text"),
        ),
        rows=tuple(rows),
    )


def _cited(cell: object) -> tuple[Citation, ...]:
    return cell.citations if isinstance(cell, Finding) else ()


def _as_recorded(statement: Statement) -> Finding[str]:
    return Finding(value=statement.value, method=RECORD, citations=(statement.citation,))


def _row(index: int, pair: tuple[Statement, Statement]) -> Row:
    one, other = pair
    notes = ";".join(dict.fromkeys(s.citation.note for s in pair if s.citation.note))
    return Row(
        key=f"{index:03d}",
        cells=(one.about, one.period, _as_recorded(one), _as_recorded(other), notes or None),
    )


def _alone(index: int, statement: Statement) -> Row:
    return Row(
        key=f"{index:03d}",
        cells=(
            statement.about,
            statement.period,
            _as_recorded(statement),
            None,
            statement.citation.note,
        ),
    )


def _pairs(survey: Survey) -> list[tuple[Statement, Statement]]:
    ordered = sorted(_statements(survey), key=lambda s: (s.about, s.period, s.citation.key))
    return [
        (one, other)
        for _, group in groupby(ordered, key=lambda s: (s.about, s.period))
        for one, other in combinations(group, 2)
        if one.value != other.value
    ]


def _statements(survey: Survey) -> list[Statement]:
    return _series_statements(survey.directory) + _figure_statements(survey)


def _series_statements(directory: Directory) -> list[Statement]:
    return [
        Statement(
            about=" · ".join(filter(None, (o.region, o.sector, _plain(o.name)))),
            period=o.period,
            value=f"{o.value:g} {o.unit}",
            citation=o.citation,
        )
        for o in directory.observations
        if o.value is not None
    ]


def _plain(name: str) -> str:
    """An indicator's name without the bracket that qualifies it: 5G 基站数(宏站) → 5G 基站数."""
    return name.split("(", 1)[0].split("(", 1)[0]


def _figure_statements(survey: Survey) -> list[Statement]:
    figures, graph = survey.graph.figures, survey.graph
    statements = []
    for at, words in enumerate(survey.directory.figure_words):
        if not figures.has_value[at]:
            continue
        firm = int(figures.firm[at])
        who = graph.firms.names[firm].zh if firm >= 0 else ""
        parts = (
            graph.products.names[int(figures.product[at])].zh,
            who,
            words.scope,
            words.metric.zh,
        )
        statements.append(
            Statement(
                about=" · ".join(filter(None, parts)),
                period=words.period,
                value=words.value,
                citation=figures.book.cite(int(figures.rows[at])),
            )
        )
    return statements
