"""What the columns of a list of activities hold, told by their headers or by the caller."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from lantu.errors import CallerError
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
    "place_name",
    "place_name_en",
    "activity_name",
    "activity_name_en",
]
"""What a column holds. ``size`` is that of the place, where values are shares of it."""

NEEDED: tuple[Part, ...] = ("place", "activity", "value")

CODES: tuple[Part, ...] = ("place", "activity", "period")
"""Columns that name a row."""

NUMBERS: tuple[Part, ...] = ("value", "size")

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
            "地区", "地点", "地区代码", "区域", "省份", "省", "城市", "市州", "国家", "place",
            "region", "province", "city", "country", "country_code", "location",
        ),
        "activity": (
            "活动", "产业", "行业", "行业代码", "产品", "产品代码", "部门", "技术", "技术领域",
            "activity", "industry", "product", "product_code", "sector", "tech", "technology",
        ),
        "value": (
            "数值", "数额", "金额", "出口额", "就业", "就业人数", "从业人员", "企业数", "专利数",
            "产值", "营业收入", "value", "amount", "export_value", "exports", "employment",
            "firms", "patents", "count",
        ),
        "period": ("时期", "年份", "年度", "年", "period", "year"),
        "size": ("规模", "人口", "size", "population"),
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
        fitting = [h for h in header if h.lower() in HEADERS[part] and h not in found.values()]
        if len(fitting) > 1:
            findings.add("activities.column_twice", spot, fitting[0], other=fitting[1])
        if fitting:
            found[part] = fitting[0]
    return found
