"""All measures of all periods at once, written as one table."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from lantu import complexity
from lantu.errors import CallerError
from lantu.facts.economy.own_writer import Page, workbook
from lantu.facts.writing import whole_file
from lantu.vocab.text import Text
from lantu.workbench.answers import Column
from lantu.workbench.capability.opened import Opened, descending
from lantu.workbench.capability.standing import DIVERSITY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from lantu.complexity import Measures
    from lantu.workbench.answers import Answer

SHEET_ROWS = 1_048_575
"""Rows below the header that a sheet of a workbook holds."""


class Whole(Opened):
    """All measures at once."""

    __slots__ = ()

    def measures(self, target: Path) -> Answer:
        """Write every measure of the periods asked about; of places, the last is told.

        Args:
            target: ``.csv`` or ``.parquet``: one row per period, place and activity with all
                that is known of each; ``.xlsx``: a sheet of places, one of activities, one
                of cells.

        Raises:
            CallerError: Another ending; more cells than a sheet holds; no such period.
            PlaceError: The place cannot be written.
        """
        ending = target.suffix.lower()
        if ending not in (".csv", ".parquet", ".xlsx"):
            raise CallerError(f"cannot write {target.name}", hint="end it in .csv, .parquet, .xlsx")
        found = self.every_period() if not self.counting.period else self.present()
        rule, kind = self.counting.convention, self.counting.kind
        measured = complexity.measure(found, kind=kind, convention=rule)
        whole_file(_packed(_tables(measured), ending), target)
        last = complexity.measure(found.period(self.period), kind=kind, convention=rule)
        return replace(self._places(last), notes=[Text(f"已写到 {target}", f"written to {target}")])

    def every_period(self) -> complexity.Presence:
        """Which place does what in all periods."""
        return complexity.presence(
            self.matrix,
            test=self.counting.test,
            rules=self.counting.rules,
            population=self.population,
        )

    def _places(self, found: Measures) -> Answer:
        presence, eci, ahead = found.presence, found.eci.eci[0], found.outlook.coi[0]
        at = descending(eci, presence.kept_places[0])
        return self.answer(
            "measures",
            [
                Column(key="eci", name=Text("复杂度 ECI", "ECI"), values=eci[at]),
                Column(key="coi", name=Text("前景 COI", "COI"), values=ahead[at]),
                Column(key="diversity", name=DIVERSITY, values=presence.diversity[0, at] * 1.0),
            ],
            labels=self.rows(self.matrix.places, at),
        )


def _tables(found: Measures) -> Mapping[str, pl.DataFrame]:
    return {
        "places": found.places_to_polars(),
        "activities": found.activities_to_polars(),
        "cells": found.to_polars(),
    }


def _packed(tables: Mapping[str, pl.DataFrame], ending: str) -> bytes:
    if ending == ".xlsx":
        most = max(len(each) for each in tables.values())
        if most > SHEET_ROWS:
            raise CallerError(
                f"{most} rows do not fit on a sheet, which holds {SHEET_ROWS}",
                hint="choose one --period, or write .parquet or .csv",
            )
        return workbook(
            [
                Page(name=name, rows=[each.columns, *each.iter_rows()], frozen=(1, 0))
                for name, each in tables.items()
            ],
            (),
        )
    whole = (
        tables["cells"]
        .join(tables["places"], on=["period", "place"], how="left", maintain_order="left")
        .join(tables["activities"], on=["period", "activity"], how="left", maintain_order="left")
    )
    packed = io.BytesIO()
    (whole.write_csv if ending == ".csv" else whole.write_parquet)(packed)
    return packed.getvalue()
