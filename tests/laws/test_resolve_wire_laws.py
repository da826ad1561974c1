"""Laws of the wire: what is written is read back, and nothing else than refusal is raised."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantu.resolve.wire.codes import Code, Op, SessionMode
from lantu.resolve.wire.credential import Credential
from lantu.resolve.wire.digests import Digest
from lantu.resolve.wire.envelope import Assembly, Envelope, datagrams
from lantu.resolve.wire.limits import DATAGRAM, ENVELOPE, MESSAGE, PIECE
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.octets import MalformedError, Octets
from lantu.resolve.wire.records import (
    PARTS,
    Admin,
    Group,
    Interface,
    PublicKey,
    Server,
    Site,
)
from lantu.resolve.wire.replies import REPLIES, Reply
from lantu.resolve.wire.requests import (
    REQUESTS,
    Answer,
    Login,
    Request,
    Resolve,
    SessionSetup,
    WithoutValues,
    WithValues,
)
from lantu.resolve.wire.values import HandleValue, Reference

int1, int2, int4 = (st.integers(0, 256**n - 1) for n in (1, 2, 4))
octets = st.binary(max_size=40)
words = octets.map(lambda raw: raw.decode("utf-8", "surrogateescape"))
references = st.builds(Reference, handle=words, index=int4)
values = st.builds(
    HandleValue,
    index=int4,
    type=words,
    data=octets,
    timestamp=int4,
    ttl_type=int1,
    ttl=int4,
    permissions=int1,
    references=st.lists(references, max_size=2).map(tuple),
)
several = st.lists(values, max_size=3).map(tuple)
bodies = st.one_of(
    st.builds(
        Resolve,
        handle=words,
        indexes=st.lists(int4, max_size=3).map(tuple),
        types=st.lists(words, max_size=3).map(tuple),
    ),
    st.builds(WithValues, handle=words, values=several),
    st.builds(WithoutValues, handle=words, indexes=st.lists(int4, max_size=3).map(tuple)),
    st.builds(Answer, kind=words, handle=words, index=int4, proof=octets),
    st.builds(Login, handle=words, index=int4),
    st.builds(
        SessionSetup,
        mode=st.just(int(SessionMode.DIFFIE_HELLMAN)),
        timeout=int4,
        identity=words,
        index=int4,
        key=octets,
    ),
    st.builds(
        SessionSetup,
        mode=st.just(int(SessionMode.HANDLE_KEY)),
        timeout=int4,
        identity=words,
        index=int4,
        key_handle=words,
        key_index=int4,
    ),
)
envelopes = st.builds(
    Envelope,
    version=st.tuples(int1, int1),
    suggested=st.tuples(st.integers(0, 3), int1),
    flags=st.integers(0, 63).map(lambda n: n << 2),
    session=int4,
    request=int4,
    sequence=int4,
    length=int4,
)
messages = st.builds(
    Message,
    op=int4,
    code=int4,
    flags=int4,
    site_serial=int2,
    recursion=int1,
    reserved=int1,
    expires=int4,
    body=st.binary(max_size=200),
    credential=st.none() | octets,
)
sites = st.builds(
    Site,
    protocol=st.tuples(int1, int1),
    serial=int2,
    primary=st.booleans(),
    several_primaries=st.booleans(),
    hash_option=int1,
    attributes=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    servers=st.lists(
        st.builds(
            Server,
            number=int4,
            address=st.binary(min_size=16, max_size=16),
            key=octets,
            interfaces=st.lists(
                st.builds(Interface, service=int1, transport=int1, port=int4), max_size=3
            ).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    hash_filter=octets,
    spare=st.integers(0, 63),
)
keys = st.sampled_from(sorted(PARTS)).flatmap(
    lambda name: st.builds(
        PublicKey,
        algorithm=st.just(name),
        parts=st.lists(octets, min_size=PARTS[name], max_size=PARTS[name]).map(tuple),
        flags=int2,
        padding=octets,
    )
)
credentials = st.builds(
    Credential,
    kind=words,
    algorithm=words,
    proof=octets,
    counter=int4,
    signer=words,
    version=int1,
    reserved=int1,
    options=int2,
)


@given(envelopes)
def test_envelopes_come_back(envelope: Envelope) -> None:
    assert len(envelope.format()) == ENVELOPE
    assert Envelope.parse(envelope.format()) == envelope


@given(messages)
def test_messages_come_back(message: Message) -> None:
    assert Message.parse(message.format()) == message


@given(bodies)
def test_bodies_come_back(body: object) -> None:
    it = Octets(body.format())  # type: ignore[attr-defined]  # each of them has it
    assert type(body).parse(it) == body  # type: ignore[attr-defined]  # as above
    assert it.left == 0


@given(
    st.one_of(
        sites,
        keys,
        credentials,
        st.builds(Admin, rights=int2, who=references, legacy=st.sampled_from([b"", b"\0\1"])),
        st.builds(Group, members=st.lists(references, max_size=4).map(tuple)),
    )
)
def test_records_come_back(record: object) -> None:
    assert type(record).parse(record.format()) == record  # type: ignore[attr-defined]  # each has both


@given(
    message=st.binary(min_size=1, max_size=6 * PIECE),
    envelope=envelopes,
    marked=st.booleans(),
    data=st.data(),
)
def test_datagrams_are_put_together_in_any_order(
    *, message: bytes, envelope: Envelope, marked: bool, data: st.DataObject
) -> None:
    pieces = list(datagrams(envelope, message, marked=marked))
    assert max(map(len, pieces)) <= DATAGRAM
    order = data.draw(st.permutations(pieces)) + data.draw(st.lists(st.sampled_from(pieces)))
    assembly = Assembly.begun(order[0])
    for piece in order[1:]:
        assembly = assembly.with_piece(piece)
    assert assembly.message == message


@given(raw=st.binary(max_size=400), op=st.sampled_from([*Op]), code=st.sampled_from([*Code]))
def test_any_octets_are_read_or_refused(raw: bytes, op: Op, code: Code) -> None:
    for read in (
        Envelope.parse,
        Message.parse,
        Assembly.begun,
        Credential.parse,
        Admin.parse,
        Group.parse,
        Site.parse,
        PublicKey.parse,
        lambda body: Request.of(Message(op=op, body=body)),
        lambda body: Reply.of(Message(op=op, code=code, body=body)),
    ):
        try:
            read(raw)
        except MalformedError:
            continue


@given(raw=st.binary(max_size=400), op=st.sampled_from(sorted(REQUESTS)))
def test_what_is_read_from_any_octets_is_written_as_it_was(raw: bytes, op: int) -> None:
    message = Message(op=op, body=raw)
    try:
        request = Request.of(message)
    except MalformedError:
        return
    assert request.format() == raw


@given(raw=st.binary(max_size=200), version=st.tuples(st.just(2), st.integers(0, 11)))
def test_digests_come_back(raw: bytes, version: tuple[int, int]) -> None:
    digest = Digest.of(raw, version)
    assert Digest.parse(Octets(digest.format())) == digest


def test_a_reply_says_which_request_it_answers() -> None:
    asked = Message(op=Op.RESOLUTION, body=Resolve(handle="88.1/a").format())
    digest = Digest.of(asked.signed_part, (2, 11))
    body = digest.format() + WithValues(handle="88.1/a", values=()).format()
    told = Reply.of(Message(op=Op.RESOLUTION, code=Code.SUCCESS, flags=0x0080_0000, body=body))
    assert told.digest == digest
    assert told.body == WithValues(handle="88.1/a", values=())


@pytest.mark.parametrize(
    ("version", "suggested", "answered"),
    [
        ((2, 10), (2, 11), (2, 11)),
        ((2, 10), (0, 0), (2, 10)),
        ((2, 4), (2, 4), (2, 4)),
        ((2, 12), (2, 12), (2, 11)),
        ((255, 255), (0, 0), (2, 11)),
        ((1, 0), (1, 0), (1, 0)),
    ],
)
def test_replies_are_written_in_a_version_that_both_know(
    version: tuple[int, int], suggested: tuple[int, int], answered: tuple[int, int]
) -> None:
    assert Envelope(version=version, suggested=suggested).answered_in == answered


def test_counts_and_lengths_beyond_bounds_are_refused_before_anything_is_made() -> None:
    huge = b"\xff\xff\xff\xff"
    with pytest.raises(MalformedError, match="octets are announced"):
        Octets(huge + b"x").string()
    with pytest.raises(MalformedError, match="at most"):
        Group.parse(huge)
    with pytest.raises(MalformedError, match="at most"):
        Assembly.begun(Envelope(length=MESSAGE + 1).format())
    with pytest.raises(MalformedError, match="parts of 8 octets or more"):
        Group.parse(b"\0\0\0\5" + bytes(8))


def test_a_piece_of_another_message_is_refused() -> None:
    one, two = datagrams(Envelope(request=7), bytes(PIECE + 1), marked=True)
    other = replace(Envelope.parse(two), request=8).format() + two[ENVELOPE:]
    with pytest.raises(MalformedError, match="another message"):
        Assembly.begun(one).with_piece(other)
    with pytest.raises(MalformedError, match="piece 1 of 2"):
        Assembly.begun(one).with_piece(two + b"x")


def test_types_are_asked_for_by_name_or_by_family() -> None:
    value = HandleValue(index=1, type="URL.CN", data=b"")
    assert value.of_type("url.cn")
    assert value.of_type("URL.")
    assert not value.of_type("URL")
    assert not value.of_type("URLS.")
    assert HandleValue(index=1, type="URL", data=b"").of_type("URL.")


def test_every_operation_that_tells_something_has_a_reply() -> None:
    assert set(REPLIES) <= set(REQUESTS)
