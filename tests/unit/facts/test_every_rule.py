"""Every rule of the schema is broken once, on purpose, in a copy of the town."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import openpyxl
import polars as pl
import pytest

from lantu.errors import FactsError
from lantu.facts import Fault, check, load_schema, open_workspace
from town import workspace as town

Break = Callable[[Path], object]


@dataclass(frozen=True)
class Case:
    """What breaks a rule, and where the fault must be found: a cell, a row, a column, or ""."""

    broken: Break
    file: str
    place: str = ""


CASES: dict[str, Case] = {}


def case(rule: str, file: str, place: str = "") -> Callable[[Break], None]:
    def note(broken: Break) -> None:
        CASES[rule] = Case(broken, file, place)

    return note


def cell(rule: str, place: str, table: str, line: int, **cells: str) -> None:
    CASES[rule] = Case(
        lambda path: town.put(path, table, line, **cells), f"facts/{table}.csv", place
    )


def more(rule: str, place: str, table: str, line: int, **cells: str) -> None:
    CASES[rule] = Case(
        lambda path: town.add(path, table, line, **cells), f"facts/{table}.csv", place
    )


def settings(rule: str, row: str, text: str) -> None:
    CASES[rule] = Case(
        lambda path: (path / "lantu.toml").write_text(text, encoding="utf-8"), "lantu.toml", row
    )


def data(rule: str, place: str, name: str, content: bytes) -> None:
    CASES[rule] = Case(
        lambda path: (path / "facts" / name).write_bytes(content), f"facts/{name}", place
    )


def replaced(path: Path, table: str, suffix: str, content: bytes) -> None:
    """Put another file in place of a table's CSV."""
    (path / "facts" / f"{table}.csv").unlink()
    (path / "facts" / f"{table}{suffix}").write_bytes(content)


def workbook(table: str, edit: Callable[[Any], object], title: str = "Sheet1") -> Break:
    """The town with one table as a workbook, edited."""

    def broken(path: Path) -> None:
        rows = town.rows(path, table)
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = title
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([value or None for value in row.values()])
        edit(book)
        target = io.BytesIO()
        book.save(target)
        replaced(path, table, ".xlsx", target.getvalue())

    return broken


def sheet_case(rule: str, place: str, edit: Callable[[Any], object]) -> None:
    CASES[rule] = Case(workbook("indicators", edit), "facts/indicators.xlsx[Sheet1]", place)


