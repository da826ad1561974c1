"""lantu's own layout: what is written reads back, and every fault is told where it stands."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import openpyxl
import pytest

from lantu.errors import DataError, FactsError, PlaceError
from lantu.facts.economy import read_draft, read_table, write_table, write_template
from lantu.facts.economy.example import GUIDE, example_table
from lantu.facts.economy.findings import table_rules
from lantu.facts.economy.layout import SHEETS
from lantu.facts.findings import MOST_ALIKE
from lantu.model.accounts import FinalUse
from lantu.vocab.text import Text
from unit.facts.economy.tables import book, regional, same, two_sectors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lantu.facts import Fault

Edit = "Callable[[Any], object]"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_table(example_table(), tmp_path / "表.xlsx")


def edited(path: Path, edit: Callable[[Any], object]) -> Path:
    made = openpyxl.load_workbook(path)
    edit(made)
    made.save(path)
    return path


def faults(path: Path) -> list[Fault]:
    with pytest.raises(FactsError) as caught:
        read_table(path)
    found = cast("tuple[Fault, ...]", caught.value.faults)
    for fault in found:
        assert fault.say("zh") != fault.say("en") == str(fault)
        assert "{" not in fault.say("zh") + fault.say("en")
    return list(found)


def told(path: Path) -> list[tuple[str, str, str]]:
    return [(f.rule, f.file.partition("[")[2].rstrip("]"), f.cell) for f in faults(path)]


def put(sheet: str, cell: str, value: Any) -> Callable[[Any], object]:
    def edit(made: Any) -> None:
        made[sheet][cell] = value

    return edit


# round trips


@pytest.mark.parametrize("name", ["t.xlsx", "t.XLSX", "folder"])
@pytest.mark.parametrize(
    "table",
    [
        example_table(),
        regional(2, 3),
        two_sectors(),
        replace(
            example_table(), tolerance=1e-4, estimate=Text("配平", "balanced"), source="a\nb,“c”"
        ),
    ],
    ids=["example", "regions", "textbook", "told"],
)
def test_what_is_written_reads_back_equal(table: Any, name: str, tmp_path: Path) -> None:
    read = read_table(write_table(table, tmp_path / name))
    same(read, table)
    assert read.tolerance == table.tolerance
    assert read.estimate == table.estimate


def test_equal_tables_are_equal_bytes(tmp_path: Path) -> None:
    one = write_table(example_table(), tmp_path / "a.xlsx").read_bytes()
    assert write_table(example_table(), tmp_path / "b.xlsx").read_bytes() == one


def test_a_number_that_needs_seventeen_digits_keeps_them(tmp_path: Path) -> None:
    table = two_sectors()
    odd = np.nextafter(150.0, 151.0)
    changed = replace(table, Z=np.array([[odd, 500.0], [200.0, 100.0]]))
    for name in ("t.xlsx", "t"):
        assert read_table(write_table(changed, tmp_path / name)).Z[0, 0] == odd


def test_the_template_is_a_table_and_explains_itself(tmp_path: Path) -> None:
    path = write_template(tmp_path / "t.xlsx")
    same(read_table(path), example_table())
    words = openpyxl.load_workbook(path)["说明"]
    assert [row[0].value for row in words] == [each.zh for each in GUIDE]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PlaceError, match="not empty"):
        write_table(example_table(), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["note.txt"]


# what people may write


def test_sheets_and_words_may_be_chinese(path: Path) -> None:
    def edit(made: Any) -> None:
        for name, zh in SHEETS.items():
            if name in made.sheetnames:
                made[name].title = zh
        made["代码"]["A2"], made["代码"]["E6"] = "地区", "居民消费"
        made["合计"]["C1"] = "总产出"
        made["关于"]["A5"] = "单位"

    same(read_table(edited(path, edit)), example_table())


def test_the_order_of_rows_and_columns_follows_their_codes(path: Path) -> None:
    def edit(made: Any) -> None:
        sheet = made["flows"]
        rows = [[cell.value for cell in row] for row in sheet]
        rows = [rows[0], rows[1], rows[4], rows[2], rows[3]]
        for r, row in enumerate(rows, start=1):
            for c, value in enumerate([row[0], row[1], row[3], row[4], row[2]], start=1):
                sheet.cell(r, c, value)

    same(read_table(edited(path, edit)), example_table())


def test_codes_may_be_left_to_the_edges(path: Path) -> None:
    read = read_table(edited(path, lambda made: made.remove(made["codes"])))
    assert read.sectors.codes == ("01", "02", "03")
    assert [name.zh for name in read.sectors.names] == ["农业", "工业", "服务业"]
    assert read.uses == (
        FinalUse.HOUSEHOLD,
        FinalUse.GOVERNMENT,
        FinalUse.CAPITAL,
        FinalUse.EXPORT,
    )
    assert np.array_equal(read.Z, example_table().Z)
    assert read.satellite is not None


def test_regions_may_be_left_to_the_edges(tmp_path: Path) -> None:
    table = regional(2, 3)
    path = write_table(table, tmp_path / "t.xlsx")
    read = read_table(edited(path, lambda made: made.remove(made["codes"])))
    assert read.labels == table.labels
    assert read.uses == table.uses
    assert np.array_equal(read.Y, table.Y)


def test_blanks_are_zeros_where_the_table_says_so(path: Path) -> None:
    def edit(made: Any) -> None:
        made["final_use"]["D3"] = None  # a zero
        made["about"].append(["blank", 0])

    same(read_table(edited(path, edit)), example_table())


def test_a_table_may_come_as_the_smallest_workbook_there_is(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(
        book(
            about=[["unit", "亿元"], ["year", 2020]],
            flows=[["code", "A", "B"], ["A", 1, 2], ["B", 3, 4]],
            final_use=[["code", "household"], ["A", 7], ["B", 8]],
            totals=[["code", "output"], ["A", 10], ["B", 15]],
        )
    )
    read = read_table(path)
    assert (read.unit, read.period, read.uses) == ("亿元", "2020", (FinalUse.HOUSEHOLD,))
    assert read.value_added.tolist() == [6.0, 9.0]
    assert len(read.V) == 0


# faults

FAULTS: dict[str, tuple[Callable[[Any], object], list[tuple[str, str, str]]]] = {
    "a word": (put("flows", "D3", "约45"), [("table.number", "flows", "D3")]),
    "a blank": (put("flows", "D3", None), [("table.blank", "flows", "D3")]),
    "a truth": (put("totals", "C3", value=True), [("table.number", "totals", "C3")]),
    "two at once": (
        lambda made: [put("flows", "C3", "x")(made), put("primary_inputs", "E4", None)(made)],
        [("table.number", "flows", "C3"), ("table.blank", "primary_inputs", "E4")],
    ),
    "doubled code": (
        put("flows", "A4", "01"),
        [("table.code_twice", "flows", "A4")],
    ),
    "no code": (put("final_use", "D1", None), [("table.code_blank", "final_use", "D1")]),
    "other code": (
        put("final_use", "A4", "O2"),
        [("table.code_unknown", "final_use", "A4"), ("table.code_missing", "final_use", "")],
    ),
    "mislabelled": (put("flows", "A4", "09"), [("table.mislabelled", "flows", "A4")]),
    "not square": (
        lambda made: made["flows"].delete_rows(4),
        [("table.not_square", "flows", ""), ("table.code_unknown", "flows", "D1")],
    ),
    "negative output": (put("totals", "C4", -1), [("table.negative", "totals", "C4")]),
    "no flows": (lambda made: made.remove(made["flows"]), [("table.sheet", "", "")]),
    "no final use": (lambda made: made.remove(made["final_use"]), [("table.sheet", "", "")]),
    "odd sheet": (
        lambda made: made.create_sheet("flow").append([1]),
        [("table.sheet_unknown", "flow", "")],
    ),
    "empty sheet": (
        lambda made: made["totals"].delete_rows(1, 9),
        [("table.empty", "totals", "")],
    ),
    "odd item": (
        lambda made: made["about"].append(["yaer", 2020]),
        [("table.about", "about", "A7")],
    ),
    "odd tolerance": (
        lambda made: made["about"].append(["tolerance", "small"]),
        [("table.about_value", "about", "B7")],
    ),
    "odd blank": (
        lambda made: made["about"].append(["blank", "yes"]),
        [("table.about_value", "about", "B7")],
    ),
    "no unit": (put("about", "B5", None), [("table.about_value", "about", "")]),
    "odd kind": (put("codes", "A3", "branch"), [("table.code_kind", "codes", "A3")]),
    "code on the list twice": (
        put("codes", "B4", "01"),
        [("table.code_twice", "codes", "B4")],
    ),
    "no code on the list": (put("codes", "B4", None), [("table.code_blank", "codes", "B4")]),
    "odd purpose": (put("codes", "E6", "fun"), [("table.purpose", "codes", "E6")]),
    "no column of codes": (put("codes", "B1", "x"), [("table.code_missing", "codes", "")]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_stands(name: str, path: Path) -> None:
    edit, expected = FAULTS[name]
    assert told(edited(path, edit)) == expected


def test_the_message_says_what_would_be_right_in_both_languages(path: Path) -> None:
    (found,) = faults(edited(path, put("flows", "A4", "09")))
    assert found.say("en") == (
        "表.xlsx[flows] A4: found '09', expected 02, as the column says; rows and columns carry"
        " the same codes; see whether one slipped"
    )
    assert "应为与列同样的代码 02" in found.say("zh")


def test_a_near_code_is_suggested(path: Path) -> None:
    found = faults(edited(path, put("primary_inputs", "A3", "PAYS")))
    assert "did you mean PAY?" in found[0].say("en")


def test_a_sheet_of_blanks_is_no_flood(tmp_path: Path) -> None:
    path = write_table(regional(4, 5), tmp_path / "t.xlsx")

    def edit(made: Any) -> None:
        for row in made["flows"].iter_rows(min_row=3, min_col=3):
            for cell in row:
                cell.value = None
        made["flows"]["C3"] = "x"

    found = faults(edited(path, edit))
    assert len(found) == 1 + MOST_ALIKE + 1
    assert (found[-1].rule, found[-1].found) == ("table.more", "table.blank")
    assert str(20 * 20 - 1 - MOST_ALIKE) in found[-1].say("en")


def test_imbalance_is_told_by_code_and_may_be_allowed(path: Path) -> None:
    edited(path, put("flows", "D3", 46.0))
    with pytest.raises(DataError, match=r"row 01 by \+1; column 02 by \+1"):
        read_table(path)
    assert read_table(path, tolerance=0.01).Z[0, 1] == 46.0
    assert read_draft(path).Z[0, 1] == 46.0


def test_a_cut_file_is_told(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(FactsError, match="a whole xlsx file"):
        read_table(path)


def test_a_csv_with_an_open_quote_is_told(tmp_path: Path) -> None:
    folder = write_table(example_table(), tmp_path / "t")
    flows = folder / "flows.csv"
    flows.write_bytes(flows.read_bytes().replace(b"45.0", b'"45.0'))
    with pytest.raises(FactsError, match=r"t/flows\.csv row 3: .*quotes in pairs"):
        read_table(folder)


def test_nothing_at_a_path_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="there is no table at"):
        read_table(tmp_path / "none.xlsx")


def test_every_rule_says_both_languages() -> None:
    for rule in table_rules().values():
        assert rule.expected.zh != rule.expected.en or rule.expected.zh.startswith("{")
        assert rule.hint.zh
        assert rule.hint.en


def test_a_formula_with_a_stored_result_is_a_number(path: Path) -> None:
    made = openpyxl.load_workbook(path)
    made["flows"]["D3"] = "=40+5"
    packed = io.BytesIO()
    made.save(packed)
    path.write_bytes(packed.getvalue())
    with pytest.raises(FactsError, match=r"D3: .*a formula with a stored result"):
        read_table(path)
