"""Whatever is written is read, and any order of changes leaves a store that vouches for itself."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.resolve.engine.records import Change, Record
from lantu.resolve.store import Entry, Noted, Reader, Store, Writer, verify
from lantu.resolve.store.coding import LONGEST, key_at, place_of, put_record, take_record
from lantu.resolve.wire.octets import Octets
from lantu.resolve.wire.values import HandleValue

words = st.text(max_size=20)
keys = st.one_of(
    st.sampled_from(["88.1/A", "88.1/B", "88.2/A", "0.NA/88.1"]),
    st.text(min_size=1, max_size=700).map(lambda tail: "88.1/" + tail.upper()),
)
values = st.builds(
    HandleValue,
    index=st.integers(1, 2**32 - 1),
    type=words,
    data=st.binary(max_size=50),
    permissions=st.integers(0, 15),
    timestamp=st.integers(0, 2**32 - 1),
)
records = st.builds(Record, handle=words.map(lambda tail: "88.1/" + tail), values=st.tuples(values))
changes = st.one_of(
    st.builds(Change, key=keys, record=st.one_of(st.none(), records)),
    st.builds(Change, key=st.sampled_from(["0.NA/88.1", "0.NA/88.2"]), home=st.booleans()),
)
notes = st.builds(Noted, change=changes, who=words, origin=words, once=words)
hashes = st.binary(min_size=32, max_size=32)


@given(keys, records)
def test_a_record_is_read_as_it_was_put(key: str, record: Record) -> None:
    assert take_record(key, put_record(key, record)) == record


@given(st.text(min_size=1, max_size=700), st.text(min_size=1, max_size=700))
def test_places_fit_and_differ_where_keys_do(one: str, other: str) -> None:
    assert len(place_of(one)) <= LONGEST
    assert (place_of(one) == place_of(other)) == (one == other)


@given(keys.filter(lambda key: key.isascii()))
def test_a_key_is_known_from_its_place_and_record(key: str) -> None:
    record = Record(handle=key)
    assert key_at(place_of(key), put_record(key, record)) == key


@given(notes)
def test_a_note_is_read_as_it_was_written(note: Noted) -> None:
    it = Octets(note.format())
    assert Noted.parse(it) == note
    it.end()


@given(st.integers(0, 2**63), st.integers(0, 2**63), hashes, hashes, st.lists(notes, max_size=30))
def test_an_entry_is_read_as_it_was_written(
    number: int, time: int, before: bytes, state: bytes, told: list[Noted]
) -> None:
    entry = Entry(number=number, time=time, before=before, state=state, notes=tuple(told))
    assert Entry.parse(entry.format()) == entry


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(notes, max_size=6), max_size=6))
def test_a_store_holds_what_a_plain_dictionary_does(batches: list[list[Noted]]) -> None:
    plain, homes, seen = dict[str, Record](), set[str](), set[str]()
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "s") as store:
        writer = Writer(store)
        for batch in batches:
            writer.write(batch, 1.0)
            for note in batch:
                if note.once and note.once in seen:
                    continue
                seen.add(note.once)
                _keep(plain, homes, note.change)
        reader = Reader(store)
        found = {key_at(place, octets): octets for place, octets in reader.records()}
        assert {key: take_record(key, octets) for key, octets in found.items()} == plain
        assert set(reader.prefixes()) == homes
        assert verify(reader).faults == ()


def _keep(plain: dict[str, Record], homes: set[str], change: Change) -> None:
    if change.home is not None:
        (homes.add if change.home else homes.discard)(change.key)
    elif change.record is None:
        plain.pop(change.key, None)
    else:
        plain[change.key] = change.record
