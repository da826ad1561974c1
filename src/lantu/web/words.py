"""What the console says, in both languages; every word of a page that no finding brings."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "about": Text("说明", "About"),
        "again": Text("重新读入事实", "Read the facts again"),
        "all_alike": Text("任何权重下", "under any weights"),
        "any_city": Text("全部城市", "All cities"),
        "back": Text("多少天恢复", "Days to come back"),
        "cancel": Text("停止", "Stop"),
        "cancelled": Text("已停止", "Stopped"),
        "caveats": Text("使用前须知", "Before you use this"),
        "chains": Text("产业链", "Chains"),
        "close": Text("关闭", "Close"),
        "completeness": Text("完整度", "Completeness"),
        "conflicts": Text("数据冲突", "Conflicts"),
        "cut": Text("断什么", "What is cut"),
        "cut_hint": Text("选一个或几个环节", "Choose one or more products"),
        "dependence": Text("对外依赖", "Dependence"),
        "doing": Text("正在计算", "Working"),
        "draws": Text("抽样次数", "Draws"),
        "evidence": Text("依据的行", "Rows it rests on"),
        "export": Text("导出表格", "Export"),
        "facts": Text("事实与来源", "Facts and sources"),
        "facts_as_of": Text("事实截至", "Facts as of"),
        "failed": Text("没有算成", "Failed"),
        "feeds": Text("用到它的", "What uses it"),
        "figures": Text("指标", "Figures"),
        "filter": Text("在表中查找", "Find in this list"),
        "finding": Text("数字的依据", "What a figure rests on"),
        "fine": Text("没有发现错误", "No faults found"),
        "firms": Text("企业", "Firms"),
        "grades": Text("证据等级", "Classes of evidence"),
        "hide_d": Text("不看只凭 D 级的", "Hide what rests on class D alone"),
        "inputs": Text("它要用的", "What it needs"),
        "interval": Text("区间", "Interval"),
        "language": Text("English", "中文"),
        "lasting": Text("断多少天", "For how many days"),
        "leaders": Text("链主与龙头", "Chain leaders"),
        "lists": Text("补链强链延链", "Gaps and strengths"),
        "loading": Text("读取中", "Loading"),
        "local_makers": Text("本地企业", "Local makers"),
        "map": Text("地区分布", "By region"),
        "method": Text("怎么算的", "How it is reckoned"),
        "next_step": Text("下一步", "Next step"),
        "no_match": Text("没有找到", "Nothing found"),
        "no_rows": Text("没有一行记录,这正是结论本身", "There is no row: that is the finding"),
        "nothing_run": Text("选好情景,点“开始”", "Choose a scenario and press Start"),
        "outside_makers": Text("外地供应商", "Outside suppliers"),
        "overview": Text("总览", "Overview"),
        "part": Text("断多少", "What part is lost"),
        "presets": Text("现成情景", "Ready scenarios"),
        "projects": Text("项目", "Projects"),
        "reasons": Text("为什么", "Why"),
        "reset": Text("还原权重", "Restore weights"),
        "rows": Text("行", "rows"),
        "run": Text("开始", "Start"),
        "search": Text("查找环节、企业、项目、来源", "Search products, firms, projects, pages"),
        "shut": Text(
            "事实有错,工作区没有打开。改好后点“重新读入事实”。",
            "The facts have faults, so the workspace is shut. Mend them and read the facts again.",
        ),
        "skip": Text("跳到正文", "Skip to content"),
        "sources": Text("来源", "Sources"),
        "state": Text("状态", "State"),
        "stock": Text("库存够用几天", "Days of stock"),
        "stress": Text("压力测试", "Stress lab"),
        "tables": Text("事实表", "Tables"),
        "theme": Text("深色或浅色", "Dark or light"),
        "waiting": Text("排队中", "Waiting its turn"),
        "warnings": Text("提醒", "Warnings"),
        "errors": Text("错误", "Errors"),
        "weights": Text("权重", "Weights"),
        "what_if": Text("自己设一个", "Your own"),
        "zoom_fit": Text("看全图", "Fit"),
        "zoom_in": Text("放大", "Zoom in"),
        "zoom_out": Text("缩小", "Zoom out"),
    }
)
"""By key; a page that names no key of these fails its test."""
