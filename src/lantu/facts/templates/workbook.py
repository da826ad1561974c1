"""The Excel template: a sheet a table, with notes, drop-downs and an example row."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from lantu.facts.schema import load_schema
from lantu.facts.templates.examples import example_rows

if TYPE_CHECKING:
    from lantu.facts.schema import Column, Table

_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date, so that equal templates are equal bytes
_WIDEST = 28
_LAST_ROW = 1_048_575
_GUIDE = "说明"
_COLOURS = {"filled": "#DDEBF7", "optional": "#F2F2F2"}


def template_workbook() -> bytes:
    """The workbook; the same bytes on every machine."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "lantu facts", "created": _MADE})
    formats = {
        "text": book.add_format({"num_format": "@"}),
        "number": book.add_format({"num_format": "General"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True}),
        **{
            name: book.add_format({"bold": True, "bg_color": colour, "num_format": "@"})
            for name, colour in _COLOURS.items()
        },
    }
    _guide(book.add_worksheet(_GUIDE), formats)
    for table in load_schema().tables.values():
        _sheet(book.add_worksheet(table.name), table, formats)
    book.close()
    return buffer.getvalue()


def _guide(sheet: Any, formats: dict[str, Any]) -> None:
    """The first sheet: what each of the others holds."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 3, 60, formats["wrap"])
    for at, title in enumerate(("工作表 Sheet", "名称 Name", "一行是什么", "What a row is")):
        sheet.write_string(0, at, title, formats["bold"])
    tables = load_schema().tables.values()
    for row, table in enumerate(tables, start=1):
        cells = (table.name, table.label.zh, table.about.zh, table.about.en)
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell)
    sheet.write_string(
        len(tables) + 2,
        0,
        "列名上的批注说明怎样填；蓝色列必填；填好后放进工作区的 facts 文件夹，代替其中的 CSV 文件。 "
        "Notes on the headers say what to fill in; blue columns are required; put the file "
        "into the workspace's folder facts in place of the CSV files.",
    )


def _sheet(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(table.columns):
        kind = "number" if column.kind == "number" else "text"
        width = min(max(len(column.name), len(column.example)) + 2, _WIDEST)
        sheet.set_column(at, at, width, formats[kind])
        head = formats["filled" if column.filled else "optional"]
        sheet.write_string(0, at, column.name, head)
        sheet.write_comment(0, at, _note(column), {"x_scale": 2.2, "y_scale": 1.6})
        options = _options(column)
        if options:
            rule = {"validate": "list", "source": options, "ignore_blank": not column.filled}
            sheet.data_validation(1, at, _LAST_ROW, at, rule)
    for row, cells in enumerate(example_rows(table).iter_rows(), start=1):
        for at, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            if cell is not None and column.kind == "number":
                sheet.write_number(row, at, float(cell), formats["number"])
            elif cell is not None:
                sheet.write_string(row, at, cell, formats["text"])


def _note(column: Column) -> str:
    unit = f"（{column.unit}）" if column.unit else ""
    return (
        f"{column.label.zh}{unit}：{column.about.zh}\n{column.label.en}: {column.about.en}"
        f"\n如 such as: {column.example or '—'}"
    )


def _options(column: Column) -> list[str]:
    """What the drop-down of a column offers; nothing where it takes any text."""
    if column.kind == "flag":
        return ["1", "0"]
    if column.kind in ("word", "grade"):
        return [word.value for word in load_schema().words[column.target or "Grade"]]
    return []
