from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lantu.evidence.finding import Finding
from lantu.studies import lists
from lantu.vocab.words import State
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from lantu.evidence.exhibits import Ledger
    from lantu.studies import Survey
    from lantu.workbench import Workbench

LEDGERS: dict[State, Callable[[Survey], Ledger]] = {
    State.GAP: lists.gap_ledger,
    State.WEAK: lists.weak_ledger,
    State.EXTENDABLE: lists.extend_ledger,
    State.STRONG: lists.strong_ledger,
    State.BUILDING: lists.building_ledger,
    State.UNKNOWN: lists.unknown_ledger,
}


@pytest.fixture(scope="module")
def survey(town: Workbench) -> Survey:
    return town.survey


@pytest.fixture(scope="module")
def wanting(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    """The town with a blade maker at work: its fibre and its second resin are wanted here."""
    path = workspace.copy_to(tmp_path_factory.mktemp("wanting") / "town")
    workspace.put(
        path, "firm_products", 8, activity="produces", metric="", value="", unit="", period=""
    )
    workspace.put(path, "products", 11, region_evidence="B")
    workspace.put(path, "products", 7, outside_supplier="1")
    return open_workspace(path).survey


def cell(ledger: Ledger, row: str, column: str) -> Any:
    at = [c.key for c in ledger.columns].index(column)
    return next(r.cells[at] for r in ledger.rows if r.key == row)


@pytest.mark.parametrize("state", list(State))
def test_each_state_has_its_list(survey: Survey, state: State) -> None:
    ledger = LEDGERS[state](survey)
    labels = survey.graph.products.ids.labels
    assert {row.key for row in ledger.rows} == {
        labels[at] for at in range(len(labels)) if survey.diagnosis.state_of(at) is state
    }
    assert ledger.product_keys
    assert ledger.headline.zh.startswith(str(len(ledger.rows)))
    assert ledger.headline.en.startswith(str(len(ledger.rows)))


def test_every_product_stands_in_one_list(survey: Survey) -> None:
    listed = [row.key for ledger in LEDGERS.values() for row in ledger(survey).rows]
    assert sorted(listed) == list(survey.graph.products.ids)


def test_strong_links_stand_strongest_first(survey: Survey) -> None:
    ledger = lists.strong_ledger(survey)
    assert [row.key for row in ledger.rows] == ["P13", "P09", "P02"]  # 1, 8/9, 6/7
    assert cell(ledger, "P02", "strength").value == pytest.approx(6 / 7)


def test_what_is_unknown_stands_most_critical_first(survey: Survey) -> None:
    # iron ore stops everything; fibre 1.45, controller and tower 1.45 with a maker of .3; resin 0
    assert [row.key for row in lists.unknown_ledger(survey).rows] == [
        "P01",
        "P04",
        "P11",
        "P12",
        "P06",
    ]


def test_what_has_no_record_has_no_figure(survey: Survey) -> None:
    ledger = lists.unknown_ledger(survey)
    assert cell(ledger, "P01", "strength") is None
    assert cell(ledger, "P01", "makers") is None
    assert cell(ledger, "P11", "makers").value == "南港风电有限公司"


def test_weak_links_are_ranked_with_their_doubt(survey: Survey) -> None:
    ledger = lists.weak_ledger(survey)
    assert ledger.rows[0].key == "P03"  # the only one that anything else waits for
    rank = cell(ledger, "P03", "rank")
    assert (rank.value, rank.interval.lower) == ("1", 1)
    assert "3 个仅一家在案" in ledger.headline.zh


def test_a_gap_names_its_outside_suppliers_and_what_it_stops(wanting: Survey) -> None:
    ledger = lists.gap_ledger(wanting)
    assert {row.key for row in ledger.rows} == {"P04", "P06"}
    assert cell(ledger, "P04", "suppliers").value == "远洋碳纤维株式会社"
    assert cell(ledger, "P06", "suppliers") is None
    assert cell(ledger, "P04", "stopped").value == 3
    assert cell(ledger, "P04", "dependence").value == 0.8
    assert cell(ledger, "P06", "dependence") is None
    assert cell(ledger, "P04", "demand").value == pytest.approx(0.85)
    assert cell(ledger, "P06", "demand").value == pytest.approx(0.85 / 2)  # one of two resins
    assert cell(ledger, "P04", "feasibility") is None
    assert "其中经人工确认 0 个" in ledger.headline.zh
    assert ledger.rows[0].key == "P04"


def test_sources_count_the_rows_they_list(wanting: Survey) -> None:
    sources = cell(lists.gap_ledger(wanting), "P04", "sources")
    assert sources.value == len(sources.citations)
    assert [c.key for c in sources.citations] == [
        ("dependence", "E1"),
        ("firm_products", "M12"),
        ("links", "K05"),
        ("products", "P04"),
    ]


@pytest.mark.parametrize("state", list(State))
def test_every_conclusion_rests_on_rows_or_says_why_not(survey: Survey, state: State) -> None:
    for row in LEDGERS[state](survey).rows:
        for value in row.cells:
            if isinstance(value, Finding) and value.method.key != "smaa":
                assert value.citations or value.caveats, (row.key, value)


def test_extendable_links_count_their_strong_neighbours(survey: Survey) -> None:
    counted = lists._strong_neighbours(survey)
    labels = survey.graph.products.ids.labels
    # P15 takes steel; P13 takes bearings, and its scrap goes back to steel, which is not counted
    assert {labels[at]: int(n) for at, n in enumerate(counted) if n} == {
        "P01": 1,
        "P03": 2,
        "P09": 2,
        "P10": 1,
        "P11": 1,
        "P12": 2,
        "P13": 1,
        "P14": 1,
        "P15": 1,
        "P02": 1,
    }
