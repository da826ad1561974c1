"""How far across everything lies: columns, channels with their tracks, stages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from lantu.reports.layered.drawing import Span
from lantu.reports.layered.tracks import Strand, assign_tracks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.reports.layered.drawing import Measures
    from lantu.reports.layered.lanes import Trunk
    from lantu.reports.layered.nets import Bundles, Net
    from lantu.reports.layered.rows import Cells
    from lantu.reports.layered.streets import Heights


@dataclass(frozen=True, slots=True)
class Widths:
    """Horizontal places, in px.

    Attributes:
        columns: Width each column's boxes cover.
        stages: Width each stage covers.
        spines: Place of each (net, channel) spine; absent where the net runs level.
        total: Width of the whole.
    """

    columns: tuple[Span, ...]
    stages: tuple[Span, ...]
    spines: Mapping[tuple[int, int], float]
    total: float


def place_widths(
    cells: Cells,
    bundles: Bundles,
    trunks: Sequence[Trunk | None],
    heights: Heights,
    measures: Measures,
) -> Widths:
    """Places of all columns and spines; channels are as wide as their traffic."""
    count = cells.stages[-1]
    strands = _strands(cells, bundles, trunks, heights, measures)
    tracks = [assign_tracks(strands.get(c, ()), measures.pitch) for c in range(count + 1)]
    wide = _channel_widths(tracks, measures)
    lefts, columns, x = [], [], 0.0
    for width in wide:
        lefts.append(x)
        columns.append(Span(x + width, x + width + measures.box_width))
        x = columns[-1].end
    total = columns.pop().start
    spines = {}
    for channel, left in enumerate(lefts):
        used = max(tracks[channel], default=-1) + 1
        room = wide[channel] - measures.approach
        step = measures.step(room - measures.channel / 2, used)
        for strand, track in zip(strands.get(channel, ()), tracks[channel], strict=True):
            spines[strand.net, channel] = left + room / 2 + (track - (used - 1) / 2) * step
    return Widths(tuple(columns), _stages(cells, lefts, wide, total), spines, total)


def _channel_widths(tracks: Sequence[tuple[int, ...]], measures: Measures) -> list[float]:
    """Room for the tracks of each channel, stretched evenly until the width is filled.

    Where even the widest channels leave room, the columns stand in the middle of it.
    """
    last = len(tracks) - 1
    wide = []
    for channel, used in enumerate(tracks):
        least = measures.channel + measures.pitch * max(used, default=0)
        wide.append(measures.outer if not used and channel in (0, last) else least)
    spare = measures.width - sum(wide) - last * measures.box_width
    for channel in range(1, last):
        share = max(spare, 0.0) / (last - channel)
        added = min(share, max(measures.channel_most - wide[channel], 0.0))
        wide[channel] += added
        spare -= added
    wide[0] += max(spare, 0.0) / 2
    wide[last] += max(spare, 0.0) / 2
    return wide


def _stages(
    cells: Cells, lefts: Sequence[float], wide: Sequence[float], total: float
) -> tuple[Span, ...]:
    """Stages meet in the middle of the channels between them."""
    edges = [lefts[column] + wide[column] / 2 for column in cells.stages]
    edges[0], edges[-1] = 0.0, total
    return tuple(Span(a, b) for a, b in pairwise(edges))


def _strands(
    cells: Cells,
    bundles: Bundles,
    trunks: Sequence[Trunk | None],
    heights: Heights,
    measures: Measures,
) -> dict[int, list[Strand]]:
    """The spines of every channel, in the order of their nets."""
    strands: dict[int, list[Strand]] = {}
    for number, net in enumerate(bundles.nets):
        near, far = _branches(net, cells, bundles, (heights, measures.pitch))
        level = heights.trunks.get(number)
        for channel in sorted(set(near) | set(far)):
            left, right = near.get(channel, []), far.get(channel, [])
            trunk = trunks[number]
            if trunk is not None and level is not None:
                if trunk.first < channel:
                    left = [*left, level]
                if channel < trunk.last:
                    right = [*right, level]
            strand = Strand(number, tuple(sorted(set(left))), tuple(sorted(set(right))))
            if strand.low < strand.high:
                strands.setdefault(channel, []).append(strand)
    return strands


def _branches(
    net: Net,
    cells: Cells,
    bundles: Bundles,
    scale: tuple[Heights, float],
) -> tuple[dict[int, list[float]], dict[int, list[float]]]:
    """Heights at which a net meets its box and its ports, by channel: from left, to right."""
    heights, pitch = scale
    near: dict[int, list[float]] = {}
    for item, slot in net.exits.items():
        y = heights.slot(cells.row[item], slot, pitch)
        near.setdefault(cells.column[item] + 1, []).append(y)
    far: dict[int, list[float]] = {}
    for link in net.links:
        slot = bundles.ports[link.target, link.port]
        y = heights.slot(cells.row[link.target], slot, pitch)
        far.setdefault(cells.column[link.target], []).append(y)
    return near, far
