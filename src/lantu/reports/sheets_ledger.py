"""One ledger as one sheet: typed cells, their ranges beside them, the rows behind them."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from numbers import Real
from typing import TYPE_CHECKING, Any

from lantu.errors import DataError
from lantu.evidence.finding import Finding
from lantu.reports import numbers
from lantu.reports.cells import said, state_of, with_units
from lantu.reports.sheets_book import MOST_LINKS, MOST_ROWS, inside, reach
from lantu.reports.style import STATE_STYLES
from lantu.vocab.words import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from lantu.evidence.confidence import Interval
    from lantu.evidence.exhibits import Column, Ledger, Row
    from lantu.evidence.source import Citation
    from lantu.reports.sheets_book import Book

HEADER_ROW = 3
"""Title, headline and choice stand above the header."""

_NARROW, _WIDE = 8, 46
_SAMPLE = 400
_DECIMALS = 6
_EVIDENCE = ("grades", "row_ids", "row_pages")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where one column of a ledger goes.

    Attributes:
        column: What it is.
        index: Its place in the ledger's rows.
        at: Its column in the sheet; ``at + 1`` and ``at + 2`` hold the range where it has one.
        ranged: True where any of its findings has a range.
    """

    column: Column
    index: int
    at: int
    ranged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePlace:
    """Where a row of the facts stands in the workbook.

    Attributes:
        sheet: Name of the sheet of evidence rows.
        lines: Row of that sheet, counted from 1, by table and row id.
    """

    sheet: str
    lines: Mapping[tuple[str, str], int]


def write_ledger(book: Book, sheet: Worksheet, ledger: Ledger, evidence: EvidencePlace) -> None:
    """Write a ledger on a sheet of its own.

    Raises:
        DataError: The ledger has more rows than a sheet can hold.
    """
    if len(ledger.rows) > MOST_ROWS - HEADER_ROW - 1:
        message = f"list {ledger.key} has {len(ledger.rows)} rows; a sheet holds {MOST_ROWS}"
        raise DataError(message, hint="narrow the workspace, or read the list in blueprint.json")
    ledger = with_units(ledger)
    places = _places(ledger)
    _write_head(book, sheet, ledger)
    last = places[-1].at + 2 * places[-1].ranged if places else -1
    for place in places:
        _write_header(book, sheet, place)
    evidence_keys = _evidence_keys(ledger)
    for offset, key in enumerate(evidence_keys, 1):
        book.write(sheet, (HEADER_ROW, last + offset), book.word(key), "header")
    for number, row in enumerate(ledger.rows, HEADER_ROW + 1):
        _write_row(book, sheet, number, (row, places))
        _write_evidence(book, sheet, (number, last + 1), (row, evidence))
        if "row_pages" in evidence_keys:
            _write_pages(book, sheet, (number, last + 3), row)
    _finish(book, sheet, ledger, (places, last))


def _evidence_keys(ledger: Ledger) -> tuple[str, ...]:
    """What stands behind a list's own columns; its own column of pages is not told twice."""
    own_pages = any(column.kind == "source" for column in ledger.columns)
    return _EVIDENCE[:2] if own_pages else _EVIDENCE


def row_citations(row: Row) -> tuple[Citation, ...]:
    """Every row of the facts that a ledger's row rests on, once each, in first order."""
    cited = (c for cell in row.cells if isinstance(cell, Finding) for c in cell.citations)
    return tuple({citation.key: citation for citation in cited}.values())


def pages(citations: Iterable[Citation], between: str) -> str:
    """The pages of rows by publisher and date, once each."""
    named = (
        f"{c.source.publisher}({c.source.date})" if c.source.date else c.source.publisher
        for c in citations
        if c.source is not None
    )
    return between.join(dict.fromkeys(named))


def _places(ledger: Ledger) -> list[_Place]:
    places: list[_Place] = []
    at = 0
    for index, column in enumerate(ledger.columns):
        ranged = any(_interval(row.cells[index]) for row in ledger.rows)
        places.append(_Place(column=column, index=index, at=at, ranged=ranged))
        at += 3 if ranged else 1
    return places


def _interval(cell: object) -> Interval | None:
    return cell.interval if isinstance(cell, Finding) else None


def _write_head(book: Book, sheet: Worksheet, ledger: Ledger) -> None:
    told = ((ledger.title, "title"), (ledger.headline, "headline"), (ledger.about, "quiet"))
    for number, (text, look) in enumerate(told):
        book.write(sheet, (number, 0), text.say(book.language), look)


def _write_header(book: Book, sheet: Worksheet, place: _Place) -> None:
    title = place.column.title.say(book.language)
    unit = place.column.unit.say(book.language) if place.column.unit else ""
    told = f"{title}({unit})" if unit else title
    book.write(sheet, (HEADER_ROW, place.at), told, "header")
    if place.column.about is not None:
        sheet.write_comment(
            HEADER_ROW, place.at, place.column.about.say(book.language), {"author": "lantu"}
        )
    if place.ranged:
        for offset, key in ((1, "lower"), (2, "upper")):
            at = (HEADER_ROW, place.at + offset)
            book.write(sheet, at, f"{title} {book.word(key)}", "header")


