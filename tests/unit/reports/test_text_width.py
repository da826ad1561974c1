from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantu.reports.text_width import longest_word, text_width, wrap

NAMES = st.text("光刻胶与(),。/ -abcW10GTEC芯片设备", min_size=0, max_size=24)


def test_a_chinese_character_is_one_em_and_latin_is_as_the_font_says() -> None:
    assert text_width("光芯屏", 10) == 30
    assert text_width("il", 1000) == pytest.approx(275 + 284)
    assert text_width("W", 1000) == 878


def test_a_short_name_stays_on_one_line() -> None:
    assert wrap("光纤", 40, 9.4) == ("光纤",)


def test_a_break_prefers_the_bracket_and_the_conjunction() -> None:
    assert wrap("精细金属掩膜版(FMM)", 76, 9.4) == ("精细金属", "掩膜版(FMM)")
    assert wrap("超快激光器(皮秒/飞秒)", 76, 9.4) == ("超快激光器", "(皮秒/飞秒)")
    assert wrap("三维闪存(3D NAND)芯片", 76, 9.4) == ("三维闪存", "(3D NAND)芯片")
    assert wrap("预制棒沉积与拉丝设备", 76, 9.4) == ("预制棒沉积", "与拉丝设备")


def test_a_break_spares_the_word() -> None:
    assert wrap("高功率半导体激光芯片", 76, 9.4) == ("高功率半导体", "激光芯片")


def test_english_breaks_between_words() -> None:
    assert wrap("Submarine optical cable", 94, 9.4) == ("Submarine", "optical cable")


def test_a_word_wider_than_the_line_is_broken_and_kept_whole() -> None:
    lines = wrap("hexafluorophosphate", 40, 9.4)
    assert "".join(lines) == "hexafluorophosphate"
    assert all(text_width(line, 9.4) <= 40 for line in lines)


@given(NAMES, st.floats(24, 200))
def test_wrapping_loses_nothing_and_fits(name: str, width: float) -> None:
    lines = wrap(name, width, 9.4)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    for line in lines:
        assert text_width(line, 9.4) <= width
        assert line == line.rstrip()


@given(NAMES)
def test_no_line_starts_with_a_closing_mark(name: str) -> None:
    lines = wrap(name, max(longest_word(name, 10), 60), 10)
    assert all(line[0] not in "),。/-" for line in lines[1:] if line)


def test_the_longest_word_is_the_widest_run_without_a_break() -> None:
    assert longest_word("Lithium hexafluorophosphate", 10) == text_width("hexafluorophosphate", 10)
    assert longest_word("光刻", 10) == 10
    assert longest_word("", 10) == 0
