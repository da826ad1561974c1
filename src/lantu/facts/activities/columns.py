"""What the columns of a list of activities hold, told by their headers or by the caller."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from lantu.errors import CallerError
from lantu.model.activity_matrix import AMOUNT
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.facts.fault import Spot
    from lantu.facts.findings import Findings

Part: TypeAlias = Literal[
    "place",
    "activity",
    "value",
    "period",
    "size",
    "population",
    "place_name",
    "place_name_en",
    "activity_name",
    "activity_name_en",
]
"""What a column holds. ``size`` is that of the place, where values are shares of it;
``population`` its people, which amounts may be set against."""

NEEDED: tuple[Part, ...] = ("place", "activity", "value")

CODES: tuple[Part, ...] = ("place", "activity", "period")
"""Columns that name a row."""

NUMBERS: tuple[Part, ...] = ("value", "size", "population")

OF_PLACES: tuple[Part, ...] = ("size", "population")
"""Columns whose figures belong to a place and a period, whatever the activity."""

NAMES: Mapping[Part, Part] = MappingProxyType(
    {
        "place_name": "place",
        "place_name_en": "place",
        "activity_name": "activity",
        "activity_name_en": "activity",
    }
)
"""Columns of names, and the codes they name."""

LABELS: Mapping[Part, Text] = MappingProxyType(
    {
        "place": Text("地区", "place"),
        "activity": Text("活动", "activity"),
        "value": Text("数值", "value"),
        "period": Text("时期", "period"),
        "size": Text("规模", "size"),
        "population": Text("人口", "population"),
        "place_name": Text("地区名称", "place_name"),
        "place_name_en": Text("地区英文名称", "place_name_en"),
        "activity_name": Text("活动名称", "activity_name"),
        "activity_name_en": Text("活动英文名称", "activity_name_en"),
    }
)
"""What lantu itself calls each column."""

HEADERS: Mapping[Part, tuple[str, ...]] = MappingProxyType(
    {
        "place": (
            "地区", "地点", "地区代码", "区域", "省份", "省", "城市", "地市", "市州", "州市", "国家", "place",
            "region", "province", "city", "country", "country_code", "country_iso_code", "location",
        ),
        "activity": (
            "活动", "产业", "行业", "行业代码", "产品", "产品代码", "商品编码", "部门", "技术", "技术领域",
            "activity", "industry", "product", "product_code", "sector", "tech", "technology",
        ),
        "value": (
            "数值", "数额", "金额", "出口额", "就业", "就业人数", "从业人员", "从业人数", "企业数",
            "专利数", "产值", "营业收入", "value", "amount", "export_value", "exports",
            "employment", "firms", "patents", "count",
        ),
        "period": ("时期", "年份", "年度", "年", "period", "year"),
        "size": ("规模", "权重", "size", "weight"),
        "population": ("人口", "常住人口", "population"),
        "place_name": ("地区名称", "place_name", "region_name", "country_name"),
        "place_name_en": ("地区英文名称", "place_name_en"),
        "activity_name": (
            "活动名称", "产业名称", "行业名称", "产品名称", "activity_name", "industry_name",
            "product_name",
        ),
        "activity_name_en": ("活动英文名称", "activity_name_en"),
    }
)  # fmt: skip
"""Headers that are known, capitals aside."""


MEASURES: Mapping[str, Text] = MappingProxyType(
    {
        **dict.fromkeys(("出口额", "export_value", "exports"), Text("出口额", "exports")),
        **dict.fromkeys(
            ("从业人数", "就业", "就业人数", "从业人员", "employment"),
            Text("从业人数", "persons employed"),
        ),
        **dict.fromkeys(("企业数", "firms"), Text("企业数", "firms")),
        **dict.fromkeys(("专利数", "patents"), Text("专利数", "patents")),
        "产值": Text("产值", "output"),
        "营业收入": Text("营业收入", "revenue"),
    }
)
"""What is counted, where the header of the values says it."""

_UNIT = re.compile(r"(.*\S)\s*[(（]\s*(\S.*?)\s*[)）]")


def _parted(header: str) -> tuple[str, str]:
    """A header as it is known, and the unit in its brackets: ``出口额（万元）``."""
    found = _UNIT.fullmatch(header.strip())
    name, unit = (found[1], found[2]) if found else (header.strip(), "")
    return name.lower(), unit


def measure_of(header: str) -> tuple[Text, str]:
    """What a header of values says is counted, and in which unit; ``""`` where in none."""
    name, unit = _parted(header)
    return MEASURES.get(name, AMOUNT), unit


def spoken_columns(given: Sequence[str]) -> Mapping[Part, str]:
    """``place=czone`` and the like, as a person types them, by part.

    Raises:
        CallerError: There is no such part, or no equals sign.
    """
    found: dict[Part, str] = {}
    for each in given:
        part, sign, header = each.partition("=")
        known = {name: name for name in get_args(Part)}
        if not (sign and header.strip() and part.strip() in known):
            raise CallerError(
                f"--columns {each} names no column",
                hint=f"write PART=HEADER; parts are {', '.join(known)}",
            )
        found[known[part.strip()]] = header.strip()
    return found


def placed(
    header: Sequence[str], given: Mapping[Part, str], spot: Spot, findings: Findings
) -> dict[Part, str]:
    """The header of each part that is there; what the caller names goes before what is known.

    Faults are noted: a header that is not there, and two that hold the same.
    """
    found: dict[Part, str] = {}
    for part, name in given.items():
        if name in header:
            found[part] = name
        else:
            findings.add("activities.column_unknown", spot, name, known="、".join(header))
    for part in get_args(Part):
        if part in given:
            continue
        fitting = [
            name
            for name in header
            if _parted(name)[0] in HEADERS[part] and name not in found.values()
        ]
        if len(fitting) > 1:
            findings.add("activities.column_twice", spot, fitting[0], other=fitting[1])
        if fitting:
            found[part] = fitting[0]
    return found
