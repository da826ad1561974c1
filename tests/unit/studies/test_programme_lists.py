from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lantu.studies.programme import platform_ledger, project_ledger, series_ledger
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.evidence.exhibits import Ledger
    from lantu.workbench import Workbench


def cell(ledger: Ledger, row: str, column: str) -> Any:
    at = [c.key for c in ledger.columns].index(column)
    return next(r.cells[at] for r in ledger.rows if r.key == row)


def test_projects_stand_as_recorded(town: Workbench) -> None:
    ledger = project_ledger(town.survey)
    assert [row.key for row in ledger.rows] == ["J1", "J2", "J3"]
    assert cell(ledger, "J1", "product").zh == "风机叶片"
    assert cell(ledger, "J2", "investment").value == 8.5
    assert [c.row_id for c in cell(ledger, "J2", "investment").citations] == ["J2"]
    assert ledger.headline.zh == "在案项目 3 个,其中 2 个载明人民币计划投资"


def test_what_the_page_does_not_give_is_absent_and_not_zero(town: Workbench) -> None:
    ledger = project_ledger(town.survey)
    assert cell(ledger, "J3", "investment") is None
    assert cell(ledger, "J3", "capacity") is None


def test_a_project_for_no_product_or_chain_is_listed_too(tmp_path: Path) -> None:
    path = workspace.copy_to(tmp_path / "town")
    workspace.put(path, "projects", 3, product_id="", chain_id="", investment_note="另有外币口径")
    ledger = project_ledger(open_workspace(path).survey)
    assert cell(ledger, "J2", "product") is None
    assert cell(ledger, "J2", "chain") is None
    assert cell(ledger, "J2", "investment").caveats[0].zh == "另有外币口径"


def test_platforms_stand_with_their_place_and_chain(town: Workbench) -> None:
    ledger = platform_ledger(town.survey)
    assert [row.key for row in ledger.rows] == ["L1", "L2"]
    assert cell(ledger, "L1", "city").zh == "东城"
    assert cell(ledger, "L1", "chain").zh == "风电装备"
    assert cell(ledger, "L2", "operator") is None
    assert ledger.headline.zh.endswith("其中国家级 0 个")


@pytest.mark.parametrize(
    ("series", "rows"), [("indicators", ["D1", "D2", "D3"]), ("infrastructure", ["N1", "N2"])]
)
def test_series_stand_with_their_class_and_page(
    town: Workbench, series: str, rows: list[str]
) -> None:
    ledger = series_ledger(town.survey, series)
    assert [row.key for row in ledger.rows] == rows
    for row in rows:
        assert [c.row_id for c in cell(ledger, row, "value").citations] == [row]
        assert cell(ledger, row, "grade") in {"A", "C"}


def test_a_figure_that_must_not_be_quoted_is_left_to_the_conflicts(tmp_path: Path) -> None:
    path = workspace.copy_to(tmp_path / "town")
    workspace.put(path, "infrastructure", 2, note="疑为漏字,不宜引用")
    ledger = series_ledger(open_workspace(path).survey, "infrastructure")
    assert [row.key for row in ledger.rows] == ["N2"]


def test_a_row_of_words_has_no_value(tmp_path: Path) -> None:
    path = workspace.copy_to(tmp_path / "town")
    workspace.put(path, "infrastructure", 2, value="", unit="")
    ledger = series_ledger(open_workspace(path).survey, "infrastructure")
    assert cell(ledger, "N1", "value") is None
    assert cell(ledger, "N1", "unit") is None
