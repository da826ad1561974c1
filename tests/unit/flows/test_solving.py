from __future__ import annotations

import numpy as np
import pytest

from lantu.flows import (
    InputOutputTable,
    factorise,
    input_output_table,
    leontief,
    production,
    solving,
)
from lantu.flows.solving import factors_of
from unit.flows.small_tables import invented


def off(found: object, expected: object) -> float:
    """Greatest error of any single figure, as part of that figure."""
    a, b = np.asarray(found), np.asarray(expected)
    return float(np.abs(a / b - 1).max())


@pytest.mark.parametrize("k", [None, 1, 7])
def test_single_precision_is_refined_to_every_digit(k: int | None) -> None:
    rng = np.random.default_rng(1)
    table = invented(rng, regions=10, sectors=20)
    b = rng.lognormal(0, 4, (200,) if k is None else (200, k))
    single, inverse = factorise(table), leontief(table)
    assert single.precision == "single"
    assert single.lu.dtype == np.float32
    assert off(single.solve(b), inverse.solve(b)) < 1e-12
    assert off(single.solve_transposed(b), inverse.solve_transposed(b)) < 1e-12
    assert off(single._rough(b, transposed=False), inverse.solve(b)) > 1e-9


def test_double_precision_solves_at_once() -> None:
    table = invented(np.random.default_rng(2))
    double = factorise(table, precision="double")
    assert double.lu.dtype == np.float64
    assert off(double.solve(table.x), leontief(table).solve(table.x)) < 1e-13


def near_closed(gap: float) -> InputOutputTable:
    Z = np.array([[100.0, 300], [400, 100]])
    sold = Z.sum(axis=0) * (1 + gap)
    return input_output_table(Z, sold - Z.sum(axis=1), sectors=["a", "b"])


@pytest.mark.parametrize("gap", [1e-6, 1e-9])
def test_where_single_precision_is_too_coarse_double_takes_over(
    gap: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = near_closed(gap)
    made: list[str] = []
    plain = solving._factorised

    def watched(*args: object) -> object:
        made.append(str(args[1]))
        return plain(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(solving, "_factorised", watched)
    found = factors_of(production(table))
    L = leontief(table)
    assert np.allclose(found.solve(np.ones(2)), L.solve(np.ones(2)), rtol=1e-5)
    assert ("double" in made) == (gap < 1e-7)


def test_nothing_asked_is_nothing_answered() -> None:
    table = invented(np.random.default_rng(4))
    assert factorise(table).solve(np.zeros((4, 2))).tolist() == [[0, 0]] * 4
    assert factorise(table).solve(np.zeros((4, 0))).shape == (4, 0)


def test_very_small_and_very_large_figures_survive_single_precision() -> None:
    table = invented(np.random.default_rng(4))
    b = np.array([[1e-60, 1e60]] * 4)
    assert off(factorise(table).solve(b), leontief(table).solve(b)) < 1e-13
