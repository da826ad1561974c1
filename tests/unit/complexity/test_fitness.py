from __future__ import annotations

import numpy as np
import pytest

from lantu.complexity import (
    Presence,
    PresenceTest,
    RanksSettle,
    Steps,
    ValuesSettle,
    activity_matrix,
    fitness,
    presence,
)
from lantu.errors import CallerError

FULL = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 0, 1]]
HOLLOW = [[1, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0]]


def given(m: object) -> Presence:
    return presence(activity_matrix(m), test=PresenceTest(measure="values"))  # type: ignore[arg-type]


def test_two_iterations_by_hand() -> None:
    # M = 11 / 10. F: 2, 1 → 4/3, 2/3. Q from F = 1, 1: 1/2, 1 → 2/3, 4/3.
    # F: 2, 2/3 → 3/2, 1/2. Q: 1/(3/4 + 3/2) = 4/9, 4/3 → 1/2, 3/2.
    found = fitness(given([[1, 1], [1, 0]]), stop=Steps(iterations=2))
    assert found.fitness[0] == pytest.approx([3 / 2, 1 / 2])
    assert found.complexity[0] == pytest.approx([1 / 2, 3 / 2])
    assert found.residual[0] == pytest.approx((2 / 3 - 1 / 2) / 1.5)
    assert found.drift[0] == pytest.approx([np.log(9 / 8) / np.log(2), np.log(3 / 4) / np.log(2)])
    assert found.iterations.tolist() == [2]
    assert found.converged.tolist() == [False]


def test_complexity_may_take_the_fitness_just_found() -> None:
    found = fitness(given([[1, 1], [1, 0]]), stop=Steps(iterations=1), convention="econcomplex")
    # Q: 1/(3/4 + 3/2) = 4/9, 4/3 → 1/2, 3/2.
    assert found.complexity[0] == pytest.approx([1 / 2, 3 / 2])


def test_a_full_matrix_settles_at_a_fixed_point() -> None:
    found = fitness(given(FULL), stop=ValuesSettle(tolerance=1e-13))
    assert found.converged.tolist() == [True]
    m, f, q = np.array(FULL, dtype=float), found.fitness[0], found.complexity[0]
    assert np.allclose(m @ q / (m @ q).mean(), f)
    back = 1 / (m.T @ (1 / f))
    assert np.allclose(back / back.mean(), q)
    assert np.abs(found.drift).max() < 1e-9


def test_places_alike_stay_alike_and_keep_no_ranks_from_settling() -> None:
    found = fitness(given(FULL))
    assert found.converged.tolist() == [True]
    assert found.fitness[0, 1] == found.fitness[0, 2]


def test_where_fitness_vanishes_ranks_settle_and_values_say_they_do_not() -> None:
    found = fitness(given([[1, 1, 1], [1, 1, 0], [1, 0, 0]]), stop=RanksSettle(horizon=50))
    assert found.converged.tolist() == [True]
    assert (np.diff(found.fitness[0]) < 0).all()
    assert found.drift[0, 2] < -0.5


def test_a_fitness_that_falls_for_ever_ends_on_the_floor_not_in_nan() -> None:
    found = fitness(given(HOLLOW), stop=Steps(iterations=3000))
    assert np.isfinite(found.fitness).all()
    assert np.isfinite(found.complexity).all()
    assert np.isfinite(found.drift).all()
    assert found.fitness[0, 0] == pytest.approx(3.0)
    assert 0 < found.fitness[0, 1:].max() < 1e-290


def test_giving_up_is_said() -> None:
    found = fitness(given(FULL), stop=ValuesSettle(tolerance=1e-13, most=3))
    assert found.converged.tolist() == [False]
    assert found.iterations.tolist() == [3]
    assert found.residual[0] > 1e-13
    hasty = fitness(given(FULL), stop=RanksSettle(most=1))
    assert hasty.converged.tolist() == [False]


def test_steps_enough_have_converged() -> None:
    assert fitness(given(FULL), stop=Steps(iterations=500)).converged.tolist() == [True]


def test_who_is_left_out_is_in_no_table() -> None:
    found = fitness(given([*FULL, [0, 0, 0, 0]]))
    assert found.fitness[0, 4] == 0
    table = found.to_polars()
    assert table.columns == ["period", "place", "fitness", "drift", "diversity"]
    assert table.height == 4
    assert found.activities_to_polars()["ubiquity"].to_list() == [4, 4, 3, 2]


def test_nothing_has_no_fitness() -> None:
    found = fitness(given([[0, 0]]))
    assert found.converged.tolist() == [False]
    assert not found.fitness.any()


@pytest.mark.parametrize(
    ("kind", "field"),
    [(Steps, "iterations"), (ValuesSettle, "tolerance"), (RanksSettle, "horizon")],
)
def test_stops_without_meaning_are_refused(kind: type, field: str) -> None:
    with pytest.raises(CallerError, match=field):
        kind(**{field: 0})
