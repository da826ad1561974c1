from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.studies.cards import product_card
from lantu.vocab.words import Stage, State
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lantu.evidence.exhibits import Neighbour, ProductCard
    from lantu.workbench import Workbench


def card(bench: Workbench, product: str) -> ProductCard:
    return product_card(bench.survey, bench.graph.products.ids.at(product))


def said(neighbours: Sequence[Neighbour]) -> list[tuple[str, str, list[str]]]:
    return [(n.key, n.what.zh, [c.row_id for c in n.citations]) for n in neighbours]


def test_a_card_says_what_the_product_is(town: Workbench) -> None:
    found = card(town, "P09")
    assert (found.product, found.name.zh, found.chain, found.segment) == (
        "P09",
        "风机轴承",
        "WIND",
        "轴承",
    )
    assert found.stage is Stage.MIDSTREAM
    assert found.state.value is State.STRONG
    assert found.next_step.zh.startswith("巩固")


def test_neighbours_stand_on_the_side_they_are_on(town: Workbench) -> None:
    found = card(town, "P10")
    assert said(found.inputs) == [
        ("P04", "必需原材料", ["K05"]),
        ("P05", "可替代原材料(同组择一:resin)", ["K06"]),
        ("P06", "可替代原材料(同组择一:resin)", ["K07"]),
    ]
    assert said(found.outputs) == [("P13", "必需部件", ["K12"])]


def test_scrap_that_goes_back_is_shown_as_recycling(town: Workbench) -> None:
    assert ("P13", "可选回收", ["K19"]) in said(card(town, "P02").inputs)


def test_makers_say_where_they_are_and_on_what_evidence(town: Workbench) -> None:
    found = card(town, "P02")
    assert said(found.local_makers) == [
        ("F2", "西镇·生产·A 级证据", ["M01"]),
        ("F3", "东城·生产·B 级证据", ["M02"]),
    ]
    assert said(card(town, "P10").local_makers) == [("F4", "南港·在建·B 级证据", ["M07"])]
    assert [n.what.en for n in card(town, "P10").local_makers] == [
        "Nangang, under construction, grade B"
    ]


def test_outside_makers_are_those_that_make_it_now(town: Workbench) -> None:
    outside = card(town, "P07").outside_makers
    assert [(n.key, [c.row_id for c in n.citations]) for n in outside] == [
        ("X2", ["M14"]),
        ("X3", ["M13"]),
    ]
    assert [n.what.zh for n in outside] == ["浙江省杭州市·生产·C 级证据", "美国·生产·B 级证据"]
    assert [n.what.en for n in outside] == [
        "Zhejiang (杭州市), produces, grade C",
        "United States, produces, grade B",
    ]


def test_a_firm_is_where_its_row_says_and_no_nearer(tmp_path: Path) -> None:
    path = workspace.copy_to(tmp_path / "town")
    workspace.put(path, "firms", 9, city="", city_code="")
    workspace.put(path, "firms", 10, country="")
    outside = card(open_workspace(path), "P07").outside_makers
    assert [n.what.zh for n in outside] == ["浙江省·生产·C 级证据", "生产·B 级证据"]
    assert [n.what.en for n in outside] == ["Zhejiang, produces, grade C", "produces, grade B"]


def test_an_outside_firm_that_only_plans_supplies_nothing(tmp_path: Path) -> None:
    path = workspace.copy_to(tmp_path / "town")
    workspace.put(path, "firm_products", 14, activity="planned")
    assert [n.key for n in card(open_workspace(path), "P07").outside_makers] == ["X2"]


def test_figures_on_record_stand_as_recorded(town: Workbench) -> None:
    told = {f.citations[0].row_id: f.value.zh for f in card(town, "P09").dependence}
    assert told == {
        "E4": "中国东城轴承国内份额 40 %(2024)",
        "E5": "中国东城轴承国内份额 45 %(2024)",
        "M04": "东城轴承股份有限公司 全球份额 25 %(2024)",
    }


def test_projects_are_shown_with_their_status(town: Workbench) -> None:
    assert said(card(town, "P10").projects) == [("J1", "南港·在建·2024-11", ["J1"])]
    assert said(card(town, "P02").projects) == [("J2", "西镇·已投产·2024-06", ["J2"])]
    assert card(town, "P01").projects == ()


def test_two_rows_of_one_firm_are_one_neighbour(tmp_path: Path) -> None:
    path = workspace.copy_to(tmp_path / "town")
    workspace.add(path, "firm_products", 2, row_id="M16", period="2023", confidence="B")
    found = card(open_workspace(path), "P02").local_makers[0]
    assert (found.key, [c.row_id for c in found.citations]) == ("F2", ["M01", "M16"])
    assert found.what.zh == "西镇·生产·A 级证据"


def test_every_input_is_an_output_on_the_other_side(town: Workbench) -> None:
    cards = {p: card(town, p) for p in town.graph.products.ids}
    there = {(n.key, p) for p, c in cards.items() for n in c.inputs}
    back = {(p, n.key) for p, c in cards.items() for n in c.outputs}
    assert there == back
    assert len(there) == 19


@pytest.mark.parametrize("product", ["P01", "P06"])
def test_a_card_of_what_nobody_knows_is_complete_too(town: Workbench, product: str) -> None:
    found = card(town, product)
    assert found.state.value is State.UNKNOWN
    assert found.reasons
    assert found.figures
    assert found.local_makers == found.outside_makers == found.projects == ()
