"""The store's file: opened, held by one writer, made larger when it is full."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

from lantu.errors import CallerError, DataError, PlaceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE: Final = "records.lmdb"
HELD: Final = "writer.lock"

FIRST_MAP: Final = 64 << 20
"""Octets of a new store's map; it is doubled whenever it is full."""

MOST_MAP: Final = 1 << 44
"""Octets of the greatest map: what processors of today address, less a margin."""

READERS: Final = 512
"""Readers at a time: processes and threads, not clients."""

FORMAT: Final = b"lantu store 1"

RECORDS, HOMES, LOG, ONCE, COUNTS, ABOUT = PARTS = (
    b"records",
    b"homes",
    b"log",
    b"once",
    b"counts",
    b"about",
)


class FullError(PlaceError):
    """What was to be written is not: there is no room for it."""


@dataclass(slots=True, kw_only=True)
class Store:
    """An open store.

    Attributes:
        folder: Where it lies.
        environment: The LMDB environment.
        parts: Its tables by name.
        writing: Whether this process is its writer.
    """

    folder: Path
    environment: Any
    parts: dict[bytes, Any]
    writing: bool
    _held: int = field(default=-1, repr=False)

    @classmethod
    def create(cls, folder: Path) -> Store:
        """Make an empty store and be its writer.

        Raises:
            CallerError: There is one.
            PlaceError: The folder cannot be written to.
        """
        make_room(folder)
        return cls._opened(folder, writing=True, new=True)

    @classmethod
    def open(cls, folder: Path, *, writing: bool = False) -> Store:
        """Open a store to read, or as its one writer.

        Raises:
            PlaceError: There is none, it cannot be read, or another process writes it.
            DataError: It is no store, or one of a later version.
        """
        if not (folder / FILE).exists():
            raise PlaceError(f"{folder} holds no store", hint="make one: lantu node init DIR")
        return cls._opened(folder, writing=writing, new=False)

    @classmethod
    def _opened(cls, folder: Path, *, writing: bool, new: bool) -> Store:
        held = _hold(folder) if writing else -1
        try:
            environment = _environment(folder, writing=writing)
            parts = {name: environment.open_db(name, create=writing) for name in PARTS}
            store = cls(
                folder=folder, environment=environment, parts=parts, writing=writing, _held=held
            )
            store._check_format(new=new)
        except BaseException:
            if held >= 0:
                os.close(held)
            raise
        return store

    def _check_format(self, *, new: bool) -> None:
        with self.environment.begin(write=new, db=self.parts[ABOUT]) as txn:
            if new:
                txn.put(b"format", FORMAT)
            found = txn.get(b"format")
        if found != FORMAT:
            raise DataError(
                f"{self.folder} holds {found!r}, not {FORMAT.decode()!r}",
                hint="it was made by another version of lantu, or by none",
            )

    def close(self) -> None:
        """Close it; a writer lets others write."""
        self.environment.close()
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def grow(self) -> None:
        """Double the map. No transaction of this process may be open.

        Raises:
            FullError: It is as large as it may be.
        """
        size = 2 * self.environment.info()["map_size"]
        if size > MOST_MAP:
            raise FullError(f"the store's map has {size // 2} octets, and no greater one is made")
        self.environment.set_mapsize(size)

    def follow_growth(self) -> None:
        """Take over the size that another process has given the map."""
        self.environment.set_mapsize(0)


def make_room(folder: Path) -> None:
    """Have a folder that a store can be put into.

    Raises:
        CallerError: It holds one.
        PlaceError: It cannot be made.
    """
    if (folder / FILE).exists():
        raise CallerError(f"{folder} holds a store already", hint="choose a folder without one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaceError(f"{folder} cannot be made: {error.strerror}") from error


def _hold(folder: Path) -> int:
    """A lock that this process alone has, for as long as it lives."""
    try:
        held = os.open(folder / HELD, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise PlaceError(f"{folder} cannot be written to: {error.strerror}") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(held)
        raise PlaceError(
            f"{folder} is being written by another process",
            hint="ask the node that is running, or stop it first",
        ) from error
    return held


def _environment(folder: Path, *, writing: bool) -> Any:
    import lmdb  # noqa: PLC0415 - only a node needs it

    path = folder / FILE
    size = max(FIRST_MAP, path.stat().st_size) if path.exists() else FIRST_MAP
    with refusals(folder):
        return lmdb.open(
            str(path),
            subdir=False,
            readonly=not writing,
            map_size=size,
            max_dbs=len(PARTS),
            max_readers=READERS,
            max_spare_txns=4,
            meminit=False,
            mode=0o600,
        )


@contextmanager
def refusals(folder: Path) -> Iterator[None]:
    """Tell what LMDB refuses in the house's words.

    Raises:
        FullError: The disk is full, or a file may not grow.
        PlaceError: The file cannot be opened, read or written.
        DataError: The file is no store.
    """
    import lmdb  # noqa: PLC0415

    try:
        yield
    except (lmdb.InvalidError, lmdb.CorruptedError, lmdb.VersionMismatchError) as error:
        raise DataError(f"{folder / FILE} is no store: {error}") from error
    except lmdb.MapFullError:
        raise
    except lmdb.Error as error:
        words = str(error)
        if isinstance(error, lmdb.DiskError) or any(each in words for each in _NO_ROOM):
            raise FullError(
                f"{folder} has no room left; nothing of the last batch was kept",
                hint="make room on the disk; the node goes on by itself",
            ) from error
        raise PlaceError(f"{folder / FILE}: {words}") from error


_NO_ROOM: Final = (
    os.strerror(28),  # ENOSPC
    os.strerror(27),  # EFBIG
    os.strerror(122),  # EDQUOT
    "Input/output error",
)
"""How a disk says that nothing more goes onto it."""
