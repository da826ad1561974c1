from __future__ import annotations

import numpy as np
import pytest

from lantu.complexity import entry_model, measure, next_products, presence, proximity
from lantu.errors import CallerError, DataError
from worlds import world

WORLD = world(np.random.default_rng(1), places=40, activities=30).matrix


def test_without_a_model_the_probability_is_unknown() -> None:
    found = next_products(WORLD, "p0003", start="2000")
    assert found.ordered_by == "density"
    assert found.probability is found.lower is found.upper is None
    assert "probability" not in found.to_polars().columns
    assert (np.diff(found.density) <= 0).all()
    for k, density in enumerate(found.density):
        assert found.rank_best[k] == 1 + (found.density > density + 1e-12).sum()
        assert found.rank_worst[k] == (found.density > density - 1e-12).sum()


def test_every_figure_is_that_of_the_measures() -> None:
    found, whole = next_products(WORLD, "p0003", start="2000"), measure(WORLD)
    at = WORLD.places.at("p0003")
    of = [WORLD.activities.at(code) for code in found.activity]
    advantage = whole.presence.advantage.values[0, at]
    assert sorted(of) == np.flatnonzero(advantage < 0.5).tolist()
    assert np.allclose(found.advantage, advantage[of], rtol=1e-12)
    assert np.allclose(found.density, whole.relatedness.density[0, at, of], rtol=1e-12)
    assert np.allclose(found.distance, whole.relatedness.distance[0, at, of], rtol=1e-12)
    assert np.allclose(found.pci, whole.eci.pci[0, of], rtol=1e-9)
    assert np.allclose(found.cog, whole.outlook.cog[0, at, of], rtol=1e-9)
    assert found.eci == pytest.approx(whole.eci.eci[0, at])
    assert np.allclose(found.gain, found.pci - found.eci)
    kept = whole.presence.kept_places[0].sum()
    assert found.pci_from == f"2000, {kept} × 30"


def test_neighbours_carry_all_of_the_density() -> None:
    found = next_products(WORLD, "p0007", start="2000", shown=3)
    near = found.neighbours
    assert np.allclose(near.part.sum(axis=1) + near.rest, found.density, rtol=1e-12)
    phi = proximity(presence(WORLD), period="2000").phi
    held = presence(WORLD).present[0, WORLD.places.at("p0007")]
    for row, q in enumerate(near.of):
        parts = phi[:, q] * held / phi[:, q].sum()
        assert np.allclose(near.part[row], np.sort(parts)[::-1][:3])
        assert np.allclose(parts[near.position[row]], near.part[row])
    table = near.to_polars()
    assert set(table["activity"]) <= set(found.activity)
    assert (table["part"] > 0).all()


def test_with_a_model_candidates_stand_in_order_of_probability() -> None:
    model = entry_model(WORLD, "2000", "2010", rng=np.random.default_rng(0))
    found = next_products(WORLD, "p0003", model=model, start="2000")
    told = model.predict(WORLD, start="2000").to_polars()
    told = told.filter(told["place"] == "p0003")
    assert found.probability is not None
    assert found.lower is not None
    assert found.upper is not None
    expected = dict(told.select("activity", "probability").iter_rows())
    assert dict(zip(found.activity, found.probability, strict=True)) == expected
    assert (np.diff(found.probability) <= 0).all()
    assert (found.lower < found.probability).all()
    assert (found.probability < found.upper).all()
    rank = 1 + np.arange(len(found.probability))
    assert (found.rank_best <= rank).all()
    assert (rank <= found.rank_worst).all()
    all_told = model.predict(WORLD, start="2000")
    here = all_told.place == WORLD.places.at("p0003")
    odds = np.log(found.probability / (1 - found.probability))
    doubts = dict(zip(all_told.activity[here], all_told.doubt_of_cell[here], strict=True))
    doubt = [doubts[WORLD.activities.at(code)] for code in found.activity]
    for one in range(len(odds)):
        apart = 1.6448536 * np.hypot(doubt[one], doubt)
        assert found.rank_best[one] == 1 + (odds - odds[one] > apart).sum()
        assert found.rank_worst[one] == len(odds) - (odds[one] - odds > apart).sum()
    assert found.to_polars().height == len(rank)


def test_the_end_of_the_panel_is_the_default() -> None:
    assert next_products(WORLD, "p0003").start == "2010"


def test_calls_that_mean_nothing_are_refused() -> None:
    with pytest.raises(CallerError, match="no place"):
        next_products(WORLD, "nowhere")
    with pytest.raises(CallerError, match="of use to a model alone"):
        next_products(WORLD, "p0003", earlier="2000")
    with pytest.raises(DataError, match="no activity below the line"):
        next_products(WORLD, "p0041", start="2000")
