"""The Hubei facts that travel with lantu."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lantu.facts import check, demo_path, load_schema, open_workspace

ORIGINAL = Path(__file__).parents[4] / "shared" / "data" / "hubei"
RENAMED = {
    "in_hubei": "in_region",
    "hubei_evidence": "region_evidence",
    "gb4754_2017": "industry_code",
    "investment_yi": "investment",
    "has_external_supplier": "outside_supplier",
}

TRANSLATED = {"products": {"segment_en"}, "chains": {"about_en"}}
"""Columns added so that the English pages are English."""


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.skipif(
    not ORIGINAL.is_dir(), reason="the collected Hubei facts are not beside the repository"
)
@pytest.mark.parametrize("table", list(load_schema().tables))
def test_the_demo_is_the_collected_fact_base_under_general_names(table: str) -> None:
    expected = [
        {
            RENAMED.get(name, name): "domestic_share_local"
            if (name, cell) == ("metric", "domestic_share_hubei")
            else cell
            for name, cell in row.items()
        }
        for row in rows(ORIGINAL, table)
    ]
    shipped = rows(demo_path() / "facts", table)
    assert [{name: row[name] for name in expected[0]} for row in shipped] == expected
    assert set(shipped[0]) - set(expected[0]) == TRANSLATED.get(table, set())


def test_every_segment_and_chain_of_the_demo_has_english_words() -> None:
    directory = open_workspace(demo_path()).directory()
    for _, name in (*directory.segments, *directory.chain_about):
        assert name.en.isascii()


def test_the_demo_has_no_fault_at_all() -> None:
    report = check(demo_path())
    assert report.faults == ()
    assert dict(report.rows) == {
        "chains": 5,
        "products": 276,
        "links": 718,
        "firms": 258,
        "firm_products": 471,
        "supply_relations": 26,
        "dependence": 46,
        "platforms": 25,
        "projects": 81,
        "infrastructure": 46,
        "indicators": 87,
        "cities": 17,
        "sources": 219,
    }


def test_the_demo_hashes_as_ever() -> None:
    assert open_workspace(demo_path()).content_hash == (
        "04a45e045c510cabbe511f489d5de52bde87e86b9a9fabf945528a9b77ee3fba"
    )


def test_a_project_is_finished_where_its_status_says_that_it_produces() -> None:
    finished = {p.status for p in open_workspace(demo_path()).directory().projects if p.finished}
    assert finished == {
        "一期建成",
        "一期已投产",
        "一期投产",
        "一期400万套低压锂电产线投产",
        "分期投产",
        "大规模商用",
        "已建成",
        "已建成(以企业公告为准)",
        "已投产",
        "已投产(葛店报道)",
        "已达设计产能",
        "开工(后已投用,见2026-01 锐科公告)",
        "投产",
        "投产(后更名超颖电子,2025-10 上市)",
        "整车量产搭载",
        "运营",
        "运行",
        "部分投产",
        "首批晶圆投产",
    }


def test_every_metric_of_the_demo_is_known_by_its_own_name() -> None:
    schema = load_schema()
    for table in ("dependence", "firm_products"):
        for row in rows(demo_path() / "facts", table):
            metric = schema.metric(row["metric"]) if row["metric"] else None
            assert not row["metric"] or (metric and metric.pattern == row["metric"])


def test_every_prefecture_has_an_outline() -> None:
    directory = open_workspace(demo_path()).directory()
    assert len(directory.places) == 17
    assert all(place.rings and place.label_at for place in directory.places)
    assert directory.map_notice is not None
