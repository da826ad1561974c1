"""How a cell reads: any value a finding or a ledger may hold, in either language."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from numbers import Real
from typing import TYPE_CHECKING, Any

from lantu.errors import InternalError
from lantu.evidence.confidence import Interval
from lantu.evidence.finding import Finding
from lantu.reports import numbers
from lantu.vocab.text import Text
from lantu.vocab.words import LABELS, Grade, State

if TYPE_CHECKING:
    from lantu.evidence.exhibits import CellKind, Column, Ledger
    from lantu.vocab.text import Language

_YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}
_BETWEEN = {"zh": "、", "en": ", "}


def said(cell: object, column: Column, language: Language) -> str:
    """What a ledger's cell reads; the column's unit stands in its header, not here.

    A conclusion keeps three significant digits, a plain value all it has.

    Raises:
        InternalError: The value is of a type that no page can show.
    """
    if isinstance(cell, Finding):
        return said_finding(cell, language, kind=column.kind, header_unit=column.unit)
    return said_value(cell, language, kind=column.kind, digits=None)


def with_units(ledger: Ledger) -> Ledger:
    """The ledger with each unit that all figures of a column share told in its header."""
    columns = (
        replace(column, unit=_column_unit(ledger, index))
        for index, column in enumerate(ledger.columns)
    )
    return replace(ledger, columns=tuple(columns))


def _column_unit(ledger: Ledger, index: int) -> Text | None:
    column = ledger.columns[index]
    if column.unit is not None or column.kind == "share":
        return column.unit
    cells = [row.cells[index] for row in ledger.rows if row.cells[index] is not None]
    units = {cell.unit if isinstance(cell, Finding) else None for cell in cells}
    return units.pop() if len(units) == 1 else None


def said_finding(
    finding: Finding[Any],
    language: Language,
    *,
    kind: CellKind | None = None,
    header_unit: Text | None = None,
    digits: int | None = numbers.DIGITS,
) -> str:
    """What a finding's value reads, with its unit unless the header carries that unit.

    Raises:
        InternalError: The value is of a type that no page can show.
    """
    if kind == "rank" and finding.interval is not None:
        return numbers.rank(finding.interval.lower, finding.interval.upper)
    unit = None if finding.unit == header_unit else finding.unit
    return said_value(finding.value, language, kind=kind, unit=unit, digits=digits)


def said_interval(
    finding: Finding[Any], language: Language, *, kind: CellKind | None = None
) -> str:
    """The range the evidence leaves; empty where it has no width or is shown already."""
    if finding.interval is None or kind == "rank" or not finding.interval.width:
        return ""
    lower, upper = finding.interval.lower, finding.interval.upper
    if kind == "share":
        return numbers.percent_range(lower, upper)
    return numbers.number_range(lower, upper, language)


def said_value(
    value: object,
    language: Language,
    *,
    kind: CellKind | None = None,
    unit: Text | None = None,
    digits: int | None = numbers.DIGITS,
) -> str:
    """What any value reads; a dash where there is none.

    Raises:
        InternalError: The value is of a type that no page can show.
    """
    if value is None or value == "":
        return numbers.DASH
    if isinstance(value, bool):
        return _YES_NO[value].say(language)
    if isinstance(value, Real):
        return _said_number(
            float(value) if not isinstance(value, int) else value,
            language,
            kind=kind,
            unit=unit,
            digits=digits,
        )
    if isinstance(value, (tuple, list)):
        parts = (said_value(part, language, kind=kind, unit=unit, digits=digits) for part in value)
        return _BETWEEN[language].join(parts) or numbers.DASH
    if isinstance(value, Interval):
        return numbers.number_range(value.lower, value.upper, language)
    return _said_words(value, language, kind=kind)


def state_of(cell: object) -> State | None:
    """The state a cell holds, bare or as a finding; None where it holds something else."""
    value = cell.value if isinstance(cell, Finding) else cell
    if isinstance(value, State):
        return value
    return State(value) if isinstance(value, str) and value in set(State) else None


def _said_number(
    value: float,
    language: Language,
    *,
    kind: CellKind | None,
    unit: Text | None,
    digits: int | None,
) -> str:
    if kind == "share":
        return numbers.percent(value, digits=digits)
    if kind == "rank":
        return numbers.rank(value)
    return numbers.quantity(value, unit, language, digits=digits)


def _said_words(value: object, language: Language, *, kind: CellKind | None) -> str:
    if isinstance(value, Text):
        return value.say(language) or numbers.DASH
    if isinstance(value, Grade):
        return value.value
    if isinstance(value, StrEnum) and value in LABELS:
        return LABELS[value].say(language)
    if isinstance(value, str):
        state = state_of(value) if kind == "state" else None
        return LABELS[state].say(language) if state else value
    message = f"a report cannot show a {type(value).__name__}: {value!r}"
    raise InternalError(message, hint="give reports text, numbers or words of the vocabulary")
