"""Which column each item stands in: longest paths within a stage, even bands.

Each stage gets its own run of columns, at least as many as its longest path has items. An
item may stand anywhere between the columns its inputs and its users leave it; a list
schedule from the right (Coffman & Graham 1972, bounded per band) fills that room evenly, so
that no band grows taller than it must.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.reports.layered.diagram import Diagram

_SPARE_COLUMNS = 5
"""How many columns beyond the longest path a stage may be spread over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The room there is, in px: what a column, a row and a band take, and the whole.

    Attributes:
        width: Width for the columns.
        height: Height for the rows.
        column: Width one column takes with its channel.
        row: Height one row takes with its street.
        band: Height one band takes beside its rows.
    """

    width: float
    height: float
    column: float
    row: float
    band: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the items stand across the sheet.

    Attributes:
        of: Column of each item.
        starts: First column of each stage, and the number of columns as the last entry.
        rows: Rows each band needs.
    """

    of: tuple[int, ...]
    starts: tuple[int, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Spread:
    """One stage over so many columns: column of each member, and the rows per band."""

    of: dict[int, int]
    rows: tuple[int, ...]


def assign_columns(diagram: Diagram, bands: int, stages: int, paper: Paper) -> Columns:
    """Columns of all items, so many per stage that the sheet is shown as large as can be.

    Args:
        diagram: Items and links.
        bands: How many bands there are.
        stages: How many stages there are.
        paper: The room there is.
    """
    choices = [_spreads(diagram, bands, stage) for stage in range(stages)]
    counts = _best(choices, paper)
    spreads = [choice[count] for choice, count in zip(choices, counts, strict=True)]
    starts = [0]
    for count in counts:
        starts.append(starts[-1] + count)
    of = [0] * len(diagram.items)
    for stage, spread in enumerate(spreads):
        for item, column in spread.of.items():
            of[item] = starts[stage] + column
    return Columns(tuple(of), tuple(starts), _tallest(spreads, bands))


def _best(choices: Sequence[dict[int, _Spread]], paper: Paper) -> tuple[int, ...]:
    """The numbers of columns that let the sheet be shown largest; the fewest of equals."""
    bands = len(next(iter(choices[0].values())).rows)

    def cost(counts: tuple[int, ...]) -> tuple[float, int, tuple[int, ...]]:
        rows = _tallest([choice[n] for choice, n in zip(choices, counts, strict=True)], bands)
        height = sum(rows) * paper.row + sum(1 for count in rows if count) * paper.band
        over = max(sum(counts) * paper.column / paper.width, height / paper.height, 1.0)
        return (round(over, 6), sum(counts), counts)

    return min(product(*(sorted(choice) for choice in choices)), key=cost)


def _tallest(spreads: Sequence[_Spread], bands: int) -> tuple[int, ...]:
    """Rows each band needs over all stages."""
    return tuple(max(spread.rows[band] for spread in spreads) for band in range(bands))


def _spreads(diagram: Diagram, bands: int, stage: int) -> dict[int, _Spread]:
    """One stage over every number of columns worth trying."""
    members = [n for n, item in enumerate(diagram.items) if item.stage == stage]
    if not members:
        return {0: _Spread({}, (0,) * bands)}
    before: dict[int, list[int]] = {item: [] for item in members}
    after: dict[int, list[int]] = {item: [] for item in members}
    for link in diagram.forward:
        if link.source in after and link.target in before:
            before[link.target].append(link.source)
            after[link.source].append(link.target)
    depth = _depths(members, before, after)
    least = max(depth.values()) + 1
    return {
        count: _spread(diagram, bands, count, (depth, after))
        for count in range(least, least + _SPARE_COLUMNS + 1)
    }


def _depths(
    members: list[int], before: dict[int, list[int]], after: dict[int, list[int]]
) -> dict[int, int]:
    """Longest path from any source to each member (Kahn 1962)."""
    waiting = {item: len(before[item]) for item in members}
    depth = dict.fromkeys(members, 0)
    ready = [item for item in members if not waiting[item]]
    for item in ready:
        for user in after[item]:
            depth[user] = max(depth[user], depth[item] + 1)
            waiting[user] -= 1
            if not waiting[user]:
                ready.append(user)
    return depth


def _spread(
    diagram: Diagram,
    bands: int,
    count: int,
    paths: tuple[dict[int, int], dict[int, list[int]]],
) -> _Spread:
    """Fill ``count`` columns from the right, no band beyond its even share if avoidable."""
    depth, after = paths
    share = [0] * bands
    for item in depth:
        share[diagram.items[item].band] += 1
    share = [-(-members // count) for members in share]
    of: dict[int, int] = {}
    rows = [0] * bands
    for column in reversed(range(count)):
        free = [
            item
            for item in sorted(depth, key=lambda item: (-depth[item], item))
            if item not in of and all(of.get(user, -1) > column for user in after[item])
        ]
        used = [0] * bands
        for item in free:
            band = diagram.items[item].band
            if depth[item] >= column or used[band] < share[band]:
                of[item] = column
                used[band] += 1
        rows = [max(pair) for pair in zip(rows, used, strict=True)]
    return _Spread(of, tuple(rows))
