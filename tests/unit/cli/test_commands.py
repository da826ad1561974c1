"""Each command on the town: what it prints, in both languages and as JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from lantu import __version__
from lantu.cli.app import app
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

CJK = re.compile("[一-鿿]+")
CHINESE_ONLY = {"冶金", "轴承", "复材", "控制", "整机"}
"""What the town's facts say in Chinese alone: its segments."""


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return workspace.copy_to(tmp_path / "town")


def test_the_version_is_printed_alone() -> None:
    assert run("--version") == f"lantu {__version__}\n"


def test_help_names_every_command_in_both_languages() -> None:
    told = run("--help")
    for command in ("demo", "new", "check", "blueprint", "diagnose", "snapshot", "diff", "copy"):
        assert re.search(rf"^  {command} +\S*[一-鿿].*[A-Za-z]", told, re.MULTILINE), command


@pytest.mark.parametrize(
    "command", ["demo", "new", "check", "blueprint", "diagnose", "snapshot", "diff", "copy"]
)
def test_every_command_explains_itself_and_its_options(command: str) -> None:
    told = run(command, "--help")
    assert CJK.search(told)
    for option in re.findall(r"^  (--?[a-z-]+)", told, re.MULTILINE):
        assert option == "--help" or re.search(rf"{option}.*", told)


# check


def test_a_sound_workspace_is_counted() -> None:
    assert run("check", workspace.PATH) == "13 张表 88 行:错误 0 处,提醒 0 处\n"
    assert run("check", workspace.PATH, "--lang", "en") == (
        "13 tables, 88 rows: 0 errors, 0 warnings\n"
    )


def test_a_sound_workspace_as_json() -> None:
    told = json.loads(run("check", workspace.PATH, "--json"))
    assert told["ok"] is True
    assert told["faults"] == []
    assert told["rows"]["links"] == 19


def test_every_fault_is_a_line_with_its_place(copy: Path) -> None:
    workspace.put(copy, "links", 2, input_product="P99", essentiality="perhaps")
    result = CliRunner().invoke(app, ["check", str(copy)])
    assert result.exit_code == 1
    assert "links.csv" in result.stdout
    assert "P99" in result.stdout
    assert "perhaps" in result.stdout
    assert result.stdout.rstrip().endswith("错误 2 处,提醒 0 处")
    told = json.loads(CliRunner().invoke(app, ["check", str(copy), "--json"]).stdout)
    assert told["ok"] is False
    assert [(f["file"], f["row"], f["column"]) for f in told["faults"]] == [
        ("facts/links.csv", 2, "input_product"),
        ("facts/links.csv", 2, "essentiality"),
    ]
    assert all(f["expected"] and f["hint"] for f in told["faults"])


def test_faulty_rows_are_set_aside_and_counted(copy: Path, tmp_path: Path) -> None:
    workspace.put(copy, "links", 2, input_product="P99")
    told = run("check", copy, "--quarantine", tmp_path / "clean")
    assert told.startswith("links:移出 1 行\n")
    assert told.rstrip().endswith(str(tmp_path / "clean"))
    assert "links.csv" in {p.name for p in (tmp_path / "clean").rglob("*.csv")}
    as_json = json.loads(run("check", copy, "--quarantine", tmp_path / "again", "--json"))
    assert as_json["set_aside"]["links"] == 1
    assert as_json["folder"] == str(tmp_path / "again")


# diagnose


def test_every_product_is_a_line_with_its_state_and_reasons() -> None:
    told = run("diagnose", workspace.PATH)
    for product in range(1, 16):
        assert f"P{product:02d}" in told
    assert "锻长板" in told
    assert "本地有 2 家企业在产;在案市场份额达到锻长板门槛" in told


def test_english_keeps_chinese_only_where_the_facts_have_no_other_name() -> None:
    told = run("diagnose", workspace.PATH, "--lang", "en")
    assert set(CJK.findall(told)) <= CHINESE_ONLY
    assert "2 local makers on record; a recorded market share reaches" in told
    assert "being built" in told


