from __future__ import annotations

import numpy as np

from lantu.complexity import activity_matrix, eci, measure, outlook, presence, relatedness
from lantu.complexity.rules import Rules

MATRIX = activity_matrix(
    np.random.default_rng(11).lognormal(sigma=2, size=(2, 6, 9)), periods=("1", "2")
)


def test_all_at_once_is_each_by_itself() -> None:
    whole = measure(MATRIX, kind="cosine", convention="ecomplexity")
    assert np.array_equal(whole.eci.eci, eci(MATRIX, convention="ecomplexity").eci)
    near = relatedness(MATRIX, kind="cosine", convention="ecomplexity")
    assert np.array_equal(whole.relatedness.density, near.density)
    ahead = outlook(MATRIX, kind="cosine", convention="ecomplexity")
    assert np.array_equal(whole.outlook.cog, ahead.cog)


def test_tables_list_who_counts() -> None:
    found = presence(MATRIX, rules=Rules(minimum_total=float(MATRIX.values[0, 0].sum()) + 1e-6))
    whole = measure(found)
    assert not found.kept_places.all()
    places = whole.places_to_polars()
    assert places.columns == ["period", "place", "diversity", "eci", "coi"]
    assert places.height == found.kept_places.sum()
    assert whole.activities_to_polars().height == found.kept_activities.sum()
    cells = whole.to_polars()
    assert cells.height == found.kept.sum()
    assert cells.columns[3:] == ["advantage", "present", "density", "distance", "cog"]
    assert sum(cells.null_count().row(0)) == 0
