"""Which row each item stands in: barycentre sweeps, then the best single moves.

A sweep puts each column's items in the order of the mean height of what they are linked to
(Sugiyama's barycentre) and gives them the free rows nearest to it. What sweeps leave, moves
and swaps of single items mend while they shorten the links.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantu.reports.layered.columns import Columns
    from lantu.reports.layered.diagram import Diagram

_SWEEPS = 4
_PASSES = 8
_COLUMN_COST = 1.5
"""What crossing one column costs, in rows: short links matter, straight ones more."""
_BACKWARD_WEIGHT = 0.25
_BAND_GAP = 0.7


@dataclass(frozen=True, slots=True)
class Cells:
    """Where every item stands in the grid.

    Attributes:
        column: Column of each item.
        row: Row of each item, counted from the top of the sheet.
        starts: First row of each band, and the number of rows as the last entry.
        stages: First column of each stage, and the number of columns as the last entry.
    """

    column: tuple[int, ...]
    row: tuple[int, ...]
    starts: tuple[int, ...]
    stages: tuple[int, ...]

    def heights(self) -> tuple[float, ...]:
        """How far down each row lies, in rows, the gaps between bands counted."""
        return _heights(self.starts)

    def standing(self) -> dict[tuple[int, int], int]:
        """Who stands in each taken (column, row)."""
        cells = zip(self.column, self.row, strict=True)
        return {cell: item for item, cell in enumerate(cells)}


@dataclass(slots=True)
class _Board:
    """The grid while it is being improved."""

    column: list[int]
    row: list[int]
    starts: tuple[int, ...]
    stages: tuple[int, ...]
    band: list[int]
    stage: list[int]
    height: list[float]
    near: list[list[tuple[int, float]]]
    before: list[list[int]]
    after: list[list[int]]
    held: dict[tuple[int, int], int] = field(default_factory=dict)
    moves: int = 0
    seen: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    shaken: dict[tuple[int, int], int] = field(default_factory=dict)

    def stirred(self, item: int) -> bool:
        """Whether the item, what it is linked to, or its band and stage moved since it was seen."""
        seen = self.seen.get(item, -1)
        if self.shaken.get((self.band[item], self.stage[item]), 0) > seen:
            return True
        return any(self.moved.get(other, 0) > seen for other, _ in self.near[item])

    def pull(self, item: int, column: int, row: int) -> float:
        """Length of the item's links, in rows, were it at ``column`` and ``row``."""
        height, columns, rows = self.height, self.column, self.row
        y, total = height[row], 0.0
        for other, weight in self.near[item]:
            across = columns[other] - column
            across = across - 1 if across > 0 else -across - 1
            total += weight * (abs(height[rows[other]] - y) + _COLUMN_COST * across)
        return total

    def span(self, item: int) -> tuple[int, int]:
        """First and last column the item's inputs and users leave it within its stage."""
        first, last = self.stages[self.stage[item]], self.stages[self.stage[item] + 1] - 1
        first = max([first, *(self.column[other] + 1 for other in self.before[item])])
        last = min([last, *(self.column[other] - 1 for other in self.after[item])])
        return first, last

    def put(self, item: int, column: int, row: int) -> None:
        """Stand ``item`` in a cell; whoever asks has seen to it that it is free."""
        self.column[item], self.row[item] = column, row
        self.held[column, row] = item
        self.moves += 1
        self.moved[item] = self.shaken[self.band[item], self.stage[item]] = self.moves


def assign_rows(diagram: Diagram, columns: Columns) -> Cells:
    """Rows of all items, inside their bands, so that links run short and level.

    Args:
        diagram: Items and links.
        columns: Where the items stand across the sheet; an item may change its column
            within its stage where that shortens its links.
    """
    board = _board(diagram, columns)
    _sweep(board)
    for _ in range(_PASSES):
        before = board.moves
        for item in range(len(board.column)):
            if board.stirred(item):
                _improve(board, item)
        if board.moves == before:
            break
    columns_left, stages = _without_empty(board.column, board.stages)
    rows_left, starts = _without_empty(board.row, board.starts)
    return Cells(columns_left, rows_left, starts, stages)


