"""Whether an answer to a challenge proves a secret key.

Over ``data = nonce ‖ digest``: a hash of ``key ‖ data ‖ key``, an HMAC, or an HMAC with a key
derived by PBKDF2 (RFC 8018), which clients since 2.7 send.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from lantu.resolve.engine.refusals import RefusedError
from lantu.resolve.wire.codes import Code
from lantu.resolve.wire.octets import MalformedError, Octets

MD5, SHA1, SHA256 = 1, 2, 3
HMAC_SHA1, HMAC_SHA256 = 0x12, 0x13
PBKDF2: Final = 0x22

WEAK: Final = frozenset({MD5, SHA1, HMAC_SHA1})
"""Proofs that count by a setting alone; HMAC-SHA1 under PBKDF2 is not among them."""

MOST_ROUNDS: Final = 1_000_000
"""Rounds of PBKDF2 that are worked through: more would let a stranger keep a processor busy."""

_BITS = 8
_LONGEST = 64
_HASHES = {MD5: "md5", SHA1: "sha1", SHA256: "sha256"}
_MACS = {HMAC_SHA1: "sha1", HMAC_SHA256: "sha256"}


def secret_proves(secret: bytes, data: bytes, proof: bytes, *, weak: bool) -> bool:
    """Whether a proof was made with a secret key.

    Args:
        secret: The key.
        data: What was to be proved on.
        proof: The answer: an octet that says how, then the rest.
        weak: Whether MD5 and SHA-1 count.

    Raises:
        RefusedError: No proof at all, or made in a way that nobody knows or that does not count.
    """
    try:
        it = Octets(proof)
        how = it.int1()
        if how in WEAK and not weak:
            raise RefusedError(Code.PROOF_FAILED, "proofs by MD5 and SHA-1 do not count here")
        return hmac.compare_digest(*_made(how, it, secret, data))
    except MalformedError as error:
        raise RefusedError(Code.PROOF_UNREADABLE) from error


def _made(how: int, it: Octets, secret: bytes, data: bytes) -> tuple[bytes, bytes]:
    """What the proof should be, and what it is."""
    if how in _HASHES:
        return hashlib.new(_HASHES[how], secret + data + secret).digest(), it.rest()
    if how in _MACS:
        return hmac.digest(secret, data, _MACS[how]), it.rest()
    if how == PBKDF2:
        salt, rounds, bits, given = it.string(), it.int4(), it.int4(), it.string()
        if not (0 < rounds <= MOST_ROUNDS and 0 < bits <= _LONGEST * _BITS):
            raise RefusedError(Code.PROOF_UNREADABLE, "rounds or length of the key beyond bounds")
        key = hashlib.pbkdf2_hmac("sha1", secret, salt, rounds, bits // _BITS)
        return hmac.digest(key, data, "sha1"), given
    raise RefusedError(Code.PROOF_UNREADABLE)
