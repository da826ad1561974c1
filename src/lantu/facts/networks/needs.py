"""Reads which inputs a sector cannot do without: supplying sectors in rows, buying in columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lantu.errors import PlaceError
from lantu.facts.fault import Spot
from lantu.facts.networks.listing import Findings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.roster import Roster

UNKNOWN = "9999"
"""Row and column that stand for the sectors a survey has no answer for, as IHS ratings have it."""

KINDS = {"0": 0, "1": 1, "2": 2}


def read_needs(path: str | Path, sectors: Roster, *, unknown: str = UNKNOWN) -> NDArray[np.int8]:
    """Ratings of inputs for ``sectors``: 0 negligible, 1 replaceable, 2 essential.

    The file is a square CSV: codes of buying sectors along the first row, of supplying ones
    down the first column; sectors that are not asked for are passed over.

    Args:
        path: The file.
        sectors: Whose ratings are wanted.
        unknown: Row and column used for sectors that the file does not name.

    Returns:
        Shape ``(sectors, sectors)``.

    Raises:
        FactsError: There are faults; all are carried.
        PlaceError: There is no such file.
    """
    found = Findings(str(path))
    cells = _cells(Path(path), found)
    header = [str(each).strip() for each in cells.row(0)]
    side = [str(each or "").strip() for each in cells.to_series(0)]
    rows, columns = ({code: at for at, code in enumerate(line) if at} for line in (side, header))
    needs = np.zeros((len(sectors), len(sectors)), dtype=np.int8)
    down = [_place(rows, code, unknown, found) for code in sectors]
    across = [_place(columns, code, unknown, found) for code in sectors]
    found.stop()
    for k, column in enumerate(across):
        texts = cells.to_series(column)
        for i, row in enumerate(down):
            text = str(texts[row] or "").strip()
            if text in KINDS:
                needs[i, k] = KINDS[text]
            else:
                spot = Spot(file=str(path), row=row + 1, column=header[column], position=column)
                found.add("network.need", spot, text)
    found.stop()
    return needs


def _cells(path: Path, found: Findings) -> pl.DataFrame:
    if not path.is_file():
        raise PlaceError(f"there is no file {path}", hint="name a CSV file of ratings")
    try:
        cells = pl.read_csv(path, has_header=False, infer_schema=False)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001 - what damaged bytes raise is not foreseen
        detail = str(error).partition("\n")[0]
        found.fail("network.unreadable", Spot(file=str(path)), detail=detail)
    return cells


def _place(places: dict[str, int], code: str, unknown: str, found: Findings) -> int:
    at = places.get(code, places.get(unknown))
    if at is None:
        spot = Spot(file=found.file, row=1)
        found.add("network.need_sector", spot, code, sector=code, unknown=unknown)
        return 0
    return at
