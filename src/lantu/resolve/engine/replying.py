"""How replies are written: flags, versions, digests, signatures, long lists in parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lantu.resolve.wire.codes import Code, EnvelopeFlag, Flag
from lantu.resolve.wire.credential import SIGNED, Credential, vouched_for
from lantu.resolve.wire.digests import Digest
from lantu.resolve.wire.envelope import NEWEST, Envelope
from lantu.resolve.wire.limits import HEADER
from lantu.resolve.wire.message import NO_SITE, Message
from lantu.resolve.wire.replies import Names, Refusal, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.resolve.engine.policy import Policy
    from lantu.resolve.wire.requests import Body

ECHOED = (
    Flag.CERTIFY
    | Flag.ENCRYPT
    | Flag.CACHE_CERTIFIED
    | Flag.PUBLIC_ONLY
    | Flag.RETURN_DIGEST
    | Flag.NO_REFERRAL
)
"""Flags of a request that its reply repeats."""

ALWAYS = Flag.AUTHORITATIVE | Flag.RECURSE
"""Flags of every reply."""

UNREAD = Flag.RECURSE | Flag.CACHE_CERTIFIED | Flag.PUBLIC_ONLY
"""Flags of the reply to what could not be read."""

NO_REQUEST = 0xFFFF_FFFF
"""Request number of that reply."""

UNREAD_VERSION = (2, 3)
"""Version of its envelope."""

FLAGGED_FROM: tuple[int, int] = (2, 1)
"""Versions before it get a digest without the flag that says so."""

SHA256_FROM: tuple[int, int] = (2, 7)
"""Versions before it get signatures by SHA-1, the only ones that they know."""

PAGE = 50
"""Names in one message of a long list, as deployed servers send them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a reply answers.

    Attributes:
        envelope: Of the message that came last, which the reply's envelope repeats.
        message: The request; the one that was challenged where its answer came last.
    """

    envelope: Envelope
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a reply says.

    Attributes:
        code: How it went.
        body: What was found or is to be said.
        session: A session that begins with it; 0 where none does.
        overwrote: Whether something that was there gave way.
    """

    code: Code
    body: Body
    session: int = 0
    overwrote: bool = False


def replies(
    policy: Policy, now: float, exchange: Exchange, said: Said
) -> tuple[tuple[Envelope, Message], ...]:
    """The messages that answer an exchange; several where a list is long."""
    parts = [*_parts(said.body)]
    return tuple(
        _reply(policy, now, exchange, replace(said, body=part), more=n < len(parts))
        for n, part in enumerate(parts, 1)
    )


def _parts(body: Body) -> Iterator[Body]:
    if not isinstance(body, Names) or not body.names:
        yield body
        return
    for at in range(0, len(body.names), PAGE):
        yield Names(names=body.names[at : at + PAGE])


def _reply(
    policy: Policy, now: float, exchange: Exchange, said: Said, *, more: bool
) -> tuple[Envelope, Message]:
    asked, envelope = exchange.message, _envelope(exchange.envelope, said)
    flags = asked.flags & ECHOED | ALWAYS
    flags |= Flag.MORE_FOLLOWS * more | Flag.OVERWRITE * said.overwrote
    if said.code == Code.SUCCESS:
        flags |= asked.flags & Flag.MINT
    digest = b""
    if asked.asks(Flag.RETURN_DIGEST) or said.code == Code.CHALLENGE:
        digest = digest_for(exchange).format()
        flagged = envelope.version >= FLAGGED_FROM
        flags = flags | Flag.RETURN_DIGEST if flagged else flags & ~Flag.RETURN_DIGEST
    message = Message(
        op=asked.op,
        code=said.code,
        flags=flags,
        site_serial=policy.site_serial,
        recursion=asked.recursion,
        expires=int(now) + policy.reply_seconds,
        body=digest + said.body.format(),
    )
    if asked.asks(Flag.CERTIFY) and policy.sign is not None:
        message = replace(message, credential=signed(policy, envelope, message).format())
    return envelope, message


def digest_for(exchange: Exchange) -> Digest:
    """The digest of a request, in the way its sender understands."""
    return Digest.of(exchange.message.signed_part, exchange.envelope.answered_in)


def _envelope(asked: Envelope, said: Said) -> Envelope:
    return Envelope(
        version=asked.answered_in,
        suggested=NEWEST,
        flags=asked.flags & ~EnvelopeFlag.ENCRYPTED,
        session=said.session or asked.session,
        request=asked.request,
    )


def signed(policy: Policy, envelope: Envelope, message: Message) -> Credential:
    """The site's signature of a message.

    Raises:
        ValueError: The node has no key to sign with.
    """
    if policy.sign is None:
        message_ = "a node without a key cannot sign"
        raise ValueError(message_)
    algorithm = "SHA-256" if envelope.version >= SHA256_FROM else "SHA1"
    proof = policy.sign(vouched_for(envelope, 0, message.signed_part), algorithm)
    return Credential(kind=SIGNED, algorithm=algorithm, proof=proof)


def unread(policy: Policy, now: float, octets: bytes) -> tuple[Envelope, Message]:
    """The reply to what is no message."""
    if len(octets) < HEADER:
        return unheard(policy, now, Code.PROTOCOL_ERROR, "Invalid message length")
    if not any(octets[:4]):
        return unheard(policy, now, Code.PROTOCOL_ERROR, "Unknown opCode in message: 0")
    return unheard(policy, now, Code.ERROR, "Server error processing request, see server logs")


def unheard(policy: Policy, now: float, code: Code, words: str) -> tuple[Envelope, Message]:
    """A reply to nothing in particular: what was sent could not be read."""
    message = Message(
        op=0,
        code=code,
        flags=UNREAD,
        site_serial=NO_SITE,
        expires=int(now) + policy.reply_seconds,
        body=Refusal(message=words).format(),
    )
    return Envelope(version=UNREAD_VERSION, request=NO_REQUEST), message


def busy(policy: Policy, now: float, asked: Envelope) -> tuple[Envelope, Message]:
    """The reply to somebody who asks too much: no longer than the shortest question."""
    message = Message(
        op=0,
        code=Code.BUSY,
        flags=UNREAD,
        site_serial=NO_SITE,
        expires=int(now) + policy.reply_seconds,
        body=Refusal().format(),
    )
    return Envelope(version=asked.answered_in, request=asked.request), message


def unkept(policy: Policy, envelope: Envelope, message: Message, words: str) -> Message:
    """A reply that said that something was done, where it could not be kept.

    Args:
        policy: Of the node.
        envelope: Of the reply.
        message: The reply.
        words: Why not.
    """
    said = replace(Reply.of(message), body=Refusal(message=words))
    told = replace(message, code=Code.READ_ONLY, body=said.format(), credential=b"")
    if message.credential:
        told = replace(told, credential=signed(policy, envelope, told).format())
    return told
