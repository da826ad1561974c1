from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.studies import maps
from lantu.vocab.text import Text
from lantu.vocab.words import Essentiality, State
from lantu.workbench import Workbench, open_workspace
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.studies import Survey


@pytest.fixture(scope="module")
def survey(town: Workbench) -> Survey:
    return town.survey


def test_a_panorama_shows_its_chain_whole(survey: Survey) -> None:
    drawn = maps.chain_panorama(survey, "WIND")
    assert [node.product for node in drawn.nodes] == [f"P{n:02d}" for n in range(1, 15)]
    assert not [node for node in drawn.nodes if node.guest]
    assert {(edge.source, edge.target) for edge in drawn.edges} >= {("P01", "P02"), ("P13", "P02")}
    assert ("P02", "P15") not in {(edge.source, edge.target) for edge in drawn.edges}
    assert [name for name, _ in drawn.segments] == ["冶金", "轴承", "复材", "控制", "整机"]
    assert drawn.headline.zh == "14 个环节中:锻长板 3,强链 3,补链 0,在建 3,延链 0,待核 5"


def test_guests_are_one_link_away(survey: Survey) -> None:
    drawn = maps.chain_panorama(survey, "SHIP", guests=True)
    assert {node.product: node.guest for node in drawn.nodes} == {
        "P02": True,
        "P03": True,
        "P15": False,
    }
    assert {(edge.source, edge.target) for edge in drawn.edges} == {
        ("P02", "P15"),
        ("P03", "P15"),
        ("P02", "P03"),
    }


def test_edges_say_what_is_needed(survey: Survey) -> None:
    edges = {(e.source, e.target): e for e in maps.chain_panorama(survey, "WIND").edges}
    assert edges["P05", "P10"].essentiality is Essentiality.ALTERNATIVE
    assert edges["P05", "P10"].group == edges["P06", "P10"].group == "P10:resin"
    assert edges["P04", "P10"].group is None
    assert edges["P08", "P14"].essentiality is Essentiality.OPTIONAL
    assert edges["P13", "P02"].returning
    assert not edges["P02", "P03"].returning


def test_single_makers_are_marked(survey: Survey) -> None:
    marked = {n.product for n in maps.chain_panorama(survey, "WIND").nodes if n.single_maker}
    assert marked == {"P03", "P05", "P09", "P11", "P12", "P13", "P14"}


def test_states_are_counted_with_none_left_out(survey: Survey) -> None:
    counts = maps.state_counts(survey, maps.products_of_chain(survey, "SHIP"))
    assert set(counts) == set(State)
    assert {state for state, n in counts.items() if n} == {State.EXTENDABLE}


def test_couplings_stand_chain_by_chain(survey: Survey) -> None:
    links = survey.graph.links
    crossing = [k for k in range(len(links)) if links.book.cite(int(links.rows[k])).row_id == "K16"]
    drawn = maps.coupling_panorama(survey, crossing)
    assert drawn is not None
    assert [(node.product, node.segment) for node in drawn.nodes] == [
        ("P02", "WIND"),
        ("P15", "SHIP"),
    ]
    assert len(drawn.edges) == 1
    assert maps.coupling_panorama(survey, []) is None


def test_places_count_the_products_they_make(survey: Survey) -> None:
    drawn = maps.region_map(survey)
    assert drawn is not None
    # 东城 rollers, bearings, steel; 西镇 steel, towers; 南港 resin, turbines, service, controllers
    assert {f.code: f.value.value for f in drawn.figures} == {"990100": 3, "990200": 2, "990300": 4}
    assert [line.zh for line in drawn.figures[2].lines] == ["整机 2", "复材 1", "控制 1"]
    cited = {f.code: [c.row_id for c in f.value.citations] for f in drawn.figures}
    assert cited["990200"] == ["M01", "M05"]
    assert drawn.headline.zh == "3 个市州中 3 个有在案产品,南港最多,4 个"
    assert drawn.headline.en.endswith("Nangang leads with 4 products")
    assert drawn.notice == Text("虚构轮廓,仅供测试", "Invented outlines, for tests only")


def test_where_nothing_is_made_nobody_leads(survey: Survey) -> None:
    drawn = maps.region_map(survey, "SHIP")
    assert drawn is not None
    assert drawn.figures == ()
    assert drawn.headline.zh == "3 个市州中 0 个有在案产品"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return workspace.copy_to(tmp_path / "town")


def test_places_that_make_as_much_share_the_lead(copy: Path) -> None:
    workspace.put(copy, "firm_products", 12, firm_id="F6")  # controllers, made in 西镇 now
    drawn = maps.region_map(open_workspace(copy).survey)
    assert drawn is not None
    assert drawn.headline.zh.endswith("东城、西镇、南港并列最多,3 个")
    assert drawn.headline.en.endswith("Dongcheng, Xizhen, Nangang share the lead with 3 products")


def test_a_workspace_without_outlines_has_no_map(copy: Path) -> None:
    (copy / "outlines.geojson").unlink()
    assert maps.region_map(open_workspace(copy).survey) is None


def test_rows_of_a_class_switched_off_are_on_no_map(copy: Path) -> None:
    with (copy / "lantu.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[confidence]\nuse_d = false\n")
    survey = open_workspace(copy).survey
    drawn = maps.region_map(survey)
    assert drawn is not None
    assert {f.code: f.value.value for f in drawn.figures} == {"990100": 3, "990200": 1, "990300": 3}
    edges = {(e.source, e.target) for e in maps.chain_panorama(survey, "WIND").edges}
    assert edges == {("P02", "P09"), ("P04", "P10"), ("P07", "P11"), ("P09", "P13")}


def test_dependence_stands_greatest_first_and_domestic_rates_turned(survey: Survey) -> None:
    drawn = maps.dependence_map(survey)
    assert [(bar.product, bar.share.value) for bar in drawn.bars] == [
        ("P07", 0.9),
        ("P04", 0.8),
        ("P08", 0.8),
    ]
    assert drawn.bars[2].what.zh == "中国 1 − 国产化率 2024"
    assert drawn.bars[0].state is State.BUILDING
    assert drawn.headline.zh == "在案依赖数字 3 条,其中 3 条达到或超过 80%"


def test_a_figure_that_warns_is_not_drawn(copy: Path) -> None:
    workspace.put(copy, "dependence", 2, note="口径不清,不宜引用")
    workspace.put(copy, "dependence", 3, note="另有 95% 口径")
    drawn = maps.dependence_map(open_workspace(copy).survey)
    assert [bar.product for bar in drawn.bars] == ["P07", "P08"]
    assert drawn.bars[0].share.caveats[0].zh == "原注:另有 95% 口径"
