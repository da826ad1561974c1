from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest

from lantu.errors import PlaceError
from lantu.facts import check, load_schema, new_workspace, open_workspace
from lantu.facts.templates.workbook import template_workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_workspace_passes_every_check(tmp_path: Path) -> None:
    files = new_workspace(tmp_path / "mine")
    assert check(tmp_path / "mine").faults == ()
    assert all(file.is_file() for file in files)
    assert [f.name for f in files][:2] == ["lantu.toml", "chains.csv"]
    assert set(open_workspace(tmp_path / "mine").tables()) == set(load_schema().tables)


def test_a_spreadsheet_sees_that_the_tables_are_utf8(tmp_path: Path) -> None:
    new_workspace(tmp_path / "mine")
    for file in (tmp_path / "mine" / "facts").iterdir():
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_excel_template_passes_every_check_and_says_the_same(tmp_path: Path) -> None:
    new_workspace(tmp_path / "mine")
    (tmp_path / "excel" / "facts").mkdir(parents=True)
    shutil.copy(tmp_path / "mine" / "lantu.toml", tmp_path / "excel")
    shutil.copy(tmp_path / "mine" / "facts-template.xlsx", tmp_path / "excel" / "facts")
    assert check(tmp_path / "excel").faults == ()
    one, two = open_workspace(tmp_path / "mine"), open_workspace(tmp_path / "excel")
    assert one.content_hash == two.content_hash


def test_the_excel_template_explains_and_offers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook()))
    assert book.sheetnames == ["说明", *load_schema().tables]
    sheet = book["links"]
    assert [cell.value for cell in sheet[1]] == list(load_schema().tables["links"].names)
    note = sheet["E1"].comment
    assert note is not None
    assert "是否必需" in note.text
    assert "Essentiality" in note.text
    offered = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    assert offered["E2"] == '"essential,alternative,optional"'
    assert sheet["B2"].number_format == "@"


def test_the_excel_template_is_the_same_bytes_every_time() -> None:
    assert template_workbook() == template_workbook()


def test_every_setting_is_listed_with_both_languages(tmp_path: Path) -> None:
    new_workspace(tmp_path / "mine")
    text = (tmp_path / "mine" / "lantu.toml").read_text(encoding="utf-8")
    for setting in load_schema().settings:
        assert f"# {setting.label.zh}\n# {setting.label.en}\n" in text
        assert f"{setting.name} = " in text


def test_settings_still_pass_once_every_line_is_switched_on(tmp_path: Path) -> None:
    new_workspace(tmp_path / "mine")
    file = tmp_path / "mine" / "lantu.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    switched = [line.removeprefix("# ") if " = " in line else line for line in lines]
    file.write_text("\n".join(switched), encoding="utf-8")
    assert check(tmp_path / "mine").faults == ()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("keep")
    with pytest.raises(PlaceError, match="not empty"):
        new_workspace(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["old.txt"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert new_workspace(tmp_path / "mine")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PlaceError, match="cannot write"):
        new_workspace(tmp_path / "file" / "mine")
