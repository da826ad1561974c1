"""Links bundled into nets: where each net leaves its boxes and enters its targets.

All links of one direction that leave one box form a net: one line out of the box that
branches; links of a hub form one net of several boxes. All links into one port of a box meet
before they reach it. Inside a row heights
are counted in slots, half steps of a text line from the row's middle, so that two lines of
different nets never share a slot where both could run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.reports.layered.hubs import hubs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lantu.reports.layered.diagram import Diagram, Link
    from lantu.reports.layered.rows import Cells


@dataclass(frozen=True, slots=True)
class Net:
    """Links that run together.

    Attributes:
        backward: True for the links that run against the order.
        exits: Slot at which the net leaves the right side of each of its sources.
        links: The links, in canonical order.
    """

    backward: bool
    exits: Mapping[int, int]
    links: tuple[Link, ...]

    def enters_alone(self, port_source: int | None) -> bool:
        """Whether a port whose only source is ``port_source`` belongs to this net alone."""
        return port_source is not None and tuple(self.exits) == (port_source,)

    def ports_in(self, column: int, cells: Cells) -> set[tuple[int, str]]:
        """The ports the net enters in one column."""
        return {
            (link.target, link.port) for link in self.links if cells.column[link.target] == column
        }


@dataclass(frozen=True, slots=True)
class Bundles:
    """All nets, and the slot of every port.

    Attributes:
        nets: Hubs first, then by source, forward before backward.
        ports: Slot of each (item, port name) on the box's left side.
        entries: For each item the slots of its ports, each with the one item that enters
            it, or None where several do.
    """

    nets: tuple[Net, ...]
    ports: Mapping[tuple[int, str], int]
    entries: Mapping[int, Mapping[int, int | None]]


def bundle(diagram: Diagram, cells: Cells, reach: int) -> Bundles:
    """Bundle the links and choose the slots at which they leave and enter.

    Args:
        diagram: Items and links.
        cells: Where the items stand.
        reach: Greatest slot a box is tall enough for.
    """
    links = (*diagram.forward, *diagram.backward)
    ports = _port_slots(links, cells, reach)
    entries = _entries(ports, _sole(links))
    exits = _exits(diagram, cells, ports, entries, reach)
    groups = [(False, group) for group in hubs(diagram.forward, cells.column)]
    shared = {link for _, group in groups for link in group}
    for item in range(len(diagram.items)):
        for backward, kind in ((False, diagram.forward), (True, diagram.backward)):
            own = tuple(link for link in kind if link.source == item and link not in shared)
            if own:
                groups.append((backward, own))
    nets = tuple(
        Net(backward, {link.source: exits[link.source, backward] for link in group}, group)
        for backward, group in groups
    )
    return Bundles(nets, ports, entries)


def _entries(
    ports: Mapping[tuple[int, str], int], sole: Mapping[tuple[int, str], int]
) -> dict[int, dict[int, int | None]]:
    """Slots taken on the left side of each box, with the one item that enters there."""
    entries: dict[int, dict[int, int | None]] = {}
    for port, slot in ports.items():
        held = entries.setdefault(port[0], {})
        held[slot] = None if slot in held else sole.get(port)
    return entries


def _exits(
    diagram: Diagram,
    cells: Cells,
    ports: Mapping[tuple[int, str], int],
    entries: Mapping[int, Mapping[int, int | None]],
    reach: int,
) -> dict[tuple[int, bool], int]:
    """Slot at which each (item, backward) net leaves.

    It is the slot nearest the middle whose level no port across the channel needs for
    somebody else: a line may run straight on into a port that only its item enters, or
    that is its item's only goal, for then nothing that joins it could be misled.
    """
    standing = cells.standing()
    goals: dict[int, set[tuple[int, str]]] = {}
    for link in (*diagram.forward, *diagram.backward):
        goals.setdefault(link.source, set()).add((link.target, link.port))
    sources = {(link.source, False) for link in diagram.forward}
    sources |= {(link.source, True) for link in diagram.backward}
    exits: dict[tuple[int, bool], int] = {}
    for item, backward in sorted(sources):
        facing = standing.get((cells.column[item] + 1, cells.row[item]), -1)
        barred = {slot for slot, sole in entries.get(facing, {}).items() if sole != item}
        if len(goals[item]) == 1:
            barred -= {ports[goal] for goal in goals[item] if goal[0] == facing}
        exits[item, backward] = _nearest_free(barred | {exits.get((item, False), reach + 1)}, reach)
    return exits


def _sole(links: Iterable[Link]) -> dict[tuple[int, str], int]:
    """Ports that one link only enters, with the item it comes from."""
    entering: dict[tuple[int, str], list[int]] = {}
    for link in links:
        entering.setdefault((link.target, link.port), []).append(link.source)
    return {port: items[0] for port, items in entering.items() if len(items) == 1}


def _port_slots(links: Iterable[Link], cells: Cells, reach: int) -> dict[tuple[int, str], int]:
    """Slots of all ports: around the middle, in the order of the heights they come from."""
    rows: dict[int, dict[str, list[int]]] = {}
    for link in links:
        rows.setdefault(link.target, {}).setdefault(link.port, []).append(cells.row[link.source])
    slots: dict[tuple[int, str], int] = {}
    for target in sorted(rows):
        order = sorted(rows[target], key=lambda port: (_mean(rows[target][port]), port))
        for port, slot in zip(order, _around(len(order), reach), strict=True):
            slots[target, port] = slot
    return slots


def _mean(values: list[int]) -> float:
    """Arithmetic mean."""
    return sum(values) / len(values)


def _around(count: int, reach: int) -> list[int]:
    """``count`` slots around zero, two apart where the box is tall enough, never all taken."""
    room = max(reach - 1, 0)
    step = 2 if count - 1 <= room else 1
    return [
        max(-room, min(room, step * place - (step * (count - 1)) // 2)) for place in range(count)
    ]


def _nearest_free(barred: set[int], reach: int) -> int:
    """The slot nearest the middle that is not barred; the lowest where all are."""
    slots = sorted(range(-reach, reach + 1), key=lambda slot: (abs(slot), slot))
    return next((slot for slot in slots if slot not in barred), reach)
