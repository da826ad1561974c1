"""Eurostat's FIGARO tables: one CSV matrix, rows and columns called ``REGION_CODE``.

Industries by industries; the final uses are P3_S13, P3_S14, P3_S15, P51G and P5M of each
region, the primary inputs the rows of the pseudo-region W2 below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.economy.draft import TableDraft
from lantu.facts.economy.purposes import purpose_of
from lantu.model.roster import roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.facts.economy.findings import Findings
    from lantu.facts.economy.sheet import Sheet

WORLD = "W2"
"""The pseudo-region that stands before the codes of primary inputs."""

TOLERANCE = 1e-5
HEADER = "rowLabels"
"""First cell of the file."""


def is_figaro(sheet: Sheet) -> bool:
    """Whether a sheet begins as the matrix does."""
    return sheet.rows > 1 and sheet.columns > 1 and sheet.text(0, 0) == HEADER


def read_figaro(sheet: Sheet, findings: Findings, year: str) -> TableDraft:
    """The table of one matrix, in million euro.

    Raises:
        FactsError: Rows and columns do not fit together, or a cell is no number.
    """
    labels = [sheet.text(row, 0) for row in range(1, sheet.rows)]
    heads = [sheet.text(0, column) for column in range(1, sheet.columns)]
    primary = [label for label in labels if label.partition("_")[0] == WORLD]
    rows = [label for label in labels if label.partition("_")[0] != WORLD]
    uses = heads[len(rows) :]
    regions, sectors = _parts(rows)
    _, finals = _parts(uses)
    if heads[: len(rows)] != rows or rows != _crossed(regions, sectors):
        wanted = Text("各地区同样的行业，行列同序", "the same industries region by region")
        findings.fail("table.labels", sheet.spot(0, 0), wanted=wanted)
    if uses != _crossed(regions, finals):
        wanted = Text("各地区同样的最终使用", "the same final uses region by region")
        findings.fail("table.labels", sheet.spot(0, len(rows) + 1), wanted=wanted)
    n = len(rows)
    cells = sheet.numbers(list(range(1, n + 1)), list(range(1, sheet.columns)), findings)
    below = [1 + at for at, label in enumerate(labels) if label in set(primary)]
    V = sheet.numbers(below, list(range(1, n + 1)), findings)
    findings.stop()
    return TableDraft(
        regions=roster("region", regions),
        sectors=roster("sector", sectors),
        finals=roster("final use", finals),
        uses=tuple(purpose_of(code) for code in finals),
        primaries=roster("primary input", [label.partition("_")[2] for label in primary]),
        Z=cells[:, :n],
        Y=cells[:, n:],
        V=V,
        x=cells.sum(axis=1),
        imports=np.zeros(n),
        residual=np.zeros(n),
        unit="百万欧元",
        period=year,
        title=Text("FIGARO 投入产出表", "FIGARO input–output table"),
        source=sheet.file,
        tolerance=TOLERANCE,
    )


def _parts(labels: Iterable[str]) -> tuple[list[str], list[str]]:
    pairs = [label.partition("_") for label in labels]
    return list(dict.fromkeys(p[0] for p in pairs)), list(dict.fromkeys(p[2] for p in pairs))


def _crossed(regions: list[str], codes: list[str]) -> list[str]:
    return [f"{region}_{code}" for region in regions for code in codes]
