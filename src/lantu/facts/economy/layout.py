"""lantu's own layout of a table: which sheets there are, and what stands on them.

The same sheets make a workbook or a folder of CSV files; the reader takes the Chinese names
as well. ``docs/reference/table-format.md`` tells people the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SHEETS: Mapping[str, str] = {
    "about": "关于",
    "codes": "代码",
    "flows": "中间使用",
    "final_use": "最终使用",
    "primary_inputs": "初始投入",
    "totals": "合计",
    "imported_flows": "进口中间使用",
    "imported_final_use": "进口最终使用",
    "satellites": "卫星账户",
    "satellites_final_use": "最终使用卫星账户",
}
"""Sheets in their order, with their Chinese names."""

NEEDED = ("about", "flows", "totals")
"""Sheets without which there is no table."""

ABOUT: Mapping[str, str] = {
    "title_zh": "标题",
    "title_en": "英文标题",
    "year": "年份",
    "unit": "单位",
    "source": "来源",
    "estimate": "估算",
    "estimate_en": "英文估算",
    "tolerance": "容差",
    "blank": "空格",
}
"""What sheet ``about`` may say: the item in its first column, the value in its second."""

CODE_COLUMNS: Mapping[str, str] = {
    "kind": "类别",
    "code": "代码",
    "name_zh": "名称",
    "name_en": "英文名称",
    "purpose": "用途",
    "unit": "单位",
}
"""Columns of sheet ``codes``."""

CODE_KINDS: Mapping[str, str] = {
    "region": "地区",
    "sector": "部门",
    "final_use": "最终使用",
    "primary_input": "初始投入",
    "satellite": "卫星账户",
}
"""What a row of ``codes`` names."""

PURPOSES: Mapping[str, str] = {
    "household": "居民消费",
    "nonprofit": "非营利机构消费",
    "government": "政府消费",
    "capital": "固定资本形成",
    "inventory": "存货变动",
    "export": "出口",
    "other": "其他",
}
"""What a category of final use may be for."""

TOTALS: Mapping[str, str] = {"output": "总产出", "imports": "进口", "residual": "误差"}
"""Columns of sheet ``totals``; all but the first may be left out where all are zero."""

CODE_WORDS = ("code", "代码")
"""What stands where the codes of the rows and of the columns meet."""

NAME_WORDS = ("name", "名称")
"""What heads the column, or begins the row, of names beside the codes; both are for people."""

JOINT = ":"
"""Between a region's code and a sector's in a table of many regions."""


def known(names: Mapping[str, str]) -> Mapping[str, str]:
    """Both spellings of each name, to the one used in code."""
    return {**{zh: name for name, zh in names.items()}, **{name: name for name in names}}
