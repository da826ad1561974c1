"""Writes lantu's own layout; what is written reads back equal, to the last bit."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import xlsxwriter

from lantu.facts.economy.layout import CODE_COLUMNS, CODE_WORDS, NAME_WORDS, TOTALS
from lantu.facts.economy.own_codes import joined
from lantu.facts.writing import whole_file, whole_folder
from lantu.model.input_output_table import BALANCE
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from lantu.facts.economy.sheet import Cell
    from lantu.model.input_output_table import InputOutputTable
    from lantu.model.roster import Roster
    from lantu.vocab.text import Language

    Floats = NDArray[np.float64]

WORKBOOK = ".xlsx"
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date, so that equal tables are equal bytes
_GUIDES: Mapping[Language, str] = {"zh": "说明", "en": "Guide"}
_WIDTHS = (14, 24)


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet to be written: its cells, and how many rows and columns are headers."""

    name: str
    rows: Sequence[Sequence[Cell]]
    frozen: tuple[int, int]


def write_table(table: InputOutputTable, path: str | Path, language: Language = "zh") -> Path:
    """Write a table in lantu's own layout: a workbook, or else a folder of CSV files.

    Args:
        table: The table.
        path: A name ending in ``.xlsx`` is replaced; any other names a new folder.
        language: Language of the names beside the codes; sheet ``codes`` has them in both.

    Raises:
        PlaceError: The folder is not empty, or the place cannot be written.
    """
    target = Path(path)
    pages = list(pages_of(table, language))
    if target.suffix.lower() == WORKBOOK:
        whole_file(workbook(pages), target)
        return target
    with whole_folder(target) as folder:
        for page in pages:
            (folder / f"{page.name}.csv").write_bytes(_csv(page))
    return target


def workbook(pages: Sequence[Page], guide: Sequence[Text] = (), language: Language = "zh") -> bytes:
    """The workbook of ``pages``, with words for people on a sheet before them."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "lantu table", "created": _MADE})
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    if guide:
        sheet = book.add_worksheet(_GUIDES[language])
        sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        for row, words in enumerate(guide):
            sheet.write_string(row, 0, words.say(language))
    for page in pages:
        _sheet(book.add_worksheet(page.name), page, bold)
    book.close()
    return buffer.getvalue()


def _sheet(sheet: Any, page: Page, bold: Any) -> None:
    down, across = page.frozen
    sheet.freeze_panes(down, across)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for row, cells in enumerate(page.rows):
        for column, cell in enumerate(cells):
            style = bold if row < down or column < across else None
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, style)
            else:
                sheet.write_number(row, column, _Exact(cell), style)


class _Exact(float):
    """A number that is written with all its digits; 16 are too few for one in two."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        del spec
        return repr(float(self))


def _csv(page: Page) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([[c if isinstance(c, str) else repr(c) for c in row] for row in page.rows])
    return text.getvalue().encode("utf-8-sig")


def pages_of(table: InputOutputTable, language: Language = "zh") -> Iterator[Page]:
    """The sheets of a table, in their order."""
    names = _Names(table, language)
    sectors = names.of(table.sectors)
    yield Page("about", list(_about(table)), (1, 1))
    yield Page("codes", list(_codes(table)), (1, 2))
    yield _matrix("flows", names.rows, names.rows, table.Z)
    if len(table.finals):
        yield _matrix("final_use", names.rows, names.finals, table.Y)
    if len(table.primaries):
        yield _matrix("primary_inputs", names.of(table.primaries), names.rows, table.V)
    yield _totals(table, names)
    if table.imported is not None:
        yield _matrix("imported_flows", sectors, names.rows, table.imported.Z)
        if len(table.finals):
            yield _matrix("imported_final_use", sectors, names.finals, table.imported.Y)
    yield from _satellites(table, names)


def _satellites(table: InputOutputTable, names: _Names) -> Iterator[Page]:
    if table.satellite is None or not len(table.satellite.stressors):
        return
    stressors = names.of(table.satellite.stressors)
    yield _matrix("satellites", stressors, names.rows, table.satellite.F)
    if table.satellite.F_Y is not None and len(table.finals):
        yield _matrix("satellites_final_use", stressors, names.finals, table.satellite.F_Y)


class _Names:
    """Code and name of each row and of each column of final use."""

    def __init__(self, table: InputOutputTable, language: Language) -> None:
        self.language: Language = language
        self.rows = self._labelled(table.regions, table.sectors)
        self.finals = self._labelled(table.regions, table.finals)

    def of(self, codes: Roster) -> list[tuple[str, str]]:
        """Code and name of each entry of a roster."""
        return [(code, name.say(self.language)) for code, name in _pairs(codes)]

    def _labelled(self, regions: Roster, codes: Roster) -> list[tuple[str, str]]:
        if len(regions) == 1:
            return self.of(codes)
        labels = joined(regions.codes, codes.codes)
        names = [f"{a} {b}" for _, a in self.of(regions) for _, b in self.of(codes)]
        return list(zip(labels, names, strict=True))


def _pairs(codes: Roster) -> Iterator[tuple[str, Any]]:
    return zip(codes.codes, codes.names, strict=True)


def _matrix(
    name: str, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]], values: Floats
) -> Page:
    head: list[list[Cell]] = [
        [CODE_WORDS[0], NAME_WORDS[0], *(code for code, _ in columns)],
        [NAME_WORDS[0], "", *(said for _, said in columns)],
    ]
    body = [[code, said, *line] for (code, said), line in zip(rows, values.tolist(), strict=True)]
    return Page(name, [*head, *body], (2, 2))


def _totals(table: InputOutputTable, names: _Names) -> Page:
    columns = {"output": table.x, "imports": table.imports, "residual": table.residual}
    shown = [name for name in TOTALS if name == "output" or columns[name].any()]
    values = np.column_stack([columns[name] for name in shown])
    said = [(name, Text(TOTALS[name], name).say(names.language)) for name in shown]
    return _matrix("totals", names.rows, said, values)


def _about(table: InputOutputTable) -> Iterator[list[Cell]]:
    yield ["item", "value"]
    yield ["title_zh", table.title.zh]
    yield ["title_en", table.title.en]
    yield ["year", table.period]
    yield ["unit", table.unit]
    yield ["source", table.source]
    if table.estimate:
        yield ["estimate", table.estimate.zh]
        yield ["estimate_en", table.estimate.en]
    if table.tolerance != BALANCE:
        yield ["tolerance", repr(table.tolerance)]


def _codes(table: InputOutputTable) -> Iterator[list[Cell]]:
    yield list(CODE_COLUMNS)
    for kind, codes in (("region", table.regions), ("sector", table.sectors)):
        for code, name in _pairs(codes):
            yield [kind, code, name.zh, name.en, "", ""]
    for (code, name), use in zip(_pairs(table.finals), table.uses, strict=True):
        yield ["final_use", code, name.zh, name.en, use.value, ""]
    for code, name in _pairs(table.primaries):
        yield ["primary_input", code, name.zh, name.en, "", ""]
    if table.satellite is not None:
        for (code, name), unit in zip(
            _pairs(table.satellite.stressors), table.satellite.units, strict=True
        ):
            yield ["satellite", code, name.zh, name.en, "", unit]
