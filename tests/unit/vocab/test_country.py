from __future__ import annotations

import pytest

from lantu.vocab.country import country_name, province_in_english
from lantu.vocab.region import known_regions
from lantu.vocab.table_file import read_table
from lantu.vocab.text import Text


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("CN", "中国", "China"),
        ("JP", "日本", "Japan"),
        ("NL", "荷兰", "Netherlands"),
        ("US", "美国", "United States"),
        ("TW", "中国台湾", "Taiwan, China"),
        ("HK", "中国香港", "Hong Kong, China"),
        ("MO", "中国澳门", "Macao, China"),
    ],
)
def test_a_country_is_called_by_its_name(code: str, zh: str, en: str) -> None:
    assert country_name(code) == Text(zh, en)


def test_a_code_of_no_country_stays_a_code() -> None:
    assert country_name("XX") == Text("XX", "XX")


def test_every_code_of_iso_3166_is_there_once_in_order() -> None:
    codes = [row["code"] for row in read_table("countries")]
    assert len(codes) == 249
    assert codes == sorted(set(codes))
    assert all(len(code) == 2 and code.isupper() for code in codes)


def test_every_province_has_an_english_name() -> None:
    provinces = {code for code in known_regions() if code.endswith("0000")}
    assert provinces <= {row["code"] for row in read_table("provinces")}
    assert province_in_english("420100") == "Hubei"
    assert province_in_english("610100") == "Shaanxi"
    assert province_in_english("140100") == "Shanxi"
    assert province_in_english("990100") is None
