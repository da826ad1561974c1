"""Every kind of row as one short Chinese sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantu.facts.intake.typed_cell import number_text
from lantu.facts.schema import load_schema
from lantu.vocab.code_error import CodeError
from lantu.vocab.period import parse_period
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BARE_UNITS = frozenset({"rank", "比值"})
"""Units that the metric's own name says: rank 4, ratio 0.9."""

_JOINER = "；"


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows out loud.

    Attributes:
        products: Product id to Chinese name.
        firms: Firm id to Chinese name.
        chains: Chain id to Chinese name.
    """

    products: Mapping[str, str]
    firms: Mapping[str, str]
    chains: Mapping[str, str]

    def read(self, table: str, row: Mapping[str, Any]) -> str:
        """The row of ``table`` as a sentence."""
        return _READINGS[table](self, row)


def metric_words(row: Mapping[str, Any]) -> Text:
    """What the row's metric is called; its own Chinese words come first."""
    metric = load_schema().metric(row["metric"])
    own = row.get("metric_zh")
    label = metric.label if metric else Text(row["metric"], row["metric"])
    return Text(own, label.en) if own else label


def value_words(row: Mapping[str, Any]) -> str:
    """The row's value as written, with its unit; ``""`` where it has none."""
    if row["value"] is None:
        return ""
    number, unit = number_text(row["value"]), row["unit"] or ""
    return number if unit in _BARE_UNITS or not unit else f"{number} {unit}"


def period_words(row: Mapping[str, Any]) -> str:
    """The row's period as written; a project's or plan's own in words."""
    written = row.get("period") or ""
    try:
        period = parse_period(written)
    except CodeError:
        return written
    return period.label().zh if period.is_intent else written


def _figure(row: Mapping[str, Any]) -> str:
    """Metric, value, and in brackets scope and period."""
    told = " ".join(filter(None, (metric_words(row).zh, value_words(row))))
    return told + _bracket(row.get("scope"), period_words(row))


def _bracket(*parts: str | None) -> str:
    inside = "，".join(part for part in parts if part)
    return f"（{inside}）" if inside else ""


def _word(words: str, value: str | None) -> str:
    if value is None:
        return ""
    known = load_schema().words[words]
    return next((w.label.zh for w in known if w.value == value), value)


def _words(words: str, values: str | None) -> str:
    return "、".join(_word(words, value) for value in (values or "").split(";") if value)


def _chain(_: Reader, row: Mapping[str, Any]) -> str:
    scope = f"：{row['scope']}" if row["scope"] else ""
    return f"产业链 {row['name_zh']}{scope}"


def _product(reader: Reader, row: Mapping[str, Any]) -> str:
    place = [reader.chains.get(row["chain_id"], row["chain_id"]), row["segment"]]
    told = f"产品 {row['name_zh']}" + _bracket(*place, _word("Stage", row["stage"]))
    if row["outside_supplier"]:
        told += f"{_JOINER}有外部供应商记录"
    if row["confirmed_absent"]:
        told += f"{_JOINER}{row['confirmed_by']} {row['confirmed_on']} 确认本地无企业生产"
    return told


def _link(reader: Reader, row: Mapping[str, Any]) -> str:
    source = reader.products.get(row["input_product"], row["input_product"])
    target = reader.products.get(row["output_product"], row["output_product"])
    kind = _bracket(_word("LinkRole", row["role"]), _word("Essentiality", row["essentiality"]))
    return f"{target} 用到 {source}{kind}"


def _firm(_: Reader, row: Mapping[str, Any]) -> str:
    country = row["country"] if row["country"] != "CN" else None
    place = "".join(filter(None, (row["province"], row["city"]))) or country
    return f"{row['name_zh']}{_bracket(place, _words('FirmRole', row['roles']))}"


def _maker(reader: Reader, row: Mapping[str, Any]) -> str:
    firm = reader.firms.get(row["firm_id"], row["firm_id"])
    product = reader.products.get(row["product_id"], row["product_id"])
    told = f"{firm} {_word('Activity', row['activity'])} {product}"
    return f"{told}{_JOINER}{_figure(row)}" if row["metric"] else told


def _supply(reader: Reader, row: Mapping[str, Any]) -> str:
    firm = reader.firms.get(row["supplier_id"], row["supplier_id"])
    buyer = row["buyer_name_zh"] or reader.firms.get(row["buyer_id"], row["buyer_id"])
    product = reader.products.get(row["product_id"], row["product_id"])
    return f"{firm} 向 {buyer} 供应 {product}"


def _dependence(reader: Reader, row: Mapping[str, Any]) -> str:
    return f"{reader.products.get(row['product_id'], row['product_id'])}：{_figure(row)}"


def _platform(_: Reader, row: Mapping[str, Any]) -> str:
    return f"{row['name_zh']}{_bracket(row['level'], row['type'], row['city'])}"


def _project(reader: Reader, row: Mapping[str, Any]) -> str:
    firm = reader.firms.get(row["firm_id"] or "")
    money = row["investment"]
    parts = [
        row["name_zh"] + _bracket(firm, row["city"]),
        f"总投资 {number_text(money)} 亿元" if money is not None else "",
        row["capacity"] or "",
        row["status"] + _bracket(row["status_date"]),
    ]
    return _JOINER.join(part for part in parts if part)


def _series(_: Reader, row: Mapping[str, Any]) -> str:
    sector = row.get("sector") or ""
    what = " ".join(filter(None, (row["region"], sector, row["indicator_zh"], value_words(row))))
    extra = row.get("comparison") or (f"同比 {row['yoy']}" if row.get("yoy") else "")
    return what + _bracket(period_words(row), extra)


def _city(_: Reader, row: Mapping[str, Any]) -> str:
    return f"{row['name_zh']}（{row['city_code']}）"


def _source(_: Reader, row: Mapping[str, Any]) -> str:
    return f"{row['publisher_zh']}{_bracket(row['date'])}"


_READINGS: dict[str, Callable[[Reader, Mapping[str, Any]], str]] = {
    "chains": _chain,
    "products": _product,
    "links": _link,
    "firms": _firm,
    "firm_products": _maker,
    "supply_relations": _supply,
    "dependence": _dependence,
    "platforms": _platform,
    "projects": _project,
    "infrastructure": _series,
    "indicators": _series,
    "cities": _city,
    "sources": _source,
}
