#!/usr/bin/env python
"""Write the reference pages that repeat what the code already knows.

``docs/reference/cli.md`` is what every ``--help`` prints; ``schema.md`` and
``settings.md`` are the schema's own tables; ``api.md`` is the console's own description. Run without arguments to write them;
``--check`` ends with 1 where a page differs from what would be written.
"""

from __future__ import annotations

import csv
import importlib.resources
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer.main

from lantu.cli.app import app
from lantu.vocab import words
from lantu.web.api import BASE, make_api
from lantu.web.desk import Counter
from lantu.web.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGES = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTE = "<!-- 由 scripts/docs_reference.py 生成，勿手改。Generated; do not edit by hand. -->\n"
WIDTH = 92

SCHEMA_INTRODUCTION = """\
一个工作区是一个文件夹：`lantu.toml` 加 `facts/` 里的下列各表（CSV、XLSX 或 Parquet），或 PostgreSQL 的一个模式。
读入、检查、模板和本页用的是同一份表结构。

A workspace is a folder with `lantu.toml` and these tables under `facts/` (CSV, XLSX or Parquet),
or a PostgreSQL schema. Loader, checker, templates and this page share one schema.
"""

SETTINGS_INTRODUCTION = """\
`lantu.toml` 里能写的全部设置。没有写的取默认值；写错名字、类型或越界都会报错。每个设置都印在蓝图里。

Everything `lantu.toml` may say. What it leaves out takes its default; an unknown name, a wrong
type or a value out of bounds is an error. Every setting is printed in the blueprint.
"""

Row = dict[str, str]


class Kind(NamedTuple):
    """What a column's type accepts, in both languages."""

    zh: str
    en: str


KINDS = {
    "code": Kind("任意短代码，如证券代码", "any short code, such as a ticker"),
    "country": Kind("ISO 3166 两位国家代码", "two letters of ISO 3166"),
    "credit_code": Kind(
        "统一社会信用代码，18 位，校验位须对", "GB 32100 code, 18 characters, check digit right"
    ),
    "date": Kind(
        "`YYYY`、`YYYY-MM` 或 `YYYY-MM-DD`，可加 `(推断)`",
        "such a date; `(推断)` marks an inferred one",
    ),
    "encoding": Kind("`utf-8` 或 `gb18030`", "`utf-8` or `gb18030`"),
    "flag": Kind("`1` 是，`0` 否", "`1` yes, `0` no"),
    "grade": Kind("`A`、`B`、`C`、`D`", "`A`, `B`, `C`, `D`"),
    "hs": Kind("海关编码，六位", "six digits of the Harmonized System"),
    "id": Kind("本表内唯一的编号", "an id that is unique in its table"),
    "industry": Kind("GB/T 4754-2017 代码", "a GB/T 4754-2017 code"),
    "integer": Kind("整数", "a whole number"),
    "number": Kind("数，不带单位和千分号", "a number without unit or separators"),
    "period": Kind("年、月、季或起止，如 `2024`、`2024-Q1`", "a year, month, quarter or range"),
    "ref": Kind("另一表中已有的编号", "an id that the named table has"),
    "region": Kind("GB/T 2260 六位代码", "six digits of GB/T 2260"),
    "text": Kind("文字", "text"),
    "type": Kind("平台类型", "what kind of platform"),
    "unit": Kind("单位，与数值同行", "the unit of the value beside it"),
    "url": Kind("网址", "an address"),
    "word": Kind("词表中的一个词", "one word of the list below"),
    "words": Kind("词表中的若干词，用分号隔开", "words of the list below, split by semicolons"),
}


def schema_rows(name: str) -> list[Row]:
    """The rows of one of the schema's own tables."""
    path = importlib.resources.files("lantu.facts") / "schema" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def grid(head: Iterable[str], body: Iterable[Iterable[str]]) -> Iterator[str]:
    """A Markdown table."""
    titles = list(head)
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    for row in body:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def both(row: Row, zh: str = "zh", en: str = "en") -> str:
    """A cell with the Chinese above the English."""
    return "<br>".join(part for part in (row[zh], row[en]) if part)


def code(text: str) -> str:
    """A cell in code type, empty where there is nothing."""
    return f"`{text}`" if text else ""


# ---- schema.md ----


