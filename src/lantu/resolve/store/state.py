"""One number for all records, kept as they change: ``S = Σ H(place ‖ record) mod 2^2048``.

What order records came in makes no difference, so that a copy that took another way to the
same records has the same number (AdHash: Bellare & Micciancio 1997; at this width Wagner's
generalised birthday attack stays out of reach).
"""

from __future__ import annotations

import hashlib
from typing import Final

WIDTH: Final = 256
"""Octets of the number."""

_MODULUS: Final = 1 << 8 * WIDTH


def weight(place: bytes, record: bytes) -> int:
    """What one record adds."""
    told = len(place).to_bytes(2) + place + record
    return int.from_bytes(hashlib.shake_128(told).digest(WIDTH))


def plus(state: int, change: int) -> int:
    """The number after a record came (its weight) or went (minus its weight)."""
    return (state + change) % _MODULUS


def told(state: int) -> bytes:
    """The number as a hash of thirty-two octets."""
    return hashlib.sha256(state.to_bytes(WIDTH)).digest()
