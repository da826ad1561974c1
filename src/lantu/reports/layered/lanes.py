"""Which lane each net runs along from column to column.

A net leaves its box into the channel on its right. Where all its targets stand in the next
column it needs nothing more; else one trunk runs along a lane, and in every channel where a
target waits one spine joins the trunk to the ports: a comb. Lanes are the streets between
rows, which grow with what runs along them, and the slots of a row where its cells are empty,
which cost nothing but hold one net each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantu.reports.layered.nets import Bundles, Net
    from lantu.reports.layered.rows import Cells

_STREET_COST = 0.25
_LOAD_COST = 0.11
_SLOT_COST = 0.012
_EVEN = 1e-9
"""Costs nearer than this are equal; the lane found first is kept."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A way across columns.

    Attributes:
        street: True for the street above ``row``, False for a slot of ``row`` itself.
        row: Row counted from the top of the sheet.
        slot: Slot in the row; 0 for a street.
    """

    street: bool
    row: int
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Trunk:
    """One net's run along a lane.

    Attributes:
        lane: Where it runs.
        first: Leftmost channel it reaches; channel ``c`` is the one left of column ``c``.
        last: Rightmost channel it reaches.
    """

    lane: Lane
    first: int
    last: int


class _Traffic:
    """What runs where so far."""

    def __init__(self, cells: Cells, bundles: Bundles) -> None:
        self.heights = cells.heights()
        self.standing = cells.standing()
        self.exits: dict[int, set[int]] = {}
        for net in bundles.nets:
            for item, slot in net.exits.items():
                self.exits.setdefault(item, set()).add(slot)
        self.entries = bundles.entries
        self.ports = bundles.ports
        self.cells = cells
        self.runs: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self.load: dict[tuple[int, int], int] = {}

    def height(self, lane: Lane) -> float:
        """How far down the lane runs, in rows."""
        if not lane.street:
            return self.heights[lane.row]
        above = self.heights[max(lane.row - 1, 0)] - (lane.row == 0)
        below = self.heights[min(lane.row, len(self.heights) - 1)]
        return (above + below + (lane.row == len(self.heights))) / 2

    def blocked(self, row: int, span: tuple[int, int]) -> bool:
        """Whether a box stands in the way along a row."""
        return any((column, row) in self.standing for column in range(*span))

    def free(self, trunk: Trunk, net: Net) -> bool:
        """Whether the line of an unblocked slot is nobody else's."""
        row, slot = trunk.lane.row, trunk.lane.slot
        if any(a <= trunk.last and trunk.first <= b for a, b in self.runs.get((row, slot), ())):
            return False
        left = self.standing.get((trunk.first - 1, row), -1)
        if slot in self.exits.get(left, ()) and net.exits.get(left) != slot:
            return False
        right = self.standing.get((trunk.last, row), -1)
        across = self.entries.get(right, {})
        if slot not in across or net.enters_alone(across[slot]):
            return True
        goals = net.ports_in(trunk.last, self.cells)
        return len(goals) == 1 and all(
            port[0] == right and self.ports[port] == slot for port in goals
        )

    def busy(self, trunk: Trunk) -> int:
        """The most nets that run along any stretch of a street the trunk would use."""
        row = trunk.lane.row
        return max(self.load.get((row, column), 0) for column in range(trunk.first, trunk.last))

    def take(self, trunk: Trunk) -> None:
        """Note that the trunk runs."""
        lane = trunk.lane
        if lane.street:
            for column in range(trunk.first, trunk.last):
                self.load[lane.row, column] = self.load.get((lane.row, column), 0) + 1
        else:
            self.runs.setdefault((lane.row, lane.slot), []).append((trunk.first, trunk.last))


def assign_lanes(cells: Cells, bundles: Bundles, reach: int) -> tuple[Trunk | None, ...]:
    """A trunk for every net that needs one, short nets first.

    Args:
        cells: Where the items stand.
        bundles: Nets and ports.
        reach: Greatest slot a row is tall enough for.
    """
    traffic = _Traffic(cells, bundles)
    spans = [_span(net, cells) for net in bundles.nets]
    order = sorted(range(len(spans)), key=lambda n: (spans[n][1] - spans[n][0], n))
    trunks: list[Trunk | None] = [None] * len(spans)
    for number in order:
        first, last = spans[number]
        if first < last:
            trunk = _choose(bundles.nets[number], (first, last), traffic, cells, reach)
            traffic.take(trunk)
            trunks[number] = trunk
    return tuple(trunks)


def _span(net: Net, cells: Cells) -> tuple[int, int]:
    """The outermost channels a net reaches."""
    channels = [cells.column[item] + 1 for item in net.exits]
    channels += [cells.column[link.target] for link in net.links]
    return min(channels), max(channels)


def _choose(net: Net, span: tuple[int, int], traffic: _Traffic, cells: Cells, reach: int) -> Trunk:
    """The lane of least cost: length of the spines, then how busy it is."""
    stops = _stops(net, cells, traffic.heights)
    rows = [cells.row[item] for link in net.links for item in (link.source, link.target)]
    best: tuple[float, Trunk] | None = None
    for row in range(max(min(rows) - 1, 0), min(max(rows) + 2, len(traffic.heights) + 1)):
        for trunk in (_street(row, span), _slot(row, span, traffic, net, reach)):
            if trunk is None:
                continue
            cost = _comb(stops, traffic.height(trunk.lane)) + _fare(trunk, net, traffic)
            if best is None or cost < best[0] - _EVEN:
                best = (cost, trunk)
    return best[1] if best else _street(0, span)


def _street(row: int, span: tuple[int, int]) -> Trunk:
    """A trunk along the street above a row; streets always have room."""
    return Trunk(Lane(street=True, row=row), *span)


def _slot(row: int, span: tuple[int, int], traffic: _Traffic, net: Net, reach: int) -> Trunk | None:
    """A trunk along the free slot of a row that is nearest to an exit, if there is one."""
    if row >= len(traffic.heights) or traffic.blocked(row, span):
        return None
    slots = sorted(range(-reach, reach + 1), key=lambda s: (_aside(s, net), abs(s), s))
    trunks = (Trunk(Lane(street=False, row=row, slot=slot), *span) for slot in slots)
    return next((trunk for trunk in trunks if traffic.free(trunk, net)), None)


def _aside(slot: int, net: Net) -> int:
    """How far a slot is from the nearest exit of a net."""
    return min(abs(slot - exit_) for exit_ in net.exits.values())


def _fare(trunk: Trunk, net: Net, traffic: _Traffic) -> float:
    """What a lane costs beside the way to it."""
    if trunk.lane.street:
        return _STREET_COST + _LOAD_COST * traffic.busy(trunk)
    return _SLOT_COST * _aside(trunk.lane.slot, net)


def _stops(net: Net, cells: Cells, heights: tuple[float, ...]) -> list[tuple[float, float]]:
    """Highest and lowest end in each channel where the net meets its boxes."""
    ends: dict[int, list[float]] = {}
    for item in net.exits:
        ends.setdefault(cells.column[item] + 1, []).append(heights[cells.row[item]])
    for link in net.links:
        ends.setdefault(cells.column[link.target], []).append(heights[cells.row[link.target]])
    return [(min(ys), max(ys)) for _, ys in sorted(ends.items())]


def _comb(stops: list[tuple[float, float]], y: float) -> float:
    """Length of all spines for a trunk at height ``y``, in rows."""
    return sum(max(high, y) - min(low, y) for low, high in stops)
