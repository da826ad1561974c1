"""Stress tests of the packaged facts: every scenario of the shelf, what they say and refuse."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import lantu
from lantu.errors import CallerError, DataError, FactsError, PlaceError
from lantu.evidence.finding import Finding
from lantu.shocks import chain_break
from lantu.workbench.stress import StressRequest, Words, scenario_of_words

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.evidence.exhibits import Ledger
    from lantu.workbench import Workbench
    from lantu.workbench.stress import StressAnswer

SHELF = (
    "eda-cut",
    "huangshi-flood",
    "inp-cut",
    "leading-firm-down",
    "lithography-cut",
    "wuhan-76-days",
)


@pytest.fixture(scope="module")
def hubei() -> Workbench:
    return lantu.demo()


@pytest.fixture(scope="module")
def eda(hubei: Workbench) -> StressAnswer:
    return hubei.stress(StressRequest(scenario="eda-cut", draws=32))


def ledger(answer: StressAnswer, key: str) -> Ledger:
    return next(each for each in answer.test.ledgers if each.key == key)


def value(cell: Any) -> Any:
    return cell.value if isinstance(cell, Finding) else cell


def column(found: Ledger, key: str) -> list[Any]:
    at = [each.key for each in found.columns].index(key)
    return [row.cells[at] for row in found.rows]


def test_the_shelf_is_what_the_documentation_says(hubei: Workbench) -> None:
    listed = hubei.bench.listed()
    assert tuple(each.code for each in listed) == SHELF
    for each in listed:
        assert each.scenario is not None, each.trouble
        assert each.scenario.about is not None
        assert each.scenario.name.zh != each.scenario.name.en
        assert each.record()["about"]["en"] == each.scenario.about.en


@pytest.mark.parametrize("code", SHELF)
def test_every_scenario_of_the_shelf_hits_something_on_record(hubei: Workbench, code: str) -> None:
    test = hubei.stress(StressRequest(scenario=code, draws=6, weak=False)).test
    assert test.scenario == code
    assert test.course is not None
    assert max(test.course.lines[0].values) > 0
    assert not any("没有在案的供给者" in caveat.zh for caveat in test.caveats)
    assert all(len(each.rows) > 0 for each in test.ledgers)


def test_without_draws_it_is_the_break_of_the_medians(hubei: Workbench) -> None:
    (shelved,) = [each for each in hubei.bench.listed() if each.code == "huangshi-flood"]
    assert shelved.scenario is not None
    found = chain_break(
        hubei.graph, shelved.scenario, region=hubei.directory.region, rules=hubei.rules
    )
    answer = hubei.stress(StressRequest(scenario="huangshi-flood", draws=0, weak=False))
    (lost,) = column(ledger(answer, "stress"), "lost")
    assert lost.value == pytest.approx(found.loss / sum(found.ground.worth.tolist()))
    assert lost.interval is None
    course = answer.test.course
    assert course is not None
    assert course.lines[0].band is None
    whole = sum(found.ground.worth.tolist())
    assert np.array(course.lines[0].values) == pytest.approx(found.by_day() / whole)
    products = ledger(answer, "stress-products")
    days = dict(zip((row.key for row in products.rows), column(products, "lost"), strict=True))
    assert set(days) == {
        label for label, lost in zip(hubei.graph.products.ids, found.lost, strict=True) if lost > 0
    }
    for label, told in days.items():
        assert told.value == pytest.approx(found.lost[hubei.graph.products.ids.at(label)])


def test_a_firm_that_is_struck_alone_loses_the_days_of_the_blow(hubei: Workbench) -> None:
    answer = hubei.stress(StressRequest(scenario="leading-firm-down", draws=0, weak=False))
    firms = ledger(answer, "stress-firms")
    assert firms.rows[0].key == "F030"
    back = sum(1 - e / 30 for e in range(30))  # the median of its days of return
    assert value(column(firms, "lost")[0]) == pytest.approx(60 + back)


def test_days_of_places_are_means_over_what_is_made_there(hubei: Workbench) -> None:
    answer = hubei.stress(StressRequest(scenario="wuhan-76-days", draws=0, weak=False))
    places = ledger(answer, "stress-places")
    lost = [value(each) for each in column(places, "lost")]
    assert places.rows[0].key == "420100"
    assert lost == sorted(lost, reverse=True)
    assert 0 < lost[-1] <= lost[0] <= 365


def test_what_is_told_rests_on_rows_and_lies_in_its_interval(eda: StressAnswer) -> None:
    for each in eda.test.ledgers:
        for row in each.rows:
            for cell in row.cells:
                if isinstance(cell, Finding):
                    assert cell.citations, (each.key, row.key)
                    assert cell.method in eda.test.methods
    (lost,) = column(ledger(eda, "stress"), "lost")
    assert lost.interval.lower < lost.value < lost.interval.upper


def test_paths_lead_from_what_is_cut(eda: StressAnswer) -> None:
    for cell in column(ledger(eda, "stress-products"), "path"):
        if cell is not None and " → " in cell.value.zh:
            assert cell.value.zh.startswith("EDA 软件 → ")
            assert len(cell.citations) >= cell.value.zh.count(" → ")


def test_failures_come_worst_first_in_each_kind(eda: StressAnswer) -> None:
    for key in ("stress-failures", "stress-pairs"):
        found = ledger(eda, key)
        kinds, lost = column(found, "kind"), [value(each) for each in column(found, "loss")]
        assert len(set(kinds)) >= 4
        for kind in set(kinds):
            losses = [loss for loss, of in zip(lost, kinds, strict=True) if of == kind]
            assert losses == sorted(losses, reverse=True)
            assert 0 < losses[-1] <= losses[0] <= 1


def test_one_seed_gives_one_answer_and_another_another(hubei: Workbench) -> None:
    asked = StressRequest(scenario="inp-cut", draws=8, weak=False)
    one, same = hubei.stress(asked).record(), lantu.demo().stress(asked).record()
    assert json.dumps(one) == json.dumps(same)
    other = hubei.stress(replace(asked, seed=5)).record()
    assert other["headline"] != one["headline"]


def schema(name: str) -> Any:
    return json.loads(resources.files("lantu.reports").joinpath(name).read_bytes())


def test_its_document_follows_the_published_schema(eda: StressAnswer) -> None:
    blueprint, stress = schema("blueprint.schema.json"), schema("stress.schema.json")
    registry: Registry[Any] = Registry().with_resource(
        "blueprint.schema.json", Resource.from_contents(blueprint)
    )
    Draft202012Validator.check_schema(stress)
    checked = Draft202012Validator(stress, registry=registry)
    told = json.loads(json.dumps(eda.record()))
    checked.validate(told)
    told["ledgers"][0]["rows"][0]["cells"] = "none"
    del told["course"]
    assert len(list(checked.iter_errors(told))) == 2


def test_every_page_of_the_document_is_cited(eda: StressAnswer) -> None:
    told = eda.record()
    cited = {each["source"] for each in told["citations"].values()} - {None}
    assert set(told["sources"]) == cited


def test_words_make_a_scenario() -> None:
    words = Words(cut=("product:IC01", "country:US"), part="50%..0.9", lasting="90", back="30")
    found = scenario_of_words(words)
    (blow,) = found.blows
    assert [str(each) for each in blow.targets] == ["product:IC01", "country:US"]
    assert (blow.part.low, blow.part.high) == (0.5, 0.9)  # type: ignore[union-attr]  # a spread
    assert (blow.days, blow.back_days, found.days, found.doubt) == (90, 30, 365, True)
    longer = scenario_of_words(replace(words, lasting="300..400", stock="7"))
    assert longer.days == 431
    assert longer.buffers[0].stock_days == 7


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Words(cut=("IC01",)), "nothing that can be cut"),
        (Words(cut=("planet:mars",)), "product:IC01"),
        (Words(cut=("product:IC01",), part="half"), "part 'half' is no number"),
        (Words(cut=("product:IC01",), lasting="9..3"), "lasting '9..3' is no number"),
        (Words(cut=("product:IC01",), part="1..2..3"), "is no number"),
    ],
)
def test_words_that_tell_no_scenario_are_refused(words: Words, said: str) -> None:
    with pytest.raises(CallerError) as refused:
        scenario_of_words(words)
    assert said in f"{refused.value} {refused.value.hint}"


def test_a_part_beyond_the_whole_is_refused() -> None:
    with pytest.raises(DataError, match="part"):
        scenario_of_words(Words(cut=("product:IC01",), part="120%"))


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        (StressRequest(scenario="eda-cat"), CallerError, "eda-cut"),
        (StressRequest(scenario="nowhere.toml"), PlaceError, "nowhere.toml"),
        (StressRequest(scenario=Words(cut=("product:IC1",))), CallerError, "IC41"),
        (StressRequest(scenario=Words(cut=("firm:F0301",))), CallerError, "F030"),
        (StressRequest(scenario=Words(cut=("supplier:F030",))), CallerError, "firm:F030"),
        (StressRequest(scenario=Words(cut=("region:428888",))), CallerError, "region"),
        (StressRequest(scenario="lithography-cut", days=30), DataError, "ends on day 30"),
        (StressRequest(scenario="eda-cut", draws=1), CallerError, "draw"),
    ],
)
def test_bad_questions_are_refused_with_a_way_out(
    hubei: Workbench, asked: StressRequest, kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind) as refused:
        hubei.stress(asked)
    assert said in f"{refused.value} {getattr(refused.value, 'hint', '')}"


def test_a_scenario_of_another_engine_says_what_it_needs(hubei: Workbench, tmp_path: Path) -> None:
    file = tmp_path / "closed.toml"
    file.write_text(
        'name = "closed"\nengine = "economy"\n[[blow]]\nhits = ["sector:36"]\n', encoding="utf-8"
    )
    with pytest.raises(CallerError) as refused:
        hubei.stress(str(file))
    assert "lantu.shocks.ario" in str(refused.value.hint)


def test_a_blueprint_tells_every_scenario_that_strikes_chains(hubei: Workbench) -> None:
    told = hubei.bench.shelved(draws=4)
    assert told is not None
    assert [each.key for each in told.courses()] == [f"stress-{code}" for code in SHELF]
    whole, singles, pairs = told.ledgers()
    assert tuple(row.key for row in whole.rows) == SHELF
    assert singles.rows
    assert pairs.rows


def test_faults_of_a_file_are_told_with_their_lines(hubei: Workbench, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text('name = "x"\n[[blow]]\nhits = ["product:IC01"]\npart = 2\n', encoding="utf-8")
    with pytest.raises(FactsError) as refused:
        hubei.stress(str(file))
    assert "4" in str(refused.value)


def test_a_target_without_a_supplier_on_record_is_not_known_rather_than_harmless(
    hubei: Workbench,
) -> None:
    words = Words(cut=("country:FJ",))
    test = hubei.stress(StressRequest(scenario=words, draws=0, weak=False)).test
    assert any("country:FJ" in each.en and "not known" in each.en for each in test.caveats)


def test_a_picture_is_drawn_in_both_languages(eda: StressAnswer, tmp_path: Path) -> None:
    zh = eda.draw(tmp_path / "zh.svg").read_text(encoding="utf-8")
    en = eda.draw(tmp_path / "en.svg", "en").read_text(encoding="utf-8")
    assert "国外 EDA 断供" in zh
    assert "A foreign EDA cut" in en
    with pytest.raises(CallerError, match="cannot draw"):
        eda.draw(tmp_path / "x.bmp")
