from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import DataError
from lantu.flows import coefficients, factorise, ghosh, input_output_table, leontief
from lantu.flows._kernels import LEAF, PANEL, invert_in_place
from lantu.flows.inverse import dominant
from unit.flows.small_tables import invented, miller_blair

SIZES = [1, 2, LEAF, LEAF + 1, 3 * LEAF + 5, 2 * PANEL + 2 * LEAF + 1]


@pytest.mark.parametrize("n", SIZES)
def test_blocks_invert_as_lapack_does(n: int) -> None:
    rng = np.random.default_rng(n)
    A = rng.lognormal(0, 2, (n, n))
    M = np.eye(n) - A * rng.uniform(0.2, 0.99, n) / A.sum(axis=0)
    expected = np.linalg.inv(M)
    invert_in_place(M)
    assert np.abs(M - expected).max() <= 1e-12 * np.abs(expected).max()


def test_a_table_of_many_blocks_says_how_it_was_inverted_and_how_well() -> None:
    table = invented(np.random.default_rng(3), regions=5, sectors=30)
    found = leontief(table)
    assert found.method == "blocks"
    assert 0 < found.residual < 1e-13
    A = coefficients(table).A
    assert np.allclose(found.matrix @ (np.eye(150) - A), np.eye(150), atol=1e-13)


def test_where_value_added_is_negative_but_the_table_productive_lapack_pivots() -> None:
    table = input_output_table([[10, 90], [5, 20]], [20, 75], sectors=["a", "b"], x=[120, 100])
    assert (coefficients(table).A.sum(axis=0) > 1).tolist() == [False, True]
    found = leontief(table)
    assert found.method == "lapack"
    assert found.matrix.min() > 0
    assert np.allclose(found.matrix @ table.final, table.x)
    assert np.allclose(factorise(table).solve(table.final), table.x, rtol=1e-14)


def test_small_negative_flows_count_against_dominance() -> None:
    rows = [[50.0, 0.0], [49.0, -40.0]]
    table = input_output_table(rows, [50, 91], sectors=["a", "b"], tolerance=1)
    assert dominant(leontief(table).production)
    rows[0][0] = 49.5
    rows[1][0] = -50.6
    table = input_output_table(rows, [50.5, 191], sectors=["a", "b"], tolerance=1)
    assert not dominant(leontief(table).production)


@pytest.mark.parametrize("solve", [leontief, factorise])
def test_a_table_that_takes_more_than_it_gives_is_refused_by_name(solve: object) -> None:
    assert callable(solve)
    table = input_output_table(
        [[10, 90, 1], [90, 10, 1], [20, 20, 1]],
        [-1, -1, 1],
        sectors=["a", "b", "c"],
        x=[100, 100, 42],
    )
    with pytest.raises(DataError, match=r"not productive.*1 or more in a \(1\.200\), b \(1\.200\)"):
        solve(table)


@pytest.mark.parametrize("solve", [leontief, factorise])
def test_a_closed_table_is_refused(solve: object) -> None:
    assert callable(solve)
    table = input_output_table([[1, 2], [2, 1]], [0, 0], sectors=["a", "b"])
    with pytest.raises(DataError, match=r"a \(1\.000\), b \(1\.000\)"):
        solve(table)


def test_ghoshs_inverse_from_leontiefs() -> None:
    table = invented(np.random.default_rng(5), idle=True)
    found = ghosh(table)
    B = coefficients(table).B
    assert np.allclose(found.matrix, np.linalg.inv(np.eye(4) - B), atol=1e-13)
    assert found.kind == "ghosh"
    again = ghosh(table, using=leontief(table))
    assert np.array_equal(again.matrix, found.matrix)


def test_an_inverse_solves() -> None:
    found = leontief(miller_blair())
    assert np.allclose(found.solve(np.array([600.0, 1500.0])), [1247.5, 1841.6], atol=0.05)
    assert np.allclose(found.solve_transposed(np.array([0.65, 0.7])), 1)
    assert found.labels == ("1", "2")
