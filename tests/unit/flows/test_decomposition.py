from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.facts.economy import read_table
from lantu.flows import decompose
from lantu.flows.decomposition import FACTORS, shapley
from lantu.model.input_output_table import InputOutputTable, input_output_table
from unit.flows.small_tables import invented

NATIONAL = Path(__file__).parents[3] / ".." / "shared" / "data" / "china_io_national"


def years(kind: str = "world") -> tuple[InputOutputTable, InputOutputTable]:
    tables = [invented(np.random.default_rng(seed), kind) for seed in (1, 2)]  # type: ignore[arg-type]  # a parameter
    return tables[0], tables[1]


def test_the_effects_sum_to_the_change_exactly() -> None:
    before, after = years()
    found = decompose(before, after)
    assert found.factors == FACTORS[1:]
    assert found.before == pytest.approx(before.x)
    assert found.effects.sum(axis=0) == pytest.approx(after.x - before.x)


@pytest.mark.parametrize("kind", ["kept apart", "competitive"])
@pytest.mark.parametrize("row", ["value added", "wages", "jobs"])
def test_any_row_of_any_table_can_be_told_apart(kind: str, row: str) -> None:
    before, after = years(kind)
    found = decompose(before, after, row=row)
    assert found.factors == FACTORS
    assert found.effects.sum(axis=0) == pytest.approx(found.after - found.before)


def test_value_added_before_and_after_is_the_tables_own() -> None:
    before, after = years()
    found = decompose(before, after, row="value added")
    assert found.before == pytest.approx(before.value_added)
    assert found.after == pytest.approx(after.value_added)


def test_twice_of_everything_is_all_level() -> None:
    before = invented(np.random.default_rng(3))
    after = input_output_table(
        before.Z * 2,
        before.Y * 2,
        sectors=before.sectors.codes,
        regions=before.regions.codes,
        finals=before.finals.codes,
        uses=before.uses,
        V=before.V * 2,
        primaries=before.primaries.codes,
        x=before.x * 2,
    )
    found = decompose(before, after, row="value added")
    *others, level = found.total
    assert others == pytest.approx([0.0] * 4, abs=1e-9)
    assert level == pytest.approx(before.value_added.sum())


def test_turning_time_round_turns_every_effect_round() -> None:
    before, after = years()
    there, back = decompose(before, after), decompose(after, before)
    assert there.effects == pytest.approx(-back.effects)


def test_the_weights_average_all_orders() -> None:
    rng = np.random.default_rng(7)
    subsets = [tuple(bool(n >> k & 1) for k in range(4)) for n in range(16)]
    results = {subset: rng.random(3) for subset in subsets}
    by_hand = np.zeros((4, 3))
    for order in permutations(range(4)):
        chosen = [False] * 4
        for at in order:
            was = results[tuple(chosen)]
            chosen[at] = True
            by_hand[at] += (results[tuple(chosen)] - was) / 24
    assert shapley(results, 4) == pytest.approx(by_hand)


def test_polar_orders_sum_to_the_change_and_lie_within_the_reach_of_all() -> None:
    before, after = years()
    every, polar = decompose(before, after), decompose(before, after, orders="polar")
    assert polar.effects.sum(axis=0) == pytest.approx(after.x - before.x)
    assert (polar.total >= every.lowest - 1e-9).all()
    assert (polar.total <= every.highest + 1e-9).all()
    assert (every.total >= every.lowest).all()


def test_tables_of_different_sectors_are_refused() -> None:
    other = invented(np.random.default_rng(1), sectors=3)
    with pytest.raises(CallerError, match="differ in sectors"):
        decompose(years()[0], other)
    with pytest.raises(CallerError, match="orders="):
        decompose(*years(), orders="some")  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.skipif(
    not NATIONAL.is_dir(), reason="shared/data/china_io_national is not beside this checkout"
)
def test_three_years_of_the_national_economy_are_told_apart() -> None:
    before, after = (read_table(NATIONAL / f"china_{year}_42.npz") for year in (2017, 2020))
    found = decompose(before, after, row="value added")
    assert found.total.sum() == pytest.approx(after.value_added.sum() - before.value_added.sum())
    assert found.factors[int(found.total.argmax())] == "level"
