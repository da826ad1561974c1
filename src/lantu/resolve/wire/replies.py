"""Bodies of replies, by operation and how it went (RFC 3652, §3)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from lantu.resolve.wire.codes import Code, Flag, Op
from lantu.resolve.wire.digests import Digest
from lantu.resolve.wire.limits import MESSAGE
from lantu.resolve.wire.octets import Octets, int2, many, string, text
from lantu.resolve.wire.requests import OfHandle, WithValues
from lantu.resolve.wire.values import HandleValue, put_values, take_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.resolve.wire.message import Message
    from lantu.resolve.wire.requests import Body


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty body: it is done."""

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read nothing."""
        del it
        return cls()

    def format(self) -> bytes:
        """No octets."""
        return b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Octets that are a record of their own, such as a site or whether an answer was right."""

    octets: bytes

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Take all that is left."""
        return cls(octets=it.rest())

    def format(self) -> bytes:
        """Its octets."""
        return self.octets


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Handles or prefixes; a long list comes in several messages."""

    names: tuple[str, ...]

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(names=it.many(Octets.text, 4, MESSAGE))

    def format(self) -> bytes:
        """Its octets."""
        return many(map(text, self.names))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionAnswer:
    """What the key of a session is made of.

    Attributes:
        mode: As was asked.
        data: The key, encrypted, or the server's part of it.
    """

    mode: int
    data: bytes

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(mode=it.int2(), data=it.string())

    def format(self) -> bytes:
        """Its octets."""
        return int2(self.mode) + string(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a user has to prove their key on; the digest before it is part of the proof.

    Attributes:
        nonce: Octets never used before.
    """

    nonce: bytes

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(nonce=it.string())

    def format(self) -> bytes:
        """Its octets."""
        return string(self.nonce)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Who else is to be asked.

    Attributes:
        handle: Handle of the service; empty where ``values`` say it themselves.
        values: Sites or services that answer for the prefix.
    """

    handle: str
    values: tuple[HandleValue, ...] = ()

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(handle=it.text(), values=take_values(it) if it.left else ())

    def format(self) -> bytes:
        """Its octets."""
        return text(self.handle) + (put_values(self.values) if self.values else b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why not, in words; often none."""

    message: str = ""

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands; nothing at all is no words."""
        return cls(message=it.text() if it.left else "")

    def format(self) -> bytes:
        """Its octets."""
        return text(self.message)


REPLIES: Mapping[int, type[Body]] = MappingProxyType(
    {
        Op.RESOLUTION: WithValues,
        Op.SITE_INFO: Raw,
        Op.CREATE_HANDLE: OfHandle,
        Op.LIST_HANDLES: Names,
        Op.LIST_HOMED_PREFIXES: Names,
        Op.VERIFY_CHALLENGE: Raw,
        Op.SESSION_SETUP: SessionAnswer,
    }
)
"""The body of each operation's reply where it went well; of the others it is empty."""

_BY_CODE: Mapping[int, type[Body]] = MappingProxyType(
    {
        Code.CHALLENGE: Challenge,
        Code.SERVICE_REFERRAL: Referral,
        Code.PREFIX_REFERRAL: Referral,
    }
)


def reply_body(op: int, code: int) -> type[Body]:
    """What the body of a reply is."""
    if code == Code.SUCCESS:
        return REPLIES.get(op, Nothing)
    return _BY_CODE.get(code, Refusal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply's body, read.

    Attributes:
        digest: Of the request that it answers; None where the reply does not say.
        body: What it says.
        padding: Octets after it, which deployed servers append.
    """

    digest: Digest | None
    body: Body
    padding: bytes = b""

    @classmethod
    def of(cls, message: Message, *, digested: bool | None = None) -> Self:
        """Read the body of a reply.

        Args:
            message: The reply.
            digested: Whether it begins with a digest. As its flag says, and always in a
                challenge, where left out; replies of version 2.0 have no such flag.

        Raises:
            MalformedError: The octets are no such body.
        """
        it = Octets(message.body)
        if digested is None:
            digested = message.asks(Flag.RETURN_DIGEST) or message.code == Code.CHALLENGE
        digest = Digest.parse(it) if digested else None
        body = reply_body(message.op, message.code).parse(it)
        return cls(digest=digest, body=body, padding=it.rest())

    def format(self) -> bytes:
        """Its octets."""
        return (self.digest.format() if self.digest else b"") + self.body.format() + self.padding
