from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.facts import CellChange, FactsDiff, diff, open_workspace, save_snapshot
from town import workspace as town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def changed(tmp_path: Path) -> FactsDiff:
    path = town.copy_to(tmp_path / "town")
    before = save_snapshot(open_workspace(path)).path
    town.put(path, "projects", 2, status="已投产", investment="12.5")
    town.put(path, "firms", 5, city="", city_code="")
    town.add(path, "links", 2, link_id="K20", output_product="P13", essentiality="optional")
    town.change(path, "dependence", lambda rows: rows.pop())
    return diff(before, path)


def test_rows_that_came_and_went_are_told(changed: FactsDiff) -> None:
    assert [(c.table, c.key) for c in changed.of("added")] == [("links", "K20")]
    assert [(c.table, c.key) for c in changed.of("removed")] == [("dependence", "E6")]
    assert changed.of("added")[0].reading == "风电机组 用到 铁矿石（原材料，可选）"
    assert changed.of("removed")[0].reading == "控制软件：国产化率 20 %（中国，2024）"


def test_cells_that_changed_are_told_with_both_sides(changed: FactsDiff) -> None:
    firm, project = changed.of("changed")
    assert (project.table, project.key) == ("projects", "J1")
    assert project.cells == (
        CellChange(column="investment", before="12", after="12.5"),
        CellChange(column="status", before="在建", after="已投产"),
    )
    assert firm.cells == (
        CellChange(column="city", before="南港", after=""),
        CellChange(column="city_code", before="990300", after=""),
    )


def test_changes_speak_both_languages(changed: FactsDiff) -> None:
    project = changed.of("changed")[1]
    assert project.say("zh") == "改动 项目 J1：总投资 12 → 12.5；状态 在建 → 已投产"
    assert project.say("en") == "changed Projects J1: Investment 12 → 12.5; Status 在建 → 已投产"
    assert changed.of("changed")[0].say("en").endswith("City code 990300 → blank")


def test_counts_are_by_table(changed: FactsDiff) -> None:
    assert dict(changed.counts) == {
        "links": {"added": 1, "removed": 0, "changed": 0},
        "firms": {"added": 0, "removed": 0, "changed": 1},
        "dependence": {"added": 0, "removed": 1, "changed": 0},
        "projects": {"added": 0, "removed": 0, "changed": 1},
    }
    assert changed.old != changed.new


def test_the_same_facts_do_not_differ() -> None:
    same = diff(town.PATH, open_workspace(town.PATH))
    assert same.changes == ()
    assert same.old == same.new
