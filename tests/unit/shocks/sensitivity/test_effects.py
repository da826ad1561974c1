"""Elementary effects: exact ones by trying every path, and what is refused."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.shocks import ElementaryEffects, elementary_effects, morris_points
from lantu.shocks.sensitivity.effects import LEVELS, STEP
from unit.shocks.sensitivity import known_functions as known


def every_effect(unknown: int) -> known.Floats:
    """Of Ishigami's function, at every place of the grid from which a step stays inside."""
    levels = [k / (LEVELS - 1) for k in range(LEVELS)]
    starts = [u for u in product(levels, repeat=3) if u[unknown] + STEP <= 1 + 1e-12]
    after = np.array(starts)
    after[:, unknown] += STEP
    found: known.Floats = (known.ishigami(after) - known.ishigami(np.array(starts))) / STEP
    return found


def found_of_ishigami(paths: int) -> ElementaryEffects:
    ranks = morris_points(3, paths, seed=5)
    return elementary_effects(("x1", "x2", "x3"), ranks, known.ishigami(ranks))


def test_effects_are_those_of_every_place_of_the_grid() -> None:
    found = found_of_ishigami(4000)
    for at in range(3):
        exact = every_effect(at)
        star = np.abs(exact).mean()
        assert found.star[at] == pytest.approx(star, abs=4 * max(found.star_error[at], 1e-12))
        assert found.sigma[at] == pytest.approx(exact.std(), rel=0.03)


def test_the_second_of_ishigami_is_the_published_one() -> None:
    found = found_of_ishigami(50)
    assert found.star[1] == pytest.approx(7.875, rel=1e-12)
    assert abs(found.mean[1]) < found.star[1]


def test_a_plane_has_the_same_effect_everywhere() -> None:
    slopes = np.array([2.0, -3.0, 0.0])
    ranks = morris_points(3, 6, seed=1)
    found = elementary_effects(("a", "b", "c"), ranks, ranks @ slopes)
    np.testing.assert_allclose(found.mean, slopes, atol=1e-12)
    np.testing.assert_allclose(found.star, np.abs(slopes), atol=1e-12)
    np.testing.assert_allclose(found.sigma, 0.0, atol=1e-12)


def test_a_path_moves_every_unknown_once_and_stays_inside() -> None:
    ranks = morris_points(5, 40, seed=2)
    steps = np.diff(ranks, axis=1)
    assert ((ranks >= 0) & (ranks <= 1 + 1e-12)).all()
    assert (np.count_nonzero(steps, axis=2) == 1).all()
    assert (np.count_nonzero(steps, axis=1) == 1).all()
    np.testing.assert_allclose(np.abs(steps[steps != 0]), STEP)
    assert len(np.unique(ranks.round(9))) == LEVELS


def test_more_paths_leave_the_first_as_they_were() -> None:
    assert (morris_points(4, 30, seed=9)[:7] == morris_points(4, 7, seed=9)).all()
    assert (morris_points(4, 7, seed=9) != morris_points(4, 7, seed=8)).any()


def test_one_path_is_refused() -> None:
    with pytest.raises(CallerError, match="has no deviation"):
        morris_points(3, 1, seed=1)


@pytest.mark.parametrize("values", [np.ones((3, 2)), np.full((3, 3), np.inf), np.ones(3)])
def test_values_that_fit_no_paths_are_refused(values: known.Floats) -> None:
    with pytest.raises(CallerError, match="along paths"):
        elementary_effects(("a", "b"), morris_points(2, 3, seed=1), values)


def test_a_table_of_effects_has_a_row_a_factor() -> None:
    table = found_of_ishigami(5).to_polars()
    assert table.columns == ["factor", "star", "star_error", "sigma", "mean"]
    assert len(table) == 3
