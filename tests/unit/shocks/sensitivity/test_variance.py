"""Sobol' indices: exact ones, another package's, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest
from scipy.stats import sobol_indices as scipy_indices

from lantu.errors import CallerError, DataError
from lantu.shocks import SobolIndices, sobol_base, sobol_indices, sobol_points
from unit.shocks.sensitivity import known_functions as known

if TYPE_CHECKING:
    from collections.abc import Callable

    Floats = known.Floats


def asked(function: Callable[[Floats], Floats], unknowns: int, draws: int) -> SobolIndices:
    values = function(sobol_points(unknowns, draws, seed=3))
    names = [f"x{at}" for at in range(1, unknowns + 1)]
    return sobol_indices(names, values, np.random.default_rng(1))


@pytest.mark.parametrize(
    ("function", "unknowns", "exact"),
    [
        (known.ishigami, 3, known.ishigami_indices()),
        (known.g_function, 8, known.g_indices()),
    ],
    ids=["ishigami", "g"],
)
def test_indices_known_exactly_are_found(
    function: Callable[[Floats], Floats], unknowns: int, exact: tuple[Floats, Floats]
) -> None:
    found = asked(function, unknowns, 4096)
    np.testing.assert_allclose(found.first, exact[0], atol=5e-3)
    np.testing.assert_allclose(found.total, exact[1], atol=5e-3)


def test_the_figures_of_the_literature_are_those_by_hand() -> None:
    first, total = known.ishigami_indices()
    assert first.round(4).tolist() == [0.3139, 0.4424, 0.0]
    assert total.round(4).tolist() == [0.5576, 0.4424, 0.2437]
    assert known.g_indices()[0][:4].round(4).tolist() == [0.7162, 0.179, 0.0237, 0.0072]
    assert known.g_indices()[1][:4].round(4).tolist() == [0.7871, 0.2422, 0.0343, 0.0105]


def test_scipy_finds_the_same_in_the_same_runs() -> None:
    ranks = sobol_points(3, 256, seed=11)
    y = known.ishigami(ranks)
    found = sobol_indices(("a", "b", "c"), y, np.random.default_rng(1))
    pages: dict[Literal["f_A", "f_B", "f_AB"], Floats] = {
        "f_A": y[None, :, 0],
        "f_B": y[None, :, 1],
        "f_AB": y[:, 2:].T[:, None],
    }
    theirs = scipy_indices(func=pages, n=256)
    np.testing.assert_allclose(found.first, theirs.first_order, rtol=1e-12)
    np.testing.assert_allclose(found.total, theirs.total_order, rtol=1e-12)


def test_intervals_hold_what_they_are_of_and_shrink_with_more_runs() -> None:
    few, many = asked(known.ishigami, 3, 128), asked(known.ishigami, 3, 2048)
    for each in (few, many):
        assert (each.first_low <= each.first).all()
        assert (each.first <= each.first_high).all()
        assert (each.total_low <= each.total).all()
        assert (each.total <= each.total_high).all()
    assert (many.total_high - many.total_low).max() < (few.total_high - few.total_low).max() / 2


def test_points_come_from_two_samples_one_column_swapped_at_a_time() -> None:
    ranks = sobol_points(4, 10, seed=1)
    assert ranks.shape == (16, 6, 4)
    A, B = ranks[:, 0], ranks[:, 1]
    for at in range(4):
        swapped = A.copy()
        swapped[:, at] = B[:, at]
        assert (ranks[:, 2 + at] == swapped).all()
    assert not (A == B).any()


def test_base_points_are_a_power_of_two() -> None:
    assert [sobol_base(n) for n in (2, 3, 64, 65, 200)] == [2, 4, 64, 128, 256]
    with pytest.raises(CallerError, match="has no variance"):
        sobol_base(1)


def test_an_outcome_that_never_moves_is_refused() -> None:
    with pytest.raises(DataError, match=r"is 0\.25 whatever is tried"):
        sobol_indices(("a",), np.full((8, 3), 0.25), np.random.default_rng(1))


@pytest.mark.parametrize("values", [np.ones((8, 3)), np.ones(8), np.full((8, 4), np.nan)])
def test_values_that_fit_no_points_are_refused(values: Floats) -> None:
    with pytest.raises(CallerError, match=r"two rows|no finite"):
        sobol_indices(("a", "b"), values, np.random.default_rng(1))


def test_a_table_of_indices_has_a_row_a_factor() -> None:
    table = asked(known.ishigami, 3, 64).to_polars()
    assert table["factor"].to_list() == ["x1", "x2", "x3"]
    assert table.columns[1:4] == ["first", "first_low", "first_high"]
