"""Values of a handle: index, time to live, permissions, type, data (RFC 3651, §3.1)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from lantu.resolve.wire.codes import Permission
from lantu.resolve.wire.limits import TYPES, VALUES
from lantu.resolve.wire.octets import Octets, int4, many, text

DAY = 86_400

PUBLIC = int(Permission.ADMIN_READ | Permission.ADMIN_WRITE | Permission.PUBLIC_READ)
SECRET = int(Permission.ADMIN_READ | Permission.ADMIN_WRITE)

_LEAST = 26
"""Octets of a value without type, data and references."""

_FIRST = struct.Struct(">IIBIBI")
"""A value up to the length of its type."""

_NO_REFERENCES = bytes(4)
_PUBLIC_READ = int(Permission.PUBLIC_READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One value of one handle.

    Attributes:
        handle: The handle.
        index: The value's index; 0 for any.
    """

    handle: str
    index: int

    @classmethod
    def parse(cls, it: Octets) -> Reference:
        """Read it where ``it`` stands."""
        return cls(handle=it.text(), index=it.int4())

    def format(self) -> bytes:
        """Its octets."""
        return text(self.handle) + int4(self.index)

    def __str__(self) -> str:
        return f"{self.index}:{self.handle}"


REFERENCE_LEAST = 8
"""Octets of a reference to the empty handle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleValue:
    """One value.

    Attributes:
        index: Its number in the handle, unsigned; 0 is refused where values are stored.
        timestamp: When it was last changed, seconds since 1970.
        ttl_type: 0 where ``ttl`` counts from being asked, 1 where it is a time.
        ttl: For how long it may be kept, seconds; or until when.
        permissions: Who may read and write it.
        type: What it is, such as ``URL``.
        data: Its octets.
        references: Other values it goes back to.
    """

    index: int
    type: str
    data: bytes
    timestamp: int = 0
    ttl_type: int = 0
    ttl: int = DAY
    permissions: int = PUBLIC
    references: tuple[Reference, ...] = ()

    @classmethod
    def parse(cls, it: Octets) -> HandleValue:
        """Read it where ``it`` stands.

        Raises:
            MalformedError: The octets are no value.
        """
        index, timestamp = it.int4(), it.int4()
        ttl_type, ttl, permissions = it.int1(), it.int4(), it.int1()
        return cls(
            index=index,
            timestamp=timestamp,
            ttl_type=ttl_type,
            ttl=ttl,
            permissions=permissions,
            type=it.text(),
            data=it.string(),
            references=it.many(Reference.parse, REFERENCE_LEAST, TYPES),
        )

    def format(self) -> bytes:
        """Its octets."""
        kind = self.type.encode("utf-8", "surrogateescape")
        first = _FIRST.pack(
            self.index, self.timestamp, self.ttl_type, self.ttl, self.permissions, len(kind)
        )
        data, references = self.data, _NO_REFERENCES
        if self.references:
            references = many([each.format() for each in self.references])
        return b"".join((first, kind, len(data).to_bytes(4), data, references))

    def stamped(self, time: int) -> HandleValue:
        """The same, last changed at a time; as it is where it says when that was."""
        if self.timestamp:
            return self
        return HandleValue(
            index=self.index,
            timestamp=time,
            ttl_type=self.ttl_type,
            ttl=self.ttl,
            permissions=self.permissions,
            type=self.type,
            data=self.data,
            references=self.references,
        )

    @property
    def public(self) -> bool:
        """Whether anyone may read it."""
        return bool(self.permissions & _PUBLIC_READ)

    def of_type(self, wanted: str) -> bool:
        """Whether its type is ``wanted``, case apart; ``URL.`` stands for all below ``URL``."""
        own, asked = self.type.upper(), wanted.upper()
        return own == asked or (asked.endswith(".") and f"{own}.".startswith(asked))


def take_values(it: Octets) -> tuple[HandleValue, ...]:
    """A count and as many values."""
    return it.many(HandleValue.parse, _LEAST, VALUES)


def put_values(values: tuple[HandleValue, ...]) -> bytes:
    """The same as octets."""
    return many([value.format() for value in values])
