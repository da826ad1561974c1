"""Digests of requests, by which a reply says what it answers (RFC 3652, §2.2.3)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.resolve.wire.octets import MalformedError, Octets

if TYPE_CHECKING:
    from lantu.resolve.wire.envelope import Version

_NAMES = {1: "md5", 2: "sha1", 3: "sha256"}
_OLD, _MD5, _SHA1, _SHA256 = 0, 1, 2, 3
_LENGTHS = {_OLD: 16, _MD5: 16, _SHA1: 20, _SHA256: 32}
_SHA256_FROM: tuple[int, int] = (2, 7)
_SHA1_FROM: tuple[int, int] = (2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A digest of header and body of a request.

    Attributes:
        algorithm: 1 MD5, 2 SHA-1, 3 SHA-256; 0 is MD5 as the oldest clients know it.
        octets: The digest.
    """

    algorithm: int
    octets: bytes

    @classmethod
    def of(cls, signed_part: bytes, version: Version) -> Digest:
        """The digest that a peer of some version understands."""
        if version >= _SHA256_FROM:
            algorithm = _SHA256
        elif version >= _SHA1_FROM:
            algorithm = _SHA1
        else:
            algorithm = _OLD
        name = _NAMES[algorithm or _MD5]
        made = hashlib.new(name, signed_part, usedforsecurity=False).digest()
        return cls(algorithm=algorithm, octets=made)

    @classmethod
    def parse(cls, it: Octets) -> Digest:
        """Read it where ``it`` stands.

        Raises:
            MalformedError: An algorithm that nobody knows.
        """
        algorithm = it.int1()
        if algorithm not in _LENGTHS:
            raise MalformedError(f"digest algorithm {algorithm}; 0 to 3 are known")
        return cls(algorithm=algorithm, octets=it.take(_LENGTHS[algorithm]))

    def format(self) -> bytes:
        """Its octets."""
        return bytes((self.algorithm,)) + self.octets
