"""CSV: UTF-8 with or without a byte-order mark, or GB18030 where ``lantu.toml`` says so."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lantu.facts.fault import Spot, fault
from lantu.facts.intake.csv_scan import scan
from lantu.facts.intake.header import place_columns, unnamed_columns
from lantu.facts.intake.raw import ROW, Origin, RawTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.facts.fault import Fault
    from lantu.facts.intake.csv_scan import Places, Structure
    from lantu.facts.schema import Table
    from lantu.facts.settings import Encoding

_BLOCK = 1 << 20
_LONGEST = 4
"""Bytes of the longest character: a file cut off within its last one is not in GB18030."""
_SEPARATORS = (";", "\t", "|", "\uff0c", "、")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A file's bytes in UTF-8, and the structure of its records."""

    data: bytes
    records: Structure

    def record(self, at: int) -> str:
        return self.data[self.records.starts[at] : self.records.ends[at]].decode()


def read_csv(
    data: bytes, table: Table, file: str, encoding: Encoding
) -> tuple[RawTable | None, list[Fault]]:
    """A CSV file as a raw table; None where it cannot be read at all.

    Ragged rows are left out and reported; rows without any text are skipped.
    """
    spot = Spot(file=file, table=table.name)
    data, faults = as_utf8(data, spot, encoding)
    if faults:
        return None, faults
    text = _Text(data=data, records=scan(data))
    faults = [*_broken(text, spot)]
    if faults:
        return None, faults
    return _read(text, table, spot)


def as_utf8(data: bytes, spot: Spot, encoding: Encoding) -> tuple[bytes, list[Fault]]:
    """The bytes in UTF-8 with line feeds; empty, with the reason, where they are no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return b"", [fault("csv.utf16", spot)]
    if encoding == "gb18030" and not data.startswith(codecs.BOM_UTF8):
        if _undecodable(data, "gb18030") is not None:
            return b"", [fault("csv.declared", spot)]
        data = data.decode("gb18030").encode()
    wrong = _undecodable(data, "utf-8")
    if wrong is not None:
        row = data.count(b"\n", 0, wrong) + 1
        if wrong < len(data) - _LONGEST and _undecodable(data, "gb18030") is None:
            return b"", [fault("csv.gb18030", spot)]
        there = Spot(file=spot.file, table=spot.table, row=row)
        return b"", [fault("csv.encoding", there, byte=str(wrong + 1))]
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\r" in data and b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    return data, []


def _undecodable(data: bytes, encoding: str) -> int | None:
    """The first byte that is no text in ``encoding``; a block at a time, to spare memory."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, max(len(data), 1), _BLOCK):
        block = data[start : start + _BLOCK]
        try:
            decoder.decode(block, final=start + _BLOCK >= len(data))
        except UnicodeDecodeError as error:
            held = len(error.object) - len(block)
            return max(start - held + error.start, 0)
    return None


def _broken(text: _Text, spot: Spot) -> Iterator[Fault]:
    """Faults that leave no record to trust."""
    records = text.records
    if not len(records.starts) or not text.record(0).strip(", \t\r"):
        yield fault("file.no_header", spot)
    for rule, at in (
        ("csv.stray_quote", records.stray_quote),
        ("csv.open_quote", records.open_quote),
    ):
        if at is not None:
            there = Spot(file=spot.file, table=spot.table, row=at + 1)
            yield fault(rule, there, text.record(at))
            return


def _read(text: _Text, table: Table, spot: Spot) -> tuple[RawTable | None, list[Fault]]:
    header = next(csv.reader(io.StringIO(text.record(0), newline="")))
    if len(header) == 1 and any(sign in header[0] for sign in _SEPARATORS):
        return None, [fault("csv.separator", Spot(file=spot.file, table=table.name, row=1))]
    positions, faults = place_columns(table, header, spot.file)
    cells = text.records.cells
    blank = text.records.ends == text.records.starts
    fit = (cells == len(header)) & ~(blank & (len(header) > 1))
    broken = tuple((at + 1, text.record(at)) for at in np.flatnonzero(~fit & ~blank).tolist())
    for row, record in broken:
        there = Spot(file=spot.file, table=table.name, row=row)
        found = f"{cells[row - 1]}: {record}"
        faults.append(fault("csv.ragged", there, found, expected=str(len(header))))
    fit[0] = False
    rows = np.flatnonzero(fit)
    try:
        frame = _frame(_joined(text, rows), len(header))
    except pl.exceptions.PolarsError as error:
        return None, [*faults, fault("csv.unreadable", spot, detail=_first_line(error))]
    if len(frame) != len(rows):
        detail = f"{len(rows)} records, but {len(frame)} rows"
        return None, [*faults, fault("csv.unreadable", spot, detail=detail)]
    faults += unnamed_columns(table, header, spot.file, lambda at: _has_text(frame, at))
    origin = Origin(table=table, file=spot.file, positions=positions)
    return RawTable(origin, _named(frame, rows + 1, positions), broken), faults


def _has_text(frame: pl.DataFrame, at: int) -> bool:
    column = frame.get_column(f"column_{at}")
    return bool((column.fill_null("") != "").any())


def _joined(text: _Text, rows: Places) -> bytes:
    """The records ``rows`` with everything between them left out."""
    if not rows.size:
        return b""
    starts, ends = text.records.starts, text.records.ends
    breaks = np.flatnonzero(np.diff(rows) != 1)
    firsts = rows[np.concatenate([[0], breaks + 1])]
    lasts = rows[np.concatenate([breaks, [len(rows) - 1]])]
    if len(firsts) == 1:
        return text.data[starts[firsts[0]] : ends[lasts[0]]]
    runs = zip(starts[firsts].tolist(), ends[lasts].tolist(), strict=True)
    return b"\n".join(text.data[start:end] for start, end in runs)


def _frame(data: bytes, width: int) -> pl.DataFrame:
    schema = {f"column_{at}": pl.String for at in range(width)}
    if not data:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(
        data,
        has_header=False,
        schema=schema,
        infer_schema=False,
        quote_char='"',
    )


def _named(frame: pl.DataFrame, rows: Places, positions: dict[str, int]) -> pl.DataFrame:
    """The known columns by name, and the number of each row; rows without text left out."""
    if not set(positions) - {ROW}:
        return pl.DataFrame(schema={ROW: pl.Int32})
    named = frame.select(
        pl.col(f"column_{at}").replace("", None).alias(name) for name, at in positions.items()
    )
    if ROW in positions:
        kept = pl.col(ROW).cast(pl.Int32, strict=False).fill_null(0)
        named = named.with_columns(kept)
    else:
        named = named.with_columns(pl.Series(ROW, rows, dtype=pl.Int32))
    return named.filter(~pl.all_horizontal(pl.exclude(ROW).is_null()))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
