"""Figures on record said so that they can be compared, and which of them disagree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from lantu.studies.doubt import doubted, settled
from lantu.vocab.text import Text
from lantu.vocab.unit import is_unit, parse_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lantu.evidence.source import Citation
    from lantu.model.directory import Observation
    from lantu.studies.survey import Survey

    Pair = tuple["Statement", "Statement"]

_ROW_NAMES = re.compile(r"(?=[A-Za-z_-]*[0-9])(?=[0-9_-]*[A-Za-z])[A-Za-z0-9_-]+")
"""What may be a row's id inside a note: letters with digits, such as D081."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One figure on record.

    Attributes:
        thing: What it is a figure of; equal for figures that ought to agree.
        about: The same in words.
        name: The figure's name as its row has it, qualifiers included.
        period: As written.
        number: As written.
        unit: As written; ``""`` where there is none.
        citation: Its row.
    """

    thing: tuple[str, ...]
    about: Text
    name: str
    period: str
    number: str
    unit: str
    citation: Citation

    @property
    def value(self) -> str:
        """The number with its unit."""
        return f"{self.number} {self.unit}".strip()

    @property
    def amount(self) -> tuple[str, Fraction | str]:
        """What the number measures, and how much of it in that dimension's base unit.

        Figures of different dimensions cannot disagree; those of one dimension are compared
        exactly, whatever the units. A unit nobody knows is a dimension of its own.
        """
        try:
            number = Fraction(Decimal(self.number))
        except (InvalidOperation, ValueError, OverflowError):
            return self.unit, self.number
        if not is_unit(self.unit):
            return self.unit, number
        unit = parse_unit(self.unit)
        return unit.dimension, number * unit.factor


def statements_of(survey: Survey) -> tuple[Statement, ...]:
    """Every figure on record that has a number: series, market shares, dependence."""
    series = (_of_series(o) for o in survey.counted.observations if o.value is not None)
    return (*series, *_of_products(survey))


def disagreeing(statements: Iterable[Statement]) -> tuple[Pair, ...]:
    """Pairs of one thing, period and dimension whose amounts differ, in canonical order.

    A pair of which a note says that it agrees is settled and left out.
    """
    ordered = sorted(statements, key=_place)
    return tuple(
        (one, other)
        for _, group in groupby(ordered, key=lambda s: (s.thing, s.period))
        for one, other in combinations(group, 2)
        if _differ(one, other) and not settled(one.citation) and not settled(other.citation)
    )


def naming(statements: Sequence[Statement]) -> tuple[Pair, ...]:
    """Pairs of which a doubted one names the other's row in its note."""
    known = {(s.citation.table, s.citation.row_id): s for s in statements}
    found: dict[frozenset[tuple[str, str]], Pair] = {}
    for one in sorted(statements, key=_place):
        for word in _ROW_NAMES.findall(one.citation.note) if doubted(one.citation) else ():
            other = known.get((one.citation.table, word))
            if other is not None and _differ(one, other):
                found.setdefault(frozenset((one.citation.key, other.citation.key)), (one, other))
    return tuple(found.values())


def elsewhen(statement: Statement, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Figures of the same thing and dimension in other periods, by period."""
    alike = (
        s
        for s in statements
        if s.thing == statement.thing
        and s.period != statement.period
        and s.amount[0] == statement.amount[0]
    )
    return tuple(sorted(alike, key=lambda s: (s.period, s.citation.key)))


def _place(statement: Statement) -> tuple[object, ...]:
    return (statement.thing, statement.period, statement.citation.key)


def _differ(one: Statement, other: Statement) -> bool:
    return one.amount[0] == other.amount[0] and one.amount[1] != other.amount[1]


def _of_series(observation: Observation) -> Statement:
    where = (observation.region, observation.sector)
    name = observation.name.split("(", 1)[0].split("(", 1)[0].strip()
    about = " · ".join(filter(None, (*where, name)))
    return Statement(
        thing=(*where, observation.indicator),
        about=Text(about, about),
        name=observation.name,
        period=observation.period,
        number=_plain(observation.value or 0.0),
        unit=observation.unit,
        citation=observation.citation,
    )


def _plain(value: float) -> str:
    """A number with all its digits and no exponent: 60012.97, 2500."""
    return format(Decimal(repr(value)).normalize(), "f")


def _of_products(survey: Survey) -> Iterator[Statement]:
    figures, graph = survey.graph.figures, survey.graph
    for at, words in enumerate(survey.directory.figure_words):
        if not words.value or not bool(survey.counted_figures[at]):
            continue
        product, firm = int(figures.product[at]), int(figures.firm[at])
        who = graph.firms.names[firm] if firm >= 0 else Text("", "")
        name = graph.products.names[product]
        number, _, unit = words.value.partition(" ")
        yield Statement(
            thing=(
                graph.products.ids.labels[product],
                graph.firms.ids.labels[firm] if firm >= 0 else "",
                words.scope.zh,
                words.metric.en,
            ),
            about=Text(
                " · ".join(filter(None, (name.zh, who.zh, words.scope.zh, words.metric.zh))),
                " · ".join(filter(None, (name.en, who.en, words.scope.en, words.metric.en))),
            ),
            name=words.metric.zh,
            period=words.period,
            number=number,
            unit=unit,
            citation=figures.book.cite(int(figures.rows[at])),
        )
