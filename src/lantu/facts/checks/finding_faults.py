"""From a mask over a table's rows to faults: the one loop every check shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.fault import fault
from lantu.facts.intake.raw import ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lantu.facts.fault import Fault
    from lantu.facts.intake.raw import Origin
    from lantu.vocab.text import Text

Words = dict[str, "str | Text"]

MOST_HINTS = 20
"""Faults of one column that get a hint made for them: who has more mends a rule, not cells."""


def faults_where(
    origin: Origin,
    frame: pl.DataFrame,
    mask: pl.Expr,
    rule: str,
    column: str = "",
    *,
    words: Callable[[str], Words] | None = None,
    plain: Words | None = None,
) -> Iterator[Fault]:
    """A fault of ``rule`` for each row where ``mask`` is true.

    Args:
        origin: Where the rows come from.
        frame: The rows.
        mask: Which of them are at fault.
        rule: The rule they break.
        column: The column at fault; ``""`` for the row.
        words: Given what is found, the words the rule's texts leave open; asked for the
            first :data:`MOST_HINTS` faults only where ``plain`` can stand in.
        plain: The words of the others.
    """
    bad = frame.filter(mask)
    if not len(bad):
        return
    found = bad.get_column(column).cast(pl.String) if column in bad.columns else [""] * len(bad)
    pairs = zip(bad.get_column(ROW).to_list(), found, strict=True)
    for count, (row, text) in enumerate(pairs):
        told = text or ""
        if words is None:
            said = plain or {}
        else:
            said = words(told) if count < MOST_HINTS or plain is None else plain
        yield fault(rule, origin.spot(row, column), told, **said)
