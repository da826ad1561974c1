"""SM2 signatures checked with plain numbers (GB/T 32918.2-2016, curve of GB/T 32918.5).

e = H(Z_A ‖ M),  t = r + s mod n,  (x, y) = s·G + t·P,  r = e + x mod n
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, TypeAlias

P: Final = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFF_00000000_FFFFFFFF_FFFFFFFF
A: Final = P - 3
B: Final = 0x28E9FA9E_9D9F5E34_4D5A9E4B_CF6509A7_F39789F5_15AB8F92_DDBCBD41_4D940E93
N: Final = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_7203DF6B_21C6052B_53BBF409_39D54123
G: Final = (
    0x32C4AE2C_1F198119_5F990446_6A39C994_8FE30BBF_F2660BE1_715A4589_334C74C7,
    0xBC3736A2_F4F6779C_59BDCEE3_6B692153_D0A9877C_C62A4740_02DF32E5_2139F0A0,
)

LENGTH: Final = 32
_UNCOMPRESSED: Final = b"\x04"
_SEQUENCE, _INTEGER, _BITS = 0x30, 0x02, 0x03
_LONG = 0x80

Point: TypeAlias = tuple[int, int] | None
"""Coordinates; None is the point at infinity."""


class OutsideError(ValueError):
    """What was given is no point of the curve, or no signature."""


@dataclass(frozen=True, slots=True)
class Signature:
    """``(r, s)``."""

    r: int
    s: int

    @classmethod
    def parse(cls, der: bytes) -> Signature:
        """Read ``SEQUENCE { r INTEGER, s INTEGER }`` and nothing else.

        Raises:
            OutsideError: The octets are none.
        """
        body, rest = _part(der, _SEQUENCE)
        r, more = _part(body, _INTEGER)
        s, end = _part(more, _INTEGER)
        if rest or end:
            raise OutsideError("octets after a signature")
        return cls(int.from_bytes(r), int.from_bytes(s))


def _part(der: bytes, tag: int) -> tuple[bytes, bytes]:
    """The contents of the first part, which has to have a tag, and what follows it."""
    if len(der) < 2 or der[0] != tag:  # noqa: PLR2004 - tag and length
        raise OutsideError(f"a part of tag {tag} is missing")
    length, at = der[1], 2
    if length >= _LONG:
        count = length - _LONG
        length, at = int.from_bytes(der[2 : 2 + count]), 2 + count
    if at + length > len(der):
        raise OutsideError("a part is cut short")
    return der[at : at + length], der[at + length :]


def point_of(der: bytes) -> tuple[int, int]:
    """The point of a SubjectPublicKeyInfo (RFC 5280, §4.1).

    Raises:
        OutsideError: It holds none, or one that is not on the curve.
    """
    body, _ = _part(der, _SEQUENCE)
    _, rest = _part(body, _SEQUENCE)
    bits, _ = _part(rest, _BITS)
    octets = bits.removeprefix(b"\0")
    if not octets.startswith(_UNCOMPRESSED) or len(octets) != 1 + 2 * LENGTH:
        raise OutsideError("no uncompressed point of this curve")
    x, y = (int.from_bytes(octets[n : n + LENGTH]) for n in (1, 1 + LENGTH))
    if not (x < P and y < P and (y * y - (x * x * x + A * x + B)) % P == 0):
        raise OutsideError("a point that is not on the curve")
    return x, y


def verifies(key: tuple[int, int], message: bytes, signature: Signature, user: bytes) -> bool:
    """Whether a signature of a message was made by the holder of a key.

    Args:
        key: The public point.
        message: ``M``.
        signature: ``(r, s)``.
        user: The signer's id.
    """
    r, s = signature.r, signature.s
    t = (r + s) % N
    if not (0 < r < N and 0 < s < N) or t == 0:
        return False
    e = int.from_bytes(hashlib.new("sm3", identity(key, user) + message).digest())
    point = add(times(s, G), times(t, key))
    return point is not None and (e + point[0]) % N == r


def identity(key: tuple[int, int], user: bytes) -> bytes:
    """``Z_A``: the hash of who signs, the curve and the key."""
    numbers = (A, B, *G, *key)
    told = (8 * len(user)).to_bytes(2) + user + b"".join(each.to_bytes(LENGTH) for each in numbers)
    return hashlib.new("sm3", told).digest()


def add(one: Point, other: Point) -> Point:
    """The sum of two points."""
    if one is None or other is None:
        return one if other is None else other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % P == 0:
            return None
        slope = (3 * x1 * x1 + A) * pow(2 * y1, -1, P) % P
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, P) % P
    x = (slope * slope - x1 - x2) % P
    return x, (slope * (x1 - x) - y1) % P


def times(k: int, point: Point) -> Point:
    """``k`` times a point."""
    found: Point = None
    while k:
        if k & 1:
            found = add(found, point)
        point, k = add(point, point), k >> 1
    return found
