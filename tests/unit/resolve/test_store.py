"""The store: what is written lasts, what is altered is noticed, what does not fit is refused."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lantu.errors import CallerError, DataError, PlaceError
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.store import (
    Entry,
    FullError,
    Noted,
    Outcome,
    Reader,
    Store,
    Writer,
    back_up,
    restore,
    verify,
)
from lantu.resolve.store import opening as opening_module
from lantu.resolve.store.opening import FIRST_MAP, RECORDS
from lantu.resolve.wire.octets import MalformedError
from lantu.resolve.wire.values import PUBLIC, SECRET, HandleValue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = 1_000.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "store") as made:
        yield made


def url(words: str, permissions: int = PUBLIC) -> HandleValue:
    return HandleValue(index=1, type="URL", data=words.encode(), permissions=permissions)


def made(handle: str, *values: HandleValue, once: str = "") -> Noted:
    record = Record(handle=handle, values=values or (url("https://example.org"),))
    return Noted(change=Change(key=handle.upper(), record=record), who="operator", once=once)


def gone(handle: str) -> Noted:
    return Noted(change=Change(key=handle.upper()), who="operator")


def test_what_was_written_is_read_by_whoever_opens_the_store(store: Store, tmp_path: Path) -> None:
    note = made("88.1/Lens", url("a"), HandleValue(index=2, type="KEY", data=b"", permissions=12))
    home = Noted(change=Change(key="0.NA/88.1", home=True))
    assert Writer(store).write([note, home], NOW).number == 1
    store.close()
    with Store.open(tmp_path / "store") as again:
        reader = Reader(again)
        assert reader.get("88.1/LENS") == note.change.record
        assert reader.get("88.1/lens") is None
        assert reader.get("") is None
        assert reader.homed("0.NA/88.1")
        assert not reader.homed("0.NA/88.2")
        assert list(reader.prefixes()) == ["0.NA/88.1"]
        entry = reader.entry(1)
        assert entry is not None
        assert entry.notes == (note, home)
        assert entry.time == 1_000_000
        assert reader.entry(2) is None


def test_handles_are_listed_by_prefix_and_counted(store: Store) -> None:
    handles = ["0.NA/88.1", "88.1/b", "88.1/a", "88.10/x", "88.1.1/y"]
    writer, reader = Writer(store), Reader(store)
    writer.write([made(each) for each in handles], NOW)
    writer.write([gone("88.1/b"), gone("88.1/none"), made("88.1/a", url("b"))], NOW)
    assert list(reader.under("0.NA/88.1")) == ["88.1/A"]
    assert list(reader.under("0.NA/0.NA")) == ["0.NA/88.1"]
    counts = {"0.NA/0.NA": 1, "0.NA/88.1": 1, "0.NA/88.10": 1, "0.NA/88.1.1": 1}
    assert dict(reader.counts()) == counts
    assert reader.size() == 4
    assert verify(reader).faults == ()


def test_keys_longer_than_a_place_do_not_meet(store: Store) -> None:
    stem = "88.1/" + "Ä" * 300
    keys = [stem + end for end in ("A", "B", "AB")]
    Writer(store).write([made(each, url(each)) for each in keys], NOW)
    reader = Reader(store)
    for key in keys:
        record = reader.get(key)
        assert record is not None
        assert record.values[0].data == key.encode()
    assert sorted(reader.under("0.NA/88.1")) == sorted(keys)
    assert verify(reader).faults == ()


def test_a_moment_does_not_see_what_comes_after_it(store: Store) -> None:
    writer, reader = Writer(store), Reader(store)
    writer.write([made("88.1/a", url("old"))], NOW)
    with reader.moment():
        before = reader.get("88.1/A")
        writer.write([made("88.1/a", url("new")), made("88.1/b")], NOW)
        assert reader.get("88.1/A") == before
        assert reader.get("88.1/B") is None
    assert reader.get("88.1/A") != before


def test_a_change_is_made_once_under_one_name(store: Store) -> None:
    writer = Writer(store)
    first = made("88.1/a", once="order 7")
    assert writer.write([first], NOW).outcomes == (Outcome.DONE,)
    writer.write([gone("88.1/a")], NOW)
    again = writer.write([first, made("88.1/b", once="order 7"), made("88.1/c")], NOW + 9)
    assert again.outcomes == (Outcome.DONE_BEFORE, Outcome.OTHER_BEFORE, Outcome.DONE)
    assert again.number == 3
    reader = Reader(store)
    assert [reader.get(f"88.1/{each}") is None for each in "ABC"] == [True, True, False]
    assert writer.write([first], NOW).number == 3
    assert verify(reader).faults == ()


def test_an_altered_record_is_noticed(store: Store) -> None:
    Writer(store).write([made("88.1/a"), made("88.1/b")], NOW)
    with store.environment.begin(write=True, db=store.parts[RECORDS]) as txn:
        octets = bytearray(txn.get(b"88.1/A"))
        octets[-6] ^= 1
        txn.put(b"88.1/A", bytes(octets))
    assert "not those that the last entry tells of" in verify(Reader(store)).faults[0]


def test_an_altered_log_is_noticed(store: Store) -> None:
    writer, reader = Writer(store), Reader(store)
    for n in range(3):
        writer.write([made(f"88.1/{n}")], NOW + n)
    second = reader.entry(2)
    assert second is not None
    forged = Entry(
        number=2, time=0, before=second.before, state=second.state, notes=second.notes
    ).format()
    with store.environment.begin(write=True, db=store.parts[opening_module.LOG]) as txn:
        txn.put((2).to_bytes(8), forged)
    assert verify(reader).faults == ("entry 3 does not follow the one before it",)
    with store.environment.begin(write=True, db=store.parts[opening_module.LOG]) as txn:
        txn.delete((3).to_bytes(8))
    assert any("does not end where" in each for each in verify(reader).faults)


def test_an_altered_count_or_record_that_is_none_is_noticed(store: Store) -> None:
    Writer(store).write([made("88.1/a")], NOW)
    with store.environment.begin(write=True) as txn:
        txn.put(b"0.NA/88.1", (9).to_bytes(8), db=store.parts[opening_module.COUNTS])
        txn.put(b"88.1/A", b"\0\0\0\0\0\0\7", db=store.parts[RECORDS])
    faults = " ".join(verify(Reader(store)).faults)
    assert "counts" in faults
    assert "cannot be read" in faults


def test_a_full_map_is_made_larger_and_readers_follow(tmp_path: Path) -> None:
    place, big = tmp_path / "store", url("x" * 60_000)
    with Store.create(place) as store:
        writer, notes = Writer(store), [made(f"88.1/{n}", big) for n in range(400)]
        assert writer.write_if_room([made("88.1/small")], NOW) is not None
        rounds = 0
        while writer.write_if_room([*notes, made(f"88.1/r{rounds}")], NOW) is not None:
            rounds += 1
            notes = [made(f"88.1/{rounds}-{n}", big) for n in range(400)]
        count = Reader(store).size()
        reading = subprocess.Popen(  # noqa: S603 -- our own interpreter, our own code
            [sys.executable, "-c", READING, str(place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert reading.stdin is not None
            assert reading.stdout is not None
            assert int(reading.stdout.readline()) == count
            writer.write(notes, NOW)
            assert store.environment.info()["map_size"] > FIRST_MAP
            reading.stdin.write("\n")
            reading.stdin.flush()
            assert int(reading.stdout.readline()) == count + len(notes)
        finally:
            reading.kill()
            reading.communicate()
        assert verify(Reader(store)).faults == ()


READING = """
import sys
from pathlib import Path
from lantu.resolve.store import Reader, Store
reader = Reader(Store.open(Path(sys.argv[1])))
print(reader.size(), flush=True)
sys.stdin.readline()
print(reader.size(), flush=True)
"""


def test_a_map_that_may_not_grow_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening_module, "MOST_MAP", FIRST_MAP)
    with pytest.raises(FullError, match="no greater one"):
        store.grow()


FULL = """
import resource, signal, sys
from pathlib import Path
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.store import FullError, Noted, Reader, Store, Writer, verify
from lantu.resolve.wire.values import HandleValue

