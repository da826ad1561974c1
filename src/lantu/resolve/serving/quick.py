"""The plain question answered from octets to octets: public values of one handle.

What it answers, it answers as the engine does, octet for octet; whatever is not plain it
leaves to the engine.
"""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lantu.resolve.engine.names import is_prefix, key_of, prefix_of
from lantu.resolve.engine.node import STATUS
from lantu.resolve.engine.replying import ALWAYS, ECHOED
from lantu.resolve.store.coding import RESTRICTED
from lantu.resolve.wire.codes import Code, Flag, Op, Permission
from lantu.resolve.wire.envelope import NEWEST
from lantu.resolve.wire.limits import ENVELOPE, HEADER

if TYPE_CHECKING:
    from lantu.resolve.engine.policy import Policy
    from lantu.resolve.store import Reader

MOST_ASKED: Final = 64
"""Indexes or types of a plain question; more are left to the engine."""

_FIRST = struct.Struct(">BBBBIIII IIIHBBII I")
"""Envelope, header, and the length of the handle."""

_VALUE = struct.Struct(">IIBIBI")
"""A value up to the length of its type."""

_INT4 = struct.Struct(">I")
_REPLY = struct.Struct(">BBBBIIII IIIHBBII")
_LEAST: Final = ENVELOPE + HEADER + 16
_SUGGESTED: Final = 0x03
_NOT_PLAIN: Final = int(Flag.CERTIFY | Flag.RETURN_DIGEST | Flag.ENCRYPT)
_PUBLIC_ONLY: Final = int(Flag.PUBLIC_ONLY)
_ECHOED: Final = int(ECHOED | Flag.MINT)
_ALWAYS: Final = int(ALWAYS)
_PUBLIC: Final = int(Permission.PUBLIC_READ)
_NO_CREDENTIAL: Final = bytes(4)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a plain question asks for.

    Attributes:
        handle: As it was asked, with its length.
        key: Of the handle.
        indexes: Wanted indexes.
        types: Wanted types in upper case.
    """

    handle: bytes
    key: str
    indexes: tuple[int, ...]
    types: tuple[str, ...]


@dataclass(slots=True)
class Quick:
    """Answers plain questions.

    Attributes:
        reader: Of the store; whoever calls holds a moment of it where several are answered.
        policy: What the node is.
        resolutions: Handles resolved, by the handle of their prefix.
    """

    reader: Reader
    policy: Policy
    resolutions: Counter[str] = field(default_factory=Counter)

    def answer(self, octets: bytes, now: float) -> bytes | None:
        """The reply to one whole message with its envelope; None where it is not plain.

        Args:
            octets: The message.
            now: Seconds since 1970.
        """
        if len(octets) < _LEAST:
            return None
        first = _FIRST.unpack_from(octets)
        major, minor, third, fourth, session, request, sequence, length = first[:8]
        op, code, flags, _, recursion, _, _, body, _ = first[8:]
        if (
            op != Op.RESOLUTION
            or code
            or session
            or sequence
            or third & ~_SUGGESTED
            or flags & _NOT_PLAIN
            or not flags & _PUBLIC_ONLY
            or length != len(octets) - ENVELOPE
        ):
            return None
        asked = _asked(octets, body)
        found = None if asked is None else self._found(asked)
        if asked is None or found is None:
            return None
        suggested = third & _SUGGESTED
        version = min((suggested, fourth) if suggested else (major, minor), NEWEST)
        said = asked.handle + found
        return (
            _REPLY.pack(
                *version, NEWEST[0], NEWEST[1], 0, request, 0, HEADER + len(said) + 4,
                Op.RESOLUTION, Code.SUCCESS, flags & _ECHOED | _ALWAYS, self.policy.site_serial,
                recursion, 0, int(now) + self.policy.reply_seconds, len(said),
            )
            + said
            + _NO_CREDENTIAL
        )  # fmt: skip

    def _found(self, asked: _Asked) -> bytes | None:
        """Count and values; None where the engine has something else to say."""
        key, prefix = asked.key, prefix_of(asked.key)
        if key.startswith(STATUS) or not (is_prefix(key) or self.reader.homed(prefix)):
            return None
        record = self.reader.octets(key)
        if record is None:
            return None
        self.resolutions[prefix] += 1
        start = 3 + int.from_bytes(record[1:3])
        if not (asked.indexes or asked.types or record[0] & RESTRICTED):
            return record[start:] if any(record[start : start + 4]) else None
        values = _chosen(record, start, asked)
        return _INT4.pack(len(values)) + b"".join(values) if values else None


def _asked(octets: bytes, body: int) -> _Asked | None:
    """The question in a message; None where it is not plain."""
    end = ENVELOPE + HEADER + body
    if end + 4 != len(octets) or octets[end:] != _NO_CREDENTIAL:
        return None
    try:
        at = ENVELOPE + HEADER
        (length,) = _INT4.unpack_from(octets, at)
        handle, at = octets[at : at + 4 + length], at + 4 + length
        (count,) = _INT4.unpack_from(octets, at)
        if count > MOST_ASKED:
            return None
        indexes, at = struct.unpack_from(f">{count}I", octets, at + 4), at + 4 + 4 * count
        (count,) = _INT4.unpack_from(octets, at)
        at += 4
        types = []
        for _ in range(min(count, MOST_ASKED + 1)):
            (length,) = _INT4.unpack_from(octets, at)
            types.append(octets[at + 4 : at + 4 + length])
            at += 4 + length
        if at != end:
            return None
        key = key_of(handle[4:].decode())
        return _Asked(handle, key, indexes, tuple(each.decode().upper() for each in types))
    except (struct.error, UnicodeDecodeError):
        return None


def _chosen(record: bytes, at: int, asked: _Asked) -> list[bytes]:
    """The values of a record that are asked for and that anyone may read."""
    found = []
    (count,), at = _INT4.unpack_from(record, at), at + 4
    for _ in range(count):
        start = at
        index, _, _, _, permissions, length = _VALUE.unpack_from(record, at)
        kind, at = record[at + 18 : at + 18 + length], at + 18 + length
        at += 4 + _INT4.unpack_from(record, at)[0]
        at = _past_references(record, at)
        if permissions & _PUBLIC and _wants(asked, index, kind):
            found.append(record[start:at])
    return found


def _past_references(record: bytes, at: int) -> int:
    (count,), at = _INT4.unpack_from(record, at), at + 4
    for _ in range(count):
        at += 8 + _INT4.unpack_from(record, at)[0]
    return at


def _wants(asked: _Asked, index: int, kind: bytes) -> bool:
    if not (asked.indexes or asked.types) or index in asked.indexes:
        return True
    own = kind.decode("utf-8", "surrogateescape").upper()
    return any(
        own == each or (each.endswith(".") and f"{own}.".startswith(each)) for each in asked.types
    )
