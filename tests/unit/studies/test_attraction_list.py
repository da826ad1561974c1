"""Whom to attract, and where to: the town with a blade maker whose fibre comes from abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lantu.studies.attraction import NOTHING_NEAR, attraction_ledger, best_place
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.evidence.exhibits import Ledger
    from lantu.workbench import Workbench


def wanting(path: Path) -> Path:
    workspace.copy_to(path)
    workspace.put(
        path, "firm_products", 8, activity="produces", metric="", value="", unit="", period=""
    )
    workspace.put(path, "products", 11, region_evidence="B")
    return path


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return open_workspace(wanting(tmp_path_factory.mktemp("wanting") / "town"))


@pytest.fixture(scope="module")
def ledger(bench: Workbench) -> Ledger:
    return attraction_ledger(bench.survey)


def cell(ledger: Ledger, row: str, column: str) -> Any:
    at = [c.key for c in ledger.columns].index(column)
    return next(r.cells[at] for r in ledger.rows if r.key == row)


def test_a_town_without_gaps_attracts_nobody(town: Workbench) -> None:
    assert attraction_ledger(town.survey).rows == ()


def test_the_outside_maker_of_the_gap_is_named(ledger: Ledger) -> None:
    assert [row.key for row in ledger.rows] == ["P04:X1"]
    assert cell(ledger, "P04:X1", "firm").value.zh == "远洋碳纤维株式会社"
    assert [c.row_id for c in cell(ledger, "P04:X1", "firm").citations] == ["M12"]
    assert cell(ledger, "P04:X1", "product").zh == "碳纤维"


def test_the_place_that_fits_makes_its_users_and_its_kin(ledger: Ledger) -> None:
    city = cell(ledger, "P04:X1", "city")
    assert city.value.zh == "南港"  # blades and resin are made there, a park stands there
    assert {c.row_id for c in city.citations} >= {"M06", "M07", "L2"}
    assert cell(ledger, "P04:X1", "chance").value == 1
    why = cell(ledger, "P04:X1", "why")
    assert why.value.zh == "上游投入 0% 在案,下游用户 100% 在案,同领域产品 2 个,平台 1 个"
    assert why.citations == city.citations


def test_what_is_near_nothing_fits_no_place(bench: Workbench) -> None:
    home = best_place(bench.survey, bench.graph.products.ids.at("P07"))
    assert home.place is not None  # controllers and towers are made in the town
    alone = best_place(bench.survey, bench.graph.products.ids.at("P01"))
    assert alone.place is not None  # a user of iron ore is


def test_a_town_of_nothing_near_says_so(tmp_path: Path) -> None:
    path = wanting(tmp_path / "town")
    for line in (7, 8):  # the makers of resin and blades, now elsewhere in the province
        workspace.put(path, "firm_products", line, firm_id="F3")
    workspace.put(path, "firms", 4, city="", city_code="")
    workspace.change(path, "products", lambda rows: rows[3].update(segment="纤维"))
    survey = open_workspace(path).survey
    fibre = survey.graph.products.ids.at("P04")
    assert best_place(survey, fibre).place is None
    assert best_place(survey, fibre).why == NOTHING_NEAR
    row = attraction_ledger(survey).rows[0]
    assert row.cells[-3:] == (None, None, NOTHING_NEAR)


def test_the_best_row_of_a_firm_speaks_for_it(tmp_path: Path) -> None:
    path = wanting(tmp_path / "town")
    workspace.add(
        path,
        "firm_products",
        13,
        row_id="M00",
        confidence="C",
        metric="",
        value="",
        unit="",
        period="",
    )
    ledger = attraction_ledger(open_workspace(path).survey)
    assert [c.row_id for c in cell(ledger, "P04:X1", "firm").citations] == ["M12"]
