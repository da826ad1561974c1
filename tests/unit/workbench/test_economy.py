"""What can be asked of a table, checked on the example by hand and with bare NumPy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.facts import economy
from lantu.facts.economy.example import example_table
from lantu.workbench import TableRequest, check_table, convert_table, open_table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from lantu.workbench import Answer, Economy

TABLE = example_table()
USED = TABLE.Z.sum(axis=1) + TABLE.Y[:, :3].sum(axis=1)
ABROAD = TABLE.imports / USED
A = TABLE.Z / TABLE.x
L = np.linalg.inv(np.eye(3) - (1 - ABROAD)[:, None] * A)


@pytest.fixture
def example(tmp_path: Path) -> Economy:
    return open_table(TableRequest(path=economy.write_template(tmp_path / "example.xlsx")))


def column(answer: Answer, key: str) -> NDArray[np.float64]:
    (found,) = (each for each in answer.columns if each.key == key)
    return np.array(found.values, dtype=np.float64)


def test_multipliers_count_what_the_table_counts(example: Economy) -> None:
    found = example.multipliers()
    assert [each.key for each in found.columns] == [
        "output",
        "value added",
        "imports",
        "PAY",
        "TAX",
        "SUR",
        "JOBS",
    ]
    assert column(found, "output") == pytest.approx(L.sum(axis=0))
    assert column(found, "imports") == pytest.approx((ABROAD @ A) @ L)
    jobs = TABLE.satellite.F[0] / TABLE.x @ L if TABLE.satellite else None
    assert column(found, "JOBS") == pytest.approx(jobs)


def test_a_multiplier_of_jobs_is_told_in_jobs_per_money(example: Economy) -> None:
    units = {each.key: each.unit for each in example.multipliers(["output", "JOBS"]).columns}
    assert units == {"output": "1", "JOBS": "万人/亿元"}


def test_households_that_spend_raise_the_multiplier(example: Economy) -> None:
    closed, plain = (example.multipliers(["output"], income=i) for i in (["PAY"], []))
    more = column(closed, "output") - column(plain, "output")
    assert (more > 0.5).all()


def test_position_weighs_upstreamness_by_output(example: Economy) -> None:
    found = example.position()
    up = column(found, "upstreamness")
    B = (1 - ABROAD)[:, None] * TABLE.Z / TABLE.x[:, None]
    assert up == pytest.approx(np.linalg.inv(np.eye(3) - B).sum(axis=1))
    assert found.figures[0].value == pytest.approx(np.average(up, weights=TABLE.x))


def test_dependence_adds_the_chain_to_what_is_bought_at_once(example: Economy) -> None:
    found = example.dependence()
    direct = ABROAD @ A
    assert column(found, "direct") == pytest.approx(direct)
    assert column(found, "total") == pytest.approx(direct @ L)
    assert found.figures[0].value == pytest.approx(direct @ TABLE.x)
    assert "按比例分摊" in found.notes[0].zh


def test_a_row_that_is_not_counted_is_refused(example: Economy) -> None:
    with pytest.raises(CallerError, match="WAGES"):
        example.multipliers(["WAGES"])


def broken(tmp_path: Path, amount: float = 1.0) -> Path:
    folder = economy.write_table(TABLE, tmp_path / "broken")
    flows = folder / "flows.csv"
    text = flows.read_text(encoding="utf-8-sig").replace("45.0", str(45 + amount))
    flows.write_text(text, encoding="utf-8")
    return folder


def test_a_check_tells_sectors_that_are_off_worst_first(tmp_path: Path) -> None:
    found = check_table(TableRequest(path=broken(tmp_path)))
    assert not found.ok
    assert [(code, row, col) for code, _, row, col in found.gaps()] == [
        ("01", 1.0, 0.0),
        ("02", 0.0, 1.0),
    ]
    assert "does not balance" in found.refused
    assert found.record("zh")["gaps"][0]["name"] == {"zh": "农业", "en": "Agriculture"}


def test_a_check_allows_as_much_as_it_is_told_to(tmp_path: Path) -> None:
    request = TableRequest(path=broken(tmp_path), tolerance=1 / 400)
    assert check_table(request).ok
    assert check_table(request).gaps() == ()


def test_a_file_that_cannot_be_read_is_told_fault_by_fault(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    flows = folder / "flows.csv"
    flows.write_text(flows.read_text(encoding="utf-8").replace("46.0", "abt 46"), encoding="utf-8")
    found = check_table(TableRequest(path=folder))
    assert found.record("en")["faults"] == [
        {
            "rule": found.faults[0].rule,
            "file": "broken/flows.csv",
            "cell": "D3",
            "found": "abt 46",
            "expected": "a number",
            "hint": found.faults[0].hint.en,
        }
    ]
    assert found.gaps() == ()
    assert found.subject is None


def test_a_table_is_repaired_only_on_request_and_says_so(tmp_path: Path) -> None:
    request = TableRequest(path=broken(tmp_path))
    with pytest.raises(DataError, match="does not balance"):
        open_table(request)
    mended = open_table(replace(request, repair="gras"))
    np.testing.assert_allclose(mended.table.x, TABLE.x)
    assert mended.repair is not None
    about = mended.dependence().about
    assert "按 GRAS 配平" in about.notes[0].zh
    assert "按 GRAS 配平" in about.record["estimate"]["zh"]


def test_a_repair_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CallerError, match="magic"):
        open_table(TableRequest(path=broken(tmp_path), repair="magic"))  # type: ignore[arg-type]


def test_what_is_converted_reads_back_the_same(tmp_path: Path) -> None:
    written = economy.write_template(tmp_path / "example.xlsx")
    there = convert_table(TableRequest(path=written), tmp_path / "folder")
    again = convert_table(TableRequest(path=there), tmp_path / "again.xlsx")
    np.testing.assert_array_equal(economy.read_table(again).Z, TABLE.Z)
