"""The town's models, checked by hand against its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.evidence.source import Source
from lantu.facts import open_workspace
from lantu.model.chain_graph import FIGURE_KINDS, NO_GRADE, NO_GROUP
from lantu.model.directory import FigureWords
from lantu.vocab.text import Text
from lantu.vocab.words import Activity, Essentiality, FirmRole, Grade, LinkRole
from town import workspace as town

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.model.chain_graph import ChainGraph
    from lantu.model.directory import Directory


@pytest.fixture(scope="module")
def graph() -> ChainGraph:
    return open_workspace(town.PATH).graph()


@pytest.fixture(scope="module")
def directory() -> Directory:
    return open_workspace(town.PATH).directory()


def test_chains_stand_in_the_order_of_their_rows(graph: ChainGraph) -> None:
    assert dict(graph.chain_names) == {
        "WIND": Text("风电装备", "Wind power equipment"),
        "SHIP": Text("船舶配套", "Ship parts"),
    }


def test_products_are_sorted_and_say_what_their_rows_say(graph: ChainGraph) -> None:
    products = graph.products
    assert products.ids.labels == tuple(f"P{number:02d}" for number in range(1, 16))
    assert products.names[6] == Text("主控芯片", "Control chip")
    assert products.classes[7] == "软件"
    assert products.segments[14] == "轴承"
    assert products.stages[13] == "downstream"
    assert [at for at in range(15) if products.outside_stated[at]] == [3, 6]
    assert products.confirmed_absent.tolist().count(NO_GRADE) == 14
    assert list(Grade)[products.confirmed_absent[6]] is Grade.B


def test_links_are_sorted_by_target_and_source(graph: ChainGraph) -> None:
    links, ids = graph.links, graph.products.ids.labels
    pairs = [(ids[t], ids[s]) for t, s in zip(links.target, links.source, strict=True)]
    assert pairs == sorted(pairs)
    assert len(links) == 19
    recycling = pairs.index(("P02", "P13"))
    assert links.returning.tolist() == [at == recycling for at in range(19)]
    assert list(LinkRole)[links.role[recycling]] is LinkRole.RECYCLING
    assert list(Essentiality)[links.essentiality[recycling]] is Essentiality.OPTIONAL


def test_alternatives_share_a_group_and_nothing_else_has_one(graph: ChainGraph) -> None:
    links, ids = graph.links, graph.products.ids.labels
    grouped = links.group != NO_GROUP
    assert links.group_names == ("P10:resin",)
    assert [ids[at] for at in links.source[grouped]] == ["P05", "P06"]
    assert set(links.group[grouped].tolist()) == {0}


def test_firms_know_their_place_and_standing(graph: ChainGraph) -> None:
    firms = graph.firms
    assert firms.ids.labels == ("F1", "F2", "F3", "F4", "F5", "F6", "X1", "X2", "X3")
    places = [990100, 990200, 990100, 990300, 990300, 990200, 0, 330100, 0]
    assert firms.place.tolist() == places
    assert firms.within(990000).tolist() == [True] * 6 + [False] * 3
    roles = [role for role, held in zip(FirmRole, firms.roles[0], strict=True) if held]
    assert roles == [FirmRole.CHAIN_MASTER, FirmRole.LEADER]
    assert firms.country[6:] == ("JP", "CN", "US")


def test_makers_are_sorted_by_product_and_firm(graph: ChainGraph) -> None:
    makers = graph.makers
    told = [
        (
            graph.products.ids.labels[p],
            graph.firms.ids.labels[f],
            list(Activity)[a].value,
            list(Grade)[g].value,
        )
        for p, f, a, g in zip(
            makers.product, makers.firm, makers.activity, makers.grade, strict=True
        )
    ]
    assert told == sorted(told, key=lambda row: row[:2])
    assert ("P10", "F4", "under_construction", "B") in told
    assert ("P07", "X2", "produces", "C") in told
    assert len(told) == 15


def test_figures_are_fractions_with_a_kind(graph: ChainGraph) -> None:
    figures, ids = graph.figures, graph.products.ids.labels
    told = [
        (
            ids[p],
            graph.firms.ids.labels[f] if f >= 0 else "",
            FIGURE_KINDS[k],
            round(float(v), 6) if has else None,
        )
        for p, f, k, v, has in zip(
            figures.product,
            figures.firm,
            figures.kind,
            figures.value,
            figures.has_value,
            strict=True,
        )
    ]
    assert told == [
        ("P02", "F2", "local_share", 0.3),
        ("P04", "", "outside_share", 0.8),
        ("P04", "X1", "outside_share", 0.6),
        ("P07", "", "import_dependence", 0.9),
        ("P07", "", "outside_dominance", None),
        ("P08", "", "domestic_rate", 0.2),
        ("P09", "", "local_share", 0.4),
        ("P09", "", "local_share", 0.45),
        ("P09", "F1", "local_share", 0.25),
        ("P10", "F4", "other", None),
    ]


def test_figure_words_follow_the_figures(graph: ChainGraph, directory: Directory) -> None:
    words = directory.figure_words
    assert len(words) == len(graph.figures)
    assert words[1] == FigureWords(
        Text("全球前三家份额", "share of the three largest suppliers"),
        Text("全球", "world"),
        "2023",
        "80 %",
    )
    assert words[4].value == ""
    assert words[9] == FigureWords(
        Text("规划产能", "planned capacity"), Text("", ""), "项目口径", "500 套/年"
    )


def test_a_row_can_be_cited_with_its_page(graph: ChainGraph) -> None:
    makers = graph.makers
    at = graph.products.ids.at("P09")
    cited = [makers.book.cite(int(r)) for r in makers.rows[makers.product == at]]
    assert [c.row_id for c in cited] == ["M04", "M15"]
    assert cited[0].reading == "东城轴承股份有限公司 生产 风机轴承；全球份额 25 %（2024）"
    assert (cited[0].table, cited[0].line, cited[0].grade) == ("firm_products", 5, Grade.B)
    assert cited[0].note == "年鉴口径"
    assert cited[0].source == Source(
        key="yearbook",
        url="https://stats.example/yearbook",
        date="2025-06-01",
        publisher="东山省统计局:2025 年鉴",
        host_type="official",
        safe_to_link=True,
    )


def test_a_row_without_a_page_has_no_source(graph: ChainGraph) -> None:
    links = graph.links
    cited = links.book.cite(int(links.rows[0]))
    assert (cited.row_id, cited.grade, cited.source) == ("K01", Grade.D, None)
    assert cited.reading == "特种钢 用到 铁矿石（原材料，必需）"


def test_a_repost_is_cited_and_not_linked(graph: ChainGraph) -> None:
    firms = graph.firms
    cited = firms.book.cite(int(firms.rows[firms.ids.at("F4")]))
    assert cited.source is not None
    assert cited.source.link is None
    assert cited.source.url == "http://repost.example/a/1"


def test_a_page_nobody_listed_is_cited_by_its_host_and_not_linked(tmp_path: Path) -> None:
    town.copy_to(tmp_path)
    town.put(tmp_path, "indicators", 2, source_url="https://elsewhere.example/x")
    source = open_workspace(tmp_path).directory().observations[0].citation.source
    assert source is not None
    assert (source.publisher, source.link) == ("elsewhere.example", None)


def test_the_directory_keeps_the_order_of_rows(directory: Directory) -> None:
    assert (directory.region, directory.region_name) == (990000, Text("东山省", "Dongshan"))
    assert [place.code for place in directory.places] == [990100, 990200, 990300]
    assert [platform.kind for platform in directory.platforms] == ["研究院", "专业园区"]
    assert [p.id for p in directory.projects] == ["J1", "J2", "J3"]
    assert [p.finished for p in directory.projects] == [False, True, False]
    assert [p.investment for p in directory.projects] == [12.0, 8.5, None]
    assert [s.buyer for s in directory.supplies] == ["F1", "F5", ""]
    assert [o.series for o in directory.observations] == ["indicators"] * 3 + ["infrastructure"] * 2
    assert [s.key for s in directory.sources] == [
        "chip", "fibre", "plan", "repost", "turbine", "yearbook",
    ]  # fmt: skip


def test_places_have_their_outlines(directory: Directory) -> None:
    east = directory.places[0]
    assert east.label_at == (1.5, 0.5)
    assert east.rings == (((1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 0.0)),)
    assert directory.map_notice == Text("虚构轮廓,仅供测试", "Invented outlines, for tests only")


@pytest.mark.parametrize(
    ("part", "reading"),
    [
        (
            "projects",
            "南港叶片项目（南港复材有限公司，南港）；总投资 12 亿元；500套/年；在建（2024-11）",
        ),
        ("platforms", "东城轴承研究院（省级，研究院，东城）"),
        ("supplies", "西镇特钢有限公司 向 东城轴承股份有限公司 供应 特种钢"),
        ("observations", "东山 全省 地区生产总值 1000 亿元（2024，同比 5.0%）"),
    ],
)
def test_every_part_reads_its_rows_out(directory: Directory, part: str, reading: str) -> None:
    assert getattr(directory, part)[0].citation.reading == reading


def test_a_confirmed_absence_says_who_confirmed_it(graph: ChainGraph) -> None:
    products = graph.products
    cited = products.book.cite(int(products.rows[6]))
    assert cited.reading == (
        "产品 主控芯片（风电装备，控制，上游）；有外部供应商记录；"
        "省经信厅装备处 2025-03-10 确认本地无企业生产"
    )


def test_arrays_cannot_be_written(graph: ChainGraph) -> None:
    with pytest.raises(ValueError, match="read-only"):
        graph.links.source[0] = 1
    assert graph.firms.roles.dtype == np.bool_


def test_an_optional_table_may_be_absent(tmp_path: Path) -> None:
    town.copy_to(tmp_path)
    required = {"chains", "products", "links", "firms", "firm_products", "cities"}
    for file in (tmp_path / "facts").iterdir():
        if file.stem not in required:
            file.unlink()
    (tmp_path / "outlines.geojson").unlink()
    workspace = open_workspace(tmp_path)
    directory = workspace.directory()
    assert (directory.projects, directory.observations, directory.sources) == ((), (), ())
    assert directory.map_notice is None
    assert len(workspace.graph().figures) == 4
    assert [f.rule for f in workspace.warnings] == ["source.no_table"]
