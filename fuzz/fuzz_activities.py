"""Throws damaged files at the reader of activities; see ``fuzz/harness/throwing.py``.

Property: whatever the bytes of a list or a wide table, in CSV, XLSX or Parquet, reading them
gives a matrix whose measures can be taken, or raises :class:`lantu.errors.LantuError`; never
anything else, and never for long.
"""

from __future__ import annotations

import importlib
import io
import sys
import tempfile
from pathlib import Path

import polars as pl
import xlsxwriter

from harness.throwing import Target, run

TOKENS = ("地区".encode(), b"activity", b"value", b"period", b"size", b"0.0", b"1e308", b"-0")
LIST = (
    "地区,地区名称,活动,时期,数值,规模\n420100,武汉,39,2015,5,10\n420100,武汉,36,2015,,10\n"
    "420200,黄石,39,2015,2,4\n420200,黄石,36,2015,7,4\n"
)
WIDE = "地区,芯片,屏\n武汉,5,2\n黄石,,3\n"


def good_files() -> list[tuple[str, bytes]]:
    """Kind and bytes of files that pass: one of every layout."""
    frame = pl.read_csv(io.StringIO(LIST), infer_schema=False)
    packed = io.BytesIO()
    frame.with_columns(pl.col("数值").cast(pl.Float64)).write_parquet(packed)
    return [
        ("list.csv", LIST.encode()),
        ("list.gbk.csv", LIST.encode("gb18030")),
        ("list.parquet", packed.getvalue()),
        ("wide.csv", WIDE.encode()),
        ("wide.xlsx", _workbook()),
    ]


def _workbook() -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_numbers": True})
    for year in ("2015", "2020"):
        sheet = book.add_worksheet(year)
        for row, line in enumerate(WIDE.splitlines()):
            sheet.write_row(row, 0, line.split(","))
    book.close()
    return packed.getvalue()


class Mouth:
    """The reader, on a file that is really there."""

    def __init__(self) -> None:
        self._read = importlib.import_module("lantu.facts.activities").read_activities
        self._measure = importlib.import_module("lantu.complexity").rca
        self._place = Path(tempfile.mkdtemp(prefix="lantu-fuzz-"))

    def swallow(self, kind: str, data: bytes, *, deep: bool) -> None:
        """Read ``data`` as a file called ``kind``; ``deep`` takes a measure of it."""
        place = self._place / kind
        place.write_bytes(data)
        matrix = self._read(place, unlisted="zero" if deep else "absent")
        if deep:
            self._measure(matrix)


TARGET = Target(
    about=__doc__,
    good=good_files,
    mouth=Mouth,
    rooms=("lantu.facts", "lantu.model"),
    tokens=TOKENS,
)

if __name__ == "__main__":
    sys.exit(run(TARGET, sys.argv[1:]))
