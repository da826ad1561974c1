"""The invented province as a workspace; every figure in it can be checked by hand."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = Path(__file__).parent
"""The workspace folder: ``lantu.toml``, ``facts/*.csv`` and ``outlines.geojson``."""

Row = dict[str, str]


def copy_to(folder: Path) -> Path:
    """A copy of the town that a test may break."""
    shutil.copytree(PATH / "facts", folder / "facts")
    for name in ("lantu.toml", "outlines.geojson"):
        shutil.copy(PATH / name, folder / name)
    return folder


def rows(folder: Path, table: str) -> list[Row]:
    """The rows of a table as text."""
    with (folder / "facts" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(folder: Path, table: str, content: list[Row]) -> None:
    """Write the rows of a table; the columns are those of the first."""
    with (folder / "facts" / f"{table}.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(content[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(content)


def change(folder: Path, table: str, edit: Callable[[list[Row]], object]) -> None:
    """Edit the rows of a table in place."""
    content = rows(folder, table)
    edit(content)
    write(folder, table, content)


def put(folder: Path, table: str, line: int, **cells: str) -> None:
    """Put cells into the row with that number, as a spreadsheet counts it."""
    change(folder, table, lambda content: content[line - 2].update(cells))


def add(folder: Path, table: str, line: int, **cells: str) -> None:
    """Add a copy of a row with other cells at the end of a table."""
    change(folder, table, lambda content: content.append({**content[line - 2], **cells}))
