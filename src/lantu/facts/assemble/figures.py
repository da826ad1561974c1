"""Figures on record about products: what kind each is, and its value as a fraction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.assemble.books import joined
from lantu.facts.assemble.readings import metric_words, period_words, value_words
from lantu.facts.checks.rows import FRACTIONS
from lantu.facts.localness import local_firms
from lantu.facts.schema import load_schema
from lantu.model.chain_graph import FIGURE_KINDS
from lantu.model.directory import FigureWords
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.evidence.source import RowBook
    from lantu.facts.assemble.library import Library

TABLES = ("dependence", "firm_products")
"""Where figures stand, in the order of their book."""

_COLUMNS = (
    "product_id",
    "firm_id",
    "metric",
    "metric_zh",
    "value",
    "unit",
    "scope",
    "period",
    "confidence",
)
_FIRM_SHARE = "firm_share"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRows:
    """The figures, sorted by product, table and row.

    Attributes:
        frame: One row a figure: the columns of its table, ``kind`` as its code,
            ``fraction`` (null where it has none), ``position`` in ``book``.
        book: The rows of both tables.
    """

    frame: pl.DataFrame
    book: RowBook


def figure_rows(library: Library) -> FigureRows:
    """Every row that carries a metric."""
    frames = [library.by_key(table) for table in TABLES]
    book = joined([library.book(t, f) for t, f in zip(TABLES, frames, strict=True)])
    whole = pl.concat([_aligned(frame) for frame in frames]).with_row_index("position")
    local = local_firms(library.tables["firms"].frame, library.places)
    with_metric = whole.filter(pl.col("metric").is_not_null()).with_columns(
        kind=_kind(whole.get_column("metric"), local), fraction=_fraction()
    )
    return FigureRows(frame=with_metric.sort("product_id", "position"), book=book)


_SCOPES = {"中国": "China", "全国": "China", "全球": "world", "世界": "world"}


def _scope(written: str) -> Text:
    return Text(written, _SCOPES.get(written, written))


def figure_words(library: Library) -> tuple[FigureWords, ...]:
    """What each figure says, in the order of the figures."""
    return tuple(
        FigureWords(
            metric_words(row), _scope(row["scope"] or ""), period_words(row), value_words(row)
        )
        for row in figure_rows(library).frame.iter_rows(named=True)
    )


def _aligned(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        pl.col(name) if name in frame.columns else pl.lit(None, dtype=pl.String).alias(name)
        for name in _COLUMNS
    )


def _kind(metrics: pl.Series, local: pl.Series) -> pl.Expr:
    """Code of each figure's kind; a firm's share is local where the firm is."""
    schema = load_schema()
    known = {name: schema.metric(name) for name in metrics.unique().drop_nulls().to_list()}
    kinds = {name: metric.kind if metric else "other" for name, metric in known.items()}
    place = {kind: at for at, kind in enumerate(FIGURE_KINDS)}
    named = pl.col("metric").replace_strict(kinds, default="other", return_dtype=pl.String)
    here = pl.col("firm_id").is_in(local.implode()).fill_null(value=False)
    resolved = (
        pl.when(named != _FIRM_SHARE)
        .then(named)
        .when(here)
        .then(pl.lit("local_share"))
        .otherwise(pl.lit("outside_share"))
    )
    return resolved.replace_strict(place, return_dtype=pl.Int8)


def _fraction() -> pl.Expr:
    """The value in [0, 1]; null where the figure is no fraction."""
    scale = pl.col("unit").replace_strict(FRACTIONS, default=None, return_dtype=pl.Float64)
    fraction = pl.col("value") * scale
    return pl.when(fraction.is_between(0, 1)).then(fraction)
