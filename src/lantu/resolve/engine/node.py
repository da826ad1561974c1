"""The node: one request in, one reply out, and what is to last before it goes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from lantu.resolve.engine.authority import among, entitled
from lantu.resolve.engine.challenges import Challenges, Pending
from lantu.resolve.engine.deeds import DEEDS, Asked, overwrites
from lantu.resolve.engine.keys import key_proves
from lantu.resolve.engine.names import is_prefix, key_of, prefix_of
from lantu.resolve.engine.referral import delegation
from lantu.resolve.engine.refusals import ELSEWHERE, NO_SESSION, RefusedError
from lantu.resolve.engine.replying import Exchange, Said, digest_for, replies, unheard, unread
from lantu.resolve.engine.selecting import public, restricted, wanted
from lantu.resolve.wire.codes import AdminRight, Code, Flag, Op
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.octets import MalformedError
from lantu.resolve.wire.replies import Challenge, Nothing, Raw, Referral, Refusal
from lantu.resolve.wire.requests import Answer, Login, Request, Resolve, Verify, WithValues
from lantu.resolve.wire.values import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lantu.resolve.engine.channel import Channel
    from lantu.resolve.engine.deeds import Fresh
    from lantu.resolve.engine.policy import Policy
    from lantu.resolve.engine.records import Change, Records
    from lantu.resolve.wire.envelope import Envelope
    from lantu.resolve.wire.requests import Body
    from lantu.resolve.wire.values import HandleValue

RETIRED: Final[Mapping[int, str]] = MappingProxyType(
    {1000: "Next txn id no longer supported; upgrade required"}
)
"""Operations of old replication, and what deployed servers say of them."""

SESSIONS: Final[Mapping[int, tuple[Code, str]]] = MappingProxyType(
    {
        Op.SESSION_SETUP: (Code.SESSION_FAILED, "Unrecognized key exchange mode"),
        Op.SESSION_TERMINATE: (Code.SESSION_EXPIRED, "Can not get session info."),
        Op.SESSION_KEY_EXCHANGE: (Code.SESSION_EXPIRED, NO_SESSION),
    }
)
"""What is said of sessions to those who have none, or ask for a kind that there is not."""

UNDECIPHERED: Final = "Invalid session id. Unable to decrypt request message."

STATUS: Final = "0.SITE/"
"""Handles by which some servers tell of themselves; here nothing is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What goes back.

    Attributes:
        replies: Envelope and message of each; several of a long list.
        change: What is to last before any of them goes; None where nothing is.
        who: Whoever says to be behind the request; None for anybody.
    """

    replies: tuple[tuple[Envelope, Message], ...]
    change: Change | None = None
    who: Reference | None = None


@dataclass(slots=True, kw_only=True)
class Node:
    """A node that answers.

    Attributes:
        records: The records.
        policy: What it is and allows.
        fresh: Where the time, and what was never used before, come from.
        challenges: Those that are out.
    """

    records: Records
    policy: Policy
    fresh: Fresh
    challenges: Challenges = field(default_factory=Challenges)

    def answer(self, envelope: Envelope, octets: bytes, channel: Channel | None = None) -> Outcome:
        """Answer one message.

        Args:
            envelope: Of the message.
            octets: What follows the envelope.
            channel: The connection it came on, where that is kept open.
        """
        if envelope.encrypted:
            return self._unheard(Code.SESSION_FAILED, UNDECIPHERED)
        try:
            message = Message.parse(octets[: envelope.length])
            body = _body(message)
        except MalformedError:
            whole = octets[: envelope.length]
            return Outcome(replies=(unread(self.policy, self.fresh.now(), whole),))
        exchange = Exchange(envelope=envelope, message=message)
        if isinstance(body, Answer):
            return self._answered(exchange, body, channel)
        who = channel.users.get(envelope.session) if channel and envelope.session else None
        if who is not None:
            return self._for(who, exchange, body)
        return self._told(exchange, self._said(exchange, body, channel))

    def _unheard(self, code: Code, words: str) -> Outcome:
        return Outcome(replies=(unheard(self.policy, self.fresh.now(), code, words),))

    def _told(
        self,
        exchange: Exchange,
        said: Said,
        change: Change | None = None,
        who: Reference | None = None,
    ) -> Outcome:
        sent = replies(self.policy, self.fresh.now(), exchange, said)
        return Outcome(replies=sent, change=change, who=who)

    def _said(self, exchange: Exchange, body: Body, channel: Channel | None) -> Said:
        """What is said to somebody who has proved nothing."""
        try:
            if isinstance(body, Login):
                return self._login(exchange, channel)
            _refuse_session(exchange)
            return self._to_anybody(exchange, body)
        except RefusedError as refusal:
            return _refusal(refusal)

    def _to_anybody(self, exchange: Exchange, body: Body) -> Said:
        message = exchange.message
        if isinstance(body, Resolve):
            return self._resolved(exchange, body)
        if isinstance(body, Verify):
            return Said(code=Code.SUCCESS, body=Raw(octets=bytes((self._verified(body),))))
        if message.op == Op.SITE_INFO:
            return Said(code=Code.SUCCESS, body=Raw(octets=self.policy.site))
        if message.op in SESSIONS:
            raise RefusedError(*SESSIONS[message.op])
        if message.op not in DEEDS:
            raise RefusedError(Code.NOT_SUPPORTED, RETIRED.get(message.op, ""))
        DEEDS[message.op].look(self._asked(message, body))
        return self._challenge(exchange)

    def _asked(self, message: Message, body: Body) -> Asked:
        return Asked(self.records, message, body, self.fresh)

    def _resolved(self, exchange: Exchange, asked: Resolve) -> Said:
        key = key_of(asked.handle)
        if key.startswith(STATUS):
            raise RefusedError(Code.VALUES_NOT_FOUND)
        if not is_prefix(key) and not self.records.homed(prefix_of(key)):
            raise RefusedError(Code.NOT_RESPONSIBLE, ELSEWHERE)
        record = self.records.get(key)
        if record is None:
            return self._missing(exchange.message, key)
        values = wanted(record, asked)
        if exchange.message.asks(Flag.PUBLIC_ONLY):
            values = public(values)
        elif restricted(values):
            return self._challenge(exchange)
        return _found(asked, values)

    def _missing(self, message: Message, key: str) -> Said:
        others = () if message.asks(Flag.NO_REFERRAL) else delegation(self.records, key)
        if not others:
            raise RefusedError(Code.HANDLE_NOT_FOUND)
        return Said(code=Code.PREFIX_REFERRAL, body=Referral(handle="", values=others))

    def _verified(self, body: Verify) -> bool:
        answer = Answer(kind="HS_SECKEY", handle=body.handle, index=body.index, proof=body.proof)
        try:
            return key_proves(self.records, self.policy, answer, body.nonce + body.digest)
        except RefusedError:
            return False

    def _challenge(self, exchange: Exchange) -> Said:
        nonce, pending = self._pending(exchange)
        session = self.fresh.session()
        self.challenges.put(session, pending, self.fresh.now())
        return Said(code=Code.CHALLENGE, body=Challenge(nonce=nonce), session=session)

    def _login(self, exchange: Exchange, channel: Channel | None) -> Said:
        session = exchange.envelope.session
        if channel is None or not session or not channel.has_room(session):
            raise RefusedError(Code.NOT_SUPPORTED, "a login needs a connection of its own")
        nonce, channel.pending[session] = self._pending(exchange)
        return Said(code=Code.CHALLENGE, body=Challenge(nonce=nonce))

    def _pending(self, exchange: Exchange) -> tuple[bytes, Pending]:
        nonce = self.fresh.nonce()
        return nonce, Pending(
            envelope=exchange.envelope,
            message=exchange.message,
            data=nonce + digest_for(exchange).octets,
            until=self.fresh.now() + self.policy.challenge_seconds,
        )

    def _answered(self, given: Exchange, answer: Answer, channel: Channel | None) -> Outcome:
        """What is said to somebody who answers a challenge."""
        who, session = Reference(handle=answer.handle, index=answer.index), given.envelope.session
        login = channel.pending.pop(session, None) if channel else None
        try:
            pending = self._open(login or self.challenges.take(session), session)
        except RefusedError as refusal:
            return self._told(given, _refusal(refusal), who=who)
        back = given.envelope if login else replace(given.envelope, session=0)
        exchange = Exchange(envelope=back, message=pending.message)
        try:
            said, change = self._proved(pending, answer, who)
        except RefusedError as refusal:
            return self._told(exchange, _refusal(refusal), who=who)
        if login and channel:
            channel.users[session] = who
        return self._told(exchange, said, change, who)

    def _open(self, pending: Pending | None, session: int) -> Pending:
        if not session:
            raise RefusedError(Code.CHALLENGE_EXPIRED)
        if pending is None:
            raise RefusedError(Code.SESSION_EXPIRED, NO_SESSION)
        if self.fresh.now() > pending.until:
            raise RefusedError(Code.CHALLENGE_EXPIRED)
        return pending

    def _proved(
        self, pending: Pending, answer: Answer, who: Reference
    ) -> tuple[Said, Change | None]:
        """What comes of a request whose sender answers: first whether they may, then the proof."""
        body = _body(pending.message)
        self._allow(who, self._needs(pending.message, body))
        if not key_proves(self.records, self.policy, answer, pending.data):
            raise RefusedError(Code.PROOF_FAILED)
        return self._done(pending.message, body)

    def _for(self, who: Reference, exchange: Exchange, body: Body) -> Outcome:
        """What comes of a request of somebody who is known on the connection."""
        try:
            if exchange.message.op in DEEDS:
                DEEDS[exchange.message.op].look(self._asked(exchange.message, body))
            elif not isinstance(body, Resolve) or exchange.message.asks(Flag.PUBLIC_ONLY):
                return self._told(exchange, self._to_anybody(exchange, body), who=who)
            self._allow(who, self._needs(exchange.message, body))
            said, change = self._done(exchange.message, body)
        except RefusedError as refusal:
            return self._told(exchange, _refusal(refusal), who=who)
        return self._told(exchange, said, change, who)

    def _needs(self, message: Message, body: Body) -> tuple[tuple[str, AdminRight], ...]:
        """Rights that a request takes, and the records that name who has them."""
        if isinstance(body, Resolve):
            return ((key_of(body.handle), AdminRight.READ_VALUE),)
        if isinstance(body, Login):
            return ()
        needs = DEEDS[message.op].needs(self._asked(message, body))
        return tuple((need.key, need.right) for need in needs)

    def _allow(self, who: Reference, needs: Iterable[tuple[str, AdminRight]]) -> None:
        if among(self.records, self.policy.admins, who):
            return
        for key, right in needs:
            record = self.records.get(key)
            if key and record is None:
                raise RefusedError(Code.HANDLE_NOT_FOUND)
            if not entitled(self.records, record, who, right):
                raise RefusedError(Code.NO_ADMIN)

    def _done(self, message: Message, body: Body) -> tuple[Said, Change | None]:
        """Do what was asked by somebody who may."""
        if isinstance(body, Login):
            return Said(code=Code.SUCCESS, body=Nothing()), None
        if isinstance(body, Resolve):
            record = self.records.get(key_of(body.handle))
            if record is None:
                raise RefusedError(Code.HANDLE_NOT_FOUND)
            return _found(body, wanted(record, body)), None
        deed, asked = DEEDS[message.op], self._asked(message, body)
        deed.look(asked)
        found, change = deed.do(asked)
        return Said(code=Code.SUCCESS, body=found, overwrote=overwrites(asked)), change


def _body(message: Message) -> Body:
    """The body of a request; deployed servers do not look at that of a question for the site.

    Raises:
        MalformedError: It is none, or the message is a reply.
    """
    if message.code:
        raise MalformedError(f"a request with the code {message.code} of a reply")
    if message.op == Op.SITE_INFO or message.op in RETIRED:
        return Raw(octets=message.body)
    return Request.of(message).body


def _refuse_session(exchange: Exchange) -> None:
    """Refuse a session that nobody has begun; the site is told of all the same."""
    if exchange.envelope.session and exchange.message.op != Op.SITE_INFO:
        raise RefusedError(Code.SESSION_EXPIRED, NO_SESSION)


def _refusal(refusal: RefusedError) -> Said:
    return Said(code=refusal.code, body=Refusal(message=refusal.words))


def _found(asked: Resolve, values: tuple[HandleValue, ...]) -> Said:
    if not values:
        raise RefusedError(Code.VALUES_NOT_FOUND)
    return Said(code=Code.SUCCESS, body=WithValues(handle=asked.handle, values=values))
