from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.studies import state_changes
from lantu.vocab.words import State
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.workbench import Workbench


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return workspace.copy_to(tmp_path / "town")


def test_the_same_facts_change_nothing(town: Workbench, copy: Path) -> None:
    assert state_changes(town.survey, open_workspace(copy).survey) == ()


def test_a_plant_that_starts_changes_its_product_and_what_it_pulls(
    town: Workbench, copy: Path
) -> None:
    workspace.put(
        copy, "firm_products", 8, activity="produces", metric="", value="", unit="", period=""
    )
    workspace.put(copy, "products", 11, region_evidence="B")
    changes = state_changes(town.survey, open_workspace(copy).survey)
    assert [(c.product, c.before, c.after) for c in changes] == [
        ("P04", State.UNKNOWN, State.GAP),
        ("P10", State.BUILDING, State.WEAK),
    ]
    assert any("外部供应商" in reason.text.zh for reason in changes[0].reasons)


def test_a_product_goes_by_its_newer_name(town: Workbench, copy: Path) -> None:
    workspace.put(
        copy, "firm_products", 8, activity="produces", metric="", value="", unit="", period=""
    )
    workspace.put(copy, "products", 11, region_evidence="B", name_zh="叶片")
    old, new = town.survey, open_workspace(copy).survey
    assert [c.name.zh for c in state_changes(old, new) if c.product == "P10"] == ["叶片"]
    assert [c.name.zh for c in state_changes(new, old) if c.product == "P10"] == ["风机叶片"]


def test_products_come_and_go(town: Workbench, copy: Path) -> None:
    workspace.change(copy, "products", lambda rows: rows.pop())
    workspace.change(copy, "links", lambda rows: [rows.pop(k) for k in (16, 15)])
    without = open_workspace(copy).survey
    gone = state_changes(town.survey, without)
    assert [(c.product, c.name.zh, c.before, c.after, c.reasons) for c in gone] == [
        ("P15", "船用轴承", State.EXTENDABLE, None, ())
    ]
    come = state_changes(without, town.survey)
    assert [(c.product, c.before, c.after) for c in come] == [("P15", None, State.EXTENDABLE)]
    assert come[0].reasons
