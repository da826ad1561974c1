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
            "本地无可靠生产记录,且外部供给有据",
            "no solid record of local production, and outside supply on record",
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
        "input_output": Text("投入产出表", "input–output table"),
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


def rows_counted(count: int) -> Text:
    """``3 行``, ``3 rows``, ``1 row``."""
    return Text(f"{count} 行", f"{count} row{'' if count == 1 else 's'}")


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

PAGE: Mapping[str, Text] = MappingProxyType(
    {
        "skip": Text("跳到正文", "Skip to content"),
        "brand": Text("蓝图", "Blueprint"),
        "sections": Text("章节", "Sections"),
        "overview": Text("总体判断", "Overview"),
        "panoramas": Text("产业链全景图", "Panoramas"),
        "couplings": Text("跨链关联", "Cross-chain links"),
        "regions": Text("区域分布", "Regions"),
        "dependence": Text("外部依赖", "Dependence"),
        "economy": Text("位置与能力", "Position"),
        "stress": Text("压力测试", "Stress tests"),
        "digital": Text("数字化", "Digital"),
        "all_firms": Text("合计", "All"),
        "item": Text("项目", "Item"),
        "greatest": Text("最大", "Greatest"),
        "greatest_day": Text("第几天", "Day"),
        "lists": Text("清单", "Lists"),
        "conflicts": Text("数据冲突", "Conflicts"),
        "methods": Text("方法", "Methods"),
        "settings": Text("所用设置", "Settings"),
        "sources": Text("来源", "Sources"),
        "appendix": Text("附录 证据行", "Appendix: evidence rows"),
        "lead": Text(
            "把有出处的产业事实汇成一张可以核对的图:每条产业链上哪里强、哪里弱、哪里要补、"
            "哪里还没有证据。每个数字都可以点开,看到它的公式、依据的行和原始页面。",
            "Sourced industrial facts, gathered into one picture that can be checked: where each "
            "chain is strong, weak, to be filled, or still without evidence. Every figure opens "
            "its formula, the rows it rests on and their pages.",
        ),
        "facts_date": Text("事实截至", "Facts as of"),
        "facts_hash": Text("事实指纹", "Fingerprint"),
        "facts_hash_about": Text(
            "同样的事实与设置,任何人重算都得到同样的蓝图",
            "The same facts and settings give anyone the same blueprint",
        ),
        "products": Text("产品", "Products"),
        "rows": Text("依据行", "Evidence rows"),
        "pages": Text("来源页", "Pages"),
        "caveats": Text("读前须知", "Before you read"),
        "completeness": Text("完整度", "Completeness"),
        "open_panorama": Text("看全景图", "See the panorama"),
        "states": Text("六种状态", "Six states"),
        "state": Text("状态", "State"),
        "find": Text("查找产品", "Find a product"),
        "find_none": Text("没有相符的产品", "No product matches"),
        "found": Text("处相符", "found"),
        "zoom_in": Text("放大", "Zoom in"),
        "zoom_out": Text("缩小", "Zoom out"),
        "zoom_fit": Text("适合宽度", "Fit width"),
        "whole": Text("铺满窗口", "Fill the window"),
        "whole_end": Text("退出铺满", "Leave full view"),
        "picture_hint": Text(
            "拖动平移,Ctrl 加滚轮缩放;指向产品看上下游,点开看依据",
            "Drag to pan, Ctrl and wheel to zoom; point at a product for its neighbours, "
            "click it for the evidence",
        ),
        "upstream": Text("上游", "upstream"),
        "downstream": Text("下游", "downstream"),
        "region": Text("地区", "Region"),
        "value": Text("数值", "Value"),
        "notes": Text("说明", "Notes"),
        "product": Text("产品", "Product"),
        "share": Text("份额", "Share"),
        "what": Text("口径", "What it is"),
        "as_table": Text("以表格查看", "As a table"),
        "filter": Text("筛选文字", "Filter by words"),
        "all": Text("全部", "All"),
        "shown_rows": Text("行", "rows"),
        "no_rows": Text("没有符合条件的行", "No row fits"),
        "no_list_rows": Text("本清单没有行", "This list has no rows"),
        "list_of": Text("清单目录", "The lists"),
        "method": Text("方法", "Method"),
        "settings_about": Text(
            "名称同 lantu.toml,改后重算即得新的蓝图。",
            "Named as in lantu.toml: change one, run again, and compare.",
        ),
        "publisher": Text("发布者", "Publisher"),
        "date": Text("日期", "Date"),
        "host": Text("类型", "Kind"),
        "cited": Text("引用行数", "Rows citing it"),
        "link": Text("链接", "Link"),
        "open_page": Text("打开网页", "Open the page"),
        "unsafe": Text("不设链接", "Not linked"),
        "unsafe_about": Text(
            "此站点为转载或可能被劫持,只列发布者与日期;地址见 sources.csv,仅供审计",
            "A repost or a host that may be hijacked: named by publisher and date; its address "
            "stands in sources.csv for audit only",
        ),
        "no_page": Text("无页面", "no page"),
        "no_date": Text("页面未标日期", "no date given"),
        "row": Text("行", "Row"),
        "line_of": Text("第 {line} 行", "line {line}"),
        "grade": Text("等级", "Grade"),
        "reading": Text("内容", "Reading"),
        "source": Text("来源", "Page"),
        "appendix_about": Text(
            "本页各图各表所依据的全部行,按表和编号排列;正文中印出的编号即此处的行编号。",
            "Every row this page rests on, by table and id; the ids printed beside figures are "
            "the ids here.",
        ),
        "show_rows": Text("展开全部证据行", "Show all evidence rows"),
        "evidence": Text("依据", "Evidence"),
        "no_evidence": Text(
            "没有记录可引:结论正是“没有记录”", "No row: the finding is that none exists"
        ),
        "interval": Text("证据所容区间", "Range the evidence leaves"),
        "figure_caveats": Text("使用须知", "Mind"),
        "more_rows": Text("再看 {count} 行", "{count} more rows"),
        "n_rows": Text("{count} 行", "{count} rows"),
        "one_row": Text("1 行", "1 row"),
        "close": Text("关闭", "Close"),
        "back": Text("返回", "Back"),
        "reasons": Text("判断理由", "Why"),
        "next_step": Text("下一步", "Next step"),
        "figures": Text("指标", "Figures"),
        "inputs": Text("投入(上游)", "Inputs (upstream)"),
        "outputs": Text("用途(下游)", "Uses (downstream)"),
        "local_makers": Text("本地企业", "Local makers"),
        "outside_makers": Text("外部供应商", "Outside suppliers"),
        "card_dependence": Text("依赖数据", "Dependence figures"),
        "projects": Text("相关项目", "Projects"),
        "nothing": Text("无记录", "none on record"),
        "in_panorama": Text("在全景图中查看", "Show in the panorama"),
        "print": Text("打印", "Print"),
        "print_body": Text("打印正文", "Print the body"),
        "print_all": Text("打印全文,含证据附录", "Print all, with the evidence"),
        "theme": Text("深色与浅色", "Dark and light"),
        "language": Text("English", "中文"),
        "language_about": Text("切换到英文", "Switch to Chinese"),
        "made_by": Text(
            "由开源工具 lantu 蓝图生成,离线可用,不向外发送任何请求。",
            "Made with lantu, an open tool; works offline and sends nothing anywhere.",
        ),
        "files": Text("同一文件夹中的文件", "Files in the same folder"),
        "files_about": Text(
            "lists.xlsx(清单)、maps(图)、blueprint.json(数据与格式说明)、sources.csv(来源)",
            "lists.xlsx (lists), maps (pictures), blueprint.json (data and its schema), "
            "sources.csv (pages)",
        ),
        "no_script": Text(
            "浏览器未启用脚本:图、清单与证据附录均可阅读;点开依据与筛选需启用脚本。",
            "Scripts are off: pictures, lists and the appendix can be read; opening evidence "
            "and filtering need scripts.",
        ),
    }
)
"""Words of the page."""
