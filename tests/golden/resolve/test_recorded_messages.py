"""Every recorded message is read and written again octet for octet."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lantu.resolve.wire.credential import Credential
from lantu.resolve.wire.envelope import Assembly, Envelope, datagrams
from lantu.resolve.wire.limits import ENVELOPE
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.octets import MalformedError, Octets
from lantu.resolve.wire.records import Admin, Group, PublicKey, Site
from lantu.resolve.wire.replies import Reply
from lantu.resolve.wire.requests import REQUESTS, Request
from lantu.resolve.wire.values import HandleValue

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "handle_exchanges"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(),
    reason="recorded exchanges (../shared/data/handle_exchanges) are not beside this checkout",
)

FILES = ("udp", "tcp", "errors", "auth_seckey", "auth_pubkey", "sessions", "idis_rsa", "idis_sm2")


def steps(name: str) -> Iterator[tuple[str, str, bytes]]:
    """Exchange, direction and octets of everything sent."""
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        exchange = json.loads(line)
        for step in exchange["steps"]:
            if step.get("hex"):
                yield exchange["name"], step["dir"], bytes.fromhex(step["hex"])


def messages(name: str) -> Iterator[tuple[str, str, Envelope, bytes]]:
    """The same with datagrams put together, and without their envelopes."""
    open_: dict[tuple[str, int], Assembly] = {}
    for exchange, direction, octets in steps(name):
        if exchange in TORN:
            continue
        envelope = Envelope.parse(octets)
        assert envelope.format() == octets[:ENVELOPE]
        if envelope.length == len(octets) - ENVELOPE:
            yield exchange, direction, envelope, octets[ENVELOPE:]
            continue
        if envelope.length < len(octets) - ENVELOPE:
            yield from _one_by_one(exchange, direction, octets)
            continue
        key = (direction, envelope.request)
        begun = open_.get(key)
        assembly = begun.with_piece(octets) if begun else Assembly.begun(octets)
        open_[key] = assembly
        if assembly.message is not None:
            yield exchange, direction, assembly.envelope, assembly.message
            del open_[key]


def _one_by_one(
    exchange: str, direction: str, octets: bytes
) -> Iterator[tuple[str, str, Envelope, bytes]]:
    """Messages that were sent in one write."""
    while octets:
        envelope = Envelope.parse(octets)
        end = ENVELOPE + envelope.length
        yield exchange, direction, envelope, octets[ENVELOPE:end]
        octets = octets[end:]


TORN = {"one_octet_writes"}
"""Exchanges recorded in pieces that are no messages."""


@pytest.mark.parametrize("name", [each for each in FILES if each != "errors"])
def test_messages_are_written_as_they_were_read(name: str) -> None:
    seen = Counter[str]()
    for exchange, direction, envelope, octets in messages(name):
        if envelope.encrypted:
            seen["encrypted"] += 1
            continue
        message = Message.parse(octets)
        assert message.format() == octets, exchange
        seen[_body(direction, message, exchange)] += 1
        if message.credential:
            credential = Credential.parse(message.credential)
            assert credential.format() == message.credential, exchange
            seen[credential.kind] += 1
    assert seen["Resolve"]
    assert seen["Refusal"] + seen["Challenge"]


def _body(direction: str, message: Message, exchange: str) -> str:
    if direction == "s>c":
        reply = Reply.of(message, digested=True if exchange in OLD_DIGESTS else None)
        assert reply.format() == message.body or exchange in NOT_AUTHORITATIVE
        return type(reply.body).__name__
    if message.op not in REQUESTS or exchange in UNREADABLE:
        return "unknown"
    request = Request.of(message)
    assert request.format() == message.body, exchange
    assert request.padding in PADDINGS, exchange
    return type(request.body).__name__


PADDINGS = {b"", bytes(2), bytes(4)}
"""What clients append: two octets after a session's key, a credential's length inside a body."""


NOT_AUTHORITATIVE = {"login_wrong_key"}
"""Replies of a prototype, which a client merely accepted."""

UNREADABLE = {"session_setup_bad_mode", "site_info_empty"}
"""Requests whose bodies are wrong or left out on purpose."""

OLD_DIGESTS = {"version_2_0_cert_rrdg"}
"""Replies of version 2.0, which has no flag for digests."""


def test_what_is_malformed_is_refused_and_nothing_else_is_raised() -> None:
    outcomes = Counter[str]()
    for _, direction, octets in steps("errors"):
        try:
            envelope = Envelope.parse(octets)
            message = Message.parse(octets[ENVELOPE:])
            if direction == "c>s":
                Request.of(message)
            outcomes["read"] += 1
            assert envelope.length < 2**32
        except MalformedError:
            outcomes["refused"] += 1
    assert outcomes["refused"] > 20
    assert outcomes["read"] > 100


def test_long_messages_are_cut_as_the_server_cut_them() -> None:
    whole: dict[tuple[str, int], list[bytes]] = {}
    for exchange, direction, octets in steps("udp"):
        envelope = Envelope.parse(octets)
        if direction == "s>c" and envelope.pieces > 1:
            whole.setdefault((exchange, envelope.request), []).append(octets)
    assert {len(pieces) for pieces in whole.values()} >= {5, 20}
    for pieces in whole.values():
        assembly = Assembly.begun(pieces[-1])
        for piece in reversed(pieces):
            assembly = assembly.with_piece(piece)
        assert assembly.message is not None
        assert list(datagrams(Envelope.parse(pieces[0]), assembly.message, marked=False)) == pieces


def test_values_of_the_records_are_written_as_they_were_read() -> None:
    records = json.loads((DATA / "records.json").read_text(encoding="utf-8"))
    seen = Counter[str]()
    for octets in _value_octets(records):
        it = Octets(octets)
        value = HandleValue.parse(it)
        it.end()
        assert value.format() == octets
        seen[value.type] += 1
        kinds = {"HS_ADMIN": Admin, "HS_VLIST": Group, "HS_SITE": Site, "HS_PUBKEY": PublicKey}
        if value.type in kinds:
            assert kinds[value.type].parse(value.data).format() == value.data  # type: ignore[attr-defined]  # each has both
    assert seen["HS_ADMIN"] > 5
    assert seen["HS_SITE"]
    assert seen["HS_PUBKEY"]
    assert seen["HS_VLIST"]


def _value_octets(told: object) -> Iterator[bytes]:
    if isinstance(told, dict):
        for key, part in told.items():
            if key == "value_hex":
                yield bytes.fromhex(part)
            else:
                yield from _value_octets(part)
    elif isinstance(told, list):
        for part in told:
            yield from _value_octets(part)
