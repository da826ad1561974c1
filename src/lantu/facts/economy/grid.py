"""A sheet with codes along its first row and first column, and numbers where they meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.facts.economy.layout import NAME_WORDS
from lantu.facts.fault import letters
from lantu.facts.nearness import near_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lantu.facts.economy.findings import Findings
    from lantu.facts.economy.sheet import Sheet

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Codes to places.

    Attributes:
        sheet: The sheet.
        rows: Row of each code, in the sheet's order.
        columns: Column of each code.
    """

    sheet: Sheet
    rows: Mapping[str, int]
    columns: Mapping[str, int]

    def name(self, *, row: str = "", column: str = "") -> str:
        """The name beside a code; ``""`` where the sheet has none."""
        if row and _named_rows(self.sheet):
            return self.sheet.text(self.rows[row], 1)
        if column and _named_columns(self.sheet):
            return self.sheet.text(1, self.columns[column])
        return ""

    def numbers(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        findings: Findings,
        *,
        blank_is_zero: bool,
    ) -> Floats | None:
        """The numbers of the wanted codes in the wanted order; None where a code is amiss.

        A missing or an unknown code, and a cell that is no number, are noted.
        """
        before = len(findings.faults)
        chosen_rows = self._places(rows, self.rows, findings, along_rows=True)
        chosen_columns = self._places(columns, self.columns, findings, along_rows=False)
        if len(findings.faults) > before:
            return None
        return self.sheet.numbers(
            chosen_rows, chosen_columns, findings, blank_is_zero=blank_is_zero
        )

    def _places(
        self,
        wanted: Sequence[str],
        found: Mapping[str, int],
        findings: Findings,
        *,
        along_rows: bool,
    ) -> list[int]:
        asked, left = set(wanted), [code for code in wanted if code not in found]
        for code, at in found.items():
            if code not in asked:
                spot = self.sheet.spot(at, 0) if along_rows else self.sheet.spot(0, at)
                findings.add("table.code_unknown", spot, code, near=near_words(code, left))
        spare = [code for code in found if code not in asked]
        for code in left:
            spot = self.sheet.spot(name=code)
            findings.add("table.code_missing", spot, code=code, near=near_words(code, spare))
        return [found[code] for code in wanted if code in found]


def grid_of(sheet: Sheet, findings: Findings) -> Grid:
    """The codes of a sheet; blank and doubled ones are noted.

    Raises:
        FactsError: The sheet is empty.
    """
    first_row = 2 if _named_columns(sheet) else 1
    first_column = 2 if _named_rows(sheet) else 1
    if sheet.rows <= first_row or sheet.columns <= first_column:
        findings.fail("table.empty", sheet.spot())
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for at in range(first_column, sheet.columns):
        _note(sheet, (0, at), columns, findings)
    for at in range(first_row, sheet.rows):
        _note(sheet, (at, 0), rows, findings)
    return Grid(sheet=sheet, rows=rows, columns=columns)


def _note(sheet: Sheet, place: tuple[int, int], codes: dict[str, int], findings: Findings) -> None:
    code = sheet.text(*place)
    if not code:
        findings.add("table.code_blank", sheet.spot(*place))
    elif code in codes:
        other = f"A{codes[code] + 1}" if place[1] == 0 else f"{letters(codes[code])}1"
        findings.add("table.code_twice", sheet.spot(*place), code, other=other)
    else:
        codes[code] = max(place)


def _named_rows(sheet: Sheet) -> bool:
    return sheet.columns > 1 and sheet.text(0, 1).casefold() in NAME_WORDS


def _named_columns(sheet: Sheet) -> bool:
    return sheet.rows > 1 and sheet.text(1, 0).casefold() in NAME_WORDS
