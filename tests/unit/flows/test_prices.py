from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.flows import FinalUse, factorise, ghosh, price_change
from unit.flows.small_tables import invented, miller_blair


def test_value_added_that_costs_a_tenth_more_makes_everything_a_tenth_dearer() -> None:
    table = miller_blair()
    found = price_change(table, primary={"va": 0.1})
    assert found.change == pytest.approx([0.1, 0.1])
    assert found.cost == pytest.approx([0.065, 0.07])


def test_a_tax_on_one_sector_is_passed_on_along_the_inverse() -> None:
    table = miller_blair()
    found = price_change(table, cost=[0.2, 0.0])
    assert found.change == pytest.approx([0.2 * 1.25412541, 0.2 * 0.330033], rel=1e-7)


def test_a_price_set_from_outside_is_that_price_and_pushes_the_rest() -> None:
    table = miller_blair()
    A = table.Z / table.x
    found = price_change(table, fixed={"1": 0.1})
    assert found.change[0] == 0.1
    assert found.change[1] == pytest.approx(0.1 * A[0, 1] / (1 - A[1, 1]))
    assert found.fixed.tolist() == [True, False]


def test_prices_set_from_outside_do_not_move_with_costs() -> None:
    table = invented(np.random.default_rng(1))
    found = price_change(table, cost=np.full(4, 0.05), fixed={"s0": 0.0, "s2": 0.03})
    A, free = table.Z / table.x, [1, 3]
    rest = np.linalg.solve(
        np.eye(2) - A[np.ix_(free, free)].T,
        np.full(2, 0.05) + A[[0, 2]][:, free].T @ np.array([0.0, 0.03]),
    )
    assert found.change[free] == pytest.approx(rest)


def test_dearer_imports_reach_users_of_users() -> None:
    table = invented(np.random.default_rng(2), "kept apart")
    assert table.imported is not None
    found = price_change(table, imported=0.2)
    direct = table.imported.Z.sum(axis=0) / table.x * 0.2
    assert found.change == pytest.approx(factorise(table).solve_transposed(direct))
    one = price_change(table, imported={"s1": 0.2})
    assert one.cost == pytest.approx(table.imported.Z[1] / table.x * 0.2)


@pytest.mark.parametrize("kind", ["kept apart", "competitive"])
def test_all_products_of_imports_make_all_imports(kind: str) -> None:
    table = invented(np.random.default_rng(3), kind)  # type: ignore[arg-type]  # a parameter
    all_at_once = price_change(table, imported=0.1)
    each = price_change(table, imported=dict.fromkeys(table.sectors.codes, 0.1))
    assert each.change == pytest.approx(all_at_once.change)


def test_final_users_pay_by_what_they_buy() -> None:
    table = invented(np.random.default_rng(4))
    found = price_change(table, primary={"wages": 0.1})
    bought = table.final_for(FinalUse.HOUSEHOLD)
    expected = found.change @ bought / bought.sum()
    assert found.for_users(FinalUse.HOUSEHOLD) == pytest.approx([expected])


def test_ghosh_in_values_is_leontief_in_prices() -> None:
    """``x·(1 + Δp) = (v + Δv·x)'·G``: Dietzenbacher (1997)."""
    table = invented(np.random.default_rng(5))
    cost = np.array([0.1, 0.0, 0.02, 0.0])
    found = price_change(table, cost=cost)
    worth = (table.value_added + cost * table.x) @ ghosh(table).matrix
    assert worth == pytest.approx(table.x * (1 + found.change))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"primary": {"rent": 0.1}}, "no primary input 'rent'"),
        ({"fixed": {"9": 0.1}}, "no sector '9'"),
        ({"imported": {"9": 0.1}}, "no imported product '9'"),
        ({"primary": {"va": -1.5}}, "va: -1.5"),
        ({"cost": [0.1]}, "cost is"),
        ({"cost": [-2.0, 0.0]}, "would fall by"),
    ],
)
def test_a_wrong_question_is_the_callers_fault(change: dict[str, object], message: str) -> None:
    with pytest.raises(CallerError, match=message):
        price_change(miller_blair(), **change)  # type: ignore[arg-type]  # wrong on purpose
