"""Keys of a node: made, kept where nobody else reads them, and signed with."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any, Final

from lantu.errors import DataError, PlaceError
from lantu.resolve.engine.signatures import RSA
from lantu.resolve.wire.octets import string, text
from lantu.resolve.wire.records import PublicKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BITS: Final = 2_048
"""Of an RSA modulus; deployed clients read no longer ones in one datagram."""

_EXPONENT: Final = 65_537
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def make(path: Path) -> bytes:
    """Make an RSA key, keep it in a file that its owner alone reads, and tell its public part."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - only a node needs it
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415

    key = rsa.generate_private_key(_EXPONENT, BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    keep(path, pem)
    return public_part(pem)


def keep(path: Path, octets: bytes) -> None:
    """Keep a secret in a new file that its owner alone reads.

    Raises:
        PlaceError: There is such a file, or it cannot be written.
    """
    try:
        held = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise PlaceError(f"{path} cannot be written: {error.strerror}") from error
    with os.fdopen(held, "wb") as file:
        file.write(octets)


def secret(path: Path) -> bytes:
    """Read a secret.

    Raises:
        PlaceError: It cannot be read, or others than its owner may read it too.
    """
    try:
        octets, mode = path.read_bytes(), path.stat().st_mode
    except OSError as error:
        raise PlaceError(f"{path} cannot be read: {error.strerror}") from error
    if mode & _OTHERS:
        raise PlaceError(f"{path} can be read by others", hint=f"chmod 600 {path}")
    return octets


def _private(pem: bytes) -> Any:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415

    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise DataError(f"what should be a private key is none: {error}") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise DataError("a private key of another kind than RSA")
    return key


def public_part(pem: bytes) -> bytes:
    """The HS_PUBKEY of a private key.

    Raises:
        DataError: It is no RSA key.
    """
    numbers = _private(pem).public_key().public_numbers()
    return PublicKey(algorithm=RSA, parts=(_number(numbers.e), _number(numbers.n))).format()


def _number(value: int) -> bytes:
    """A number as two's complement: a leading zero where it would read as negative."""
    return value.to_bytes(value.bit_length() // 8 + 1)


def signer(pem: bytes) -> Callable[[bytes, str], bytes]:
    """What signs octets with a private key, by a hash of some name.

    Raises:
        DataError: It is no RSA key.
    """
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415

    key, named = _private(pem), {"SHA-256": hashes.SHA256(), "SHA1": hashes.SHA1()}  # noqa: S303 - old clients know no other

    def sign(octets: bytes, algorithm: str) -> bytes:
        signature: bytes = key.sign(octets, padding.PKCS1v15(), named[algorithm])
        return signature

    return sign


def proof(pem: bytes, data: bytes) -> bytes:
    """The answer to a challenge by the holder of a private key.

    Raises:
        DataError: It is no RSA key.
    """
    return text("SHA-256") + string(signer(pem)(data, "SHA-256"))
