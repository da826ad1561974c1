"""Cells and figures as markup: whatever a finding made is a button that opens its evidence."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from lantu.evidence.finding import Finding
from lantu.reports.cells import said, said_finding, said_interval, state_of
from lantu.reports.numbers import DASH
from lantu.reports.page_markup import both, pair
from lantu.reports.typography import typeset
from lantu.reports.words import rows_counted
from lantu.vocab.text import Text
from lantu.vocab.words import LABELS, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.evidence.exhibits import CellKind, Column
    from lantu.evidence.source import Citation
    from lantu.vocab.text import Language

_SHOWN_IDS = 3


def state_chip(state: State) -> Markup:
    """A state by mark and word."""
    word = both(LABELS[state])
    return Markup(f'<span class="state state-{state.value}"><i class="mark"></i>{word}</span>')  # noqa: S704 - the word is markup already


def figure(
    finding: Finding[Any],
    pointer: str,
    *,
    kind: CellKind | None = None,
    header_unit: Text | None = None,
    digits: int | None = 3,
) -> Markup:
    """A finding as a button.

    Args:
        finding: What to show.
        pointer: Where it stands in the page's data, as a JSON Pointer (RFC 6901).
        kind: How it is typed.
        header_unit: Unit that a header carries already.
        digits: Significant digits; None keeps all the source gives.
    """
    state = state_of(finding) if kind in {"state", None} else None
    if state is not None:
        shown = state_chip(state)
    elif kind == "source":
        shown = _source(finding)
    else:
        shown = pair(
            *(_worded(finding, language, kind, (header_unit, digits)) for language in ("zh", "en"))
        )
    rows = escape(row_ids(finding.citations))
    opening = f'<button type="button" class="figure" data-finding="{pointer}" data-rows="{rows}">'
    return Markup(f"{opening}{shown}</button>")  # noqa: S704 - every part is escaped or markup


def cell_markup(cell: object, column: Column, pointer: str, product: str | None) -> Markup:
    """What stands between the tags of a table's cell.

    Args:
        cell: A finding or a plain value.
        column: The cell's column.
        pointer: Where it stands in the page's data.
        product: Product whose card a plain cell opens; None where it opens none.
    """
    if isinstance(cell, Finding):
        return figure(cell, pointer, kind=column.kind, header_unit=column.unit)
    state = state_of(cell) if column.kind == "state" else None
    if state is not None:
        return state_chip(state)
    shown = pair(*(escape(typeset(said(cell, column, language))) for language in ("zh", "en")))
    if product is not None and shown != DASH:
        opening = f'<button type="button" class="opener" data-product="{escape(product)}">'
        return Markup(f"{opening}{shown}</button>")  # noqa: S704 - both parts are escaped
    return shown


def sort_key(cell: object, column: Column) -> str:
    """What a number sorts by; empty where the words themselves do."""
    value = cell.value if isinstance(cell, Finding) else cell
    state = state_of(cell) if column.kind == "state" else None
    if state is not None:
        return str(list(State).index(state))
    if column.kind == "rank" and isinstance(cell, Finding) and cell.interval is not None:
        return f"{cell.interval.lower + cell.interval.upper:g}"
    if isinstance(value, Real) and not isinstance(value, bool):
        return f"{float(value):.9g}"
    return ""


def row_ids(citations: Sequence[Citation]) -> str:
    """Ids of the first rows, for print: ``M0001 E002 +3``."""
    ids = [citation.row_id for citation in citations[:_SHOWN_IDS]]
    rest = len(citations) - len(ids)
    return " ".join([*ids, f"+{rest}"] if rest else ids)


def _worded(
    finding: Finding[Any],
    language: Language,
    kind: CellKind | None,
    how: tuple[Text | None, int | None],
) -> Markup:
    header_unit, digits = how
    told = said_finding(finding, language, kind=kind, header_unit=header_unit, digits=digits)
    shown = escape(typeset(told))
    interval = said_interval(finding, language, kind=kind)
    if not interval:
        return shown
    return Markup(f'{shown} <small class="range">{escape(interval)}</small>')  # noqa: S704 - both parts are escaped


def _source(finding: Finding[Any]) -> Markup:
    """A source cell: its own words, or how many rows it lists."""
    if isinstance(finding.value, Text):
        return both(finding.value)
    return both(rows_counted(len(finding.citations)))
