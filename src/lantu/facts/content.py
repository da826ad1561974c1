"""The content hash: the same for the same facts, in whatever order, file or format."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lantu.facts.intake.raw import ROW
from lantu.facts.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lantu.facts.table import FactTable

_BLOCK = 1 << 16
_ABSENT = "\x00"
_NEXT = "\x1f"
"""Control characters are no facts, so no cell can hold these two."""


def content_hash(tables: Mapping[str, FactTable]) -> str:
    """SHA-256 over every row of every table, rows by key and columns by name.

    A column without any cell and a table without any row count as absent; where a row
    stands in its file does not count.
    """
    digest = hashlib.sha256(f"lantu facts {SCHEMA_VERSION}".encode())
    for name in sorted(tables):
        for part in _parts(name, tables[name]):
            digest.update(part)
    return digest.hexdigest()


def _parts(name: str, table: FactTable) -> Iterator[bytes]:
    if not len(table):
        return
    frame = table.frame.drop(ROW).sort(table.table.key)
    filled = [c.name for c in frame if c.null_count() < len(c)]
    numbers = [c for c in sorted(filled) if frame.schema[c] == pl.Float64]
    texts = [c for c in sorted(filled) if c not in numbers]
    yield f"\n{name}{_NEXT}{len(frame)}{_NEXT}{_NEXT.join([*texts, *numbers])}\n".encode()
    told = pl.col(texts).cast(pl.String).fill_null(_ABSENT).str.join(_NEXT)
    for start in range(0, len(frame), _BLOCK):
        for column in frame.slice(start, _BLOCK).select(told).row(0):
            yield f"{column}\n".encode()
    for name_of_number in numbers:
        cells = frame.get_column(name_of_number)
        yield np.packbits(cells.is_null().to_numpy()).tobytes()
        yield cells.fill_null(0.0).to_numpy().astype("<f8").tobytes()
