"""Whether a table can be read and computed on, and what is wrong with it where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from lantu.errors import DataError, FactsError
from lantu.workbench.answers import both, fault_record
from lantu.workbench.economy.subject import codes_of, names_of, subject_of

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.facts import Fault
    from lantu.facts.economy import TableDraft
    from lantu.vocab.text import Language, Text
    from lantu.workbench.answers import Subject
    from lantu.workbench.economy.tables import TableRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheck:
    """What is wrong with a table, or that nothing is.

    Attributes:
        path: The file.
        faults: Faults that keep it from being read.
        draft: What was read; None where there are faults.
        refused: Why no table can be made of it; empty where one can.
        limit: How far a row or column may be off, in the table's unit.
    """

    path: Path
    faults: tuple[Fault, ...] = ()
    draft: TableDraft | None = None
    refused: str = ""
    limit: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether it can be computed on."""
        return not self.faults and not self.refused

    @property
    def subject(self) -> Subject | None:
        """What was read, as an answer names it."""
        return None if self.draft is None else subject_of(self.draft)

    @property
    def unit(self) -> str:
        """Unit of the gaps."""
        return "" if self.draft is None else self.draft.unit

    def gaps(self) -> tuple[tuple[str, Text, float, float], ...]:
        """Code, name, row gap and column gap of what is off beyond the limit, worst first."""
        if self.draft is None:
            return ()
        off = self.draft.gaps()
        worst = np.maximum(np.abs(off.rows), np.abs(off.columns))
        order = np.argsort(-worst, kind="stable")
        codes, names = codes_of(self.draft), names_of(self.draft)
        return tuple(
            (codes[at], names[at], float(off.rows[at]), float(off.columns[at]))
            for at in order
            if worst[at] > self.limit
        )

    def record(self, language: Language) -> dict[str, Any]:
        """As JSON values."""
        return {
            "path": str(self.path),
            "ok": self.ok,
            "faults": [fault_record(each, language) for each in self.faults],
            "refused": self.refused,
            "about": dict(self.subject.record) if self.subject else None,
            "limit": self.limit,
            "gaps": [
                {"code": code, "name": both(name), "row": row, "column": column}
                for code, name, row, column in self.gaps()
            ],
        }


def check_table(request: TableRequest) -> TableCheck:
    """Whether a table can be read and balances; every fault is told.

    Raises:
        CallerError: There is no such kind or database, or pymrio is not installed.
        DataError: Codes are blank or doubled, or pymrio cannot read the files.
        PlaceError: Nothing is there, or it cannot be read.
    """
    try:
        draft = request.draft()
    except FactsError as error:
        return TableCheck(path=request.path, faults=cast("tuple[Fault, ...]", error.faults))
    given = request.tolerance
    tolerance = draft.tolerance if given is None else given
    refused = ""
    try:
        draft.table(given)
    except DataError as error:
        refused = str(error.args[0])
    limit = tolerance * float(draft.x.max(initial=0.0))
    return TableCheck(path=request.path, draft=draft, refused=refused, limit=limit)
