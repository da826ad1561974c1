from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lantu.vocab.code_error import CodeError
from lantu.vocab.place_name import short_names
from lantu.vocab.region import (
    city_of,
    format_region,
    is_region,
    known_regions,
    parse_region,
    province_of,
    region_by_name,
    within,
)

DIVISIONS = Path(__file__).parents[3] / "../shared/data/hubei_geo/gbt2260_divisions.csv"
HUBEI = Path(__file__).parents[3] / "src/lantu/facts/hubei/facts"


def test_every_region_hangs_under_one_of_the_level_above() -> None:
    above = {"prefecture": "province", "county": "prefecture"}
    regions = known_regions()
    assert len(regions) == 3661
    for region in regions.values():
        if region.level == "province":
            assert region.parent == ""
        else:
            assert regions[region.parent].level == above[region.level]
    assert list(regions) == sorted(regions)


def test_the_table_is_the_collected_one_with_its_mends() -> None:
    if not DIVISIONS.exists():
        pytest.skip("the collected table of divisions is not beside this checkout")
    with DIVISIONS.open(encoding="utf-8", newline="") as lines:
        collected = {row["adcode"]: row["name"] for row in csv.DictReader(lines)}
    ours = {code: region.name for code, region in known_regions().items()}
    assert {c for c, name in ours.items() if collected.get(c) != name} == {
        *("110100", "120100", "310100", "500100", "500200"),
        *("419000", "429000", "469000", "659000"),
    }
    assert set(collected) <= set(ours)


def test_hubei_has_seventeen_units_of_prefecture_level() -> None:
    units = {city_of(c).code for c in known_regions() if c[:2] == "42"} - {"420000"}
    with (HUBEI / "cities.csv").open(encoding="utf-8", newline="") as lines:
        cities = {row["city_code"]: row["name_zh"] for row in csv.DictReader(lines)}
    assert units == set(cities)
    assert {code: parse_region(code).short_name for code in units} == cities


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("武汉", "420100"),
        ("武汉市", "420100"),
        ("湖北", "420000"),
        ("恩施", "422800"),
        ("恩施州", "422800"),
        ("恩施市", "422801"),
        ("神农架", "429021"),
        ("内蒙古", "150000"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("海南州", "632500"),
        ("香港", "810000"),
        ("随县", "421321"),
        ("湖北省武汉市洪山区", "420111"),
        ("湖北恩施", "422800"),
        ("北京朝阳区", "110105"),
        ("吉林吉林", "220200"),
        (" 武汉 ", "420100"),
    ],
)
def test_people_call_a_place_by_many_names(name: str, code: str) -> None:
    assert region_by_name(name).code == code


def test_a_name_of_several_places_is_refused_with_all_of_them() -> None:
    with pytest.raises(CodeError, match="110105 北京市朝阳区, 220104 吉林省长春市朝阳区"):
        region_by_name("朝阳区")
    assert region_by_name("朝阳区", within="110000").code == "110105"


@pytest.mark.parametrize("name", ["光谷", "", "市辖区", "武汉朝阳区", "湖北省"])
def test_what_is_no_place_there_is_refused(name: str) -> None:
    with pytest.raises(CodeError, match="no region has it"):
        region_by_name(name, within="420100")


def test_a_place_lies_in_itself_and_in_those_above() -> None:
    assert within("420111", "420100")
    assert within("420111", "420000")
    assert within("429005", "420000")
    assert within("420100", "420100")
    assert not within("420000", "420100")
    assert not within("110105", "420000")
    assert within("500229", "500000")


@pytest.mark.parametrize(
    ("code", "city"),
    [
        ("420111", "420100"),
        ("429005", "429005"),
        ("310115", "310000"),
        ("500229", "500000"),
        ("420000", "420000"),
        ("429000", "420000"),
        ("659001", "659001"),
    ],
)
def test_a_map_draws_a_region_in_its_prefecture_level_unit(code: str, city: str) -> None:
    assert city_of(code).code == city


def test_the_province_of_a_county() -> None:
    assert province_of("420111").name == "湖北省"


def test_a_code_parses_and_formats_back() -> None:
    assert format_region(parse_region(" ４２０１００ ")) == "420100"
    assert is_region("420100")
    assert not is_region("420199")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("4201", "not six digits"),
        ("武汉", "not six digits"),
        ("421023", "421000 is 湖北省荆州市"),
        ("429999", "no such region"),
        ("424200", "420000 is 湖北省"),
        ("990000", "no province has the digits 99"),
    ],
)
def test_a_wrong_code_is_refused_with_what_is_near(code: str, says: str) -> None:
    with pytest.raises(CodeError, match=says):
        parse_region(code)


def test_short_names_lose_the_peoples_and_keep_two_characters() -> None:
    assert short_names("恩施土家族苗族自治州") == ("恩施", "恩施州")
    assert short_names("积石山保安族东乡族撒拉族自治县") == ("积石山",)
    assert short_names("东乡族自治县") == ("东乡",)
    assert short_names("新疆维吾尔自治区") == ("新疆",)
    assert short_names("鄂伦春自治旗") == ("鄂伦春",)
    assert short_names("忠县") == ("忠县",)
    assert min(len(short_names(r.name)[0]) for r in known_regions().values()) >= 1
