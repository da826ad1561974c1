"""Throws damaged files at the readers of input–output tables; see ``fuzz/harness/throwing.py``.

Property: whatever the bytes of a table's file — a workbook, a CSV or Parquet file, an
archive of arrays, a file in a folder of tables, figures or pairs of codes beside one —
reading them gives a table that can be computed on, or raises
:class:`lantu.errors.LantuError`; never anything else, and never for long.
"""

from __future__ import annotations

import csv
import importlib
import io
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from harness.throwing import Target, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lantu.model.input_output_table import InputOutputTable

sys.path.append(str(Path(__file__).parents[1] / "tests"))

TOKENS = (
    b"01", b"1:01", "误差".encode(), b"flows", b"FU101", b"TII", b"GO", b"IM", b"value", b"-0.0",
    b"1e308", b"<f8", b"|O", b"(2, 2)", b"fortran_order", b"0x", b"\xe9\x9b\xb6",
)  # fmt: skip
LONG = ("row_region", "row_sector", "col_region", "col_sector", "value")
FIGURES = "代码,产出,就业\n01,9.5,6\n02,46,\n03,38,9\n"
PAIRS = "source,target,share,name\n01,A,1,甲\n02,A,0.5,\n02,B,0.5,乙\n03,B,1,\n"


def good_files() -> list[tuple[str, bytes]]:
    """Kind and bytes of files that pass: one of every layout."""
    tables = importlib.import_module("unit.facts.economy.tables")
    example = importlib.import_module("lantu.facts.economy.example").example_table()
    writer = importlib.import_module("lantu.facts.economy.own_writer")
    pages = list(writer.pages_of(example))
    provinces, nation = tables.regional(2, 2), _one_nation(tables.regional(1, 3))
    listed = tables.long_rows(provinces)
    files = [("file:example.xlsx", writer.workbook(pages))]
    files += [(f"folder:{page.name}.csv", _csv(page.rows)) for page in pages]
    files += [
        ("file:provinces.xlsx", tables.book(table=tables.provincial_rows(provinces))),
        ("file:nation.xlsx", tables.book(table=tables.national_rows(nation))),
        ("file:long.csv", _csv([LONG, *listed])),
        ("file:long.parquet", _parquet(listed)),
        ("file:nbs.npz", _packed(**_nbs(nation))),
        ("file:wiod.npz", _packed(**_wiod(provinces))),
        ("figures:known.csv", FIGURES.encode()),
        ("pairs:pairs.csv", PAIRS.encode()),
    ]
    return files


def _one_nation(table: InputOutputTable) -> InputOutputTable:
    """A table whose imported inputs count as value added: a nation's table has no such row."""
    V = table.V[1:].copy()
    V[0] += table.V[0]
    return replace(table, V=V, primaries=table.primaries.take(range(1, len(table.primaries))))


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _parquet(rows: Sequence[tuple[str, str, str, str, float]]) -> bytes:
    packed = io.BytesIO()
    pl.DataFrame(rows, schema=list(LONG), orient="row").write_parquet(packed)
    return packed.getvalue()


def _packed(**arrays: Any) -> bytes:
    packed = io.BytesIO()
    np.savez(packed, **arrays)
    return packed.getvalue()


def _nbs(table: InputOutputTable) -> dict[str, Any]:
    return {
        "Z": table.Z,
        "F": table.Y,
        "VA": table.V,
        "x": table.x,
        "imports": table.imports,
        "err": table.residual,
        "code": np.array(table.sectors.codes),
        "name_zh": np.array([name.zh for name in table.sectors.names]),
        "name_en": np.array([name.en for name in table.sectors.names]),
        "fd_code": np.array(table.finals.codes),
        "va_code": np.array(table.primaries.codes),
        "year": np.array(2020),
        "unit": np.array("万元"),
    }


def _wiod(table: InputOutputTable) -> dict[str, Any]:
    uses = ("c37", "c38", "c39", "c41", "c42")
    kept = table.Y.reshape(len(table), 2, -1)[:, :, :5].reshape(len(table), -1)
    return {
        "Z": table.Z,
        "F": kept,
        "x": table.Z.sum(axis=1) + kept.sum(axis=1),
        "countries": np.array(table.regions.codes),
        "industries": np.array(table.sectors.codes),
        "final": np.array(uses),
        "year": np.array(2011),
    }


class Mouth:
    """The readers of tables and of what stands beside them, on files that are really there."""

    def __init__(self) -> None:
        self._economy = importlib.import_module("lantu.facts.economy")
        self._opened = importlib.import_module("lantu.workbench.economy").Economy
        self._place = Path(tempfile.mkdtemp(prefix="lantu-fuzz-"))
        example = importlib.import_module("lantu.facts.economy.example").example_table()
        self._folder = self._economy.write_table(example, self._place / "folder")

    def swallow(self, kind: str, data: bytes, *, deep: bool) -> None:
        """Read ``data`` as a file of ``kind``; ``deep`` asks the table a question."""
        form, _, name = kind.partition(":")
        place = (self._folder if form == "folder" else self._place) / name
        kept = place.read_bytes() if form == "folder" else b""
        place.write_bytes(data)
        try:
            self._read(form, place, deep=deep)
        finally:
            place.write_bytes(kept)

    def _read(self, form: str, place: Path, *, deep: bool) -> None:
        if form == "figures":
            columns = {"output": "产出", "employment": "就业"}
            self._economy.read_figures(place, ["01", "02", "03"], columns)
        elif form == "pairs":
            self._economy.read_concordance(place)
        else:
            draft = self._economy.read_draft(self._folder if form == "folder" else place)
            table = draft.table()
            if deep:
                self._opened(table=table).position()


TARGET = Target(
    about=__doc__,
    good=good_files,
    mouth=Mouth,
    rooms=("lantu.facts", "lantu.model"),
    tokens=TOKENS,
)

if __name__ == "__main__":
    sys.exit(run(TARGET, sys.argv[1:]))
