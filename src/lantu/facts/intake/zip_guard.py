"""A zip archive that is what it says it is: whole, plain, and of a sane size once unpacked.

The sizes in an archive's directory are claims. Each part is unpacked once here, a block at
a time, and counted; only an archive whose parts are as large as they claim goes on.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from lantu.facts.limits import (
    MAX_UNPACKED_BYTES,
    MAX_UNPACKED_RATIO,
    MAX_WORKBOOK_PARTS,
    RATIO_MATTERS_FROM,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 1 << 20
_LOCAL_HEADER = struct.Struct("<26xHH")
_ENCRYPTED = 1


class DamagedArchiveError(ValueError):
    """The archive is cut off, or a part is not what the directory says."""


class LockedArchiveError(ValueError):
    """A part is encrypted."""


class BombError(ValueError):
    """The archive unpacks to an absurd size."""


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive in ``data``, every part of it counted.

    Raises:
        DamagedArchiveError: It is no whole archive.
        LockedArchiveError: It needs a password.
        BombError: It unpacks beyond the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise DamagedArchiveError(str(error)) from error
    if len(parts) > MAX_WORKBOOK_PARTS:
        raise BombError
    total = 0
    for part in parts:
        total += _unpacked(data, part, MAX_UNPACKED_BYTES - total)
    return archive


def _unpacked(data: bytes, part: zipfile.ZipInfo, room: int) -> int:
    """How many bytes a part unpacks to."""
    if part.flag_bits & _ENCRYPTED:
        raise LockedArchiveError
    size = 0
    for block in _blocks(_packed(data, part), part.compress_type):
        size += block
        absurd = size > RATIO_MATTERS_FROM and size > MAX_UNPACKED_RATIO * part.compress_size
        if size > room or absurd:
            raise BombError
    if size != part.file_size:
        message = f"part {part.filename!r} has {size} bytes, not {part.file_size}"
        raise DamagedArchiveError(message)
    return size


def _packed(data: bytes, part: zipfile.ZipInfo) -> memoryview:
    try:
        name, extra = _LOCAL_HEADER.unpack_from(data, part.header_offset)
    except struct.error as error:
        message = f"part {part.filename!r} is missing"
        raise DamagedArchiveError(message) from error
    start = part.header_offset + _LOCAL_HEADER.size + name + extra
    packed = memoryview(data)[start : start + part.compress_size]
    if len(packed) != part.compress_size:
        message = f"part {part.filename!r} is cut off"
        raise DamagedArchiveError(message)
    return packed


def _blocks(packed: memoryview, method: int) -> Iterator[int]:
    """Sizes of the blocks that ``packed`` unpacks to."""
    if method == zipfile.ZIP_STORED:
        yield len(packed)
        return
    if method != zipfile.ZIP_DEFLATED:
        message = f"compression method {method} is not used in workbooks"
        raise DamagedArchiveError(message)
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        block = stream.decompress(packed, _BLOCK)
        while block:
            yield len(block)
            block = stream.decompress(stream.unconsumed_tail, _BLOCK)
    except zlib.error as error:
        raise DamagedArchiveError(str(error)) from error
    if not stream.eof:
        message = "a part ends too soon"
        raise DamagedArchiveError(message)
