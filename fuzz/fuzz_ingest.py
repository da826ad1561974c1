"""Throws damaged files at the readers and the checker; see ``fuzz/harness/throwing.py``.

Property: whatever the bytes of a workspace's file, reading and checking them returns
faults or raises :class:`lantu.errors.LantuError`; it never raises anything else, takes
longer than a file of its size may, or takes more memory than the machine spares.
"""

from __future__ import annotations

import importlib
import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import polars as pl
import xlsxwriter

from harness.throwing import Target, run

TOWN = Path(__file__).parents[1] / "tests" / "town"
TABLES = ("links", "indicators", "firm_products", "cities")
TOKENS = (b"P01", b"P99", b"2024-13")


def good_files() -> list[tuple[str, bytes]]:
    """Kind and bytes of files that pass, to start from."""
    files = [("toml", (TOWN / "lantu.toml").read_bytes())]
    files += [("geojson", (TOWN / "outlines.geojson").read_bytes())]
    for table in TABLES:
        text = (TOWN / "facts" / f"{table}.csv").read_bytes()
        frame = pl.read_csv(io.BytesIO(text), infer_schema=False)
        packed = io.BytesIO()
        frame.write_parquet(packed)
        files += [(f"csv:{table}", text), (f"parquet:{table}", packed.getvalue())]
        files += [(f"xlsx:{table}", _workbook(frame))]
    return files


def _workbook(frame: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_numbers": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate([frame.columns, *frame.iter_rows()]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.close()
    return packed.getvalue()


class Mouth:
    """Everything that eats files, imported when it is made: libFuzzer must see the import."""

    def __init__(self) -> None:
        part = {
            name: importlib.import_module(f"lantu.facts.{name}")
            for name in (
                "intake.csv_file", "intake.xlsx_file", "intake.parquet_file", "intake.folder",
                "checks.checking", "outlines", "schema", "settings",
            )
        }  # fmt: skip
        self.tables = part["schema"].load_schema().tables
        self.town = part["intake.folder"].read_folder(TOWN)
        self._check = part["checks.checking"].check_intake
        self._settings = part["settings"].read_settings
        self._outlines = part["outlines"].check_outlines
        self._csv = part["intake.csv_file"].read_csv
        self._xlsx = part["intake.xlsx_file"].read_xlsx
        self._parquet = part["intake.parquet_file"].read_parquet

    def swallow(self, kind: str, data: bytes, *, deep: bool) -> None:
        """Read ``data`` as a file of ``kind``; ``deep`` checks the town with it in place."""
        form, _, name = kind.partition(":")
        if form == "toml":
            found, faults = self._settings(data)
            intake = replace(self.town, settings=found, faults=tuple(faults))
        elif form == "geojson":
            faults = list(self._outlines(data))
            intake = replace(self.town, faults=tuple(faults))
        else:
            raws, faults = self._tables(form, name, data)
            tables = {**self.town.tables, **{raw.origin.table.name: raw for raw in raws}}
            intake = replace(self.town, tables=tables, faults=tuple(faults))
        report = self._check(intake).report if deep else None
        for fault in report.faults if report else faults:
            if fault.say("zh") == fault.say("en"):
                raise AssertionError(fault.rule)

    def _tables(self, form: str, name: str, data: bytes) -> tuple[list[Any], list[Any]]:
        table = self.tables[name]
        if form == "xlsx":
            return cast("tuple[list[Any], list[Any]]", self._xlsx(data, table, f"{name}.xlsx"))
        if form == "csv":
            raw, faults = self._csv(data, table, f"{name}.csv", "utf-8")
        else:
            raw, faults = self._parquet(data, table, f"{name}.parquet")
        return [raw] if raw else [], faults


TARGET = Target(
    about=__doc__,
    good=good_files,
    mouth=Mouth,
    rooms=("lantu.facts", "lantu.vocab"),
    tokens=TOKENS,
)

if __name__ == "__main__":
    sys.exit(run(TARGET, sys.argv[1:]))
