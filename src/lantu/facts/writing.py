"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lantu.errors import PlaceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import polars as pl

_PARTIAL = ".partial"


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to write into, which becomes ``path`` once everything is written.

    Files are flushed to the disk before the folder takes its name, so that a process that is
    killed in between leaves the old state or the new one; what it had written stays behind
    in a hidden folder ending in ``.partial``, which nothing reads.

    Raises:
        PlaceError: Something stands at ``path``, or the place cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}{_PARTIAL}")
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise PlaceError(
                f"{path} is not empty", hint="name a new folder; nothing was overwritten"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
    except OSError as error:
        raise _refused(path, error) from error
    try:
        yield partial
        for file in partial.rglob("*"):
            _flush(file)
        if path.exists():
            path.rmdir()
        partial.replace(path)
        _flush(path.parent)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def whole_file(data: bytes, path: Path) -> None:
    """A file that is there whole or not at all; what stood there is replaced.

    Raises:
        PlaceError: The place cannot be written.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}{_PARTIAL}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        _flush(partial)
        partial.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        partial.unlink(missing_ok=True)


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """A table as CSV that a spreadsheet opens rightly: UTF-8 with its byte-order mark."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.write_csv(path, include_bom=True, line_terminator="\n")


def _refused(path: Path, error: OSError) -> PlaceError:
    return PlaceError(
        f"cannot write {path}: {error.strerror or error}",
        hint="check that the disk has room and the folder may be written, or name another",
    )


def _flush(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
