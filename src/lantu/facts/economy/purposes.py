"""What the statistics offices' codes and words of final use and primary input mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.model.accounts import FinalUse
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Category:
    """A category of final use.

    Attributes:
        use: What it is for.
        name: Its name.
    """

    use: FinalUse
    name: Text


FINALS: Mapping[str, Category] = {
    "FU101": Category(FinalUse.HOUSEHOLD, Text("农村居民消费", "Rural household consumption")),
    "FU102": Category(FinalUse.HOUSEHOLD, Text("城镇居民消费", "Urban household consumption")),
    "FU103": Category(FinalUse.GOVERNMENT, Text("政府消费", "Government consumption")),
    "TC": Category(FinalUse.OTHER, Text("最终消费", "Final consumption")),
    "FU201": Category(FinalUse.CAPITAL, Text("固定资本形成", "Fixed capital formation")),
    "FU202": Category(FinalUse.INVENTORY, Text("存货增加", "Changes in inventories")),
    "EX": Category(FinalUse.EXPORT, Text("出口", "Exports")),
}
"""Final uses of the tables of the National Bureau of Statistics, in their order. ``TC``
counts only in a table that does not give its parts."""

CONSUMPTION = ("FU101", "FU102", "FU103")
"""The parts of ``TC``."""

PRIMARIES: Mapping[str, Text] = {
    "VA001": Text("劳动者报酬", "Compensation of employees"),
    "VA002": Text("生产税净额", "Net taxes on production"),
    "VA003": Text("固定资产折旧", "Depreciation of fixed capital"),
    "VA004": Text("营业盈余", "Operating surplus"),
}
"""Primary inputs of the same tables."""

TOTALS = frozenset({"TII", "TIU", "THC", "GCF", "TFU", "TVA", "TI"})
"""Sums that the same tables print between their columns and rows."""

OECD_FINALS: Mapping[str, Category] = {
    "HFCE": Category(FinalUse.HOUSEHOLD, Text("居民消费", "Household consumption")),
    "NPISH": Category(FinalUse.NONPROFIT, Text("为居民服务的非营利机构消费", "NPISH consumption")),
    "GGFC": Category(FinalUse.GOVERNMENT, Text("政府消费", "Government consumption")),
    "GFCF": Category(FinalUse.CAPITAL, Text("固定资本形成", "Gross fixed capital formation")),
    "INVNT": Category(FinalUse.INVENTORY, Text("存货变动", "Changes in inventories")),
    "CONS_ABR": Category(
        FinalUse.HOUSEHOLD, Text("居民在境外的直接购买", "Direct purchases abroad by residents")
    ),
    "CONS_NONRES": Category(
        FinalUse.EXPORT, Text("非居民的直接购买", "Direct purchases by non-residents")
    ),
    "EXPO": Category(FinalUse.EXPORT, Text("出口", "Exports")),
}
"""Final uses of the OECD's national tables."""

WIOD_FINALS: Mapping[str, Category] = {
    "household": Category(FinalUse.HOUSEHOLD, Text("居民消费", "Household consumption")),
    "nonprofit": Category(
        FinalUse.NONPROFIT, Text("为居民服务的非营利机构消费", "Consumption by non-profits")
    ),
    "government": Category(FinalUse.GOVERNMENT, Text("政府消费", "Government consumption")),
    "capital": Category(FinalUse.CAPITAL, Text("固定资本形成", "Gross fixed capital formation")),
    "inventory": Category(
        FinalUse.INVENTORY, Text("存货及贵重物品变动", "Changes in inventories and valuables")
    ),
}
"""Final uses of the World Input–Output Database, in its order of columns."""

UNITS: Mapping[str, str] = {
    "10k CNY": "万元",
    "million USD": "百万美元",
    "million USD current prices": "百万美元",
    "million USD, current basic prices": "百万美元",
    "Mill USD": "百万美元",
    "M.USD": "百万美元",
    "M.EUR": "百万欧元",
    "M EUR": "百万欧元",
    "million JPY": "百万日元",
}
"""Units as the files write them, and as lantu does."""

_WORDS: tuple[tuple[FinalUse, tuple[str, ...]], ...] = (
    (FinalUse.NONPROFIT, ("non-profit", "nonprofit", "npish", "s15")),
    (FinalUse.HOUSEHOLD, ("household", "hfce", "private consumption", "s14", "居民", "dp_abroad")),
    (FinalUse.GOVERNMENT, ("government", "ggfc", "s13", "政府")),
    (FinalUse.INVENTORY, ("inventor", "invnt", "valuables", "stock", "存货", "p5m")),
    (FinalUse.CAPITAL, ("capital", "gfcf", "investment", "资本", "p51")),
    (FinalUse.EXPORT, ("export", "expo", "出口")),
)
"""Words that tell a purpose in a category's name; the first that fits counts. Households
are asked after non-profits, whose names say that they serve households."""


def purpose_of(name: str) -> FinalUse:
    """What a category of final use is for, by the words of its name."""
    told = name.casefold()
    return next((use for use, words in _WORDS if any(w in told for w in words)), FinalUse.OTHER)
