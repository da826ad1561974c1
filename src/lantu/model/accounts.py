"""The parts of an input–output table: uses, imports kept apart, accounts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from lantu.model.roster import Roster

    Floats = NDArray[np.float64]


class FinalUse(StrEnum):
    """What a column of final use is for."""

    HOUSEHOLD = "household"
    NONPROFIT = "nonprofit"
    GOVERNMENT = "government"
    CAPITAL = "capital"
    INVENTORY = "inventory"
    EXPORT = "export"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Use of goods from outside all of the table's regions, by product and user.

    Attributes:
        Z: ``Zm``, shape ``(S, n)``: imported product ``s`` used by column ``j``.
        Y: ``Ym``, shape ``(S, R·C)``.
    """

    Z: Floats
    Y: Floats

    def __post_init__(self) -> None:
        """Take the arrays as read-only float64."""
        object.__setattr__(self, "Z", numbers("Imported.Z", self.Z))
        object.__setattr__(self, "Y", numbers("Imported.Y", self.Y))


@dataclass(frozen=True, slots=True, kw_only=True)
class Satellite:
    """Accounts beside the table: what production and final use bear directly.

    Attributes:
        stressors: What is counted, ``q`` of them, such as employment or CO₂.
        units: Unit of each.
        F: Direct amount of every column, shape ``(q, n)``.
        F_Y: Direct amount of every final use, shape ``(q, R·C)``; None where there is none.
    """

    stressors: Roster
    units: tuple[str, ...]
    F: Floats
    F_Y: Floats | None = None

    def __post_init__(self) -> None:
        """Take the arrays as read-only float64.

        Raises:
            DataError: Rows and stressors differ in number, or a value is not finite.
        """
        object.__setattr__(self, "F", numbers("Satellite.F", self.F))
        if self.F_Y is not None:
            object.__setattr__(self, "F_Y", numbers("Satellite.F_Y", self.F_Y))
        if not len(self.stressors) == len(self.units) == len(self.F):
            raise DataError(
                f"{len(self.stressors)} stressors, {len(self.units)} units, {len(self.F)} rows"
            )


def numbers(name: str, values: ArrayLike) -> Floats:
    """``values`` as a read-only float64 view.

    Raises:
        DataError: A value is NaN or infinite; says where.
    """
    array = np.asarray(values, dtype=np.float64).view()
    if not np.isfinite(array.sum()):
        bad = np.argwhere(~np.isfinite(array))
        if len(bad):
            place = ", ".join(str(int(k) + 1) for k in bad[0])
            raise DataError(
                f"{name} has {len(bad)} values that are no finite numbers, the first at ({place}),"
                " counted from 1",
                hint="absent is not zero: fill or drop what is missing before computing",
            )
    array.setflags(write=False)
    return array
