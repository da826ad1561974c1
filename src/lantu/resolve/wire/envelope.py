"""The envelope of twenty octets about every message, and messages cut into datagrams.

RFC 3652, §2.1.2 and §2.3; deployed software speaks versions 2.10 and 2.11.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lantu.resolve.wire.codes import EnvelopeFlag
from lantu.resolve.wire.limits import ENVELOPE, MESSAGE, PIECE
from lantu.resolve.wire.octets import MalformedError, Octets, int4

if TYPE_CHECKING:
    from collections.abc import Iterator

Version = tuple[int, int]
"""Major and minor."""

NEWEST: Version = (2, 11)
"""The version that lantu speaks."""

_SUGGESTED = 0x03
"""Bits of the third octet that hold the suggested major version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What is said about a message.

    Attributes:
        version: In which the message is written.
        suggested: In which the sender would be answered.
        flags: Whether the message is compressed, encrypted, or cut into datagrams, and bits
            of the same octet that mean nothing yet.
        session: The session it belongs to; 0 for none.
        request: Number of the request, which its reply repeats.
        sequence: Which piece of the message a datagram carries, from 0.
        length: Octets of the whole message.
    """

    version: Version = NEWEST
    suggested: Version = NEWEST
    flags: int = 0
    session: int = 0
    request: int = 0
    sequence: int = 0
    length: int = 0

    @classmethod
    def parse(cls, octets: bytes) -> Envelope:
        """Read the first twenty octets.

        Raises:
            MalformedError: There are fewer.
        """
        it = Octets(octets)
        version = (it.int1(), it.int1())
        third, fourth = it.int1(), it.int1()
        return cls(
            version=version,
            suggested=(third & _SUGGESTED, fourth),
            flags=third & ~_SUGGESTED,
            session=it.int4(),
            request=it.int4(),
            sequence=it.int4(),
            length=it.int4(),
        )

    def format(self) -> bytes:
        """Its twenty octets."""
        third = self.flags | self.suggested[0]
        numbers = (self.session, self.request, self.sequence, self.length)
        return bytes((*self.version, third, self.suggested[1])) + b"".join(map(int4, numbers))

    def before(self, message: bytes) -> bytes:
        """A whole message behind this envelope, whose length is set to the message's."""
        return replace(self, length=len(message)).format() + message

    @property
    def encrypted(self) -> bool:
        """Whether the message has to be decrypted with the session's key."""
        return bool(self.flags & EnvelopeFlag.ENCRYPTED)

    @property
    def answered_in(self) -> Version:
        """The version of a reply: what is suggested, else the message's own; at most ours."""
        return min(self.suggested if self.suggested[0] else self.version, NEWEST)

    @property
    def pieces(self) -> int:
        """How many datagrams the whole message takes."""
        return max(1, -(-self.length // PIECE))


def datagrams(envelope: Envelope, message: bytes, *, marked: bool) -> Iterator[bytes]:
    """A message as datagrams of at most 512 octets, each with an envelope of its own.

    Args:
        envelope: Of the whole; its sequence and length are set here.
        message: What follows the envelope.
        marked: Whether pieces say that they are pieces: those of requests do, those of
            replies of deployed servers do not.
    """
    whole = replace(envelope, length=len(message))
    flags = whole.flags | EnvelopeFlag.TRUNCATED if marked and whole.pieces > 1 else whole.flags
    for n in range(whole.pieces):
        piece = message[n * PIECE : (n + 1) * PIECE]
        yield replace(whole, flags=flags, sequence=n).format() + piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """Pieces of one message as they come in, in any order, some twice.

    Attributes:
        envelope: Of the first piece that came.
        parts: The pieces by their sequence; None where one has not come.
    """

    envelope: Envelope
    parts: tuple[bytes | None, ...]

    @classmethod
    def begun(cls, datagram: bytes) -> Assembly:
        """A message of which one datagram has come.

        Raises:
            MalformedError: Its length is beyond bounds, or it is no piece of such a message.
        """
        envelope = Envelope.parse(datagram)
        if envelope.length > MESSAGE:
            raise MalformedError(
                f"a message of {envelope.length} octets; at most {MESSAGE} are taken"
            )
        return cls(envelope=envelope, parts=(None,) * envelope.pieces).with_piece(datagram)

    def with_piece(self, datagram: bytes) -> Assembly:
        """The same with one datagram more; a piece that is there already is not replaced.

        Raises:
            MalformedError: A piece of another message, or not as long as its place.
        """
        envelope, piece = Envelope.parse(datagram), datagram[ENVELOPE:]
        if (envelope.request, envelope.length) != (self.envelope.request, self.envelope.length):
            raise MalformedError("a piece of another message")
        at = envelope.sequence
        if at >= len(self.parts) or len(piece) != self._room(at):
            raise MalformedError(
                f"piece {at} of {len(self.parts)} with {len(piece)} octets",
                hint="every piece but the last is full, and the last holds the rest",
            )
        if self.parts[at] is not None:
            return self
        return replace(self, parts=(*self.parts[:at], piece, *self.parts[at + 1 :]))

    def _room(self, at: int) -> int:
        return min(PIECE, self.envelope.length - at * PIECE)

    @property
    def message(self) -> bytes | None:
        """The whole message; None until every piece has come."""
        came = [part for part in self.parts if part is not None]
        return b"".join(came) if len(came) == len(self.parts) else None
