"""XLSX: one workbook, one sheet a table, cells with types of their own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
import python_calamine as calamine

from lantu.facts.fault import Spot, fault
from lantu.facts.intake.header import place_columns, unnamed_columns
from lantu.facts.intake.raw import ROW, Origin, RawTable
from lantu.facts.intake.sheet_scan import odd_cells, sheet_parts
from lantu.facts.intake.typed_cell import cell_text, number_text
from lantu.facts.intake.zip_guard import (
    BombError,
    DamagedArchiveError,
    LockedArchiveError,
    open_archive,
)
from lantu.facts.limits import MAX_SHEET_CELLS, MAX_UNPACKED_BYTES, spoken
from lantu.facts.schema import load_schema

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Sequence

    from lantu.facts.fault import Fault
    from lantu.facts.schema import Column, Table

GUIDE_SHEETS = frozenset({"说明", "README", "Guide"})
"""Sheets that hold words for people; they are passed over in silence."""

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""First bytes of an OLE file: an old xls, or an xlsx behind a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An opened workbook.

    Attributes:
        file: For messages.
        sheets: What the spreadsheet library sees.
        archive: The parts behind it.
        parts: Sheet name to its part.
    """

    file: str
    sheets: calamine.CalamineWorkbook
    archive: zipfile.ZipFile
    parts: dict[str, str]


def read_xlsx(data: bytes, named: Table | None, file: str) -> tuple[list[RawTable], list[Fault]]:
    """The tables of a workbook.

    Args:
        data: The file.
        named: The table the file is named after; None where it is named after none.
        file: For messages.
    """
    try:
        book = open_book(data, file)
        chosen, faults = _choose(book, named)
        tables = []
        for sheet, table in chosen:
            raw, found = _sheet(book, sheet, table)
            tables += [raw] if raw else []
            faults += found
    except LockedArchiveError:
        return [], [fault("xlsx.locked", Spot(file=file))]
    except BombError:
        return [], [fault("xlsx.bomb", Spot(file=file), limit=spoken(MAX_UNPACKED_BYTES))]
    except DamagedArchiveError as error:
        return [], [fault("xlsx.damaged", Spot(file=file), detail=str(error))]
    return tables, faults


def open_book(data: bytes, file: str) -> Book:
    """Open a workbook.

    Raises:
        DamagedArchiveError: It is none, or cut off.
        LockedArchiveError: It needs a password, or is an old xls.
        BombError: It unpacks beyond the limits.
    """
    if data.startswith(_OLD_FORMAT):
        raise LockedArchiveError
    archive = open_archive(data)
    parts = sheet_parts(archive)
    sheets = guarded(calamine.CalamineWorkbook.from_filelike, io.BytesIO(data))
    return Book(file=file, sheets=sheets, archive=archive, parts=parts)


def guarded(call: Any, *args: Any, **options: Any) -> Any:
    """Call the spreadsheet library; whatever it fails with, the file is damaged."""
    try:
        return call(*args, **options)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # its panics are no Exception
        raise DamagedArchiveError(str(error).partition("\n")[0]) from error


def _choose(book: Book, named: Table | None) -> tuple[list[tuple[str, Table]], list[Fault]]:
    """Which sheets are tables."""
    tables = load_schema().tables
    names = {**tables, **{t.label.zh: t for t in tables.values()}}
    sheets = [s for s in book.sheets.sheet_names if s not in GUIDE_SHEETS]
    chosen = [(s, names[s]) for s in sheets if s in names]
    if named is not None and named not in [t for _, t in chosen]:
        if len(sheets) != 1:
            return [], [fault("xlsx.no_sheet", Spot(file=book.file), table=named.name)]
        return [(sheets[0], named)], []
    known = "、".join(tables)
    unknown = [
        fault("xlsx.unknown_sheet", Spot(file=f"{book.file}[{s}]"), s, known=known)
        for s in sheets
        if s not in names
    ]
    return chosen, unknown


def _sheet(book: Book, sheet: str, table: Table) -> tuple[RawTable | None, list[Fault]]:
    file = f"{book.file}[{sheet}]"
    spot = Spot(file=file, table=table.name)
    if sheet not in book.parts:
        message = f"sheet {sheet!r} is missing"
        raise DamagedArchiveError(message)
    odd = odd_cells(book.archive, book.parts[sheet])
    if odd.far:
        return None, [fault("xlsx.far_cell", spot, limit=str(MAX_SHEET_CELLS), cell=odd.far)]
    content = guarded(book.sheets.get_sheet_by_name, sheet)
    rows = guarded(content.to_python, skip_empty_area=False)
    merged = content.merged_cell_ranges or []
    if any(first[0] == 0 for first, _ in merged):
        return None, [fault("header.merged", Spot(file=file, table=table.name, row=1))]
    if not rows or not any(rows[0]):
        return None, [fault("file.no_header", spot)]
    raw, faults = _rows(rows, table, file)
    faults += _at_addresses("xlsx.error_cell", odd.errors, raw.origin)
    faults += _at_addresses("xlsx.formula", odd.unsolved, raw.origin)
    for (row, column), _ in merged:
        faults.append(fault("xlsx.merged", _spot_at(raw.origin, row + 1, column)))
    return raw, faults


def _rows(rows: Sequence[Sequence[Any]], table: Table, file: str) -> tuple[RawTable, list[Fault]]:
    header = [_title(cell) for cell in rows[0]]
    positions, faults = place_columns(table, header, file)
    body = rows[1:]
    faults += unnamed_columns(table, header, file, lambda at: any(row[at] != "" for row in body))
    own = {k: v for k, v in positions.items() if k != ROW}
    origin = Origin(table=table, file=file, positions=own)
    texts: dict[str, list[str | None]] = {}
    for name, at in own.items():
        texts[name], found = _column(table.column(name), [row[at] for row in body], origin)
        faults += found
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    rows_read = pl.Series(ROW, range(2, len(body) + 2), dtype=pl.Int32)
    blank = pl.all_horizontal(pl.exclude(ROW).is_null()) if texts else pl.lit(value=True)
    frame = frame.with_columns(rows_read).filter(~blank)
    return RawTable(origin, frame), faults


def _title(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    return number_text(cell) if isinstance(cell, int | float) else str(cell)


def _column(
    column: Column, values: list[Any], origin: Origin
) -> tuple[list[str | None], list[Fault]]:
    texts: list[str | None] = []
    faults: list[Fault] = []
    for row, value in enumerate(values, start=2):
        if isinstance(value, str):
            texts.append(value or None)
            continue
        text, rule = cell_text(value, column.kind)
        texts.append(text)
        if rule:
            faults.append(fault(rule, origin.spot(row, column.name), text))
    return texts, faults


def _at_addresses(rule: str, addresses: Sequence[str], origin: Origin) -> Iterator[Fault]:
    for address in addresses:
        column = address.rstrip("0123456789")
        row = int(address.removeprefix(column) or 0)
        place = 0
        for letter in column:
            place = place * 26 + ord(letter) - ord("A") + 1
        yield fault(rule, _spot_at(origin, row, place - 1))


def _spot_at(origin: Origin, row: int, position: int) -> Spot:
    names = {at: name for name, at in origin.positions.items()}
    return Spot(
        file=origin.file,
        table=origin.table.name,
        row=row,
        column=names.get(position, ""),
        position=position,
    )