def _write_row(
    book: Book, sheet: Worksheet, number: int, told: tuple[Row, Sequence[_Place]]
) -> None:
    row, places = told
    for place in places:
        cell = row.cells[place.index]
        _write_cell(book, sheet, (number, place.at), cell, place.column)
        interval = _interval(cell)
        if interval is not None:
            for offset, end in ((1, interval.lower), (2, interval.upper)):
                at = (number, place.at + offset)
                _write_number(book, sheet, at, end, _pattern(end, place.column, given=False))


def _write_cell(
    book: Book, sheet: Worksheet, at: tuple[int, int], cell: object, column: Column
) -> None:
    value = cell.value if isinstance(cell, Finding) else cell
    state = state_of(cell) if column.kind == "state" else None
    if state is not None:
        told = f"{STATE_STYLES[state].mark} {LABELS[state].say(book.language)}"
        sheet.write_string(*at, told, book.state(state))
    elif column.kind == "source" and isinstance(cell, Finding):
        between = ";" if book.language == "zh" else "; "
        book.write(sheet, at, pages(cell.citations, between) or numbers.DASH)
    elif isinstance(value, Real) and not isinstance(value, bool):
        pattern = _pattern(float(value), column, given=not isinstance(cell, Finding))
        _write_number(book, sheet, at, float(value), pattern + _own_unit(book, cell, column))
    else:
        book.write(sheet, at, said(cell, column, book.language))


def _write_number(
    book: Book, sheet: Worksheet, at: tuple[int, int], value: float, pattern: str
) -> None:
    sheet.write_number(*at, round(value, _DECIMALS), book.number(pattern))


def _own_unit(book: Book, cell: object, column: Column) -> str:
    """The end of a number format that shows a unit which the header does not."""
    unit = cell.unit if isinstance(cell, Finding) else None
    if unit is None or unit == column.unit or column.kind == "share":
        return ""
    return '"' + numbers.unit_mark(unit, book.language).replace('"', "") + '"'


def _pattern(value: float, column: Column, *, given: bool) -> str:
    """The number format: three significant digits, or every digit the source gives."""
    if column.kind == "share":
        return "0" + _point(_decimals(value * 100, given=given)) + "%"
    return "#,##0" + _point(_decimals(value, given=given))


def _point(decimals: int) -> str:
    return "." + "0" * decimals if decimals else ""


def _decimals(value: float, *, given: bool) -> int:
    if value == round(value):
        return 0
    if given:
        return min(_DECIMALS, len(f"{value:.6f}".rstrip("0").partition(".")[2]))
    return min(_DECIMALS, max(0, numbers.DIGITS - 1 - floor(log10(abs(value)))))


def _write_evidence(
    book: Book, sheet: Worksheet, at: tuple[int, int], told: tuple[Row, EvidencePlace]
) -> None:
    """The grades, the rows and the pages behind a row; the rows lead to their sheet."""
    row, evidence = told
    cited = row_citations(row)
    number, column = at
    grades = sorted({c.grade.value for c in cited if c.grade is not None})
    book.write(sheet, at, " ".join(grades) or numbers.DASH, "centre")
    ids = book.fitted(", ".join(c.row_id for c in cited), "more") or numbers.DASH
    if cited and number < MOST_LINKS:
        place = f"{inside(evidence.sheet)}!A{evidence.lines[cited[0].key]}"
        sheet.write_url(number, column + 1, place, book.look("link"), ids)
    else:
        book.write(sheet, (number, column + 1), ids)


def _write_pages(book: Book, sheet: Worksheet, at: tuple[int, int], row: Row) -> None:
    between = ";" if book.language == "zh" else "; "
    told = book.fitted(pages(row_citations(row), between), "more")
    book.write(sheet, at, told or numbers.DASH)


def _finish(
    book: Book, sheet: Worksheet, ledger: Ledger, shape: tuple[Sequence[_Place], int]
) -> None:
    places, last = shape
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.autofilter(
        HEADER_ROW, 0, HEADER_ROW + len(ledger.rows), last + len(_evidence_keys(ledger))
    )
    for place in places:
        sheet.set_column(place.at, place.at, _width(book, ledger, place))
        if place.ranged:
            sheet.set_column(place.at + 1, place.at + 2, _NARROW + 2)
    sheet.set_column(last + 1, last + 1, _NARROW + 2)
    sheet.set_column(last + 2, last + 3, _WIDE // 2)


def _width(book: Book, ledger: Ledger, place: _Place) -> int:
    """Wide enough for most cells; wrapped text takes the rest."""
    shown = (_shown(book, row.cells[place.index], place.column) for row in ledger.rows[:_SAMPLE])
    widest = max((reach(text) for text in shown), default=0)
    title = reach(place.column.title.say(book.language)) + 3
    return min(_WIDE, max(_NARROW, title, widest + 2))


def _shown(book: Book, cell: Any, column: Column) -> str:
    if column.kind == "source" and isinstance(cell, Finding):
        return " " * (_WIDE // 2)
    return said(cell, column, book.language)
