"""What must hold between rows: ids once, references to something that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.checks.finding_faults import Words, faults_where
from lantu.facts.fault import fault
from lantu.facts.intake.raw import ROW
from lantu.facts.nearness import NOTHING, near_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lantu.facts.fault import Fault
    from lantu.facts.schema import Column
    from lantu.facts.table import FactTable


def check_keys(table: FactTable) -> Iterator[Fault]:
    """Rows whose key an earlier row has."""
    yield from repeated(table, [table.table.key], "key.duplicate", table.table.key)


def repeated(
    table: FactTable, columns: Sequence[str], rule: str, column: str = ""
) -> Iterator[Fault]:
    """Rows that say in ``columns`` what an earlier row says; blanks say nothing."""
    filled = pl.all_horizontal(pl.col(columns).is_not_null())
    copies = table.frame.filter(filled).filter(pl.struct(columns).is_duplicated())
    if not len(copies):
        return
    first = copies.with_columns(pl.col(ROW).first().over(columns).alias("first"))
    later = first.filter(~pl.struct(columns).is_first_distinct())
    shown = pl.concat_str([pl.col(c).cast(pl.String) for c in columns], separator=" → ")
    rows = later.select(ROW, "first", shown.alias("found")).iter_rows()
    for row, earlier, found in rows:
        yield fault(rule, table.origin.spot(row, column), found, column=column, other=str(earlier))


def check_references(table: FactTable, tables: Mapping[str, FactTable]) -> Iterator[Fault]:
    """Cells that name a row which is not there; a table that is not there is not asked."""
    for column in table.table.columns:
        if column.kind == "ref" and column.target in tables:
            yield from _dangling(table, column, tables[column.target])


def _dangling(table: FactTable, column: Column, target: FactTable) -> Iterator[Fault]:
    key = target.table.key
    known = target.frame.get_column(key).drop_nulls()
    stray = ~pl.col(column.name).is_in(known.implode())
    if not table.frame.select(stray.any()).item():
        return
    plain: Words = {"table": target.table.name, "key": key, "near": NOTHING}
    ids = known.to_list()
    yield from faults_where(
        table.origin,
        table.frame,
        stray,
        "reference.unknown",
        column.name,
        words=lambda found: plain | {"near": near_words(found, ids)},
        plain=plain,
    )
