"""Whether a signature was made with the private half of a public key.

Nothing secret is handled here, so that plain arithmetic will do: RSA with PKCS #1 v1.5
padding (RFC 8017, §8.2.2), and SM2 with SM3 (GB/T 32918.2), whose users are known by their
handles. Over ``data = nonce ‖ digest``; with SM2 over ``SM3(data)``.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from typing import Final

from lantu.resolve.engine.refusals import RefusedError
from lantu.resolve.engine.sm2 import OutsideError, Signature, point_of, verifies
from lantu.resolve.wire.codes import Code
from lantu.resolve.wire.octets import MalformedError, Octets
from lantu.resolve.wire.records import PublicKey

RSA, SM2 = "RSA_PUB_KEY", "SM2_PUB_KEY"

WEAK: Final = frozenset({"md5", "sha1"})
"""Hashes that count by a setting alone."""

LEAST_BITS: Final = 1_024
"""Of an RSA modulus; shorter ones have been factored since 1999."""

_NAMES: Final = {
    "SHA-256": "sha256",
    "SHA256": "sha256",
    "SHA-1": "sha1",
    "SHA1": "sha1",
    "MD5": "md5",
}
_PREFIXES: Final = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
    "md5": bytes.fromhex("3020300c06082a864886f70d020505000410"),
}
"""What says which hash follows (RFC 8017, §9.2)."""

_SHORTEST_PADDING: Final = 11


def signature_proves(key: bytes, data: bytes, proof: bytes, *, user: str, weak: bool) -> bool:
    """Whether a proof is the signature of some data by the holder of a key.

    Args:
        key: HS_PUBKEY.
        data: What was to be signed.
        proof: The answer: name of the hash, then the signature.
        user: Handle of the user.
        weak: Whether MD5 and SHA-1 count.

    Raises:
        RefusedError: A key or a proof that cannot be read, or a hash that does not count.
    """
    try:
        it = Octets(proof)
        name, signature = it.text(), it.string()
        found = PublicKey.parse(key)
    except MalformedError as error:
        raise RefusedError(Code.PROOF_FAILED) from error
    if found.algorithm == SM2 and name.upper() == "SM3":
        return _sm2(found.parts[0], data, signature, user)
    hashed = _NAMES.get(name.upper())
    if found.algorithm != RSA or hashed is None or (hashed in WEAK and not weak):
        raise RefusedError(Code.PROOF_FAILED)
    e, n = found.numbers
    return _rsa(e, n, hashed, data, signature)


def _rsa(e: int, n: int, hashed: str, data: bytes, signature: bytes) -> bool:
    """``s^e mod n`` has to be the one encoding that the hash has."""
    length = (n.bit_length() + 7) // 8
    digest = hashlib.new(hashed, data, usedforsecurity=False).digest()
    told = _PREFIXES[hashed] + digest
    if n.bit_length() < LEAST_BITS or len(signature) != length:
        return False
    padding = length - len(told) - 3
    if padding + 3 < _SHORTEST_PADDING:
        return False
    encoded = b"\0\1" + b"\xff" * padding + b"\0" + told
    return pow(int.from_bytes(signature), e, n).to_bytes(length) == encoded


def _sm2(pem: bytes, data: bytes, signature: bytes, user: str) -> bool:
    """The signature is of ``SM3(data)``, the user's id being the handle."""
    try:
        body = b"".join(line for line in pem.splitlines() if not line.startswith(b"-----"))
        point = point_of(b64decode(body, validate=True))
        told = Signature.parse(signature)
    except (ValueError, OutsideError) as error:
        raise RefusedError(Code.PROOF_FAILED) from error
    message = hashlib.new("sm3", data).digest()
    return verifies(point, message, told, user.encode())
