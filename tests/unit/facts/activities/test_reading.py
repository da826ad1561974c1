"""Files of activities: lists and wide tables, what is absent, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from lantu.errors import CallerError, FactsError, PlaceError
from lantu.facts.activities import (
    Part,
    open_activities,
    read_activities,
    spoken_columns,
)
from lantu.facts.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LIST = "地区,产业,年份,就业\n武汉,芯片,2020,5\n武汉,屏,2020,2\n黄石,屏,2020,3\n黄石,屏,2015,0\n"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    file = tmp_path / "jobs.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def faults(path: Path, columns: Mapping[Part, str] | None = None) -> list[Fault]:
    with pytest.raises(FactsError) as caught:
        read_activities(path, columns=columns)
    return [each for each in caught.value.faults if isinstance(each, Fault)]


def test_a_list_becomes_a_matrix(written: Path) -> None:
    matrix = read_activities(written, unit="万人")
    assert matrix.places.labels == ("武汉", "黄石")
    assert matrix.activities.labels == ("屏", "芯片")
    assert matrix.periods.labels == ("2015", "2020")
    assert matrix.at("武汉", "芯片", "2020") == 5.0
    assert matrix.unit == "万人"
    assert matrix.source == "jobs.csv"


def test_absent_is_not_zero_unless_the_caller_says_so(written: Path) -> None:
    matrix = read_activities(written)
    assert matrix.at("黄石", "屏", "2015") == 0.0
    assert matrix.at("黄石", "芯片", "2020") is None
    assert read_activities(written, unlisted="zero").at("黄石", "芯片", "2020") == 0.0


def test_a_blank_amount_is_not_on_record_whatever_the_rest_is(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("place,activity,value\na,x,1\na,y,\nb,x,2\n")
    matrix = read_activities(file, unlisted="zero")
    assert matrix.at("a", "y", "") is None
    assert matrix.at("b", "y", "") == 0.0


def test_a_wide_table_has_activities_across(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("地区,芯片,屏\n武汉,5,2\n黄石,,3\n", encoding="utf-8")
    matrix = read_activities(file)
    assert matrix.at("武汉", "芯片", "") == 5.0
    assert matrix.at("黄石", "芯片", "") is None


def test_sheets_of_a_wide_workbook_are_periods(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - this test alone writes a workbook by hand

    file = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(file))
    for year, figure in (("2015", 1), ("2020", 4)):
        sheet = book.add_worksheet(year)
        sheet.write_row(0, 0, ["地区", "芯片", "屏"])
        sheet.write_row(1, 0, ["武汉", figure, 2])
    book.close()
    matrix = read_activities(file)
    assert matrix.periods.labels == ("2015", "2020")
    assert matrix.at("武汉", "芯片", "2020") == 4.0


def test_headers_that_are_not_known_are_named(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pl.DataFrame({"czone": [100, 200], "ind": [1, 1], "emp_share": [0.5, 0.25]}).write_parquet(file)
    given = spoken_columns(["place=czone", "activity = ind", "value=emp_share"])
    matrix = read_activities(file, columns=given)
    assert matrix.at("200", "1", "") == 0.25
    [fault] = faults(file, columns={**given, "value": "share"})
    assert fault.rule == "activities.column_unknown"
    assert "emp_share" in fault.hint.zh


def test_chinese_spreadsheets_save_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(LIST.encode("gb18030"))
    assert read_activities(file).places.labels == ("武汉", "黄石")


def test_names_and_sizes_come_along(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "place,place_name,place_name_en,activity,activity_name,size,value\n"
        "420100,武汉市,Wuhan,39,电子,12.5,3\n420200,黄石市,,39,电子,2,1\n",
        encoding="utf-8",
    )
    matrix = read_activities(file)
    assert matrix.name("420100").en == "Wuhan"
    assert matrix.name("39").zh == "电子"
    assert matrix.name("420200").en == "黄石市"
    assert matrix.weights is not None
    assert matrix.weights.tolist() == [[12.5, 2.0]]


BAD = {
    "a blank code": ("place,activity,value\n,x,1\n", "activities.code_blank", "A2"),
    "a word": ("place,activity,value\na,x,many\n", "activities.number", "C2"),
    "a separator": ('place,activity,value\na,x,"1,000"\n', "activities.number", "C2"),
    "less than nothing": ("place,activity,value\na,x,-1\n", "activities.number", "C2"),
    "no end": ("place,activity,value\na,x,inf\n", "activities.number", "C2"),
    "too much": ("place,activity,value\na,x,1e200\n", "activities.number", "C2"),
    "a row again": ("place,activity,value\na,x,1\na,x,1\n", "activities.twice", "C3"),
    "no activity": ("place,value\na,1\n", "activities.columns", ""),
    "two places": ("place,city,activity,value\na,b,x,1\n", "activities.column_twice", ""),
    "two sizes": ("place,activity,value,size\na,x,1,2\na,y,1,3\n", "activities.size", "D3"),
    "two names": (
        "place,place_name,activity,value\na,A,x,1\na,B,y,1\n",
        "activities.name",
        "B3",
    ),
    "nothing": ("place,activity,value\n", "activities.empty", ""),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_told_with_its_place(what: str, tmp_path: Path) -> None:
    text, rule, cell = BAD[what]
    file = tmp_path / "a.csv"
    file.write_text(text)
    found = faults(file)
    assert (rule, cell) in [(each.rule, each.cell) for each in found]
    assert all(each.expected.zh and each.hint.en for each in found)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("place,activity,value\n,x,1\na,x,many\nb,x,1\nb,x,2\n")
    assert {each.rule for each in faults(file)} == {
        "activities.code_blank",
        "activities.number",
        "activities.twice",
    }


def test_a_bad_call_is_told_what_would_be_right(tmp_path: Path, written: Path) -> None:
    with pytest.raises(PlaceError):
        read_activities(tmp_path / "nothing.csv")
    with pytest.raises(CallerError, match="unlisted"):
        read_activities(written, unlisted="none")  # type: ignore[arg-type]
    for wrong in ("place", "where=x", "place="):
        with pytest.raises(CallerError, match="names no column"):
            spoken_columns([wrong])


def test_a_damaged_file_is_a_fault(tmp_path: Path) -> None:
    for name, data in (
        ("a.parquet", b"PAR1nothing"),
        ("a.xlsx", b"PK\x03\x04nothing"),
        ("a.csv", b""),
    ):
        file = tmp_path / name
        file.write_bytes(data)
        assert faults(file)


def test_population_is_kept_apart_and_is_no_size(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("地区,产业,就业,人口\na,x,3,10\na,y,1,10\nb,x,2,\n", encoding="utf-8")
    found = open_activities(file)
    assert found.matrix.weights is None
    assert found.population is not None
    assert found.population.tolist() == [[10.0, 0.0]]
    assert read_activities(file).at("a", "x", "") == 3.0


def test_a_header_says_what_is_counted_and_in_which_unit(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("地区,产品,出口额（万美元）\na,x,3\n", encoding="utf-8")
    matrix = read_activities(file)
    assert (matrix.measure.en, matrix.unit) == ("exports", "万美元")
    assert read_activities(file, unit="USD").unit == "USD"


def test_a_blank_corner_is_the_places(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - this test alone writes a workbook by hand

    file = tmp_path / "a.csv"
    file.write_text(",芯片,屏\n武汉,5,2\n", encoding="utf-8")
    assert read_activities(file).at("武汉", "芯片", "") == 5.0
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 1, ["芯片", "屏"])
    sheet.write_row(1, 0, ["武汉", 5, 2])
    book.close()
    assert read_activities(tmp_path / "a.xlsx").at("武汉", "屏", "") == 2.0


def test_a_list_under_unknown_headers_is_no_wide_table(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "czone,ind,share,year\n1,a,0.5,1980\n1,b,0.25,1980\n1,c,0.25,1980\n2,a,1,1980\n"
    )
    assert [each.rule for each in faults(file)] == ["activities.columns"] * 3
    assert [each.rule for each in faults(file, {"place": "czone"})] == ["activities.columns"] * 2
