"""Laws of shift-share, shares and agglomeration on invented places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.flows import agglomeration, agglomeration_by_herfindahl, location, shift_share
from lantu.model.activity_matrix import ActivityMatrix, activity_matrix

SEEDS = st.integers(0, 10_000)


def panel(seed: int) -> ActivityMatrix:
    """Three to five periods with many zeros, and cells that nobody recorded."""
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(2, 6, 3))
    recorded = rng.random(shape) < 0.9
    values = rng.lognormal(3, 1, shape) * (rng.random(shape) < 0.8) * recorded
    return activity_matrix(
        values, periods=[str(2000 + k) for k in range(shape[0])], recorded=recorded
    )


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, dynamic=st.booleans())
def test_a_change_is_the_sum_of_its_causes(seed: int, *, dynamic: bool) -> None:
    found = shift_share(panel(seed), dynamic=dynamic)
    told = (found.national + found.mix + found.competitive + found.allocation).sum(axis=0)
    assert told == pytest.approx(found.change, abs=1e-8)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_places_gain_from_each_other_what_the_whole_does_not(seed: int) -> None:
    found = shift_share(panel(seed))
    old = found.before.sum(axis=0) > 0
    assert found.regional[0].sum(axis=0)[old] == pytest.approx(np.zeros(old.sum()), abs=1e-7)
    assert found.mix.sum() == pytest.approx(-found.after[:, ~old].sum(), abs=1e-7)


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, factor=st.floats(0.1, 10))
def test_growth_alike_is_all_national(seed: int, factor: float) -> None:
    first = panel(seed).values[0]
    found = shift_share(activity_matrix([first, first * factor], periods=["1", "2"]))
    assert found.national[0] == pytest.approx(found.change, abs=1e-8)
    assert found.mix == pytest.approx(np.zeros(found.mix.shape), abs=1e-8)
    assert found.regional == pytest.approx(np.zeros(found.mix.shape), abs=1e-8)


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_a_place_like_the_whole_has_no_allocation(seed: int) -> None:
    rng = np.random.default_rng(seed)
    first = np.outer(rng.random(4) + 0.1, rng.random(5) + 0.1)
    later = rng.random((4, 5))
    found = shift_share(activity_matrix([first, later], periods=["1", "2"]))
    assert found.allocation == pytest.approx(np.zeros((1, 4, 5)), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_measures_keep_to_their_ranges(seed: int) -> None:
    found = location(panel(seed))
    assert ((found.specialisation >= 0) & (found.specialisation <= 2)).all()
    assert (found.localisation >= -1e-12).all()
    assert (found.localisation <= found.gini + 1e-12).all()  # the corner lies inside the curve
    assert (found.gini <= 1).all()
    assert (np.abs(found.symmetric) <= 1).all()


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_places_alike_are_not_specialised(seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = location(activity_matrix(np.outer(rng.random(5) + 0.1, rng.random(4) + 0.1)))
    assert found.specialisation == pytest.approx(np.zeros((1, 5)), abs=1e-12)
    assert found.gini == pytest.approx(np.zeros((1, 4)), abs=1e-12)


def test_darts_show_no_agglomeration_on_average() -> None:
    """4,000 industries of 30 plants thrown at 12 places: mean γ within 4 standard errors of 0."""
    rng = np.random.default_rng(1997)
    x = rng.dirichlet(np.ones(12))
    size = np.tile(rng.lognormal(3, 1.2, 30), 4000)
    found = agglomeration(
        size,
        places=rng.choice([f"{k:02d}" for k in range(12)], len(size), p=x).tolist(),
        industries=np.repeat([f"{k:04d}" for k in range(4000)], 30).tolist(),
        sizes={f"{k:02d}": float(share) for k, share in enumerate(x)},
    )
    error = found.gamma.std() / np.sqrt(len(found.gamma))
    assert abs(found.gamma.mean()) < 4 * error < 0.01
    assert found.raw.std() == pytest.approx(found.deviation[0], rel=0.05)
    assert found.z.mean() == pytest.approx(0, abs=0.07)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, skew=st.floats(0.1, 3), alike=st.booleans())
def test_a_herfindahl_alone_tells_all_but_the_spread_of_chance(
    seed: int, skew: float, *, alike: bool
) -> None:
    rng = np.random.default_rng(seed)
    z = np.ones(40) if alike else rng.lognormal(0, 1, 40)
    landed, made = rng.integers(0, 5, 40), rng.integers(0, 3, 40)
    places, industries = [f"p{k}" for k in landed], [f"a{k}" for k in made]
    amounts = np.zeros((5, 4))
    np.add.at(amounts, (landed, made), z)
    amounts[:, 3] = rng.lognormal(4, skew, 5)
    whole = activity_matrix(
        amounts, places=[f"p{k}" for k in range(5)], activities=[f"a{k}" for k in range(4)]
    )
    sizes = dict(zip(whole.places, amounts.sum(axis=1).tolist(), strict=True))
    told = agglomeration(z, places=places, industries=industries, sizes=sizes)
    own = dict(zip(told.industries, told.herfindahl.tolist(), strict=True))
    found = agglomeration_by_herfindahl(whole, own)
    assert found.industries == told.industries
    for name in ("gamma", "gamma_weighted", "raw", "expected", "shares", "sizes"):
        assert getattr(found, name) == pytest.approx(getattr(told, name), abs=1e-12)
    assert (found.plants <= told.plants).all()
    assert (found.deviation >= told.deviation * (1 - 1e-9)).all()
    if alike:
        assert found.plants.tolist() == told.plants.tolist()
