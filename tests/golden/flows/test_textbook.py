"""Miller & Blair (2009), *Input–Output Analysis*, 2nd ed., §2.3: every figure as printed."""

from __future__ import annotations

import numpy as np
import pytest

from lantu.flows import coefficients, factorise, leontief, linkages, multipliers
from unit.flows.small_tables import miller_blair

FINAL = np.array([600.0, 1500.0])
"""New final demand of formula 2.12."""


def test_coefficients_and_inverse() -> None:
    table = miller_blair()
    L = leontief(table).matrix
    assert coefficients(table).A.tolist() == [[0.15, 0.25], [0.20, 0.05]]
    assert np.round(L, 8).tolist() == [[1.25412541, 0.33003300], [0.26402640, 1.12211221]]
    assert np.linalg.det(np.eye(2) - coefficients(table).A) == pytest.approx(0.7575)


@pytest.mark.parametrize("solver", [leontief, factorise])
def test_output_flows_and_labour_for_new_final_demand(solver: type) -> None:
    table = miller_blair()
    A, x = coefficients(table).A, solver(table).solve(FINAL)
    assert np.round(x, 1).tolist() == [1247.5, 1841.6]
    assert (A * x).sum(axis=1) == pytest.approx(x - FINAL)
    labour = multipliers(table, "labour")
    assert labour.direct[0] * np.round(x, 1) == pytest.approx([374.25, 460.4], abs=1e-10)
    assert labour.of("labour") @ FINAL == pytest.approx(labour.direct[0] @ x)


def test_column_sums() -> None:
    assert np.round(linkages(miller_blair()).backward.total, 4).tolist() == [1.5182, 1.4521]
