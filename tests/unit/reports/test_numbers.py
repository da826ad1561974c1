from __future__ import annotations

import pytest

from lantu.reports import numbers
from lantu.vocab.text import Text

T = numbers.THIN
HARD = numbers.HARD_SPACE
YI = Text("亿元", "100 million yuan")
FIRMS = Text("家", "firms")
TONNES = Text("t/a", "t/a")
WAN = Text("万吨", "10 kt")
SHARE = Text("%", "%")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (7, "7", "7"),
        (0.123456, "0.123", "0.123"),
        (0.5, "0.5", "0.5"),
        (0.00012345, "0.000123", "0.000123"),
        (1e-12, "0.000000000001", "0.000000000001"),
        (14.57, "14.6", "14.6"),
        (999.96, "1000", "1000"),
        (7441.7, "7442", "7442"),
        (-7441.7, "−7442", "−7442"),
        (60012.97, f"60{T}013", f"60{T}013"),
        (99999, f"99{T}999", f"99{T}999"),
        (100000, "10万", f"100{T}k"),
        (123456, "12.3万", f"123{T}k"),
        (99_999_999, "1亿", f"100{T}M"),
        (123_456_789, "1.23亿", f"123{T}M"),
        (4.56e12, "4.56万亿", f"4.56{T}T"),
        (-2.5e9, "−25亿", f"−2.5{T}G"),
        (5e16, f"50{T}000万亿", f"50{T}000{T}T"),
    ],
)
def test_a_conclusion_keeps_three_digits_and_every_whole_one(
    value: float, zh: str, en: str
) -> None:
    assert numbers.number(value, "zh") == zh
    assert numbers.number(value, "en") == en


@pytest.mark.parametrize(
    ("value", "said"), [(0.125, "0.12"), (0.135, "0.14"), (2.5, "2"), (3.5, "4")]
)
def test_halves_go_to_the_even_digit(value: float, said: str) -> None:
    assert numbers.number(value, digits=2 if value < 1 else 1) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(60012.97, f"60{T}012.97"), (0.6969, "0.6969"), (123456.0, "12.3456万"), (12, "12")],
)
def test_a_sources_own_figure_keeps_every_digit(value: float, said: str) -> None:
    assert numbers.number(value, digits=None) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (1, "100%"), (0.5, "50%"), (0.085, "8.5%"), (0.97654, "97.7%"),
     (0.99961, ">99.9%"), (0.0004, "0.04%"), (1.25, "125%"), (-0.031, "−3.1%")],
)  # fmt: skip
def test_shares_read_as_percentages(share: float, said: str) -> None:
    assert numbers.percent(share) == said


def test_a_share_of_a_source_keeps_its_digits() -> None:
    assert numbers.percent(0.6969, digits=None) == "69.69%"


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (12.0, FIRMS, "12家", f"12{HARD}firms"),
        (7441.7, YI, "7442亿元", f"7442{HARD}100 million yuan"),
        (300000.0, TONNES, f"30万{T}t/a", f"300{T}k{T}t/a"),
        (123456.0, WAN, f"123{T}456万吨", f"123{T}456{T}10 kt"),
        (91.0, SHARE, "91%", "91%"),
        (3.0, None, "3", "3"),
        (3.0, Text("", ""), "3", "3"),
    ],
)
def test_units_follow_as_each_language_sets_them(
    value: float, unit: Text | None, zh: str, en: str
) -> None:
    assert numbers.quantity(value, unit, "zh") == zh
    assert numbers.quantity(value, unit, "en") == en


def test_ranges_name_the_shared_sign_once() -> None:
    assert numbers.percent_range(0.62, 0.811) == "62–81.1%"
    assert numbers.percent_range(0.5, 0.5) == "50%"
    assert numbers.percent_range(0.5, 0.99999) == "50–>99.9%"
    assert numbers.number_range(0.1, 0.2) == "0.1–0.2"
    assert numbers.number_range(0.1, 0.1) == "0.1"


def test_ranks_are_places() -> None:
    assert numbers.rank(2, 4) == "2–4"
    assert numbers.rank(2.0, 2.0) == "2"
    assert numbers.rank(11) == "11"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_never_shown(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        numbers.number(value)
    with pytest.raises(ValueError, match="finite"):
        numbers.percent(value)
