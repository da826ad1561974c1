"""Workbooks of statistics offices, read by the codes on their edges and not by position.

The national tables of China and the inter-provincial tables of CEADs share their codes::

                        01 … 42   TII  FU101 FU102 FU103 TC FU201 FU202 EX IM ERR GO
    农林牧渔产品和服务  01   …
    …
    TII VA001 VA002 VA003 VA004 TVA TI

In a table of regions the sectors stand region by region, and so do the final uses; ``EX``,
``ERR`` and ``GO`` stand once. Above the codes stand names of regions and sectors, in merged
cells or not. A second block of sector rows is imported use; a row ``IM`` is a primary input
(imports by user, without their product). Sums between the blocks are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.economy.coded_names import region_names, row_names, sector_names
from lantu.facts.economy.draft import TableDraft
from lantu.facts.economy.edges import ADJUSTMENTS, COLUMN_SIGNS, ROW_SIGNS, Edges
from lantu.facts.economy.purposes import CONSUMPTION, FINALS, PRIMARIES, TOTALS, purpose_of
from lantu.model.accounts import FinalUse, Imported
from lantu.model.roster import Roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from numpy.typing import NDArray

    from lantu.facts.economy.findings import Findings

    Floats = NDArray[np.float64]

TOLERANCE = 1e-6
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"单位\s*[:：]\s*([^\s,，;；)）]+)")


def read_coded(edges: Edges, findings: Findings, year: str) -> TableDraft:
    """The table between the edges.

    Raises:
        FactsError: There are faults; all are carried.
    """
    return _Coded(edges, findings).draft(year)


class _Coded:
    """One sheet on its way to a table."""

    def __init__(self, edges: Edges, findings: Findings) -> None:
        self.edges, self.sheet, self.findings = edges, edges.sheet, findings
        first = min(
            (at for at, code in edges.columns.items() if code in COLUMN_SIGNS),
            default=edges.sheet.columns,
        )
        self.buyers = [at for at in edges.columns if at < first]
        self.sellers = self._sellers()
        n = len(self.buyers)
        if not n:
            self._fail("部门代码列", "columns with codes of sectors before TII or FU101")
        self.split = len(self.sellers) == 2 * n
        self.regions = self._regions()
        if n % self.regions:
            found = f"{n} / {self.regions}"
            self._fail(
                "各地区部门数相同", "the same number of sectors in each of the regions", found
            )
        self.size = n // self.regions

    def _sellers(self) -> list[int]:
        """Rows of sectors: those above the first row that is a sum or a primary input."""
        kinds = self.edges.rows.items()
        first = min((at for at, code in kinds if code in ROW_SIGNS - {"TII"}), default=0)
        return [at for at, code in kinds if at < first and code not in ROW_SIGNS]

    def _regions(self) -> int:
        counts = [list(self.edges.columns.values()).count(code) for code in FINALS]
        return max(*counts, 1)

    def _fail(self, zh: str, en: str, found: str = "") -> NoReturn:
        self.findings.fail("table.labels", self.sheet.spot(), found, wanted=Text(zh, en))

    def draft(self, year: str) -> TableDraft:
        codes = self._sector_codes()
        finals, primaries = self._finals(), self._primaries()
        output, imports, error = self._once("GO"), self._once("IM"), self._once("ERR")
        if output is None:
            self._fail("一列 GO（总产出）", "one column GO (output)")
        n = len(self.buyers)
        sellers, importers = self.sellers[:n], self.sellers[n:]
        chosen = tuple(code for code, _ in finals)
        draft = TableDraft(
            regions=self._region_roster(),
            sectors=self._sector_roster(codes),
            finals=Roster("final use", chosen, tuple(_final_name(code) for code in chosen)),
            uses=tuple(_use(code) for code in chosen),
            primaries=self._primary_roster(primaries),
            Z=self._block(sellers, self.buyers),
            Y=self._final_block(sellers, finals),
            V=self._block([at for at, _ in primaries], self.buyers),
            x=self._column(sellers, output),
            imports=self._imports(sellers, None if self.split else imports),
            residual=self._column(sellers, error),
            imported=self._imported(importers, finals),
            unit=self._said(_UNIT) or "万元",
            period=year or self._said(_YEAR),
            title=self._title(),
            source=self.sheet.file,
            tolerance=TOLERANCE,
        )
        self.findings.stop()
        return draft

    def _primaries(self) -> list[tuple[int, str]]:
        """Rows of primary inputs: below the sectors, and no sums."""
        last = self.sellers[-1] if self.sellers else 0
        found = [
            (at, code)
            for at, code in self.edges.rows.items()
            if at > last and (code == "IM" or (code.startswith("VA") and code not in TOTALS))
        ]
        if not found:
            self._fail("行代码 VA001–VA004", "rows VA001 to VA004")
        return found

    def _imports(self, rows: Sequence[int], column: int | None) -> Floats:
        """Imports as what is taken off, whichever sign the office prints."""
        taken = self._column(rows, column)
        return -taken if taken.sum() < 0 else taken

    def _imported(
        self, rows: Sequence[int], finals: Sequence[tuple[str, list[int]]]
    ) -> Imported | None:
        if not self.split:
            return None
        return Imported(Z=self._block(rows, self.buyers), Y=self._final_block(rows, finals))

    def _sector_codes(self) -> list[str]:
        """Codes of the sectors of one region, once rows and columns agree."""
        columns = [self.edges.columns[at] for at in self.buyers]
        n = len(columns)
        if len(self.sellers) not in (n, 2 * n):
            self.findings.fail(
                "table.not_square",
                self.sheet.spot(self.edges.head, self.edges.side),
                f"{len(self.sellers)} × {n}",
                rows=str(len(self.sellers)),
                columns=str(n),
            )
        for k, at in enumerate(self.sellers):
            code, wanted = self.edges.rows[at], columns[k % n]
            if code != wanted:
                spot = self.sheet.spot(at, self.edges.side)
                self.findings.add("table.mislabelled", spot, code, code=wanted)
        codes = columns[: self.size]
        chunks = [columns[k : k + self.size] for k in range(0, n, self.size)]
        if any(chunk != codes for chunk in chunks) and self.regions > 1:
            return sector_names(self.edges, self.buyers, self.size) or codes
        for k, code in enumerate(codes):
            if code in codes[:k]:
                spot = self.sheet.spot(self.edges.head, self.buyers[k])
                self.findings.add("table.code_twice", spot, code, other=code)
        self.findings.stop()
        return codes

    def _finals(self) -> list[tuple[str, list[int]]]:
        """Code and columns of each final use: one a region, or one for all."""
        last = self.buyers[-1]
        places: dict[str, list[int]] = {}
        for at, code in self.edges.columns.items():
            if at > last and code not in TOTALS and code not in ADJUSTMENTS:
                places.setdefault(code, []).append(at)
        if set(CONSUMPTION) & set(places):
            places.pop("TC", None)
        for code, columns in places.items():
            if len(columns) not in (1, self.regions):
                spot = self.sheet.spot(self.edges.head, columns[-1])
                wanted = Text(f"{self.regions} 列 {code}", f"{self.regions} columns {code}")
                self.findings.add("table.labels", spot, f"{len(columns)} × {code}", wanted=wanted)
        self.findings.stop()
        order = {code: at for at, code in enumerate(FINALS)}
        return sorted(places.items(), key=lambda pair: order.get(pair[0], len(order)))

    def _once(self, code: str) -> int | None:
        places = [at for at, told in self.edges.columns.items() if told == code]
        if len(places) > 1:
            self._fail(f"一列 {code}", f"one column {code}", f"{len(places)} × {code}")
        return places[0] if places else None

    def _block(self, rows: Sequence[int], columns: Sequence[int]) -> Floats:
        """Figures; an office leaves a cell empty where nothing is sold, so a blank is 0."""
        return self.sheet.numbers(rows, columns, self.findings, blank_is_zero=True)

    def _column(self, rows: Sequence[int], column: int | None) -> Floats:
        return np.zeros(len(rows)) if column is None else self._block(rows, [column]).ravel()

    def _final_block(self, rows: Sequence[int], finals: Sequence[tuple[str, list[int]]]) -> Floats:
        """Final uses by region; a use without regions falls to the region that sells."""
        Y = np.zeros((len(rows), self.regions, len(finals)))
        for k, (_, columns) in enumerate(finals):
            block = self._block(rows, columns)
            if len(columns) == self.regions:
                Y[:, :, k] = block
            else:
                sellers = np.arange(len(rows)) // self.size % self.regions
                Y[np.arange(len(rows)), sellers, k] = block[:, 0]
        return Y.reshape(len(rows), self.regions * len(finals))

    def _region_roster(self) -> Roster:
        if self.regions == 1:
            return Roster("region", ("CHN",), (Text("中国", "China"),))
        names = region_names(self.edges, self.buyers, self.size)
        if not names:
            self._fail(
                "部门代码上方有各地区的名称", "names of the regions above the codes of the sectors"
            )
        return Roster("region", tuple(names), tuple(Text(name, name) for name in names))

    def _sector_roster(self, codes: Sequence[str]) -> Roster:
        names = sector_names(self.edges, self.buyers, self.size)
        names = names or row_names(self.edges, self.sellers[: self.size]) or list(codes)
        pairs = zip(codes, names, strict=True)
        return Roster("sector", tuple(codes), tuple(Text(n or c, n or c) for c, n in pairs))

    def _primary_roster(self, primaries: Sequence[tuple[int, str]]) -> Roster:
        codes = tuple(code for _, code in primaries)
        return Roster("primary input", codes, tuple(_primary_name(code) for code in codes))

    def _said(self, pattern: re.Pattern[str]) -> str:
        for row in range(self.edges.head + 1):
            for cell in self.sheet.cells[row]:
                found = pattern.search(cell) if isinstance(cell, str) else None
                if found:
                    return found[found.lastindex or 0]
        found = pattern.search(self.sheet.file)
        return found[found.lastindex or 0] if found else ""

    def _title(self) -> Text:
        texts = [c.strip() for c in self.sheet.cells[0] if isinstance(c, str) and c.strip()]
        title = texts[0] if self.edges.head > 0 and texts else "投入产出表"
        return Text(title, title if title != "投入产出表" else "Input–output table")


def _final_name(code: str) -> Text:
    return FINALS[code].name if code in FINALS else Text(code, code)


def _use(code: str) -> FinalUse:
    return FINALS[code].use if code in FINALS else purpose_of(code)


def _primary_name(code: str) -> Text:
    if code == "IM":
        return Text("进口品投入", "Imported inputs")
    return PRIMARIES.get(code, Text(code, code))
