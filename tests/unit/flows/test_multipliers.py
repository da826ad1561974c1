from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import Households, factorise, leontief, multipliers
from unit.flows.small_tables import invented, miller_blair

WAGES = Households(income=["wages"])


def test_all_rows_where_none_is_named() -> None:
    table = invented(np.random.default_rng(1))
    found = multipliers(table)
    assert found.rows == ("output", "value added", "imports", "wages", "surplus", "jobs", "carbon")
    L = leontief(table).matrix
    S = np.vstack([table.x, table.value_added, 0 * table.x, table.V, table.satellite.F]) / table.x  # type: ignore[union-attr]
    assert np.allclose(found.direct, S)
    assert np.allclose(found.total, S @ L, rtol=1e-13)


def test_the_textbooks_labour() -> None:
    found = multipliers(miller_blair(), "labour")
    x = leontief(miller_blair()).solve(np.array([600.0, 1500.0]))
    assert np.round(found.direct[0] * x, 2).tolist() == [374.26, 460.40]


def test_own_rows_and_a_row_by_name() -> None:
    table = invented(np.random.default_rng(2))
    found = multipliers(table, "jobs", own={"twice": 2 * table.x})
    assert found.rows == ("jobs", "twice")
    assert np.allclose(found.of("twice"), 2 * leontief(table).matrix.sum(axis=0))
    with pytest.raises(CallerError, match="jobs, twice"):
        found.of("wages")


def test_rows_that_are_not_there() -> None:
    table = invented(np.random.default_rng(2))
    with pytest.raises(CallerError, match=r"no row taxes.*\n.*wages"):
        multipliers(table, "taxes")
    with pytest.raises(CallerError, match=r"mine is \(3,\), not \(4,\)"):
        multipliers(table, own={"mine": [1, 2, 3]})


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("spending", [None, 0.7])
def test_type_two_is_the_inverse_of_the_closed_table(regions: int, spending: float | None) -> None:
    table = invented(np.random.default_rng(5), regions=regions)
    found = multipliers(
        table, households=Households(income=["wages", "surplus"], spending=spending)
    )
    n, here = len(table), np.kron(np.eye(regions), np.ones(4))
    made = leontief(table)
    earned = here * table.V.sum(axis=0)
    bought = made.production.final_use(table.uses[0])
    spent = bought.sum(axis=0) if spending else earned.sum(axis=1)
    closed = np.block(
        [
            [made.production.Z / table.x, bought / spent * (spending or 1)],
            [earned / table.x, np.zeros((regions, regions))],
        ]
    )
    L = np.linalg.inv(np.eye(n + regions) - closed)[:n, :n]
    assert np.allclose(found.total, found.direct @ L, rtol=1e-12)
    assert (found.of("output") > made.matrix.sum(axis=0)).all()


def test_households_that_spend_more_than_comes_round_are_refused() -> None:
    table = invented(np.random.default_rng(5))
    with pytest.raises(DataError, match=r"earned in r0 .*\n.*spending=0.8"):
        multipliers(table, households=Households(income=["wages", "surplus"], spending=1.5))


def test_households_need_an_income_and_a_use() -> None:
    table = invented(np.random.default_rng(5))
    with pytest.raises(DataError, match="earn nothing in r0"):
        multipliers(table, households=Households(income=[]))
    with pytest.raises(DataError, match="spend nothing"):
        multipliers(
            table, households=Households(income=["wages"], uses=(table.uses[3],), spending=0.5)
        )


def test_any_solver_serves() -> None:
    table = invented(np.random.default_rng(6))
    by_factors = multipliers(table, using=factorise(table))
    by_inverse = multipliers(table, using=leontief(table))
    assert np.allclose(by_factors.total, by_inverse.total, rtol=1e-13)


def test_multipliers_as_a_table() -> None:
    shown = multipliers(miller_blair(), "output", "labour").to_polars()
    assert shown.columns == ["sector", "output", "labour"]
    assert shown["sector"].to_list() == ["1", "2"]
