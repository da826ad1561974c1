"""What holds for any facts whatever."""

from __future__ import annotations

import csv
import io
import random
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Literal

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lantu.facts import check, diff, open_workspace, quarantine, save_snapshot
from lantu.facts.checks.cycles import closing_links, shortest_cycle
from lantu.facts.intake.csv_scan import scan
from lantu.facts.intake.typed_cell import number_text
from lantu.facts.settings import read_settings
from town import workspace as town

slow = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))

cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",\n'), max_size=6
)
tables = st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=8)
products = st.sampled_from("ABCDEFGH")
links = st.lists(st.tuples(products, products).filter(lambda pair: pair[0] != pair[1]), max_size=20)
numbers = st.floats(min_value=0, max_value=1e12, allow_nan=False, allow_subnormal=False)


def written(rows: list[list[str]], end: str, quoting: Literal[0, 1]) -> bytes:
    target = io.StringIO()
    csv.writer(target, lineterminator=end, quoting=quoting).writerows(rows)
    return target.getvalue().encode()


@given(rows=tables, end=st.sampled_from(["\n", "\r\n"]), all_quoted=st.booleans())
def test_the_scan_finds_the_records_and_cells_that_were_written(
    rows: list[list[str]], end: str, *, all_quoted: bool
) -> None:
    data = written(rows, end, csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL)
    found = scan(data)
    assert (found.open_quote, found.stray_quote) == (None, None)
    assert found.cells.tolist() == [len(row) for row in rows]
    records = [data[a:b].decode() for a, b in zip(found.starts, found.ends, strict=True)]
    assert [next(csv.reader(io.StringIO(r, newline=""))) for r in records] == rows


@given(data=st.binary(max_size=200) | st.text('",\n\rab', max_size=60).map(str.encode))
def test_the_scan_covers_any_bytes_without_overlap(data: bytes) -> None:
    found = scan(data)
    assert len(found.starts) == len(found.ends) == len(found.cells)
    assert all(a <= b for a, b in zip(found.starts, found.ends, strict=True))
    assert all(b < a for a, b in zip(found.starts[1:], found.ends[:-1], strict=True))
    assert all(found.cells >= 1)


