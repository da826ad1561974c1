"""World trade: fitness as another package found it, and ECI of two years of one code list."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from lantu.complexity import ActivityMatrix, Steps, activity_matrix, eci, fitness, presence
from lantu.complexity.rules import Rules

FOLDER = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "trade_country_product"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"{'/'.join(FOLDER.parts[-3:])} is not beside this checkout"
)


@cache
def trade(name: str) -> ActivityMatrix:
    table = pl.read_parquet(FOLDER / name)
    places, activities = (sorted(set(table[column])) for column in ("country", "product"))
    values = np.zeros((len(places), len(activities)))
    at = {code: k for codes in (places, activities) for k, code in enumerate(codes)}
    for country, product, value in table.select("country", "product", "value").iter_rows():
        values[at[country], at[product]] += value
    return activity_matrix(values, places=places, activities=activities, periods=(name,))


def reference(name: str, key: str, value: str) -> dict[str, float]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        return {row[key]: float(row[value]) for row in csv.DictReader(lines)}


def test_fitness_of_1998_to_2000_to_the_last_digit() -> None:
    """The package counts the start as the first of its twenty iterations."""
    found = fitness(trade("world_trade_avg_1998_to_2000.parquet"), stop=Steps(iterations=19))
    places = reference("reference_1998_2000_country_fitness.csv", "country", "fitness")
    activities = reference("reference_1998_2000_product_quality.csv", "product", "quality")
    labels = found.presence.places.labels, found.presence.activities.labels
    assert np.allclose(found.fitness[0], [places[code] for code in labels[0]], rtol=1e-12)
    assert np.allclose(found.complexity[0], [activities[code] for code in labels[1]], rtol=1e-12)


def test_twenty_iterations_are_near_enough_and_not_yet_still() -> None:
    found = fitness(trade("world_trade_avg_1998_to_2000.parquet"), stop=Steps(iterations=20))
    places = reference("reference_1998_2000_country_fitness.csv", "country", "fitness")
    expected = np.array([places[code] for code in found.presence.places.labels])
    assert 1e-6 < np.abs(found.fitness[0] - expected).max() < 2e-4
    assert not found.converged[0]


def test_fitness_of_world_trade_settles_with_no_place_vanishing() -> None:
    found = fitness(trade("world_trade_avg_1998_to_2000.parquet"))
    assert found.converged[0]
    assert found.iterations[0] < 100
    assert found.drift.min() > -1e-4


@pytest.mark.parametrize(
    ("name", "shape"),
    [("ec_trade_1962.parquet", (158, 991)), ("world_trade_1980.parquet", (192, 1106))],
)
def test_years_of_one_code_list_have_their_places_and_activities(
    name: str, shape: tuple[int, int]
) -> None:
    found = presence(trade(name))
    assert found.present.shape[1:] == shape
    assert eci(found).determined[0]


def test_complexity_lasts_for_forty_years() -> None:
    """Among traders of some size, 1980 ranks places much as the Atlas does in 2014."""
    matrix = trade("world_trade_1980.parquet")
    index = eci(presence(matrix, rules=Rules(minimum_total=1e9)))
    with (FOLDER / "reference_atlas_eci_rank_2003_2014.csv").open(encoding="utf-8") as lines:
        ranks = {
            row["iso"].lower(): float(row["rank_eci"])
            for row in csv.DictReader(lines)
            if row["year"] == "2014"
        }
    both = [code for code in index.to_polars()["place"] if code in ranks]
    ours = np.array([index.eci[0, matrix.places.at(code)] for code in both])
    theirs = np.array([ranks[code] for code in both])
    order = np.argsort(np.argsort(-ours)), np.argsort(np.argsort(theirs))
    assert len(both) > 60
    assert np.corrcoef(*order)[0, 1] > 0.85
