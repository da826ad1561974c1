from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from lantu.facts import load_schema
from lantu.facts.schema.records import Kind
from lantu.model.chain_graph import FIGURE_KINDS

if TYPE_CHECKING:
    from lantu.facts.schema import Column

SCHEMA = load_schema()
KINDS = Kind.__args__  # type: ignore[attr-defined]


@pytest.mark.parametrize("column", SCHEMA.columns, ids=lambda c: f"{c.table}.{c.name}")
def test_a_column_says_everything_of_itself(column: Column) -> None:
    assert column.kind in KINDS
    assert column.label.zh
    assert column.about.zh
    assert re.search("[一-鿿]", column.about.zh)
    if column.kind == "ref":
        assert column.target in SCHEMA.tables
    elif column.kind in ("word", "words"):
        assert column.target in SCHEMA.words
    else:
        assert column.target == ""


@pytest.mark.parametrize("table", SCHEMA.tables.values(), ids=lambda t: t.name)
def test_a_table_has_its_key_and_no_name_twice(table: object) -> None:
    found = SCHEMA.tables[table.name]  # type: ignore[attr-defined]
    key = found.column(found.key)
    assert key.required
    assert key.filled
    labels = [c.label.zh for c in found.columns]
    assert len(set(found.names)) == len(found.names)
    assert len(set(labels)) == len(labels)
    assert not set(labels) & set(found.names)


def test_every_column_belongs_to_a_table() -> None:
    assert {c.table for c in SCHEMA.columns} == set(SCHEMA.tables)
    assert sum(len(t.columns) for t in SCHEMA.tables.values()) == len(SCHEMA.columns)


def test_references_point_to_tables_that_stand_before() -> None:
    order = list(SCHEMA.tables)
    for column in SCHEMA.columns:
        if column.kind == "ref":
            assert order.index(column.target) <= order.index(column.table)


def test_evidence_columns_end_every_table_of_evidence() -> None:
    for table in SCHEMA.tables.values():
        if table.name not in ("cities", "sources"):
            assert table.names[-4:] == ("source_url", "source_date", "note", "confidence")


def test_every_metric_has_a_kind_that_the_model_knows() -> None:
    for metric in SCHEMA.metrics:
        assert metric.kind in {*FIGURE_KINDS, "firm_share"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("domestic_share_local", "local_share"),
        ("cr5", "outside_share"),
        ("sole_supplier", "outside_dominance"),
        ("dominance_before", "past"),
        ("anything_before", "past"),
        ("world_market_share_2024", "firm_share"),
        ("capacity_line_9", "other"),
    ],
)
def test_a_metric_is_found_by_name_or_pattern(name: str, kind: str) -> None:
    metric = SCHEMA.metric(name)
    assert metric is not None
    assert metric.kind == kind


def test_an_unknown_metric_is_none() -> None:
    assert SCHEMA.metric("happiness") is None


@pytest.mark.parametrize(
    ("status", "finished"),
    [
        ("投产", True),
        ("一期已投产", True),
        ("二期封顶、一期投产", True),
        ("开工(后已投用)", True),
        ("在建", False),
        ("在建(报道计划2027年投产)", False),
        ("设备进场,预计2026-01 试产", False),
        ("尚未量产", False),
        ("签约", False),
        ("一期封顶", False),
        ("", False),
    ],
)
def test_a_status_produces_or_does_not_yet(status: str, *, finished: bool) -> None:
    assert SCHEMA.finished(status) is finished


def test_a_missing_column_is_said() -> None:
    with pytest.raises(KeyError):
        SCHEMA.tables["links"].column("colour")


def test_rules_leave_the_same_words_open_in_both_languages() -> None:
    for rule in SCHEMA.rules.values():
        for text in (rule.expected, rule.hint):
            zh, en = (set(re.findall(r"{(\w+)}", t)) for t in (text.zh, text.en))
            assert {w.removesuffix("_zh") for w in zh} == {w.removesuffix("_en") for w in en}
        assert rule.severity in ("error", "warning")
