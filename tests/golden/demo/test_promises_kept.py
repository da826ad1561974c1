"""What every blueprint promises, held against the packaged facts from end to end."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest

from lantu.evidence.exhibits import Ledger, Neighbour, Panorama, ProductCard, Reason
from lantu.evidence.finding import Finding, Method
from lantu.evidence.source import Citation, Source
from lantu.facts import demo_path
from lantu.studies.figures import NO_ROW
from lantu.studies.reasons import NO_ROWS
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from golden.demo.walking import Parts
    from lantu.evidence.exhibits import Blueprint
    from lantu.workbench import Workbench

MAY_STAND_WITHOUT_ROWS = {"smaa"}
"""Methods whose results rest on the figures of their own row: ranks and chances."""

SAYS_THAT_THERE_ARE_NONE = {NO_ROW, NO_ROWS}
"""A figure without rows must say so itself, by one of these."""


@pytest.fixture(scope="module")
def facts() -> dict[str, list[dict[str, str]]]:
    tables = {}
    for path in sorted((demo_path() / "facts").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            tables[path.stem] = list(csv.DictReader(lines))
    return tables


def test_every_finding_rests_on_rows_or_says_that_there_are_none(parts: Parts) -> None:
    checked = 0
    for way, found in parts.of(Finding):
        checked += 1
        assert (
            found.citations
            or found.method.key in MAY_STAND_WITHOUT_ROWS
            or SAYS_THAT_THERE_ARE_NONE & set(found.caveats)
        ), way
    assert checked > 5000


def test_a_figure_without_rows_is_a_zero_or_an_unknown(parts: Parts) -> None:
    for way, found in parts.of(Finding):
        if not found.citations and found.method.key not in MAY_STAND_WITHOUT_ROWS:
            assert found.value in {0, State.UNKNOWN}, way


def test_every_citation_is_a_row_of_the_facts(
    parts: Parts, facts: dict[str, list[dict[str, str]]]
) -> None:
    keys = {table: next(iter(rows[0])) for table, rows in facts.items()}
    cited = {row.key: row for _, row in parts.of(Citation)}
    assert len(cited) > 1000
    for (table, row_id), row in cited.items():
        there = facts[table][row.line - 2]  # the header is line 1
        assert there[keys[table]] == row_id
        assert row.note == there.get("note", "")
        assert (row.grade.value if row.grade else None) == there.get("confidence")
        assert (row.source.url if row.source else "") == there.get("source_url", "")


def test_only_safe_pages_are_linked(drawn: Blueprint, parts: Parts) -> None:
    listed = {source.key: source for source in drawn.sources}
    unsafe = 0
    for way, source in parts.of(Source):
        assert (source.link is None) == (not source.safe_to_link or not source.url), way
        assert listed[source.key] == source
        unsafe += not source.safe_to_link
    assert unsafe


def test_every_product_has_a_card_that_says_why_and_what_next(
    drawn: Blueprint, facts: dict[str, list[dict[str, str]]]
) -> None:
    assert [card.product for card in drawn.cards] == sorted(
        r["product_id"] for r in facts["products"]
    )
    for card in drawn.cards:
        assert card.reasons, card.product
        assert card.next_step.zh
        assert card.figures
        assert {c.key for r in card.reasons for c in r.citations} == {
            c.key for c in card.state.citations
        }


ABOUT_NO_ROW = {"事实库中无本地生产记录", "无外部供给证据", "本地下游无在案使用", "无投入记录,配套无从判断"}  # fmt: skip
"""Reasons that say no row exists; all others cite theirs."""


def test_every_reason_cites_rows_unless_it_says_that_there_are_none(parts: Parts) -> None:
    bare = {reason.text.zh for _, reason in parts.of(Reason) if not reason.citations}
    assert bare == ABOUT_NO_ROW


def test_a_card_cites_every_row_of_its_makers(
    drawn: Blueprint, facts: dict[str, list[dict[str, str]]]
) -> None:
    makes = {"produces", "operates", "supplies"}
    builds = {"under_construction", "developing", "planned"}
    local = {row["firm_id"] for row in facts["firms"] if row["in_region"] == "1"}
    for card in drawn.cards:
        rows = [r for r in facts["firm_products"] if r["product_id"] == card.product]
        here = {
            r["row_id"] for r in rows if r["firm_id"] in local and r["activity"] in makes | builds
        }
        there = {r["row_id"] for r in rows if r["firm_id"] not in local and r["activity"] in makes}
        assert {c.row_id for m in card.local_makers for c in m.citations} == here
        assert {c.row_id for m in card.outside_makers for c in m.citations} == there


def test_a_gap_has_outside_evidence_with_rows(drawn: Blueprint) -> None:
    for card in drawn.cards:
        if card.state.value is State.GAP:
            outside = [r for r in card.reasons if "外部" in r.text.zh and r.citations]
            used = [
                r for r in card.reasons if "个本地产品必需" in r.text.zh or "下游在用" in r.text.zh
            ]
            assert outside, card.product
            assert used, card.product


def test_lists_maps_and_sums_agree(drawn: Blueprint) -> None:
    of_state = {"gap": "gaps", "extendable": "extend"}
    rows = {found.key: {row.key for row in found.rows} for found in drawn.ledgers}
    for state in State:
        carded = {card.product for card in drawn.cards if card.state.value is state}
        assert rows[of_state.get(state.value, state.value)] == carded
        assert sum(summary.counts[state] for summary in drawn.summaries) == len(carded)


def test_every_picture_is_whole(drawn: Blueprint, parts: Parts) -> None:
    states = {card.product: card.state.value for card in drawn.cards}
    for _, picture in parts.of(Panorama):
        nodes = {node.product for node in picture.nodes}
        assert all(edge.source in nodes and edge.target in nodes for edge in picture.edges)
        assert {node.segment for node in picture.nodes} <= {name for name, _ in picture.segments}
        assert all(states[node.product] is node.state for node in picture.nodes)
    alone = [node.product for picture in drawn.panoramas for node in picture.nodes]
    assert sorted(alone) == sorted(states)


def test_maps_count_the_products_of_the_rows_they_cite(
    drawn: Blueprint, facts: dict[str, list[dict[str, str]]]
) -> None:
    product = {row["row_id"]: row["product_id"] for row in facts["firm_products"]}
    for each in drawn.region_maps:
        for figure in each.figures:
            cited = {product[citation.row_id] for citation in figure.value.citations}
            assert figure.value.value == len(cited) > 0


def test_neighbours_are_neighbours_on_both_sides(drawn: Blueprint) -> None:
    there = {(n.key, card.product) for card in drawn.cards for n in card.inputs}
    back = {(card.product, n.key) for card in drawn.cards for n in card.outputs}
    assert there == back


def test_every_method_used_is_explained(drawn: Blueprint, parts: Parts) -> None:
    explained = {method.key: method for method in drawn.methods}
    for way, method in parts.of(Method):
        assert explained[method.key] == method, way


def test_every_interval_holds_its_value(parts: Parts) -> None:
    for way, found in parts.of(Finding):
        if found.interval is not None and isinstance(found.value, (int, float)):
            assert found.interval.lower <= found.value <= found.interval.upper, way


PLACEHOLDERS = re.compile(r"\b(None|nan|inf|TO[D]O)\b|[{}]|\(\)|  ")


def test_everything_is_said_in_both_languages(parts: Parts) -> None:
    for way, text in parts.of(Text):
        assert bool(text.zh) == bool(text.en), way
        assert not PLACEHOLDERS.search(text.zh), (way, text)
        assert not PLACEHOLDERS.search(text.en), (way, text)


def test_keys_are_unique_everywhere(drawn: Blueprint, parts: Parts) -> None:
    ledgers = [found.key for _, found in parts.of(Ledger)]
    cards = [card.product for _, card in parts.of(ProductCard)]
    keys = [p.key for p in drawn.panoramas] + [m.key for m in drawn.region_maps]
    for names in (ledgers, cards, keys, [source.key for source in drawn.sources]):
        assert len(names) == len(set(names))
    for _, neighbour in parts.of(Neighbour):
        assert neighbour.citations


def test_the_facts_carry_no_fault(demo: Workbench) -> None:
    assert demo.workspace.warnings == ()


TERMS = re.compile("锻长板|强链|补链|延链|待核|在建|链主|一致")
"""Official terms, and the word that settles a conflict, which English pages name too."""


def test_what_lantu_itself_says_in_english_is_english(drawn: Blueprint, parts: Parts) -> None:
    own = [text for summary in drawn.summaries for text in (summary.headline,)]
    own += [text for m in drawn.methods for text in (m.name, m.meaning)]
    own += [reason.text for _, reason in parts.of(Reason)]
    own += [card.next_step for card in drawn.cards]
    own += [
        text for _, each in parts.of(Ledger) for text in (each.title, each.headline, each.about)
    ]
    own += [column.title for _, each in parts.of(Ledger) for column in each.columns]
    own += [text for _, each in parts.of(Panorama) for text in (each.title, each.headline)]
    own += [text for each in drawn.region_maps for text in (each.title, each.headline)]
    own += [drawn.title, drawn.dependence.headline, *drawn.caveats]
    left = {text.en for text in own if re.search("[一-鿿]", TERMS.sub("", text.en))}
    assert not left
