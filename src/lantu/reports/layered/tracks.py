"""Which track each parallel line takes inside a channel or a street.

Lines that run side by side differ only in order. Of two, the better order is the one in
which fewer of their branches cross the other; the whole order follows those preferences by
the greedy heuristic of Eades, Lin & Smyth (1993, *Inf. Process. Lett.* 47(6)), and lines
that do not run side by side share a track.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Strand:
    """A straight line across a channel or along a street, and where its branches leave.

    For a channel the line runs down, ``near`` are the heights of its branches to the left
    and ``far`` those to the right. For a street the line runs right, ``near`` are branches
    up and ``far`` branches down.

    Attributes:
        net: Number of its net.
        near: Places of the branches to the side where tracks start counting.
        far: Places of the branches to the other side.
    """

    net: int
    near: tuple[float, ...]
    far: tuple[float, ...]

    @property
    def low(self) -> float:
        """Where the line starts."""
        return min(self.near + self.far)

    @property
    def high(self) -> float:
        """Where the line ends."""
        return max(self.near + self.far)


def assign_tracks(strands: Sequence[Strand], clearance: float) -> tuple[int, ...]:
    """Track of each strand, counted from the near side.

    Args:
        strands: The lines of one channel or street.
        clearance: How far apart two lines on one track must end, in the strands' unit.
    """
    ends = [(strand.low, strand.high) for strand in strands]
    meets = [
        [low < high2 + clearance and low2 < high + clearance for low2, high2 in ends]
        for low, high in ends
    ]
    gain = _preferences(strands, meets)
    tracks = [0] * len(strands)
    placed: list[int] = []
    for strand in _order(gain):
        beside = [other for other in placed if meets[strand][other]]
        taken = {tracks[other] for other in beside}
        track = 1 + max((tracks[other] for other in beside if gain[other][strand] > 0), default=-1)
        while track in taken:
            track += 1
        tracks[strand] = track
        placed.append(strand)
    return tuple(tracks)


def _preferences(strands: Sequence[Strand], meets: list[list[bool]]) -> list[list[int]]:
    """How many crossings it saves that the row's strand is nearer than the column's."""
    count = len(strands)
    gain = [[0] * count for _ in range(count)]
    for one in range(count):
        for two in range(one):
            if meets[one][two]:
                saved = _crossings(strands[two], strands[one])
                saved -= _crossings(strands[one], strands[two])
                gain[one][two], gain[two][one] = saved, -saved
    return gain


def _crossings(nearer: Strand, farther: Strand) -> int:
    """Crossings of two strands in this order."""
    low, high = farther.low, farther.high
    count = sum(1 for place in nearer.far if low < place < high)
    low, high = nearer.low, nearer.high
    return count + sum(1 for place in farther.near if low < place < high)


def _order(gain: list[list[int]]) -> list[int]:
    """Strands from near to far: those all agree on first, then the most preferred."""
    left = list(range(len(gain)))
    ahead = [sum(g for g in row if g > 0) for row in gain]
    behind = [-sum(g for g in row if g < 0) for row in gain]
    front: list[int] = []
    back: list[int] = []
    while left:
        sinks = [strand for strand in left if not ahead[strand]]
        sources = [strand for strand in left if not behind[strand] and ahead[strand]]
        if sources:
            chosen, end = sources[0], front
        elif sinks:
            chosen, end = sinks[-1], back
        else:
            chosen = max(left, key=lambda strand: (ahead[strand] - behind[strand], -strand))
            end = front
        end.append(chosen)
        left.remove(chosen)
        for other in left:
            g = gain[other][chosen]
            ahead[other] -= max(g, 0)
            behind[other] -= max(-g, 0)
    return front + back[::-1]
