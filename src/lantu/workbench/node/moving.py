"""Many records taken in or written out."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING

from lantu.errors import CallerError, PlaceError
from lantu.workbench.node.needing import refuse_without_node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lantu.resolve.moving import Failure, Moved, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """An import.

    Attributes:
        path: File of rows: ``.jsonl`` or ``.csv``.
        failures: Where rows that were not taken in are written, as lines of JSON; None for
            nowhere.
        overwrite: Whether a row takes the place of a record with other values.
        progress: Told the part of the file that was read, and how far it is.
    """

    path: Path
    failures: Path | None = None
    overwrite: bool = False
    progress: Callable[[float, Moved], None] = lambda *_: None


def import_handles(folder: Path, importing: Importing) -> Moved:
    """Take the rows of a file into a node's store; to run it again changes nothing.

    Raises:
        CallerError: A file of another kind.
        PlaceError: The node is being served, a file cannot be read or written, or no room.
        DataError: The header of a CSV file is none.
    """
    refuse_without_node()
    from lantu.resolve.founding import House  # noqa: PLC0415 - only a node needs it
    from lantu.resolve.moving import Intake, take_in  # noqa: PLC0415
    from lantu.resolve.store import Reader, Store, Writer  # noqa: PLC0415

    with (
        Store.open(House(folder).store, writing=True) as store,
        _failures(importing.failures) as fail,
        _rows(importing.path) as (rows, part),
    ):
        how = Intake(
            now=time.time(),
            overwrite=importing.overwrite,
            failure=fail,
            progress=lambda moved: importing.progress(part(), moved),
        )
        return take_in(Writer(store), Reader(store), rows, how)


@contextmanager
def _rows(path: Path) -> Iterator[tuple[Iterator[Row], Callable[[], float]]]:
    """Rows of a file, and what part of it was read."""
    from lantu.resolve.moving import csv_rows, json_rows  # noqa: PLC0415

    kind = path.suffix.lower()
    if kind not in {".jsonl", ".ndjson", ".csv"}:
        raise CallerError(f"{path} is of a kind that is not read", hint="give .jsonl or .csv")
    try:
        size = max(1, path.stat().st_size)
        with path.open("rb") as file:
            lines = (line.decode("utf-8", "replace") for line in file)
            rows = csv_rows(lines) if kind == ".csv" else json_rows(file)
            yield rows, lambda: file.tell() / size
    except OSError as error:
        raise PlaceError(f"{path} cannot be read: {error.strerror}") from error


@contextmanager
def _failures(path: Path | None) -> Iterator[Callable[[Failure], None]]:
    if path is None:
        yield lambda _: None
        return
    try:
        with path.open("w", encoding="utf-8") as file:
            yield lambda failure: _put(file, failure)
    except OSError as error:
        raise PlaceError(f"{path} cannot be written: {error.strerror}") from error


def _put(file: IO[str], failure: Failure) -> None:
    file.write(json.dumps(asdict(failure), ensure_ascii=False) + "\n")


def export_handles(folder: Path, path: Path, *, prefix: str = "", restricted: bool = False) -> int:
    """Write a node's records out as lines of JSON; it may be served meanwhile.

    Args:
        folder: The node's.
        path: Where to.
        prefix: Only those under this prefix.
        restricted: Whether values that not everybody may read are written out as well.

    Returns:
        How many were written.

    Raises:
        PlaceError: The file cannot be written.
    """
    refuse_without_node()
    from lantu.resolve.engine.names import key_of  # noqa: PLC0415
    from lantu.resolve.founding import House  # noqa: PLC0415
    from lantu.resolve.moving import exported, put_row  # noqa: PLC0415
    from lantu.resolve.store import Reader, Store  # noqa: PLC0415

    partial, count = path.with_name(path.name + ".partial"), 0
    with Store.open(House(folder).store) as store:
        under = key_of(prefix) if prefix else ""
        try:
            with partial.open("wb") as file:
                for record in exported(Reader(store), prefix=under, restricted=restricted):
                    file.write(put_row(record))
                    count += 1
            partial.replace(path)
        except OSError as error:
            raise PlaceError(f"{path} cannot be written: {error.strerror}") from error
    return count
