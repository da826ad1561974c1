"""Tables as offices publish them: each layout written synthetically, and read back equal."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import openpyxl
import pytest

from lantu.errors import DataError, FactsError
from lantu.facts.economy import read_table, write_table
from lantu.model.accounts import FinalUse
from lantu.model.roster import roster
from unit.facts.economy.tables import (
    FACTORS,
    SHARED,
    book,
    national_rows,
    plain_book,
    provincial_rows,
    regional,
    same,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lantu.facts import Fault
    from lantu.model.input_output_table import InputOutputTable

    Rows = list[list[Any]]

NATIONAL = SHARED / "china_io_national"
needs_tables = pytest.mark.skipif(
    not NATIONAL.is_dir(), reason="../shared/data/china_io_national is not beside this checkout"
)


def put(path: Path, rows: list[list[Any]], sheet: str = "表") -> Path:
    path.write_bytes(book(**{sheet: rows}))
    return path


# provinces


@pytest.mark.parametrize(("regions", "sectors"), [(2, 3), (3, 2), (4, 5)])
def test_a_table_of_provinces_is_read_by_its_codes(
    regions: int, sectors: int, tmp_path: Path
) -> None:
    table = regional(regions, sectors)
    read = read_table(put(tmp_path / "省际表2017.xlsx", provincial_rows(table)))
    assert read.regions.codes == table.regions.codes
    assert read.sectors.codes == table.sectors.codes
    assert [name.zh for name in read.sectors.names] == [f"部门{c}" for c in table.sectors]
    assert read.uses == table.uses
    assert read.primaries.codes == table.primaries.codes
    assert (read.unit, read.period) == ("万元", "2017")
    for part in ("Z", "Y", "V", "x", "residual"):
        assert np.allclose(getattr(read, part), getattr(table, part), rtol=1e-14, atol=0), part


def test_the_full_size_of_the_provincial_tables_is_read(tmp_path: Path) -> None:
    table = regional(31, 42)
    (tmp_path / "full.xlsx").write_bytes(plain_book(provincial_rows(table)))
    read = read_table(tmp_path / "full.xlsx", kind="ceads", year=2017)
    assert (len(read.regions), len(read.sectors)) == (31, 42)
    assert np.array_equal(read.Z, table.Z)
    assert np.array_equal(read.Y, table.Y)


def test_a_table_of_provinces_may_vary_a_little(tmp_path: Path) -> None:
    table = regional(3, 2)
    rows = provincial_rows(table)
    for row in rows[1:4]:
        row.insert(0, "")
    for k, row in enumerate(rows[4:]):
        row.insert(0, f"{k}")
    filled = rows[1]
    for at in range(4, 4 + len(table)):  # province names in every cell instead of merged ones
        filled[at] = filled[at] or filled[at - 1]
    rows.insert(1, ["单位：万元"])
    rows += [[], ["资料来源：示例"]]
    read = read_table(put(tmp_path / "b.xlsx", rows))
    assert np.array_equal(read.Z, table.Z)
    assert read.regions.codes == table.regions.codes


def test_exports_of_a_province_stand_in_its_own_column(tmp_path: Path) -> None:
    read = read_table(put(tmp_path / "b.xlsx", provincial_rows(regional(2, 2))))
    exports = read.Y.reshape(4, 2, 6)[:, :, 5]
    assert exports[:2, 1].tolist() == exports[2:, 0].tolist() == [0.0, 0.0]
    assert (read.final_for(FinalUse.EXPORT) > 0).all()


def _dropped(rows: list[list[Any]], at: int) -> list[list[Any]]:
    return [row for k, row in enumerate(rows) if k != at]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: _dropped(rows, 1), "names of the regions above"),
        (lambda rows: [row[:-1] for row in rows[:4]] + rows[4:], "one column GO"),
        (lambda rows: _dropped(rows, 5), "there are 5 rows and 6 columns"),
        (lambda rows: rows[:10] + rows[16:], "rows VA001 to VA004"),
    ],
)
def test_what_is_missing_in_a_table_of_provinces_is_named(
    change: Callable[[Rows], Rows], said: str, tmp_path: Path
) -> None:
    path = put(tmp_path / "b.xlsx", change(provincial_rows(regional(3, 2))))
    with pytest.raises(FactsError, match=said):
        read_table(path)


def test_a_slipped_row_of_a_published_table_is_named(tmp_path: Path) -> None:
    rows = provincial_rows(regional(2, 2))
    rows[6][2], rows[7][2] = rows[7][2], rows[6][2]
    with pytest.raises(FactsError, match=r"C7: found '02', expected 01, as the column says"):
        read_table(put(tmp_path / "b.xlsx", rows))


def test_a_published_table_that_does_not_balance_says_where(tmp_path: Path) -> None:
    rows = provincial_rows(regional(2, 2))
    rows[4][3] += 5000.0
    with pytest.raises(DataError, match=r"row 省1:01 by \+5000"):
        read_table(put(tmp_path / "b.xlsx", rows))


def test_words_among_the_figures_are_told_with_their_cells(tmp_path: Path) -> None:
    rows = provincial_rows(regional(2, 2))
    rows[4][3], rows[5][4] = "…", "n.a."
    with pytest.raises(FactsError) as caught:
        read_table(put(tmp_path / "b.xlsx", rows))
    faults = cast("tuple[Fault, ...]", caught.value.faults)
    assert [fault.cell for fault in faults] == ["D5", "E6"]


# nation


def national_rows_of_one(table: InputOutputTable) -> list[list[Any]]:
    """One region in the national layout, which has no row IM: two factors become one."""
    merged = np.vstack([table.V[:2].sum(axis=0), table.V[2:]])
    factors = roster("primary input", FACTORS)
    return national_rows(replace(table, V=merged, primaries=factors), year=2017)


@needs_tables
@pytest.mark.parametrize(
    "name", ["china_2020_42", "china_2018_42", "china_2020_153", "china_2015_42", "china_2002_122"]
)
def test_a_national_workbook_is_read_as_its_archive_is(name: str, tmp_path: Path) -> None:
    table = read_table(NATIONAL / f"{name}.npz")
    rows = national_rows(table, int(table.period))
    read = read_table(put(tmp_path / f"{name}.xlsx", rows))
    for part in ("Z", "Y", "V", "x", "imports", "residual"):
        assert np.allclose(getattr(read, part), getattr(table, part), rtol=1e-14, atol=0), part
    assert read.finals.codes == table.finals.codes
    assert [n.zh for n in read.sectors.names] == [n.zh for n in table.sectors.names]
    assert (read.period, read.unit) == (table.period, "万元")
    assert (read.imported is None) == (table.imported is None)
    if read.imported is not None and table.imported is not None:
        assert np.allclose(read.imported.Z, table.imported.Z, rtol=1e-14, atol=0)
        assert np.allclose(read.imported.Y, table.imported.Y, rtol=1e-14, atol=0)


@needs_tables
def test_every_national_table_balances_and_survives_our_own_layout(tmp_path: Path) -> None:
    paths = sorted(NATIONAL.glob("china_*.npz"))
    assert len(paths) == 12
    for path in paths:
        table = read_table(path)
        assert table.value_added.sum() == pytest.approx(table.V.sum(), rel=1e-9)
        same(read_table(write_table(table, tmp_path / f"{path.stem}.xlsx")), table)


@needs_tables
def test_the_national_value_added_is_what_the_bureau_published() -> None:
    for name, trillions in (("china_2017_42", 82.3), ("china_2020_42", 101.6)):
        table = read_table(NATIONAL / f"{name}.npz")
        assert table.V.sum() / 1e8 == pytest.approx(trillions, abs=0.05)


def test_total_consumption_is_not_counted_beside_its_parts(tmp_path: Path) -> None:
    table = regional(1, 3)
    rows = national_rows_of_one(table)
    read = read_table(put(tmp_path / "n.xlsx", rows))
    assert "TC" not in read.finals
    assert read.final.sum() == pytest.approx(table.final.sum())


def test_imports_are_taken_off_whichever_sign_is_printed(tmp_path: Path) -> None:
    table = regional(1, 3)
    rows = national_rows_of_one(table)
    at = rows[3].index("IM")
    for k, row in enumerate(rows[4:7]):
        row[at] = -10.0
        row[rows[3].index("GO")] -= 10.0
        rows[9][2 + k] -= 10.0  # the last factor
    read = read_table(put(tmp_path / "n.xlsx", rows))
    assert read.imports.tolist() == [10.0, 10.0, 10.0]
    assert read.competitive


def test_a_workbook_of_something_else_is_not_taken_for_a_table(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(book(Sheet1=[["a", "b"], [1, 2]]))
    with pytest.raises(FactsError, match="an input–output table of a known layout"):
        read_table(path)


def test_an_error_cell_is_told(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(表=provincial_rows(regional(2, 2)))))
    cell = made["表"]["D6"]
    cell.value, cell.data_type = "#REF!", "e"
    made.save(tmp_path / "b.xlsx")
    with pytest.raises(FactsError, match="D6: expected a cell without an error"):
        read_table(tmp_path / "b.xlsx")
