"""Means, how far off they may be, bands, and whether more draws would help."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.shocks import Design, drawn_points, summary


def test_mean_error_and_bands_by_hand() -> None:
    found = summary([1.0, 2.0, 3.0, 4.0, 5.0])
    assert float(found.mean) == 3.0
    assert float(found.error) == pytest.approx(np.sqrt(2.5 / 5))
    assert float(found.half) == pytest.approx(np.sqrt(2.5 / 5) * 2.7764451051977987)
    assert found.bands.tolist() == pytest.approx([1.2, 2.0, 3.0, 4.0, 4.8])


def test_a_series_has_bands_at_every_step() -> None:
    rows = np.array([[0.0, 1.0], [0.0, 3.0], [0.0, 5.0]])
    found = summary(rows, levels=[0.0, 0.5, 1.0])
    assert found.bands.tolist() == [[0.0, 1.0], [0.0, 3.0], [0.0, 5.0]]
    assert found.mean.tolist() == [0.0, 3.0]
    assert found.half[0] == 0.0


def test_sets_tell_the_error_of_their_means() -> None:
    found = summary([1.0, 3.0, 2.0, 2.0, 0.0, 4.0, 5.0, 7.0], sets=4)
    assert float(found.error) == pytest.approx(np.std([2.0, 2.0, 2.0, 6.0], ddof=1) / 2)
    assert (found.draws, found.sets) == (8, 4)


@pytest.mark.parametrize("design", Design)
def test_the_mean_of_a_known_function_lies_in_its_interval(design: Design) -> None:
    laid = drawn_points(design, 2, 512, seed=6)
    found = summary(np.exp(laid.ranks.sum(axis=1)), sets=laid.sets)
    assert abs(float(found.mean) - (math.e - 1) ** 2) <= float(found.half)


def test_even_designs_know_a_smooth_mean_better_than_chance() -> None:
    halves = []
    for design in Design:
        laid = drawn_points(design, 2, 512, seed=6)
        halves.append(float(summary(np.exp(laid.ranks.sum(axis=1)), sets=laid.sets).half))
    random, latin, sobol = halves
    assert sobol < latin < random / 2


def test_a_steady_mean_asks_for_no_more_and_another_says_how_many() -> None:
    steady = summary([1.0, 1.0001, 0.9999])
    assert steady.steady
    assert steady.wanted() == 3
    rough = summary([0.0, 1.0] * 50)
    assert not rough.steady
    assert rough.wanted() == pytest.approx(100 * (rough.reach / 0.05) ** 2, abs=1)
    assert rough.wanted(0.1) == pytest.approx(rough.wanted() / 4, abs=1)


def test_what_never_moves_is_steady_and_a_mean_of_nothing_never_is() -> None:
    assert summary([0.0, 0.0]).steady
    even = summary([-1.0, 1.0])
    assert not even.steady
    with pytest.raises(CallerError, match="no draws bring inf"):
        even.wanted()


@pytest.mark.parametrize(
    ("values", "sets", "levels", "said"),
    [
        ([1.0], None, [0.5], "1 draws in 1 sets"),
        ([1.0, 2.0, 3.0], 2, [0.5], "3 draws in 2 sets"),
        ([1.0, np.nan], None, [0.5], "no finite numbers"),
        (np.ones((2, 2, 2)), None, [0.5], "no finite numbers"),
        ([], None, [0.5], "no finite numbers"),
        ([1.0, 2.0], None, [1.5], "quantiles"),
    ],
)
def test_what_says_nothing_is_refused(
    values: list[float], sets: int | None, levels: list[float], said: str
) -> None:
    with pytest.raises(CallerError, match=said):
        summary(values, sets=sets, levels=levels)
