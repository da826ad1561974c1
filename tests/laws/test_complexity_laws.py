"""What holds for the measures of capability, whatever the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lantu.complexity import (
    ActivityMatrix,
    Measures,
    Presence,
    PresenceTest,
    Rules,
    Steps,
    _kernels,
    activity_matrix,
    eci,
    fitness,
    measure,
    presence,
    proximity,
    relatedness,
    relative_relatedness,
)
from lantu.complexity.proximity import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Kernel = Callable[[Floats, Floats, Floats], Floats]

SOME = settings(max_examples=50, deadline=None)
NEAR = 1e-9

SHAPES = st.tuples(st.integers(1, 3), st.integers(2, 7), st.integers(2, 9))
PANELS = SHAPES.flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 9).map(float))
)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(get_args(Kind))


@st.composite
def wide(draw: st.DrawFn) -> Floats:
    """Who does what, with more activities than a block of the kernels holds."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    places, activities = draw(st.integers(1, 8)), draw(st.integers(2, 1100))
    common = rng.random(activities)
    return np.vstack((np.ones(activities), rng.random((places, activities)) < common))


@st.composite
def nested(draw: st.DrawFn) -> Floats:
    """Places that do the first few of the same activities, no two as many."""
    diversity = draw(st.lists(st.integers(1, 12), min_size=3, max_size=9, unique=True))
    return (np.arange(max(diversity)) < np.array(diversity)[:, None]).astype(float)


def panel(values: Floats) -> ActivityMatrix:
    return activity_matrix(values, periods=[f"{2000 + at}" for at in range(len(values))])


def binary(m: Floats) -> Presence:
    return presence(activity_matrix(m), test=PresenceTest(measure="values"))


def told_apart(found: Measures) -> NDArray[np.bool_]:
    """Periods whose ECI rounding cannot turn: eigenvalues apart, sign beyond doubt."""
    second, third = found.eci.eigenvalues.T
    diversity = found.presence.diversity
    tilt = np.einsum("tc,tc->t", found.eci.eci, diversity - diversity.mean(axis=1, keepdims=True))
    told: NDArray[np.bool_] = (1 - second > 1e-3) & (second - third > 1e-3) & (abs(tilt) > 1e-3)
    return told & found.eci.determined


def assert_same(one: Measures, other: Measures, rows: list[int], columns: list[int]) -> None:
    """Place ``rows[k]`` of the first is place ``k`` of the other; activities likewise."""
    told = told_apart(one)
    cells = np.ix_(range(len(told)), rows, columns)
    assert np.array_equal(one.presence.present[cells], other.presence.present)
    pairs = [
        (one.presence.advantage.values[cells], other.presence.advantage.values),
        (one.relatedness.density[cells], other.relatedness.density),
        (one.relatedness.distance[cells], other.relatedness.distance),
        (one.eci.eci[:, rows][told], other.eci.eci[told]),
        (one.eci.pci[:, columns][told], other.eci.pci[told]),
        (one.outlook.coi[:, rows][told], other.outlook.coi[told]),
        (one.outlook.cog[cells][told], other.outlook.cog[told]),
    ]
    for mine, theirs in pairs:
        np.testing.assert_allclose(mine, theirs, rtol=NEAR, atol=NEAR)


@SOME
@given(PANELS, KINDS, st.randoms())
def test_the_order_of_places_and_activities_means_nothing(
    values: Floats, kind: Kind, random: Random
) -> None:
    rows, columns = ([*range(length)] for length in values.shape[1:])
    random.shuffle(rows)
    random.shuffle(columns)
    shuffled = values[np.ix_(range(len(values)), rows, columns)]
    one, other = (measure(panel(given), kind=kind) for given in (values, shuffled))
    assert_same(one, other, rows, columns)


@SOME
@given(PANELS, st.floats(1e-6, 1e6))
def test_the_unit_means_nothing(values: Floats, unit: float) -> None:
    rows, columns = ([*range(length)] for length in values.shape[1:])
    assert_same(measure(panel(values)), measure(panel(values * unit)), rows, columns)


@SOME
@given(PANELS, KINDS)
def test_periods_together_are_periods_one_at_a_time(values: Floats, kind: Kind) -> None:
    whole = measure(panel(values), kind=kind)
    fit = fitness(panel(values), stop=Steps(iterations=9))
    for at, period in enumerate(whole.presence.periods.labels):
        alone = measure(panel(values).period(period), kind=kind)
        assert np.array_equal(whole.presence.present[at], alone.presence.present[0])
        assert np.array_equal(whole.eci.eci[at], alone.eci.eci[0])
        assert np.array_equal(whole.eci.pci[at], alone.eci.pci[0])
        assert np.array_equal(whole.relatedness.density[at], alone.relatedness.density[0])
        assert np.array_equal(whole.outlook.coi[at], alone.outlook.coi[0])
        assert np.array_equal(whole.outlook.cog[at], alone.outlook.cog[0])
        fit_alone = fitness(panel(values).period(period), stop=Steps(iterations=9))
        assert np.array_equal(fit.fitness[at], fit_alone.fitness[0])


@SOME
@given(PANELS, st.integers(1, 40))
def test_a_place_left_out_is_as_if_it_were_not_there(values: Floats, least: int) -> None:
    one = values[:1]
    large = one[0].sum(axis=1) >= least
    found = measure(presence(panel(one), rules=Rules(minimum_total=least)))
    without = measure(panel(one[:, large]))
    assert np.array_equal(found.presence.present[:, large], without.presence.present)
    assert np.array_equal(found.eci.eci[:, large], without.eci.eci)
    assert np.array_equal(found.relatedness.density[:, large], without.relatedness.density)
    assert not found.presence.kept_places[:, ~large].any()


