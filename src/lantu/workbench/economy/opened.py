"""An opened table, and how every answer about it is put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lantu.vocab.text import Text
from lantu.workbench.answers import RATIO, Answer
from lantu.workbench.economy.subject import rows_of, subject_of
from lantu.workbench.economy.tables import TableRequest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lantu.evidence.plots import Plot
    from lantu.flows import InputOutputTable, RepairReport
    from lantu.workbench.answers import Column, Figure, Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A table that was read.

    Attributes:
        table: The table.
        request: How it was asked for; other files are read the same way.
        repair: What a repair changed, where there was one.
    """

    table: InputOutputTable
    request: TableRequest | None = None
    repair: RepairReport | None = None

    def beside(self, path: Path) -> InputOutputTable:
        """Another table, read as this one was.

        Raises:
            LantuError: As for :meth:`~lantu.workbench.TableRequest.read`.
        """
        asked = self.request or TableRequest(path=path)
        return replace(asked, path=path).read()[0]

    def answer(
        self,
        question: str,
        columns: Sequence[Column],
        *,
        labels: Sequence[Label] = (),
        figures: Sequence[Figure] = (),
        notes: Sequence[Text] = (),
        formula: str = "",
        plot: Plot | None = None,
    ) -> Answer:
        """An answer about this table; along its rows where no labels are given."""
        return Answer(
            question=question,
            about=subject_of(self.table),
            labels=labels or rows_of(self.table),
            columns=columns,
            figures=figures,
            notes=notes,
            formula=formula,
            plot=plot,
        )

    def row_name(self, row: str) -> Text:
        """What people call a row that is counted: output, a primary input, a stressor."""
        if row in _ROWS:
            return _ROWS[row]
        satellite = self.table.satellite
        for roster in (self.table.primaries, *([satellite.stressors] if satellite else [])):
            if row in roster:
                return roster.names[roster.at(row)]
        return Text(row, row)

    def row_unit(self, row: str) -> str:
        """Unit of the amounts of a row."""
        satellite = self.table.satellite
        if row not in _ROWS and row not in self.table.primaries and satellite is not None:
            return satellite.units[satellite.stressors.at(row)]
        return self.table.unit

    def per_unit(self, row: str) -> str:
        """Unit of a row per unit of output: a pure number where both are money."""
        unit = self.row_unit(row)
        return RATIO if unit == self.table.unit else f"{unit}/{self.table.unit}"


_ROWS = {
    "output": Text("总产出", "output"),
    "value added": Text("增加值", "value added"),
    "imports": Text("进口", "imports"),
}
"""Rows that every table has."""