def schema_page() -> str:
    """Every table, column and word list of a workspace."""
    tables = schema_rows("tables")
    columns = {k: list(g) for k, g in groupby(schema_rows("columns"), key=lambda r: r["table"])}
    parts = [
        NOTE,
        "# 表结构 Schema\n",
        SCHEMA_INTRODUCTION,
        *grid(
            ("表 Table", "名称 Name", "主键 Key", "必有 Required", "一行是什么 One row is"),
            (
                (
                    f"[`{t['table']}`](#{t['table']})",
                    both(t),
                    code(t["key"]),
                    "是 yes" if t["required"] == "1" else "",
                    both(t, "about_zh", "about_en"),
                )
                for t in tables
            ),
        ),
        *(line for t in tables for line in _table(t, columns[t["table"]])),
        *_types(columns),
        *_word_lists(columns),
        *_metrics(),
        *_statuses(),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _table(table: Row, columns: list[Row]) -> Iterator[str]:
    yield f"## {table['table']} {table['zh']} {table['en']} {{#{table['table']}}}\n"
    yield f"{table['about_zh']}。{table['about_en']}.\n"
    head = ("列 Column", "名称 Name", "类型 Type", "须填 Filled", "说明 About", "例 Example")
    yield from grid(head, (_column(column) for column in columns))


def _column(column: Row) -> tuple[str, ...]:
    needed = "是 yes" if column["filled"] == "1" else ""
    if column["required"] != "1":
        needed = "可无此列 column optional"
    bounds = _bounds(column["minimum"], column["maximum"])
    kind = code(column["type"]) + (f" {column['unit']}" if column["unit"] else "") + bounds
    about = both(column, "about_zh", "about_en")
    return code(column["column"]), both(column), kind, needed, about, code(column["example"])


def _bounds(minimum: str, maximum: str) -> str:
    if minimum and maximum:
        return f" {minimum}–{maximum}"
    if minimum:
        return f" ≥ {minimum}"
    return f" ≤ {maximum}" if maximum else ""


def _base(kind: str) -> str:
    return kind.partition("(")[0]


def _types(columns: dict[str, list[Row]]) -> Iterator[str]:
    used = sorted({_base(column["type"]) for rows in columns.values() for column in rows})
    yield "## 类型 Types {#types}\n"
    yield from grid(("类型 Type", "中文", "English"), ((code(kind), *KINDS[kind]) for kind in used))


def _word_lists(columns: dict[str, list[Row]]) -> Iterator[str]:
    names = {
        m[1]
        for rows in columns.values()
        for column in rows
        if (m := re.fullmatch(r"words?\((\w+)\)", column["type"]))
    }
    local = {k: list(g) for k, g in groupby(schema_rows("words"), key=lambda r: r["words"])}
    yield "## 词表 Word lists {#words}\n"
    for name in sorted(names):
        yield f"### {name} {{#{name}}}\n"
        if name in local:
            body = [(code(r["word"]), r["zh"], r["en"]) for r in local[name]]
        else:
            labels = ((word, words.label(word)) for word in getattr(words, name))
            body = [(code(word.value), label.zh, label.en) for word, label in labels]
        yield from grid(("词 Word", "中文", "English"), body)


def _metrics() -> Iterator[str]:
    yield "## 指标 Metrics {#metrics}\n"
    yield (
        "`dependence` 与 `firm_products` 的 `metric` 列可以写任何名称；下列名称有约定的含义，"
        "`*` 代表任意文字，先写的优先。 Column `metric` takes any name; these have a meaning, `*` stands for any "
        "text, and the first match counts.\n"
    )
    body = ((code(r["metric"]), code(r["kind"]), r["zh"], r["en"]) for r in schema_rows("metrics"))
    yield from grid(("指标 Metric", "种类 Kind", "中文", "English"), body)


def _statuses() -> Iterator[str]:
    yield "## 项目状态 Project statuses {#statuses}\n"
    yield (
        "`projects` 的 `status` 是原文；含有下列字样的视为已建成，在建判断因此不再算它。"
        " Column `status` is the page's own wording; one that holds any of these counts as finished.\n"
    )
    yield from grid(
        ("字样 Wording", "已建成 Finished"),
        (
            (r["word"], "是 yes" if r["finished"] == "1" else "否 no")
            for r in schema_rows("statuses")
        ),
    )


# ---- settings.md ----


def settings_page() -> str:
    """Every setting of ``lantu.toml``."""
    parts = [NOTE, "# 设置 Settings\n", SETTINGS_INTRODUCTION]
    for section, group in groupby(_settings(), key=lambda row: row[0]):
        parts.append(f"## [{section}] {{#{section.replace('.', '-')}}}\n")
        head = ("设置 Setting", "默认 Default", "范围 Range", "含义 Meaning")
        parts.extend(grid(head, (row[1:] for row in group)))
    return "\n".join(parts).rstrip() + "\n"


def _settings() -> Iterator[tuple[str, ...]]:
    for row in schema_rows("settings"):
        section, _, name = row["key"].rpartition(".")
        allowed = _bounds(row["minimum"], row["maximum"]).strip()
        if not allowed:
            allowed = "`true`、`false`" if row["type"] == "flag" else KINDS[row["type"]].zh
        yield section, code(name), code(row["default"]), allowed, both(row)


# ---- cli.md ----


def cli_page() -> str:
    """What every ``--help`` prints."""
    group = typer.main.get_command(app)
    parts = [
        NOTE,
        "# 命令 Commands\n",
        "下面是每个命令的 `--help` 原样。退出码见[错误与退出码](errors.md)。\n",
        "What each command's `--help` prints. Exit statuses are under [errors](errors.md).\n",
        *_help(group, ("lantu",)),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _help(command: Any, path: tuple[str, ...]) -> Iterator[str]:
    context = command.context_class(
        command, info_name=" ".join(path), terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield f"## {' '.join(path)}\n"
    yield "```text"
    yield command.get_help(context).rstrip()
    yield "```\n"
    for name, child in getattr(command, "commands", {}).items():
        yield from _help(child, (*path, name))


# ---- api.md ----

API_INTRODUCTION = """\
`lantu serve` 在 `/api/v1` 下给程序用的接口，与页面同一份结论。机器可读的说明在 `/api/v1/openapi.json`。
一律 JSON（图和工作簿除外）；每个回答带 `ETag`，带上 `If-None-Match` 再问、没有变就答 304；长的清单按 `page`（从 1 起）
与 `size`（至多 500）分页，回答 `{items, page, size, total}`。出错一律是
`{"error": {kind, message, hint, faults}}`：`kind` 说是谁的错（`caller`、`data`、`place`、`peer`、`internal`）。

The calls of `lantu serve` under `/api/v1`, for programs: the same findings as on the pages. Their
machine-readable description is `/api/v1/openapi.json`. All answers are JSON but pictures and workbooks;
each has an `ETag`, and `If-None-Match` is answered with 304 where nothing changed. Long lists come in
pages: `{items, page, size, total}`. Every error is `{"error": {kind, message, hint, faults}}`, where
`kind` says whose fault it is.
"""


def api_page() -> str:
    """Every call of the console's API."""
    described = make_api(Counter("demo"), Runs()).openapi()
    parts = [NOTE, "# 接口 The API\n", API_INTRODUCTION]
    head = ("参数 Parameter", "在 In", "取值 Values", "默认 Default")
    for path, calls in described["paths"].items():
        for method, call in calls.items():
            parts.append(f"## {method.upper()} {BASE}{path}\n")
            parts.append(f"{call['summary']}\n")
            rows = list(_parameters(call, described))
            parts.extend(grid(head, rows) if rows else ())
    return "\n".join(parts).rstrip() + "\n"


def _parameters(call: Any, described: Any) -> Iterator[tuple[str, ...]]:
    for each in call.get("parameters", ()):
        yield code(each["name"]), each["in"], _values(each["schema"]), _default(each["schema"])
    if "requestBody" in call:
        name = call["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        body = described["components"]["schemas"][name.rpartition("/")[2]]
        for key, schema in body["properties"].items():
            yield code(key), "body", _values(schema), _default(schema)


def _default(schema: Any) -> str:
    return code(str(schema["default"])) if schema.get("default") not in (None, "") else ""


def _values(schema: Any) -> str:
    """What a value may be, from its JSON schema."""
    if "anyOf" in schema:
        return _values(schema["anyOf"][0])
    if "enum" in schema:
        return "、".join(code(each) for each in schema["enum"])
    if "$ref" in schema:
        return "、".join(code(state.value) for state in words.State)
    low, high = schema.get("minimum"), schema.get("maximum")
    bounds = f" {low}–{high}" if low is not None and high is not None else ""
    return f"{schema['type']}{bounds}"


WRITERS = {
    "api.md": api_page,
    "cli.md": cli_page,
    "schema.md": schema_page,
    "settings.md": settings_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; 1 where ``--check`` finds a difference."""
    stale = []
    for name, page in WRITERS.items():
        text, target = page(), PAGES / name
        if "--check" in arguments:
            stale += (
                [name] if not target.exists() or target.read_text(encoding="utf-8") != text else []
            )
        else:
            target.write_text(text, encoding="utf-8")
    if stale:
        print(f"stale: {', '.join(stale)}; run .venv/bin/python scripts/docs_reference.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
