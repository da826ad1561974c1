"""The quick answer is the engine's answer, octet for octet, or none."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.resolve.engine.node import Node
from lantu.resolve.engine.policy import Policy
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.serving.chance import Chance
from lantu.resolve.serving.quick import Quick
from lantu.resolve.store import Noted, Reader, Store, Writer
from lantu.resolve.wire.codes import Flag
from lantu.resolve.wire.envelope import Envelope
from lantu.resolve.wire.limits import ENVELOPE
from lantu.resolve.wire.message import Message
from lantu.resolve.wire.requests import Resolve
from lantu.resolve.wire.values import HandleValue, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

POLICY = Policy(site=b"site", site_serial=3)
TYPES = ("URL", "url", "URL.X", "DESC", "É", "HS_ADMIN")


class Still(Chance):
    def now(self) -> float:
        return 1_700_000_000.0


@contextmanager
def both(values: tuple[HandleValue, ...]) -> Iterator[tuple[Quick, Node]]:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "s") as store:
        record = Record(handle="88.1/Lens", values=values)
        home = Noted(change=Change(key="0.NA/88.1", home=True))
        kept = [Noted(change=Change(key=key, record=record)) for key in ("88.1/LENS", "0.NA/88.1")]
        Writer(store).write([home, *kept], 1.0)
        reader = Reader(store)
        yield Quick(reader, POLICY), Node(records=reader, policy=POLICY, fresh=Still())


values = st.lists(
    st.builds(
        HandleValue,
        index=st.integers(1, 5),
        type=st.sampled_from(TYPES),
        data=st.binary(max_size=9),
        permissions=st.integers(0, 15),
        references=st.lists(
            st.builds(Reference, handle=st.text(max_size=4), index=st.integers(0, 3)), max_size=2
        ).map(tuple),
    ),
    max_size=5,
    unique_by=lambda value: value.index,
).map(tuple)
questions = st.builds(
    Resolve,
    handle=st.sampled_from(
        ["88.1/lens", "88.1/LENS", "88.1", "88.2/a", "88.1/no", "0.NA/88.1", "0.SITE/x", "", "/"]
    ),
    indexes=st.lists(st.integers(0, 6), max_size=3).map(tuple),
    types=st.lists(st.sampled_from([*TYPES, "URL.", "."]), max_size=3).map(tuple),
)
flags = st.integers(0, 2**32 - 1)
versions = st.tuples(st.integers(0, 3), st.integers(0, 255))


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    plain = Flag.PUBLIC_ONLY if draw(st.booleans()) else draw(flags)
    message = Message(
        op=draw(st.sampled_from([1, 1, 1, 1, 2, 100])),
        flags=plain,
        recursion=draw(st.integers(0, 255)),
        body=draw(questions).format(),
        credential=draw(st.sampled_from([b"", b"", b"", None, b"x"])),
    ).format()
    envelope = Envelope(
        version=draw(st.one_of(st.just((2, 11)), versions)),
        suggested=draw(st.one_of(st.just((2, 11)), versions)),
        session=draw(st.sampled_from([0, 0, 0, 9])),
        request=draw(st.integers(0, 2**32 - 1)),
        length=len(message),
    )
    return envelope.format() + message


def answered(node: Node, octets: bytes) -> bytes:
    outcome = node.answer(Envelope.parse(octets), octets[ENVELOPE:])
    envelope, message = outcome.replies[0]
    said = message.format()
    return replace(envelope, length=len(said)).format() + said


@settings(max_examples=60, deadline=None)
@given(values, st.lists(messages(), min_size=1, max_size=20))
def test_a_quick_answer_is_the_engines(held: tuple[HandleValue, ...], asked: list[bytes]) -> None:
    with both(held) as (quick, node):
        for octets in asked:
            found = quick.answer(octets, Still().now())
            assert found is None or found == answered(node, octets)


@settings(max_examples=30, deadline=None)
@given(messages(), st.data())
def test_what_is_damaged_is_answered_as_by_the_engine_or_left_to_it(
    octets: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(octets) - 1))
    damaged = octets[:at] + data.draw(st.binary(max_size=3)) + octets[at + 1 :]
    url = HandleValue(index=1, type="URL", data=b"x")
    with both((url,)) as (quick, node):
        found = quick.answer(damaged, Still().now())
        assert found is None or found == answered(node, damaged)


def test_plain_questions_are_answered() -> None:
    octets = Message(op=1, flags=Flag.PUBLIC_ONLY, body=Resolve(handle="88.1/lens").format())
    message = octets.format()
    asked = Envelope(request=5, length=len(message)).format() + message
    with both((HandleValue(index=1, type="URL", data=b"x"),)) as (quick, node):
        assert quick.answer(asked, Still().now()) == answered(node, asked)
        assert quick.resolutions == {"0.NA/88.1": 1}
