"""Figures by industry in, and what is known of the part that belongs to the digital economy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lantu.errors import PlaceError
from lantu.facts.fault import Spot
from lantu.facts.findings import Findings, rules_of
from lantu.facts.intake.folder import read_bytes
from lantu.facts.limits import MAX_FILE_BYTES
from lantu.facts.maturity.pages import Row, rows_of

COLUMNS = ("industry", "value", "core_share", "digitised_share")
"""Columns of such a file; the two shares may be blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustryFigures:
    """Figures by code of GB/T 4754-2017.

    Attributes:
        values: Value added, or anything that adds up, by code.
        shares: Part that belongs to the core, by code, where it is known.
        digitised_shares: Part of the rest that belongs to class 05, likewise.
    """

    values: dict[str, float]
    shares: dict[str, float]
    digitised_shares: dict[str, float]


def read_figures(path: str | Path) -> IndustryFigures:
    """Read a CSV file with a row per industry, whole or not at all.

    Args:
        path: The file, with the columns :data:`COLUMNS`.

    Raises:
        FactsError: It has faults; all are carried.
        PlaceError: There is no such file.
    """
    place = Path(path)
    if not place.is_file():
        raise PlaceError(f"there are no figures at {place}", hint="check the path")
    findings = Findings(
        str(place), rules_of("lantu.facts.maturity"), "mend them; shares may be blank"
    )
    data, faults = read_bytes(place, Spot(file=place.name), MAX_FILE_BYTES)
    findings.take(faults)
    findings.stop()
    rows = list(rows_of(data or b"", place.name, COLUMNS, findings))
    seen: set[str] = set()
    for row in rows:
        if row.text("industry") in seen:
            row.fault("form.twice", "industry")
        seen.add(row.cells["industry"])
    told = IndustryFigures(
        values={row.cells["industry"]: row.amount("value") for row in rows},
        shares=_told(rows, "core_share"),
        digitised_shares=_told(rows, "digitised_share"),
    )
    findings.stop()
    return told


def _told(rows: list[Row], column: str) -> dict[str, float]:
    return {row.cells["industry"]: row.amount(column) for row in rows if row.cells[column]}
