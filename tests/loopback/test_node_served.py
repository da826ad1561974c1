"""A node on the loopback: recorded octets, torn frames, lost pieces, killed clients."""

from __future__ import annotations

import hashlib
import json
import socket
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from golden.resolve.replaying import DATA, exchanges, same
from golden.resolve.replaying import policy as recorded_policy
from golden.resolve.replaying import shelf as recorded_shelf
from lantu.resolve.engine.policy import Policy
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.serving import Terms
from lantu.resolve.store import FullError, Noted, verify
from lantu.resolve.wire.codes import Code, Flag, Op
from lantu.resolve.wire.envelope import Assembly, Envelope, datagrams
from lantu.resolve.wire.limits import ENVELOPE
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.records import Admin
from lantu.resolve.wire.replies import Challenge, Reply
from lantu.resolve.wire.requests import Answer, OfHandle, Resolve, WithValues
from lantu.resolve.wire.values import SECRET, HandleValue, Reference
from loopback.served import Client, read, serving, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lantu.resolve.serving import Served
    from lantu.resolve.wire.requests import Body

PREFIX = "0.NA/88.1"
OWNER = Reference(handle=PREFIX, index=300)
POLICY = Policy(site=b"site")


def kept(handle: str, *values: HandleValue) -> Noted:
    return Noted(change=Change(key=handle.upper(), record=Record(handle=handle, values=values)))


def notes() -> Iterator[Noted]:
    yield Noted(change=Change(key=PREFIX, home=True))
    admin = Admin(rights=0x0FFF, who=OWNER).format()
    yield kept(
        PREFIX,
        HandleValue(index=100, type="HS_ADMIN", data=admin),
        HandleValue(index=300, type="HS_SECKEY", data=b"owner", permissions=SECRET),
    )
    yield kept("88.1/lens", HandleValue(index=1, type="URL", data=b"https://example.org"))
    long = tuple(HandleValue(index=n, type="NOTE", data=bytes(200)) for n in range(1, 30))
    yield kept("88.1/long", *long)


@pytest.fixture
def node(tmp_path: Path) -> Iterator[tuple[Client, Served, list[str]]]:
    with serving(tmp_path / "store", notes(), POLICY) as opened:
        yield opened


def asked(op: Op, body: Body, *, flags: int = 0, session: int = 0, request: int = 7) -> bytes:
    octets = Message(op=op, flags=flags, body=body.format()).format()
    return Envelope(session=session, request=request, length=len(octets)).format() + octets


LENS = asked(Op.RESOLUTION, Resolve(handle="88.1/lens"), flags=Flag.PUBLIC_ONLY)
LONG = asked(Op.RESOLUTION, Resolve(handle="88.1/long"), flags=Flag.PUBLIC_ONLY, request=8)


def code(octets: bytes) -> int:
    return Message.parse(octets[ENVELOPE:]).code


def changed(asking: socket.socket, op: Op, body: Body, *, flags: int = 0) -> int:
    """The code of a change that the owner proves to be behind."""
    asking.sendall(asked(op, body, flags=flags))
    octets = whole(asking)
    if code(octets) != Code.CHALLENGE:
        return code(octets)
    reply = Reply.of(Message.parse(octets[ENVELOPE:]))
    assert isinstance(reply.body, Challenge)
    assert reply.digest is not None
    data = reply.body.nonce + reply.digest.octets
    proof = b"\x03" + hashlib.sha256(b"owner" + data + b"owner").digest()
    answer = Answer(kind="HS_SECKEY", handle=OWNER.handle, index=OWNER.index, proof=proof)
    session = Envelope.parse(octets).session
    asking.sendall(asked(Op.CHALLENGE_RESPONSE, answer, session=session))
    return code(whole(asking))


def new(handle: str) -> WithValues:
    admin = Admin(rights=0x0FFF, who=OWNER).format()
    named = HandleValue(index=100, type="HS_ADMIN", data=admin)
    return WithValues(handle=handle, values=(HandleValue(index=1, type="URL", data=b"x"), named))


@pytest.mark.skipif(
    not DATA.is_dir(),
    reason="recorded exchanges (../shared/data/handle_exchanges) are not beside this checkout",
)
@pytest.mark.parametrize("name", ["udp", "tcp"])
def test_recorded_octets_are_answered_as_recorded(name: str, tmp_path: Path) -> None:
    shelf, told = recorded_shelf(), list[str]()
    seeds = [Noted(change=Change(key=key, record=each)) for key, each in shelf.records.items()]
    homes = [Noted(change=Change(key=key, home=True)) for key in shelf.homes]
    with serving(tmp_path / "store", [*seeds, *homes], recorded_policy()) as (client, _, _):
        for exchange in exchanges(name):
            if exchange["name"] == "one_octet_writes":
                continue
            sent = [step for step in exchange["steps"] if step["dir"] == "c>s" and step.get("hex")]
            back = [step for step in exchange["steps"] if step["dir"] == "s>c" and step.get("hex")]
            octets = [bytes.fromhex(step["hex"]) for step in sent]
            found = _said(client, octets, len(back), udp=name == "udp")
            if not all(same(*pair) for pair in zip(found, back, strict=True)):
                told.append(exchange["name"])
    assert told == []


