"""Statements about what fails, by factoring: each unit fails or not, and either way the rest.

``f = x f₁ ∨ ¬x f₀``, units in one order and equal parts once: a reduced ordered binary decision
diagram, after Bryant, R. E. (1986), Graph-based algorithms for Boolean function manipulation,
*IEEE Transactions on Computers* C-35(8), 677-691.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEVER, SURE = 0, 1
"""The two statements that say nothing of any unit."""


class TooGreatError(Exception):
    """A diagram has more nodes than it may."""


class Diagrams:
    """Statements about units as nodes that share their parts.

    Args:
        order: The units, those to be asked first before others.
        most: Nodes at most.
    """

    def __init__(self, order: Sequence[int], most: int) -> None:
        self._rank = {unit: at for at, unit in enumerate(order)}
        self._most = most
        last = len(order)
        self._nodes = [(last, NEVER, NEVER), (last, SURE, SURE)]
        self._known: dict[tuple[int, int, int], int] = {}
        self._joined: dict[tuple[int, int], int] = {}
        self._met: dict[tuple[int, int], int] = {}

    def never(self) -> int:
        """What cannot be."""
        return NEVER

    def unit(self, at: int) -> int:
        """That a unit fails."""
        return self._node(self._rank[at], NEVER, SURE)

    def any_of(self, parts: Sequence[int]) -> int:
        """That at least one of some statements holds."""
        return reduce(self._either, parts, NEVER)

    def all_of(self, parts: Sequence[int]) -> int:
        """That all of some statements hold."""
        return reduce(self._both, parts, SURE)

    def weigh(self, top: int, chance: Mapping[int, float]) -> tuple[float, dict[int, float]]:
        """How likely a statement is, and ``∂P/∂p`` of each unit.

        ``P = p P₁ + (1 - p) P₀`` upward; the chance to come by a node downward, and
        ``∂P/∂p_u = Σ_{nodes of u} reach · (P₁ - P₀)``.

        Args:
            top: The statement.
            chance: ``p`` of every unit.
        """
        p = [chance[unit] for unit in self._rank]
        likely = {NEVER: 0.0, SURE: 1.0}
        below = self._below(top)
        for node in reversed(below):
            rank, low, high = self._nodes[node]
            likely[node] = p[rank] * likely[high] + (1.0 - p[rank]) * likely[low]
        reach, slope = dict.fromkeys(below, 0.0), [0.0] * len(p)
        reach[top] = 1.0
        for node in below:
            rank, low, high = self._nodes[node]
            slope[rank] += reach[node] * (likely[high] - likely[low])
            for part, way in ((low, 1.0 - p[rank]), (high, p[rank])):
                if part in reach:
                    reach[part] += reach[node] * way
        return likely[top], dict(zip(self._rank, slope, strict=True))

    def _below(self, top: int) -> list[int]:
        """A node and all that it rests on, users before what they use."""
        found: set[int] = set()
        front = [top]
        while front:
            node = front.pop()
            if node > SURE and node not in found:
                found.add(node)
                front += self._nodes[node][1:]
        return sorted(found, key=lambda node: (self._nodes[node][0], node))

    def _node(self, rank: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = rank, low, high
        if key not in self._known:
            if len(self._nodes) >= self._most:
                raise TooGreatError
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def _either(self, one: int, other: int) -> int:
        if one > other:
            one, other = other, one
        if one in {NEVER, other}:
            return other
        if one == SURE:
            return SURE
        pair = one, other
        if pair not in self._joined:
            rank, low, high = self._split(one, other)
            parts = self._either(*low), self._either(*high)
            self._joined[pair] = self._node(rank, *parts)
        return self._joined[pair]

    def _both(self, one: int, other: int) -> int:
        if one > other:
            one, other = other, one
        if one in {SURE, other}:
            return other
        if one == NEVER:
            return NEVER
        pair = one, other
        if pair not in self._met:
            rank, low, high = self._split(one, other)
            parts = self._both(*low), self._both(*high)
            self._met[pair] = self._node(rank, *parts)
        return self._met[pair]

    def _split(self, one: int, other: int) -> tuple[int, tuple[int, int], tuple[int, int]]:
        """The unit to be asked first, and what is left of both where it holds and where it fails."""
        (rank, *mine), (rank_of_other, *theirs) = self._nodes[one], self._nodes[other]
        first = min(rank, rank_of_other)
        low, high = mine if rank == first else (one, one)
        low_of_other, high_of_other = theirs if rank_of_other == first else (other, other)
        return first, (low, low_of_other), (high, high_of_other)
