"""A file of activities in, an activity matrix out: whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import polars as pl

from lantu.errors import CallerError, PlaceError
from lantu.facts.activities.checking import checked
from lantu.facts.activities.columns import measure_of
from lantu.facts.activities.listing import listing
from lantu.facts.activities.pages import pages
from lantu.facts.fault import Spot
from lantu.facts.findings import Findings, rules_of
from lantu.facts.intake.folder import read_bytes
from lantu.facts.limits import MAX_FILE_BYTES
from lantu.model.activity_matrix import ActivityMatrix
from lantu.model.axis import Axis
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.facts.activities.columns import Part
    from lantu.facts.activities.listing import Listing
    from lantu.facts.schema.records import Rule

    Floats = NDArray[np.float64]
    Longs = NDArray[np.int64]

Unlisted = Literal["absent", "zero"]
"""What a place, activity and period that no row names is: not on record, or none of it."""

MOST_CELLS = 200_000_000
"""Cells of the matrix: ten periods of 230 countries and 5 000 products are 11.5 million."""


@cache
def activity_rules() -> Mapping[str, Rule]:
    """What a reader of activities looks at, by key."""
    return rules_of("lantu.facts.activities")


def activity_findings(file: str) -> Findings:
    """An empty list of faults of a file of activities."""
    return Findings(
        file,
        activity_rules(),
        "`lantu complexity check FILE` lists them; `lantu complexity template FILE` writes a file"
        " that has none",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFile:
    """What a file of activities says.

    Attributes:
        matrix: Who does how much of what.
        population: People of each place and period, shape ``(T, C)``, 0 where none are on
            record; None where the file has no such column.
        headers: The header that each part was found under.
    """

    matrix: ActivityMatrix
    population: Floats | None
    headers: Mapping[Part, str]

    def __post_init__(self) -> None:
        """Make the array read-only."""
        if self.population is not None:
            self.population.setflags(write=False)


def read_activities(
    path: str | Path,
    *,
    columns: Mapping[Part, str] | None = None,
    unlisted: Unlisted = "absent",
    measure: Text | None = None,
    unit: str = "",
) -> ActivityMatrix:
    """Read who does how much of what, whole or not at all.

    Args:
        path: As for :func:`open_activities`.
        columns: As there.
        unlisted: As there.
        measure: As there.
        unit: As there.

    Raises:
        FactsError: The file has faults; all are carried.
        CallerError: ``unlisted`` is neither.
        PlaceError: Nothing is there, or it cannot be read.
    """
    return open_activities(
        path, columns=columns, unlisted=unlisted, measure=measure, unit=unit
    ).matrix


def open_activities(
    path: str | Path,
    *,
    columns: Mapping[Part, str] | None = None,
    unlisted: Unlisted = "absent",
    measure: Text | None = None,
    unit: str = "",
) -> ActivityFile:
    """Read who does how much of what, and all else that the file says of places.

    A list has a row for each place, activity and period; a wide table has a place in each
    row and an activity in each column, and a sheet for each period. A blank amount is not on
    record, whatever ``unlisted`` says of what has no row.

    Args:
        path: A CSV (UTF-8 or GB 18030), XLSX or Parquet file.
        columns: Headers of columns that are not known by theirs.
        unlisted: What a cell without a row is.
        measure: What is counted; the header of the values where left out, if it says.
        unit: Its unit.

    Raises:
        FactsError: The file has faults; all are carried.
        CallerError: ``unlisted`` is neither.
        PlaceError: Nothing is there, or it cannot be read.
    """
    if unlisted not in get_args(Unlisted):
        raise CallerError(f"unlisted={unlisted!r}", hint="it is 'absent' or 'zero'")
    found, findings = listing_of_file(path, columns or {})
    header = found.headers[0].get("value", "")
    told, its_unit = measure_of(header)
    matrix = _matrix(found, findings, unlisted, (measure or told, unit or its_unit))
    people = _of_places(found.frame, "population", matrix.periods, matrix.places)
    return ActivityFile(matrix=matrix, population=people, headers=found.headers[0])


def listing_of_file(
    path: str | Path, columns: Mapping[Part, str], *, distinct: bool = True
) -> tuple[Listing, Findings]:
    """The rows of one file, codes and amounts checked, and where further faults are noted.

    Args:
        path: The file.
        columns: Headers of columns that are not known by theirs.
        distinct: Whether a place, activity and period may stand in one row only.

    Raises:
        FactsError: The file has faults; all are carried.
        PlaceError: Nothing is there, or it cannot be read.
    """
    place = Path(path)
    if not place.is_file():
        raise PlaceError(f"there is no file at {place}", hint="check the path")
    findings = activity_findings(str(place))
    data, faults = read_bytes(place, Spot(file=place.name), MAX_FILE_BYTES)
    findings.take(faults)
    findings.stop()
    found = activities_of_bytes(data or b"", place.name, columns, findings, distinct=distinct)
    return found, findings


def activities_of_bytes(
    data: bytes,
    file: str,
    columns: Mapping[Part, str],
    findings: Findings,
    *,
    distinct: bool = True,
) -> Listing:
    """The rows in the bytes of one file, codes and amounts checked.

    Raises:
        FactsError: There are faults; all are carried.
    """
    found = listing(pages(data, file, findings), columns, findings)
    if found.frame.is_empty():
        findings.fail("activities.empty", Spot(file=file))
    return checked(found, findings, distinct=distinct)


def _matrix(
    found: Listing, findings: Findings, unlisted: Unlisted, counted: tuple[Text, str]
) -> ActivityMatrix:
    frame = found.frame
    axes = [_axis(frame, part) for part in ("period", "place", "activity")]
    shape = tuple(map(len, axes))
    if np.prod(shape, dtype=np.float64) > MOST_CELLS:
        told = " × ".join(map(str, shape))
        findings.fail("activities.too_large", found.pages[0].spot(), told, limit=str(MOST_CELLS))
    cells = np.ravel_multi_index([_at(frame, axis) for axis in axes], shape)
    amount = frame["value"].to_numpy()
    known = ~np.isnan(amount)
    values, recorded = np.zeros(shape), np.full(shape, unlisted == "zero")
    values.flat[cells] = np.where(known, amount, 0.0)
    recorded.flat[cells] = known
    return ActivityMatrix(
        periods=axes[0],
        places=axes[1],
        activities=axes[2],
        values=values,
        recorded=None if recorded.all() else recorded,
        weights=_of_places(frame, "size", axes[0], axes[1]),
        measure=counted[0],
        unit=counted[1],
        source=found.pages[0].file.partition("[")[0],
        names=_names(frame),
    )


def _axis(frame: pl.DataFrame, part: str) -> Axis:
    labels = sorted(frame[part].unique()) if part in frame.columns else [""]
    return Axis(part, tuple(labels))


def _at(frame: pl.DataFrame, axis: Axis) -> Longs:
    if axis.noun not in frame.columns:
        return np.zeros(len(frame), dtype=np.int64)
    coded = frame[axis.noun].cast(pl.Enum(list(axis.labels)))
    return coded.to_physical().to_numpy().astype(np.int64)


def _of_places(frame: pl.DataFrame, part: Part, periods: Axis, places: Axis) -> Floats | None:
    """A figure of each place and period, 0 where none is on record."""
    if part not in frame.columns:
        return None
    found = np.zeros((len(periods), len(places)))
    known = frame.filter(pl.col(part).is_not_nan())
    found[_at(known, periods), _at(known, places)] = known[part].to_numpy()
    return found


def _names(frame: pl.DataFrame) -> Mapping[str, Text]:
    said: dict[str, Text] = {}
    for part in ("place", "activity"):
        zh, en = f"{part}_name", f"{part}_name_en"
        if zh in frame.columns or en in frame.columns:
            have = [column for column in (zh, en) if column in frame.columns]
            for row in frame.select(part, *have).unique(maintain_order=True).iter_rows(named=True):
                name = row.get(zh) or row.get(en)
                if name:
                    said.setdefault(row[part], Text(name, row.get(en) or name))
    return said
