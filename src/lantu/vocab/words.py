"""The closed vocabularies of the facts and of the findings, each word with its label.

A word's value is what the tables carry; its label is what people read. The order of
each enumeration is the order in which its words are shown.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Stage(StrEnum):
    """Where a product stands in its chain."""

    UPSTREAM = "upstream"
    MIDSTREAM = "midstream"
    DOWNSTREAM = "downstream"


class ProductClass(StrEnum):
    """What a product is, in the programme's five classes and services."""

    MATERIAL = "材料"
    EQUIPMENT = "设备"
    SOFTWARE = "软件"
    PROCESS = "工艺"
    PRODUCT = "产品"
    SERVICE = "服务"


class LinkRole(StrEnum):
    """What an input is to the product that uses it."""

    MATERIAL = "material"
    COMPONENT = "component"
    EQUIPMENT = "equipment"
    SOFTWARE = "software"
    PROCESS = "process"
    INFRASTRUCTURE = "infrastructure"
    TECHNOLOGY = "technology"
    BYPRODUCT = "byproduct"
    RECYCLING = "recycling"


RETURN_FLOWS = frozenset({LinkRole.BYPRODUCT, LinkRole.RECYCLING})
"""Roles that run against the order of production; no analysis walks along them."""


class Essentiality(StrEnum):
    """Whether a product can be made without an input.

    All essential inputs are needed (AND); of an alternative group one is needed (OR);
    a missing optional input only degrades.
    """

    ESSENTIAL = "essential"
    ALTERNATIVE = "alternative"
    OPTIONAL = "optional"


class Activity(StrEnum):
    """What a firm does with a product."""

    PRODUCES = "produces"
    OPERATES = "operates"
    SUPPLIES = "supplies"
    UNDER_CONSTRUCTION = "under_construction"
    DEVELOPING = "developing"
    PLANNED = "planned"
    USES = "uses"


MAKING = frozenset({Activity.PRODUCES, Activity.OPERATES, Activity.SUPPLIES})
"""Activities that make a product present now."""

BUILDING = frozenset({Activity.UNDER_CONSTRUCTION, Activity.DEVELOPING, Activity.PLANNED})
"""Activities that may make it present later."""


class FirmRole(StrEnum):
    """A standing that a page gives a firm."""

    CHAIN_MASTER = "chain_master"
    SINGLE_CHAMPION = "single_champion"
    LEADER = "leader"
    LITTLE_GIANT = "little_giant"
    ANCHOR_PLANT = "anchor_plant"
    STARTUP = "startup"


class IndustryRole(StrEnum):
    """What part an industry plays in a region's economy."""

    ADVANTAGE = "advantage"
    TRADITIONAL = "traditional"
    EMERGING = "emerging"
    FUTURE = "future"
    ORDINARY = "ordinary"
    UNTOLD = "untold"


class Grade(StrEnum):
    """How good a row's evidence is; the table and ``docs/how-to`` say what earns each."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class State(StrEnum):
    """What a diagnosis says of one product in one region."""

    STRONG = "strong"
    WEAK = "weak"
    GAP = "gap"
    BUILDING = "building"
    UNKNOWN = "unknown"
    EXTENDABLE = "extendable"


LABELS: Mapping[StrEnum, Text] = MappingProxyType(
    {
        Stage.UPSTREAM: Text("上游", "upstream"),
        Stage.MIDSTREAM: Text("中游", "midstream"),
        Stage.DOWNSTREAM: Text("下游", "downstream"),
        ProductClass.MATERIAL: Text("材料", "material"),
        ProductClass.EQUIPMENT: Text("设备", "equipment"),
        ProductClass.SOFTWARE: Text("软件", "software"),
        ProductClass.PROCESS: Text("工艺", "process"),
        ProductClass.PRODUCT: Text("产品", "product"),
        ProductClass.SERVICE: Text("服务", "service"),
        LinkRole.MATERIAL: Text("原材料", "material"),
        LinkRole.COMPONENT: Text("部件", "component"),
        LinkRole.EQUIPMENT: Text("设备", "equipment"),
        LinkRole.SOFTWARE: Text("软件", "software"),
        LinkRole.PROCESS: Text("工序", "process"),
        LinkRole.INFRASTRUCTURE: Text("基础设施", "infrastructure"),
        LinkRole.TECHNOLOGY: Text("技术", "technology"),
        LinkRole.BYPRODUCT: Text("副产品", "by-product"),
        LinkRole.RECYCLING: Text("回收", "recycling"),
        Essentiality.ESSENTIAL: Text("必需", "essential"),
        Essentiality.ALTERNATIVE: Text("可替代", "alternative"),
        Essentiality.OPTIONAL: Text("可选", "optional"),
        Activity.PRODUCES: Text("生产", "produces"),
        Activity.OPERATES: Text("运营", "operates"),
        Activity.SUPPLIES: Text("供应", "supplies"),
        Activity.UNDER_CONSTRUCTION: Text("在建", "under construction"),
        Activity.DEVELOPING: Text("研发中", "developing"),
        Activity.PLANNED: Text("规划", "planned"),
        Activity.USES: Text("使用", "uses"),
        FirmRole.CHAIN_MASTER: Text("链主企业", "chain master"),
        FirmRole.SINGLE_CHAMPION: Text("制造业单项冠军", "single champion"),
        FirmRole.LEADER: Text("龙头企业", "leader"),
        FirmRole.LITTLE_GIANT: Text("专精特新小巨人", "little giant"),
        FirmRole.ANCHOR_PLANT: Text("骨干工厂", "anchor plant"),
        FirmRole.STARTUP: Text("初创企业", "start-up"),
        IndustryRole.ADVANTAGE: Text("优势产业", "advantage industry"),
        IndustryRole.TRADITIONAL: Text("传统产业", "traditional industry"),
        IndustryRole.EMERGING: Text("新兴产业", "emerging industry"),
        IndustryRole.FUTURE: Text("未来产业", "future industry"),
        IndustryRole.ORDINARY: Text("一般产业", "ordinary industry"),
        IndustryRole.UNTOLD: Text("待定", "not told"),
        Grade.A: Text("A 官方统计或政府页面", "A official statistic or government page"),
        Grade.B: Text("B 报刊、公告或研报载明", "B press, filing or research note that names it"),
        Grade.C: Text("C 定性或转述", "C qualitative or second-hand"),
        Grade.D: Text("D 行业常识,无页面", "D common knowledge, no page"),
        State.STRONG: Text("锻长板", "strong"),
        State.WEAK: Text("强链", "weak"),
        State.GAP: Text("补链", "gap with evidence"),
        State.BUILDING: Text("在建", "being built"),
        State.UNKNOWN: Text("待核", "no evidence yet"),
        State.EXTENDABLE: Text("延链", "extendable"),
    }
)
"""What people read for each word."""


def label(word: StrEnum) -> Text:
    """The words people read for ``word``.

    Raises:
        KeyError: The word has no label; every word of this module has one.
    """
    return LABELS[word]
