"""Tables at the door: which file, how it is read, and the economy that it opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from lantu import flows
from lantu.errors import CallerError
from lantu.facts import economy

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.facts.economy import TableDraft, TableKind
    from lantu.flows import RepairReport
    from lantu.model.input_output_table import InputOutputTable
    from lantu.vocab.text import Language

Repair = Literal["", "gras"]
"""How a table that is off may be brought into balance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRequest:
    """Which table, and how it is to be taken.

    Attributes:
        path: Its file or folder.
        kind: What it is; ``auto`` looks into it.
        year: Which year, where it holds several.
        database: Which database, where pymrio reads it.
        tolerance: Part of the greatest output it may be off; that of its kind where None.
        repair: How to bring it into balance; not at all where empty.
    """

    path: Path
    kind: TableKind = "auto"
    year: str = ""
    database: str = ""
    tolerance: float | None = None
    repair: Repair = ""

    def draft(self) -> TableDraft:
        """What the file says.

        Raises:
            FactsError: The file has faults; all are carried.
            CallerError: There is no such kind or database, or pymrio is not installed.
            PlaceError: Nothing is there, or it cannot be read.
        """
        return economy.read_draft(self.path, self.kind, year=self.year, database=self.database)

    def read(self) -> tuple[InputOutputTable, RepairReport | None]:
        """The table, and what a repair changed where one is asked for.

        Raises:
            FactsError: The file has faults; all are carried.
            DataError: The table does not balance, or cannot be repaired.
            CallerError: There is no such kind, database or repair.
            PlaceError: Nothing is there, or it cannot be read.
        """
        if self.repair not in ("", "gras"):
            raise CallerError(f"there is no repair {self.repair!r}", hint="it is gras")
        draft = self.draft()
        if not self.repair:
            return draft.table(self.tolerance), None
        mended, report = repaired(draft)
        return mended.table(self.tolerance), report


def repaired(draft: TableDraft) -> tuple[TableDraft, RepairReport]:
    """A draft brought to its gross output by GRAS, and what that changed.

    Raises:
        DataError: Rows and columns cannot be met.
    """
    mended, report = flows.repair(
        draft.Z,
        draft.Y,
        x=draft.x,
        V=draft.V if len(draft.V) else None,
        imports=draft.imports,
        sectors=draft.sectors.codes,
        regions=draft.regions.codes,
        finals=draft.finals.codes,
        uses=draft.uses,
        primaries=draft.primaries.codes,
        imported=draft.imported,
        estimate=draft.estimate,
    )
    parts: dict[str, Any] = {
        "Z": mended.Z,
        "Y": mended.Y,
        "V": mended.V if len(draft.V) else draft.V,
        "residual": np.zeros(len(draft.x)),
        "estimate": mended.estimate,
    }
    return replace(draft, **parts), report


def convert_table(request: TableRequest, target: Path, language: Language = "zh") -> Path:
    """Write a table in lantu's own layout, its labels in one language.

    Raises:
        LantuError: As for :meth:`TableRequest.read`; or the place cannot be written.
    """
    table, _ = request.read()
    return economy.write_table(table, target, language)


def write_template(target: Path, language: Language = "zh") -> Path:
    """Write an example of a table, to be filled in.

    Raises:
        PlaceError: The place cannot be written.
    """
    return economy.write_template(target, language)
