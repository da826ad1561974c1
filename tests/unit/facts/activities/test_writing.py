"""What is written reads back the same, and the example is a file to follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.facts.activities import read_activities, write_activities, write_template
from lantu.facts.activities.example import example
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.model.activity_matrix import ActivityMatrix


def partly() -> ActivityMatrix:
    whole = example()
    known = np.arange(whole.values.size).reshape(whole.values.shape) % 3 != 0
    sizes = np.ones(whole.values.shape[:2]) * 2.5
    return replace(whole, values=np.where(known, whole.values, 0.0), recorded=known, weights=sizes)


@pytest.mark.parametrize("form", [".csv", ".xlsx", ".parquet"])
def test_what_is_written_reads_back(form: str, tmp_path: Path) -> None:
    matrix = partly()
    file = write_activities(matrix, tmp_path / f"a{form}")
    again = read_activities(file, measure=matrix.measure, unit=matrix.unit)
    assert again.places == matrix.places
    assert again.activities == matrix.activities
    assert again.periods == matrix.periods
    np.testing.assert_array_equal(again.values, matrix.values)
    np.testing.assert_array_equal(again.recorded, matrix.recorded)
    np.testing.assert_array_equal(again.weights, matrix.weights)
    assert again.names == matrix.names


def test_equal_matrices_are_equal_bytes(tmp_path: Path) -> None:
    for form in (".csv", ".xlsx", ".parquet"):
        one = write_activities(partly(), tmp_path / f"one{form}").read_bytes()
        assert one == write_activities(partly(), tmp_path / f"two{form}").read_bytes()


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CallerError, match=r"cannot write a\.txt"):
        write_activities(partly(), tmp_path / "a.txt")


def test_the_template_is_an_example_of_three_periods(tmp_path: Path) -> None:
    matrix = read_activities(write_template(tmp_path / "a.xlsx"))
    assert matrix.values.shape == (3, 60, 31)
    assert matrix.name("39") == Text(
        "计算机、通信和其他电子设备制造业", "Computers and electronics"
    )
    assert (matrix.values[1].sum(axis=0) > 0).all()
