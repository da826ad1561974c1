"""Files that stand beside a table: figures of its sectors, and pairs of codes.

Figures are a sheet with a code a row and a named column each, as sheet ``totals`` has it; a
blank is no record. Pairs are a list: which code of the table becomes which.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.economy.book import one_sheet
from lantu.facts.economy.findings import Findings
from lantu.facts.economy.grid import grid_of
from lantu.facts.economy.layout import known
from lantu.facts.nearness import near_words
from lantu.model.concordance import Concordance
from lantu.model.roster import Roster
from lantu.vocab.text import Text
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.facts.economy.sheet import Sheet

    Figures = Mapping[str, tuple[float | None, ...]]

WAY_OUT = "“Read a table” in the documentation shows such a file"

PAIR_COLUMNS: Mapping[str, str] = {
    "source": "原代码",
    "target": "新代码",
    "share": "份额",
    "name": "新名称",
}
"""Columns of a list of pairs; the first two are needed."""


def read_figures(
    path: str | Path, codes: Sequence[str], columns: Mapping[str, str], *, hint: str = WAY_OUT
) -> Figures:
    """Figures of sectors, column by column in the order of ``codes``.

    Args:
        path: A CSV file, or a workbook, of which the first sheet counts.
        codes: The sectors; one that the file leaves out has no figure.
        columns: Columns it may have, with their Chinese names.
        hint: What such a file looks like, for messages.

    Returns:
        The columns that the file has; None where there is no figure.

    Raises:
        FactsError: There are faults; all are carried.
        PlaceError: The file cannot be read.
    """
    findings = Findings(str(path), hint=hint)
    sheet = one_sheet(Path(path), findings)
    grid = grid_of(sheet, findings)
    names = known(columns)
    for code, at in grid.rows.items():
        if code not in codes:
            near = near_words(code, list(codes))
            findings.add("table.code_unknown", sheet.spot(at, 0), code, near=near)
    for word, at in grid.columns.items():
        if word not in names:
            told = _offered(columns)
            findings.add("table.column_unknown", sheet.spot(0, at), word, known=told)
    findings.stop()
    found = {
        names[word]: tuple(_figure(sheet, grid.rows.get(code), at, findings) for code in codes)
        for word, at in grid.columns.items()
    }
    findings.stop()
    return found


def _figure(sheet: Sheet, row: int | None, column: int, findings: Findings) -> float | None:
    if row is None or not sheet.text(row, column):
        return None
    return float(sheet.numbers([row], [column], findings)[0, 0])


def read_concordance(path: str | Path) -> Concordance:
    """A list of pairs as a concordance; each code whole into one other, or by shares given.

    Raises:
        FactsError: There are faults; all are carried.
        DataError: A pair stands twice, or the shares of a code do not sum to 1.
        PlaceError: The file cannot be read.
    """
    findings = Findings(str(path), hint=WAY_OUT)
    sheet = one_sheet(Path(path), findings)
    at = _columns(sheet, findings)
    rows = range(1, sheet.rows)
    sources = _distinct(_codes(sheet, at["source"], findings))
    targets = _codes(sheet, at["target"], findings)
    findings.stop()
    share = np.ones(len(rows))
    if "share" in at:
        share = sheet.numbers(rows, [at["share"]], findings)[:, 0]
        findings.stop()
    return _concordance(sheet, at, sources, _distinct(targets), share)


def _concordance(
    sheet: Sheet,
    at: Mapping[str, int],
    sources: Mapping[str, int],
    targets: Mapping[str, int],
    share: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> Concordance:
    rows = range(1, sheet.rows)
    source = np.array([sources[sheet.text(row, at["source"])] for row in rows])
    target = np.array([targets[sheet.text(row, at["target"])] for row in rows])
    order = np.lexsort((target, source))
    said = {
        sheet.text(row, at["target"]): name
        for row in reversed(rows)
        if "name" in at and (name := sheet.text(row, at["name"]))
    }
    names = tuple(Text(said.get(code, code), said.get(code, code)) for code in targets)
    return Concordance(
        sources=Roster("sector", tuple(sources), tuple(Text(code, code) for code in sources)),
        targets=Roster("sector", tuple(targets), names),
        source=source[order],
        target=target[order],
        share=share[order],
        grades=(Grade.D,) * len(rows),
        notes=(None,) * len(rows),
    )


def _columns(sheet: Sheet, findings: Findings) -> dict[str, int]:
    names = known(PAIR_COLUMNS)
    if sheet.rows < 2:  # noqa: PLR2004 - a header and one pair
        findings.fail("table.empty", sheet.spot())
    found: dict[str, int] = {}
    for column in range(sheet.columns):
        word = sheet.text(0, column)
        if word not in names:
            told = _offered(PAIR_COLUMNS)
            findings.add("table.column_unknown", sheet.spot(0, column), word, known=told)
        else:
            found[names[word]] = column
    for name in ("source", "target"):
        if name not in found:
            findings.add("table.column_missing", sheet.spot(0, name=name), column=name)
    findings.stop()
    return found


def _offered(columns: Mapping[str, str]) -> str:
    return "、".join(f"{name}（{zh}）" for name, zh in columns.items())


def _codes(sheet: Sheet, column: int, findings: Findings) -> list[str]:
    codes = [sheet.text(row, column) for row in range(1, sheet.rows)]
    for row, code in enumerate(codes, start=1):
        if not code:
            findings.add("table.code_blank", sheet.spot(row, column))
    return codes


def _distinct(codes: Sequence[str]) -> dict[str, int]:
    """Codes in the order in which they come, by position."""
    return {code: at for at, code in enumerate(dict.fromkeys(codes))}
