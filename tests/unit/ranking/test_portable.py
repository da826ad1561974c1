from __future__ import annotations

import math

import numpy as np
import pytest

from lantu.ranking import _portable


@pytest.mark.parametrize("exponent", [-1000, -53, -1, 0, 1, 1000])
def test_the_logarithm_is_that_of_the_library_to_two_last_places(exponent: int) -> None:
    x = np.ldexp(np.linspace(0.5, 1, 2000), exponent)
    right = np.array([math.log(v) for v in x.tolist()])
    assert np.all(np.abs(_portable.log(x) - right) <= 2 * np.spacing(np.abs(right)))


def test_the_logarithm_near_one_keeps_its_sign() -> None:
    assert _portable.log(np.array([1 - 2.0**-53]))[0] == -(2.0**-53)
    assert _portable.log(np.array([1.0]))[0] == 0


def test_the_exponential_is_that_of_the_library_to_two_last_places() -> None:
    x = np.linspace(-740, 700, 5000)
    right = np.array([math.exp(v) for v in x.tolist()])
    assert np.all(np.abs(_portable.exp(x) - right) <= 2 * np.spacing(right))


def test_the_exponential_of_very_little_is_nothing() -> None:
    assert _portable.exp(np.array([-np.inf, -1e9, -746.0, 0.0])).tolist() == [0, 0, 0, 1]
