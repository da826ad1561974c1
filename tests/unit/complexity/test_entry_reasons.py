from __future__ import annotations

from functools import cache
from itertools import permutations

import numpy as np
import pytest

from lantu.complexity import EntryModel, entry_model, entry_reasons, relatedness
from lantu.complexity.entry_reasons import shapley
from lantu.errors import CallerError
from worlds import world

WORLD = world(np.random.default_rng(2), places=40, activities=30).matrix


@cache
def model() -> EntryModel:
    return entry_model(WORLD, "2000", "2010", rng=np.random.default_rng(0))


def test_parts_are_the_mean_over_all_orders() -> None:
    worth = np.random.default_rng(0).normal(size=16)
    orders = list(permutations(range(4)))
    mean = np.zeros(4)
    for order in orders:
        known = 0
        for g in order:
            mean[g] += (worth[known | (1 << g)] - worth[known]) / len(orders)
            known |= 1 << g
    assert np.allclose(shapley(worth), mean)


def test_base_and_parts_add_up_to_what_is_told() -> None:
    told = model().predict(WORLD, start="2000").to_polars()
    place, activity, probability = told.select("place", "activity", "probability").row(7)
    found = entry_reasons(model(), WORLD, place, activity, start="2000")
    assert found.probability == pytest.approx(probability, rel=1e-9)
    odds = np.log(probability / (1 - probability))
    assert found.base + found.parts.sum() == pytest.approx(odds, abs=1e-9)
    assert found.to_polars()["group"].to_list() == [
        "initial",
        "related",
        "pattern",
        "alike",
        "place",
        "activity",
        "together",
    ]
    at = WORLD.places.at(place), WORLD.activities.at(activity)
    density = relatedness(WORLD).density[0][at]
    assert found.neighbours.part.sum() == pytest.approx(density)
    assert found.neighbours.rest[0] == 0


def test_what_counts_for_the_likeliest_and_against_the_least_is_skill() -> None:
    told = model().predict(WORLD, start="2000").to_polars().sort("probability")
    skill = {"related", "pattern", "alike"}
    sums = []
    for row in (0, -1):
        place, activity = told.select("place", "activity").row(row)
        table = entry_reasons(model(), WORLD, place, activity, start="2000").to_polars()
        sums.append(table.filter(table["group"].is_in(skill))["part"].sum())
    assert sums[0] < 0 < sums[1]


def test_what_a_place_does_already_needs_no_reasons() -> None:
    with pytest.raises(CallerError, match="no candidate"):
        entry_reasons(model(), WORLD, WORLD.places.labels[-1], "a0001", start="2000")
