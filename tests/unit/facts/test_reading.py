"""What the readers accept, and what they say to traps that no single rule covers."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest

from lantu.errors import FactsError, PlaceError
from lantu.facts import check, load_schema, open_workspace
from lantu.facts.intake.csv_file import read_csv
from lantu.facts.intake.parquet_file import read_parquet
from lantu.facts.intake.xlsx_file import read_xlsx
from town import workspace as town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CITIES = load_schema().tables["cities"]
INDICATORS = load_schema().tables["indicators"]


def rules(path: Path) -> list[str]:
    return [fault.rule for fault in check(path).faults]


def csv_rows(data: bytes) -> list[tuple[Any, ...]]:
    raw, faults = read_csv(data, CITIES, "cities.csv", "utf-8")
    assert faults == []
    assert raw is not None
    return raw.frame.select("city_code", "name_zh", "lantu_row").rows()


@pytest.mark.parametrize(
    "data",
    [
        b"city_code,name_zh\n1,a\n2,b\n",
        b"city_code,name_zh\r\n1,a\r\n2,b\r\n",
        b"city_code,name_zh\r1,a\r2,b\r",
        b"city_code,name_zh\n1,a\n2,b",
        b"\xef\xbb\xbfcity_code,name_zh\n1,a\n2,b\n",
        b'"city_code","name_zh"\n"1","a"\n"2","b"\n',
        b"city_code,name_zh,,\n1,a,,\n2,b,,\n",
        "市州代码,名称\n1,a\n2,b\n".encode(),
        b"name_zh,city_code\na,1\nb,2\n",
        b"city_code,name_zh\n1,a\n2,b\n,\n\n\n",
    ],
)
def test_a_csv_may_be_written_in_many_ways(data: bytes) -> None:
    assert csv_rows(data) == [("1", "a", 2), ("2", "b", 3)]


def test_rows_keep_the_numbers_of_the_spreadsheet() -> None:
    data = b'city_code,name_zh\n1,"a\nline"\n\n,\n2,b\n'
    assert csv_rows(data) == [("1", "a\nline", 2), ("2", "b", 5)]


def test_an_empty_quoted_cell_is_as_absent_as_an_empty_one() -> None:
    assert csv_rows(b'city_code,name_zh\n1,""\n2,\n') == [("1", None, 2), ("2", None, 3)]


def test_a_file_in_gb18030_is_read_where_the_settings_say_so(tmp_path: Path) -> None:
    town.copy_to(tmp_path)
    text = (tmp_path / "lantu.toml").read_text(encoding="utf-8")
    (tmp_path / "lantu.toml").write_text(text + 'encoding = "gb18030"\n', encoding="utf-8")
    for file in (tmp_path / "facts").iterdir():
        file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert open_workspace(tmp_path).content_hash == open_workspace(town.PATH).content_hash


def test_a_file_cut_off_inside_a_character_is_not_called_gb18030(tmp_path: Path) -> None:
    file = town.copy_to(tmp_path) / "facts" / "cities.csv"
    file.write_bytes("city_code,name_zh\n990100,东城".encode()[:-1])
    assert rules(tmp_path) == ["csv.encoding"]


@pytest.mark.parametrize("cut", [3, 40, 201, 333])
def test_a_half_written_csv_never_loads(tmp_path: Path, cut: int) -> None:
    file = town.copy_to(tmp_path) / "facts" / "links.csv"
    file.write_bytes(file.read_bytes()[:-cut])
    with pytest.raises(FactsError):
        open_workspace(tmp_path)


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_half_written_file_never_loads(tmp_path: Path, suffix: str, share: float) -> None:
    file = town.copy_to(tmp_path) / "facts" / "cities.csv"
    frame = pl.read_csv(file, infer_schema=False)
    file.unlink()
    whole = io.BytesIO()
    frame.write_parquet(whole) if suffix == ".parquet" else frame.write_excel(whole)
    data = whole.getvalue()
    file.with_suffix(suffix).write_bytes(data[: int(len(data) * share)])
    assert rules(tmp_path) == [f"{suffix[1:]}.damaged"]


def test_a_cell_of_ten_megabytes_is_a_fault_and_no_burden(tmp_path: Path) -> None:
    town.put(town.copy_to(tmp_path), "indicators", 2, note="长" * 10_000_000)
    faults = check(tmp_path).faults
    assert [f.rule for f in faults] == ["cell.too_long"]
    assert len(str(faults[0])) < 300


def test_a_null_byte_is_a_fault(tmp_path: Path) -> None:
    town.put(town.copy_to(tmp_path), "indicators", 2, note="a\x00b")
    assert rules(tmp_path) == ["cell.control"]


def test_both_a_csv_and_a_workbook_of_one_table_are_refused(tmp_path: Path) -> None:
    town.copy_to(tmp_path)
    pl.read_csv(tmp_path / "facts" / "cities.csv", infer_schema=False).write_excel(
        tmp_path / "facts" / "cities.xlsx"
    )
    faults = check(tmp_path).faults
    assert [f.rule for f in faults] == ["file.two_for_table"]
    assert "facts/cities.csv" in faults[0].say("en")


def test_files_that_programs_leave_behind_are_passed_over(tmp_path: Path) -> None:
    facts = town.copy_to(tmp_path) / "facts"
    for name in ("~$cities.xlsx", ".DS_Store", ".~lock.cities.csv#"):
        (facts / name).write_bytes(b"\0")
    assert rules(tmp_path) == []


def test_a_pipe_does_not_hold_the_reader_up(tmp_path: Path) -> None:
    facts = town.copy_to(tmp_path) / "facts"
    (facts / "cities.csv").unlink()
    os.mkfifo(facts / "cities.csv")
    assert rules(tmp_path) == ["file.not_regular"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="cannot list") as caught:
        check(tmp_path / "nowhere")
    assert "lantu new" in caught.value.hint


def test_a_locked_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", locked)
    with pytest.raises(PlaceError, match="Permission denied"):
        open_workspace(tmp_path)


def test_a_locked_file_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town.copy_to(tmp_path)

    def locked(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", locked)
    assert "file.unreadable" in rules(tmp_path)


def test_every_fault_of_a_broken_workspace_is_told_in_order(tmp_path: Path) -> None:
    town.copy_to(tmp_path)
    town.put(tmp_path, "firms", 5, country="x", confidence="E")
    town.put(tmp_path, "firms", 3, country="y")
    town.put(tmp_path, "products", 9, stage="z")
    (tmp_path / "lantu.toml").write_text(
        '[workspace]\nname_zh = "东山省"\nregion = "990000"\nx = 1\n', encoding="utf-8"
    )
    told = [(f.file, f.cell or f.row) for f in check(tmp_path).faults]
    assert told == [
        ("lantu.toml", 4),
        ("facts/products.csv", "D9"),
        ("facts/firms.csv", "D3"),
        ("facts/firms.csv", "D5"),
        ("facts/firms.csv", "O5"),
    ]


def test_a_load_that_fails_carries_every_fault(tmp_path: Path) -> None:
    town.copy_to(tmp_path)
    town.change(tmp_path, "links", lambda rows: [row.update(role="?") for row in rows])
    with pytest.raises(FactsError) as caught:
        open_workspace(tmp_path)
    assert len(caught.value.faults) == 19
    assert "and 9 more" in str(caught.value)
    assert caught.value.exit_code == 3


def book(rows: list[list[object]], edit: Callable[[Any], object] | None = None) -> bytes:
    whole = openpyxl.Workbook()
    sheet = whole.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if edit:
        edit(sheet)
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


HEAD: list[object] = ["row_id", "region", "region_code", "indicator", "indicator_zh", "period",
                      "value", "unit", "source_date", "confidence"]  # fmt: skip


def test_typed_cells_become_text_without_loss() -> None:
    cells: list[object] = ["D1", "东山", "990000", "gdp", "产值", 2024, 14.57, "%",
                           dt.date(2024, 3, 20), "D"]  # fmt: skip
    tables, faults = read_xlsx(book([HEAD, cells]), INDICATORS, "x.xlsx")
    assert faults == []
    row = tables[0].frame.row(0, named=True)
    assert (row["period"], row["value"], row["source_date"]) == ("2024", "14.57", "2024-03-20")
    assert row["lantu_row"] == 2


def test_a_formula_that_gives_an_empty_text_is_a_blank() -> None:
    data = book([["city_code", "name_zh"], ["990100", '=IF(1,"","")']])
    source = io.BytesIO(data)
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.endswith("sheet1.xml"):
                text = text.replace(b'<c r="B2">', b'<c r="B2" t="str">')
            new.writestr(part, text)
    tables, faults = read_xlsx(target.getvalue(), CITIES, "cities.xlsx")
    assert faults == []
    assert tables[0].frame.get_column("name_zh").to_list() == [None]


def test_a_workbook_may_hold_every_table_under_chinese_names(tmp_path: Path) -> None:
    town.copy_to(tmp_path)
    whole = openpyxl.Workbook()
    whole.active.title = "说明"  # type: ignore[union-attr]
    for table in load_schema().tables.values():
        rows = town.rows(tmp_path, table.name)
        sheet = whole.create_sheet(table.label.zh)
        sheet.append([table.column(name).label.zh for name in rows[0]])
        numbers = {c.name for c in table.columns if c.kind == "number"}
        for row in rows:
            sheet.append([float(v) if v and k in numbers else v or None for k, v in row.items()])
    shutil.rmtree(tmp_path / "facts")
    (tmp_path / "facts").mkdir()
    whole.save(tmp_path / "facts" / "事实.xlsx")
    assert rules(tmp_path) == []
    assert open_workspace(tmp_path).content_hash == open_workspace(town.PATH).content_hash


def test_a_workbook_of_one_sheet_may_call_it_anything() -> None:
    data = book([["city_code", "name_zh"], ["990100", "东城"]])
    tables, faults = read_xlsx(data, CITIES, "cities.xlsx")
    assert faults == []
    assert tables[0].frame.height == 1
    assert tables[0].origin.file == "cities.xlsx[Sheet]"


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return target.getvalue()


def xlsx_rules(data: bytes) -> list[str]:
    return [f.rule for f in read_xlsx(data, CITIES, "cities.xlsx")[1]]


GOOD = book([["city_code", "name_zh"], ["990100", "东城"]])


def test_a_document_type_is_not_expanded() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">]>'
    data = repacked(GOOD, lambda part, text: laughs + text if part == "xl/workbook.xml" else text)
    assert xlsx_rules(data) == ["xlsx.damaged"]


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(GOOD)
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (7).to_bytes(4, "little")
    assert xlsx_rules(bytes(data)) == ["xlsx.damaged"]


def test_a_locked_archive_is_said_to_be_locked() -> None:
    data = bytearray(GOOD)
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert xlsx_rules(bytes(data)) == ["xlsx.locked"]


def test_a_text_repeated_until_it_fills_the_memory_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = io.BytesIO()
    text = pl.repeat("长" * 1000, 200, eager=True)
    pl.DataFrame({"city_code": text, "name_zh": text}).write_excel(data)
    monkeypatch.setattr("lantu.facts.intake.sheet_scan.MAX_TABLE_BYTES", 1_000_000)
    assert xlsx_rules(data.getvalue()) == ["xlsx.bomb"]


def test_a_parquet_text_repeated_until_it_fills_the_memory_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = io.BytesIO()
    text = pl.repeat("长" * 1000, 200, eager=True)
    pl.DataFrame({"city_code": text, "name_zh": text}).write_parquet(data)
    monkeypatch.setattr("lantu.facts.intake.parquet_file.MAX_TABLE_BYTES", 1_000_000)
    raw, faults = read_parquet(data.getvalue(), CITIES, "cities.parquet")
    assert raw is None
    assert [f.rule for f in faults] == ["file.too_large"]


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantu.facts.intake.zip_guard.MAX_WORKBOOK_PARTS", 3)
    assert xlsx_rules(GOOD) == ["xlsx.bomb"]


def parquet(frame: pl.DataFrame) -> bytes:
    target = io.BytesIO()
    frame.write_parquet(target)
    return target.getvalue()


def test_typed_parquet_columns_become_text_without_loss() -> None:
    frame = pl.DataFrame(
        {
            "row_id": ["D1", "D2"],
            "region": pl.Series(["东山", "东山"], dtype=pl.Categorical),
            "period": [2023, 2024],
            "value": [1.5, 90.0],
            "source_date": [dt.date(2024, 1, 2), None],
        }
    )
    raw, faults = read_parquet(parquet(frame), INDICATORS, "x.parquet")
    assert {f.rule for f in faults} == {"header.missing"}
    assert raw is not None
    assert raw.frame.row(1, named=True) == {
        "row_id": "D2",
        "region": "东山",
        "period": "2024",
        "value": "90",
        "source_date": None,
        "lantu_row": 3,
    }


@pytest.mark.parametrize(
    "column",
    [
        pl.Series("name_zh", [[1], [2]]),
        pl.Series("name_zh", [b"a", b"b"]),
        pl.Series("name_zh", [True, False]),
        pl.Series("city_code", [990100, 990200]),
        pl.Series("name_zh", [dt.datetime(2024, 1, 1), None]),  # noqa: DTZ001 - as files have it
    ],
)
def test_parquet_columns_of_a_wrong_type_are_refused(column: pl.Series) -> None:
    frame = pl.DataFrame({"city_code": ["1", "2"], "name_zh": ["a", "b"]}).with_columns(column)
    raw, faults = read_parquet(parquet(frame), CITIES, "cities.parquet")
    assert raw is None
    assert [f.rule for f in faults] == ["parquet.type"]
