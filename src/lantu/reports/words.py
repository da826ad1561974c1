"""The words of pages and sheets that are not part of a blueprint, in both languages."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Mapping

STATE_MEANINGS: Mapping[State, Text] = MappingProxyType(
    {
        State.STRONG: Text(
            "本地有人做,且有份额或龙头为证", "made here, with a share or a leading firm to show"
        ),
        State.WEAK: Text(
            "本地有人做,但还不够强或只有一家", "made here, but not strong or by one maker"
        ),
        State.GAP: Text(
            "本地无生产记录,且外部供给有据",
            "no local maker on record, and outside supply on record",
        ),
        State.BUILDING: Text("在建、在研或已有项目,尚未投产", "being built, developed or planned"),
        State.UNKNOWN: Text("尚无证据,须先核实", "no evidence yet: verify first"),
        State.EXTENDABLE: Text(
            "本地未见生产,但紧邻强项,可以进入", "not made here yet, next door to a strength"
        ),
    }
)
"""What each state says, in one line."""

TABLES: Mapping[str, Text] = MappingProxyType(
    {
        "chains": Text("产业链表", "chains"),
        "cities": Text("城市表", "cities"),
        "dependence": Text("依赖数据表", "dependence figures"),
        "firm_products": Text("企业产品表", "who makes what"),
        "firms": Text("企业表", "firms"),
        "indicators": Text("指标表", "indicators"),
        "infrastructure": Text("新基建表", "infrastructure"),
        "links": Text("投入关系表", "input links"),
        "platforms": Text("创新平台表", "innovation platforms"),
        "products": Text("产品表", "products"),
        "projects": Text("项目表", "projects"),
        "sources": Text("来源表", "pages"),
        "supply_relations": Text("供应关系表", "supply relations"),
    }
)
"""What people call each table of the facts."""

HOSTS: Mapping[str, Text] = MappingProxyType(
    {
        "official": Text("政府与官方", "official"),
        "press": Text("新闻报刊", "press"),
        "filing": Text("公告披露", "filing"),
        "research": Text("研究机构", "research"),
        "aggregator": Text("聚合平台", "aggregator"),
        "mirror": Text("转载站点", "repost"),
    }
)
"""What people call each kind of host."""


def table_name(table: str) -> Text:
    """What people call a table; its own name where the facts brought a new one."""
    return TABLES.get(table, Text(table, table))


def host_name(host_type: str) -> Text:
    """What people call a kind of host; its own name where the facts brought a new one."""
    return HOSTS.get(host_type, Text(host_type, host_type))


SHEETS: Mapping[str, Text] = MappingProxyType(
    {
        "summary": Text("概要", "Summary"),
        "evidence": Text("证据行", "Evidence rows"),
        "methods": Text("计算方法", "Methods"),
        "sources": Text("来源", "Sources"),
        "settings": Text("所用设置", "Settings"),
        "chain": Text("产业链", "Chain"),
        "about": Text("范围", "Scope"),
        "headline": Text("要点", "Headline"),
        "completeness": Text("完整度", "Completeness"),
        "lower": Text("下限", "lower"),
        "upper": Text("上限", "upper"),
        "region": Text("地区", "Region"),
        "facts_date": Text("事实截至", "Facts as of"),
        "facts_hash": Text("事实指纹", "Fingerprint of the facts"),
        "caveats": Text("读前须知", "Before you read"),
        "list": Text("清单", "List"),
        "rows": Text("行数", "Rows"),
        "grades": Text("证据等级", "Evidence grades"),
        "row_ids": Text("依据行", "Rows it rests on"),
        "row_pages": Text("依据来源", "Pages it rests on"),
        "table": Text("表", "Table"),
        "row": Text("行编号", "Row"),
        "line": Text("文件行号", "Line of file"),
        "grade": Text("等级", "Grade"),
        "reading": Text("内容", "Reading"),
        "note": Text("备注", "Note"),
        "publisher": Text("发布者", "Publisher"),
        "date": Text("日期", "Date"),
        "host_type": Text("类型", "Kind"),
        "key": Text("代号", "Key"),
        "link": Text("链接", "Link"),
        "unsafe": Text("不设链接(地址见 sources.csv)", "not linked (address in sources.csv)"),
        "cited": Text("引用行数", "Rows citing it"),
        "method": Text("方法", "Method"),
        "formula": Text("公式", "Formula"),
        "meaning": Text("含义", "Meaning"),
        "reference": Text("依据文献", "Reference"),
        "setting": Text("设置项", "Setting"),
        "value": Text("取值", "Value"),
        "more": Text("……余下见证据行", "… the rest under Evidence rows"),
        "cut": Text("……(全文见 blueprint.json)", "… (whole text in blueprint.json)"),
    }
)
"""Headers and notes of the sheets."""
