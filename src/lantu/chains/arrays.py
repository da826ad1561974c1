"""How this room treats arrays: types, freezing, thresholds that rounding cannot tip."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Longs = NDArray[np.int64]
    Codes = NDArray[np.int8]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

TOLERANCE = 1e-9
"""Sums taken in another order differ by less (conventions §4); a threshold is met within it."""

NOWHERE = -1
"""Position of what is not on record."""


def at_least(values: Floats, threshold: float) -> Flags:
    """Which values reach ``threshold``, within :data:`TOLERANCE`."""
    reached: Flags = values >= threshold - TOLERANCE
    return reached


def freeze(record: object) -> None:
    """Make every array of a record read-only."""
    for each in fields(record):  # type: ignore[arg-type]  # any dataclass of this room
        value = getattr(record, each.name)
        if isinstance(value, np.ndarray):
            value.setflags(write=False)


def offsets(sorted_keys: Ints, length: int) -> Ints:
    """Where the run of each key begins; shape ``(length + 1,)``.

    Args:
        sorted_keys: Keys in ``[0, length)``, ascending.
        length: How many keys there may be.
    """
    starts = np.zeros(length + 1, dtype=np.int32)
    starts[1:] = np.cumsum(np.bincount(sorted_keys, minlength=length))
    return starts


def run_starts(*sorted_columns: Ints | Codes) -> Longs:
    """Positions at which any of the columns takes a new value."""
    size = sorted_columns[0].size
    fresh = np.ones(size, dtype=np.bool_)
    if size:
        fresh[1:] = False
        for column in sorted_columns:
            fresh[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(fresh)


def sums(positions: Ints, worth: Floats, length: int) -> Floats:
    """``Σ worth`` at each position below ``length``, added in order; shape ``(length,)``."""
    total = np.zeros(length)
    total += np.bincount(positions, worth, length)
    return total


def counts(positions: Ints, length: int) -> Ints:
    """How often each position below ``length`` occurs; shape ``(length,)``."""
    return np.bincount(positions, minlength=length).astype(np.int32)


def share(part: Floats, whole: Floats) -> Floats:
    """``part / whole``, 0 where ``whole`` is 0."""
    quotient: Floats = np.divide(part, whole, out=np.zeros_like(part), where=whole != 0)
    return quotient
