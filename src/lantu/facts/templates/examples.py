"""Example rows, told by the schema's own examples, that pass every check together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.schema import load_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.schema import Table

_SECOND_ROWS: Mapping[str, Mapping[str, str]] = {
    "products": {
        "product_id": "EX02",
        "stage": "upstream",
        "name_zh": "示例原料",
        "name_en": "Example material",
        "segment": "原料",
        "class_zh": "材料",
        "region_evidence": "none_found",
    },
    "firms": {
        "firm_id": "X001",
        "name_zh": "外地示例供应商",
        "name_en": "Example supplier elsewhere",
        "province": "江苏",
        "city": "苏州",
        "city_code": "320500",
        "in_region": "0",
    },
}
"""A link needs a second product, and a supplier from outside is a firm outside."""


def example_rows(table: Table) -> pl.DataFrame:
    """The example rows of a table, as text; blank cells null."""
    first = {column.name: column.example for column in table.columns}
    rows = [first]
    if table.name in _SECOND_ROWS:
        rows.append({**first, **_SECOND_ROWS[table.name]})
    schema = dict.fromkeys(table.names, pl.String)
    return pl.DataFrame(rows, schema=schema).select(pl.all().replace("", None))


def settings_text() -> str:
    """``lantu.toml`` with every setting, each with what it does and its default."""
    lines = [
        "# lantu 工作区设置。去掉行首的 # 即启用该行。",
        "# Settings of a lantu workspace. Remove the # at the start of a line to use it.",
    ]
    section = ""
    for setting in load_schema().settings:
        if "*" in setting.key:
            continue
        if setting.section != section:
            section = setting.section
            lines += ["", f"[{section}]"]
        lines += [f"# {setting.label.zh}", f"# {setting.label.en}"]
        lines.append(_line(setting.name, setting.type, setting.default, _OWN.get(setting.key)))
    return "\n".join(lines) + "\n"


_OWN: Mapping[str, str] = {
    "workspace.name_zh": "湖北省",
    "workspace.name_en": "Hubei",
    "workspace.region": "420000",
}
"""Settings that have no default: what stands there has to be replaced."""

_QUOTED = frozenset({"text", "region", "encoding"})


def _line(name: str, kind: str, default: str, own: str | None) -> str:
    value = default if own is None else own
    written = f'"{value}"' if kind in _QUOTED else value
    return f"{'# ' if own is None else ''}{name} = {written}"
