"""A file that keeps what a batch has done, so that it goes on after a kill.

Lines are only ever added. One that a kill cut short is dropped when the batch goes on, and its
chunk tried again.
"""

from __future__ import annotations

import fcntl
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lantu.errors import CallerError, DataError, PlaceError
from lantu.workbench.batches.lines import MAGIC, Kept, chunk_line, header_line, header_of, kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lantu.workbench.batches.lines import Header


class Checkpoint:
    """An open checkpoint; nobody else writes to it meanwhile.

    Attributes:
        kept: What it held when it was opened.
    """

    def __init__(self, path: Path, handle: int, found: Kept) -> None:
        self.kept = found
        self._path = path
        self._handle = handle

    def add(self, payload: str) -> None:
        """Keep what a chunk found.

        Raises:
            PlaceError: The disk is full, or refuses otherwise.
        """
        _write(self._path, self._handle, chunk_line(payload))


@contextmanager
def checkpoint(path: Path, header: Header, lengths: Sequence[int]) -> Iterator[Checkpoint]:
    """Open the checkpoint of a batch, or begin one.

    Args:
        path: Where.
        header: Tells this batch from every other.
        lengths: Tries of each of its chunks.

    Raises:
        CallerError: It is the checkpoint of another batch.
        DataError: The file is no checkpoint.
        PlaceError: It cannot be read or written, or another run writes to it.
    """
    handle = _opened(path)
    try:
        yield Checkpoint(path, handle, _begun(path, handle, header, lengths))
        os.fsync(handle)
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK, 0o666)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        _claim(path, handle)
    except PlaceError:
        os.close(handle)
        raise
    return handle


def _claim(path: Path, handle: int) -> None:
    """Keep others from writing to it while this run does; a kill lets go of it."""
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise PlaceError(f"{path} is no file", hint="name a file to keep what is done")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise PlaceError(
            f"another run writes to {path}", hint="wait for it, or name another checkpoint"
        ) from error


def _begun(path: Path, handle: int, header: Header, lengths: Sequence[int]) -> Kept:
    data, line = _read(path, handle), header_line(header)
    if line.startswith(data) and data != line:
        os.ftruncate(handle, 0)
        _write(path, handle, line)
        return Kept(length=len(line), dropped=int(bool(data)))
    _refuse_foreign(path, data, header)
    found = kept(data, lengths)
    os.ftruncate(handle, found.length)
    return found


def _refuse_foreign(path: Path, data: bytes, header: Header) -> None:
    said = header_of(data)
    if said is None:
        what = "damaged from its first line" if data.startswith(MAGIC) else "no checkpoint"
        raise DataError(
            f"{path} is {what}; it was left as it is", hint="name another file, or remove this one"
        )
    other = sorted(key for key in {*said, *header} if said.get(key) != header.get(key))
    if other:
        raise CallerError(
            f"{path} is the checkpoint of another batch: its {', '.join(other)} differ; "
            "it was left as it is",
            hint="name another file for this batch, or ask for that one as it was",
        )


def _read(path: Path, handle: int) -> bytes:
    try:
        with open(handle, "rb", closefd=False) as file:
            return file.read()
    except OSError as error:
        raise _refused(path, error) from error


def _write(path: Path, handle: int, data: bytes) -> None:
    try:
        while data:
            data = data[os.write(handle, data) :]
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> PlaceError:
    return PlaceError(
        f"cannot keep {path}: {error.strerror or error}",
        hint="make room or name another place; what is in it already stays, and is gone on from",
    )
