"""NumPy archives from anywhere: every array measured before it is made, nothing unpickled."""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lantu.facts.economy.sheet import LARGEST
from lantu.facts.fault import Spot
from lantu.facts.intake.zip_guard import (
    BombError,
    DamagedArchiveError,
    LockedArchiveError,
    open_archive,
)
from lantu.facts.limits import MAX_TABLE_BYTES, spoken
from lantu.vocab.text import Text

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.facts.economy.findings import Findings

    Floats = NDArray[np.float64]

_MEMBER = ".npy"
_PLAIN = frozenset("biufU")
"""Kinds of array that hold numbers or text and nothing that runs."""

_DOUBLE = 8
_SURROGATES = (0xD800, 0xDFFF)
_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrays:
    """The arrays of one file by name.

    Attributes:
        file: For messages.
        held: The arrays.
        findings: Where faults go.
    """

    file: str
    held: Mapping[str, NDArray[Any]]
    findings: Findings

    def numbers(self, name: str, *shape: int) -> Floats:
        """An array as finite float64 of the given shape; -1 takes any length.

        Raises:
            FactsError: There is none, or it is not that.
        """
        array = self.held.get(name)
        told = " × ".join("…" if size < 0 else str(size) for size in shape) or "1"
        wanted = Text(f"数组 {name}，{told} 个有限的数", f"array {name}: {told} finite numbers")
        fits = (
            array is not None
            and array.dtype.kind in "iuf"
            and array.ndim == len(shape)
            and all(size < 0 or size == got for size, got in zip(shape, array.shape, strict=True))
        )
        if array is None or not fits:
            found = "" if array is None else f"{name} {array.dtype} {array.shape}"
            self.findings.fail("table.array", Spot(file=self.file), found, wanted=wanted)
        with np.errstate(all="ignore"):
            values = array.astype(np.float64)
            bad = np.argwhere(~(np.abs(values) <= LARGEST))
        if len(bad):
            place = ", ".join(str(int(k) + 1) for k in bad[0])
            spot = Spot(file=self.file, column=f"{name}[{place}]")
            self.findings.fail("table.array", spot, str(values[tuple(bad[0])]), wanted=wanted)
        return values

    def words(self, name: str, length: int = -1) -> tuple[str, ...]:
        """An array of text.

        Raises:
            FactsError: There is none, or it is not that.
        """
        array = self.held.get(name)
        wanted = Text(f"文字数组 {name}", f"array {name} of texts")
        if array is None or array.dtype.kind not in "iuU" or array.ndim != 1 or not len(array):
            found = "" if array is None else f"{name} {array.dtype} {array.shape}"
            self.findings.fail("table.array", Spot(file=self.file), found, wanted=wanted)
        if 0 <= length != len(array):
            found = f"{name} ({len(array)})"
            self.findings.fail("table.array", Spot(file=self.file), found, wanted=wanted)
        return tuple(str(each).strip() for each in array.tolist())

    def word(self, name: str) -> str:
        """A single text or number as text; ``""`` where there is none."""
        array = self.held.get(name)
        return str(array.ravel()[0]) if array is not None and array.size == 1 else ""


def read_arrays(data: bytes, file: str, findings: Findings) -> Arrays:
    """Every array of an ``.npz``.

    Raises:
        FactsError: The archive is damaged, too large, or holds objects.
    """
    spot = Spot(file=file)
    try:
        archive = open_archive(data)
        room = MAX_TABLE_BYTES
        held = {}
        for member in archive.namelist():
            if member.endswith(_MEMBER):
                array = _array(archive, member, room)
                room -= array.size * _DOUBLE
                held[member.removesuffix(_MEMBER)] = array
    except BombError:
        findings.fail("table.damaged", spot, detail=f"> {spoken(MAX_TABLE_BYTES)}")
    except LockedArchiveError:
        findings.fail("table.damaged", spot, detail="password")
    except DamagedArchiveError as error:
        findings.fail("table.damaged", spot, detail=str(error))
    return Arrays(file=file, held=held, findings=findings)


def _array(archive: zipfile.ZipFile, member: str, room: int) -> NDArray[Any]:
    """One array, once its header agrees with its size.

    Raises:
        BombError: It is larger than ``room`` once it holds float64.
        DamagedArchiveError: It is not what its header says, or holds objects.
    """
    try:
        data = archive.read(member)
        stream = io.BytesIO(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that it was written by Python 2
            shape, fortran, dtype = _header(stream)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception as error:
        raise DamagedArchiveError(str(error).partition("\n")[0]) from error
    count = math.prod(shape)
    if dtype.kind not in _PLAIN or dtype.names is not None or not dtype.itemsize:
        message = f"{member} holds {dtype}, neither numbers nor text"
        raise DamagedArchiveError(message)
    if count * _DOUBLE > room:
        raise BombError
    body = data[stream.tell() :]
    if min(shape, default=1) < 0 or len(body) != count * dtype.itemsize:
        message = f"{member} has {len(body)} bytes, not {count * dtype.itemsize}"
        raise DamagedArchiveError(message)
    flat = np.frombuffer(body, dtype=dtype, count=count)
    if dtype.kind == "U" and not _is_text(body, dtype):
        message = f"{member} holds what is no text"
        raise DamagedArchiveError(message)
    return flat.reshape(shape, order="F" if fortran else "C")


def _is_text(body: bytes, dtype: np.dtype[Any]) -> bool:
    """Whether every code point is a character that can be written."""
    order = ">" if dtype.byteorder == ">" else "<"
    points = np.frombuffer(body, dtype=f"{order}u4")
    return bool(((points < _SURROGATES[0]) | ((points > _SURROGATES[1]) & (points <= _LAST))).all())


def _header(stream: io.BytesIO) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Shape, order and type that an array's header claims."""
    version = np.lib.format.read_magic(stream)
    if version == (1, 0):
        return np.lib.format.read_array_header_1_0(stream)
    return np.lib.format.read_array_header_2_0(stream)
