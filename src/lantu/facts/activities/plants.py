"""A list of plants: where each is, what it does, and how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from lantu.errors import CallerError, DataError
from lantu.facts.activities.reading import listing_of_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from lantu.facts.activities.columns import Part

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plants:
    """Plants of some size, in the file's order.

    Attributes:
        places: Code of the place of each.
        activities: Code of what each does.
        sizes: How large each is, above 0, shape ``(P,)``.
        without_size: How many more have no size on record, or one of 0.
    """

    places: tuple[str, ...]
    activities: tuple[str, ...]
    sizes: Floats
    without_size: int

    def __post_init__(self) -> None:
        """Make the array read-only."""
        self.sizes.setflags(write=False)


def read_plants(
    path: str | Path, *, columns: Mapping[Part, str] | None = None, period: str = ""
) -> Plants:
    """Read a list of plants, a row for each.

    Its columns are those of a file of activities, the amount being the plant's size; the same
    place and activity may stand in many rows.

    Args:
        path: A CSV (UTF-8 or GB 18030), XLSX or Parquet file.
        columns: Headers of columns that are not known by theirs.
        period: Which rows count, where the list has periods.

    Raises:
        FactsError: The file has faults; all are carried.
        CallerError: It lists several periods, and none is asked for.
        DataError: It has no plant of any size in that period.
        PlaceError: Nothing is there, or it cannot be read.
    """
    found, _ = listing_of_file(path, columns or {}, distinct=False)
    rows = found.frame
    if "period" in rows.columns:
        if not period and rows["period"].n_unique() > 1:
            raise CallerError(f"{path} lists several periods", hint="choose one --period")
        rows = rows.filter(pl.col("period") == period) if period else rows
    sized = rows.filter((pl.col("value") > 0) & pl.col("value").is_not_nan())
    if sized.is_empty():
        when = f" in {period}" if period else ""
        raise DataError(f"{path} has no plant of any size{when}", hint="see its periods and sizes")
    return Plants(
        places=tuple(sized["place"]),
        activities=tuple(sized["activity"]),
        sizes=sized["value"].to_numpy().copy(),
        without_size=len(rows) - len(sized),
    )
