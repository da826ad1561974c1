"""Opens a table to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.workbench.economy.borders import Borders
from lantu.workbench.economy.change import Changing
from lantu.workbench.economy.judging import Judging
from lantu.workbench.economy.making import Making
from lantu.workbench.economy.reliance import Relying
from lantu.workbench.economy.removal import Removing
from lantu.workbench.economy.structure import Structure

if TYPE_CHECKING:
    from lantu.workbench.economy.tables import TableRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy(Structure, Removing, Relying, Borders, Changing, Judging, Making):
    """A table and the questions it answers, each with one :class:`~lantu.workbench.Answer`."""


def open_table(request: TableRequest) -> Economy:
    """Read a table, and repair it where that is asked.

    Raises:
        FactsError: The file has faults; all are carried.
        DataError: The table does not balance, or cannot be repaired.
        CallerError: There is no such kind, database or repair.
        PlaceError: Nothing is there, or it cannot be read.
    """
    table, repair = request.read()
    return Economy(table=table, request=request, repair=repair)
