"""Files that are never half-written: all staged first, then moved into place one by one."""

from __future__ import annotations

import errno
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lantu.errors import PlaceError

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

_STAGING = ".lantu-"
_WAYS_OUT = {
    errno.EACCES: "choose another folder, or ask for the right to write there",
    errno.EPERM: "choose another folder, or ask for the right to write there",
    errno.EROFS: "the place is read-only: choose another folder",
    errno.ENOSPC: "the disk is full: free some space, or choose a folder on another disk",
    errno.EDQUOT: "the quota is used up: free some space, or choose a folder on another disk",
    errno.ENAMETOOLONG: "the path is too long: choose a folder nearer the root",
    errno.EBUSY: "close the program that has the file open, then run again",
    errno.ETXTBSY: "close the program that has the file open, then run again",
}
_OTHERWISE = "choose another folder; if a file there is open in another program, close it first"


class Staging:
    """New files waiting beside the folder's own, on the same disk.

    Attributes:
        folder: Where the files are to stand.
        names: What has been staged, in order, as paths below the folder with ``/``.
    """

    def __init__(self, folder: Path, room: Path) -> None:
        self.folder = folder
        self.names: list[str] = []
        self._new = room / "new"
        self._old = room / "old"

    def add(self, name: str, raw: bytes) -> Path:
        """Stage a file; nothing in the folder changes yet. Where it waits.

        Raises:
            PlaceError: The machine refuses.
        """
        target = self.place(name)
        with refusals(self.folder / name):
            target.write_bytes(raw)
        return target

    def place(self, name: str) -> Path:
        """Where a file is to be staged that something else writes.

        Raises:
            PlaceError: The machine refuses.
        """
        target = self._new / name
        with refusals(self.folder / name):
            target.parent.mkdir(parents=True, exist_ok=True)
        self.names.append(name)
        return target

    def replace(self, stale: Sequence[str] = ()) -> None:
        """Move every staged file into place and remove ``stale`` ones; all of it or nothing.

        Each file appears whole, by one rename. Where the machine refuses one, those
        already moved are put back as they were.

        Args:
            stale: Files of an earlier run that this one does not write again.

        Raises:
            PlaceError: The machine refuses.
        """
        done: list[str] = []
        try:
            for name in self.names:
                with refusals(self.folder / name):
                    self._keep(name)
                    done.append(name)
                    (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (self._new / name).replace(self.folder / name)
            for name in stale:
                with refusals(self.folder / name):
                    self._keep(name)
                    done.append(name)
                    (self.folder / name).unlink(missing_ok=True)
        except BaseException:
            for name in reversed(done):
                self._put_back(name)
            raise

    def _keep(self, name: str) -> None:
        """Hold what stands under ``name``, so that it can be put back."""
        there, kept = self.folder / name, self._old / name
        if there.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder stands where a file must go")
        if there.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(there, kept)

    def _put_back(self, name: str) -> None:
        there, kept = self.folder / name, self._old / name
        try:
            if kept.exists():
                kept.replace(there)
            else:
                there.unlink(missing_ok=True)
        except OSError:
            return  # the place that refused the new file may refuse this too; the error tells


@contextmanager
def staging(folder: Path) -> Iterator[Staging]:
    """A staging room inside ``folder``, which is made where it is not there.

    The room goes when the block ends, and so does a folder that was made for nothing.

    Raises:
        PlaceError: The folder cannot be made or written to, or is a file.
    """
    made = _make(folder)
    with refusals(folder):
        room = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    try:
        yield Staging(folder, room)
    finally:
        shutil.rmtree(room, ignore_errors=True)
        for new in made:
            _remove_if_empty(new)


def stale_names(earlier: object, now: Sequence[str], own: re.Pattern[str]) -> list[str]:
    """Files that an earlier run says it wrote, that this one does not, and that are surely ours.

    Args:
        earlier: What the earlier run's list holds; anything at all, it came from a file.
        now: What this run writes.
        own: What only our files are called.
    """
    if not isinstance(earlier, list):
        return []
    named = {name for name in earlier if isinstance(name, str) and own.fullmatch(name)}
    return sorted(named - set(now))


def _make(folder: Path) -> list[Path]:
    """Make a folder and its parents; what was made, deepest first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    with refusals(folder):
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "a file of that name is already there")
        folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # not empty: the files were written


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the machine says into our words.

    Raises:
        PlaceError: The machine refuses ``path``.
    """
    try:
        yield
    except OSError as refused:
        reason = refused.strerror or str(refused)
        hint = _WAYS_OUT.get(refused.errno or 0, _OTHERWISE)
        message = f"cannot write {path}: {reason}"
        raise PlaceError(message, hint=hint) from refused
