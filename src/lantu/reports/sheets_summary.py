"""The first sheet: what the workbook is, each chain in a line, where each list is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.reports.document_values import DECIMALS
from lantu.reports.sheets_book import inside
from lantu.reports.style import STATE_STYLES
from lantu.vocab.words import LABELS, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from lantu.evidence.exhibits import Blueprint, ChainSummary, Ledger
    from lantu.reports.sheets_book import Book

_WIDTHS = (26, 12, 12, 12, 12, 12, 12, 12, 10, 10, 60)


def write_summary(
    book: Book, sheet: Worksheet, blueprint: Blueprint, sheets: Sequence[tuple[Ledger, str]]
) -> None:
    """Fill the summary sheet.

    Args:
        book: The workbook.
        sheet: Its first sheet, still empty.
        blueprint: What to tell.
        sheets: Each list with the name of its sheet.
    """
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    line = _write_head(book, sheet, blueprint)
    line = _write_chains(book, sheet, line, blueprint.summaries)
    line = _write_lists(book, sheet, line, sheets)
    line = _write_caveats(book, sheet, line, blueprint)
    _write_settings(book, sheet, line, blueprint)


def _write_head(book: Book, sheet: Worksheet, blueprint: Blueprint) -> int:
    book.write(sheet, (0, 0), blueprint.title.say(book.language), "title")
    told = (
        ("region", blueprint.region.say(book.language)),
        ("facts_date", blueprint.facts_date),
        ("facts_hash", blueprint.facts_hash),
    )
    for line, (key, text) in enumerate(told, 1):
        book.write(sheet, (line, 0), book.word(key), "quiet")
        book.write(sheet, (line, 1), text, "headline")
    return len(told) + 2


def _write_chains(
    book: Book, sheet: Worksheet, line: int, summaries: Sequence[ChainSummary]
) -> int:
    headers = [book.word("chain")]
    headers += [f"{STATE_STYLES[s].mark} {LABELS[s].say(book.language)}" for s in State]
    headers += [book.word(key) for key in ("completeness", "lower", "upper", "headline")]
    for column, header in enumerate(headers):
        book.write(sheet, (line, column), header, "header")
    for number, summary in enumerate(summaries, line + 1):
        _write_chain(book, sheet, number, summary)
    return line + len(summaries) + 2


def _write_chain(book: Book, sheet: Worksheet, number: int, summary: ChainSummary) -> None:
    book.write(sheet, (number, 0), summary.name.say(book.language), "headline")
    for column, state in enumerate(State, 1):
        sheet.write_number(number, column, summary.counts.get(state, 0), book.number("0"))
    found = summary.completeness
    ends = (found.interval.lower, found.interval.upper) if found.interval else ()
    for column, share in enumerate((found.value, *ends), len(State) + 1):
        sheet.write_number(number, column, round(share, DECIMALS), book.number("0.0%"))
    book.write(sheet, (number, len(State) + 4), summary.headline.say(book.language))


def _write_lists(
    book: Book, sheet: Worksheet, line: int, sheets: Sequence[tuple[Ledger, str]]
) -> int:
    for column, key in enumerate(("list", "rows", "headline")):
        book.write(sheet, (line, column), book.word(key), "header")
    for number, (ledger, name) in enumerate(sheets, line + 1):
        title = ledger.title.say(book.language)
        sheet.write_url(number, 0, f"{inside(name)}!A1", book.look("link"), title)
        sheet.write_number(number, 1, len(ledger.rows), book.number("0"))
        book.write(sheet, (number, 2), ledger.headline.say(book.language), "headline")
    return line + len(sheets) + 2


def _write_caveats(book: Book, sheet: Worksheet, line: int, blueprint: Blueprint) -> int:
    book.write(sheet, (line, 0), book.word("caveats"), "header")
    for number, caveat in enumerate(blueprint.caveats, line + 1):
        book.write(sheet, (number, 0), caveat.say(book.language), "headline")
    return line + len(blueprint.caveats) + 2


def _write_settings(book: Book, sheet: Worksheet, line: int, blueprint: Blueprint) -> None:
    for column, key in enumerate(("setting", "value")):
        book.write(sheet, (line, column), book.word(key), "header")
    for number, (name, value) in enumerate(blueprint.settings, line + 1):
        book.write(sheet, (number, 0), name, "headline")
        book.write(sheet, (number, 1), value, "headline")
