"""A table as a list of flows: ``row_region, row_sector, col_region, col_sector, value``.

A code that stands in both columns of sectors is a sector. One that only buys is a final use;
``IM``, ``ERR`` and ``GO`` are imports, discrepancy and output. One that only sells is a
primary input. A flow that is not listed is zero: that is what such a list means. Where
``GO`` is not listed, output is the sum of the row.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lantu.facts.economy.draft import TableDraft
from lantu.facts.economy.edges import ADJUSTMENTS
from lantu.facts.economy.purposes import FINALS, PRIMARIES, purpose_of
from lantu.facts.economy.sheet import LARGEST, Sheet
from lantu.facts.fault import Spot
from lantu.facts.limits import MAX_ROWS
from lantu.model.roster import Roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.facts.economy.findings import Findings

    Floats = NDArray[np.float64]

COLUMNS = ("row_region", "row_sector", "col_region", "col_sector", "value")
"""The columns, in any order; others are passed over."""

MOST_CELLS = 200_000_000
"""Flows of the whole table, listed or not: twice those of EXIOBASE 3 (9 800 rows)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The flows of a file.

    Attributes:
        file: For messages.
        codes: Texts of the four columns of codes; each of one length.
        values: The flows.
    """

    file: str
    codes: tuple[Sequence[str], ...]
    values: Floats


def listing_of_sheet(sheet: Sheet, findings: Findings) -> Listing:
    """The flows on a sheet.

    Raises:
        FactsError: A column is missing, or a value is no number.
    """
    at = {sheet.text(0, c): c for c in range(sheet.columns)} if sheet.rows else {}
    for name in COLUMNS:
        if name not in at:
            findings.add("table.code_missing", sheet.spot(0, name=name), code=name, near="")
    findings.stop()
    rows = range(1, sheet.rows)
    values = sheet.numbers(list(rows), [at["value"]], findings).ravel()
    findings.stop()
    codes = tuple([sheet.text(row, at[name]) for row in rows] for name in COLUMNS[:4])
    return Listing(file=sheet.file, codes=codes, values=values)


def listing_of_parquet(data: bytes, file: str, findings: Findings) -> Listing:
    """The flows in a Parquet file.

    Raises:
        FactsError: It is damaged, a column is missing, or a value is no finite number.
    """
    spot = Spot(file=file)
    try:
        scanned = pl.scan_parquet(io.BytesIO(data))
        names = scanned.collect_schema().names()
        missing = [name for name in COLUMNS if name not in names]
        rows = int(scanned.select(pl.len()).collect().item())
        frame = None if missing or rows > MAX_ROWS else _plain(scanned)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - the library's panics are no Exception
        findings.fail("table.damaged", spot, detail=str(error).partition("\n")[0])
    for name in missing:
        findings.add("table.code_missing", Spot(file=file, column=name), code=name, near="")
    if rows > MAX_ROWS:
        findings.add("table.too_large", spot, str(rows), limit=str(MAX_ROWS))
    findings.stop()
    if frame is None:
        raise AssertionError  # stop() raised
    values = frame["value"].to_numpy().astype(np.float64)
    bad = np.flatnonzero(~(np.abs(values) <= LARGEST))
    for row in bad[:1]:
        findings.add("table.blank", Spot(file=file, row=int(row) + 2, column="value"))
    findings.stop()
    return Listing(
        file=file, codes=tuple(frame[name].to_list() for name in COLUMNS[:4]), values=values
    )


def _plain(scanned: pl.LazyFrame) -> pl.DataFrame:
    codes = [pl.col(name).cast(pl.String).fill_null("") for name in COLUMNS[:4]]
    return scanned.select(*codes, pl.col("value").cast(pl.Float64).fill_null(np.nan)).collect()


def read_long(listing: Listing, findings: Findings, year: str) -> TableDraft:
    """The table of a list of flows.

    Raises:
        FactsError: There are no sectors, a flow stands twice, or the table is too large.
    """
    return _Long(listing, findings).draft(year)


class _Long:
    """A list of flows on its way to a table."""

    def __init__(self, listing: Listing, findings: Findings) -> None:
        self.listing, self.findings = listing, findings
        row_region, row_sector, col_region, col_sector = listing.codes
        sellers, buyers = dict.fromkeys(row_sector), dict.fromkeys(col_sector)
        self.sectors = [code for code in sellers if code in buyers]
        self.primaries = [code for code in sellers if code not in buyers]
        self.finals = [c for c in buyers if c not in sellers and c not in ADJUSTMENTS]
        regions = dict.fromkeys([*row_region, *col_region])
        self.regions = [code for code in regions if code] or ["region"]
        if not self.sectors:
            wanted = Text("既出售又购买的部门代码", "codes of sectors that sell and buy")
            findings.fail("table.labels", Spot(file=listing.file), wanted=wanted)
        self.n = len(self.regions) * len(self.sectors)
        width = self.n + len(self.regions) * len(self.finals) + len(ADJUSTMENTS)
        if (self.n + len(self.primaries)) * width > MOST_CELLS:
            limit = str(int(MOST_CELLS**0.5))
            findings.fail("table.too_large", Spot(file=listing.file), str(self.n), limit=limit)
        self.width = width

    def draft(self, year: str) -> TableDraft:
        n, cells = self.n, self._filled()
        final = n + len(self.regions) * len(self.finals)
        flows, primary = cells[:n], cells[n:, :n]
        Z, Y = flows[:, :n], flows[:, n:final]
        imports, residual, output = flows[:, final:].T
        if "GO" not in self.listing.codes[3]:
            output = Z.sum(axis=1) + Y.sum(axis=1) - imports + residual
        if not self.primaries:
            primary = (output - Z.sum(axis=0))[None, :]
        return TableDraft(
            regions=_roster("region", self.regions),
            sectors=_roster("sector", self.sectors),
            finals=Roster("final use", tuple(self.finals), tuple(map(_final_name, self.finals))),
            uses=tuple(FINALS[c].use if c in FINALS else purpose_of(c) for c in self.finals),
            primaries=Roster(
                "primary input",
                tuple(self.primaries) or ("VA",),
                tuple(PRIMARIES.get(c, Text(c, c)) for c in self.primaries)
                or (Text("增加值", "Value added"),),
            ),
            Z=Z,
            Y=Y,
            V=primary,
            x=output,
            imports=imports,
            residual=residual,
            period=year,
            source=self.listing.file,
        )

    def _filled(self) -> Floats:
        """Every listed flow in its place, the rest zero; shape (n + p, width)."""
        row_region, row_sector, col_region, col_sector = self.listing.codes
        place = {code: at for at, code in enumerate(self.regions)}
        place[""] = 0
        rows = {("", code): self.n + at for at, code in enumerate(self.primaries)}
        columns: dict[tuple[str, str], int] = {}
        for region, at in place.items():
            for k, code in enumerate(self.sectors):
                rows[region, code] = columns[region, code] = at * len(self.sectors) + k
            for k, code in enumerate(self.finals):
                columns[region, code] = self.n + at * len(self.finals) + k
            for k, code in enumerate(self.primaries):
                rows[region, code] = self.n + k
            for k, code in enumerate(ADJUSTMENTS):
                columns[region, code] = self.width - len(ADJUSTMENTS) + k
        down = np.array([rows[pair] for pair in zip(row_region, row_sector, strict=True)])
        across = np.array([columns[pair] for pair in zip(col_region, col_sector, strict=True)])
        flat = down * self.width + across
        self._refuse_doubles(flat)
        cells = np.zeros((self.n + len(self.primaries)) * self.width)
        cells[flat] = self.listing.values
        return cells.reshape(-1, self.width)

    def _refuse_doubles(self, flat: NDArray[np.int64]) -> None:
        order = np.argsort(flat, kind="stable")
        again = order[1:][np.diff(flat[order]) == 0]
        for at in np.sort(again):
            first = int(np.flatnonzero(flat == flat[at])[0])
            code = "/".join(str(column[at]) for column in self.listing.codes)
            spot = Spot(file=self.listing.file, row=int(at) + 2)
            self.findings.add("table.code_twice", spot, code, other=str(first + 2))
            if len(self.findings.faults) > _SHOWN:
                break
        self.findings.stop()


_SHOWN = 20
"""Doubled flows that are told: each takes a look through the whole list."""


def _roster(noun: str, codes: Sequence[str]) -> Roster:
    return Roster(noun, tuple(codes), tuple(Text(code, code) for code in codes))


def _final_name(code: str) -> Text:
    return FINALS[code].name if code in FINALS else Text(code, code)
