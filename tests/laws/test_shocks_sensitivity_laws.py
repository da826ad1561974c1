"""Laws of draws and of what they say."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lantu.shocks import (
    Design,
    drawn_points,
    elementary_effects,
    morris_points,
    sobol_indices,
    sobol_points,
    summary,
)
from lantu.shocks.sensitivity.points import whole

Floats = NDArray[np.float64]

seeds = st.integers(0, 2**63 - 1)
slopes = st.lists(st.integers(-3, 3), min_size=2, max_size=4).filter(any)
scales = st.sampled_from([-2.0, 0.5, 4.0])
outcomes = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


def curved(ranks: Floats, by: list[int]) -> Floats:
    """A sum of squares and one product, all of it weighed by ``by``."""
    weights = np.array(by, dtype=np.float64)
    found: Floats = (ranks**2) @ weights + weights[0] * weights[1] * ranks[..., 0] * ranks[..., 1]
    return found


def names(by: list[int]) -> list[str]:
    return [f"x{at}" for at in range(len(by))]


@settings(deadline=None, max_examples=25)
@given(seed=seeds, by=slopes, scale=scales, shift=st.integers(-5, 5))
def test_sobol_indices_know_no_unit_and_no_zero(
    seed: int, by: list[int], scale: float, shift: int
) -> None:
    y = curved(sobol_points(len(by), 16, seed), by)
    one = sobol_indices(names(by), y, np.random.default_rng(1))
    other = sobol_indices(names(by), scale * y + shift, np.random.default_rng(1))
    for part in ("first", "first_low", "first_high", "total", "total_low", "total_high"):
        np.testing.assert_allclose(getattr(one, part), getattr(other, part), atol=1e-9)


@settings(deadline=None, max_examples=25)
@given(seed=seeds, by=slopes)
def test_what_the_outcome_does_not_depend_on_does_not_matter(seed: int, by: list[int]) -> None:
    still = [at for at, weight in enumerate(by) if not weight]
    y = curved(sobol_points(len(by), 16, seed), by)
    found = sobol_indices(names(by), y, np.random.default_rng(1))
    assert (found.first[still] == 0).all()
    assert (found.total[still] == 0).all()
    assert (found.total >= 0).all()
    paths = morris_points(len(by), 5, seed % 1000)
    effects = elementary_effects(names(by), paths, curved(paths, by))
    np.testing.assert_allclose(effects.star[still], 0, atol=1e-12)
    assert (effects.star >= np.abs(effects.mean) - 1e-12).all()


@given(seed=st.integers(0, 1000), by=slopes, scale=scales, shift=st.integers(-5, 5))
def test_effects_scale_with_the_outcome(seed: int, by: list[int], scale: float, shift: int) -> None:
    paths = morris_points(len(by), 4, seed)
    y = curved(paths, by)
    one = elementary_effects(names(by), paths, y)
    other = elementary_effects(names(by), paths, scale * y + shift)
    np.testing.assert_allclose(other.mean, scale * one.mean, atol=1e-9)
    np.testing.assert_allclose(other.star, abs(scale) * one.star, atol=1e-9)
    np.testing.assert_allclose(other.sigma, abs(scale) * one.sigma, atol=1e-9)


@given(values=outcomes)
def test_bands_ascend_within_the_draws(values: list[float]) -> None:
    found = summary(values)
    assert (np.diff(found.bands) >= 0).all()
    assert min(values) <= found.bands[0]
    assert found.bands[-1] <= max(values)
    assert min(values) - 1e-9 <= float(found.mean) <= max(values) + 1e-9
    assert float(found.half) >= float(found.error) >= 0


@given(values=outcomes, data=st.data())
def test_the_order_of_draws_changes_nothing(values: list[float], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(values))
    one, other = summary(values), summary(shuffled)
    assert (one.bands == other.bands).all()
    np.testing.assert_allclose(one.mean, other.mean, rtol=1e-12, atol=1e-6)
    np.testing.assert_allclose(one.error, other.error, rtol=1e-9, atol=1e-6)


@settings(deadline=None, max_examples=40)
@given(
    design=st.sampled_from(Design), unknowns=st.integers(0, 4), draws=st.integers(2, 70), seed=seeds
)
def test_every_design_lays_out_what_it_says_inside_the_cube(
    design: Design, unknowns: int, draws: int, seed: int
) -> None:
    laid = drawn_points(design, unknowns, draws, seed)
    assert laid.ranks.shape == (whole(design, draws), unknowns)
    assert draws <= len(laid) < max(2 * draws, draws + 8)
    assert len(laid) % laid.sets == 0
    assert ((laid.ranks >= 0) & (laid.ranks <= 1)).all()
    again = drawn_points(design, unknowns, draws, seed)
    assert (laid.ranks == again.ranks).all()
