"""How far down everything lies: rows, streets with their tracks, bands."""

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


@dataclass(frozen=True, slots=True)
class Heights:
    """Vertical places, in px.

    Attributes:
        rows: Height each row's boxes cover.
        bands: Height each band covers.
        trunks: Height of each net's trunk; absent where it has none.
        total: Height of the whole.
    """

    rows: tuple[Span, ...]
    bands: tuple[Span, ...]
    trunks: Mapping[int, float]
    total: float

    def slot(self, row: int, slot: int, pitch: float) -> float:
        """Height of one slot of a row."""
        return self.rows[row].middle + slot * pitch


def place_heights(
    cells: Cells, bundles: Bundles, trunks: Sequence[Trunk | None], measures: Measures
) -> Heights:
    """Heights of all rows, bands and trunks; streets are as tall as their traffic."""
    tracks = _street_tracks(cells, bundles, trunks)
    streets = _stretched(
        [_street_height(row, cells, tracks, measures) for row in range(cells.starts[-1] + 1)],
        measures,
    )
    rows, tops, y = [], [], 0.0
    for street in streets:
        tops.append(Span(y, y + street))
        rows.append(Span(y + street, y + street + measures.box_height))
        y = rows[-1].end
    total = rows.pop().start
    levels = {}
    for (row, net), (track, count) in tracks.items():
        ground = tops[row]
        step = measures.step(ground.end - ground.start, count)
        levels[net] = ground.middle + (track - (count - 1) / 2) * step
    for number, trunk in enumerate(trunks):
        if trunk is not None and not trunk.lane.street:
            levels[number] = rows[trunk.lane.row].middle + trunk.lane.slot * measures.pitch
    return Heights(tuple(rows), _bands(cells, tops, total), levels, total)


def _stretched(streets: list[float], measures: Measures) -> list[float]:
    """Streets made evenly taller until the height is filled or they are as tall as may be."""
    spare = measures.height - sum(streets) - (len(streets) - 1) * measures.box_height
    extra = max(spare, 0.0) / len(streets)
    return [max(street, min(street + extra, measures.street_most)) for street in streets]


def _street_height(
    row: int,
    cells: Cells,
    tracks: Mapping[tuple[int, int], tuple[int, int]],
    measures: Measures,
) -> float:
    """Height of the street above a row: its tracks, and the gap where a band starts."""
    count = max((count for (at, _), (_, count) in tracks.items() if at == row), default=0)
    height = max(measures.street, (count + 0.7) * measures.pitch)
    edge = row in cells.starts
    return height + (measures.band if edge else 0.0)


def _bands(cells: Cells, tops: Sequence[Span], total: float) -> tuple[Span, ...]:
    """Bands meet in the middle of the streets between them."""
    edges = [tops[row].middle for row in cells.starts]
    edges[0], edges[-1] = 0.0, total
    return tuple(Span(a, b) for a, b in pairwise(edges))


def _street_tracks(
    cells: Cells, bundles: Bundles, trunks: Sequence[Trunk | None]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each (street, net): its track and how many tracks the street has."""
    streets: dict[int, list[Strand]] = {}
    for number, trunk in enumerate(trunks):
        if trunk is not None and trunk.lane.street:
            strand = _strand(number, bundles.nets[number], trunk, cells)
            streets.setdefault(trunk.lane.row, []).append(strand)
    tracks = {}
    for row, strands in streets.items():
        numbers = assign_tracks(strands, 0.5)
        for strand, track in zip(strands, numbers, strict=True):
            tracks[row, strand.net] = (track, max(numbers) + 1)
    return tracks


def _strand(number: int, net: Net, trunk: Trunk, cells: Cells) -> Strand:
    """A trunk's branches: where it meets spines from above and from below."""
    ends = [(cells.column[item] + 1, cells.row[item]) for item in net.exits]
    ends += [(cells.column[link.target], cells.row[link.target]) for link in net.links]
    up = tuple(sorted({float(channel) for channel, row in ends if row < trunk.lane.row}))
    down = tuple(sorted({float(channel) for channel, row in ends if row >= trunk.lane.row}))
    return Strand(number, up, down)
