"""A file of activities as pages of text: a list, or one table a period."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.economy.book import WORKBOOK, workbook_sheets
from lantu.facts.fault import Spot
from lantu.facts.intake.csv_file import as_utf8, read_csv
from lantu.facts.intake.csv_scan import scan
from lantu.facts.intake.parquet_file import read_parquet
from lantu.facts.intake.raw import ROW
from lantu.facts.schema.records import Column, Table
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.facts.economy.sheet import Sheet
    from lantu.facts.findings import Findings

CORNER = "地区"
"""What the first column holds where its header is blank, as in most wide tables."""

_PARQUET = b"PAR1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet of text.

    Attributes:
        name: Name of the sheet; ``""`` for a file that has none.
        file: Where it stands, for messages.
        positions: Place of each column in the file, from 0.
        frame: The columns as text, blank cells null, and :data:`ROW`.
    """

    name: str
    file: str
    positions: Mapping[str, int]
    frame: pl.DataFrame

    @property
    def header(self) -> tuple[str, ...]:
        """The columns, in the file's order."""
        return tuple(self.positions)

    def spot(self, row: int = 0, column: str = "") -> Spot:
        """A place on it."""
        position = self.positions.get(column, -1)
        return Spot(file=self.file, row=row, column=column, position=position)


def pages(data: bytes, file: str, findings: Findings) -> tuple[Page, ...]:
    """The pages of a CSV (UTF-8 or GB 18030), XLSX or Parquet file.

    Raises:
        FactsError: It cannot be read.
    """
    spot = Spot(file=file)
    if data.startswith(WORKBOOK):
        return tuple(
            _of_sheet(name, sheet) for name, sheet in workbook_sheets(data, file, findings).items()
        )
    if data.startswith(_PARQUET):
        raw, faults = read_parquet(data, _listing(_parquet_header(data)), file)
    else:
        text = _cornered(_decoded(data, spot, findings))
        raw, faults = read_csv(text, _listing(_csv_header(text)), file, "utf-8")
    findings.take(faults)
    findings.stop()
    if raw is None:
        raise AssertionError  # stop() raised
    return (Page(name="", file=file, positions=raw.origin.positions, frame=raw.frame),)


def _decoded(data: bytes, spot: Spot, findings: Findings) -> bytes:
    """The text as UTF-8; what is not is taken for GB 18030, as Chinese spreadsheets save it."""
    text, faults = as_utf8(data, spot, "utf-8")
    if any(each.rule == "csv.gb18030" for each in faults):
        text, faults = as_utf8(data, spot, "gb18030")
    findings.take(faults)
    findings.stop()
    return text


def _cornered(text: bytes) -> bytes:
    """The text, a blank corner of a wide table filled in."""
    return CORNER.encode() + text if text.startswith(b",") else text


def _csv_header(text: bytes) -> Sequence[str]:
    records = scan(text)
    if not len(records.starts):
        return ()
    first = text[records.starts[0] : records.ends[0]].decode()
    return next(csv.reader(io.StringIO(first, newline="")), [])


def _parquet_header(data: bytes) -> Sequence[str]:
    try:
        return list(pl.scan_parquet(io.BytesIO(data)).collect_schema().names())
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - the library's panics are no Exception
        return ()  # reading it says what is wrong


def _listing(header: Sequence[str]) -> Table:
    """A table of any columns, all of them text."""
    nothing = Text("", "")
    names = dict.fromkeys(name for name in header if name and name != ROW)
    return Table(
        name="activities",
        key="",
        required=True,
        label=Text("活动", "activities"),
        about=nothing,
        columns=tuple(_text_column(name) for name in names),
    )


def _text_column(name: str) -> Column:
    nothing = Text("", "")
    return Column(
        table="activities",
        name=name,
        kind="text",
        target="",
        required=False,
        filled=False,
        unit="",
        minimum=None,
        maximum=None,
        label=Text(name, name),
        about=nothing,
        example="",
    )


def _of_sheet(name: str, sheet: Sheet) -> Page:
    header = [sheet.text(0, c) for c in range(sheet.columns)] if sheet.rows else []
    header[:1] = [header[0] or CORNER] if header else []
    positions: dict[str, int] = {}
    for at, title in enumerate(header):
        positions.setdefault(title, at)
    positions.pop("", None)
    rows = range(1, sheet.rows)
    texts = {t: [sheet.text(row, at) or None for row in rows] for t, at in positions.items()}
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String)).with_columns(
        pl.Series(ROW, [row + 1 for row in rows], dtype=pl.Int32)
    )
    blank = pl.all_horizontal(pl.exclude(ROW).is_null()) if texts else pl.lit(value=True)
    return Page(name=name, file=sheet.file, positions=positions, frame=frame.filter(~blank))
