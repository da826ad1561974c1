"""One connection to a node, and requests over it one after another."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol, Self

from lantu.errors import PeerError
from lantu.resolve.wire.codes import Code, Flag, Op
from lantu.resolve.wire.envelope import Envelope
from lantu.resolve.wire.limits import ENVELOPE, MESSAGE
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.octets import MalformedError
from lantu.resolve.wire.replies import Challenge, Refusal, Reply
from lantu.resolve.wire.requests import Answer

if TYPE_CHECKING:
    from lantu.resolve.wire.requests import Body
    from lantu.resolve.wire.values import Reference

PATIENCE: Final = 10.0
"""Seconds that a node may take for one answer."""


class Proving(Protocol):
    """Whoever asks, and can prove it."""

    @property
    def who(self) -> Reference:
        """The key it has."""

    def prove(self, data: bytes) -> bytes:
        """The answer to a challenge, by HS_PUBKEY."""


@dataclass(slots=True)
class Client:
    """Asks one node.

    Attributes:
        host: Its address.
        port: Its port.
        patience: Seconds that it may take for one answer.
    """

    host: str
    port: int
    patience: float = PATIENCE
    _socket: socket.socket | None = None
    _request: int = field(default=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def ask(self, op: Op, body: Body, *, flags: int = 0, proving: Proving | None = None) -> Reply:
        """Ask, and prove who asks where that is wanted.

        Args:
            op: What is asked.
            body: Of what.
            flags: How.
            proving: Whoever asks; nobody where left out.

        Raises:
            PeerError: The node is away, does not answer, or refuses.
        """
        message = Message(op=op, flags=flags, body=body.format())
        envelope, answer = self._sent(message, session=0)
        if answer.code == Code.CHALLENGE and proving is not None:
            envelope, answer = self._sent(_answer(answer, message, proving), envelope.session)
        reply = Reply.of(answer)
        if answer.code != Code.SUCCESS:
            raise PeerError(_said(self, answer, reply))
        return reply

    def _sent(self, message: Message, session: int) -> tuple[Envelope, Message]:
        self._request += 1
        envelope = Envelope(session=session, request=self._request)
        try:
            if self._socket is None:
                self._socket = socket.create_connection((self.host, self.port), self.patience)
            self._socket.sendall(envelope.before(message.format()))
            back = Envelope.parse(self._exactly(ENVELOPE))
            if back.length > MESSAGE or back.request != self._request:
                raise MalformedError(f"{self.host}:{self.port} answered what was not asked")
            return back, Message.parse(self._exactly(back.length))
        except OSError as error:
            raise PeerError(
                f"{self.host}:{self.port} does not answer: {error.strerror or error}",
                hint="is the node served there? lantu node serve DIR",
            ) from error

    def _exactly(self, count: int) -> bytes:
        found = b""
        while len(found) < count and self._socket is not None:
            octets = self._socket.recv(count - len(found))
            if not octets:
                raise PeerError(f"{self.host}:{self.port} hung up")
            found += octets
        return found


def _answer(challenge: Message, asked: Message, proving: Proving) -> Message:
    reply = Reply.of(challenge)
    if not isinstance(reply.body, Challenge) or reply.digest is None:
        raise MalformedError("a challenge without a nonce or a digest")
    version = Envelope().version
    if reply.digest != type(reply.digest).of(asked.signed_part, version):
        raise PeerError("the node asks to sign something that was not asked")
    proof = proving.prove(reply.body.nonce + reply.digest.octets)
    answer = Answer(
        kind="HS_PUBKEY", handle=proving.who.handle, index=proving.who.index, proof=proof
    )
    return replace(
        asked,
        op=Op.CHALLENGE_RESPONSE,
        flags=asked.flags & ~Flag.RETURN_DIGEST,
        body=answer.format(),
    )


def _said(client: Client, answer: Message, reply: Reply) -> str:
    """What a node refused, in words."""
    try:
        name = Code(answer.code).name.lower().replace("_", " ")
    except ValueError:
        name = "a code that is not known"
    words = reply.body.message if isinstance(reply.body, Refusal) else ""
    told = f"{client.host}:{client.port} refuses with {answer.code}, {name}"
    return f"{told}: {words}" if words else told