def on_sheet(edit: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda book: edit(book.active)


def assign(address: str, value: object) -> Callable[[Any], object]:
    return on_sheet(lambda sheet: sheet.__setitem__(address, value))


# the workspace and its settings

CASES["workspace.no_settings"] = Case(lambda p: (p / "lantu.toml").unlink(), "lantu.toml")
CASES["workspace.no_facts"] = Case(lambda p: shutil.rmtree(p / "facts"), "facts")
CASES["settings.encoding"] = Case(
    lambda p: (p / "lantu.toml").write_bytes("[workspace]\n# 东山省".encode("gb18030")),
    "lantu.toml",
    "2",
)
TOWN = '[workspace]\nname_zh = "东山省"\nregion = "990000"\n'
settings("settings.syntax", "2", "[workspace]\nname_zh = 东山\n")
settings("settings.unknown_key", "4", TOWN + 'colour = "red"\n')
settings("settings.type", "5", TOWN + '[confidence]\na = "high"\n')
settings("settings.range", "5", TOWN + "[confidence]\na = 1.5\n")
settings("settings.order", "5", TOWN + "[confidence]\nb = 0.99\n")
settings("settings.missing", "", '[workspace]\nname_zh = "东山省"\n')
settings("settings.region", "3", '[workspace]\nname_zh = "东山省"\nregion = "429999"\n')

# files


@case("file.not_regular", "facts/sources.csv")
def _(path: Path) -> None:
    (path / "facts" / "sources.csv").unlink()
    (path / "facts" / "sources.csv").mkdir()


@case("file.link_loop", "facts/sources.csv")
def _(path: Path) -> None:
    file = path / "facts" / "sources.csv"
    file.unlink()
    file.symlink_to(file)


@case("file.unreadable", "facts/sources.csv")
def _(path: Path) -> None:
    file = path / "facts" / "sources.csv"
    file.unlink()
    file.symlink_to(path / "nowhere")


@case("file.too_large", "facts/sources.csv")
def _(path: Path) -> None:
    os.truncate(path / "facts" / "sources.csv", (1 << 30) + 1)


data("file.two_for_table", "", "products.xlsx", b"")
data("file.unknown", "", "product.csv", b"")
data("file.format", "", "platforms.xls", b"")
data("file.no_header", "", "platforms.csv", b"\n\n")
CASES["table.missing"] = Case(lambda p: (p / "facts" / "links.csv").unlink(), "facts/links.csv")
data("table.no_rows", "", "platforms.csv", b"platform_id,name_zh,confidence\n")
data(
    "table.no_products",
    "",
    "products.csv",
    b"product_id,chain_id,stage,name_zh,confidence\n",
)

# CSV

CITIES = "city_code,name_zh\n990100,东城\n"
data("csv.gb18030", "", "cities.csv", CITIES.encode("gb18030"))
data("csv.utf16", "", "cities.csv", CITIES.encode("utf-16"))
data("csv.encoding", "2", "cities.csv", CITIES.encode()[:20] + b"\xff\xff" + b"\n" * 9)


@case("csv.declared", "facts/cities.csv")
def _(path: Path) -> None:
    text = (path / "lantu.toml").read_text(encoding="utf-8")
    (path / "lantu.toml").write_text(text + 'encoding = "gb18030"\n', encoding="utf-8")
    for file in (path / "facts").glob("*.csv"):
        file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    (path / "facts" / "cities.csv").write_bytes(b"city_code,name_zh\n\xff\xff\n")


data("csv.open_quote", "2", "cities.csv", b'city_code,name_zh\n990100,"East\n990200,West\n')
data("csv.stray_quote", "3", "cities.csv", b'city_code,name_zh\n990100,a\n990200,5" pipe\n')
data("csv.ragged", "3", "cities.csv", b"city_code,name_zh\n990100,a\n990200\n990300,c\n")
data("csv.separator", "1", "cities.csv", b"city_code;name_zh\n990100;a\n")

# headers

data("header.duplicate", "C1", "cities.csv", b"city_code,name_zh,name_zh\n990100,a,b\n")
data("header.blank", "C1", "cities.csv", b"city_code,name_zh,\n990100,a,b\n")
data("header.missing", "1", "cities.csv", b"city_code,name_zn\n990100,a\n")
data(
    "header.unknown",
    "C1",
    "cities.csv",
    "city_code,name_zh,mayor\n990100,东城,a\n990200,西镇,b\n990300,南港,c\n".encode(),
)
sheet_case("header.merged", "1", on_sheet(lambda s: s.merge_cells("A1:B1")))

# workbooks


@case("xlsx.damaged", "facts/cities.xlsx")
def _(path: Path) -> None:
    workbook("cities", lambda _: None)(path)
    file = path / "facts" / "cities.xlsx"
    file.write_bytes(file.read_bytes()[:-200])


@case("xlsx.locked", "facts/cities.xlsx")
def _(path: Path) -> None:
    replaced(path, "cities", ".xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


@case("xlsx.bomb", "facts/cities.xlsx")
def _(path: Path) -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(40):
            part.write(bytes(1 << 20))
    replaced(path, "cities", ".xlsx", packed.getvalue())


sheet_case("xlsx.far_cell", "", assign("XFD1048576", "x"))
CASES["xlsx.no_sheet"] = Case(
    workbook("indicators", lambda book: book.create_sheet("Sheet2")), "facts/indicators.xlsx"
)
CASES["xlsx.unknown_sheet"] = Case(
    workbook("indicators", lambda book: book.create_sheet("draft"), title="indicators"),
    "facts/indicators.xlsx[draft]",
)
sheet_case("xlsx.merged", "D3", on_sheet(lambda s: s.merge_cells("D3:D4")))
sheet_case("xlsx.formula", "H2", assign("H2", "=1000*1"))


@case("xlsx.error_cell", "facts/indicators.xlsx[Sheet1]", "H2")
def _(path: Path) -> None:
    def edit(book: Any) -> None:
        book.active["H2"] = "#N/A"
        book.active["H2"].data_type = "e"

    workbook("indicators", edit)(path)


def _date(address: str, day: str) -> Callable[[Any], object]:
    return assign(address, dt.date.fromisoformat(day))


sheet_case("xlsx.date_cell", "G2", _date("G2", "2024-10-01"))
sheet_case("xlsx.date_first", "L2", _date("L2", "2024-10-01"))
sheet_case("xlsx.number_cell", "C2", assign("C2", 990000))
sheet_case("xlsx.true_cell", "F2", assign("F2", value=True))

# Parquet


@case("parquet.damaged", "facts/cities.parquet")
def _(path: Path) -> None:
    replaced(path, "cities", ".parquet", b"PAR1" + bytes(64) + b"PAR1")


@case("parquet.too_many", "facts/cities.parquet")
def _(path: Path) -> None:
    packed = io.BytesIO()
    codes = pl.repeat("990100", 10_000_001, eager=True)
    pl.DataFrame({"city_code": codes, "name_zh": codes}).write_parquet(packed)
    replaced(path, "cities", ".parquet", packed.getvalue())


@case("parquet.type", "facts/cities.parquet", "city_code")
def _(path: Path) -> None:
    packed = io.BytesIO()
    pl.DataFrame({"city_code": [990100], "name_zh": ["东城"]}).write_parquet(packed)
    replaced(path, "cities", ".parquet", packed.getvalue())


# cells

cell("cell.control", "F3", "indicators", 3, indicator_zh="产\x0b值")
cell("cell.replacement", "E2", "products", 2, name_zh="铁矿\ufffd")
cell("cell.too_long", "M2", "indicators", 2, note="长" * 32_768)
cell("cell.blanks", "A2", "indicators", 2, row_id=" D1")
cell("cell.blanks_in_text", "M2", "indicators", 2, note="见来源 ")
cell("cell.missing", "E2", "products", 2, name_zh="")
cell("cell.id", "A2", "indicators", 2, row_id="D1;D9")
cell("cell.number", "H2", "indicators", 2, value="1,000")
cell("cell.below", "F2", "firm_products", 2, value="-3")
cell("cell.unit", "I2", "indicators", 2, unit="元宝")
cell("cell.period", "G2", "indicators", 2, period="去年")
cell("cell.date", "L2", "indicators", 2, source_date="2025-01/2025-03")
cell("cell.region", "C2", "indicators", 2, region_code="429999")
cell("cell.industry", "G2", "products", 2, industry_code="9999")
cell("cell.hs", "M2", "products", 2, hs_code="77")
cell("cell.country", "D2", "firms", 2, country="China")
cell("cell.code", "I2", "firms", 2, ticker="60 0000")
cell("cell.flag", "H2", "products", 2, sei_flag="是")
cell("cell.word", "D2", "products", 2, stage="上游")
cell("cell.url", "K2", "indicators", 2, source_url="www.example.com")


@case("cell.credit_code", "facts/firms.csv", "P2")
def _(path: Path) -> None:
    rows = town.rows(path, "firms")
    town.write(
        path,
        "firms",
        [{**row, "credit_code": "914200001000000000"} for row in rows[:1]]
        + [{**row, "credit_code": ""} for row in rows[1:]],
    )


# between rows and tables

more("key.duplicate", "A5", "indicators", 2, row_id="D1", indicator="gdp2")
cell("reference.unknown", "B2", "firm_products", 2, firm_id="F9")
cell("city.mismatch", "F2", "firms", 2, city="西镇")
cell("region.mismatch", "H2", "firms", 2, in_region="0")
cell("province.unknown", "E9", "firms", 9, province="折江", city="", city_code="")
cell("alternative.no_group", "F7", "links", 7, alt_group="")
cell("alternative.stray_group", "F2", "links", 2, alt_group="P02:ore")
cell("alternative.single", "F7", "links", 7, alt_group="P10:other")
cell("metric.no_value", "F2", "firm_products", 2, value="", unit="")
cell("metric.no_name", "E2", "firm_products", 2, metric="")
cell("metric.unknown", "E2", "firm_products", 2, metric="happiness")
cell("value.no_unit", "G2", "firm_products", 2, unit="")
cell("share.unit", "G2", "firm_products", 2, unit="亿元")
cell("share.range", "F2", "firm_products", 2, value="130")
more("link.duplicate", "21", "links", 2, link_id="K20")
cell("link.self", "C2", "links", 2, output_product="P01")
cell("link.cycle", "C20", "links", 20, role="material")
cell("source.missing", "G4", "links", 4, source_url="")
cell("source.unknown", "K2", "indicators", 2, source_url="https://elsewhere.example")
CASES["source.no_table"] = Case(
    lambda p: (p / "facts" / "sources.csv").unlink(),
    "facts/sources.csv",
)
more("source.repeated", "B8", "sources", 2, source_key="plan2")
cell("absent.unsigned", "N8", "products", 8, confirmed_by="")
cell(
    "absent.made",
    "N3",
    "products",
    3,
    confirmed_absent="A",
    confirmed_by="某处",
    confirmed_on="2025",
)
cell("evidence.stale", "K3", "products", 3, region_evidence="B")
cell("buyer.missing", "D4", "supply_relations", 4, buyer_name_zh="")
CASES["outlines.damaged"] = Case(
    lambda p: (p / "outlines.geojson").write_text(json.dumps({"features": [{}]})),
    "outlines.geojson",
)

ELSEWHERE = {
    "quarantine.refers",  # a row set aside: test_quarantine.py
    "csv.unreadable",  # guards against a library that refuses what the scan lets through
    "cell.above",  # no column has a greatest number yet
}


def test_every_rule_has_a_case() -> None:
    assert set(CASES) | ELSEWHERE == set(load_schema().rules)


def test_the_town_itself_breaks_no_rule() -> None:
    assert check(town.PATH).faults == ()


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_broken_rule_is_found_where_it_is_broken(rule: str, tmp_path: Path) -> None:
    CASES[rule].broken(town.copy_to(tmp_path))

    if load_schema().rules[rule].severity == "error":
        with pytest.raises(FactsError) as caught:
            open_workspace(tmp_path)
        faults = cast("tuple[Fault, ...]", caught.value.faults)
    else:
        faults = open_workspace(tmp_path).warnings

    found = next(fault for fault in faults if fault.rule == rule)
    assert found.file == CASES[rule].file
    assert CASES[rule].place in (found.cell, str(found.row or found.column))
    assert found.say("zh") != found.say("en") == str(found)
    assert "{" not in found.expected.zh + found.expected.en + found.hint.zh + found.hint.en