def note(n):
    value = HandleValue(index=1, type="URL", data=b"x" * 50_000)
    return Noted(change=Change(key=f"88.1/{n}", record=Record(handle=f"88.1/{n}", values=(value,))))

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.create(Path(sys.argv[1]))
writer, reader = Writer(store), Reader(store)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
done = 0
try:
    while True:
        writer.write([note(done)], 1.0)
        done += 1
except FullError as error:
    print("full:", error)
assert reader.size() == done, (reader.size(), done)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
writer.write([note(done)], 1.0)
assert reader.size() == done + 1
assert verify(reader).faults == ()
print("kept", done)
"""


def test_a_full_disk_is_told_and_nothing_is_lost_by_it(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own code
        [sys.executable, "-c", FULL, str(tmp_path / "store")],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "no room left" in done.stdout
    assert int(done.stdout.split()[-1]) > 3


def test_a_store_has_one_writer(store: Store, tmp_path: Path) -> None:
    del store
    with pytest.raises(PlaceError, match="another process"):
        Store.open(tmp_path / "store", writing=True)
    with pytest.raises(CallerError, match="a store already"):
        Store.create(tmp_path / "store")


def test_a_reader_cannot_write(store: Store, tmp_path: Path) -> None:
    store.close()
    with Store.open(tmp_path / "store") as read, pytest.raises(CallerError, match="to be read"):
        Writer(read)


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="holds no store"):
        Store.open(tmp_path)
    (tmp_path / opening_module.FILE).write_bytes(b"something else" * 1_000)
    with pytest.raises(DataError, match="no store"):
        Store.open(tmp_path)


def test_a_store_of_another_version_is_told(store: Store, tmp_path: Path) -> None:
    with store.environment.begin(write=True, db=store.parts[opening_module.ABOUT]) as txn:
        txn.put(b"format", b"lantu store 9")
    store.close()
    with pytest.raises(DataError, match="another version"):
        Store.open(tmp_path / "store", writing=True)


def test_a_copy_is_a_store_like_any_other(store: Store, tmp_path: Path) -> None:
    writer = Writer(store)
    writer.write([made(f"88.1/{n}") for n in range(50)], NOW)
    copied = back_up(store, tmp_path / "copy")
    writer.write([made("88.1/later")], NOW)
    assert (copied.records, copied.entries, copied.faults) == (50, 1, ())
    assert copied.head == Reader(store).entries(2).__next__()[16:48]
    put_back = restore(tmp_path / "copy", tmp_path / "back")
    assert put_back == copied
    with Store.open(tmp_path / "back", writing=True) as back:
        Writer(back).write([made("88.1/else")], NOW)
        assert Reader(back).size() == 51
    with pytest.raises(CallerError, match="a store already"):
        back_up(store, tmp_path / "copy")


def test_a_damaged_copy_is_not_put_back(store: Store, tmp_path: Path) -> None:
    Writer(store).write([made("88.1/a")], NOW)
    back_up(store, tmp_path / "copy")
    with Store.open(tmp_path / "copy", writing=True) as copy:
        txn = copy.environment.begin(write=True, db=copy.parts[RECORDS])
        txn.delete(b"88.1/A")
        txn.commit()
    with pytest.raises(DataError, match="not those"):
        restore(tmp_path / "copy", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_too_many_changes_at_once_are_refused(store: Store) -> None:
    with pytest.raises(CallerError, match="at most"):
        Writer(store).write([gone("88.1/a")] * 20_001, NOW)


@pytest.mark.parametrize("damage", [b"", b"\7", b"\1\xff\xff\xff\xff", b"\1\0\0\0\5abcde"])
def test_an_entry_that_is_none_is_refused(damage: bytes) -> None:
    with pytest.raises(MalformedError):
        Entry.parse(bytes(16 + 64) + damage)


def test_a_restricted_record_says_so_in_its_first_octet(store: Store) -> None:
    Writer(store).write([made("88.1/a"), made("88.1/b", url("x", permissions=SECRET))], NOW)
    reader = Reader(store)
    first = [(reader.octets(key) or b"?")[0] for key in ("88.1/A", "88.1/B")]
    assert first == [0, 1]
