"""What the page's template loops over: ledgers as tables with facets, chains with bars."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.reports.cells import said, with_units
from lantu.reports.numbers import DASH
from lantu.reports.page_cells import cell_markup, figure, sort_key
from lantu.reports.words import host_name, table_name
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from lantu.evidence.exhibits import (
        Blueprint,
        ChainSummary,
        Column,
        Ledger,
        Row,
    )
    from lantu.evidence.source import Source
    from lantu.reports.document_tables import Record

_FACET_MOST = 20
_FACET_ROWS = 8
_FACET_REACH = 24
_LONG = 28
_NUMERIC = frozenset({"number", "count", "share", "rank"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """A column's header: its words, and the class its cells share."""

    column: Column
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A column a reader may narrow a list by.

    Attributes:
        title: The column's title.
        index: Its place among the list's facets.
        key: The column's key.
        options: Its values, in order of first appearance.
    """

    title: Text
    index: int
    key: str
    options: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row: its cells' markup, what each sorts by, its place in each facet."""

    key: str
    cells: tuple[tuple[Markup, str], ...]
    facets: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView:
    """A ledger as the template shows it."""

    ledger: Ledger
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    facets: tuple[Facet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateShare:
    """How many products of a chain are in one state, and the list that names them."""

    state: State
    count: int
    ledger: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainView:
    """One chain in a line."""

    summary: ChainSummary
    shares: tuple[StateShare, ...]
    completeness: Markup
    panorama: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A page with the rows that cite it."""

    source: Source
    host: Text
    cited: int


def ledger_view(ledger: Ledger, pointer: str) -> LedgerView:
    """A ledger with its markup.

    Args:
        ledger: What to show.
        pointer: Where it stands in the page's data, as a JSON Pointer.
    """
    ledger = with_units(ledger)
    facets = _facets(ledger)
    opener = _subject(ledger) if ledger.product_keys else None
    return LedgerView(
        ledger=ledger,
        columns=tuple(
            ColumnView(column=column, look=_look(ledger, index))
            for index, column in enumerate(ledger.columns)
        ),
        rows=tuple(
            RowView(
                key=row.key,
                cells=tuple(
                    (
                        cell_markup(
                            cell,
                            column,
                            f"{pointer}/rows/{number}/cells/{index}",
                            row.key if index == opener else None,
                        ),
                        sort_key(cell, column),
                    )
                    for index, (column, cell) in enumerate(
                        zip(ledger.columns, row.cells, strict=True)
                    )
                ),
                facets=_places(ledger, row, facets),
            )
            for number, row in enumerate(ledger.rows)
        ),
        facets=facets,
    )


def chain_views(blueprint: Blueprint) -> tuple[ChainView, ...]:
    """Each chain with its state bar, in the blueprint's order."""
    lists = lists_by_state(blueprint)
    panoramas = {
        node.chain: p.key for p in blueprint.panoramas for node in p.nodes if not node.guest
    }
    return tuple(
        ChainView(
            summary=summary,
            shares=tuple(
                StateShare(state=state, count=summary.counts[state], ledger=lists.get(state))
                for state in State
                if summary.counts.get(state)
            ),
            completeness=figure(
                summary.completeness, f"/summaries/{number}/completeness", kind="share"
            ),
            panorama=panoramas.get(summary.chain),
        )
        for number, summary in enumerate(blueprint.summaries)
    )


def lists_by_state(blueprint: Blueprint) -> dict[State, str]:
    """The list of the products of each state, where there is one."""
    states = {card.product: card.state.value for card in blueprint.cards}
    lists: dict[State, str] = {}
    for ledger in blueprint.ledgers:
        held = {states.get(row.key) for row in ledger.rows} if ledger.product_keys else set()
        if len(held) == 1:
            state = held.pop()
            if state is not None:
                lists.setdefault(state, ledger.key)
    return lists


def source_views(blueprint: Blueprint, document: Record) -> tuple[SourceView, ...]:
    """Every page with the number of rows that cite it, by key."""
    cited = Counter(citation["source"] for citation in document["citations"].values())
    return tuple(
        SourceView(source=source, host=host_name(source.host_type), cited=cited[source.key])
        for source in blueprint.sources
    )


def tables_named(document: Record) -> dict[str, Text]:
    """What people call each table that a row of the page comes from."""
    tables = {citation["table"] for citation in document["citations"].values()}
    return {table: table_name(table) for table in sorted(tables)}


def hosts_named(blueprint: Blueprint) -> dict[str, Text]:
    """What people call each kind of host among the pages."""
    hosts = {source.host_type for source in blueprint.sources}
    return {host: host_name(host) for host in sorted(hosts)}


def _subject(ledger: Ledger) -> int | None:
    """The column that names what a row is about: it stays in sight, and opens the card."""
    texts = [index for index, column in enumerate(ledger.columns) if column.kind == "text"]
    named = [index for index in texts if ledger.columns[index].key == "product"]
    return next(iter(named or texts), None)


def _look(ledger: Ledger, index: int) -> str:
    """The class of a column's cells."""
    column = ledger.columns[index]
    if index == _subject(ledger):
        return "subject"
    if column.kind in _NUMERIC:
        return "numeric"
    if column.kind != "text":
        return "chip" if column.kind == "state" else column.kind
    longest = max((len(_words(row, column, index).zh) for row in ledger.rows), default=0)
    return "long" if longest > _LONG else "words"


def _words(row: Row, column: Column, index: int) -> Text:
    """What a cell reads, in both languages."""
    cell = row.cells[index]
    return Text(said(cell, column, "zh"), said(cell, column, "en"))


def _facets(ledger: Ledger) -> tuple[Facet, ...]:
    """Columns with few, short, repeated words."""
    facets: list[Facet] = []
    for index, column in enumerate(ledger.columns):
        if column.kind not in {"text", "state", "grade"} or len(ledger.rows) < _FACET_ROWS:
            continue
        options = _options([_words(row, column, index) for row in ledger.rows])
        if options:
            facets.append(
                Facet(title=column.title, index=len(facets), key=column.key, options=options)
            )
    return tuple(facets)


def _options(words: Sequence[Text]) -> tuple[Text, ...]:
    """The distinct words, or none where they would not narrow the list."""
    distinct = {text.zh: text for text in words if text.zh != DASH}
    few = 1 < len(distinct) <= min(_FACET_MOST, len(words) // 2)
    short = all(len(zh) <= _FACET_REACH for zh in distinct)
    return tuple(distinct.values()) if few and short else ()


def _places(ledger: Ledger, row: Row, facets: Sequence[Facet]) -> str:
    """The row's option in each facet, by number; ``-`` where it has none."""
    at = {column.key: index for index, column in enumerate(ledger.columns)}
    places: list[str] = []
    for facet in facets:
        index = at[facet.key]
        words = _words(row, ledger.columns[index], index)
        options = [option.zh for option in facet.options]
        places.append(str(options.index(words.zh)) if words.zh in options else "-")
    return " ".join(places)
