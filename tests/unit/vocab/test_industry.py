from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from lantu.vocab.code_error import CodeError
from lantu.vocab.industry import (
    format_industry,
    in_industry,
    industry_path,
    is_industry,
    known_industries,
    parse_industry,
)

ROOT = Path(__file__).parents[3]
COLLECTED = ROOT / "../shared/data/gbt4754_2017/gbt4754_2017.csv"


def test_the_standard_has_this_many_of_each_rank() -> None:
    ranks = Counter(industry.rank for industry in known_industries().values())
    assert ranks == {"section": 20, "division": 97, "group": 473, "class": 1381}


def test_every_industry_has_its_parent() -> None:
    industries = known_industries()
    for industry in industries.values():
        assert (industry.parent in industries) == (industry.rank != "section")
        if industry.rank in {"group", "class"}:
            assert industry.parent == industry.code[:-1]


def test_the_table_is_the_collected_one() -> None:
    if not COLLECTED.exists():
        pytest.skip("the collected table of industries is not beside this checkout")
    with COLLECTED.open(encoding="utf-8", newline="") as lines:
        collected = {row["code"]: row["name"] for row in csv.DictReader(lines)}
    assert {i.code: i.name for i in known_industries().values()} == collected


def test_every_code_of_the_demonstration_is_known() -> None:
    path = ROOT / "src/lantu/facts/hubei/facts/products.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        codes = {row["industry_code"] for row in csv.DictReader(lines)} - {""}
    assert len(codes) > 20
    assert [code for code in sorted(codes) if not is_industry(code)] == []


def test_a_section_letter_may_stand_before_digits() -> None:
    assert parse_industry("C3976").name == "光电子器件制造"
    assert format_industry(parse_industry(" c39 ")) == "39"
    assert parse_industry("A").rank == "section"


def test_the_path_leads_from_the_section_down() -> None:
    assert [i.code for i in industry_path("3976")] == ["C", "39", "397", "3976"]
    assert in_industry("3976", "C")
    assert in_industry("39", "39")
    assert not in_industry("39", "3976")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "neither letter nor digits"),
        ("电子", "neither letter nor digits"),
        ("U", "neither letter nor digits"),
        ("3999", "399 is 其他电子设备制造"),
        ("99", "divisions run from 01 to 97"),
        ("D3976", "lies in section C"),
    ],
)
def test_a_wrong_code_is_refused(code: str, says: str) -> None:
    with pytest.raises(CodeError, match=says):
        parse_industry(code)
