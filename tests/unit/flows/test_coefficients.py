from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import InputOutputTable, coefficients, input_output_table, leontief, production
from lantu.model.accounts import FinalUse, Imported
from unit.flows.small_tables import invented, miller_blair


def exporting(Z: list[list[float]], Y: list[list[float]], imports: list[float]) -> InputOutputTable:
    return input_output_table(
        Z,
        Y,
        sectors=["a", "b"],
        finals=["home", "exports"],
        uses=[FinalUse.HOUSEHOLD, FinalUse.EXPORT],
        imports=imports,
    )


def test_the_textbooks_coefficients() -> None:
    found = coefficients(miller_blair())
    assert found.A.tolist() == [[0.15, 0.25], [0.20, 0.05]]
    assert found.B.tolist() == [[0.15, 0.5], [0.10, 0.05]]
    assert np.allclose(found.value_added, [0.65, 0.7], rtol=1e-15)
    assert found.imported.tolist() == [0, 0]


def test_a_competitive_table_is_parted_in_proportion_and_exports_take_none() -> None:
    # use at home: a 20 + 60 = 80, of which 16 from abroad; b 20 + 40 = 60, of which 30
    table = exporting([[10, 10], [20, 0]], [[60, 36], [40, 70]], [16, 30])
    made = production(table)
    assert made.domestic_share.tolist() == [0.8, 0.5]
    assert made.Z.tolist() == [[8, 8], [10, 0]]
    assert np.allclose(made.imported, [12, 2], rtol=1e-15)
    assert made.final.tolist() == [60 * 0.8 + 36, 40 * 0.5 + 70]
    assert made.final_use().sum(axis=1).tolist() == made.final.tolist()
    assert made.final_use(FinalUse.EXPORT)[:, 0].tolist() == [36, 70]


def test_total_requirements_count_imports_as_made_inside() -> None:
    table = exporting([[10, 10], [20, 0]], [[60, 36], [40, 70]], [16, 30])
    made = production(table, imports="total")
    assert made.Z is table.Z
    assert made.imported.tolist() == [0, 0]
    assert made.final.tolist() == [96 - 16, 110 - 30]


def test_imports_kept_apart_leak_out_or_are_added_to_their_own_region() -> None:
    table = input_output_table(
        np.eye(4),
        np.outer([9, 8, 7, 6], [1, 2]),
        regions=["p", "q"],
        sectors=["a", "b"],
        imported=Imported(
            Z=np.array([[1.0, 2, 3, 4], [0, 1, 0, 1]]), Y=np.array([[2.0, 3], [4, 5]])
        ),
    )
    assert production(table).imported.tolist() == [1, 3, 3, 5]
    added = production(table, imports="total")
    assert (added.Z - np.eye(4)).tolist() == [
        [1, 2, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 3, 4],
        [0, 0, 0, 1],
    ]
    assert (added.final_use() - production(table).final_use()).tolist() == [
        [2, 0],
        [4, 0],
        [0, 3],
        [0, 5],
    ]


def test_more_imports_than_use_are_refused_with_the_way_out() -> None:
    table = exporting([[1, 0], [0, 1]], [[3, 9], [3, 0]], [5, 0])
    with pytest.raises(DataError, match=r"exceed domestic use: a\n.*re-exports"):
        production(table)
    assert production(table, imports="total").final.tolist() == [7, 3]


def test_a_row_that_moves_visitors_purchases_to_exports_has_no_imports_to_part() -> None:
    """As S00900 of the United States: household consumption below zero, exports above."""
    table = exporting([[1, 0], [0, 1]], [[-7, 9], [3, 1]], [0, 2])
    made = production(table)
    assert made.domestic_share.tolist() == [1, 0.5]
    assert made.Z.tolist() == [[1, 0], [0, 0.5]]
    assert made.final.tolist() == [2, 2.5]
    small = exporting([[1, 0], [0, 1]], [[-7, 9], [3, 1]], [1, 2])
    with pytest.raises(DataError, match="exceed domestic use: a"):
        production(small)


def test_no_other_treatment_of_imports() -> None:
    with pytest.raises(CallerError, match="'domestic' or 'total'"):
        production(miller_blair(), imports="both")  # type: ignore[arg-type]


def test_a_sector_without_output_takes_and_gives_nothing() -> None:
    table = input_output_table([[1, 0], [0, 0]], [1, 0], sectors=["a", "idle"])
    assert coefficients(table).A.tolist() == [[0.5, 0], [0, 0]]
    assert leontief(table).matrix.tolist() == [[2, 0], [0, 1]]


def test_arrays_of_records_cannot_be_changed() -> None:
    found = coefficients(invented(np.random.default_rng(1)))
    for array in (found.A, found.production.Z, found.production.final, found.value_added):
        assert not array.flags.writeable
