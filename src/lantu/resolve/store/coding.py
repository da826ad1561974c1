"""Keys and records as they lie in the store.

A record is kept as its values go over the wire, so that answering a question for all of them
copies octets::

    flags · int2 length, handle · int4 n, n values

The handle is left out where it is written as its key is and the place tells that.
"""

from __future__ import annotations

import hashlib
from typing import Final

from lantu.resolve.engine.names import folded
from lantu.resolve.engine.records import Record
from lantu.resolve.wire.octets import Octets, int2
from lantu.resolve.wire.values import take_values

LONGEST: Final = 511
"""Octets of a key that LMDB takes, unless it is built otherwise."""

RESTRICTED: Final = 0x01
"""Some value of the record is not for everybody."""

_HASH: Final = 32
_KEPT: Final = "surrogateescape"


def place_of(key: str) -> bytes:
    """Where the record of a key lies.

    Keys of 510 octets or fewer are their own places. The place of a longer one begins with it
    and ends with its hash; it has 511 octets, so that no short key has the same.
    """
    octets = key.encode("utf-8", _KEPT)
    if len(octets) < LONGEST:
        return octets
    return octets[: LONGEST - _HASH] + hashlib.sha256(octets).digest()


def put_record(key: str, record: Record) -> bytes:
    """A record as octets."""
    handle = record.handle.encode("utf-8", _KEPT)
    if record.handle == key and len(handle) < LONGEST:
        handle = b""
    flags = 0 if all(value.public for value in record.values) else RESTRICTED
    return bytes((flags,)) + int2(len(handle)) + handle + record.packed


def take_record(key: str, octets: bytes) -> Record:
    """The record that some octets are.

    Raises:
        MalformedError: They are none.
    """
    it = Octets(octets, 1)
    handle = it.take(it.int2()).decode("utf-8", _KEPT)
    values = take_values(it)
    it.end()
    return Record(handle=handle or key, values=values)


def key_at(place: bytes, octets: bytes) -> str:
    """The key of the record that lies at a place."""
    if len(place) < LONGEST:
        return place.decode("utf-8", _KEPT)
    it = Octets(octets, 1)
    return folded(it.take(it.int2()).decode("utf-8", _KEPT))
