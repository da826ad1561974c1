"""What must hold of scaled matrices and of tables told by other sectors, whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lantu.flows import Targets, balance, gras, repair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEW = settings(max_examples=60, deadline=None)

entries = st.one_of(st.just(0.0), st.floats(0.1, 100.0), st.floats(-3.0, -0.1))


@st.composite
def matrices(draw: st.DrawFn) -> tuple[Floats, Targets]:
    """A matrix, and sums that some matrix of the same signs and zeros has."""
    shape = draw(st.tuples(st.integers(2, 6), st.integers(2, 6)))
    given_entries = draw(hnp.arrays(np.float64, shape, elements=entries))
    factors = draw(hnp.arrays(np.float64, shape, elements=st.floats(0.5, 2.0)))
    other = given_entries * factors
    return given_entries, Targets(rows=other.sum(axis=1), columns=other.sum(axis=0))


@FEW
@given(matrices())
def test_sums_are_met_and_signs_and_zeros_stay(case: tuple[Floats, Targets]) -> None:
    matrix, sums = case
    X = gras(matrix, sums).X
    size = np.abs(matrix).sum() + np.abs(X).sum()
    np.testing.assert_allclose(X.sum(axis=1), sums.rows, atol=1e-9 * size)
    np.testing.assert_allclose(X.sum(axis=0), sums.columns, atol=1e-9 * size)
    assert (X[matrix == 0] == 0).all()
    assert (X * matrix >= 0).all()


@FEW
@given(matrices())
def test_scaling_twice_is_scaling_once(case: tuple[Floats, Targets]) -> None:
    matrix, sums = case
    once = gras(matrix, sums).X
    again = gras(once, sums)
    np.testing.assert_allclose(again.X, once, atol=1e-8 * np.abs(once).max(initial=1.0))


@FEW
@given(matrices(), st.integers(-40, 40))
def test_the_unit_does_not_matter(case: tuple[Floats, Targets], power: int) -> None:
    matrix, sums = case
    unit = 2.0**power
    other = gras(matrix * unit, Targets(rows=sums.rows * unit, columns=sums.columns * unit))
    np.testing.assert_allclose(other.X / unit, gras(matrix, sums).X, rtol=1e-12)


@FEW
@given(matrices(), st.randoms(use_true_random=False))
def test_order_does_not_matter(case: tuple[Floats, Targets], shuffle: object) -> None:
    matrix, sums = case
    p = np.array(sorted(range(len(matrix)), key=lambda _: shuffle.random()))  # type: ignore[attr-defined]
    moved = gras(matrix[p], Targets(rows=sums.rows[p], columns=sums.columns)).X
    X = gras(matrix, sums).X
    np.testing.assert_allclose(moved, X[p], atol=1e-8 * np.abs(X).max(initial=1.0))


@FEW
@given(
    hnp.arrays(np.float64, (3, 3), elements=st.floats(1.0, 100.0)),
    hnp.arrays(np.float64, (3, 3), elements=st.floats(0.8, 1.25)),
)
def test_a_repaired_table_balances(flows: Floats, noise: Floats) -> None:
    Y, V = np.array([90.0, 70.0, 80.0]), flows.mean(axis=0)
    x = flows.sum(axis=1) + Y
    table, report = repair(flows * noise, Y, x=x, V=V[None, :], sectors=["a", "b", "c"])
    off = balance(table)
    assert np.abs(off.rows).max() <= 1e-9 * x.max()
    assert np.abs(off.columns).max() <= 1e-9 * x.max()
    assert report.moved >= 0
