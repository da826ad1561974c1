"""What a worker hands back and a checkpoint keeps: one line of text a chunk.

A checkpoint is a header, then lines in the order in which chunks were done::

    lantu-batch {"format": 1, …}
    SHA-256 {"chunk": 0, "tries": [{"found": {"loss": 0.25, "daily": "AAAAAAAA0D8="}}]}
    SHA-256 {"chunk": 2, "tries": [{"fault": "DataError: …"}]}

Numbers are as Python prints them, which loses nothing; series are Base64 of their IEEE 754
doubles, least byte first. Nothing of a checkpoint is ever executed. Bytes in, values out:
reading and writing files is :mod:`lantu.workbench.batches.checkpoint`'s.
"""

from __future__ import annotations

import json
import operator
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np

from lantu.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.workbench.batches.trials import Floats, Record

    Header: TypeAlias = Mapping[str, Any]
    Value = TypeVar("Value", float, Floats)

MAGIC = b"lantu-batch "
_DOUBLE = np.dtype("<f8")
_DIGEST = 64


@dataclass(frozen=True, slots=True)
class Fault:
    """A try that an engine gave up.

    Attributes:
        said: What it said.
    """

    said: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a checkpoint says.

    Attributes:
        payloads: What was found, by number of chunk.
        length: Bytes up to the end of the last whole line.
        dropped: Lines that are not what was written, half-written ones among them.
    """

    payloads: dict[int, str] = field(default_factory=dict)
    length: int = 0
    dropped: int = 0


def header_line(header: Header) -> bytes:
    """The first line of a checkpoint."""
    return MAGIC + json.dumps(header, sort_keys=True).encode() + b"\n"


def chunk_line(payload: str) -> bytes:
    """A line that tells whether it is whole."""
    data = payload.encode()
    return sha256(data).hexdigest().encode() + b" " + data + b"\n"


def kept(data: bytes, lengths: Sequence[int]) -> Kept:
    """The chunks of a checkpoint whose lines are what was written.

    Args:
        data: All of it, its header among it.
        lengths: Tries of each chunk of the batch.
    """
    length = data.rfind(b"\n") + 1
    lines = data[:length].split(b"\n")[1:-1]
    payloads: dict[int, str] = {}
    dropped = int(length < len(data))
    for line in lines:
        found = _whole(line)
        number = -1 if found is None else _number(found, lengths)
        if found is None or number < 0:
            dropped += 1
        else:
            payloads[number] = found
    return Kept(payloads, length, dropped)


def header_of(data: bytes) -> Header | None:
    """The header of a checkpoint; None where this is none."""
    first, newline, _ = data.partition(b"\n")
    if not (newline and first.startswith(MAGIC)):
        return None
    try:
        said = json.loads(first[len(MAGIC) :])
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _whole(line: bytes) -> str | None:
    digest, space, data = line[:_DIGEST], line[_DIGEST : _DIGEST + 1], line[_DIGEST + 1 :]
    if space != b" " or sha256(data).hexdigest().encode() != digest:
        return None
    return data.decode(errors="replace")


def _number(payload: str, lengths: Sequence[int]) -> int:
    """The number of a chunk; -1 where it is none of this batch, whatever its checksum says."""
    try:
        number, tries = unpacked(payload)
    except DataError:
        return -1
    fits = 0 <= number < len(lengths) and lengths[number] == len(tries)
    return number if fits else -1


def packed(number: int, tries: Sequence[Record | Fault]) -> str:
    """What a chunk found, as text; equal finds give equal text."""
    told = [
        {"fault": each.said} if isinstance(each, Fault) else {"found": _told(each)}
        for each in tries
    ]
    return json.dumps({"chunk": number, "tries": told}, ensure_ascii=False, allow_nan=False)


def unpacked(payload: str) -> tuple[int, list[Record | Fault]]:
    """What :func:`packed` packed.

    Raises:
        DataError: It is none of its texts.
    """
    try:
        told = json.loads(payload)
        return operator.index(told["chunk"]), [
            Fault(str(each["fault"])) if "fault" in each else _found(each["found"])
            for each in told["tries"]
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DataError("a line of a checkpoint that lantu did not write") from error


def _told(record: Record) -> dict[str, float | str]:
    return {
        name: value
        if isinstance(value, float)
        else b64encode(value.astype(_DOUBLE).tobytes()).decode()
        for name, value in record.items()
    }


def _found(told: Mapping[str, float | str]) -> Record:
    return {name: _value(each) for name, each in told.items()}


def _value(told: float | str) -> float | Floats:
    """A number, or a series.

    Raises:
        TypeError: It is neither.
        ValueError: It is no Base64 of doubles, or not finite.
    """
    if not isinstance(told, str):
        return _finite(float(told))
    data = b64decode(told, validate=True)
    return _finite(np.frombuffer(data, _DOUBLE).astype(np.float64))


def _finite(value: Value) -> Value:
    if not np.isfinite(value).all():
        raise ValueError(value)
    return value
