"""An example of a table in lantu's own layout, to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.economy.own_writer import pages_of, workbook
from lantu.facts.writing import whole_file
from lantu.model.accounts import FinalUse, Satellite
from lantu.model.input_output_table import InputOutputTable
from lantu.model.roster import Roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lantu.vocab.text import Language

GUIDE = (
    Text(
        "一张投入产出表的样例：三个部门。照着改：先在 codes 写上地区、部门、最终使用和初始投入的代码，"
        "再填 flows（中间使用）、final_use（最终使用）、primary_inputs（初始投入）和 totals（总产出）。",
        "An example of an input–output table with three sectors. Put your codes on sheet codes, then"
        " fill flows, final_use, primary_inputs and totals.",
    ),
    Text(
        "行卖给列。行：中间使用之和 + 最终使用之和 - 进口 + 误差 = 总产出；"
        "列：中间投入之和 + 初始投入之和 = 总产出。",
        "Rows sell to columns. Row: flows + final uses - imports + residual = output; column: flows"
        " + primary inputs = output.",
    ),
    Text(
        "没有就写 0，空格是错误；若全表的空格都表示零，在 about 加一行 blank，值为 0。",
        "Write 0 where there is nothing: a blank is an error, unless sheet about says blank = 0.",
    ),
    Text(
        "多地区的表，行列代码写成 地区:部门，最终使用写成 地区:用途；进口分开的表，再加"
        " imported_flows 和 imported_final_use；就业、能耗、排放写在 satellites。",
        "With many regions, rows and columns are called region:sector and final uses region:use;"
        " where imports are kept apart add imported_flows and imported_final_use; jobs, energy and"
        " emissions stand on satellites.",
    ),
)
"""What the workbook's first sheet tells people."""


def write_template(path: str | Path, language: Language = "zh") -> Path:
    """Write an example workbook with a sheet that explains it.

    Args:
        path: Where to.
        language: Language of its words.

    Raises:
        PlaceError: The place cannot be written.
    """
    target = Path(path)
    whole_file(workbook(list(pages_of(example_table(language), language)), GUIDE, language), target)
    return target


def example_table(language: Language = "zh") -> InputOutputTable:
    """Three sectors of an invented economy; small enough to check by hand.

    In Chinese its names are told in both languages, in English in English alone.
    """
    said = _SAID[language]
    flows = [[20.0, 45.0, 5.0], [30.0, 180.0, 60.0], [15.0, 90.0, 75.0]]
    final = [[25.0, 0.0, 5.0, 0.0], [60.0, 20.0, 110.0, 40.0], [85.0, 60.0, 25.0, 50.0]]
    return InputOutputTable(
        regions=_roster(said, "region", ("990000", "示例省", "Example province")),
        sectors=_roster(
            said,
            "sector",
            ("01", "农业", "Agriculture"),
            ("02", "工业", "Industry"),
            ("03", "服务业", "Services"),
        ),
        finals=_roster(
            said,
            "final use",
            ("C1", "居民消费", "Household consumption"),
            ("C2", "政府消费", "Government consumption"),
            ("K", "资本形成", "Capital formation"),
            ("EX", "流出", "Outflow"),
        ),
        uses=(FinalUse.HOUSEHOLD, FinalUse.GOVERNMENT, FinalUse.CAPITAL, FinalUse.EXPORT),
        primaries=_roster(
            said,
            "primary input",
            ("PAY", "劳动者报酬", "Compensation of employees"),
            ("TAX", "生产税净额", "Net taxes on production"),
            ("SUR", "折旧与营业盈余", "Depreciation and operating surplus"),
        ),
        Z=np.array(flows),
        Y=np.array(final),
        V=np.array([[25.0, 70.0, 120.0], [0.0, 30.0, 25.0], [5.0, 45.0, 95.0]]),
        x=np.array([95.0, 460.0, 380.0]),
        imports=np.array([5.0, 40.0, 20.0]),
        residual=np.array([0.0, 0.0, 0.0]),
        unit=said("亿元", "million yuan").zh,
        period="2020",
        title=said("示例投入产出表", "Example input–output table"),
        source="lantu flows template",
        satellite=Satellite(
            stressors=_roster(said, "stressor", ("JOBS", "从业人员", "Persons employed")),
            units=(said("万人", "thousand persons").zh,),
            F=np.array([[60.0, 45.0, 90.0]]),
        ),
    )


_SAID: Mapping[Language, Callable[[str, str], Text]] = {
    "zh": Text,
    "en": lambda _, en: Text(en, en),
}
"""Words as a template tells them."""


def _roster(said: Callable[[str, str], Text], noun: str, *entries: tuple[str, str, str]) -> Roster:
    codes, zh, en = zip(*entries, strict=True)
    names = tuple(said(a, b) for a, b in zip(zh, en, strict=True))
    return Roster(noun, tuple(codes), names)
