from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lantu.studies.couplings import coupling_ledger, coupling_links
from lantu.workbench import Workbench, open_workspace
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.evidence.exhibits import Ledger


def cell(ledger: Ledger, row: str, column: str) -> Any:
    at = [c.key for c in ledger.columns].index(column)
    return next(r.cells[at] for r in ledger.rows if r.key == row)


@pytest.fixture(scope="module")
def ledger(town: Workbench) -> Ledger:
    return coupling_ledger(town.survey)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return workspace.copy_to(tmp_path / "town")


def test_links_between_chains_are_listed_the_costliest_first(ledger: Ledger) -> None:
    assert [row.key for row in ledger.rows] == ["K16", "K17"]
    assert cell(ledger, "K16", "impact").value == pytest.approx(3.2)
    assert cell(ledger, "K17", "impact").value == pytest.approx(0.85 + 0.85 + 0.6)
    assert cell(ledger, "K16", "source_chain").zh == "风电装备"
    assert cell(ledger, "K16", "target_chain").zh == "船舶配套"
    assert cell(ledger, "K16", "need").zh == "必需"


def test_the_links_of_the_list_are_those_of_the_picture(town: Workbench, ledger: Ledger) -> None:
    links = town.graph.links
    rows = [links.book.cite(int(links.rows[at])).row_id for at in coupling_links(town.survey)]
    assert rows == [row.key for row in ledger.rows]


def test_a_path_ends_where_nothing_further_stops(ledger: Ledger) -> None:
    path = cell(ledger, "K16", "path")
    assert path.value.zh == "特种钢 → 船用轴承"
    assert path.value.en == "Special steel → Ship bearing"
    assert [c.row_id for c in path.citations] == ["K16"]


def test_a_path_runs_to_the_nearest_strong_link_that_stops(copy: Path) -> None:
    """Steel in a chain of its own: rollers are near, bearings are the nearest strong link."""
    workspace.change(copy, "products", lambda rows: rows[1].update(chain_id="SHIP"))
    ledger = coupling_ledger(open_workspace(copy).survey)
    assert {row.key: cell(ledger, row.key, "path").value.zh for row in ledger.rows} == {
        "K01": "铁矿石 → 特种钢 → 风机轴承",
        "K02": "特种钢 → 轴承滚子 → 风机轴承",
        "K03": "特种钢 → 风机轴承 → 风电机组",  # bearings are strong, and so are turbines
        "K10": "特种钢 → 塔筒 → 风电机组",
        "K17": "轴承滚子 → 船用轴承",
    }
    assert [c.row_id for c in cell(ledger, "K02", "path").citations] == ["K02", "K04"]


def test_a_path_stops_where_an_alternative_stands_in(copy: Path) -> None:
    workspace.change(copy, "products", lambda rows: rows[4].update(chain_id="SHIP"))
    ledger = coupling_ledger(open_workspace(copy).survey)
    # the blade has another resin, so nothing stops when this one does
    assert cell(ledger, "K06", "path").value.zh == "环氧树脂 → 风机叶片"
    assert cell(ledger, "K06", "impact").value == 0


def test_a_path_stops_where_something_only_works_less_well(copy: Path) -> None:
    workspace.change(copy, "products", lambda rows: rows[7].update(chain_id="SHIP"))
    workspace.put(copy, "links", 10, essentiality="optional")
    ledger = coupling_ledger(open_workspace(copy).survey)
    # without the software the controller degrades, and so does the turbine; neither stops
    assert cell(ledger, "K09", "path").value.zh == "控制软件 → 主控系统"
    assert cell(ledger, "K09", "impact").value > 0


def test_what_is_recycled_couples_nothing(copy: Path) -> None:
    workspace.change(copy, "products", lambda rows: rows[12].update(chain_id="SHIP"))
    keys = {row.key for row in coupling_ledger(open_workspace(copy).survey).rows}
    assert "K19" not in keys
    assert "K15" in keys


def test_a_link_of_a_class_switched_off_couples_nothing(copy: Path) -> None:
    with (copy / "lantu.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[confidence]\nuse_d = false\n")
    assert coupling_ledger(open_workspace(copy).survey).rows == ()
