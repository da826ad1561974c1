from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.flows import shift_share
from lantu.model.activity_matrix import ActivityMatrix, activity_matrix

NATION = np.array([10.0, 20, 40, 30]) * 1000
GROWN = NATION * [1.1, 1.2, 1.3, 1.4]
HERE = np.array([[500.0, 100, 200, 200], [1000, 100, 250, 280]])


def course() -> ActivityMatrix:
    """A region of four industries, 1985 and 1995, and the rest of its nation.

    G. Krumme, Geography 350, University of Washington: "Shift & Share Table".
    """
    values = [[here, whole - here] for here, whole in zip(HERE, (NATION, GROWN), strict=True)]
    return activity_matrix(
        values,
        places=["here", "rest"],
        activities=["I", "II", "III", "IV"],
        periods=["1985", "1995"],
    )


def test_the_table_of_a_course_as_printed() -> None:
    found = shift_share(course())
    assert found.spans == (("1985", "1995"),)
    assert found.national[0, 0] == pytest.approx([145, 29, 58, 58])
    assert found.mix[0, 0] == pytest.approx([-95, -9, 2, 22])
    assert found.regional[0, 0] == pytest.approx([450, -20, -10, 0])
    here = found.by_place().row(0, named=True)
    told = [here[name] for name in ("before", "after", "change", "national", "mix", "regional")]
    assert told == pytest.approx([1000, 1630, 630, 290, -80, 420])


def test_competitive_with_the_usual_structure_by_hand() -> None:
    """Of 1000 jobs, 100, 200, 400 and 300 would be usual; rates differ by 0.9, -0.2, -0.05, 0."""
    found = shift_share(course())
    assert found.competitive[0, 0] == pytest.approx([90, -40, -20, 0])
    assert found.allocation[0, 0] == pytest.approx([360, 20, 10, 0])


def three_years() -> ActivityMatrix:
    return activity_matrix(
        [[[10, 0], [30, 10]], [[20, 0], [20, 20]], [[10, 5], [40, 20]]],
        places=["p", "q"],
        activities=["a", "b"],
        periods=["1", "2", "3"],
    )


def test_the_dynamic_form_adds_up_steps() -> None:
    found = shift_share(three_years(), dynamic=True)
    assert found.spans == (("1", "2"), ("2", "3"))
    assert found.national[:, 0, 0] == pytest.approx([10 * 10 / 50, 20 * 15 / 60])
    assert found.mix[:, 0, 0] == pytest.approx([0 - 2, 20 * 0.25 - 5])
    assert found.regional[:, 0, 0] == pytest.approx([20 - 10, 10 - 20 * 1.25])
    assert found.change.tolist() == [[0, 5], [10, 10]]
    total = (found.national + found.mix + found.regional).sum(axis=0)
    assert total == pytest.approx(found.change)


def test_what_is_new_to_a_place_is_competitive() -> None:
    found = shift_share(three_years())
    assert found.competitive[0, 0, 1] == 5
    assert found.allocation[0, 0, 1] == 0


def test_cells_not_always_on_record_count_nowhere() -> None:
    recorded = np.ones((3, 2, 2), dtype=bool)
    recorded[1, 1, 1] = False
    values = three_years().values * recorded
    matrix = activity_matrix(values, periods=["1", "2", "3"], recorded=recorded)
    found = shift_share(matrix, dynamic=True)
    assert found.known.tolist() == [[True, True], [True, False]]
    assert found.change.tolist() == [[0, 5], [10, 0]]
    assert len(found.to_polars()) == 3
    assert shift_share(matrix).known.all()


def test_one_period_and_shares_are_refused() -> None:
    with pytest.raises(CallerError, match="one period"):
        shift_share(three_years().period("1"))
    matrix = activity_matrix(np.ones((2, 1, 1)), periods=["1", "2"], weights=[[1], [1]])
    with pytest.raises(CallerError, match="shares"):
        shift_share(matrix)


def test_nothing_at_first() -> None:
    found = shift_share(activity_matrix([[[0.0]], [[3.0]]], periods=["1", "2"]))
    assert found.regional.tolist() == [[[3]]]
    assert found.national.tolist() == [[[0]]]
