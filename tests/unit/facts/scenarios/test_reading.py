"""Files of scenarios: what they say, and every fault with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from lantu.errors import CallerError, FactsError, PlaceError
from lantu.facts.fault import Fault
from lantu.facts.scenarios import (
    find_scenario,
    read_scenario,
    scenario_of_bytes,
    scenario_text,
    shelf,
    template_text,
    write_scenario,
    write_scenario_template,
)
from lantu.facts.scenarios.keys import keys
from lantu.facts.scenarios.reading import MOST_BYTES, scenario_rules
from lantu.model.scenario import Blow, Buffer, Engine, Hit, Return, Target
from lantu.model.spread import Shape, Spread
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """\
name = {zh = "国外 EDA 断供", en = "Foreign EDA cut"}
about = "一句话"
engine = "chain"
days = 400

[[blow]]
hits = ["product:IC01", "country：US"]
part = {low = 0.5, high = 1, mode = 0.9}
start = 10
days = 180
back = "convex"
back_days = {low = 30, high = 90}

[[blow]]
hits = ["firm:长飞光纤"]
back_days = 20

[[buffer]]
stock_days = {low = 10, high = 50, deviation = 5}

[[buffer]]
of = "product:IC01"
second_source = 0.2
imports = 0.1

[settings]
optional_loss = 0.3

