"""Copies of a store: made while it is written, put back, and made small."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from lantu.errors import DataError
from lantu.resolve.store.opening import FILE, Store, make_room, refusals
from lantu.resolve.store.reading import Reader
from lantu.resolve.store.verifying import verify

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.resolve.store.verifying import Verified

_PARTIAL: Final = ".partial"


def back_up(store: Store, folder: Path) -> Verified:
    """Copy a store as it is at one moment, without what has become free in it.

    Args:
        store: The store; others may read and write it meanwhile.
        folder: Where the copy goes; it becomes a store like any other.

    Returns:
        What the copy was found to be: it is read whole before it counts.

    Raises:
        CallerError: The folder holds a store.
        FullError: There is no room for the copy.
        DataError: The copy is not sound.
    """
    make_room(folder)
    partial = folder / (FILE + _PARTIAL)
    partial.unlink(missing_ok=True)
    with refusals(folder):
        store.environment.copy(str(partial), compact=True)
    _last(partial)
    partial.rename(folder / FILE)
    _last(folder)
    return _sound(folder)


def restore(copy: Path, folder: Path) -> Verified:
    """Make a store of a copy, which has to be sound.

    Raises:
        CallerError: The folder holds a store.
        PlaceError: The copy is not there, or there is no room.
        DataError: The copy is not sound.
    """
    _sound(copy)
    with Store.open(copy) as store:
        return back_up(store, folder)


def _sound(folder: Path) -> Verified:
    with Store.open(folder) as store:
        found = verify(Reader(store))
    if found.faults:
        raise DataError(f"{folder}: {'; '.join(found.faults)}", hint="take an earlier copy")
    return found


def _last(path: Path) -> None:
    """Have a file, or the names in a folder, on disk."""
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
