from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from lantu.vocab.code_error import CodeError
from lantu.vocab.unit import (
    Quantity,
    conversion_factor,
    convert,
    format_unit,
    is_unit,
    parse_unit,
)

FACTS = Path(__file__).parents[3] / "src/lantu/facts/hubei/facts"


def test_every_unit_of_the_demonstration_is_known() -> None:
    units = set()
    for path in sorted(FACTS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            units |= {row["unit"] for row in csv.DictReader(lines) if row.get("unit")}
    assert len(units) > 35
    assert [unit for unit in sorted(units) if not is_unit(unit)] == []


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("万亿元", "亿元", 10_000),
        ("亿元", "万元", 10_000),
        ("亿美元", "万美元", 10_000),
        ("亿吨", "万吨", 10_000),
        ("万吨/年", "吨/年", 10_000),
        ("万片/月", "万片/年", 12),
        ("万吨/季", "吨/月", Fraction(10_000, 3)),
        ("%", "比值", Fraction(1, 100)),
        ("万千瓦", "MW", 10),
        ("亿千瓦时", "GWh", 100),
        ("EFLOPS", "PFLOPS", 1000),
        ("个/万人", "个/人", Fraction(1, 10_000)),
        ("千克", "公斤", 1),
        ("亩", "公顷", Fraction(1, 15)),
        ("万只", "万个", 1),
        ("万套/日", "套/小时", Fraction(10_000, 24)),
        ("吨标准煤/万元", "吨标准煤/亿元", 10_000),
    ],
)
def test_conversion_is_exact(source: str, target: str, factor: Fraction | int) -> None:
    assert conversion_factor(source, target) == factor


@pytest.mark.parametrize(
    ("source", "target", "says"),
    [
        ("亿美元", "亿元", "rate of exchange"),
        ("万美元/吨", "万元/吨", "rate of exchange"),
        ("吨/日", "吨/年", "how many days a year"),
        ("家", "辆", "organisations, not vehicles"),
        ("吨", "吨/年", "mass, not mass/months"),
        ("个百分点", "%", "percentage points, not share"),
    ],
)
def test_other_dimensions_are_refused(source: str, target: str, says: str) -> None:
    with pytest.raises(CodeError, match=says):
        conversion_factor(source, target)


@pytest.mark.parametrize(
    "code", ["", "斤斤", "万%", "万rank", "亿GWh", "吨/", "/年", "吨/年/月", "万", "万万吨"]
)
def test_what_is_no_unit_is_refused(code: str) -> None:
    with pytest.raises(CodeError, match="expected a unit such as"):
        parse_unit(code)
    assert not is_unit(code)


def test_full_width_signs_are_narrowed() -> None:
    assert format_unit(parse_unit("％")) == "%"
    assert parse_unit("万吨／年").code == "万吨/年"


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("亿元", "亿元", "100 million yuan"),
        ("万吨/年", "万吨/年", "10,000 t per year"),
        ("家", "家", "organisations"),
        ("个/万人", "个/万人", "units per 10,000 persons"),
        ("rank", "名次", "rank"),
    ],
)
def test_a_unit_is_said_in_both_languages(code: str, zh: str, en: str) -> None:
    assert (parse_unit(code).label.zh, parse_unit(code).label.en) == (zh, en)


def test_a_value_keeps_its_type() -> None:
    assert convert(Decimal("6.001297"), "万亿元", "亿元") == Decimal("60012.97")
    assert convert(Fraction(1, 3), "吨", "千克") == Fraction(1000, 3)
    assert convert(0.1, "万辆", "辆") == 1000.0
    assert str(convert(Decimal(1), "吨/年", "吨/月")) == "0.08333333333333333333333333333"


def test_a_quantity_converts() -> None:
    quantity = Quantity(value=Decimal("1.3"), unit=parse_unit("万个"))
    assert quantity.to("个") == Quantity(value=Decimal(13000), unit=parse_unit("个"))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        convert(value, "吨", "千克")
    with pytest.raises(ValueError, match="finite value"):
        Quantity(value=Decimal(value), unit=parse_unit("吨"))
