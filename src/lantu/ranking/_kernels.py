"""Scores, places and their counts on bare arrays.

Letters: n alternatives, m criteria, c draws of a chunk, u utilities, w weights, s scores.
A place counts from 0; equal scores share a block of places, from its first to its last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Figures: TypeAlias = NDArray[np.float64]
    Counts: TypeAlias = NDArray[np.int64]
    Places: TypeAlias = NDArray[np.int64]
    Narrow: TypeAlias = NDArray[np.unsignedinteger[Any]]

GRID = 2**40
"""Scores are compared in steps of 1/GRID, about 1e-12: a lesser difference is rounding."""
SHARE = 2**40
"""What one draw counts; g alternatives in one block count SHARE/g at each of its places."""
_INDEX_BITS = 22
MOST_ALTERNATIVES = 2**_INDEX_BITS
"""A score (41 bits) and a position must fit into one 64-bit integer to be sorted together."""


def add_scores(s: Figures, w: Figures, u: Figures) -> None:
    """Add w·u of one criterion to the scores: s_dj += w_d·u_j, or w_d·u_dj.

    Args:
        s: Scores, c × n, changed in place.
        w: Weights of the criterion, c.
        u: Utilities, n or c × n.
    """
    s += w[:, None] * u


def places(s: Figures) -> tuple[Places, Places]:
    """First and last place of each alternative's block, c × n, by falling score.

    Each row is sorted as integers that carry score and position, so that neither the sorting
    method nor the order of alternatives shows.
    """
    draws, n = s.shape
    steps = GRID - np.rint(s * GRID).astype(np.int64)
    packed = (steps << _INDEX_BITS) | np.arange(n)
    packed.sort(axis=1)
    position = packed & (MOST_ALTERNATIVES - 1)
    steps = packed >> _INDEX_BITS
    new = np.ones((draws, n), dtype=np.bool_)
    np.not_equal(steps[:, 1:], steps[:, :-1], out=new[:, 1:])
    first = np.empty((draws, n), dtype=np.int64)
    if new.all():
        np.put_along_axis(first, position, np.broadcast_to(np.arange(n), (draws, n)), axis=1)
        return first, first
    at = np.arange(n)
    starts = np.maximum.accumulate(np.where(new, at, 0), axis=1)
    ends = np.full((draws, n), n - 1)
    ends[:, :-1] = np.where(new[:, 1:], at[:-1], n - 1)
    ends = np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]
    last = np.empty((draws, n), dtype=np.int64)
    np.put_along_axis(first, position, starts, axis=1)
    np.put_along_axis(last, position, ends, axis=1)
    return first, last


def count_places(first: Narrow, last: Narrow, depth: int) -> Counts:
    """SHARE times the draws at each of the first ``depth`` places, shared within blocks.

    Integers only, taken as steps that are summed along the places: no place that was never
    held keeps a residue.

    Args:
        first: First place of one alternative in each draw, d.
        last: Last places, d; the same array where nothing is tied.
        depth: Places from it on are not counted.
    """
    share = SHARE // (last.astype(np.int64) - first + 1)
    steps = np.zeros(depth + 1, dtype=np.int64)
    np.add.at(steps, np.minimum(first, depth), share)
    np.add.at(steps, np.minimum(last.astype(np.int64) + 1, depth), -share)
    return steps.cumsum()[:-1]


def place_at(held: Counts, draw: int) -> int:
    """The place that stands at ``draw`` when the places of all draws are put in order.

    Args:
        held: Draws at each place.
        draw: Which, from 0.
    """
    return int(np.searchsorted(held.cumsum(), draw, side="right"))


def favourable_weights(
    totals: Figures, mass: Figures, w: Figures, first: Places, last: Places
) -> None:
    """Add up the weights of the draws in which each alternative stands first.

    Args:
        totals: Sums of weights, n × m, changed in place.
        mass: How often first, shared within blocks, n, changed in place.
        w: Weights, c × m.
        first: First places, c × n.
        last: Last places, c × n.
    """
    draw, winner = np.nonzero(first == 0)
    share = 1.0 / (last[draw, winner] + 1)
    np.add.at(mass, winner, share)
    np.add.at(totals, winner, share[:, None] * w[draw])


def wins(one: Narrow, others: Narrow) -> Counts:
    """Twice the draws in which ``one`` stands before each of ``others``; a tie counts one.

    Args:
        one: First places of one alternative, d.
        others: First places of others, k × d.
    """
    before: Counts = np.count_nonzero(one < others, axis=1)
    level: Counts = np.count_nonzero(one == others, axis=1)
    return before + before + level
