from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from lantu.errors import DataError
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.reports import sheets_ledger
from lantu.reports.sheets import lists_xlsx_bytes
from lantu.reports.sheets_book import MOST_CHARACTERS, sheet_name
from lantu.vocab.text import Text
from town.blueprint import MAKER, PRESENCE, town_blueprint

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from lantu.evidence.exhibits import Blueprint

HEADER = 4


def _open(blueprint: Blueprint | None = None) -> Workbook:
    raw = lists_xlsx_bytes(blueprint or town_blueprint())
    return load_workbook(io.BytesIO(raw))


def _cell(sheet: Worksheet, title: str, row: int) -> Cell | MergedCell:
    header = sheet[1] if sheet["A1"].value == title or sheet.title == "来源" else sheet[HEADER]
    return next(sheet.cell(row, at.column) for at in header if at.value == title)


def _cells(workbook: Workbook) -> list[Cell | MergedCell]:
    return [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]


def test_every_ledger_has_a_sheet_with_a_name_a_spreadsheet_takes() -> None:
    assert _open().sheetnames == [
        "概要", "补链清单", "企业清单 重点", "口径冲突", "证据行", "计算方法", "来源",
    ]  # fmt: skip
    english = load_workbook(io.BytesIO(lists_xlsx_bytes(town_blueprint(), "en")))
    assert "Leading  firms all" in english.sheetnames


def test_sheet_names_stay_short_and_unique() -> None:
    taken: set[str] = set()
    names = [sheet_name(title, taken) for title in ("清" * 40, "清" * 40, "[]", "'a'", "A")]
    assert names == ["清" * 31, "清" * 29 + " 2", "-", "a", "A 2"]


def test_figures_are_numbers_with_formats_and_absence_is_a_dash() -> None:
    sheet = _open()["补链清单"]
    share = _cell(sheet, "外部份额", HEADER + 1)
    assert share.value == pytest.approx(0.9125)
    assert share.number_format == "0.0%"
    assert _cell(sheet, "用途（项）", HEADER + 1).value == 2
    assert _cell(sheet, "存在度", HEADER + 2).value == pytest.approx(0.17)
    assert _cell(sheet, "外部份额", HEADER + 2).value == "—"


def test_a_range_stands_beside_its_figure() -> None:
    sheet = _open()["补链清单"]
    assert _cell(sheet, "存在度 下限", HEADER + 1).value == 0
    assert _cell(sheet, "存在度 上限", HEADER + 1).value == pytest.approx(0.123457)
    assert _cell(sheet, "位次 上限", HEADER + 1).value == 3
    assert _cell(sheet, "位次 上限", HEADER + 2).value is None


def test_a_state_is_told_by_mark_word_and_colour() -> None:
    sheet = _open()["补链清单"]
    gap, building = (_cell(sheet, "状态", HEADER + row) for row in (1, 2))
    assert (gap.value, building.value) == ("□ 补链", "▨ 在建")
    assert gap.border.top.style == "thick"
    assert building.fill.fill_type == "lightUp"


def test_each_row_names_its_evidence_and_leads_to_it() -> None:
    workbook = _open()
    ids = _cell(workbook["补链清单"], "依据行", HEADER + 1)
    assert ids.value == "E1, K1, M2"
    assert _cell(workbook["补链清单"], "证据等级", HEADER + 1).value == "B C D"
    assert ids.hyperlink is not None
    assert ids.hyperlink.location is not None
    sheet, _, at = ids.hyperlink.location.partition("!")
    assert workbook[sheet.strip("'")][at.replace("A", "B")].value == "E1"


def test_only_pages_that_are_safe_are_linked() -> None:
    workbook = _open()
    targets = {cell.hyperlink.target for cell in _cells(workbook) if cell.hyperlink}
    assert targets - {None} == {
        "https://stats.example/yearbook?year=2025&page=3", "https://gov.example/notice",
    }  # fmt: skip
    assert not any("hijacked" in str(cell.value) for cell in _cells(workbook))
    assert "hijacked" not in _text(lists_xlsx_bytes(town_blueprint()))


def _text(raw: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())


def test_no_text_becomes_a_formula() -> None:
    cells = _cells(_open())
    assert any(cell.value == "=1+1" for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "<f>" not in _text(lists_xlsx_bytes(town_blueprint()))


def test_headers_stay_in_sight_and_filter() -> None:
    sheet = _open()["企业清单 重点"]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:F6"
    assert sheet.print_title_rows == "$4:$4"


def test_the_summary_leads_to_every_list() -> None:
    sheet = _open()["概要"]
    links = [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [cell.value for cell in links] == ["补链清单", "企业清单[重点]", "口径冲突"]
    assert ("风电装备", 2, 1, 1, 1, 0, 1) in [row[:7] for row in sheet.iter_rows(values_only=True)]


def test_same_blueprint_same_bytes() -> None:
    assert lists_xlsx_bytes(town_blueprint()) == lists_xlsx_bytes(town_blueprint())
    assert lists_xlsx_bytes(town_blueprint()) != lists_xlsx_bytes(town_blueprint(), "en")


def test_a_unit_of_its_own_is_shown_and_the_cell_stays_a_number() -> None:
    yi, firms = Text("亿元", "100 million yuan"), Text("家", "firms")
    rows = tuple(
        Row(key=str(unit), cells=(Finding(value=value, method=PRESENCE, unit=unit),))
        for unit, value in ((yi, 7441.7), (firms, 12.0))
    )
    first, second = (_open(_with_ledger(*rows))["清单"].cell(HEADER + n, 1) for n in (1, 2))
    assert (first.value, second.value) == (7441.7, 12)
    assert (first.number_format, second.number_format) == ('#,##0"亿元"', '#,##0"家"')


def _with_ledger(*rows: Row) -> Blueprint:
    text = Text("清单", "list")
    column = Column(key="what", title=text, kind="text")
    ledger = Ledger(key="x", title=text, headline=text, about=text, columns=(column,), rows=rows)
    return replace(town_blueprint(), ledgers=(ledger,))


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    sheet = _open(_with_ledger(Row(key="1", cells=("长" * 40_000,))))["清单"]
    told = str(sheet.cell(HEADER + 1, 1).value)
    assert len(told) == MOST_CHARACTERS
    assert told.endswith("全文见 blueprint.json)")


def test_evidence_too_long_for_a_cell_points_on() -> None:
    cited = tuple(replace(MAKER, row_id=f"M{number:06}") for number in range(6_000))
    finding = Finding(value="甲", method=PRESENCE, citations=cited)
    sheet = _open(_with_ledger(Row(key="1", cells=(finding,))))["清单"]
    assert str(_cell(sheet, "依据行", HEADER + 1).value).endswith("余下见证据行")


def test_a_list_longer_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets_ledger, "MOST_ROWS", HEADER + 1)
    with pytest.raises(DataError, match="list x has 2 rows"):
        lists_xlsx_bytes(_with_ledger(*(Row(key=key, cells=("甲",)) for key in "ab")))


def test_a_list_without_rows_is_still_a_sheet() -> None:
    sheet = _open(_with_ledger())["清单"]
    assert sheet.cell(HEADER, 1).value == "清单"


def test_columns_are_wide_enough_for_their_headers() -> None:
    sheet = _open()["补链清单"]
    assert sheet.column_dimensions["B"].width >= 8
    assert sheet.column_dimensions["I"].width >= len("用途（项）") * 2
