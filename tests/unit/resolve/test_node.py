"""A node of one invented prefix: who may read, write and list, and how they prove who they are."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field, replace

import pytest

from lantu.resolve.engine.authority import among
from lantu.resolve.engine.channel import Channel
from lantu.resolve.engine.names import ancestors, key_of
from lantu.resolve.engine.node import Node, Outcome
from lantu.resolve.engine.policy import Policy
from lantu.resolve.engine.records import Record
from lantu.resolve.engine.sm2 import G, N, Signature, add, identity, times, verifies
from lantu.resolve.wire.codes import Code, Flag, Op
from lantu.resolve.wire.envelope import Envelope
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.records import Admin, Group
from lantu.resolve.wire.replies import Challenge, Names, Raw, Referral, Reply
from lantu.resolve.wire.requests import (
    Answer,
    Login,
    OfHandle,
    Resolve,
    WithoutValues,
    WithValues,
)
from lantu.resolve.wire.values import SECRET, HandleValue, Reference
from unit.resolve.shelf import Shelf

PREFIX = "0.NA/88.1"
OWNER = Reference(handle=PREFIX, index=300)
HELPER = Reference(handle=PREFIX, index=301)
KEYS = {300: b"owner", 301: b"helper"}
URL = HandleValue(index=1, type="URL", data=b"https://example.org")
COST = HandleValue(index=2, type="COST", data=b"7", permissions=SECRET)


def admin(index: int, who: Reference, rights: int = 0x0FFF) -> HandleValue:
    data = Admin(rights=rights, who=who).format()
    return HandleValue(index=index, type="HS_ADMIN", data=data)


@dataclass
class Steady:
    """A clock that is set by hand, and chance without any."""

    time: float = 1_000.0
    count: int = field(default=0)

    def now(self) -> float:
        return self.time

    def nonce(self) -> bytes:
        self.count += 1
        return self.count.to_bytes(16)

    def session(self) -> int:
        return 7_000 + self.count

    def suffix(self) -> str:
        return "minted"


@dataclass
class Desk:
    """A node and a client of it."""

    shelf: Shelf
    node: Node
    fresh: Steady

    def ask(
        self,
        op: Op,
        body: WithValues | WithoutValues | Resolve | OfHandle | Answer | Login,
        *,
        flags: int = 0,
        session: int = 0,
        channel: Channel | None = None,
    ) -> tuple[Envelope, Message]:
        message = Message(op=op, flags=flags, body=body.format())
        octets = message.format()
        envelope = Envelope(session=session, request=5, length=len(octets))
        return self.got(self.node.answer(envelope, octets, channel))

    def got(self, outcome: Outcome) -> tuple[Envelope, Message]:
        self.shelf.keep(outcome.change)
        return outcome.replies[0]

    def prove(
        self, challenge: tuple[Envelope, Message], who: Reference, key: bytes, **more: object
    ) -> Message:
        envelope, message = challenge
        reply = Reply.of(message)
        assert isinstance(reply.body, Challenge)
        assert reply.digest is not None
        data = reply.body.nonce + reply.digest.octets
        proof = b"\x03" + hashlib.sha256(key + data + key).digest()
        answer = Answer(kind="HS_SECKEY", handle=who.handle, index=who.index, proof=proof)
        session = envelope.session
        return self.ask(Op.CHALLENGE_RESPONSE, answer, session=session, **more)[1]  # type: ignore[arg-type]

    def done(self, op: Op, body: WithValues | WithoutValues | OfHandle, *, flags: int = 0) -> int:
        """The code of a request that the owner proves to be behind."""
        return self.prove(self.ask(op, body, flags=flags), OWNER, KEYS[300]).code


@pytest.fixture
def desk() -> Desk:
    secrets = [
        HandleValue(index=at, type="HS_SECKEY", data=key, permissions=SECRET)
        for at, key in KEYS.items()
    ]
    prefix = Record(handle=PREFIX, values=(admin(100, OWNER), admin(101, HELPER, 0x0001), *secrets))
    made = Record(handle="88.1/lens", values=(URL, COST, admin(100, OWNER)))
    shelf = Shelf({PREFIX: prefix, "88.1/LENS": made}, {"0.NA/0.NA", PREFIX})
    fresh = Steady()
    node = Node(records=shelf, policy=Policy(site=b"site"), fresh=fresh)
    return Desk(shelf, node, fresh)


def values_of(message: Message) -> tuple[HandleValue, ...]:
    body = Reply.of(message).body
    assert isinstance(body, WithValues)
    return body.values


def test_anyone_reads_what_is_public(desk: Desk) -> None:
    _, message = desk.ask(
        Op.RESOLUTION, Resolve(handle="88.1/LENS", types=("url",)), flags=Flag.PUBLIC_ONLY
    )
    assert values_of(message) == (URL,)
    assert message.flags == Flag.AUTHORITATIVE | Flag.RECURSE | Flag.PUBLIC_ONLY


def test_a_restricted_value_takes_a_proof(desk: Desk) -> None:
    asked = desk.ask(Op.RESOLUTION, Resolve(handle="88.1/lens", indexes=(2,)))
    assert asked[1].code == Code.CHALLENGE
    assert asked[0].session
    assert values_of(desk.prove(asked, OWNER, KEYS[300])) == (COST,)


def test_a_secret_is_never_told_to_just_anybody(desk: Desk) -> None:
    every = desk.ask(Op.RESOLUTION, Resolve(handle=PREFIX), flags=Flag.PUBLIC_ONLY)[1]
    assert {value.type for value in values_of(every)} == {"HS_ADMIN"}


def test_a_handle_is_made_changed_and_deleted(desk: Desk) -> None:
    new = WithValues(handle="88.1/Chip", values=(URL, admin(100, OWNER)))
    assert desk.done(Op.CREATE_HANDLE, new) == Code.SUCCESS
    assert desk.shelf.records["88.1/CHIP"].handle == "88.1/Chip"
    changed = replace(URL, data=b"https://example.org/2")
    assert (
        desk.done(Op.MODIFY_VALUE, WithValues(handle="88.1/CHIP", values=(changed,)))
        == Code.SUCCESS
    )
    added = HandleValue(index=9, type="DESC", data=b"d")
    assert desk.done(Op.ADD_VALUE, WithValues(handle="88.1/chip", values=(added,))) == Code.SUCCESS
    kept = desk.shelf.records["88.1/CHIP"]
    assert [value.index for value in kept.values] == [1, 9, 100]
    assert kept.values[0].data == changed.data
    assert kept.values[1].timestamp == 1_000
    gone = WithoutValues(handle="88.1/chip", indexes=(9,))
    assert desk.done(Op.REMOVE_VALUE, gone) == Code.SUCCESS
    assert desk.done(Op.REMOVE_VALUE, gone) == Code.VALUES_NOT_FOUND
    assert desk.done(Op.DELETE_HANDLE, OfHandle(handle="88.1/chip")) == Code.SUCCESS
    assert desk.done(Op.DELETE_HANDLE, OfHandle(handle="88.1/chip")) == Code.HANDLE_NOT_FOUND


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ((replace(URL, index=0),), Code.INVALID_VALUE),
        ((URL, URL), Code.VALUE_EXISTS),
    ],
)
def test_indexes_that_are_none_or_stand_twice_are_refused_at_once(
    desk: Desk, values: tuple[HandleValue, ...], code: Code
) -> None:
    asked = desk.ask(Op.CREATE_HANDLE, WithValues(handle="88.1/x", values=values))
    assert asked[1].code == code


def test_what_is_there_gives_way_only_when_asked_to(desk: Desk) -> None:
    new = WithValues(handle="88.1/lens", values=(replace(URL, data=b"x"),))
    assert desk.ask(Op.CREATE_HANDLE, new)[1].code == Code.HANDLE_EXISTS
    assert desk.done(Op.CREATE_HANDLE, new, flags=Flag.OVERWRITE) == Code.SUCCESS
    assert desk.shelf.records["88.1/LENS"].values[0].data == b"x"


def test_a_suffix_is_minted(desk: Desk) -> None:
    asked = desk.ask(Op.CREATE_HANDLE, WithValues(handle="88.1/", values=(URL,)), flags=Flag.MINT)
    message = desk.prove(asked, OWNER, KEYS[300])
    assert Reply.of(message).body == OfHandle(handle="88.1/minted")


def test_whoever_may_not_is_told_so_before_the_proof_is_looked_at(desk: Desk) -> None:
    asked = desk.ask(Op.MODIFY_VALUE, WithValues(handle="88.1/lens", values=(URL,)))
    assert desk.prove(asked, HELPER, b"whatever").code == Code.NO_ADMIN


def test_a_wrong_key_proves_nothing(desk: Desk) -> None:
    asked = desk.ask(Op.DELETE_HANDLE, OfHandle(handle="88.1/lens"))
    assert desk.prove(asked, OWNER, b"wrong").code == Code.PROOF_FAILED
    assert "88.1/LENS" in desk.shelf.records


def test_a_challenge_is_answered_once_and_in_time(desk: Desk) -> None:
    asked = desk.ask(Op.DELETE_HANDLE, OfHandle(handle="88.1/lens"))
    assert desk.prove(asked, OWNER, b"wrong").code == Code.PROOF_FAILED
    assert desk.prove(asked, OWNER, KEYS[300]).code == Code.SESSION_EXPIRED
    late = desk.ask(Op.DELETE_HANDLE, OfHandle(handle="88.1/lens"))
    desk.fresh.time += 61
    assert desk.prove(late, OWNER, KEYS[300]).code == Code.CHALLENGE_EXPIRED


def test_proofs_by_old_hashes_do_not_count(desk: Desk) -> None:
    envelope, message = desk.ask(Op.DELETE_HANDLE, OfHandle(handle="88.1/lens"))
    reply = Reply.of(message)
    assert isinstance(reply.body, Challenge)
    assert reply.digest is not None
    data = reply.body.nonce + reply.digest.octets
    proof = b"\x12" + hmac.digest(KEYS[300], data, "sha1")
    answer = Answer(kind="HS_SECKEY", handle=PREFIX, index=300, proof=proof)
    told = desk.ask(Op.CHALLENGE_RESPONSE, answer, session=envelope.session)[1]
    assert told.code == Code.PROOF_FAILED


def test_handles_are_listed_to_those_who_may(desk: Desk) -> None:
    asked = desk.ask(Op.LIST_HANDLES, OfHandle(handle=PREFIX))
    message = desk.prove(asked, OWNER, KEYS[300])
    assert Reply.of(message).body == Names(names=("88.1/LENS",))
    again = desk.ask(Op.LIST_HANDLES, OfHandle(handle=PREFIX))
    assert desk.prove(again, HELPER, KEYS[301]).code == Code.NO_ADMIN


def test_prefixes_are_served_only_at_the_word_of_the_nodes_own_administrators(desk: Desk) -> None:
    asked = desk.ask(Op.HOME_PREFIX, OfHandle(handle="0.NA/88.2"))
    assert desk.prove(asked, OWNER, KEYS[300]).code == Code.NO_ADMIN
    desk.node.policy = replace(desk.node.policy, admins=(OWNER,))
    assert desk.done(Op.HOME_PREFIX, OfHandle(handle="0.NA/88.2")) == Code.SUCCESS
    assert desk.shelf.homed("0.NA/88.2")


def test_a_derived_prefix_is_referred_to_whoever_its_parent_names(desk: Desk) -> None:
    site = HandleValue(index=9, type="HS_SITE.PREFIX", data=b"there")
    parent = desk.shelf.records[PREFIX]
    desk.shelf.records[PREFIX] = replace(parent, values=(*parent.values, site))
    _, message = desk.ask(Op.RESOLUTION, Resolve(handle="88.1.5"), flags=Flag.PUBLIC_ONLY)
    assert Reply.of(message).body == Referral(handle="", values=(site,))
    assert message.code == Code.PREFIX_REFERRAL
    flags = Flag.PUBLIC_ONLY | Flag.NO_REFERRAL
    assert (
        desk.ask(Op.RESOLUTION, Resolve(handle="88.1.5"), flags=flags)[1].code
        == Code.HANDLE_NOT_FOUND
    )


def test_a_login_holds_on_its_connection_alone(desk: Desk) -> None:
    here, there = Channel(), Channel()
    login = Login(handle=PREFIX, index=300)
    asked = desk.ask(Op.LOGIN, login, session=10_001, channel=here)
    assert asked[0].session == 10_001
    assert desk.prove(asked, OWNER, KEYS[300], channel=here).code == Code.SUCCESS
    new = WithValues(handle="88.1/new", values=(URL,))
    told = desk.ask(Op.CREATE_HANDLE, new, session=10_001, channel=here)[1]
    assert told.code == Code.SUCCESS
    other = desk.ask(Op.CREATE_HANDLE, new, session=10_001, channel=there)[1]
    assert other.code == Code.SESSION_EXPIRED
    assert desk.ask(Op.LOGIN, login, session=1)[1].code == Code.NOT_SUPPORTED


def test_the_site_is_told_to_anybody(desk: Desk) -> None:
    _, message = desk.ask(Op.SITE_INFO, OfHandle(handle="/"), session=3)
    assert Reply.of(message).body == Raw(octets=b"site")


def group(*members: Reference) -> HandleValue:
    return HandleValue(index=200, type="HS_VLIST", data=Group(members=members).format())


def test_groups_in_groups_are_followed_and_circles_end() -> None:
    one, two = (Reference(handle=f"0.NA/{name}", index=200) for name in "ab")
    shelf = Shelf(
        {
            "0.NA/A": Record(handle="0.NA/a", values=(group(two),)),
            "0.NA/B": Record(handle="0.NA/b", values=(group(one, OWNER),)),
        },
        set(),
    )
    assert among(shelf, (one,), OWNER)
    assert among(shelf, (one,), Reference(handle="0.na/88.1", index=300))
    assert not among(shelf, (one,), HELPER)


def test_groups_are_not_followed_without_end() -> None:
    chain = [Reference(handle=f"0.NA/{n}", index=200) for n in range(40)]
    shelf = Shelf(
        {
            key_of(here.handle): Record(handle=here.handle, values=(group(after),))
            for here, after in zip(chain, [*chain[1:], OWNER], strict=True)
        },
        set(),
    )
    assert not among(shelf, chain[:1], OWNER)
    assert among(shelf, chain[-3:-2], OWNER)


def test_a_prefix_stands_under_those_it_is_derived_from() -> None:
    assert list(ancestors("0.NA/88.101.5.1")) == ["0.NA/88.101.5", "0.NA/88.101", "0.NA/88"]
    assert key_of("88.101") == "0.NA/88.101"
    assert key_of("88.1/straße-é") == "88.1/STRAßE-é"


def test_sm2_takes_the_signature_of_the_key_and_no_other() -> None:
    d, k, user, message = 0x1234567, 0x7654321, b"0.NA/88.1", b"nonce and digest"
    key, point = times(d, G), times(k, G)
    assert key is not None
    assert point is not None
    e = int.from_bytes(hashlib.new("sm3", identity(key, user) + message).digest())
    r = (e + point[0]) % N
    s = pow(1 + d, -1, N) * (k - r * d) % N
    assert verifies(key, message, Signature(r, s), user)
    assert not verifies(key, message, Signature(r, s), b"0.NA/88.2")
    assert not verifies(key, message + b"x", Signature(r, s), user)
    assert not verifies(key, message, Signature(r, N - s), user)
    assert not verifies(key, message, Signature(0, s), user)
    assert times(N, G) is None
    assert add(None, G) == G
