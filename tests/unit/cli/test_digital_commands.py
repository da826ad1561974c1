"""``lantu digital``: what it prints, draws, writes and refuses."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from lantu.cli.app import app
from lantu.errors import CallerError, DataError, FactsError, LantuError
from unit.cli.speech import CJK, half_told

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads(resources.files("lantu.reports").joinpath("answer.schema.json").read_bytes())
MADE_UP = ("光芯屏端网", "汽车", "化工", "装备", "食品", "甲市", "乙市", "丙市", "虚构")


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["digital", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def told(*words: str) -> dict[str, Any]:
    found = json.loads(run(*words, "--json"))
    Draft202012Validator(SCHEMA).validate(found)
    assert isinstance(found, dict)
    return found


def refused(error: type[LantuError], *words: str) -> LantuError:
    done = CliRunner().invoke(app, ["digital", *words])
    assert isinstance(done.exception, error), done.output
    return done.exception


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """What 24 made-up firms say, and what auditors found of 12."""
    folder = tmp_path_factory.mktemp("forms")
    own, audit = str(folder / "own.xlsx"), str(folder / "audit.xlsx")
    run("form", own, "--example", "24")
    run("form", audit, "--example", "12", "--audited")
    return own, audit


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_levels_agree_with_the_heat_map(forms: tuple[str, str]) -> None:
    levels, heat = told("levels", forms[0]), told("heat", forms[0])
    assert len(levels["rows"]) == 24
    for key, figure in levels["figures"].items():
        assert figure["value"] == sum(row[key] for row in heat["rows"])
    assert sum(row["firms"] for row in heat["rows"]) == 24
    assert all(row["score"] <= row["score_upper"] for row in levels["rows"])
    by_place = told("heat", forms[0], "--by", "place")
    assert [row["place"]["zh"] for row in by_place["rows"]] == ["丙市", "乙市", "甲市"]


def test_the_next_level_item_by_item(forms: tuple[str, str]) -> None:
    crowd = told("next", forms[0])
    efforts = [row["items"] + max(row["scenes"], row["constrained"]) for row in crowd["rows"]]
    assert efforts == sorted(efforts)
    assert told("next", forms[0], "--top", "3")["rows"] == crowd["rows"][:3]
    lifted = next(row for row in crowd["rows"] if row["items"] > 1)
    one = told("next", forms[0], "--firm", lifted["firm"])
    assert len(one["rows"]) == lifted["items"]
    assert sum(row["needed"] for row in one["rows"]) == pytest.approx(lifted["points"])
    assert one["figures"]["points"]["value"] == lifted["points"]


def test_the_three_actions_lie_between_their_bounds(forms: tuple[str, str]) -> None:
    found = told("actions", forms[0])
    for action in ("digital", "network", "smart"):
        assert all(0 <= row[action] <= row[f"{action}_upper"] <= 1 for row in found["rows"])
        mean = sum(row[action] for row in found["rows"]) / 24
        assert found["figures"][action]["value"] == pytest.approx(mean)


def test_auditors_of_made_up_firms_find_less(forms: tuple[str, str]) -> None:
    found = told("audit", *forms)
    assert len(found["rows"]) == 12
    gaps = [row["gap"] for row in found["rows"]]
    assert gaps == sorted(gaps, reverse=True)
    figures = {key: each["value"] for key, each in found["figures"].items()}
    assert 0 < figures["mean_low"] < figures["mean"] == pytest.approx(sum(gaps) / 12)


def test_class_d_is_never_shown_as_official() -> None:
    assert told("rubrics")["notes"]
    grades = {row["code"]: row["grade"] for row in told("rubrics")["rows"]}
    assert grades["gbt39116_discrete"] == "D"


def test_an_assessment_by_placeholders_says_so(tmp_path: Path) -> None:
    form = str(tmp_path / "form.xlsx")
    run("form", form, "--rubric", "gbt39116_process", "--example", "3")
    found = told("levels", form, "--rubric", "gbt39116_process")
    assert found["about"]["official"] is False
    assert "非正式结果" in run("heat", form, "--rubric", "gbt39116_process")
    picture = tmp_path / "heat.svg"
    run("heat", form, "--rubric", "gbt39116_process", "--picture", str(picture), "--lang", "en")
    assert "not official" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("question", ["levels", "heat", "next", "actions", "rubrics"])
def test_each_language_keeps_to_itself(forms: tuple[str, str], question: str) -> None:
    words = () if question == "rubrics" else (forms[0],)
    assert half_told(told(question, *words)["notes"], ["GB/T"]) == []
    said = run(question, *words, "--lang", "en")
    for name in MADE_UP:
        said = said.replace(name, "")
    assert not CJK.search(said), said


def test_both_pictures_are_drawn(forms: tuple[str, str], tmp_path: Path) -> None:
    for question in ("heat", "next"):
        place = tmp_path / f"{question}.svg"
        assert str(place) in run(question, forms[0], "--picture", str(place))
        assert place.read_text(encoding="utf-8").startswith("<svg")
    assert "svg" in refused(CallerError, "heat", forms[0], "--picture", "heat.pdf").hint


def test_a_form_is_checked_for_faults_and_contradictions(
    forms: tuple[str, str], tmp_path: Path
) -> None:
    found = json.loads(run("check", forms[0], "--json"))
    assert found["ok"]
    assert found["firms"] == 24
    assert "可以计算" in run("check", forms[0])
    empty = tmp_path / "empty.xlsx"
    run("form", str(empty))
    done = CliRunner().invoke(app, ["digital", "check", str(empty)])
    assert done.exit_code == 1
    assert "读不了" in done.stdout


def test_what_cannot_be_is_refused_with_a_way_out(forms: tuple[str, str], tmp_path: Path) -> None:
    assert "sme_2024" in refused(CallerError, "levels", forms[0], "--rubric", "none").hint
    assert "xlsx" in refused(CallerError, "form", "form.csv").hint
    assert refused(CallerError, "form", str(tmp_path / "f.xlsx"), "--example", "99999")
    assert refused(CallerError, "next", forms[0], "--firm", "nobody")


def figures(place: Path, *rows: str) -> str:
    head = "industry,value,core_share,digitised_share"
    place.write_text("\n".join((head, *rows)), encoding="utf-8")
    return str(place)


def test_the_two_halves_of_a_digital_economy(tmp_path: Path) -> None:
    file = figures(tmp_path / "f.csv", "63,300,,", "39,1200,0.8,", "01,900,,0.1")
    found = told("economy", file, "--unit", "亿元", "--title", "乙省")
    core, digitised = found["rows"][0], found["rows"][1]
    assert (core["part"], digitised["part"]) == ("core", "digitised")
    assert core["lower"] >= 960
    assert core["upper"] <= 1260
    assert digitised["lower"] >= 90
    assert core["share_upper"] == core["upper"] / 2400
    assert found["figures"]["total"]["value"] == 2400
    said = run("economy", file)
    assert "从不相加" in said


def test_figures_that_overlap_or_are_none_are_refused(tmp_path: Path) -> None:
    twice = figures(tmp_path / "f.csv", "39,1,,", "39,2,,")
    assert "39" in str(refused(FactsError, "economy", twice))
    overlap = figures(tmp_path / "g.csv", "39,1,,", "391,2,,")
    assert "391" in str(refused(DataError, "economy", overlap))
    below = figures(tmp_path / "h.csv", "39,-1,,")
    assert "0 or more" in refused(DataError, "economy", below).hint
