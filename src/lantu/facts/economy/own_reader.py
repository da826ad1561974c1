"""Reads lantu's own layout; either all of it is right or every fault is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.economy.draft import TableDraft
from lantu.facts.economy.grid import Grid, grid_of
from lantu.facts.economy.layout import ABOUT, NEEDED, SHEETS, TOTALS, known
from lantu.facts.economy.own_codes import Codes, derived_codes, listed_codes
from lantu.facts.fault import Spot
from lantu.facts.nearness import near_words
from lantu.model.accounts import Imported, Satellite
from lantu.model.input_output_table import BALANCE, UNTITLED
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from lantu.facts.economy.findings import Findings
    from lantu.facts.economy.sheet import Sheet

    Floats = NDArray[np.float64]


def read_own(sheets: Mapping[str, Sheet], findings: Findings) -> TableDraft:
    """The table on ``sheets``.

    Raises:
        FactsError: There are faults; all are carried.
    """
    return _Reader(_known_sheets(sheets, findings), findings).draft()


def is_own(names: Sequence[str]) -> bool:
    """Whether sheets of these names are a table in lantu's own layout."""
    told = {known(SHEETS)[name] for name in names if name in known(SHEETS)}
    return len(told & set(NEEDED)) >= len(NEEDED) - 1


def _known_sheets(sheets: Mapping[str, Sheet], findings: Findings) -> dict[str, Sheet]:
    names = known(SHEETS)
    found: dict[str, Sheet] = {}
    for name, sheet in sheets.items():
        if name not in names:
            left = [each for each in names if each not in sheets]
            findings.add("table.sheet_unknown", sheet.spot(), name, near=near_words(name, left))
        elif names[name] in found:
            other = found[names[name]].file
            findings.add("table.code_twice", sheet.spot(), name, other=other)
        else:
            found[names[name]] = sheet
    for name in NEEDED:
        if name not in found:
            findings.add("table.sheet", Spot(file=findings.file), sheet=name)
    findings.stop()
    return found


