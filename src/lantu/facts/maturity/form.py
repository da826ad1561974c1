"""The form that firms fill in: one sheet of answers, a row a firm, and one that explains it."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from lantu.model.rubric import Question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.model.rubric import Node, Rubric

SHEET = "answers"
"""Name of the sheet with the answers."""

ABOUT_FIRM = ("firm", "name", "segment", "place")
"""Its first columns; items and scenes follow by their codes."""

_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date, so that equal forms are equal bytes
_HOW = {
    Question.SINGLE: "填一个选项 one option",
    Question.MULTI: "填所有符合的选项，用顿号分开；一项也没有填 0 - all that hold, by commas; 0 for none",
    Question.BAND: "填选项，或填百分数 an option, or per cent",
    Question.NUMBER: "填 0 到 {top} 的数 a number from 0 to {top}",
}
_SCENE = "填等级 0 到 {top} - level 0 to {top}"


def answer_form(rubric: Rubric, rows: Sequence[Mapping[str, str | float]] = ()) -> bytes:
    """An XLSX workbook to be filled in; the same bytes on every machine.

    Args:
        rubric: What is asked.
        rows: Firms that are known already, by column; a column left out stays blank.
    """
    import xlsxwriter  # noqa: PLC0415 - heavy, and only writing needs it

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": rubric.code, "created": _MADE})
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    _answers(book.add_worksheet(SHEET), rubric, rows, bold)
    _guide(book.add_worksheet("说明"), rubric, bold)
    book.close()
    return buffer.getvalue()


def columns_of(rubric: Rubric) -> tuple[str, ...]:
    """The columns of the sheet with the answers."""
    items = [node.code for node in rubric.items]
    return (*ABOUT_FIRM, *items, *(scene.code for scene in rubric.scenes))


def _answers(
    sheet: Any, rubric: Rubric, rows: Sequence[Mapping[str, str | float]], bold: Any
) -> None:
    columns = columns_of(rubric)
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column, bold)
        for line, row in enumerate(rows, start=1):
            if column in row:
                _write(sheet, line, at, row[column])


def _write(sheet: Any, line: int, at: int, cell: str | float) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, at, cell)
    else:
        sheet.write_number(line, at, cell)


def _guide(sheet: Any, rubric: Rubric, bold: Any) -> None:
    lines: list[tuple[str, ...]] = [("", caveat.zh, caveat.en) for caveat in rubric.caveats]
    lines += [(node.code, node.name.zh, node.name.en, *_said(node)) for node in rubric.items]
    for scene in rubric.scenes:
        told = _SCENE.format(top=scene.top)
        lines.append((scene.code, scene.name.zh, scene.name.en, told))
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 3, 36)
    for at, title in enumerate(("列 Column", rubric.name.zh, rubric.name.en, "怎样填 How")):
        sheet.write_string(0, at, title, bold)
    for line, cells in enumerate(lines, start=1):
        for at, cell in enumerate(cells):
            sheet.write_string(line, at, cell)


def _said(node: Node) -> tuple[str, ...]:
    how = _HOW[node.question or Question.NUMBER].format(top=f"{node.top:g}")
    options = (f"{option.key} {option.label.zh} {option.label.en}" for option in node.options)
    return (how, *options)
