"""A node that is sent recorded requests answers, octet for octet, as the recorded server did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from golden.resolve.replaying import DATA, Replay, exchanges, idis_shelf, policy, same, shelf
from lantu.resolve.wire.envelope import Envelope
from lantu.resolve.wire.limits import ENVELOPE
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.values import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(),
    reason="recorded exchanges (../shared/data/handle_exchanges) are not beside this checkout",
)

ELSEWHERE = {"one_octet_writes"}
"""Exchanges about how octets come in, which is not the node's to see."""

ONCE = {"raw_replayed_answer"}
"""Here a challenge is answered once; the recorded server takes the same answer again."""

STRICTER = {
    # Lengths that do not agree with what was sent: the recorded server reads on into zeros.
    "udp_short_envelope_10", "udp_length_too_small", "udp_length_negative", "udp_length_262145", "udp_length_262144_short",
    "udp_header_no_body_len", "udp_body_len_too_big", "udp_body_len_short", "udp_no_type_list",
    "udp_credential_len_too_big", "udp_create_value_truncated", "udp_http_get",
    "tcp_short_envelope_10", "tcp_length_too_small", "tcp_length_negative", "tcp_length_262145",
    "tcp_header_no_body_len", "tcp_body_len_too_big", "tcp_body_len_short", "tcp_no_type_list",
    "tcp_credential_len_too_big", "tcp_create_value_truncated", "tcp_http_get",
    # A private operation that this node knows, and that one does not.
    "udp_op_2001", "tcp_op_2001",
}  # fmt: skip
"""Exchanges in which this node is stricter than the recorded server, or knows more."""


def differing(replay: Replay, names: tuple[str, ...]) -> Iterator[str]:
    """Exchanges that do not go as recorded."""
    for name in names:
        for exchange in exchanges(name):
            if exchange["name"] in ELSEWHERE | STRICTER:
                continue
            alike = [same(*pair) for pair in replay.run(exchange)]
            if not all(alike[:-1] if exchange["name"] in ONCE else alike):
                yield f"{name}: {exchange['name']}"


def test_every_exchange_goes_as_recorded() -> None:
    names = ("udp", "tcp", "errors", "auth_seckey", "auth_pubkey")
    assert list(differing(Replay(shelf(), policy()), names)) == []


def test_what_is_stricter_is_refused_and_changes_nothing() -> None:
    replay = Replay(shelf(), policy())
    before = dict(replay.shelf.records)
    for exchange in exchanges("errors"):
        for step in exchange["steps"]:
            octets = bytes.fromhex(step.get("hex", ""))
            if exchange["name"] in STRICTER and step["dir"] == "c>s" and len(octets) > ENVELOPE + 4:
                replay.fresh.challenges = [(bytes(16), 1)]
                outcome = replay.node.answer(Envelope.parse(octets), octets[ENVELOPE:])
                assert outcome.change is None
                assert len(outcome.replies) == 1
    assert replay.shelf.records == before


QUOTAS = {"quota_603", "quota_604"}
"""Exchanges with a server that counts, which whoever holds the records does."""


@pytest.mark.parametrize("name", ["idis_rsa", "idis_sm2"])
def test_id_pointer_sdk_logs_in_and_is_known_on_its_connection(name: str) -> None:
    users = [Reference(handle="0.NA/20.500.99996", index=index) for index in (300, 301)]
    replay = Replay(idis_shelf(), replace(policy(), admins=tuple(users)))
    outcomes: dict[str, bool] = {}
    for exchange in exchanges(name):
        if exchange["name"] in QUOTAS | {"pool_of_three"}:
            continue
        found = [_gist(octets) for octets in replay.sent(exchange)]
        recorded = [
            _gist(bytes.fromhex(step["hex"]))
            for step in exchange["steps"]
            if step["dir"] == "s>c" and step.get("hex")
        ]
        outcomes[exchange["name"]] = found == recorded
    assert [each for each, right in outcomes.items() if not right] == []
    assert len(outcomes) > 15


def _gist(octets: bytes) -> tuple[int, int]:
    """Operation and code of a reply."""
    message = Message.parse(octets[ENVELOPE:])
    return message.op, message.code
