"""Everything a door may ask, asked of the town."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import lantu
from lantu import workbench
from lantu.chains import Rules
from lantu.errors import CallerError, FactsError, PlaceError
from lantu.vocab.words import FirmRole, Grade, State
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.workbench import Workbench


@pytest.fixture(scope="module")
def town() -> Workbench:
    return lantu.open(workspace.PATH)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return workspace.copy_to(tmp_path / "town")


def test_a_workspace_is_opened_by_its_folder(town: Workbench) -> None:
    assert town.directory.region_name.zh == "东山省"
    assert len(town.graph) == 15


def test_what_is_asked_twice_is_done_once(town: Workbench) -> None:
    assert town.graph is town.graph
    assert town.survey is town.survey
    assert town.blueprint() is town.blueprint()


def test_a_folder_that_is_not_there_is_the_places_fault(tmp_path: Path) -> None:
    with pytest.raises(PlaceError):
        lantu.open(tmp_path / "nowhere")


def test_faulty_facts_are_not_opened_and_all_faults_are_carried(copy: Path) -> None:
    workspace.put(copy, "links", 2, input_product="P99", essentiality="perhaps")
    with pytest.raises(FactsError) as caught:
        lantu.open(copy)
    assert len(caught.value.faults) == 2


def test_every_product_is_diagnosed_in_order(town: Workbench) -> None:
    cards = town.diagnose()
    assert [card.product for card in cards] == list(town.graph.products.ids)


def test_a_product_of_another_chain_is_the_callers_fault(town: Workbench) -> None:
    with pytest.raises(CallerError, match="not of chain 'SHIP'"):
        town.diagnose("SHIP", product="P01")


def test_one_chain_or_one_product_can_be_asked_for(town: Workbench) -> None:
    assert [card.product for card in town.diagnose("SHIP")] == ["P15"]
    assert [card.product for card in town.diagnose(product="P09")] == ["P09"]
    assert town.diagnose("WIND", product="P09")[0].state.value is State.STRONG


def test_an_unknown_chain_names_those_there_are(town: Workbench) -> None:
    with pytest.raises(CallerError, match="no chain 'OPTO'") as caught:
        town.diagnose("OPTO")
    assert caught.value.hint == "the workspace has WIND, SHIP"


def test_an_unknown_product_names_those_near_it(town: Workbench) -> None:
    with pytest.raises(CallerError, match="no product 'P99'") as caught:
        town.diagnose(product="P99")
    assert "P09" in caught.value.hint


def test_cards_become_json_with_all_they_name(town: Workbench) -> None:
    told = town.document(town.diagnose(product="P09"))
    assert set(told) == {"cards", "citations", "methods", "sources"}
    assert json.loads(json.dumps(told)) == told
    assert len(told["cards"]) == 1
    assert "yearbook" in told["sources"]


def test_a_blueprint_is_written_with_progress_from_start_to_end(
    town: Workbench, tmp_path: Path
) -> None:
    heard: list[tuple[str, float]] = []
    written = town.write_blueprint(
        tmp_path / "out", progress=lambda what, done: heard.append((what, done))
    )
    assert written.page.is_file()
    assert sorted(
        p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.*")
    ) == sorted(written.names)
    shares = [done for _, done in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert all(what for what, _ in heard)


# Settings


def test_settings_of_the_file_shape_the_rules(copy: Path) -> None:
    with (copy / "lantu.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            "\n[confidence]\nc = 0.4\n[diagnosis]\nstrong_at = 0.9\n[diagnosis.roles]\nleader = 0.95\n"
            "[ranking]\ndraws = 50\n[ranking.gaps]\ndemand = 0\n"
        )
    bench = lantu.open(copy)
    assert bench.rules.weights.of(Grade.C) == 0.4
    assert bench.rules.strong_at == 0.9
    assert bench.rules.role_scores[FirmRole.LEADER] == 0.95
    assert bench.rules.role_scores[FirmRole.CHAIN_MASTER] == 1.0
    assert bench.ranking.draws == 50
    assert bench.ranking.gaps["demand"] == 0
    assert bench.ranking.gaps["criticality"] == 0.35
    # a C row weighs less than θ now, so that the resin is a lead and no longer made here
    assert bench.diagnose(product="P05")[0].state.value is State.UNKNOWN
    told = dict(bench.blueprint().settings)
    assert told["diagnosis.roles.leader"] == "0.95"
    assert told["ranking.gaps.demand"] == "0"


def test_without_settings_the_rules_are_the_defaults(town: Workbench) -> None:
    assert town.rules == Rules() == workbench.read_rules({})
    assert town.ranking == workbench.read_ranking({})


@pytest.mark.parametrize(
    ("sections", "says"),
    [
        ({"diagnosis": {"beauty": 1}}, "has no setting 'beauty'"),
        ({"diagnosis": {"strong_at": 2}}, "strong_at must lie in"),
        ({"diagnosis": {"strong_at": 0.2}}, "weak_below"),
        ({"diagnosis": {"strong_at": "much"}}, r"\[diagnosis\]"),
        ({"confidence": {"b": 0.2}}, "1 >= A >= B"),
        ({"confidence": {"e": 0.2}}, "has no setting 'e'"),
    ],
)
def test_a_bad_rule_names_its_section(sections: dict[str, object], says: str) -> None:
    with pytest.raises(CallerError, match=says):
        workbench.read_rules(sections)


@pytest.mark.parametrize(
    ("sections", "says"),
    [
        ({"ranking": {"luck": 1}}, "has no setting 'luck'"),
        ({"ranking": {"draws": 0}}, "draws >= 1"),
        ({"ranking": {"gaps": {"beauty": 1}}}, r"\[ranking\.gaps\] has no criterion 'beauty'"),
    ],
)
def test_a_bad_ranking_names_its_section(sections: dict[str, object], says: str) -> None:
    with pytest.raises(CallerError, match=says):
        workbench.read_ranking(sections)


# Facts that come and go


def test_a_new_workspace_can_be_checked_and_drawn(tmp_path: Path) -> None:
    written = workbench.new(tmp_path / "mine")
    assert all(path.exists() for path in written)
    assert workbench.check(tmp_path / "mine").ok
    bench = lantu.open(tmp_path / "mine")
    assert len(bench.blueprint().cards) == len(bench.graph) > 0


def test_a_snapshot_is_opened_like_a_workspace_and_differs_in_nothing(copy: Path) -> None:
    kept = workbench.snapshot(copy)
    assert lantu.open(kept).workspace.content_hash == lantu.open(copy).workspace.content_hash
    found = workbench.diff(kept, copy)
    assert found.facts.changes == ()
    assert found.states == ()
    assert found.record() == {"facts": [], "states": []}


def test_a_difference_tells_rows_and_conclusions(copy: Path) -> None:
    kept = workbench.snapshot(copy)
    workspace.put(
        copy, "firm_products", 8, activity="produces", metric="", value="", unit="", period=""
    )
    workspace.put(copy, "products", 11, region_evidence="B")
    found = workbench.diff(kept, copy)
    assert {(c.table, c.key) for c in found.facts.changes} == {
        ("firm_products", "M07"),
        ("products", "P10"),
    }
    assert [(c.product, c.before, c.after) for c in found.states] == [
        ("P04", State.UNKNOWN, State.GAP),
        ("P10", State.BUILDING, State.WEAK),
    ]
    told = json.loads(json.dumps(found.record(), ensure_ascii=False))
    assert told["states"][1]["after"] == "weak"
    assert told["facts"][0]["cells"]


def test_a_copy_holds_the_same_facts(copy: Path, tmp_path: Path) -> None:
    assert workbench.copy(str(copy), str(tmp_path / "other")) == str(tmp_path / "other")
    there = lantu.open(tmp_path / "other")
    assert there.workspace.content_hash == lantu.open(copy).workspace.content_hash
    assert there.blueprint().summaries == lantu.open(copy).blueprint().summaries


def test_faulty_rows_are_set_aside_and_the_rest_is_clean(copy: Path, tmp_path: Path) -> None:
    workspace.put(copy, "links", 2, input_product="P99")
    done = workbench.quarantine(copy, tmp_path / "clean")
    assert dict(done.set_aside)["links"] == 1
    assert len(lantu.open(tmp_path / "clean").graph.links) == 18


def test_assessments_in_a_workspace_give_its_blueprint_a_section(tmp_path: Path) -> None:
    copied = workspace.copy_to(tmp_path / "town")
    form = copied / "assessments" / "sme_2024" / "self.xlsx"
    form.parent.mkdir(parents=True)
    workbench.write_form(form, example=6)
    shown = workbench.open_workspace(copied).blueprint()
    assert [grid.key for grid in shown.grids] == ["digital-segment-sme_2024"]
    assert "digital-sme_2024" in [ledger.key for ledger in shown.ledgers]
    told = dict(shown.settings)["digital.sme_2024"]
    assert told.startswith("assessments/sme_2024/self.xlsx sha256:")
    workbench.write_form(form, example=6, seed=1)
    again = workbench.open_workspace(copied).blueprint()
    assert dict(again.settings)["digital.sme_2024"] != told
