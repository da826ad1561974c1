from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import agglomeration, agglomeration_by_herfindahl
from lantu.model.activity_matrix import ActivityMatrix, activity_matrix

PLACES = ["Wien"] * 5 + ["Linz"] * 4 + ["Graz"]
PLANTS = [200, 650, 12000, 100, 50, 16000, 13000, 1500, 1500, 25000]
SIZES = {"Wien": 500_000, "Linz": 400_000, "Graz": 100_000}


def test_the_textbooks_ten_plants_in_three_cities() -> None:
    """Farhauer & Kröll (2014), Standorttheorien: γ = 0.05990628, as REAT 3.0.3 documents it."""
    found = agglomeration(PLANTS, places=PLACES, sizes=SIZES)
    assert found.gamma.tolist() == [pytest.approx(0.05990628, abs=5e-9)]
    s, x = np.array([25, 32, 13]) / 70, np.array([0.1, 0.4, 0.5])
    own = sum(z * z for z in PLANTS) / 70_000**2
    assert found.raw == pytest.approx([((s - x) ** 2).sum()])
    assert found.herfindahl == pytest.approx([own])
    weighted = (((s**2).sum() - 0.42) / 0.58 - own) / (1 - own)
    assert found.gamma_weighted == pytest.approx([weighted])


def test_mean_and_variance_of_darts_are_exact() -> None:
    """Every way in which four plants can land in three places, with its chance."""
    z, x = np.array([5.0, 3, 1, 1]), {"a": 0.5, "b": 0.3, "c": 0.2}
    chances, raws, gammas = [], [], []
    for landed in product(x, repeat=len(z)):
        found = agglomeration(z, places=landed, sizes=x)
        chances.append(prod(x[place] for place in landed))
        raws.append(found.raw[0])
        gammas.append(found.gamma[0])
    mean = np.dot(chances, raws)
    assert found.expected[0] == pytest.approx(mean)
    assert found.deviation[0] ** 2 == pytest.approx(np.dot(chances, (raws - mean) ** 2))
    assert np.dot(chances, gammas) == pytest.approx(0)


def test_all_in_one_small_place_is_one_and_beyond_chance() -> None:
    found = agglomeration(np.ones(50), places=["a"] * 50, sizes={"a": 1, "b": 499, "c": 500})
    assert found.gamma_weighted[0] == pytest.approx(1)
    assert found.gamma[0] > 1  # of all small places, this one
    assert found.z[0] > 100


def test_industries_by_their_own_plants() -> None:
    found = agglomeration(
        [4, 4, 6, 1, 1],
        places=["p", "q", "q", "p", "p"],
        industries=["b", "b", "c", "a", "a"],
    )
    assert found.industries.labels == ("a", "b", "c")
    assert found.plants.tolist() == [2, 2, 1]
    assert found.sizes.tolist() == [6 / 16, 10 / 16]
    assert found.shares.tolist() == [[1, 0], [0.5, 0.5], [0, 1]]
    assert found.herfindahl.tolist() == [0.5, 0.5, 1]
    assert found.gamma[2] == 0
    alone = agglomeration([4, 4], places=["p", "q"], sizes={"p": 6, "q": 10})
    assert found.gamma[1] == alone.gamma[0]
    shown = found.to_polars()
    assert shown["industry"].to_list() == ["a", "b"]
    assert shown["z"].to_list() == found.z[:2].tolist()


def test_what_is_refused() -> None:
    with pytest.raises(CallerError, match="2 places"):
        agglomeration([1.0], places=["a", "b"])
    with pytest.raises(CallerError, match="no size of 1 places with plants: b"):
        agglomeration([1.0, 1], places=["a", "b"], sizes={"a": 1.0})
    with pytest.raises(DataError, match="size above 0"):
        agglomeration([1.0, 0], places=["a", "b"])
    with pytest.raises(DataError, match="size above 0"):
        agglomeration([], places=[])
    with pytest.raises(DataError, match="two places"):
        agglomeration([1.0, 1], places=["a", "a"])


def cities() -> ActivityMatrix:
    """The textbook's industry, and all else that the three cities do."""
    made = dict.fromkeys(SIZES, 0.0)
    for place, size in zip(PLACES, PLANTS, strict=True):
        made[place] += size
    values = [[made[place], SIZES[place] - made[place]] for place in SIZES]
    return activity_matrix(values, places=list(SIZES), activities=["made", "rest"])


def test_the_textbook_from_its_herfindahl_alone() -> None:
    own = sum(z * z for z in PLANTS) / 70_000**2
    found = agglomeration_by_herfindahl(cities(), {"made": own})
    assert found.gamma.tolist() == [pytest.approx(0.05990628, abs=5e-9)]
    assert found.plants.tolist() == [5]
    assert found.industries.labels == ("made",)
    told = agglomeration(PLANTS, places=PLACES, sizes=SIZES)
    assert 0 < found.z[0] < told.z[0]


def test_plants_alike_have_the_spread_of_their_herfindahl() -> None:
    places = ["Wien"] * 3 + ["Linz"] * 2 + ["Graz"]
    told = agglomeration(np.ones(6), places=places, sizes={"Wien": 4, "Linz": 3, "Graz": 3})
    rest = activity_matrix([[1, 2], [2, 1], [3, 1]], places=["Graz", "Linz", "Wien"])
    found = agglomeration_by_herfindahl(rest, {"a0001": 1 / 6})
    assert found.plants.tolist() == [6]
    assert found.deviation == pytest.approx(told.deviation)


def test_what_is_refused_of_herfindahls() -> None:
    with pytest.raises(DataError, match=r"Herfindahl of made is 1\.2"):
        agglomeration_by_herfindahl(cities(), {"made": 1.2})
    with pytest.raises(CallerError, match="no activity 'mode'"):
        agglomeration_by_herfindahl(cities(), {"mode": 0.2})
    with pytest.raises(DataError, match="done anywhere"):
        agglomeration_by_herfindahl(cities(), {})
    two = activity_matrix(np.ones((2, 3, 1)), periods=["1", "2"])
    with pytest.raises(CallerError, match="one period"):
        agglomeration_by_herfindahl(two, {"a0001": 0.5})
    one = activity_matrix([[3.0], [0.0]])
    with pytest.raises(DataError, match="two places"):
        agglomeration_by_herfindahl(one, {"a0001": 0.5})
