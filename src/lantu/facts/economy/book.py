"""A table's file as sheets: an XLSX workbook, or a folder of CSV files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from lantu.errors import PlaceError
from lantu.facts.economy.sheet import Cell, Sheet, padded
from lantu.facts.fault import Spot, fault
from lantu.facts.intake.csv_file import as_utf8
from lantu.facts.intake.csv_scan import scan
from lantu.facts.intake.folder import read_bytes
from lantu.facts.intake.sheet_scan import odd_cells
from lantu.facts.intake.xlsx_file import GUIDE_SHEETS, guarded, open_book
from lantu.facts.intake.zip_guard import BombError, DamagedArchiveError, LockedArchiveError
from lantu.facts.limits import (
    MAX_FILE_BYTES,
    MAX_SHEET_CELLS,
    MAX_TABLE_BYTES,
    MAX_UNPACKED_BYTES,
    spoken,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lantu.facts.fault import Fault
    from lantu.facts.findings import Findings
    from lantu.facts.intake.xlsx_file import Book


WORKBOOK = b"PK\x03\x04"
"""What an XLSX file begins with."""


def workbook_sheets(data: bytes, file: str, findings: Findings) -> Mapping[str, Sheet]:
    """The sheets of a workbook by name, those with words for people left out.

    Raises:
        FactsError: It cannot be read, or a cell holds an error.
    """
    spot = Spot(file=file)
    sheets: dict[str, Sheet] = {}
    try:
        book = open_book(data, file)
        for name in book.sheets.sheet_names:
            if name not in GUIDE_SHEETS:
                findings.take(_sheet(book, name, sheets))
    except LockedArchiveError:
        findings.take([fault("xlsx.locked", spot)])
    except BombError:
        findings.take([fault("xlsx.bomb", spot, limit=spoken(MAX_UNPACKED_BYTES))])
    except DamagedArchiveError as error:
        findings.take([fault("xlsx.damaged", spot, detail=str(error))])
    findings.stop()
    return sheets


def _sheet(book: Book, name: str, sheets: dict[str, Sheet]) -> Iterator[Fault]:
    file = f"{book.file}[{name}]"
    if name not in book.parts:
        message = f"sheet {name!r} is missing"
        raise DamagedArchiveError(message)
    odd = odd_cells(book.archive, book.parts[name])
    if odd.far:
        limit = str(MAX_SHEET_CELLS)
        yield fault("xlsx.far_cell", Spot(file=file), limit=limit, cell=odd.far)
        return
    content = guarded(book.sheets.get_sheet_by_name, name)
    rows = guarded(content.to_python, skip_empty_area=False)
    cells = padded([[v if type(v) in _PLAIN else _cell(v) for v in row] for row in rows])
    sheets[name] = Sheet(file=file, cells=cells, typed=True)
    for rule, addresses in (("xlsx.error_cell", odd.errors), ("xlsx.formula", odd.unsolved)):
        for address in addresses:
            column = address.rstrip("0123456789")
            row = int(address.removeprefix(column) or 0)
            yield fault(rule, Spot(file=file, row=row, position=_position(column)))


def _position(column: str) -> int:
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


_PLAIN = frozenset({str, float})
"""What nearly every cell is; the others take a closer look."""


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def csv_sheet(data: bytes, file: str, findings: Findings) -> Sheet:
    """A CSV file as one sheet.

    Raises:
        FactsError: It cannot be cut into cells.
    """
    spot = Spot(file=file)
    text, faults = as_utf8(data, spot, "utf-8")
    findings.take(faults)
    findings.stop()
    records = scan(text)
    for rule, at in (
        ("csv.stray_quote", records.stray_quote),
        ("csv.open_quote", records.open_quote),
    ):
        if at is not None:
            findings.take([fault(rule, Spot(file=file, row=at + 1))])
    width = int(records.cells.max(initial=0))
    if width * len(records.cells) > MAX_SHEET_CELLS:
        findings.take([fault("xlsx.far_cell", spot, limit=str(MAX_SHEET_CELLS), cell=str(width))])
    findings.stop()
    try:
        rows = list(csv.reader(io.StringIO(text.decode(), newline="")))
    except csv.Error as error:
        findings.take([fault("csv.unreadable", spot, detail=str(error))])
        findings.stop()
        raise AssertionError from error  # stop() raised
    return Sheet(file=file, cells=padded(rows), typed=False)


def one_sheet(place: Path, findings: Findings) -> Sheet:
    """A CSV file, or the first sheet of a workbook.

    Raises:
        FactsError: It cannot be read, or holds nothing.
        PlaceError: Nothing is there.
    """
    if not place.is_file():
        raise PlaceError(f"there is no file at {place}", hint="check the path")
    spot = Spot(file=place.name)
    data, faults = read_bytes(place, spot, MAX_FILE_BYTES)
    findings.take(faults)
    findings.stop()
    if not (data or b"").startswith(WORKBOOK):
        return csv_sheet(data or b"", place.name, findings)
    for sheet in workbook_sheets(data or b"", place.name, findings).values():
        return sheet
    findings.fail("table.empty", spot)
    return None


def folder_sheets(folder: Path, names: Sequence[str], findings: Findings) -> Mapping[str, Sheet]:
    """CSV files of a folder as sheets, each by the file's name without its ending.

    Raises:
        FactsError: A file cannot be read.
    """
    sheets: dict[str, Sheet] = {}
    room = MAX_TABLE_BYTES
    for name in names:
        file = f"{folder.name}/{name}"
        data, faults = read_bytes(folder / name, Spot(file=file), min(MAX_FILE_BYTES, room))
        findings.take(faults)
        if data is not None:
            room -= len(data)
            sheets[name.removesuffix(".csv")] = csv_sheet(data, file, findings)
    findings.stop()
    return sheets
