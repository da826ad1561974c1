from __future__ import annotations

import pytest

from lantu.reports.typography import typeset


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("有缺口,须补链;待核", "有缺口，须补链；待核"),
        ("共 174 个产品,另有 19 个", "共 174 个产品，另有 19 个"),
        ("共 174,另有 19 个", "共 174，另有 19 个"),
        ("要点:强链", "要点：强链"),
        ("强度 0.5,1 家", "强度 0.5,1 家"),
        ("长板,3 个", "长板，3 个"),
        ("光刻机(i-line/KrF)", "光刻机（i-line/KrF）"),
        ("2026(推断)", "2026（推断）"),
        ("InP(磷化铟) 衬底", "InP（磷化铟）衬底"),
        ("EDA, IP", "EDA, IP"),
        ("weights (A .95)", "weights (A .95)"),
        ("1,234 家", "1,234 家"),
        ("见 https://a.example/x?y=1,2 一页", "见 https://a.example/x?y=1,2 一页"),
        ("时间 10:30", "时间 10:30"),
        ("不等于“没有”,再核", "不等于“没有”，再核"),
        ("91%,三家", "91%，三家"),
        ("基站数(宏站):4.45", "基站数（宏站）：4.45"),
        ("三强(甲、乙)(2025)", "三强（甲、乙）（2025）"),
        ("", ""),
    ],
)
def test_marks_beside_chinese_are_full_width(typed: str, set_: str) -> None:
    assert typeset(typed) == set_


def test_setting_twice_changes_nothing_more() -> None:
    once = typeset("甲(乙),丙:丁;戊!己?")
    assert once == "甲（乙），丙：丁；戊！己？"
    assert typeset(once) == once
