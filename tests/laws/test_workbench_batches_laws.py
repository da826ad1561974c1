"""Laws of batches: however they are cut, kept and damaged, what they find is the same."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.errors import DataError, LantuError
from lantu.workbench.batches import BatchRequest, Record, run_batch
from lantu.workbench.batches.lines import Fault, packed, unpacked
from lantu.workbench.batches.plans import Chunks, plan
from unit.workbench.batches import made_trials as made

REQUEST = BatchRequest(scenarios=(made.scenario(doubt=True),), trial=made.PLAIN, draws=12)


def kept() -> tuple[bytes, bytes]:
    """A checkpoint, and what its batch found."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept"
        found = run_batch(replace(REQUEST, checkpoint=path))
        return path.read_bytes(), found.data()


KEPT, FOUND = kept()
LINES = KEPT.splitlines(keepends=True)

finite = st.floats(allow_nan=False, allow_infinity=False)
series = st.lists(finite, max_size=5).map(lambda each: np.array(each, dtype=np.float64))
records = st.dictionaries(st.text(max_size=5), finite | series, max_size=4)
tries = st.lists(records | st.text(max_size=9).map(Fault), max_size=5)


def same(one: Record | Fault, other: Record | Fault) -> bool:
    if isinstance(one, Fault) or isinstance(other, Fault):
        return one == other
    return list(one) == list(other) and all(
        type(one[name]) is type(other[name])
        and np.asarray(one[name]).tobytes() == np.asarray(other[name]).tobytes()
        for name in one
    )


@given(number=st.integers(0, 10**9), said=tries)
def test_what_is_packed_is_unpacked_to_the_last_bit(
    number: int, said: list[Record | Fault]
) -> None:
    text = packed(number, said)
    back_number, back = unpacked(text)
    assert back_number == number
    assert len(back) == len(said)
    assert all(map(same, back, said))
    assert packed(back_number, back) == text
    assert "\n" not in text


@given(st.text(max_size=60) | st.sampled_from(['{"chunk": 0, "tries": [{"found": {"a": "?"}}]}']))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        unpacked(text)


@settings(deadline=None)
@given(draws=st.lists(st.integers(2, 400), min_size=1, max_size=6), together=st.integers(1, 64))
def test_chunks_have_every_try_once_and_in_order(draws: list[int], together: int) -> None:
    request = replace(REQUEST, draws=None)
    plans = tuple(
        plan(made.scenario(f"s{at}", draws=count), request) for at, count in enumerate(draws)
    )
    chunks = Chunks(plans, together)
    made_of = list(chunks.make(range(len(chunks))))
    assert [sum(len(p.ranks) for p in each.pieces) for each in made_of] == [
        chunks.length(number) for number in range(len(chunks))
    ]
    for at, each in enumerate(plans):
        mine = [p for one in made_of for p in one.pieces if p.scenario.code == f"s{at}"]
        assert (np.concatenate([p.ranks for p in mine]) == each.ranks).all()
        assert (np.concatenate([p.streams for p in mine]) == each.streams).all()


def resumed(data: bytes) -> bytes | None:
    """What the batch finds when it goes on from these bytes; None where it refuses them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept"
        path.write_bytes(data)
        try:
            return run_batch(replace(REQUEST, checkpoint=path)).data()
        except LantuError:
            assert path.read_bytes() == data
            return None


@settings(deadline=None)
@given(st.integers(0, len(KEPT)))
def test_a_checkpoint_cut_anywhere_is_gone_on_from(length: int) -> None:
    assert resumed(KEPT[:length]) == FOUND


@settings(deadline=None)
@given(at=st.integers(0, len(KEPT) - 1), byte=st.integers(0, 255))
def test_a_byte_that_changed_never_changes_what_is_found(at: int, byte: int) -> None:
    found = resumed(KEPT[:at] + bytes([byte]) + KEPT[at + 1 :])
    assert found == FOUND if at >= len(LINES[0]) else found in {FOUND, None}


@settings(deadline=None)
@given(st.permutations(LINES[1:]), st.lists(st.sampled_from(LINES[1:]), max_size=3))
def test_the_order_of_lines_and_lines_that_stand_twice_change_nothing(
    lines: list[bytes], again: list[bytes]
) -> None:
    assert resumed(LINES[0] + b"".join([*lines, *again])) == FOUND
