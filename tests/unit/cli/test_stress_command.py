"""``lantu stress``: what it prints, lists, writes and refuses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lantu.cli.app import app
from lantu.errors import CallerError
from unit.cli.speech import CJK, half_told, texts

if TYPE_CHECKING:
    from pathlib import Path

CUT = ("stress", "demo", "--cut", "product:IC01", "--part", "0.5..0.9", "--draws", "8")


def run(*words: str) -> str:
    done = CliRunner().invoke(app, [*words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(*words: str) -> CallerError:
    done = CliRunner().invoke(app, [*words])
    assert isinstance(done.exception, CallerError), done.output
    return done.exception


def test_people_get_the_sentence_the_days_the_lists_and_what_to_know() -> None:
    said = run(*CUT, "--lasting", "60", "--back", "30", "--stock", "5", "--top", "3")
    assert said.startswith("断供 product:IC01：365 天里，本地环节平均停产 ")
    assert re.search(r"^0 [▁▂▃▄▅▆▇█]+ 364$", said, re.MULTILINE)
    for title in ("受影响环节", "受影响企业", "受影响地方", "单点失效清单", "双点失效清单"):
        assert f"\n{title}：" in said
    assert "EDA 软件 → 芯片设计" in said
    assert "注：情景是假定的，不是预测" in said
    assert "--top 0 全列" in said


def test_in_english_nothing_is_left_in_chinese_but_names_of_the_standard() -> None:
    said = run(*CUT, "--lang", "en", "--top", "3")
    division = re.compile(r"\d\d [一-鿿、，]+")
    assert not [line for line in said.splitlines() if CJK.search(division.sub("", line))]


def test_programs_get_the_same_and_every_digit() -> None:
    told = json.loads(run(*CUT, "--json", "--sure"))
    assert told["format"] == "lantu-stress"
    assert told["scenario"]["code"] == "cut"
    assert {each["name"]: each["value"] for each in told["settings"]}["draws"] == "8"
    keys = [each["key"] for each in told["ledgers"]]
    assert keys[0] == "stress"
    assert {"stress-products", "stress-firms", "stress-places", "stress-failures"} <= set(keys)
    written = [told["headline"], *told["caveats"]]
    assert list(texts(written))
    assert half_told(written, ["product:IC01"]) == []


def test_a_scenario_of_the_shelf_is_called_by_name() -> None:
    said = run("stress", "demo", "leading-firm-down", "--draws", "0", "--top", "1")
    assert said.startswith("一家龙头停产：长江存储：180 天里")
    assert "在案记录都当作属实" in said


def test_the_shelf_is_listed_for_people_and_programs() -> None:
    assert "wuhan-76-days" in run("stress", "demo", "--list")
    told: list[dict[str, Any]] = json.loads(run("stress", "demo", "--list", "--json"))
    assert [each["scenario"] for each in told][:2] == ["eda-cut", "huangshi-flood"]


def test_an_empty_shelf_and_a_broken_file_are_told(tmp_path: Path) -> None:
    place = tmp_path / "province"
    run("new", str(place))
    assert "--template" in run("stress", str(place), "--list")
    (place / "scenarios").mkdir()
    (place / "scenarios" / "bad.toml").write_text("name = 3\n", encoding="utf-8")
    listed = json.loads(run("stress", str(place), "--list", "--json"))
    assert listed[0]["trouble"]


def test_a_template_can_be_tried_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    assert run("stress", "demo", "--template", str(file)).strip() == str(file)
    assert run("stress", "demo", str(file), "--draws", "0", "--top", "1").startswith("示例情景：")


def test_a_picture_is_drawn_beside_the_answer(tmp_path: Path) -> None:
    place = tmp_path / "course.svg"
    assert str(place) in run(*CUT, "--picture", str(place))
    assert place.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("stress", "demo"), "--cut product:IC01"),
        (("stress", "demo", "eda-cut", "--cut", "product:IC01"), "--list"),
        (("stress", "demo", "eda-cat"), "eda-cut"),
        (("stress", "demo", "--cut", "product=IC01"), "kind:code"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_a_way_out(words: tuple[str, ...], hint: str) -> None:
    assert hint in str(refused(*words).hint)
