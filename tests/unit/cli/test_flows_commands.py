"""``lantu flows …`` on the example: what is printed, in both languages and as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import typer.main
from typer.testing import CliRunner

from lantu.cli.app import app
from lantu.cli.flows import app as flows
from lantu.errors import FactsError

if TYPE_CHECKING:
    from pathlib import Path

CJK = re.compile("[一-鿿]")
COMMANDS: dict[str, Any] = vars(typer.main.get_command(flows))["commands"]
QUESTIONS = sorted(
    name
    for name, command in COMMANDS.items()
    if {"top", "json"} <= {each.name for each in command.params}
)


def run(*arguments: object, code: int = 0) -> str:
    said = [str(each) for each in arguments]
    result = CliRunner().invoke(app, ["flows", *said], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("flows") / "example.xlsx"
    run("template", place)
    return place


def test_every_question_is_a_command_with_the_doors_options() -> None:
    assert {"multipliers", "position", "dependence"} <= set(QUESTIONS)
    for name in QUESTIONS:
        params = {each.name for each in COMMANDS[name].params}
        assert {"file", "kind", "year", "tolerance", "repair", "database", "lang"} <= params, name


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_says_what_it_does_in_both_languages(command: str) -> None:
    assert re.search(r"[一-鿿].*[A-Za-z]", COMMANDS[command].help)


def test_a_sound_table_is_told_in_two_lines(example: Path) -> None:
    assert run("check", example).splitlines() == [
        "示例投入产出表 · 2020 · 1 个地区 × 3 个部门 · 进口混合（竞争型） · 总产出 935亿元",
        "平衡，可以计算",
    ]
    assert run("check", example, "--lang", "en").splitlines()[1] == (
        "balances, and can be computed on"
    )


def test_a_table_that_is_off_ends_with_one_and_its_sectors(example: Path, tmp_path: Path) -> None:
    run("convert", example, tmp_path / "off")
    sheet = tmp_path / "off" / "flows.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("45.0", "46.0"), encoding="utf-8")
    told = run("check", tmp_path / "off", code=1)
    assert "行差（元）" in told
    assert re.search(r"01 +农业 +1亿 +0", told)
    assert told.endswith("不平衡：2 个部门；改正，放宽 --tolerance，或用 --repair gras 配平\n")
    assert json.loads(run("check", tmp_path / "off", "--json", code=1))["ok"] is False


def test_a_table_that_cannot_be_read_is_told_cell_by_cell(example: Path, tmp_path: Path) -> None:
    run("convert", example, tmp_path / "bad")
    sheet = tmp_path / "bad" / "flows.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("45.0", "many"), encoding="utf-8")
    told = run("check", tmp_path / "bad", "--lang", "en", code=1)
    assert "bad/flows.csv D3: found 'many', expected a number" in told
    assert told.endswith("cannot be read: 1 fault\n")
    with pytest.raises(FactsError, match="D3"):
        run("position", tmp_path / "bad")


def test_figures_are_shown_with_three_digits_and_their_units(example: Path) -> None:
    told = run("multipliers", example)
    assert re.search(r"代码 +名称 +总产出 +增加值 +进口 .*从业人员（人/亿元）", told)
    assert re.search(r"01 +农业 +2.43 +0.892 +0.108 +0.583", told)
    assert "M = S·(I − A)⁻¹" in told


def test_the_greatest_rows_come_first(example: Path) -> None:
    told = run("dependence", example, "--top", 1)
    assert "工业" in told
    assert "农业" not in told


@pytest.mark.parametrize("command", ["multipliers", "position", "dependence"])
def test_english_is_english(command: str, example: Path) -> None:
    assert not CJK.search(run(command, example, "--lang", "en"))


@pytest.mark.parametrize("command", ["multipliers", "position", "dependence"])
def test_json_has_the_documented_shape(command: str, example: Path) -> None:
    told = json.loads(run(command, example, "--json"))
    assert set(told) == {"question", "formula", "about", "columns", "rows", "figures", "notes"}
    assert told["question"] == command
    assert told["about"]["output"] == 935
    keys = {"code", "name", *(each["key"] for each in told["columns"])}
    assert [set(row) for row in told["rows"]] == [keys] * 3


def test_options_of_one_command_are_its_own(example: Path) -> None:
    closed = json.loads(run("multipliers", example, "--row", "output", "--income", "PAY", "--json"))
    assert [each["key"] for each in closed["columns"]] == ["output"]
    assert closed["rows"][0]["output"] > 3.7
    kept = json.loads(run("position", example, "--imports", "total", "--json"))
    corrected = json.loads(run("position", example, "--json"))
    assert kept["rows"][0]["upstreamness"] > corrected["rows"][0]["upstreamness"]
