"""``lantu complexity …`` on the example: what is printed, in both languages and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
import python_calamine
import typer.main
from typer.testing import CliRunner

from lantu import complexity
from lantu.cli.app import app
from lantu.cli.complexity import app as commands
from lantu.errors import CallerError, DataError, FactsError
from lantu.facts.activities import read_activities
from unit.cli.speech import half_told

if TYPE_CHECKING:
    from lantu.complexity import ActivityMatrix

CJK = re.compile("[一-鿿]")
COMMANDS: dict[str, Any] = vars(typer.main.get_command(commands))["commands"]
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "complexity-json.md"
QUESTIONS = sorted(
    name
    for name, command in COMMANDS.items()
    if {"top", "json"} <= {each.name for each in command.params}
)
ASKED: dict[str, tuple[str, ...]] = {
    "rca": (),
    "rca of a place": ("--place", "甲子市"),
    "rca of an activity": ("--activity", "39"),
    "eci": (),
    "pci": (),
    "fitness": (),
    "fitness of activities": ("--of", "activities"),
    "proximity": (),
    "proximity of an activity": ("--activity", "Computers and electronics"),
    "density": (),
    "density of a place": ("--place", "990100", "--every"),
    "density of an activity": ("--activity", "39", "--nearest", "5"),
    "outlook": (),
    "outlook of a place": ("--place", "990100"),
    "measures": ("{out}",),
    "next": ("--place", "993000"),
    "next by density": ("--place", "993000", "--by", "density"),
    "entry": (),
    "entry of an activity": ("--activity", "39"),
    "shift-share": (),
    "shift-share of a place": ("--place", "990100", "--parts"),
    "location": (),
    "location of activities": ("--of", "activities"),
    "location of a place": ("--place", "990100"),
    "location of an activity": ("--activity", "39"),
    "agglomeration": ("--herfindahl", "{plants}"),
}
"""What is asked of the example; the first word is the command. A backtest takes longer."""


def run(*arguments: object, code: int = 0) -> str:
    said = [str(each) for each in arguments]
    result = CliRunner().invoke(app, ["complexity", *said], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("complexity") / "example.csv"
    run("template", place)
    return place


@pytest.fixture(scope="module")
def matrix(example: Path) -> ActivityMatrix:
    return read_activities(example)


@pytest.fixture(scope="module")
def answers(example: Path) -> dict[str, dict[str, Any]]:
    """Every question as JSON, asked once."""
    out, plants = example.with_name("all.csv"), example.with_name("plants.csv")
    known = "活动,企业数,赫芬达尔指数\n13,900,\n36,4,0.4\n39,120,0.02\n40,60,\n"
    plants.write_text(known, encoding="utf-8")
    return {
        name: json.loads(
            run(
                name.split(maxsplit=1)[0],
                example,
                *(each.format(out=out, plants=plants) for each in rest),
                "--json",
            )
        )
        for name, rest in ASKED.items()
    }


def values(answer: dict[str, Any], key: str) -> dict[str, float]:
    return {row["code"]: row[key] for row in answer["rows"]}


def test_every_question_is_asked_here() -> None:
    assert sorted({"backtest", *(name.split(maxsplit=1)[0] for name in ASKED)}) == QUESTIONS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_says_what_it_does_in_both_languages(command: str) -> None:
    assert re.search(r"[一-鿿].*[A-Za-z]", COMMANDS[command].help)


def test_every_measure_takes_the_rules_and_conventions() -> None:
    counted = {"next", "entry", "backtest", "shift-share", "location", "agglomeration"}
    for name in set(QUESTIONS) - counted:
        params = {each.name for each in COMMANDS[name].params}
        assert {"unlisted", "period", "minimum_total", "convention", "kind"} <= params, name


def assert_documented(told: dict[str, Any]) -> None:
    """Every key is on the page, and English is English."""
    assert set(told) == {"question", "formula", "about", "columns", "rows", "figures", "notes"}
    named = set(re.findall(r"`([a-z_0-9]+)`", PAGE.read_text(encoding="utf-8")))
    labels = set(told["rows"][0]) - {each["key"] for each in told["columns"]}
    assert labels | {each["key"] for each in told["columns"]} | set(told["figures"]) <= named
    english = re.findall(r'"en": "(.*?)"', json.dumps(told, ensure_ascii=False))
    assert len(english) > len(told["columns"])
    assert not CJK.search("".join(english))


@pytest.mark.parametrize("asked", ASKED)
def test_json_has_the_documented_shape(asked: str, answers: dict[str, dict[str, Any]]) -> None:
    told = answers[asked]
    assert told["question"] == asked.split(maxsplit=1)[0]
    assert told["about"]["period"] == "2020"
    assert_documented(told)


@pytest.mark.parametrize("asked", ASKED)
def test_rows_go_from_the_greatest_down(asked: str, answers: dict[str, dict[str, Any]]) -> None:
    first = answers[asked]["columns"][0]["key"]
    found = [row[first] for row in answers[asked]["rows"]]
    assert len(found) > 3
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("asked", ASKED)
def test_every_text_is_told_in_both_languages(
    asked: str, answers: dict[str, dict[str, Any]]
) -> None:
    assert half_told(answers[asked]) == []


def test_a_picture_keeps_to_one_language(example: Path, tmp_path: Path) -> None:
    for question in (("next", "--place", "993000"), ("shift-share",)):
        run(question[0], example, *question[1:], "--picture", tmp_path / "a.svg", "--lang", "en")
        assert not CJK.search((tmp_path / "a.svg").read_text(encoding="utf-8"))


def test_the_template_is_written_in_either_language(
    tmp_path: Path, answers: dict[str, dict[str, Any]]
) -> None:
    file = tmp_path / "example.csv"
    run("template", file, "--lang", "en")
    header, first = file.read_text(encoding="utf-8").splitlines()[:2]
    assert header == "place,activity,period,employment (persons),place_name,activity_name"
    assert first == "990100,13,2010,14614.0,Jiazi City,Processing of farm produce"
    told = json.loads(run("eci", file, "--json"))
    assert values(told, "eci") == values(answers["eci"], "eci")
    assert told["about"]["measure"] == answers["eci"]["about"]["measure"]
    run("template", tmp_path / "guide.xlsx", "--lang", "en")
    book = python_calamine.load_workbook(tmp_path / "guide.xlsx")
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert book.sheet_names[0] == "Guide"
    assert not CJK.search("".join(cells))


def test_a_table_is_told_in_english(example: Path) -> None:
    told = run("rca", example, "--place", "990100", "--top", 2, "--lang", "en").splitlines()
    assert told[0].startswith("example.csv · persons employed · 2020 · 60 places × 31 activities")
    assert "advantage   persons employed (persons)   share of all" in told[2]
    assert not CJK.search("".join(told))


def test_figures_are_those_of_the_room(
    answers: dict[str, dict[str, Any]], matrix: ActivityMatrix
) -> None:
    now = matrix.period("2020")
    index, related = complexity.eci(now), complexity.relatedness(now)
    ahead, strong = complexity.outlook(now), complexity.rca(now)
    places, activities = now.places.labels, now.activities.labels
    city = now.places.at("990100")

    def same(asked: str, key: str, labels: tuple[str, ...], figures: Any) -> None:
        told = values(answers[asked], key)
        expected = dict(zip(labels, figures.tolist(), strict=True))
        assert told == {code: pytest.approx(expected[code]) for code in told}

    same("eci", "eci", places, index.eci[0])
    same("pci", "pci", activities, index.pci[0])
    same("outlook", "coi", places, ahead.coi[0])
    same("outlook of a place", "cog", activities, ahead.cog[0, city])
    same("density of a place", "density", activities, related.density[0, city])
    same("rca of a place", "advantage", activities, strong.values[0, city])
    same("fitness", "fitness", places, complexity.fitness(now).fitness[0])
    same("measures", "eci", places, index.eci[0])
    near = complexity.proximity(now).phi[now.activities.at("39")]
    same("proximity of an activity", "proximity", activities, near)
    assert set(values(answers["eci"], "eci")) == set(places)


def test_a_place_has_either_done_an_activity_or_has_it_ahead(
    answers: dict[str, dict[str, Any]],
) -> None:
    rows = answers["density of a place"]["rows"]
    done = {row["code"] for row in rows if row["present"]["en"] == "yes"}
    ahead = {row["code"] for row in answers["outlook of a place"]["rows"]}
    assert done
    assert ahead
    assert done.isdisjoint(ahead)
    assert done | ahead == {row["code"] for row in rows}


def test_what_comes_next_is_told_with_its_doubt(answers: dict[str, dict[str, Any]]) -> None:
    for row in answers["next"]["rows"]:
        assert row["lower"] < row["probability"] < row["upper"]
        assert re.fullmatch(r"\d+(–\d+)?", row["rank"])
        assert row["carried_by"]["zh"]
        assert row["advantage"] < 0.5
    assert "probability" not in answers["next by density"]["rows"][0]
    assert values(answers["next"], "pci") == values(answers["next by density"], "pci")


def test_the_same_seed_gives_the_same_figures(example: Path) -> None:
    asked = ("next", example, "--place", "993000", "--json")
    assert run(*asked) == run(*asked)
    assert run(*asked) != run(*asked, "--seed", 1)


def test_a_backtest_sets_the_model_beside_what_needs_none(example: Path) -> None:
    asked = ("backtest", example, "--start", "2015", "--end", "2020", "--json")
    told, calibrated = json.loads(run(*asked)), json.loads(run(*asked, "--calibration"))
    assert_documented(told)
    assert_documented(calibrated)
    assert half_told([told, calibrated]) == []
    scores = {row["score"]["en"]: row for row in told["rows"]}
    assert set(scores) == {"model", "ubiquity", "density", "initial advantage"}
    assert all(row["auc_lower"] < row["auc"] < row["auc_upper"] for row in scores.values())
    assert scores["model"]["gain"] is None
    assert scores["density"]["brier"] is None
    ahead = scores["model"]["auc"] - scores["density"]["auc"]
    assert scores["density"]["gain"] == pytest.approx(ahead)
    figures = {key: each["value"] for key, each in told["figures"].items()}
    assert 0 < figures["entries"] < figures["candidates"]
    assert sum(row["count"] for row in calibrated["rows"]) == figures["candidates"]


def test_everything_is_written_in_one_table(
    answers: dict[str, dict[str, Any]], example: Path, tmp_path: Path
) -> None:
    whole = pl.read_csv(example.with_name("all.csv"), infer_schema_length=None)
    assert len(whole) == 3 * 60 * 31
    now = whole.filter(pl.col("period") == 2020)
    eci = dict(now.select(pl.col("place").cast(str), "eci").iter_rows())
    assert eci == pytest.approx(values(answers["eci"], "eci"))
    run("measures", example, tmp_path / "all.xlsx", "--period", "2015")
    book = python_calamine.load_workbook(tmp_path / "all.xlsx")
    assert book.sheet_names == ["places", "activities", "cells"]
    assert len(book.get_sheet_by_name("cells").to_python()) == 1 + 60 * 31
    with pytest.raises(CallerError, match="cannot write"):
        run("measures", example, tmp_path / "all.json")


def test_who_is_left_out_is_told(example: Path) -> None:
    told = run("eci", example, "--minimum-total", "100000", "--top", 3)
    assert re.search(r"注：未计入 \d+ 个地区（合计少于 10万）：.*市、.*市等", told)
    few = run("pci", example, "--minimum-ubiquity", "12", "--lang", "en")
    assert re.search(r"left out: \d+ activities \(places with advantage under 12\)", few)


def test_other_conventions_give_other_figures(example: Path) -> None:
    ours = json.loads(run("pci", example, "--json"))["rows"]
    theirs = json.loads(run("pci", example, "--convention", "econcomplex", "--json"))["rows"]
    assert [row["code"] for row in ours] == [row["code"] for row in theirs]
    assert ours[0]["pci"] != pytest.approx(theirs[0]["pci"], rel=1e-3)
    dense = run("density", example, "--place", "990100", "--convention", "econcomplex", "--top", 1)
    assert not re.search(r"\d%", dense)


def test_another_period_another_test(example: Path) -> None:
    now, then = (
        json.loads(run("eci", example, "--period", period, "--json"))["rows"]
        for period in ("2020", "2010")
    )
    assert now != then
    held = json.loads(run("rca", example, "--held", "3", "--json"))["rows"]
    free = json.loads(run("rca", example, "--json"))["rows"]
    assert sum(row["diversity"] for row in held) < sum(row["diversity"] for row in free)
    with pytest.raises(CallerError, match="no period"):
        run("eci", example, "--period", "1949")
    with pytest.raises(CallerError, match="population"):
        run("eci", example, "--test", "per-head")


def test_population_makes_amounts_per_head(tmp_path: Path) -> None:
    file = tmp_path / "heads.csv"
    rows = ["地区,产业,就业,人口", "a,x,8,1", "a,y,1,1", "b,x,2,1", "b,y,3,1", "c,x,1,9", "c,y,2,9"]
    file.write_text("\n".join(rows), encoding="utf-8")
    told = json.loads(run("rca", file, "--place", "c", "--test", "per-head", "--json"))
    assert told["rows"][0]["advantage"] < 1
    usual = json.loads(run("rca", file, "--place", "c", "--json"))
    assert usual["rows"][0]["advantage"] > 1


def test_a_sound_file_is_told_in_a_few_lines(example: Path) -> None:
    lines = run("check", example).splitlines()
    assert lines[0].startswith(
        "example.csv · 从业人数 · 2010–2020 · 60 个地区 × 31 个活动 · 2020 合计 "
    )
    assert lines[-1] == "可以计算"
    told = json.loads(run("check", example, "--json"))
    assert told["ok"]
    assert told["columns"]["value"] == "从业人数（人）"
    english = run("check", example, "--lang", "en").replace("从业人数（人）", "")
    assert not CJK.search(english)


def test_what_is_odd_in_a_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("czone,产业,就业\na,x,1\nb,y,0\n", encoding="utf-8")
    told = run("check", file, "--columns", "place=czone", "--lang", "en")
    assert "place ← czone" in told
    assert "50% of the cells are not on record" in told
    assert "1 places add up to nothing" in told
    assert "one period" in told
    zero = run("check", file, "--columns", "place=czone", "--unlisted", "zero", "--lang", "en")
    assert "on record" not in zero


def test_a_file_that_cannot_be_read_is_told_cell_by_cell(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("地区,产业,就业\na,x,约5\n", encoding="utf-8")
    told = run("check", file, "--lang", "en", code=1)
    assert "bad.csv C2 就业: found '约5', expected a number that is not negative" in told
    assert told.endswith("cannot be read: 1 fault\n")
    assert json.loads(run("check", file, "--json", code=1))["faults"][0]["cell"] == "C2"
    with pytest.raises(FactsError, match="C2"):
        run("eci", file)


def test_one_period_goes_by_density_and_learns_nothing(example: Path) -> None:
    told = json.loads(run("next", example, "--place", "993000", "--period", "2010", "--json"))
    assert told["columns"][0]["key"] == "density"
    with pytest.raises(CallerError, match="two periods"):
        run("entry", example, "--period", "2010")


def test_a_name_that_is_not_there_is_told_with_near_ones(example: Path) -> None:
    with pytest.raises(CallerError, match="甲子市"):
        run("next", example, "--place", "甲子")
    with pytest.raises(CallerError, match="no activity '光芯片'"):
        run("proximity", example, "--activity", "光芯片")


def test_too_small_a_place_has_no_next(example: Path) -> None:
    with pytest.raises(CallerError, match="minimum"):
        run("next", example, "--place", "996000", "--minimum-total", "1e6", "--by", "density")
    with pytest.raises(DataError, match="too few"):
        run("entry", example, "--minimum-total", "3e5")


def test_a_list_of_any_kind_is_converted(
    example: Path, tmp_path: Path, answers: dict[str, dict[str, Any]]
) -> None:
    assert run("convert", example, tmp_path / "a.parquet").strip().endswith("a.parquet")
    told = json.loads(run("eci", tmp_path / "a.parquet", "--json"))
    assert told["rows"] == answers["eci"]["rows"]


def test_the_picture_of_what_comes_next_is_drawn(example: Path, tmp_path: Path) -> None:
    place = tmp_path / "next.svg"
    run("next", example, "--place", "993000", "--picture", place)
    drawn = place.read_text(encoding="utf-8")
    assert "癸巳市下一步能做什么" in drawn
    assert "进入概率" in drawn
    assert "近而复杂" in drawn
