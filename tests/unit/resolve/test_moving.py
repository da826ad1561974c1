"""Many records at once: every row is taken in, was there, or is told why not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lantu.errors import DataError
from lantu.resolve.engine.records import Change, Record
from lantu.resolve.moving import (
    Failure,
    Intake,
    Moved,
    csv_rows,
    exported,
    json_rows,
    put_row,
    take_in,
)
from lantu.resolve.store import Noted, Reader, Store, Writer, verify
from lantu.resolve.wire.values import SECRET, HandleValue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lantu.resolve.moving import Row


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "store") as made:
        Writer(made).write([Noted(change=Change(key="0.NA/88.1", home=True))], 1.0)
        yield made


def taken(
    store: Store, rows: Iterator[Row], now: float = 50.0, *, overwrite: bool = False
) -> tuple[Moved, list[Failure]]:
    failures: list[Failure] = []
    how = Intake(now=now, overwrite=overwrite, failure=failures.append)
    return take_in(Writer(store), Reader(store), rows, how), failures


def lines(*handles: str, data: str = "u") -> Iterator[Row]:
    values = [{"index": 1, "type": "URL", "data": data}]
    return json_rows(json.dumps({"handle": each, "values": values}).encode() for each in handles)


def test_rows_are_taken_in_once_however_often_they_are_given(store: Store) -> None:
    handles = [f"88.1/{n}" for n in range(25)]
    assert taken(store, lines(*handles)) == (Moved(taken=25), [])
    assert taken(store, lines(*handles, "88.1/more"), 99.0)[0] == Moved(taken=1, unchanged=25)
    assert taken(store, lines("88.1/x", "88.1/x"))[0] == Moved(taken=1, unchanged=1)
    assert verify(Reader(store)).faults == ()


def test_a_row_with_other_values_takes_the_place_only_where_that_is_asked(store: Store) -> None:
    taken(store, lines("88.1/a", "88.1/b"))
    moved, failures = taken(store, lines("88.1/a", "88.1/c", data="v"))
    assert moved == Moved(taken=1, failed=1)
    assert failures[0].line == 1
    assert "other values" in failures[0].why
    assert taken(store, lines("88.1/a", data="v"), overwrite=True)[0] == Moved(taken=1)
    record = Reader(store).get("88.1/A")
    assert record is not None
    assert record.values[0].data == b"v"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "no record"),
        (b'{"handle": 1}', "no record"),
        (b'{"handle": "88.1/a", "values": {}}', "no list"),
        (b'{"handle": "88.1/a", "values": []}', "0 values"),
        (b'{"handle": "88.1", "values": [{"index": 1, "type": "U", "data": ""}]}', "no handle"),
        (b'{"handle": "88.2/a", "values": [{"index": 1, "type": "U", "data": ""}]}', "not serve"),
        (b'{"handle": "0.NA/8", "values": [{"index": 1, "type": "U", "data": ""}]}', "a prefix"),
        (b'{"handle": "88.1/a", "values": [1]}', "no value"),
        (b'{"handle": "88.1/a", "values": [{"index": 1, "type": "U", "dat": ""}]}', "no value"),
        (b'{"handle": "88.1/a", "values": [{"index": 0, "type": "U", "data": ""}]}', "index is 0"),
        (b'{"handle": "88.1/a", "values": [{"index": true, "type": "U", "data": ""}]}', "index is"),
        (b'{"handle": "88.1/a", "values": [{"index": 1, "data": ""}]}', "without a type"),
        (b'{"handle": "88.1/a", "values": [{"index": 1, "type": "U", "data": 5}]}', "neither"),
        (b'{"handle": "88.1/a", "values": [{"index": 1, "type": "U", "data": {"hex": "x"}}]}', "data"),
        (b'{"handle": "88.1/\\ud800", "values": [{"index": 1, "type": "U", "data": "x"}]}', "text"),
        (b'{"handle": "88.1/a", "values": [{"index": 1, "type": "U", "data": "x", "permissions": 7}]}', "four bits"),
        (b'{"handle": "88.1/a", "values": [{"index": 1, "type": "U", "data": "x", "ttl": -1}]}', "ttl is"),
        (b'{"handle": "88.1/a", "values": [{"index": 1, "type": "U", "data": "x"}, {"index": 1, "type": "V", "data": "x"}]}', "same index"),
        (b" " * (1 << 20) + b"1", "a line of"),
    ],
)  # fmt: skip
def test_a_row_that_is_none_is_told_and_the_others_go_on(
    store: Store, line: bytes, words: str
) -> None:
    good = b'{"handle": "88.1/z", "values": [{"index": 1, "type": "U", "data": "x"}]}'
    moved, failures = taken(store, json_rows([b"\n", line, good]))
    assert moved == Moved(taken=1, failed=1)
    assert failures[0].line == 2
    assert words in failures[0].why


def test_a_table_is_taken_in_by_its_header(store: Store) -> None:
    table = ["\ufeffhandle,URL,2000:NAME\n", "88.1/a,u,镜头\n", "88.1/b,,\n", "88.1/c,u\n", "\n", "88.1/d,,x\n"]  # fmt: skip
    moved, failures = taken(store, csv_rows(table))
    assert moved == Moved(taken=2, failed=2)
    assert [(each.line, each.handle) for each in failures] == [(3, ""), (4, "")]
    record = Reader(store).get("88.1/A")
    assert record is not None
    assert [(each.index, each.type) for each in record.values] == [(1, "URL"), (2000, "NAME")]
    assert [each.timestamp for each in record.values] == [50, 50]


@pytest.mark.parametrize(
    "header", ["", "name,URL", "handle,0:URL", "handle,", "handle,x:URL", "handle,2:A,B"]
)
def test_a_header_that_is_none_is_refused(header: str) -> None:
    with pytest.raises(DataError):
        list(csv_rows([header]))


def test_what_is_written_out_is_taken_in_again_the_same(store: Store, tmp_path: Path) -> None:
    values = (
        HandleValue(index=1, type="URL", data="镜头".encode(), timestamp=7, ttl=5),
        HandleValue(index=2, type="RAW", data=b"\xff\0", timestamp=8, ttl_type=1),
        HandleValue(index=3, type="KEY", data=b"s", timestamp=9, permissions=SECRET),
    )
    kept = [Record(handle=f"88.1/Lens{n}", values=values) for n in range(3)]
    notes = [Noted(change=Change(key=each.handle.upper(), record=each)) for each in kept]
    Writer(store).write(notes, 1.0)
    reader = Reader(store)
    assert all(len(each.values) == 2 for each in exported(reader))
    assert list(exported(reader, prefix="0.NA/88.2")) == []
    out = [put_row(each) for each in exported(reader, restricted=True)]
    with Store.create(tmp_path / "other") as other:
        Writer(other).write([Noted(change=Change(key="0.NA/88.1", home=True))], 1.0)
        assert taken(other, json_rows(out))[0] == Moved(taken=3)
        assert Reader(other).state() == reader.state()


def named(*rows: tuple[str, str, str]) -> Iterator[Row]:
    return csv_rows(["handle,once,URL\n", *(",".join(row) + "\n" for row in rows)])


def test_a_row_that_has_a_name_is_taken_in_once_under_it(store: Store) -> None:
    first = ("88.1/a", "order 7", "u")
    assert taken(store, named(first, first))[0] == Moved(taken=1, unchanged=1)
    Writer(store).write([Noted(change=Change(key="88.1/A"))], 60.0)
    assert taken(store, named(first), 99.0)[0] == Moved(unchanged=1)
    assert Reader(store).get("88.1/A") is None
    other = ("88.1/a", "order 7", "v")
    moved, failures = taken(store, named(other, ("88.1/b", "x", "u"), ("88.1/c", "x", "u")))
    assert moved == Moved(taken=1, failed=2)
    assert [each.line for each in failures] == [2, 4]
    assert "names another row" in failures[0].why
    line = b'{"handle": "88.1/d", "once": 1, "values": []}'
    assert "once is no text" in taken(store, json_rows([line]))[1][0].why
