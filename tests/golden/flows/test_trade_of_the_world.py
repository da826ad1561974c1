"""What the page on trade says of seven countries in 2011 is what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lantu.flows import dependence, trade
from unit.flows.national_tables import national_table, needs_national_tables
from unit.flows.world_tables import needs_world_tables, world_table

PAGE = Path(__file__).parents[3] / "docs" / "explain" / "trade-and-prices.md"
COUNTRIES = {
    "中国": "CHN",
    "德国": "DEU",
    "美国": "USA",
    "日本": "JPN",
    "韩国": "KOR",
    "卢森堡": "LUX",
    "俄罗斯": "RUS",
}
ROW = re.compile(r"^\| (\w+) ((?:\| \d\.\d{3} ){7})\|$", re.MULTILINE)


@needs_world_tables
def test_the_pages_table_of_trade() -> None:
    table = world_table(2011)
    shares = dict(zip(table.regions, dependence(table).vertical_share, strict=True))
    told = {row["region"]: row for row in trade(table).by_region().iter_rows(named=True)}
    shown = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert [name for name, _ in shown] == list(COUNTRIES)
    for name, figures in shown:
        row = told[COUNTRIES[name]]
        terms = [row[k] for k in ("dva", "ddc", "fva", "fdc", "vax", "reflection")]
        found = [shares[COUNTRIES[name]], *(term / row["exports"] for term in terms)]
        printed = [float(figure) for figure in figures.split("|")[1:]]
        assert printed == pytest.approx(found, abs=5.1e-4), name
        rounding = 2e-5  # in Luxembourg two sectors make -1, which is all rounding
        assert found[0] + found[1] == pytest.approx(1, abs=rounding)


@needs_national_tables
def test_the_pages_vertical_specialisation_of_china() -> None:
    years = [
        dependence(national_table(f"china_{y}_42")).vertical_share[0] for y in (2017, 2018, 2020)
    ]
    assert "、".join(f"{share:.3f}" for share in years) in PAGE.read_text(encoding="utf-8")
