"""Bodies of requests, by operation (RFC 3652, §3).

Every record is read by ``parse`` and written by ``format``, which are each other's inverse.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, Self

from lantu.resolve.wire.codes import Op, SessionMode
from lantu.resolve.wire.limits import TYPES
from lantu.resolve.wire.octets import MalformedError, Octets, int2, int4, many, string, text
from lantu.resolve.wire.values import HandleValue, put_values, take_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.resolve.wire.message import Message


class Body(Protocol):
    """What a message carries."""

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""

    def format(self) -> bytes:
        """Its octets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """Which values of a handle are wanted; all where neither indexes nor types are named."""

    handle: str
    indexes: tuple[int, ...] = ()
    types: tuple[str, ...] = ()

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(
            handle=it.text(),
            indexes=it.many(Octets.int4, 4, TYPES),
            types=it.many(Octets.text, 4, TYPES),
        )

    def format(self) -> bytes:
        """Its octets."""
        return text(self.handle) + many(map(int4, self.indexes)) + many(map(text, self.types))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfHandle:
    """Something is asked of a handle or prefix as a whole."""

    handle: str

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(handle=it.text())

    def format(self) -> bytes:
        """Its octets."""
        return text(self.handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithValues:
    """Values to be made, added or changed."""

    handle: str
    values: tuple[HandleValue, ...]

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(handle=it.text(), values=take_values(it))

    def format(self) -> bytes:
        """Its octets."""
        return text(self.handle) + put_values(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutValues:
    """Values to be removed."""

    handle: str
    indexes: tuple[int, ...]

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(handle=it.text(), indexes=it.many(Octets.int4, 4, TYPES))

    def format(self) -> bytes:
        """Its octets."""
        return text(self.handle) + many(map(int4, self.indexes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A user's answer to a challenge.

    Attributes:
        kind: ``HS_SECKEY`` or ``HS_PUBKEY``.
        handle: The user's handle.
        index: Index of the user's key in it.
        proof: What proves that the user has the key.
    """

    kind: str
    handle: str
    index: int
    proof: bytes

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(kind=it.text(), handle=it.text(), index=it.int4(), proof=it.string())

    def format(self) -> bytes:
        """Its octets."""
        return text(self.kind) + text(self.handle) + int4(self.index) + string(self.proof)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify:
    """Whether an answer given to somebody else is right."""

    handle: str
    index: int
    nonce: bytes
    digest: bytes
    proof: bytes

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        handle, index = it.text(), it.int4()
        return cls(
            handle=handle, index=index, nonce=it.string(), digest=it.string(), proof=it.string()
        )

    def format(self) -> bytes:
        """Its octets."""
        asked = text(self.handle) + int4(self.index)
        return asked + string(self.nonce) + string(self.digest) + string(self.proof)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSetup:
    """A session is asked for.

    Attributes:
        mode: Where its key comes from.
        timeout: Seconds for which it may lie idle.
        identity: Handle of the user; empty for nobody.
        index: Index of the user's key.
        key: Public key of a mode that sends one.
        key_handle: Handle that holds the key, in the mode that names one.
        key_index: Its index there.
    """

    mode: int
    timeout: int
    identity: str
    index: int
    key: bytes = b""
    key_handle: str = ""
    key_index: int = 0

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands; a mode that nobody knows has nothing more."""
        mode, timeout, identity, index = it.int2(), it.int4(), it.text(), it.int4()
        named = mode == SessionMode.HANDLE_KEY
        return cls(
            mode=mode,
            timeout=timeout,
            identity=identity,
            index=index,
            key=it.string() if mode in _SENDS_KEY else b"",
            key_handle=it.text() if named else "",
            key_index=it.int4() if named else 0,
        )

    def format(self) -> bytes:
        """Its octets."""
        asked = int2(self.mode) + int4(self.timeout) + text(self.identity) + int4(self.index)
        if self.mode in _SENDS_KEY:
            asked += string(self.key)
        elif self.mode == SessionMode.HANDLE_KEY:
            asked += text(self.key_handle) + int4(self.key_index)
        return asked


_SENDS_KEY = (SessionMode.CLIENT_KEY, SessionMode.DIFFIE_HELLMAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionKey:
    """The key of a session, encrypted for the server."""

    encrypted: bytes

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(encrypted=it.string())

    def format(self) -> bytes:
        """Its octets."""
        return string(self.encrypted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A user says who they are, for all that comes on the same connection (IDIS)."""

    handle: str
    index: int

    @classmethod
    def parse(cls, it: Octets) -> Self:
        """Read it where ``it`` stands."""
        return cls(handle=it.text(), index=it.int4())

    def format(self) -> bytes:
        """Its octets."""
        return text(self.handle) + int4(self.index)


REQUESTS: Mapping[int, type[Body]] = MappingProxyType(
    {
        Op.RESOLUTION: Resolve,
        Op.SITE_INFO: OfHandle,
        Op.CREATE_HANDLE: WithValues,
        Op.DELETE_HANDLE: OfHandle,
        Op.ADD_VALUE: WithValues,
        Op.REMOVE_VALUE: WithoutValues,
        Op.MODIFY_VALUE: WithValues,
        Op.LIST_HANDLES: OfHandle,
        Op.CHALLENGE_RESPONSE: Answer,
        Op.VERIFY_CHALLENGE: Verify,
        Op.HOME_PREFIX: OfHandle,
        Op.UNHOME_PREFIX: OfHandle,
        Op.LIST_HOMED_PREFIXES: OfHandle,
        Op.SESSION_SETUP: SessionSetup,
        Op.SESSION_TERMINATE: OfHandle,
        Op.SESSION_KEY_EXCHANGE: SessionKey,
        Op.LOGIN: Login,
    }
)
"""The body of each operation's request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request's body, read.

    Attributes:
        body: What is asked.
        padding: Octets after it, which deployed clients append.
    """

    body: Body
    padding: bytes = b""

    @classmethod
    def of(cls, message: Message) -> Self:
        """Read the body of a request.

        Raises:
            MalformedError: The octets are no such body, or nobody knows the operation.
        """
        if message.op not in REQUESTS:
            raise MalformedError(f"operation {message.op} is not known")
        it = Octets(message.body)
        return cls(body=REQUESTS[message.op].parse(it), padding=it.rest())

    def format(self) -> bytes:
        """Its octets."""
        return self.body.format() + self.padding