def _said(client: Client, octets: list[bytes], count: int, *, udp: bool) -> list[bytes]:
    if udp:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(20)
            asking.connect(("127.0.0.1", client.port))
            for each in octets:
                asking.send(each)
            found = [asking.recv(65_536) for _ in range(count)]
        return sorted(found, key=lambda each: each[12:16]) if len(octets) == 1 else found
    with client.tcp() as asking:
        asking.sendall(b"".join(octets))
        return [whole(asking) for _ in range(count)]


def test_a_plain_question_is_answered_alike_over_both(
    node: tuple[Client, Served, list[str]],
) -> None:
    client, served, _ = node
    (datagram,) = client.udp(LENS)
    with client.tcp() as asking:
        asking.sendall(LENS)
        assert whole(asking)[ENVELOPE + 20 :] == datagram[ENVELOPE + 20 :]
    assert served.tallies.quick == 2


def test_a_long_answer_comes_in_pieces_and_whole_over_a_connection(
    node: tuple[Client, Served, list[str]],
) -> None:
    client, _, _ = node
    with client.tcp() as asking:
        asking.sendall(LONG)
        message = whole(asking)[ENVELOPE:]
    pieces = client.udp(LONG, count=-(-len(message) // 492))
    assembly = Assembly.begun(pieces[0])
    for piece in pieces[1:]:
        assembly = assembly.with_piece(piece)
    assert assembly.message is not None
    assert assembly.message[24:] == message[24:]


def test_pieces_may_come_twice_and_out_of_order_and_some_never(
    node: tuple[Client, Served, list[str]],
) -> None:
    client, _, _ = node
    types = tuple(f"T{n:03}" for n in range(200))
    question = asked(
        Op.RESOLUTION, Resolve(handle="88.1/lens", types=(*types, "URL")), flags=Flag.PUBLIC_ONLY
    )
    pieces = [*datagrams(Envelope.parse(question), question[ENVELOPE:], marked=True)]
    assert len(pieces) > 3
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(20)
        asking.connect(("127.0.0.1", client.port))
        for n in range(50):  # messages that never become whole
            lost = replace(Envelope.parse(pieces[0]), request=100 + n).format()
            asking.send(lost + pieces[0][ENVELOPE:])
        for piece in [*reversed(pieces[1:]), pieces[2], b"", b"\xff" * 600, pieces[0]]:
            asking.send(piece)
        replies = [asking.recv(65_536)]
        while Envelope.parse(replies[-1]).request != 7:
            replies.append(asking.recv(65_536))
    assert code(replies[-1]) == Code.SUCCESS


def test_torn_and_pipelined_messages_are_answered_in_order(
    node: tuple[Client, Served, list[str]],
) -> None:
    client, _, _ = node
    with client.tcp() as asking:
        asking.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for octet in LENS:
            asking.sendall(bytes((octet,)))
        asking.sendall(LONG[:30])
        asking.sendall(LONG[30:] + LENS * 3)
        requests = [Envelope.parse(whole(asking)).request for _ in range(5)]
    assert requests == [7, 8, 7, 7, 7]


def test_a_length_beyond_bounds_is_refused_and_the_connection_ends(
    node: tuple[Client, Served, list[str]],
) -> None:
    client, _, _ = node
    with client.tcp() as asking:
        asking.sendall(replace(Envelope.parse(LENS), length=1 << 30).format() + bytes(100))
        assert code(whole(asking)) in {Code.ERROR, Code.PROTOCOL_ERROR}
        assert whole(asking) == b""


def test_a_change_is_on_disk_before_it_is_acknowledged(
    node: tuple[Client, Served, list[str]],
) -> None:
    client, served, _ = node
    with client.tcp() as asking:
        assert changed(asking, Op.CREATE_HANDLE, new("88.1/new")) == Code.SUCCESS
        assert read(served).get("88.1/NEW") is not None
        assert changed(asking, Op.CREATE_HANDLE, new("88.1/new")) == Code.HANDLE_EXISTS
        assert changed(asking, Op.DELETE_HANDLE, OfHandle(handle="88.1/new")) == Code.SUCCESS
        assert read(served).get("88.1/NEW") is None
    entry = read(served).entry(2)
    assert entry is not None
    assert (entry.notes[0].who, entry.notes[0].origin) == ("300:0.NA/88.1", "tcp 127.0.0.1")


def test_a_refusal_is_written_down(node: tuple[Client, Served, list[str]]) -> None:
    client, _, lines = node
    octets = asked(Op.CREATE_HANDLE, new("88.1/no"))
    (challenge,) = client.udp(octets)
    answer = Answer(kind="HS_SECKEY", handle=OWNER.handle, index=300, proof=b"\x03" + bytes(32))
    session = Envelope.parse(challenge).session
    (refusal,) = client.udp(asked(Op.CHALLENGE_RESPONSE, answer, session=session))
    assert code(refusal) == Code.PROOF_FAILED
    told = [json.loads(line) for line in lines]
    assert {
        "event": "refused", "op": 100, "code": 403, "who": "300:0.NA/88.1", "origin": "udp 127.0.0.1",
    } in told  # fmt: skip


def test_two_who_make_the_same_handle_at_once_do_not_both_succeed(
    node: tuple[Client, Served, list[str]],
) -> None:
    client, served, _ = node
    with client.tcp() as one, client.tcp() as other:
        answers = []
        for each in (one, other):
            each.sendall(asked(Op.CREATE_HANDLE, new("88.1/both")))
            octets = whole(each)
            reply = Reply.of(Message.parse(octets[ENVELOPE:]))
            assert isinstance(reply.body, Challenge)
            assert reply.digest is not None
            data = reply.body.nonce + reply.digest.octets
            proof = b"\x03" + hashlib.sha256(b"owner" + data + b"owner").digest()
            answer = Answer(kind="HS_SECKEY", handle=PREFIX, index=300, proof=proof)
            session = Envelope.parse(octets).session
            answers.append(asked(Op.CHALLENGE_RESPONSE, answer, session=session))
        one.sendall(answers[0])
        other.sendall(answers[1])
        codes = sorted(code(whole(each)) for each in (one, other))
    assert codes == [Code.SUCCESS, Code.HANDLE_EXISTS]
    assert verify(read(served)).faults == ()


def test_a_change_that_finds_no_room_is_not_acknowledged(
    node: tuple[Client, Served, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, served, _ = node

    def full(*_: object) -> None:
        raise FullError("no room left")

    with client.tcp() as asking:
        with monkeypatch.context() as patched:
            patched.setattr(type(served.keeper.writer), "write_if_room", full)
            assert changed(asking, Op.CREATE_HANDLE, new("88.1/full")) == Code.READ_ONLY
        assert read(served).get("88.1/FULL") is None
        assert changed(asking, Op.CREATE_HANDLE, new("88.1/full")) == Code.SUCCESS


def test_a_network_that_asks_too_much_is_told_so_and_then_nothing(tmp_path: Path) -> None:
    terms = Terms(port=0, per_second=0.001, burst=3)
    with (
        serving(tmp_path / "store", notes(), POLICY, terms) as (client, served, _),
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking,
    ):
        asking.settimeout(20)
        asking.connect(("127.0.0.1", client.port))
        codes = []
        for _ in range(5):
            asking.send(LENS)
            reply = asking.recv(65_536)
            codes.append(code(reply))
        assert codes == [Code.SUCCESS] * 3 + [Code.BUSY] * 2
        assert len(reply) <= len(LENS)
        asking.send(LENS)
        with client.tcp() as other:  # connections are not limited, and say when it was read
            other.sendall(LENS)
            assert code(whole(other)) == Code.SUCCESS
    assert served.tallies.limited == 3


def test_what_was_asked_is_answered_before_the_node_ends(tmp_path: Path) -> None:
    with serving(tmp_path / "store", notes(), POLICY) as (client, served, lines):
        asking = socket.create_connection(("127.0.0.1", client.port), 20)
        asking.sendall(LENS)
        assert code(whole(asking)) == Code.SUCCESS
    assert asking.recv(1) == b""
    asking.close()
    assert json.loads(lines[-1])["event"] == "ended"
    assert json.loads(lines[-1])["answered"] == 1
    del served


def test_more_connections_than_allowed_are_turned_away(tmp_path: Path) -> None:
    terms = Terms(port=0, connections=2)
    with (
        serving(tmp_path / "store", notes(), POLICY, terms) as (client, _, _),
        client.tcp() as one,
        client.tcp() as two,
        client.tcp() as three,
    ):
        for each in (one, two):
            each.sendall(LENS)
            assert code(whole(each)) == Code.SUCCESS
        try:
            three.sendall(LENS)
            assert three.recv(1) == b""
        except ConnectionError:
            pass  # turned away before the question was sent
