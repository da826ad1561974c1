"""The lists as one workbook: summary, lists, conflicts, evidence rows, methods, pages."""

from __future__ import annotations

import io
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter.workbook import Workbook

from lantu.errors import DataError
from lantu.evidence.finding import Finding
from lantu.reports.document_tables import EvidenceTables
from lantu.reports.sheets_book import MOST_ADDRESS, MOST_LINKS, MOST_ROWS, Book
from lantu.reports.sheets_ledger import EvidencePlace, write_ledger
from lantu.reports.sheets_summary import write_summary
from lantu.reports.words import host_name, table_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

    from lantu.evidence.exhibits import Blueprint, Ledger
    from lantu.evidence.source import Citation, Source
    from lantu.vocab.text import Language

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark for equal bytes, not a moment
_OPTIONS = {
    "in_memory": True,
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
}


def lists_xlsx_bytes(blueprint: Blueprint, language: Language = "zh") -> bytes:
    """The workbook's bytes, equal for equal blueprints.

    Numbers are numbers with formats, states have colour and pattern, text is never a
    formula and never a link; only pages that are safe to follow are linked.

    Raises:
        DataError: A list has more rows than a sheet can hold.
    """
    target = io.BytesIO()
    workbook = Workbook(target, _OPTIONS)
    workbook.set_properties(
        {"title": blueprint.title.say(language), "author": "lantu 蓝图", "created": _CREATED}
    )
    _write_all(Book(workbook, language), blueprint)
    workbook.close()
    return target.getvalue()


def _write_all(book: Book, blueprint: Blueprint) -> None:
    summary = book.sheet(book.word("summary"))
    ledgers = (*blueprint.ledgers, blueprint.conflicts)
    sheets = [(ledger, book.sheet(ledger.title.say(book.language))) for ledger in ledgers]
    evidence = book.sheet(book.word("evidence"))
    cited = _cited(ledgers, blueprint)
    place = EvidencePlace(
        sheet=evidence.get_name(),
        lines={citation.key: line for line, citation in enumerate(cited, 2)},
    )
    for ledger, sheet in sheets:
        write_ledger(book, sheet, ledger, place)
    _write_evidence(book, evidence, cited)
    _write_methods(book, blueprint)
    _write_sources(book, blueprint, cited)
    write_summary(
        book, summary, blueprint, [(ledger, sheet.get_name()) for ledger, sheet in sheets]
    )


def _cited(ledgers: Iterable[Ledger], blueprint: Blueprint) -> tuple[Citation, ...]:
    """Every row the lists and the chain summaries rest on, by table and row id."""
    tables = EvidenceTables(blueprint)
    for summary in blueprint.summaries:
        tables.cite(summary.completeness.citations)
    for ledger in ledgers:
        for row in ledger.rows:
            for cell in row.cells:
                if isinstance(cell, Finding):
                    tables.cite(cell.citations)
    return tuple(sorted(tables.citations.values(), key=lambda citation: citation.key))


def _write_evidence(book: Book, sheet: Worksheet, cited: Sequence[Citation]) -> None:
    if len(cited) > MOST_ROWS - 1:
        message = f"the lists rest on {len(cited)} rows; a sheet holds {MOST_ROWS}"
        raise DataError(message, hint="narrow the workspace, or read blueprint.json")
    keys = ("table", "row", "line", "grade", "reading", "note", "publisher", "date", "link")
    _head(book, sheet, keys, (16, 10, 9, 6, 46, 34, 34, 12, 30))
    for number, citation in enumerate(cited, 1):
        grade = "" if citation.grade is None else citation.grade.value
        book.write(sheet, (number, 0), table_name(citation.table).say(book.language))
        book.write(sheet, (number, 1), citation.row_id)
        if citation.line:
            sheet.write_number(number, 2, citation.line, book.number("0"))
        for column, text in ((3, grade), (4, citation.reading), (5, citation.note)):
            book.write(sheet, (number, column), text)
        if citation.source is not None:
            book.write(sheet, (number, 6), citation.source.publisher)
            book.write(sheet, (number, 7), citation.source.date)
            _write_link(book, sheet, (number, 8), citation.source)
    sheet.autofilter(0, 0, max(1, len(cited)), len(keys) - 1)


def _write_methods(book: Book, blueprint: Blueprint) -> None:
    keys = ("method", "formula", "meaning", "reference")
    sheet = book.sheet(book.word("methods"))
    _head(book, sheet, keys, (20, 46, 60, 46))
    for number, method in enumerate(blueprint.methods, 1):
        book.write(sheet, (number, 0), method.name.say(book.language))
        book.write(sheet, (number, 1), method.formula, "formula")
        book.write(sheet, (number, 2), method.meaning.say(book.language))
        book.write(sheet, (number, 3), method.reference)


def _write_sources(book: Book, blueprint: Blueprint, cited: Sequence[Citation]) -> None:
    keys = ("key", "publisher", "date", "host_type", "cited", "link")
    sheet = book.sheet(book.word("sources"))
    _head(book, sheet, keys, (16, 46, 14, 12, 10, 46))
    rows = Counter(citation.source.key for citation in cited if citation.source is not None)
    for number, source in enumerate(blueprint.sources, 1):
        told = (source.key, source.publisher, source.date)
        for column, text in enumerate(told):
            book.write(sheet, (number, column), text)
        book.write(sheet, (number, 3), host_name(source.host_type).say(book.language))
        sheet.write_number(number, 4, rows[source.key], book.number("0"))
        _write_link(book, sheet, (number, 5), source)
    sheet.autofilter(0, 0, max(1, len(blueprint.sources)), len(keys) - 1)


def _write_link(book: Book, sheet: Worksheet, at: tuple[int, int], source: Source) -> None:
    """The page's address as a link, or the note that it must not be followed."""
    link = source.link
    if link is None:
        book.write(sheet, at, book.word("unsafe") if source.url else "", "quiet")
    elif (
        link.startswith(("http://", "https://")) and at[0] < MOST_LINKS and len(link) < MOST_ADDRESS
    ):
        sheet.write_url(*at, link, book.look("link"), link)
    else:
        book.write(sheet, at, link)


def _head(book: Book, sheet: Worksheet, keys: Sequence[str], widths: Sequence[int]) -> None:
    """A header, frozen and repeated on paper, over columns of given widths."""
    for column, (key, width) in enumerate(zip(keys, widths, strict=True)):
        book.write(sheet, (0, column), book.word(key), "header")
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