@given(data=st.text('",\n\rab', max_size=60).map(str.encode), block=st.integers(1, 7))
def test_the_scan_is_the_same_in_blocks_of_any_size(data: bytes, block: int) -> None:
    whole = scan(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("lantu.facts.intake.csv_scan._BLOCK", block)
        parts = scan(data)
    assert parts.starts.tolist() == whole.starts.tolist()
    assert parts.cells.tolist() == whole.cells.tolist()
    assert (parts.open_quote, parts.stray_quote) == (whole.open_quote, whole.stray_quote)


def orderable(pairs: list[tuple[str, str]]) -> bool:
    left = set(pairs)
    while left:
        targets = {target for _, target in left}
        free = {pair for pair in left if pair[0] not in targets}
        if not free:
            return False
        left -= free
    return True


@given(pairs=links)
def test_without_the_closing_links_no_cycle_is_left(pairs: list[tuple[str, str]]) -> None:
    closing = set(closing_links(pairs))
    assert bool(closing) is not orderable(pairs)
    assert orderable([pair for pair in pairs if pair not in closing])


@given(pairs=links)
def test_the_shortest_cycle_is_one_and_none_is_shorter(pairs: list[tuple[str, str]]) -> None:
    closing = closing_links(pairs)
    cycle = shortest_cycle(pairs, closing)
    if not closing:
        assert cycle == ()
        return
    assert cycle[0] == cycle[-1]
    assert set(pairwise(cycle)) <= set(pairs)
    assert len(set(cycle)) == len(cycle) - 1
    reach = set(pairs)
    for length in range(1, len(cycle) - 1):
        assert not any(a == b for a, b in reach), f"a cycle of {length} was passed over"
        reach = {(a, d) for a, b in reach for c, d in pairs if b == c}


@given(value=numbers)
def test_a_number_reads_back_as_it_was(value: float) -> None:
    assert float(number_text(value)) == value
    polars = pl.Series([number_text(value)]).cast(pl.Float64)
    assert polars.to_list() == [value]


@given(data=st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_settings_are_read_or_refused_whatever_they_are(data: bytes) -> None:
    found, faults = read_settings(data)
    assert found is not None or faults


def shuffled(folder: Path, seed: int) -> None:
    for file in sorted((folder / "facts").iterdir()):
        rng = random.Random(f"{seed} {file.name}")  # noqa: S311 - a test's own dice
        town.change(folder, file.stem, rng.shuffle)


@slow
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_does_not_change_the_facts(seed: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = town.copy_to(Path(place))
        shuffled(folder, seed)
        one, other = open_workspace(town.PATH), open_workspace(folder)
        assert other.content_hash == one.content_hash
        assert diff(one, other).changes == ()
        graph, same = one.graph(), other.graph()
        for part in ("links", "makers", "figures"):
            assert getattr(graph, part).rows.tolist() == getattr(same, part).rows.tolist()
        assert [graph.makers.book.cite(at).reading for at in range(15)] == [
            same.makers.book.cite(at).reading for at in range(15)
        ]


def as_spreadsheets_hold_it(value: float) -> float:
    """The number to fifteen digits: more do not survive a spreadsheet."""
    return float(f"{value:.15g}")


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), max_size=9)


@slow
@given(
    note=TEXT.filter(lambda text: "\ufffd" not in text), value=numbers.map(as_spreadsheets_hold_it)
)
def test_facts_are_the_same_in_every_format(note: str, value: float) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = town.copy_to(Path(place))
        town.put(folder, "indicators", 2, note=note, value=number_text(value))
        as_csv = open_workspace(folder)
        frame = as_csv.tables()["indicators"]
        file = folder / "facts" / "indicators.csv"
        file.unlink()
        frame.write_parquet(file.with_suffix(".parquet"))
        as_parquet = open_workspace(folder)
        file.with_suffix(".parquet").unlink()
        frame.write_excel(file.with_suffix(".xlsx"), dtype_formats={pl.Float64: "General"})
        as_xlsx = open_workspace(folder)
        kept = open_workspace(save_snapshot(as_csv).path)
        hashes = {w.content_hash for w in (as_csv, as_parquet, as_xlsx, kept)}
        assert len(hashes) == 1


@slow
@given(
    table=st.sampled_from(["products", "links", "firms", "firm_products", "dependence"]),
    line=st.integers(2, 7),
    data=st.data(),
    bad=st.sampled_from(["", " ", "?", "-1", "1e999", "P99", "A;A", "\u3000", "2024年"]),
)
def test_whatever_cell_is_broken_the_rest_can_be_kept(
    table: str, line: int, data: st.DataObject, bad: str
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = town.copy_to(Path(place) / "town")
        column = data.draw(st.sampled_from(list(town.rows(folder, table)[0])))
        town.put(folder, table, line, **{column: bad})
        report = check(folder)
        done = quarantine(folder, Path(place) / "clean")
        assert check(done.folder).ok
        assert report.ok is not bool(done.set_aside)
        kept = {name: len(frame) for name, frame in done.workspace.tables().items()}
        for name, count in kept.items():
            aside = done.set_aside.get(name, 0)
            assert count + aside == len(town.rows(folder, name))


@slow
@given(seed=st.integers(0, 1000), removed=st.integers(0, 5))
def test_a_difference_turned_round_is_the_difference_turned_round(seed: int, removed: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = town.copy_to(Path(place))
        rng = random.Random(seed)  # noqa: S311 - a test's own dice
        town.change(folder, "indicators", lambda rows: rows[0].update(value=str(rng.random())))
        town.change(folder, "dependence", lambda rows: rows.__delitem__(slice(removed)))
        assume(town.rows(folder, "dependence"))
        there, back = diff(town.PATH, folder), diff(folder, town.PATH)
        assert [c.key for c in there.of("removed")] == [c.key for c in back.of("added")]
        assert len(there.of("removed")) == removed
        pairs = zip(there.of("changed"), back.of("changed"), strict=True)
        for one, other in pairs:
            assert [(c.before, c.after) for c in one.cells] == [
                (c.after, c.before) for c in other.cells
            ]
