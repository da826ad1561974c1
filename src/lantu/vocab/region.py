"""Places by their codes (GB/T 2260): province, prefecture, county.

A code has six digits, two for each level; a level that is not used is ``00``. Units under
a province directly, such as 潜江 (429005), hang under a bracket unit (429000) that is no
place itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from lantu.vocab.code_error import CodeError
from lantu.vocab.place_name import short_names
from lantu.vocab.table_file import fold, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["province", "prefecture", "county"]
_LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")
_EXPECTED = "six digits of GB/T 2260, such as 420100 (武汉市)"
_MOST_NAMED = 5
_BRACKETS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""Names of units that only hold others together; no page means them by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One place.

    Attributes:
        code: Six digits.
        name: Full official name, such as 武汉市.
        level: Province, prefecture or county level.
        parent: Code of the unit above; empty for a province.
    """

    code: str
    name: str
    level: Level
    parent: str

    @property
    def short_name(self) -> str:
        """The name people use: 武汉, 恩施, 内蒙古."""
        return short_names(self.name)[0]

    @property
    def is_bracket(self) -> bool:
        """Whether the unit only holds others together (市辖区, 省直辖县级行政区划)."""
        return self.name in _BRACKETS


@cache
def known_regions() -> Mapping[str, Region]:
    """Every region by its code, in code order."""
    return MappingProxyType(
        {
            row["code"]: Region(
                code=row["code"],
                name=row["name"],
                level=cast("Level", row["level"]),
                parent=row["parent"],
            )
            for row in read_table("gbt2260")
        }
    )


def is_region(code: str) -> bool:
    """Whether ``code`` is the code of a known region."""
    return code in known_regions()


def parse_region(code: str) -> Region:
    """The region with ``code``.

    Raises:
        CodeError: Not six digits, or no such region.
    """
    text = fold(code)
    if not re.fullmatch("[0-9]{6}", text):
        raise CodeError("region code", code, "not six digits", expected=_EXPECTED)
    region = known_regions().get(text)
    if region is None:
        raise CodeError(
            "region code", code, "no such region", expected=_EXPECTED, hint=_nearest(text)
        )
    return region


def format_region(region: Region) -> str:
    """The code of ``region``; the other half of :func:`parse_region`."""
    return region.code


def province_of(code: str) -> Region:
    """The province ``code`` lies in; itself for a province.

    Raises:
        CodeError: No such region.
    """
    return parse_region(parse_region(code).code[:2] + "0000")


def city_of(code: str) -> Region:
    """The prefecture-level unit of a region, as provincial maps draw it.

    A county under a prefecture gives the prefecture; one directly under its province
    (潜江) gives itself; a district of a municipality (浦东新区) gives the municipality; a
    province gives itself.

    Raises:
        CodeError: No such region.
    """
    region = parse_region(code)
    if region.level == "province":
        return region
    above = parse_region(region.parent)
    if region.level == "prefecture":
        return above if region.is_bracket else region
    if not above.is_bracket:
        return above
    province = parse_region(above.parent)
    return province if province.name.endswith("市") else region


def within(code: str, area: str) -> bool:
    """Whether region ``code`` is region ``area`` or lies in it.

    Raises:
        CodeError: One of the two is no region.
    """
    inner, outer = parse_region(code), parse_region(area)
    return inner.code.startswith(_stem(outer))


def region_by_name(name: str, within: str | None = None) -> Region:
    """The region people mean by ``name``: full, short or path (武汉市, 武汉, 湖北省武汉市).

    Of several with one name the highest level is meant: 吉林 is the province.

    Args:
        name: The name.
        within: Code of a region to look in; None for all.

    Raises:
        CodeError: No region has the name, or several of one level have it.
    """
    text = fold(name)
    stem = _stem(parse_region(within)) if within else ""
    found = _named(text, stem)
    if len(found) > 1:
        raise CodeError(
            "region name",
            name,
            f"{len(found)} places have it",
            expected="a name that only one place has",
            hint="say which: " + ", ".join(f"{r.code} {_path(r)}" for r in found[:_MOST_NAMED]),
        )
    if not found:
        raise CodeError(
            "region name",
            name,
            "no region has it",
            expected="a full or short name in Chinese, such as 武汉市 or 武汉",
        )
    return found[0]


def _named(text: str, stem: str) -> list[Region]:
    """Regions called ``text`` under the code stem ``stem``, those of the highest level only."""
    found = [r for r in _by_name().get(text, ()) if r.code.startswith(stem)]
    found = found or [r for r in _named_by_path(text) if r.code.startswith(stem)]
    highest = min((_LEVELS.index(r.level) for r in found), default=0)
    return [r for r in found if r.level == _LEVELS[highest]]


def _named_by_path(text: str) -> list[Region]:
    found = {}
    for cut in range(2, len(text) - 1):
        below = _by_name().get(text[cut:], ())
        for above in _named(text[:cut], "") if below else ():
            inside = (r for r in below if r != above and r.code.startswith(_stem(above)))
            found.update({r.code: r for r in inside})
    return list(found.values())


@cache
def _by_name() -> Mapping[str, tuple[Region, ...]]:
    names: dict[str, list[Region]] = {}
    for region in known_regions().values():
        if not region.is_bracket:
            for name in dict.fromkeys((region.name, *short_names(region.name))):
                names.setdefault(name, []).append(region)
    return MappingProxyType({name: tuple(regions) for name, regions in names.items()})


def _stem(region: Region) -> str:
    """The digits of a code that its parts share: 42 of 420000, 4201 of 420100."""
    digits = {"province": 2, "prefecture": 4, "county": 6}[region.level]
    return region.code[:digits]


def _path(region: Region) -> str:
    """The name with the names above it, brackets left out: 湖北省武汉市洪山区."""
    above = _path(parse_region(region.parent)) if region.parent else ""
    return above if region.is_bracket else above + region.name


def _nearest(code: str) -> str:
    """What is known around an unknown code."""
    for digits in (4, 2):
        above = known_regions().get(code[:digits].ljust(6, "0"))
        if above:
            return (
                f"{above.code} is {_path(above)}; a code that was abolished must be replaced by "
                "the one in force"
            )
    return f"no province has the digits {code[:2]}"
