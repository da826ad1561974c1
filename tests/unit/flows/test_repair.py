from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import Imported, balance, repair
from unit.flows.national_tables import national_table, needs_national_tables

Z = np.array([[150.0, 500.0], [200.0, 100.0]])
Y = np.array([[350.0], [1700.0]])
X = np.array([1000.0, 2000.0])
V = np.array([[650.0, 1400.0]])


def test_a_table_in_balance_stays_as_it_is() -> None:
    table, report = repair(Z, Y, x=X, V=V, sectors=["a", "b"])
    np.testing.assert_allclose(table.Z, Z, rtol=1e-12)
    assert report.moved == pytest.approx(0, abs=1e-12)
    assert report.row_gaps.tolist() == report.column_gaps.tolist() == [0, 0]


def test_what_is_out_of_balance_is_mended_and_told() -> None:
    table, report = repair(Z + np.array([[0, 40], [0, 0]]), Y, x=X, V=V, sectors=["a", "b"])
    off = balance(table)
    assert np.abs(off.rows).max() < 1e-6
    assert np.abs(off.columns).max() < 1e-6
    assert report.row_gaps.tolist() == [40, 0]
    assert report.column_gaps.tolist() == [0, 40]
    assert report.totals["Y"] == pytest.approx((2050, 2050))
    assert table.estimate is not None
    assert table.estimate.en.startswith("balanced by GRAS, ")
    assert report.largest(1)[0][0] == "a"
    assert report.to_polars().columns == [
        "sector", "row_gap", "column_gap", "row_change", "column_change",
    ]  # fmt: skip


@pytest.mark.parametrize(("trusted", "final"), [("final", 2050.0), ("primary", 2090.0)])
def test_the_trusted_total_stays(trusted: str, final: float) -> None:
    table, _ = repair(
        Z,
        Y,
        x=X,
        V=V + np.array([[40, 0]]),
        sectors=["a", "b"],
        trusted=trusted,  # type: ignore[arg-type]
    )
    assert table.Y.sum() == pytest.approx(final)
    assert table.V.sum() == pytest.approx(final)


def test_value_added_is_what_columns_leave_where_it_is_not_given() -> None:
    table, report = repair(Z, Y + np.array([[30], [0]]), x=X, sectors=["a", "b"])
    assert report.column_gaps.tolist() == [0, 0]
    assert report.row_gaps.tolist() == [30, 0]
    assert table.V.sum() == pytest.approx(2080)


def test_imports_and_imported_use_stay() -> None:
    apart = Imported(Z=np.full((2, 2), 10.0), Y=np.zeros((2, 1)))
    table, _ = repair(Z, Y, x=X, V=V - 10, sectors=["a", "b"], imported=apart, imports=[5.0, 0.0])
    assert table.imported is not None
    assert table.imported.Z.tolist() == apart.Z.tolist()
    assert table.imports.tolist() == [5, 0]


def test_a_fixed_cell_stays() -> None:
    held = np.array([[False, True], [False, False]])
    table, _ = repair(Z, Y, x=X, V=V + 9, fixed=held, sectors=["a", "b"])
    assert table.Z[0, 1] == 500


def test_what_no_scaling_can_mend_is_named() -> None:
    with pytest.raises(DataError, match="row b must sum to 2000 but has no positive entry"):
        repair([[1, 1], [0, 0]], [[1], [0]], x=X, V=V, sectors=["a", "b"])
    with pytest.raises(DataError, match="primary inputs are all zero"):
        repair(Z, Y, x=X, V=V * 0, sectors=["a", "b"])
    with pytest.raises(CallerError, match=r"x has 3 entries, but Z is \(2, 2\)"):
        repair(Z, Y, x=[1, 2, 3], sectors=["a", "b"])


def test_rows_of_many_regions_are_called_by_both() -> None:
    _, report = repair(Z, np.column_stack([Y, 0 * Y]), x=X, V=V, sectors=["s"], regions=["n", "m"])
    assert report.labels == ("n:s", "m:s")


@needs_national_tables
def test_a_disturbed_national_table_is_brought_back_near_to_itself() -> None:
    told = national_table("china_2020_42")
    noise = np.random.default_rng(1).uniform(0.9, 1.1, told.Z.shape)
    table, report = repair(
        told.Z * noise, told.Y, x=told.x, V=told.V, imported=told.imported,
        sectors=told.sectors.codes, finals=told.finals.codes, uses=told.uses,
        primaries=told.primaries.codes,
    )  # fmt: skip
    disturbed = np.abs(told.Z * noise - told.Z).sum()
    assert np.abs(table.Z - told.Z).sum() < disturbed
    assert report.residual < 1e-10
    assert np.abs(balance(table).rows).max() < 1e-9 * told.x.max()
