"""One door for every table: what a file is shows in what it holds, or is named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from lantu.errors import CallerError, PlaceError
from lantu.facts.economy.arrays import read_arrays
from lantu.facts.economy.book import WORKBOOK, csv_sheet, folder_sheets, workbook_sheets
from lantu.facts.economy.coded import read_coded
from lantu.facts.economy.edges import edges_of
from lantu.facts.economy.figaro import is_figaro, read_figaro
from lantu.facts.economy.findings import Findings
from lantu.facts.economy.long import (
    listing_of_parquet,
    listing_of_sheet,
    read_long,
)
from lantu.facts.economy.make_use import read_bea
from lantu.facts.economy.mrio import read_mrio
from lantu.facts.economy.own_reader import is_own, read_own
from lantu.facts.economy.packed import packed_kind, read_nbs, read_oecd, read_wiod
from lantu.facts.fault import Spot
from lantu.facts.intake.folder import read_bytes
from lantu.facts.limits import MAX_FILE_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.economy.draft import TableDraft
    from lantu.facts.economy.sheet import Sheet
    from lantu.model.input_output_table import InputOutputTable

TableKind = Literal[
    "auto", "lantu", "nbs", "ceads", "long", "wiod", "oecd", "bea", "figaro", "pymrio"
]
"""What a file may be. ``auto`` looks into it."""

_PARQUET = b"PAR1"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the caller says of a file.

    Attributes:
        kind: What it is.
        year: Which year, where it holds several.
        database: Which database, where pymrio reads it.
    """

    kind: str = "auto"
    year: str = ""
    database: str = ""

    def __post_init__(self) -> None:
        """Refuse kinds that there are not.

        Raises:
            CallerError: There is no such kind.
        """
        if self.kind not in get_args(TableKind):
            raise CallerError(
                f"there is no kind of table {self.kind!r}",
                hint=f"one of {', '.join(get_args(TableKind))}",
            )

    def allows(self, kind: str) -> bool:
        """Whether a file may be of ``kind``."""
        return self.kind in ("auto", kind)


def read_table(
    path: str | Path,
    kind: TableKind = "auto",
    *,
    year: str | int = "",
    database: str = "",
    tolerance: float | None = None,
) -> InputOutputTable:
    """Read an input–output table, whole or not at all.

    Args:
        path: A workbook, a CSV, Parquet or NumPy file, or a folder.
        kind: What it is, where it is not plain from its content.
        year: Which year, where it holds several.
        database: Which database, where pymrio reads it: wiod, icio, exiobase3, eora26,
            gloria; what pymrio saved where left out. ``figaro`` is read without pymrio.
        tolerance: Part of the greatest output that a row or column may be off; that of the
            kind of table where left out.

    Raises:
        FactsError: The file has faults; all are carried.
        DataError: The table does not balance.
        CallerError: There is no such kind or database, or pymrio is not installed.
        PlaceError: Nothing is there, or it cannot be read.
    """
    return read_draft(path, kind, year=year, database=database).table(tolerance)


def read_draft(
    path: str | Path, kind: TableKind = "auto", *, year: str | int = "", database: str = ""
) -> TableDraft:
    """Read a table without holding it to balance; see :func:`read_table`.

    Raises:
        FactsError: The file has faults; all are carried.
        CallerError: There is no such kind or database, or pymrio is not installed.
        PlaceError: Nothing is there, or it cannot be read.
    """
    place = Path(path)
    wanted = Wanted(kind=kind, year=str(year), database=database)
    if database and database != "figaro":
        return read_mrio(place, database, wanted.year)
    if not place.exists():
        raise PlaceError(f"there is no table at {place}", hint="check the path")
    if place.is_dir():
        return _folder(place, wanted)
    findings = Findings(str(place))
    data, faults = read_bytes(place, Spot(file=place.name), MAX_FILE_BYTES)
    findings.take(faults)
    findings.stop()
    return draft_of_bytes(data or b"", place.name, wanted)


def _folder(place: Path, wanted: Wanted) -> TableDraft:
    try:
        names = sorted(each.name for each in place.iterdir() if each.suffix == ".csv")
    except OSError as error:
        raise PlaceError(
            f"cannot list the folder {place}: {error.strerror}", hint="check its permissions"
        ) from error
    own = is_own([name.removesuffix(".csv") for name in names])
    if wanted.kind == "lantu" or (own and wanted.kind == "auto"):
        findings = Findings(str(place))
        return read_own(folder_sheets(place, names, findings), findings)
    return read_mrio(place, "pymrio", wanted.year)


def draft_of_bytes(data: bytes, file: str, wanted: Wanted) -> TableDraft:
    """The table in the bytes of one file.

    Raises:
        FactsError: There are faults; all are carried.
        DataError: Codes are blank or doubled.
    """
    findings = Findings(file)
    if data.startswith(_PARQUET):
        return read_long(listing_of_parquet(data, file, findings), findings, wanted.year)
    if data.startswith(_OLD_WORKBOOK) or (data.startswith(WORKBOOK) and b"xl/workbook.xml" in data):
        return _of_sheets(workbook_sheets(data, file, findings), findings, wanted)
    if data.startswith(WORKBOOK):
        return _of_arrays(data, file, wanted)
    sheet = csv_sheet(data, file, findings)
    return _of_sheets({file.removesuffix(".csv"): sheet}, findings, wanted)


def _of_sheets(sheets: Mapping[str, Sheet], findings: Findings, wanted: Wanted) -> TableDraft:
    if wanted.kind == "lantu" or (wanted.kind == "auto" and is_own(list(sheets))):
        return read_own(sheets, findings)
    for sheet in sheets.values():
        edges = edges_of(sheet) if wanted.allows("nbs") or wanted.allows("ceads") else None
        if edges is not None:
            return read_coded(edges, findings, wanted.year)
        if wanted.allows("figaro") and is_figaro(sheet):
            return read_figaro(sheet, findings, wanted.year)
        if wanted.kind == "long" or (wanted.kind == "auto" and _is_long(sheet)):
            return read_long(listing_of_sheet(sheet, findings), findings, wanted.year)
    findings.fail("table.kind", Spot(file=findings.file), known=_KNOWN)
    return None


def _is_long(sheet: Sheet) -> bool:
    head = {sheet.text(0, column) for column in range(sheet.columns)} if sheet.rows else set()
    return {"row_sector", "col_sector", "value"} <= head


def _of_arrays(data: bytes, file: str, wanted: Wanted) -> TableDraft:
    findings = Findings(file)
    arrays = read_arrays(data, file, findings)
    kind = packed_kind(list(arrays.held)) if wanted.kind == "auto" else wanted.kind
    readers = {"nbs": read_nbs, "wiod": read_wiod, "bea": read_bea}
    if kind == "oecd":
        return read_oecd(arrays, wanted.year)
    if kind not in readers:
        findings.fail("table.kind", Spot(file=file), known=_KNOWN)
    return readers[kind](arrays)


_KNOWN = "、".join(get_args(TableKind))
