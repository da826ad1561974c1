"""A node in memory that is sent recorded exchanges, its chance and its clock being recorded too."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantu.resolve.engine.channel import Channel
from lantu.resolve.engine.names import key_of
from lantu.resolve.engine.node import Node
from lantu.resolve.engine.policy import Policy
from lantu.resolve.engine.records import Record
from lantu.resolve.wire.envelope import Assembly, Envelope, datagrams
from lantu.resolve.wire.limits import ENVELOPE, PIECE
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.octets import MalformedError, Octets
from lantu.resolve.wire.replies import Challenge, Reply
from lantu.resolve.wire.values import HandleValue, Reference
from unit.resolve.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "handle_exchanges"
SIGNED = {
    "SHA-256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "SHA1": bytes.fromhex("3021300906052b0e03021a05000414"),
}
MINTED = re.compile(r"/([0-9a-f]{8}-[0-9a-f-]{27})'")


@dataclass
class Recorded:
    """The clock and the chances of one recorded exchange."""

    time: float = 0.0
    challenges: list[tuple[bytes, int]] = field(default_factory=list)
    minted: str = ""

    def now(self) -> float:
        return self.time

    def nonce(self) -> bytes:
        return self.challenges[0][0]

    def session(self) -> int:
        return self.challenges.pop(0)[1]

    def suffix(self) -> str:
        return self.minted


def exchanges(name: str) -> list[dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def shelf() -> Shelf:
    told = json.loads((DATA / "records.json").read_text(encoding="utf-8"))
    records = {
        key_of(each["handle"]): Record(
            handle=each["handle"],
            values=tuple(
                HandleValue.parse(Octets(bytes.fromhex(value["value_hex"])))
                for value in each["values"]
            ),
        )
        for each in told["records"]
    }
    return Shelf(records, set(told["homed_prefixes"]))


def idis_shelf() -> Shelf:
    """The records of the node that id-pointer-sdk was recorded with."""
    told = json.loads((DATA / "records.json").read_text(encoding="utf-8"))["idis_node"]
    records = {
        key_of(each["handle"]): Record(
            handle=each["handle"],
            values=tuple(
                replace(
                    HandleValue.parse(Octets(bytes.fromhex(value["hex"]))), index=value["index"]
                )
                for value in each["values"]
            ),
        )
        for each in told["records"]
    }
    return Shelf(records, {"0.NA/0.NA", f"0.NA/{told['prefix']}"})


def server_key(octets: bytes, algorithm: str) -> bytes:
    """The signature of the recorded server's key."""
    key = tomllib.loads((DATA / "keys.toml").read_text(encoding="utf-8"))["server_rsa"]
    n, d = int(key["n"], 16), int(key["d"], 16)
    length = (n.bit_length() + 7) // 8
    hashed = hashlib.new(algorithm.replace("-", ""), octets).digest()
    told = SIGNED[algorithm] + hashed
    padded = b"\0\1" + b"\xff" * (length - len(told) - 3) + b"\0" + told
    return pow(int.from_bytes(padded), d, n).to_bytes(length)


def policy() -> Policy:
    """As the recorded server was set up."""
    told = next(each for each in exchanges("udp") if each["name"] == "site_info_slash")
    reply = bytes.fromhex(told["steps"][1]["hex"])
    return Policy(
        site=Message.parse(reply[ENVELOPE:]).body,
        admins=(Reference(handle="0.NA/20.500.99999", index=300),),
        challenge_seconds=4,
        weak=True,
        sign=server_key,
    )


def challenges(exchange: dict[str, Any]) -> Iterator[tuple[bytes, int]]:
    """Nonce and session of every challenge that the recorded server sent."""
    for step in exchange["steps"]:
        octets = bytes.fromhex(step.get("hex", ""))
        if step["dir"] != "s>c" or step.get("server_own_lookup") or not octets:
            continue
        try:
            reply = Reply.of(Message.parse(octets[ENVELOPE:]))
        except MalformedError:
            continue
        if isinstance(reply.body, Challenge):
            yield reply.body.nonce, Envelope.parse(octets).session


@dataclass
class Replay:
    """A node and what it is sent."""

    shelf: Shelf
    policy: Policy
    fresh: Recorded = field(default_factory=Recorded)
    pieces: dict[int, Assembly] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.node = Node(records=self.shelf, policy=self.policy, fresh=self.fresh)

    def begin(self, exchange: dict[str, Any]) -> None:
        """Set clock and chance to those of an exchange."""
        self.fresh.time = float(exchange["recorded_at"])
        self.fresh.challenges = list(challenges(exchange))
        notes = " ".join(step.get("note", "") for step in exchange["steps"])
        self.fresh.minted = minted[1] if (minted := MINTED.search(notes)) else ""

    def sent(self, exchange: dict[str, Any]) -> list[bytes]:
        """What the node sends, message by message."""
        self.begin(exchange)
        return [
            octets
            for step in exchange["steps"]
            if step["dir"] == "c>s" and step.get("hex")
            for octets in self.told(
                bytes.fromhex(step["hex"]), udp=False, connection=step.get("tcp_connection")
            )
        ]

    def run(self, exchange: dict[str, Any]) -> list[tuple[bytes, dict[str, Any]]]:
        """What the node sends, each beside what the recorded server sent."""
        self.begin(exchange)
        sent, found = b"", []
        for step in exchange["steps"]:
            octets = bytes.fromhex(step.get("hex", ""))
            if not octets or step.get("server_own_lookup"):
                continue
            udp = (step.get("transport") or exchange["transport"]) == "udp"
            if step["dir"] == "c>s":
                if exchange["name"] == "raw_expired":
                    self.fresh.time += 5
                sent += b"".join(self.told(octets, udp=udp, connection=step.get("tcp_connection")))
            else:
                length = len(octets)
                found.append((sent[:length], step))
                sent = sent[length:]
        return found

    def told(self, octets: bytes, *, udp: bool, connection: int | None) -> Iterator[bytes]:
        """What the node answers to some octets."""
        envelope, message = Envelope.parse(octets), octets[ENVELOPE:]
        if udp and envelope.length > PIECE:
            begun = self.pieces.get(envelope.request)
            whole = begun.with_piece(octets) if begun else Assembly.begun(octets)
            self.pieces[envelope.request] = whole
            if whole.message is None:
                return
            message = whole.message
            del self.pieces[envelope.request]
        channel = None if connection is None else self.channels.setdefault(connection, Channel())
        outcome = self.node.answer(envelope, message, channel)
        self.shelf.keep(outcome.change)
        for back, reply in outcome.replies:
            said = reply.format()
            if udp:
                yield from datagrams(back, said, marked=False)
            else:
                yield replace(back, length=len(said)).format() + said


def same(found: bytes, step: dict[str, Any]) -> bool:
    """Whether octets are as recorded, but for those that vary from run to run."""
    wanted = bytes.fromhex(step["hex"])
    masked = bytearray(found)
    for offset, length, _ in step["varies"]:
        masked[offset : offset + length] = wanted[offset : offset + length]
    return bytes(masked) == wanted