@dataclass(slots=True)
class _Reader:
    sheets: Mapping[str, Sheet]
    findings: Findings
    about: dict[str, str] = field(default_factory=dict)

    def draft(self) -> TableDraft:
        """Everything, in the order in which faults make most sense."""
        self.about = self._about()
        grids = {
            name: grid_of(sheet, self.findings)
            for name, sheet in self.sheets.items()
            if name not in ("about", "codes")
        }
        self._square(grids["flows"])
        self.findings.stop()
        codes = self._codes(grids)
        parts = self._arrays(grids, codes)
        self._outputs(grids["totals"], parts["x"], codes)
        self.findings.stop()
        return self._whole(codes, parts)

    def _about(self) -> dict[str, str]:
        sheet, items = self.sheets["about"], known(ABOUT)
        said: dict[str, str] = {}
        for row in range(sheet.rows):
            key = sheet.text(row, 0)
            value = sheet.text(row, 1) if sheet.columns > 1 else ""
            if not key or (row == 0 and key in ("item", "项目")):
                continue
            if key not in items:
                offered = "、".join(ABOUT)
                self.findings.add("table.about", sheet.spot(row, 0), key, known=offered)
            else:
                self._check_item(items[key], value, row)
                said[items[key]] = value
        if not said.get("unit"):
            wanted = Text("单位，如 万元", "a unit, such as 万元")
            self.findings.add("table.about_value", sheet.spot(name="unit"), wanted=wanted)
        return said

    def _check_item(self, item: str, value: str, row: int) -> None:
        spot = self.sheets["about"].spot(row, 1)
        if item == "blank" and value not in ("", "0"):
            wanted = Text("0，或留空", "0, or nothing")
            self.findings.add("table.about_value", spot, value, wanted=wanted)
        if item == "tolerance" and value and not 0 <= _number(value) < 1:
            wanted = Text("0 到 1 之间的数", "a number from 0 to below 1")
            self.findings.add("table.about_value", spot, value, wanted=wanted)

    def _square(self, flows: Grid) -> None:
        """Whether rows and columns of the flows carry the same codes."""
        rows, columns = list(flows.rows), list(flows.columns)
        if set(rows) == set(columns) or self.findings.faults:
            return
        if len(rows) != len(columns):
            self.findings.add(
                "table.not_square",
                flows.sheet.spot(),
                f"{len(rows)} × {len(columns)}",
                rows=str(len(rows)),
                columns=str(len(columns)),
            )
            strays = [code for code in rows if code not in flows.columns]
            strays += [code for code in columns if code not in flows.rows]
            for code in strays:
                at = flows.rows.get(code)
                spot = flows.sheet.spot(0, flows.columns[code]) if at is None else None
                self.findings.add(
                    "table.code_unknown",
                    spot or flows.sheet.spot(at or 0, 0),
                    code,
                    near=near_words(code, [c for c in [*rows, *columns] if c != code]),
                )
            return
        for row, column in zip(rows, columns, strict=True):
            if row != column and (row not in flows.columns or column not in flows.rows):
                spot = flows.sheet.spot(flows.rows[row], 0)
                self.findings.add("table.mislabelled", spot, row, code=column)

    def _codes(self, grids: Mapping[str, Grid]) -> Codes:
        sheet = self.sheets.get("codes")
        codes = listed_codes(sheet, self.findings) if sheet else derived_codes(grids)
        self.findings.stop()
        return codes

    def _arrays(self, grids: Mapping[str, Grid], codes: Codes) -> dict[str, Floats]:
        rows, finals = codes.rows, codes.final_columns
        sectors, stressors = codes.sectors.codes, codes.stressors.codes
        wanted = {
            "flows": (rows, rows),
            "final_use": (rows, finals),
            "primary_inputs": (codes.primaries.codes, rows),
            "imported_flows": (sectors, rows),
            "imported_final_use": (sectors, finals),
            "satellites": (stressors, rows),
            "satellites_final_use": (stressors, finals),
        }
        due = {"final_use", "primary_inputs"} | ({"satellites"} if stressors else set())
        arrays = {
            name: self._array(grids, name, *labels)
            for name, labels in wanted.items()
            if name in grids or name in due
        }
        return arrays | self._totals(grids["totals"], rows)

    def _array(
        self, grids: Mapping[str, Grid], name: str, rows: Sequence[str], columns: Sequence[str]
    ) -> Floats:
        empty = np.zeros((len(rows), len(columns)))
        if name not in grids:
            if empty.size:
                self.findings.add("table.sheet", Spot(file=self.findings.file), sheet=name)
            return empty
        zero = self.about.get("blank") == "0"
        found = grids[name].numbers(rows, columns, self.findings, blank_is_zero=zero)
        return empty if found is None else found

    def _totals(self, grid: Grid, rows: Sequence[str]) -> dict[str, Floats]:
        names = known(TOTALS)
        columns = {names.get(code, code): at for code, at in grid.columns.items()}
        told = Grid(sheet=grid.sheet, rows=grid.rows, columns=columns)
        wanted = [name for name in TOTALS if name == "output" or name in columns]
        zero = self.about.get("blank") == "0"
        block = told.numbers(rows, wanted, self.findings, blank_is_zero=zero)
        if block is None:
            block = np.zeros((len(rows), len(wanted)))
        by_name = dict(zip(wanted, block.T, strict=True))
        nothing = np.zeros(len(rows))
        return {
            "x": by_name["output"],
            "imports": by_name.get("imports", nothing),
            "residual": by_name.get("residual", nothing),
        }

    def _outputs(self, totals: Grid, output: Floats, codes: Codes) -> None:
        """Refuse negative outputs where they stand."""
        columns = {known(TOTALS).get(code, code): at for code, at in totals.columns.items()}
        for at in np.flatnonzero(output < 0):
            spot = totals.sheet.spot(totals.rows[codes.rows[at]], columns["output"])
            self.findings.add("table.negative", spot, f"{output[at]:g}")

    def _whole(self, codes: Codes, parts: Mapping[str, Floats]) -> TableDraft:
        about = self.about
        n, k = len(codes.rows), len(codes.final_columns)
        imported = satellite = None
        if "imported_flows" in parts or "imported_final_use" in parts:
            imported = Imported(
                Z=parts.get("imported_flows", np.zeros((len(codes.sectors), n))),
                Y=parts.get("imported_final_use", np.zeros((len(codes.sectors), k))),
            )
        if len(codes.stressors) or "satellites" in parts:
            satellite = Satellite(
                stressors=codes.stressors,
                units=codes.units,
                F=parts["satellites"],
                F_Y=parts.get("satellites_final_use"),
            )
        return TableDraft(
            regions=codes.regions,
            sectors=codes.sectors,
            finals=codes.finals,
            uses=codes.uses,
            primaries=codes.primaries,
            Z=parts["flows"],
            Y=parts["final_use"],
            V=parts["primary_inputs"],
            x=parts["x"],
            imports=parts["imports"],
            residual=parts["residual"],
            unit=about["unit"],
            period=about.get("year", ""),
            title=_told(about, "title_zh", "title_en") or UNTITLED,
            source=about.get("source", ""),
            imported=imported,
            satellite=satellite,
            estimate=_told(about, "estimate", "estimate_en"),
            tolerance=_number(about["tolerance"]) if about.get("tolerance") else BALANCE,
        )


def _told(about: Mapping[str, str], zh: str, en: str) -> Text | None:
    """Two items that say one thing; the one stands for both where the other is left out."""
    first, second = about.get(zh, ""), about.get(en, "")
    return Text(first or second, second or first) if first or second else None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0
