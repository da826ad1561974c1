"""``lantu flows …`` on the example: what is printed, in both languages and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer.main
from typer.testing import CliRunner

from lantu.cli.app import app
from lantu.cli.flows import app as flows
from lantu.errors import CallerError, FactsError
from lantu.facts import economy
from unit.cli.speech import half_told
from unit.workbench.two_regions import table as two_regions

CJK = re.compile("[一-鿿]")
COMMANDS: dict[str, Any] = vars(typer.main.get_command(flows))["commands"]
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "flows-json.md"
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
    assert not CJK.search(run("check", tmp_path / "off", "--lang", "en", code=1))
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


ASKED: dict[str, tuple[str, ...]] = {
    "multipliers": ("--row", "output"),
    "position": (),
    "linkages": (),
    "extraction": ("--by", "regions"),
    "dependence": (),
    "vertical": ("--by", "regions"),
    "trade": (),
    "footprint": ("--row", "output"),
    "prices": ("--cost", "EAST:goods=5%"),
    "decompose": ("{other}",),
    "aggregate": ("{out}", "--by", "{pairs}"),
    "repair": ("{out}",),
}
"""What is asked of two regions, the last arguments of each command."""


@pytest.fixture
def asked(tmp_path: Path) -> dict[str, tuple[str, ...]]:
    """Arguments of every question, on files that are there."""
    table = economy.write_table(two_regions(), tmp_path / "two")
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("source,target\ngoods,all\nservices,all\n", encoding="utf-8")
    places = {"other": table, "out": tmp_path / "out.xlsx", "pairs": pairs}
    told = {
        name: (name, str(table), *(each.format(**places) for each in rest))
        for name, rest in ASKED.items()
    }
    nation, known = tmp_path / "nation.xlsx", tmp_path / "known.csv"
    run("template", nation)
    known.write_text("code,output\n01,9\n02,46\n03,38\n", encoding="utf-8")
    told["roles"] = ("roles", str(nation), "--nation", str(nation))
    told["regionalise"] = (
        *("regionalise", str(nation), str(known), str(tmp_path / "out.xlsx"), "--region", "R"),
    )
    return told


def test_every_question_is_asked_here(asked: dict[str, tuple[str, ...]]) -> None:
    assert sorted(asked) == QUESTIONS


@pytest.mark.parametrize("command", QUESTIONS)
def test_english_is_english(command: str, asked: dict[str, tuple[str, ...]]) -> None:
    assert not CJK.search(run(*asked[command], "--lang", "en"))


@pytest.mark.parametrize("command", QUESTIONS)
def test_every_text_is_told_in_both_languages(
    command: str, asked: dict[str, tuple[str, ...]]
) -> None:
    names = ("EAST", "WEST", "goods", "services", "all", "region")
    assert half_told(json.loads(run(*asked[command], "--json")), names) == []


def test_an_estimate_is_told_in_the_language_that_is_asked_for(
    asked: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    run(*asked["regionalise"])
    made = tmp_path / "out.xlsx"
    zh = run("check", made)
    assert "按弗莱格区位商（FLQ，δ=0.025）由“示例投入产出表”（2020）推算" in zh
    assert "by Flegg" not in zh
    en = run("check", made, "--lang", "en")
    assert "by Flegg's location quotient" in en
    assert not CJK.search(en)
    both = json.loads(run("multipliers", made, "--json"))["about"]["estimate"]
    assert both["zh"] in zh
    assert both["en"] in en
    run("repair", made, tmp_path / "again.xlsx")
    told = run("check", tmp_path / "again.xlsx", "--lang", "en")
    assert re.search(r"by Flegg.*; balanced by GRAS, ", told)
    assert not CJK.search(told)


@pytest.mark.parametrize("command", ["linkages", "position"])
def test_a_picture_keeps_to_one_language(command: str, example: Path, tmp_path: Path) -> None:
    place = tmp_path / "drawn.svg"
    run(command, example, "--picture", place, "--lang", "en")
    assert not CJK.search(place.read_text(encoding="utf-8"))


def test_the_template_is_written_in_either_language(tmp_path: Path) -> None:
    run("template", tmp_path / "en.xlsx", "--lang", "en")
    book = openpyxl.load_workbook(tmp_path / "en.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert book.sheetnames[0] == "Guide"
    assert not CJK.search("".join(cells))
    run("template", tmp_path / "zh.xlsx")
    one, other = (
        json.loads(run("linkages", tmp_path / f, "--json")) for f in ("en.xlsx", "zh.xlsx")
    )
    figures = [{key: each[key] for key in each if key != "name"} for each in one["rows"]]
    assert figures == [{key: each[key] for key in each if key != "name"} for each in other["rows"]]


@pytest.mark.parametrize("command", QUESTIONS)
def test_json_has_the_documented_shape(command: str, asked: dict[str, tuple[str, ...]]) -> None:
    told = json.loads(run(*asked[command], "--json"))
    assert set(told) == {"question", "formula", "about", "columns", "rows", "figures", "notes"}
    assert told["question"] == command
    page = PAGE.read_text(encoding="utf-8")
    labels = set(told["rows"][0]) - {each["key"] for each in told["columns"]}
    keys = {each["key"].rpartition(" ")[2] for each in told["columns"]}
    named = set(re.findall(r"`[^`]*?([a-z_0-9]+)`", page))
    assert labels | keys <= named


@pytest.mark.parametrize("command", QUESTIONS)
def test_only_some_rows_are_shown_where_they_are_named(
    command: str, asked: dict[str, tuple[str, ...]]
) -> None:
    rows = json.loads(run(*asked[command], "--json"))["rows"]
    first = str(rows[0].get("region", rows[0]["code"]))
    some = json.loads(run(*asked[command], "--only", first, "--json"))["rows"]
    assert some == [row for row in rows if first in row.values()]


def test_options_of_one_command_are_its_own(example: Path) -> None:
    closed = json.loads(run("multipliers", example, "--row", "output", "--income", "PAY", "--json"))
    assert [each["key"] for each in closed["columns"]] == ["output"]
    assert closed["rows"][0]["output"] > 3.7
    kept = json.loads(run("position", example, "--imports", "total", "--json"))
    corrected = json.loads(run("position", example, "--json"))
    assert kept["rows"][0]["upstreamness"] > corrected["rows"][0]["upstreamness"]


def test_a_unit_that_all_columns_share_is_told_once(example: Path) -> None:
    told = run("extraction", example, "--row", "output", "--top", 1)
    assert told.splitlines()[1] == "单位：元"
    assert "总产出损失   其中其他部门   占总产出" in told


def test_changes_and_groups_are_typed_after_their_names(example: Path) -> None:
    assert "10%" in run("prices", example, "--fixed", "01=10%", "--only", "01")
    told = json.loads(run("extraction", example, "--group", "非农=02，03", "--json"))
    assert [row["code"] for row in told["rows"]] == ["非农"]
    one = json.loads(run("prices", example, "--imported", "0.1", "--json"))
    other = json.loads(run("prices", example, "--imported", "02=10%", "--json"))
    assert one["rows"][0]["change"] > other["rows"][0]["change"] > 0


@pytest.mark.parametrize(
    ("option", "typed"),
    [
        ("--primary", "PAY"),
        ("--primary", "=5%"),
        ("--primary", "PAY=much"),
        ("--imported", "much"),
        ("--fixed", "01=1"),
        ("--group", "01,02"),
        ("--group", "a="),
    ],
)
def test_what_is_typed_wrong_is_told_with_an_example(
    option: str, typed: str, example: Path
) -> None:
    command = "extraction" if option == "--group" else "prices"
    twice = [option, typed] * (1 + ("01=1" in typed))
    with pytest.raises(CallerError) as told:
        run(command, example, *twice)
    assert "such as" in str(told.value)


def test_reasons_of_roles_are_shown_on_request(example: Path) -> None:
    assert "依据" not in run("roles", example)
    assert "依据" in run("roles", example, "--why")


def test_products_behind_one_sector_are_named_with_it(asked: dict[str, tuple[str, ...]]) -> None:
    told = json.loads(run(*asked["dependence"], "--sector", "EAST:goods", "--json"))
    assert sum(row["share"] for row in told["rows"]) == pytest.approx(1)
    assert {row["code"] for row in told["rows"]} == {"goods", "services"}


@pytest.mark.parametrize("command", ["linkages", "position"])
def test_a_picture_is_drawn_where_it_is_asked_for(
    command: str, example: Path, tmp_path: Path
) -> None:
    place = tmp_path / "drawn.svg"
    assert run(command, example, "--picture", place).rstrip().endswith("drawn.svg")
    drawn = place.read_text(encoding="utf-8")
    assert {"农业", "工业", "服务业"} <= set(re.findall(r">([一-鿿]+)<", drawn))
    result = CliRunner().invoke(
        app, ["flows", command, str(example), "--json", "--picture", str(tmp_path / "drawn.png")]
    )
    assert json.loads(result.stdout)["question"] == command
    assert (tmp_path / "drawn.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_has_an_ending_that_is_known(example: Path, tmp_path: Path) -> None:
    with pytest.raises(CallerError, match=r"\.svg or \.png"):
        run("linkages", example, "--picture", tmp_path / "drawn.gif")
