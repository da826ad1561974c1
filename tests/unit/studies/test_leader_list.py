from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lantu.studies import leaders
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.evidence.exhibits import Ledger
    from lantu.workbench import Workbench


@pytest.fixture(scope="module")
def ledger(town: Workbench) -> Ledger:
    return leaders.leader_ledger(town.survey)


def cell(ledger: Ledger, row: str, column: str) -> Any:
    at = [c.key for c in ledger.columns].index(column)
    return next(r.cells[at] for r in ledger.rows if r.key == row)


def test_every_local_maker_of_a_chain_is_listed_once(ledger: Ledger) -> None:
    assert {row.key for row in ledger.rows} == {f"WIND:F{n}" for n in range(1, 6)}  # F6 develops


def test_a_chain_nobody_makes_has_no_leader(ledger: Ledger) -> None:
    assert not [row for row in ledger.rows if row.key.startswith("SHIP")]


@pytest.mark.parametrize(
    ("column", "value", "rows"),
    [
        ("firm", None, ["F5", "M11", "M09", "M10"]),
        ("standing", 1.0, ["F5"]),
        ("reach", 8, ["M11", "M09", "M10"]),  # P13, P14, P11 and P07 … P10, P12 beside them
        ("coverage", 1.0, ["M11", "M09", "M10"]),
        ("ecosystem", 1, ["R2"]),  # bearings supplied to it
    ],
)
def test_each_part_stands_on_its_own_rows(
    ledger: Ledger, column: str, value: float | None, rows: list[str]
) -> None:
    found = cell(ledger, "WIND:F5", column)
    assert value is None or found.value == pytest.approx(value)
    assert [c.row_id for c in found.citations] == rows


def test_each_part_names_its_own_method(ledger: Ledger) -> None:
    methods = {c.key: cell(ledger, "WIND:F2", c.key) for c in ledger.columns}
    assert {key: f.method.key for key, f in methods.items() if hasattr(f, "method")} == {
        "rank": "smaa",
        "first": "smaa",
        "firm": "record",
        "size": "record",
        "standing": "standing",
        "reach": "reach",
        "betweenness": "betweenness",
        "coverage": "coverage",
        "ecosystem": "count",
    }


def test_a_size_is_a_recorded_share_or_nothing(ledger: Ledger) -> None:
    assert cell(ledger, "WIND:F2", "size").value == 0.3
    assert [c.row_id for c in cell(ledger, "WIND:F2", "size").citations] == ["M01"]
    assert cell(ledger, "WIND:F5", "size") is None


def test_roles_are_said_in_words(ledger: Ledger) -> None:
    assert cell(ledger, "WIND:F1", "roles").zh == "链主企业、龙头企业"
    assert cell(ledger, "WIND:F1", "roles").en == "chain master, leader"
    assert cell(ledger, "WIND:F3", "roles") is None


def test_the_bearing_institute_counts_for_the_firm_that_runs_it(ledger: Ledger) -> None:
    rows = [c.row_id for c in cell(ledger, "WIND:F1", "ecosystem").citations]
    assert rows == ["L1", "R1", "R2"]


def test_no_ecosystem_on_record_is_a_zero_that_says_so(ledger: Ledger) -> None:
    found = cell(ledger, "WIND:F3", "ecosystem")
    assert found.value == 0
    assert found.caveats


def test_only_the_share_in_this_chain_is_its_size(tmp_path: Path) -> None:
    path = workspace.copy_to(tmp_path / "town")
    workspace.add(
        path, "firm_products", 2, row_id="M16", product_id="P15", value="70", confidence="A"
    )
    workspace.put(path, "products", 16, region_evidence="A")
    ledger = leaders.leader_ledger(open_workspace(path).survey)
    assert cell(ledger, "WIND:F2", "size").value == 0.3
    assert cell(ledger, "SHIP:F2", "size").value == pytest.approx(0.7)
    assert [c.row_id for c in cell(ledger, "WIND:F2", "size").citations] == ["M01"]
    # what it reaches, it reaches by all it makes
    assert {c.row_id for c in cell(ledger, "WIND:F2", "reach").citations} == {"M01", "M05", "M16"}
