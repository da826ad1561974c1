from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.model.accounts import FinalUse, Imported
from lantu.model.input_output_table import balance, input_output_table
from lantu.model.roster import roster

# Miller & Blair (2009), table 2.3.
Z = np.array([[150.0, 500.0], [200.0, 100.0]])
Y = np.array([350.0, 1700.0])


def test_what_is_left_out_is_derived() -> None:
    table = input_output_table(Z, Y, sectors=["agriculture", "industry"])
    assert table.x.tolist() == [1000, 2000]
    assert table.V.tolist() == [[650, 1400]]
    assert table.labels == ("agriculture", "industry")
    assert balance(table).rows.tolist() == [0, 0]


def test_an_unbalanced_table_is_refused_with_the_rows_and_by_how_much() -> None:
    with pytest.raises(DataError, match=r"row b by \+100; column b by \+100"):
        input_output_table(Z, Y, sectors=["a", "b"], x=[1000, 1900], V=[[650, 1400]])


def test_imports_kept_apart_count_in_the_columns() -> None:
    imported = Imported(Z=np.full((2, 2), 10.0), Y=np.zeros((2, 1)))
    table = input_output_table(Z, Y, sectors=["a", "b"], imported=imported)
    assert table.V.tolist() == [[630, 1380]]
    assert not table.competitive


def test_imports_in_one_column_are_taken_off_the_rows() -> None:
    table = input_output_table(Z, Y, sectors=["a", "b"], imports=[50, 0])
    assert table.x.tolist() == [950, 2000]
    assert table.competitive


def test_final_uses_are_summed_by_purpose_over_regions() -> None:
    table = input_output_table(
        np.zeros((2, 2)),
        [[1, 2, 3, 4], [5, 6, 7, 8]],
        sectors=["s"],
        regions=["n", "m"],
        uses=[FinalUse.HOUSEHOLD, FinalUse.INVENTORY],
    )
    assert table.final_for(FinalUse.INVENTORY).tolist() == [6, 14]
    assert table.labels == ("n:s", "m:s")
    assert table.at("s", "m") == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Z": [[150, float("nan")], [200, 100]]}, r"no finite numbers, the first at \(1, 2\)"),
        ({"Z": [[150, 500]]}, r"Z is \(1, 2\), not \(2, 2\)"),
        ({"Z": [[150, -500], [200, 100]]}, "row a sells a negative amount"),
        ({"x": [-1000, 2000]}, "negative output: a"),
        ({"sectors": ["a", "a"]}, "twice: a"),
        ({"sectors": ["a"]}, r"1 regions × 1 sectors: Z is \(2, 2\)"),
        ({"imports": [-1, 0]}, "negative imports: a"),
        ({"uses": [FinalUse.OTHER] * 2}, "1 final uses but 2 purposes"),
    ],
)
def test_what_cannot_be_computed_on_is_refused(change: dict[str, object], message: str) -> None:
    given = {"Z": Z, "Y": Y, "sectors": ["a", "b"]} | change
    with pytest.raises(DataError, match=message):
        input_output_table(**given)  # type: ignore[arg-type]  # wrong on purpose


def test_a_sector_that_sells_without_output_is_refused() -> None:
    with pytest.raises(DataError, match="no output although they buy or sell: b"):
        input_output_table(
            [[1, 0], [1, 0]], [9, -1], sectors=["a", "b"], x=[10, 0], V=[[8, 0]], tolerance=1e-9
        )


def test_a_sector_that_does_nothing_is_kept() -> None:
    table = input_output_table([[1, 0], [0, 0]], [9, 0], sectors=["a", "b"])
    assert table.x.tolist() == [10, 0]


def test_arrays_cannot_be_changed_through_the_table_and_the_callers_stay_his() -> None:
    mine = Z.copy()
    table = input_output_table(mine, Y, sectors=["a", "b"])
    with pytest.raises(ValueError, match="read-only"):
        table.Z[0, 0] = 1
    mine[0, 0] = 150


def test_an_unknown_code_is_answered_with_near_ones() -> None:
    with pytest.raises(CallerError, match="such as agriculture"):
        roster("sector", ["agriculture", "industry"]).at("agricultur")


def test_a_roster_keeps_the_order_it_is_given() -> None:
    assert roster("sector", ["b", "a", "c"]).take([2, 0]).codes == ("c", "b")