def _without_empty(
    places: list[int], starts: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Columns or rows, and where their groups start, when those nobody stands in are left out."""
    held = sorted(set(places))
    left = {place: number for number, place in enumerate(held)}
    return (
        tuple(left[place] for place in places),
        tuple(bisect_left(held, start) for start in starts),
    )


def _board(diagram: Diagram, columns: Columns) -> _Board:
    """The grid as the columns leave it, rows still in canonical order."""
    starts = tuple(accumulate(columns.rows, initial=0))
    count = len(diagram.items)
    near: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for link in diagram.forward:
        before[link.target].append(link.source)
        after[link.source].append(link.target)
    for links, weight in ((diagram.forward, 1.0), (diagram.backward, _BACKWARD_WEIGHT)):
        for link in links:
            near[link.source].append((link.target, weight))
            near[link.target].append((link.source, weight))
    return _Board(
        column=list(columns.of),
        row=_first_rows(diagram, columns, starts),
        starts=starts,
        stages=columns.starts,
        band=[item.band for item in diagram.items],
        stage=[item.stage for item in diagram.items],
        height=list(_heights(starts)),
        near=near,
        before=before,
        after=after,
    )


def _heights(starts: tuple[int, ...]) -> tuple[float, ...]:
    """How far down each row lies when every band stands a little apart."""
    return tuple(
        row + band * _BAND_GAP for band in range(len(starts) - 1) for row in _rows(starts, band)
    )


def _rows(starts: tuple[int, ...], band: int) -> range:
    """The rows of one band."""
    return range(starts[band], starts[band + 1])


def _first_rows(diagram: Diagram, columns: Columns, starts: tuple[int, ...]) -> list[int]:
    """Each item below the one before it in its column and band."""
    next_row: dict[tuple[int, int], int] = {}
    rows = []
    for item, column in zip(diagram.items, columns.of, strict=True):
        row = next_row.get((column, item.band), starts[item.band])
        next_row[column, item.band] = row + 1
        rows.append(row)
    return rows


def _sweep(board: _Board) -> None:
    """Order every column by the heights of its neighbours, forth and back."""
    stacks: dict[tuple[int, int], list[int]] = {}
    for item, column in enumerate(board.column):
        stacks.setdefault((column, board.band[item]), []).append(item)
    order = sorted(stacks)
    for turn in range(_SWEEPS):
        for column, band in order if turn % 2 == 0 else reversed(order):
            _settle(board, stacks[column, band], _rows(board.starts, band))
    board.held = {
        (column, row): item
        for item, (column, row) in enumerate(zip(board.column, board.row, strict=True))
    }


def _settle(board: _Board, stack: list[int], rows: range) -> None:
    """Give the items of one column and band the rows nearest to where links pull them."""
    wish = {item: _wish(board, item) for item in stack}
    stack.sort(key=lambda item: (wish[item], item))
    for item, row in zip(stack, _nearest([wish[item] for item in stack], rows, board), strict=True):
        board.row[item] = row


def _wish(board: _Board, item: int) -> float:
    """Mean height of what the item is linked to; its own where it has no link."""
    pulls = [(board.height[board.row[other]], weight) for other, weight in board.near[item]]
    if not pulls:
        return board.height[board.row[item]]
    return sum(y * weight for y, weight in pulls) / sum(weight for _, weight in pulls)


def _nearest(wishes: list[float], rows: range, board: _Board) -> list[int]:
    """Rows in order for wishes in order, least sum of distances (dynamic programme)."""
    best: list[tuple[float, list[int]] | None] = [(0.0, [])] + [None] * len(wishes)
    for row in rows:
        for count in reversed(range(len(wishes))):
            held, kept = best[count], best[count + 1]
            if held is None:
                continue
            cost = held[0] + abs(board.height[row] - wishes[count])
            if kept is None or cost < kept[0]:
                best[count + 1] = (cost, [*held[1], row])
    answer = best[len(wishes)]
    return answer[1] if answer else list(rows[: len(wishes)])


def _improve(board: _Board, item: int) -> None:
    """Make the best move or swap of one item, if any shortens the links."""
    board.seen[item] = board.moves
    here = (board.column[item], board.row[item])
    stay = board.pull(item, *here)
    first, last = board.span(item)
    best, move = -1e-9, None
    for column in range(first, last + 1):
        for row in _rows(board.starts, board.band[item]):
            gain = board.pull(item, column, row) - stay
            other = board.held.get((column, row))
            if other is not None and other != item:
                gain += _giving_way(board, item, other, here)
            if gain < best:
                best, move = gain, (column, row)
    if move is not None:
        _exchange(board, item, here, move)


def _giving_way(board: _Board, item: int, other: int, here: tuple[int, int]) -> float:
    """What it costs that ``other`` takes the place of ``item``; infinite if it cannot."""
    first, last = board.span(other)
    if not first <= here[0] <= last or item in board.before[other] + board.after[other]:
        return float("inf")
    there = (board.column[other], board.row[other])
    return board.pull(other, *here) - board.pull(other, *there)


def _exchange(board: _Board, item: int, here: tuple[int, int], there: tuple[int, int]) -> None:
    """Move ``item`` from here to there; who stood there comes here."""
    other = board.held.pop(there, None)
    board.held.pop(here, None)
    board.put(item, *there)
    if other is not None:
        board.put(other, *here)
