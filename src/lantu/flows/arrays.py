"""How this room treats arrays: frozen in records, divided where there is something to divide by."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def freeze(record: object) -> None:
    """Make every array of a record read-only."""
    for each in fields(record):  # type: ignore[arg-type]  # any dataclass of this room
        value = getattr(record, each.name)
        if isinstance(value, np.ndarray):
            value.setflags(write=False)


def row_at(rows: tuple[str, ...], row: str) -> int:
    """Position of a row among those counted.

    Raises:
        CallerError: It was not counted.
    """
    if row not in rows:
        raise CallerError(f"no row {row!r} was counted", hint=f"there are {', '.join(rows)}")
    return rows.index(row)


def ratio(part: Floats, whole: Floats) -> Floats:
    """``part / whole`` along the last dimension, 0 where ``whole`` is not positive."""
    positive = whole > 0
    quotient: Floats = np.divide(part, whole, out=np.zeros(part.shape), where=positive)
    return quotient


def region_sums(values: Floats, regions: int) -> Floats:
    """Sums within each region along the last dimension, shape ``(…, R)``."""
    total: Floats = values.reshape(*values.shape[:-1], regions, -1).sum(axis=-1)
    return total
