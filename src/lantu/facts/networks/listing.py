"""CSV and Parquet files of millions of rows, read only where they are looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from lantu.errors import PlaceError
from lantu.facts import findings
from lantu.facts.fault import Spot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn

    from lantu.facts.schema.records import Rule

ROW = "#row"
"""Row of the file as a spreadsheet counts it."""

PARQUET = frozenset({".parquet", ".pq"})


@cache
def network_rules() -> Mapping[str, Rule]:
    """What the readers of networks look at, by key."""
    return findings.rules_of("lantu.facts.networks")


@dataclass(slots=True)
class Findings(findings.Findings):
    """The faults of one file."""

    rules: Mapping[str, Rule] = field(default_factory=network_rules)
    hint: str = "“Networks of firms” in the documentation shows such files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A file's columns under our names, as text, with the row of each.

    Attributes:
        file: For messages.
        rows: The rows, not yet read.
        places: Place of each column in the file, by our names.
    """

    file: str
    rows: pl.LazyFrame
    places: Mapping[str, int]

    def spot(self, row: int, column: str) -> Spot:
        """Where a cell stands."""
        return Spot(file=self.file, row=row, column=column, position=self.places.get(column, -1))

    def collect(self, findings: Findings, *wanted: pl.Expr | str) -> pl.DataFrame:
        """What is wanted of every row."""
        try:
            return self.rows.select(*wanted).collect(engine="streaming")
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:  # noqa: BLE001 - what damaged bytes raise is not foreseen
            _damaged(findings, self.file, error)


def listing(
    path: str | Path, columns: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> tuple[Listing, Findings]:
    """The columns of a file that are known; others are passed over.

    Args:
        path: A CSV file in UTF-8, or a Parquet file.
        columns: Our names, each with other names that mean the same.
        needed: Those that it must have.

    Raises:
        FactsError: It cannot be read, or lacks a column.
        PlaceError: There is no such file.
    """
    place = Path(path)
    if not place.is_file():
        raise PlaceError(f"there is no file {place}", hint="name a CSV or Parquet file")
    found = Findings(str(place))
    scanned, header = _scanned(place, found)
    places = _places(header, columns)
    for column in needed:
        if column not in places:
            known = "、".join(f"{name}（{'、'.join(columns[name])}）" for name in columns)
            found.add("network.column", Spot(file=str(place), row=1), column=column, known=known)
    found.stop()
    named = [
        pl.col(header[at]).cast(pl.String, strict=False).str.strip_chars().alias(name)
        for name, at in places.items()
    ]
    rows = scanned.with_row_index(ROW, offset=2).select(ROW, *named)
    return Listing(file=str(place), rows=rows, places=places), found


def _scanned(place: Path, found: Findings) -> tuple[pl.LazyFrame, list[str]]:
    try:
        if place.suffix.lower() in PARQUET:
            scanned = pl.scan_parquet(place)
        else:
            scanned = pl.scan_csv(place, infer_schema=False, truncate_ragged_lines=False)
        return scanned, scanned.collect_schema().names()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - as above
        _damaged(found, str(place), error)


def _damaged(found: Findings, file: str, error: BaseException) -> NoReturn:
    found.fail("network.unreadable", Spot(file=file), detail=str(error).partition("\n")[0])


def _places(header: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Place of each known column; of two that mean the same the first counts."""
    meant = {word: name for name, words in columns.items() for word in (name, *words)}
    found: dict[str, int] = {}
    for at, word in enumerate(header):
        name = meant.get(word.strip().lower().removeprefix("\ufeff"))
        if name is not None:
            found.setdefault(name, at)
    return found