@SOME
@given(PANELS, KINDS, st.none() | st.integers(1, 9))
def test_density_and_distance_are_shares(values: Floats, kind: Kind, nearest: int | None) -> None:
    found = relatedness(panel(values), kind=kind, nearest=nearest)
    for share in (found.density, found.distance):
        assert share.min() >= -1e-12
        assert share.max() <= 1 + 1e-12
    listed = found.presence.kept & found.related[:, None, :]
    np.testing.assert_allclose((found.density + found.distance)[listed], 1.0, rtol=NEAR)


@SOME
@given(PANELS)
def test_eci_is_the_mean_pci_of_what_a_place_does(values: Floats) -> None:
    found = eci(panel(values))
    kept = found.presence.kept_places
    total = np.einsum("tca,ta->tc", found.presence.present, found.pci)
    mean = total[kept] / found.presence.diversity[kept]
    np.testing.assert_allclose(found.eci[kept], mean, rtol=NEAR, atol=NEAR)


@SOME
@given(PANELS)
def test_eci_is_standardised_among_who_counts(values: Floats) -> None:
    found = eci(panel(values))
    for index, kept, determined in zip(
        found.eci, found.presence.kept_places, found.determined, strict=True
    ):
        assert not index[~kept].any()
        if determined:
            np.testing.assert_allclose([index[kept].mean(), index[kept].std()], [0, 1], atol=NEAR)


@SOME
@given(nested())
def test_where_activities_are_nested_all_measures_climb_the_same_stairs(m: Floats) -> None:
    """The second eigenvector of a totally positive chain is monotone."""
    found = measure(binary(m))
    fit = fitness(found.presence, stop=Steps(iterations=30))
    climb = np.argsort(m.sum(axis=1))
    for places in (found.eci.eci[0], fit.fitness[0]):
        assert (np.diff(places[climb]) > -NEAR).all()
    for activities in (found.eci.pci[0], fit.complexity[0]):
        assert (np.diff(activities) > -NEAR).all()


@SOME
@given(PANELS)
def test_whoever_does_all_that_another_does_is_as_fit(values: Floats) -> None:
    found = fitness(panel(values), stop=Steps(iterations=12))
    for present, places in zip(found.presence.present, found.fitness, strict=True):
        within = (present[:, None, :] <= present[None, :, :]).all(axis=2)
        smaller, larger = np.nonzero(within)
        assert (places[smaller] <= places[larger] * (1 + NEAR)).all()


@SOME
@given(PANELS)
def test_fitness_and_complexity_have_mean_one_among_who_counts(values: Floats) -> None:
    found = fitness(panel(values), stop=Steps(iterations=12))
    for at, (places, activities) in enumerate(zip(found.fitness, found.complexity, strict=True)):
        kept = found.presence.kept_places[at], found.presence.kept_activities[at]
        for figures, who in zip((places, activities), kept, strict=True):
            assert not figures[~who].any()
            if who.any():
                assert figures[who].min() > 0
                np.testing.assert_allclose(figures[who].mean(), 1.0, rtol=NEAR)


@SOME
@given(PANELS, KINDS)
def test_proximity_is_mutual_and_a_share(values: Floats, kind: Kind) -> None:
    found = proximity(panel(values), kind=kind)
    assert np.array_equal(found.phi, found.phi.T)
    assert not found.phi.diagonal().any()
    assert found.phi.min() >= 0
    assert found.phi.max() <= 1
    assert not found.phi[~found.kept].any()


@SOME
@given(wide(), KINDS)
def test_proximity_is_mutual_over_blocks(m: Floats, kind: Kind) -> None:
    phi = proximity(binary(m), kind=kind).phi
    assert np.array_equal(phi, phi.T)


@SOME
@given(wide(), st.integers(1, 4), st.integers(0, 2**32 - 1))
@pytest.mark.parametrize(
    ("through", "meet"),
    [(_kernels.through_commonest, np.maximum), (_kernels.through_rarest, np.minimum)],
)
def test_what_passes_through_unformed_proximity_is_the_plain_product(
    through: Kernel, meet: np.ufunc, m: Floats, count: int, seed: int
) -> None:
    u = m.sum(axis=0)
    x = np.random.default_rng(seed).normal(size=(count, len(u)))
    phi = (m.T @ m) / meet.outer(u, u)
    size = abs(x).sum(axis=1).max()
    np.testing.assert_allclose(through(x, m, u), x @ phi, rtol=0, atol=1e-12 * size)


@SOME
@given(wide(), KINDS)
def test_fast_density_is_the_plain_one(m: Floats, kind: Kind) -> None:
    found = relatedness(binary(m), kind=kind)
    phi = proximity(found.presence, kind=kind).phi
    related = phi.sum(axis=0) > 0
    plain = (m @ phi)[:, related] / phi.sum(axis=0)[related]
    np.testing.assert_allclose(found.density[0][:, related], plain, rtol=0, atol=1e-12)


@SOME
@given(PANELS)
def test_relative_relatedness_has_mean_nought_and_deviation_one_among_options(
    values: Floats,
) -> None:
    found = relative_relatedness(relatedness(panel(values)))
    for place, options in zip(
        found.values.reshape(-1, values.shape[2]),
        found.options.reshape(-1, values.shape[2]),
        strict=True,
    ):
        ahead = place[options]
        if ahead.any():
            np.testing.assert_allclose([ahead.mean(), ahead.std()], [0, 1], atol=1e-6)


def test_opposites_are_near_to_nothing() -> None:
    """Their correlation is −1 but for rounding, which is nothing to be related to."""
    found = relatedness(binary(np.array([[0, 1], [1, 0], [0, 1.0]])), kind="correlation")
    assert not found.related.any()
    assert not found.density.any()
