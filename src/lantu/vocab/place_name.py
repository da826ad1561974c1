"""Short names of places: 武汉市 is called 武汉, 恩施土家族苗族自治州 is called 恩施 or 恩施州."""

from __future__ import annotations

import re

_ENDINGS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "旗",
)
_LEAGUES = {"自治州": "州", "地区": "地区", "盟": "盟"}
"""Ending of a prefecture to the ending people use with its short name."""

_PEOPLES = re.findall(
    r"\w+",
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各",
)
"""The 55 peoples after which autonomous units are named (GB/T 3304), and 各 of 各族."""

_PEOPLE_AT_END = re.compile(
    "(?<=..)(?:"
    + "|".join(f"{people}族?" if len(people) > 1 else f"{people}族" for people in _PEOPLES)
    + ")$"
)


def short_names(name: str) -> tuple[str, ...]:
    """Short forms of an official name, the shortest first; the name itself where none is shorter.

    Short forms keep two characters at least: 随县 stays 随县.
    """
    ending = next((e for e in _ENDINGS if name.endswith(e) and len(name) > len(e) + 1), "")
    stem = name.removesuffix(ending)
    if ending.startswith("自治"):
        stem = _without_peoples(stem)
    league = _LEAGUES.get(ending)
    return (stem, stem + league) if league else (stem,)


def _without_peoples(stem: str) -> str:
    while (shorter := _PEOPLE_AT_END.sub("", stem)) != stem:
        stem = shorter
    return stem.removesuffix("族") if len(stem) > 2 else stem  # noqa: PLR2004 - two characters stay