@pytest.mark.parametrize("product", ["P02", "P07", "P12", "P15"])
def test_one_product_in_english_is_english(product: str) -> None:
    assert not CJK.findall(run("diagnose", workspace.PATH, "--product", product, "--lang", "en"))


def test_one_product_is_shown_with_rows_figures_and_formulas() -> None:
    told = run("diagnose", workspace.PATH, "--product", "P09")
    assert told.startswith("P09  风机轴承  锻长板\n")
    assert "在案市场份额达到锻长板门槛  dependence#E4" in told
    assert "强度: 0.889" in told
    assert "p = 1 − Π_f (1 − c_f)" in told
    assert "→ 巩固" in told


def test_one_chain_is_shown_alone() -> None:
    told = run("diagnose", workspace.PATH, "--chain", "SHIP")
    assert "P15" in told
    assert "P14" not in told


def test_cards_as_json_hold_findings_with_their_rows() -> None:
    told = json.loads(run("diagnose", workspace.PATH, "--product", "P09", "--json"))
    assert [card["product"] for card in told["cards"]] == ["P09"]
    assert told["cards"][0]["state"]["value"] == "strong"
    cited = {name for name in told["citations"] if name.startswith("dependence")}
    assert cited


# blueprint


def test_a_blueprint_ends_with_the_page_to_open(tmp_path: Path) -> None:
    told = run("blueprint", workspace.PATH, "--out", tmp_path / "out", "--lang", "en")
    assert told.rstrip().splitlines()[-1].strip() == str(tmp_path / "out" / "index.html")
    wind = next(line for line in told.splitlines() if "Wind power equipment" in line)
    assert re.findall(r"\d+", wind) == ["3", "3", "0", "3", "5", "0", "14"]
    assert not CJK.search(told)
    written = json.loads((tmp_path / "out" / "blueprint.json").read_text(encoding="utf-8"))
    assert written["facts"]["date"] == "2025-06-01"


# snapshot, diff, new, copy


def test_a_snapshot_says_where_it_is_and_a_difference_what_changed(copy: Path) -> None:
    kept = run("snapshot", copy).strip()
    assert run("diff", kept, copy) == "结论没有变化。\n"
    assert run("diff", kept, copy, "--lang", "en") == "No conclusion changed.\n"
    workspace.put(
        copy, "firm_products", 8, activity="produces", metric="", value="", unit="", period=""
    )
    workspace.put(copy, "products", 11, region_evidence="B")
    told = run("diff", kept, copy)
    assert "M07" in told
    assert "P04 碳纤维" in told
    assert "补链" in told
    english = run("diff", kept, copy, "--lang", "en")
    assert "gap with evidence" in english
    record = json.loads(run("diff", kept, copy, "--json"))
    assert [change["product"] for change in record["states"]] == ["P04", "P10"]


def test_a_new_workspace_lists_its_files_and_passes_its_own_check(tmp_path: Path) -> None:
    told = run("new", tmp_path / "mine")
    assert str(tmp_path / "mine" / "lantu.toml") in told.splitlines()
    assert "错误 0 处" in run("check", tmp_path / "mine")


def test_a_copy_says_where_it_went(copy: Path, tmp_path: Path) -> None:
    assert run("copy", copy, tmp_path / "there").strip() == str(tmp_path / "there")
    assert "错误 0 处" in run("check", tmp_path / "there")


def test_brackets_in_a_name_are_words_and_not_markup(copy: Path) -> None:
    workspace.put(copy, "products", 3, name_zh="特种钢[/red][bold]", name_en="Steel [b]")
    assert "特种钢[/red][bold]" in run("diagnose", copy, "--product", "P02")
    assert "特种钢[/red][bold]" in run("diagnose", copy)
