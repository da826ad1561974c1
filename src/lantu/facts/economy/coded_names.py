"""Names beside the codes of a statistics office's workbook, found by how they repeat.

Names of regions are the same over each run of sectors and differ between runs; names of
sectors are the same from run to run and differ within one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lantu.facts.economy.edges import Edges


def region_names(edges: Edges, buyers: Sequence[int], size: int) -> list[str]:
    """Names of the regions above (or left of) the sectors; empty where there are none."""
    for line in _lines_above(edges, buyers):
        filled = list(_carried(line))
        runs = [filled[k : k + size] for k in range(0, len(filled), size)]
        firsts = [run[0] for run in runs]
        if all(firsts) and len(set(firsts)) == len(runs) and all(len(set(r)) == 1 for r in runs):
            return firsts
    return []


def sector_names(edges: Edges, buyers: Sequence[int], size: int) -> list[str]:
    """Names of the sectors above their codes; empty where there are none."""
    for line in _lines_above(edges, buyers):
        runs = [line[k : k + size] for k in range(0, len(line), size)]
        words = [name for name in runs[0] if name and not _is_number(name)]
        if len(set(words)) == size and all(run == runs[0] for run in runs):
            return list(runs[0])
    return []


def row_names(edges: Edges, rows: Sequence[int]) -> list[str]:
    """Names of the sectors beside their codes; empty where there are none."""
    for column in range(edges.side - 1, -1, -1):
        names = [edges.sheet.text(row, column) for row in rows]
        if all(names) and len(set(names)) == len(names):
            return names
    return []


def _lines_above(edges: Edges, buyers: Sequence[int]) -> Iterator[list[str]]:
    """The header rows over the sectors, the nearest to their codes first."""
    first = min(edges.rows, default=edges.sheet.rows)
    below = range(edges.head + 1, first)
    for row in (*range(edges.head - 1, -1, -1), *below):
        yield [edges.sheet.text(row, column) for column in buyers]


def _carried(line: Sequence[str]) -> Iterator[str]:
    """Cells with the text of a merged cell carried on to those it covers."""
    last = ""
    for text in line:
        last = text or last
        yield last


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
