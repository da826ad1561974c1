"""Credentials: who stands for a message, by signature or by a session's code.

What is signed differs with the version: from 2.8 on, versions, session, request, counter,
then header and body; 2.7 leaves the suggested version out; before it header and body alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.resolve.wire.octets import Octets, int2, int4, string, text

if TYPE_CHECKING:
    from lantu.resolve.wire.envelope import Envelope

SIGNED = "HS_SIGNED"
"""Signed with the server's own key."""

CODED = "HS_MAC"
"""Authenticated with a session's key."""

_ALL_FROM: tuple[int, int] = (2, 8)
_ODD: tuple[int, int] = (2, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """Who stands for a message.

    Attributes:
        version: Of this record; 0.
        reserved: An octet that means nothing yet.
        options: Two octets that mean nothing yet.
        signer: Handle of the signer; deployed software leaves it empty.
        counter: Of a session's messages, so that none is heeded twice.
        kind: :data:`SIGNED` or :data:`CODED`.
        algorithm: Of the hash, such as ``SHA-256`` or ``HMAC-SHA256``.
        proof: Signature or code.
    """

    kind: str
    algorithm: str
    proof: bytes
    counter: int = 0
    signer: str = ""
    version: int = 0
    reserved: int = 0
    options: int = 0

    @classmethod
    def parse(cls, octets: bytes) -> Credential:
        """Read a whole credential.

        Raises:
            MalformedError: The octets are none.
        """
        it = Octets(octets)
        version, reserved, options = it.int1(), it.int1(), it.int2()
        signer, counter, kind = it.text(), it.int4(), it.text()
        inner = Octets(it.string())
        it.end()
        algorithm, proof = inner.text(), inner.string()
        inner.end()
        return cls(
            version=version,
            reserved=reserved,
            options=options,
            signer=signer,
            counter=counter,
            kind=kind,
            algorithm=algorithm,
            proof=proof,
        )

    def format(self) -> bytes:
        """Its octets."""
        first = bytes((self.version, self.reserved)) + int2(self.options)
        section = text(self.algorithm) + string(self.proof)
        return first + text(self.signer) + int4(self.counter) + text(self.kind) + string(section)


def vouched_for(envelope: Envelope, counter: int, signed_part: bytes) -> bytes:
    """The octets that a signature or code is of.

    Args:
        envelope: Of the message.
        counter: Of the session.
        signed_part: Header and body.
    """
    version = envelope.version
    if version < _ODD:
        return signed_part
    if version == _ODD:  # deployed servers leave most of these octets zero
        return bytes(version) + int4(envelope.session)[:2] + int4(counter) + bytes(6) + signed_part
    suggested = bytes(envelope.suggested) if version >= _ALL_FROM else b""
    numbers = int4(envelope.session) + int4(envelope.request) + int4(counter)
    return bytes(version) + suggested + numbers + signed_part
