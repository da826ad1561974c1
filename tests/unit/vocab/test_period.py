from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from lantu.vocab.code_error import CodeError
from lantu.vocab.period import Period, PeriodKind, format_period, is_period, parse_period
from lantu.vocab.stretch import Stretch, read_stretch

FACTS = Path(__file__).parents[3] / "src/lantu/facts/hubei/facts"
COLUMNS = {"period", "start", "founded", "source_date", "status_date", "date"}


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def test_every_date_of_the_demonstration_round_trips() -> None:
    seen = set()
    for path in sorted(FACTS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                seen |= {row[column] for column in COLUMNS & set(row)} - {""}
    assert len(seen) > 200
    assert [text for text in sorted(seen) if format_period(parse_period(text)) != text] == []


@pytest.mark.parametrize(
    ("text", "start", "end", "zh", "en"),
    [
        ("2024", "2024-01-01", "2024-12-31", "2024年", "2024"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月", "February 2024"),
        ("2024-12", "2024-12-01", "2024-12-31", "2024年12月", "December 2024"),
        ("2024-03-05", "2024-03-05", "2024-03-05", "2024年3月5日", "5 March 2024"),
        ("2025H1", "2025-01-01", "2025-06-30", "2025年上半年", "H1 2025"),
        ("2025H2", "2025-07-01", "2025-12-31", "2025年下半年", "H2 2025"),
        ("2025Q4", "2025-10-01", "2025-12-31", "2025年第四季度", "Q4 2025"),
        (
            "2025-01/2025-08",
            "2025-01-01",
            "2025-08-31",
            "2025年1月至8月",
            "January to August 2025",
        ),
        ("2019/2021", "2019-01-01", "2021-12-31", "2019年至2021年", "2019 to 2021"),
        (
            "2025Q1/2025Q3",
            "2025-01-01",
            "2025-09-30",
            "2025年第一季度至第三季度",
            "Q1 to Q3 2025",
        ),
        ("2020前", "", "2019-12-31", "2020年以前", "before 2020"),
        ("未注明", "", "", "未注明", "not stated"),
        (
            "未注明(页面2023-02)",
            "",
            "2023-02-28",
            "未注明(页面2023年2月)",
            "not stated (page of February 2023)",
        ),
        ("project", "", "", "项目口径", "as the project states"),
        ("planned", "", "", "规划口径", "as planned"),
        ("design", "", "", "设计口径", "as designed"),
        ("2024(推断)", "2024-01-01", "2024-12-31", "2024年(推断)", "2024 (inferred)"),
    ],
)
def test_a_period_has_days_and_words(text: str, start: str, end: str, zh: str, en: str) -> None:
    period = parse_period(text)
    assert is_period(text)
    assert (period.start, period.end) == (day(start), day(end))
    assert (period.label().zh, period.label().en) == (zh, en)
    assert format_period(period) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2024年", "2024"),
        ("2024年3月", "2024-03"),
        ("2024年3月5日", "2024-03-05"),
        ("2025年上半年", "2025H1"),
        ("2025下半年", "2025H2"),
        ("2025年第四季度", "2025Q4"),
        ("2025年一季度", "2025Q1"),
        ("2025年2季度", "2025Q2"),
        ("2025年前三季度", "2025-01/2025-09"),
        ("2025年1—8月", "2025-01/2025-08"),
        ("2025年1-8月", "2025-01/2025-08"),
        ("2025年1月至10月", "2025-01/2025-10"),
        ("2020年以前", "2020前"),
        ("2020之前", "2020前"),
        ("2024（推断）", "2024(推断)"),
        ("2024年 （推断）", "2024(推断)"),
        ("未注明（页面2023年2月）", "未注明(页面2023-02)"),
        (" 2024 ", "2024"),
    ],
)
def test_what_chinese_reports_write_is_read(text: str, canonical: str) -> None:
    assert format_period(parse_period(text)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024.10",
        "2024/",
        "/2024",
        "2024/2024",
        "2025-08/2025-01",
        "2024/2025-03",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "2025H3",
        "2025Q5",
        "2025年13月",
        "1850",
        "0000",
        "前",
        "未注明(页面)",
        "(推断)",
        "Project",
        "２０２４-1",
        "2024-03-05T00:00",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(CodeError, match="expected a period such as 2024, 2024-03"):
        parse_period(text)
    assert not is_period(text)


def test_the_latest_figure_comes_last() -> None:
    texts = ["2025-08", "2025", "2024(推断)", "2024", "project", "2020前", "2025-01/2025-08"]
    assert sorted(texts, key=lambda text: parse_period(text).sort_key) == [
        "project",
        "2020前",
        "2024",
        "2024(推断)",
        "2025-01/2025-08",
        "2025-08",
        "2025",
    ]


def test_an_intent_is_no_measurement() -> None:
    assert parse_period("planned").is_intent
    assert not parse_period("2024").is_intent


def test_records_that_make_no_sense_are_refused() -> None:
    year = read_stretch("2024")
    with pytest.raises(ValueError, match="dated period"):
        Period(kind=PeriodKind.DATED, first=year)
    with pytest.raises(ValueError, match="planned period"):
        Period(kind=PeriodKind.PLANNED, final=year)
    with pytest.raises(ValueError, match="before period"):
        Period(kind=PeriodKind.BEFORE, first=year, final=year)
    with pytest.raises(ValueError, match="no quarter begins"):
        Stretch(grain="quarter", start=dt.date(2024, 2, 1))