[doubt]
draws = 50
seed = 7
evidence = true
"""
IC01 = Target(kind=Hit.PRODUCT, code="IC01")


def read(text: str, settings: dict[Engine, tuple[str, ...]] | None = None) -> list[Fault]:
    with pytest.raises(FactsError) as caught:
        scenario_of_bytes(text.encode(), "s.toml", settings=settings)
    return [fault for fault in caught.value.faults if isinstance(fault, Fault)]


def test_a_file_says_everything_a_scenario_holds() -> None:
    found = scenario_of_bytes(WHOLE.encode(), "eda.toml")
    assert (found.code, found.engine, found.days) == ("eda", Engine.CHAIN, 400)
    assert found.name == Text("国外 EDA 断供", "Foreign EDA cut")
    assert found.about == Text("一句话", "一句话")
    first = Blow(
        targets=(IC01, Target(kind=Hit.COUNTRY, code="US")),
        part=Spread(shape=Shape.TRIANGULAR, low=0.5, high=1.0, mode=0.9),
        start=10,
        days=180.0,
        back=Return.CONVEX,
        back_days=Spread(shape=Shape.UNIFORM, low=30.0, high=90.0),
    )
    assert found.blows[0] == first
    assert (found.blows[1].back, found.blows[1].back_days) == (Return.LINEAR, 20.0)
    stock = Spread(shape=Shape.NORMAL, low=10.0, high=50.0, deviation=5.0)
    assert found.buffers == (
        Buffer(stock_days=stock),
        Buffer(target=IC01, second_source=0.2, imports=0.1),
    )
    assert found.settings == {"optional_loss": 0.3}
    assert (found.draws, found.seed, found.doubt) == (50, 7, True)


def test_little_is_enough() -> None:
    found = scenario_of_bytes(b'name = "x"\n[[blow]]\nhits = ["product:IC01"]\n', "x.toml")
    assert (found.engine, found.days) == (Engine.CHAIN, 365)
    assert found.blows == (Blow(targets=(IC01,)),)


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_bytes_with_a_mark_and_any_line_ends_read_alike(eol: str) -> None:
    data = ("\ufeff" + WHOLE.replace("\n", eol)).encode()
    assert scenario_of_bytes(data, "s.toml") == scenario_of_bytes(WHOLE.encode(), "s.toml")


FAULTS = [
    ("scenario.key", 2, "nam", 'name = "x"\nnam = "y"\n[[blow]]\nhits = ["firm:a"]\n'),
    ("scenario.missing", 0, "name", '[[blow]]\nhits = ["firm:a"]\n'),
    ("scenario.missing", 2, "blow 1: hits", 'name = "x"\n[[blow]]\ndays = 3\n'),
    ("scenario.blow", 0, "", 'name = "x"\n'),
    ("scenario.tables", 2, "blow", 'name = "x"\n[blow]\nhits = ["firm:a"]\n'),
    ("scenario.table", 4, "doubt", 'name = "x"\n[[blow]]\nhits = ["firm:a"]\n[[doubt]]\n'),
    ("scenario.value", 2, "days", 'name = "x"\ndays = 1.5\n[[blow]]\nhits = ["firm:a"]\n'),
    ("scenario.value", 2, "engine", 'name = "x"\nengine = "chian"\n[[blow]]\nhits = ["firm:a"]\n'),
    ("scenario.value", 1, "name", 'name = {zh = "x"}\n[[blow]]\nhits = ["firm:a"]\n'),
    ("scenario.value", 4, "blow 1: part", 'name = "x"\n[[blow]]\nhits = ["firm:a"]\npart = 2\n'),
    ("scenario.value", 4, "blow 1: days", 'name = "x"\n[[blow]]\nhits = ["firm:a"]\ndays = inf\n'),
    ("scenario.value", 3, "blow 1: hits", 'name = "x"\n[[blow]]\nhits = "firm:a"\n'),
    ("scenario.target", 4, "blow 1: hits 2", 'name = "x"\n[[blow]]\nhits = ["firm:a",\n"frm:b"]\n'),
    (
        "scenario.kind",
        4,
        "blow 1: hits 1",
        'name = "x"\nengine = "economy"\n[[blow]]\nhits = ["product:a"]\n',
    ),
    (
        "scenario.twice",
        4,
        "blow 1: hits 2",
        'name = "x"\n[[blow]]\nhits = ["firm:a",\n"firm: a"]\n',
    ),
    (
        "scenario.late",
        5,
        "blow 1: start",
        'name = "x"\ndays = 9\n[[blow]]\nhits = ["firm:a"]\nstart = 9\n',
    ),
    (
        "scenario.gradual",
        4,
        "blow 1: back_days",
        'name = "x"\n[[blow]]\nback = "linear"\nback_days = 0\nhits = ["firm:a"]\n',
    ),
    (
        "scenario.spread",
        4,
        "blow 1: part: high",
        'name = "x"\n[[blow]]\nhits = ["firm:a"]\npart = {low = 0.5, high = 0.5}\n',
    ),
    (
        "scenario.spread",
        4,
        "blow 1: part: mode",
        'name = "x"\n[[blow]]\nhits = ["firm:a"]\npart = {low = 0, high = 0.5, mode = 1}\n',
    ),
    (
        "scenario.spread",
        4,
        "blow 1: part: high",
        'name = "x"\n[[blow]]\nhits = ["firm:a"]\npart = {low = 0.9, high = 0.5}\n',
    ),
    ("scenario.syntax", 3, "", 'name = "x"\n\n[[blow]\n'),
]


@pytest.mark.parametrize(("rule", "line", "key", "text"), FAULTS)
def test_a_fault_names_line_and_key(rule: str, line: int, key: str, text: str) -> None:
    found = read(text)
    assert [(each.rule, each.row, each.column) for each in found] == [(rule, line, key)]
    for language in ("zh", "en"):
        said = found[0].say(language)
        assert said.startswith("s.toml")
        assert not re.search(r"\{[a-z]+\}", said)


def test_every_rule_is_broken_above_or_below() -> None:
    told = {rule for rule, *_ in FAULTS} | {"scenario.encoding", "table.more"}
    assert set(scenario_rules()) == told


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    text = 'nam = "x"\ndays = 0\n[[blow]]\nhits = ["frm:a"]\npart = -1\n[[blow]]\ndays = "ten"\n'
    found = read(text)
    assert [each.row for each in found] == [0, 1, 2, 4, 5, 6, 7]
    assert [each.rule for each in found].count("scenario.missing") == 2


def test_misspelt_words_are_told_their_nearest() -> None:
    told = [each.hint.en for each in read('nmae = "x"\n[[blow]]\nhits = ["coutry:US"]\n')]
    assert any("did you mean name?" in each for each in told)
    assert any("did you mean country?" in each for each in told)


def test_settings_are_those_of_the_engine() -> None:
    text = 'name = "x"\n[[blow]]\nhits = ["firm:a"]\n[settings]\noptional_los = 1\n'
    (fault,) = read(text, {Engine.CHAIN: ("optional_loss",)})
    assert (fault.rule, fault.row, fault.column) == ("scenario.key", 5, "settings: optional_los")
    assert "did you mean optional_loss?" in fault.hint.en


def test_what_is_no_text_is_told_its_line() -> None:
    with pytest.raises(FactsError) as caught:
        scenario_of_bytes('name = "x"\n# 大'.encode("gb18030"), "s.toml")
    assert [(each.rule, each.row) for each in caught.value.faults] == [("scenario.encoding", 2)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "days = " + "9" * 5000])
def test_what_exhausts_the_parser_is_a_fault(text: str) -> None:
    assert [each.rule for each in read(text)] == ["scenario.syntax"]


def test_many_alike_faults_are_counted() -> None:
    hits = ", ".join(f'"frm:{n}"' for n in range(80))
    found = read(f'name = "x"\n[[blow]]\nhits = [{hits}]\n')
    assert [each.rule for each in found].count("scenario.target") == 50
    assert found[-1].rule == "table.more"


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "big.toml"
    place.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(FactsError, match="1 MB"):
        read_scenario(place)
    with pytest.raises(PlaceError, match="no scenario"):
        read_scenario(tmp_path / "none.toml")


def test_the_template_reads_and_explains_every_key(tmp_path: Path) -> None:
    text = template_text(IC01)
    assert scenario_of_bytes(text.encode(), "t.toml").blows[0].targets == (IC01,)
    opened = "\n".join(
        line.removeprefix("# ") if line.startswith(("# [", "# ")) and ("=" in line or "[" in line)
        and not line.startswith(("# 情景", "# A scenario")) else line
        for line in text.splitlines()
    )  # fmt: skip
    lines = [line for line in opened.splitlines() if "what" not in line]
    for section in ("", "blow", "buffer", "doubt"):
        for name in keys()[section]:
            assert any(line.startswith(f"{name} = ") for line in lines), name
    assert read_scenario(write_scenario_template(tmp_path / "t.toml", IC01)).code == "t"


def test_a_written_scenario_reads_the_same(tmp_path: Path) -> None:
    found = scenario_of_bytes(WHOLE.encode(), "eda.toml")
    assert read_scenario(write_scenario(found, tmp_path / "eda.toml")) == found
    assert scenario_of_bytes(scenario_text(found).encode(), "eda.toml") == found
    with pytest.raises(CallerError, match=r"\.toml"):
        write_scenario(found, tmp_path / "eda.json")


def test_the_shelf_lists_what_can_and_what_cannot_be_read(tmp_path: Path) -> None:
    assert shelf(tmp_path) == ()
    place = tmp_path / "scenarios"
    place.mkdir()
    (place / "b.toml").write_text(WHOLE, encoding="utf-8")
    (place / "a.toml").write_text("name = 1", encoding="utf-8")
    (place / ".hidden.toml").write_text("", encoding="utf-8")
    (place / "notes.md").write_text("", encoding="utf-8")
    found = shelf(tmp_path)
    assert [(each.code, each.scenario is None) for each in found] == [("a", True), ("b", False)]
    assert isinstance(found[0].trouble, FactsError)
    assert find_scenario(tmp_path, "b").code == "b"
    assert find_scenario(tmp_path, str(place / "b.toml")).code == "b"
    with pytest.raises(CallerError, match="it has a, b"):
        find_scenario(tmp_path, "zzz")
