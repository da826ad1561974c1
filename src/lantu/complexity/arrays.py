"""How this room treats arrays: types, freezing, quotients, labelled tables."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import NDArray

    from lantu.model.axis import Axis

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Longs = NDArray[np.int64]

TOLERANCE = 1e-9
"""Sums taken in another order differ by less (conventions §4); a threshold is met within it."""

NOISE = 1e-13
"""Figures that differ by less, relative to the greatest, differ by rounding alone."""


def freeze(record: object) -> None:
    """Make every array of a record read-only."""
    for each in fields(record):  # type: ignore[arg-type]  # any dataclass of this room
        value = getattr(record, each.name)
        if isinstance(value, np.ndarray):
            value.setflags(write=False)


def share(part: Floats, whole: Floats) -> Floats:
    """``part / whole``, 0 where ``whole`` is 0."""
    quotient: Floats = np.divide(
        part, whole, out=np.zeros(np.broadcast_shapes(part.shape, whole.shape)), where=whole != 0
    )
    return quotient


def standardised(values: Floats, lost: int = 0) -> Floats:
    """``(x − mean x) / std x``, zeros where all are equal.

    Args:
        values: One row of figures.
        lost: Degrees of freedom taken off the count: 0 for the population's, 1 the sample's.
    """
    centred: Floats = values - values.mean() if values.size else values
    spread = float(centred.std(ddof=lost)) if values.size > lost else 0.0
    flat = spread <= NOISE * float(np.abs(values).max(initial=0.0))
    return np.zeros(values.shape) if flat else centred / spread


def rows(
    axes: tuple[Axis, ...], kept: Flags, columns: Mapping[str, NDArray[np.generic]]
) -> pl.DataFrame:
    """A table with one row per kept cell of labelled arrays, in the order of the axes.

    Args:
        axes: Axis of each dimension; each becomes a column of codes, named by its noun.
        kept: Which cells are listed.
        columns: Arrays of the same shape.
    """
    at = np.nonzero(kept)
    labels = {
        axis.noun: np.asarray(axis.labels, dtype=object)[where].tolist()
        for axis, where in zip(axes, at, strict=True)
    }
    return frame(labels, {name: array[at] for name, array in columns.items()})
