from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, minimize

from lantu.errors import CallerError, DataError
from lantu.flows import Limits, Targets, gras, ras

# Miller & Blair (2009), section 7.4.2.
A = np.array([[0.120, 0.100, 0.049], [0.210, 0.247, 0.265], [0.026, 0.249, 0.145]])
OUTPUT = np.array([421.0, 284.0, 283.0])
ROWS, COLUMNS = [245.0, 136.0, 159.0], [251.0, 107.0, 182.0]

# Junius & Oosterhaven (2003), as printed with its solution in tests of the method in R.
G = np.array([[7.0, 3, 5, -3], [2, 9, 8, 0], [-2, 0, 2, 0]])
SUMS = Targets(rows=np.array([15.0, 26, -1]), columns=np.array([9.0, 16, 17, -2]))
SOLVED = [
    [8.424340881, 3.375237362, 5.200422021, -2.000000263],
    [3.000997078, 12.624763744, 10.374239178, 0],
    [-2.425339135, 0, 1.425339135, 0],
]


def least_information(matrix: np.ndarray, sums: Targets) -> np.ndarray:
    """The convex problem itself, ``min Σ |a|·z·ln(z/e)``, by a general solver."""
    at = np.nonzero(matrix)
    given = matrix[at]
    size = np.abs(given)
    rows = [np.where(at[0] == k, given, 0.0) for k in range(len(sums.rows))]
    columns = [np.where(at[1] == k, given, 0.0) for k in range(len(sums.columns) - 1)]
    wanted = np.concatenate([sums.rows, sums.columns[:-1]])
    found = minimize(  # type: ignore[call-overload] # scipy-stubs want a function's exact shape
        lambda z: float(size @ (z * np.log(z) - z)),
        np.ones(len(given)),
        jac=lambda z: size * np.log(z),
        bounds=Bounds(1e-9, np.inf),
        constraints=LinearConstraint(np.array(rows + columns), wanted, wanted),
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 1000},
    )
    solved = np.zeros_like(matrix)
    solved[at] = given * found.x
    return solved


def test_ras_meets_the_sums_of_the_textbook_and_stays_a_scaling() -> None:
    found = ras(A * OUTPUT, ROWS, COLUMNS)
    np.testing.assert_allclose(found.X.sum(axis=1), ROWS, rtol=1e-10)
    np.testing.assert_allclose(found.X.sum(axis=0), COLUMNS, rtol=1e-12)
    np.testing.assert_allclose(found.X, np.diag(found.r) @ (A * OUTPUT) @ np.diag(found.s))


def test_ras_is_the_least_information_solution() -> None:
    sums = Targets(rows=np.array(ROWS), columns=np.array(COLUMNS))
    np.testing.assert_allclose(
        ras(A * OUTPUT, ROWS, COLUMNS).X, least_information(A * OUTPUT, sums), rtol=1e-5
    )


def test_gras_gives_the_published_solution() -> None:
    np.testing.assert_allclose(gras(G, SUMS).X, SOLVED, atol=2e-6)


def test_gras_is_the_least_information_solution() -> None:
    matrix = G.copy()
    matrix[1, 3] = matrix[2, 3] = 1.0
    np.testing.assert_allclose(
        gras(matrix, SUMS).X, least_information(matrix, SUMS), rtol=1e-4, atol=1e-5
    )


def test_rows_without_positive_entries_are_scaled_too() -> None:
    matrix = np.array([[4.0, 6.0], [-1.0, -2.0]])
    found = gras(matrix, Targets(rows=np.array([12.0, -6.0]), columns=np.array([1.0, 5.0])))
    assert found.X.sum(axis=1) == pytest.approx([12, -6])
    assert (np.sign(found.X) == np.sign(matrix)).all()


def test_fixed_cells_keep_their_value() -> None:
    held = np.zeros((3, 3), dtype=bool)
    held[0, 0] = held[2, 1] = True
    found = ras(A * OUTPUT, ROWS, COLUMNS, fixed=held)
    assert found.X[held].tolist() == (A * OUTPUT)[held].tolist()
    np.testing.assert_allclose(found.X.sum(axis=1), ROWS, rtol=1e-10)


def test_an_empty_row_may_sum_to_zero_and_a_full_one_be_emptied() -> None:
    found = ras([[1.0, 2.0], [0.0, 0.0], [3.0, 1.0]], [5.0, 0.0, 0.0], [2.0, 3.0])
    assert found.X.tolist() == [[pytest.approx(2), pytest.approx(3)], [0, 0], [0, 0]]
    assert found.row_change == pytest.approx([2, 0, 4])


@pytest.mark.parametrize(
    ("matrix", "rows", "columns", "message"),
    [
        ([[1, 1], [0, 0]], [1, 1], [1, 1], "row 2 must sum to 1 but has no positive entry"),
        ([[1, 1], [1, 1]], [1, 2], [1, 1], "rows must sum to 3 but columns to 2"),
        ([[1, 0], [1, 1]], [5, 1], [1, 5], "row 1 must sum to 5 but can be no nearer than 1"),
        ([[1, 1], [0, 1]], [1, 1], [1, 1], "only where some entries shrink to nothing"),
        ([[1, -1], [1, 1]], [1, 1], [1, 1], "RAS needs entries and sums of 0 or more"),
    ],
)
def test_sums_that_cannot_be_met_are_refused_with_the_reason(
    matrix: list[list[float]], rows: list[float], columns: list[float], message: str
) -> None:
    with pytest.raises(DataError, match=message):
        ras(matrix, rows, columns, limits=Limits(iterations=15))


def test_a_negative_sum_needs_a_negative_entry() -> None:
    sums = Targets(rows=np.array([-1.0, 3.0]), columns=np.array([1.0, 1.0]), row_names=("a", "b"))
    with pytest.raises(DataError, match="row a must sum to -1 but has no negative entry"):
        gras([[1.0, 1.0], [1.0, 1.0]], sums)


def test_wrong_shapes_and_limits_are_the_callers() -> None:
    with pytest.raises(CallerError, match=r"the matrix is \(3, 4\), the sums are for \(2, 2\)"):
        gras(G, Targets(rows=np.ones(2), columns=np.ones(2)))
    with pytest.raises(CallerError, match="limits must be positive"):
        Limits(tolerance=0.0)


@pytest.mark.parametrize("unit", [1e-200, 1e-9, 1e9, 1e200])
def test_the_unit_of_measurement_does_not_matter(unit: float) -> None:
    sums = Targets(rows=SUMS.rows * unit, columns=SUMS.columns * unit)
    np.testing.assert_allclose(gras(G * unit, sums).X / unit, gras(G, SUMS).X, rtol=1e-9)


def test_a_small_entry_that_must_give_way_does_not_hold_up_the_rest() -> None:
    matrix = np.array([[-0.109375, 40.0], [80.0, 0.0]])
    sums = Targets(rows=np.array([79.78125, 160.0]), columns=np.array([159.78125, 80.0]))
    found = gras(matrix, sums)
    assert pytest.approx(np.array([[-0.21875, 80.0], [160.0, 0.0]])) == found.X
    assert found.iterations < 1_000
