"""Parquet: columns with types of their own; text again before it is checked."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.fault import Spot, fault
from lantu.facts.intake.header import place_columns
from lantu.facts.intake.raw import ROW, Origin, RawTable
from lantu.facts.intake.typed_cell import CODES, column_text
from lantu.facts.limits import MAX_ROWS, MAX_TABLE_BYTES, spoken
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.facts.fault import Fault
    from lantu.facts.schema import Column, Table

_MAGIC = b"PAR1"
_TEXT = Text("文本", "text")


class _DamagedError(ValueError):
    """The file is no Parquet that can be read."""


def read_parquet(data: bytes, table: Table, file: str) -> tuple[RawTable | None, list[Fault]]:
    """A Parquet file as a raw table; None where it cannot be read at all."""
    spot = Spot(file=file, table=table.name)
    try:
        header, rows = _outline(data)
        if rows > MAX_ROWS:
            return None, [fault("parquet.too_many", spot, str(rows), limit=str(MAX_ROWS))]
        positions, faults = place_columns(table, header, file)
        frame = _frame(data, list(positions))
    except _DamagedError as error:
        return None, [fault("parquet.damaged", spot, detail=str(error))]
    if _told_bytes(frame) > MAX_TABLE_BYTES:
        return None, [fault("file.too_large", spot, limit=spoken(MAX_TABLE_BYTES))]
    own = {k: v for k, v in positions.items() if k != ROW}
    raw = RawTable(Origin(table=table, file=file, positions=own), frame)
    wrong = [f for name in frame.columns if name != ROW for f in _wrong_type(raw, name)]
    if wrong:
        return None, [*faults, *wrong]
    return _as_text(raw), faults


def _outline(data: bytes) -> tuple[list[str], int]:
    """Column names and number of rows, from the file's own footer."""
    if not (data.startswith(_MAGIC) and data.endswith(_MAGIC)):
        message = "it does not begin and end as Parquet does"
        raise _DamagedError(message)
    try:
        scanned = pl.scan_parquet(io.BytesIO(data))
        names = scanned.collect_schema().names()
        return names, int(scanned.select(pl.len()).collect().item())
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise _DamagedError(str(error).partition("\n")[0]) from error


def _frame(data: bytes, names: list[str]) -> pl.DataFrame:
    try:
        return pl.read_parquet(io.BytesIO(data), columns=names)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise _DamagedError(str(error).partition("\n")[0]) from error


def _told_bytes(frame: pl.DataFrame) -> int:
    """Bytes of the texts with every repetition written out."""
    told = frame.select(pl.col(pl.String).str.len_bytes().sum())
    return int(sum(told.row(0))) if told.width else 0


def _wrong_type(raw: RawTable, name: str) -> list[Fault]:
    column = raw.origin.table.column(name)
    dtype = raw.frame.schema[name]
    if _readable(column, dtype):
        return []
    return [fault("parquet.type", raw.origin.spot(0, name), str(dtype), expected=_TEXT)]


def _readable(column: Column, dtype: pl.DataType) -> bool:
    """Whether cells of ``dtype`` become text without loss."""
    if dtype in (pl.String, pl.Null) or isinstance(dtype, pl.Categorical | pl.Enum):
        return True
    if dtype == pl.Boolean:
        return column.kind == "flag"
    if dtype == pl.Date:
        return column.kind == "date"
    return dtype.is_numeric() and column.kind not in CODES


def _as_text(raw: RawTable) -> RawTable:
    frame = raw.frame
    texts = [column_text(name, frame.schema[name]) for name in frame.columns if name != ROW]
    if ROW in frame.columns:
        rows = pl.col(ROW).cast(pl.Int32, strict=False).fill_null(0)
    else:
        rows = pl.int_range(2, pl.len() + 2, dtype=pl.Int32).alias(ROW)
    return RawTable(raw.origin, frame.select(*texts, rows))
