"""What a place may do next: how likely, how near, how complex, and carried by what it does.

The activities are the user's own; they are told apart by their codes alone, and complexity is
compared among the places and activities of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.confidence import Interval
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.evidence.plots import Plot, Point, Scale
from lantu.evidence.source import Citation, Source
from lantu.studies.next_methods import ADVANTAGE, COG, DENSITY, ENTRY, PCI
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.complexity import ActivityMatrix, NextProducts
    from lantu.evidence.finding import Method

NAMED = 3
"""Activities a headline names."""

MARKED = 8
"""Best-placed activities that are marked; of few candidates, a third."""

SHOWN = 300
"""Best-placed activities on the picture: more are a cloud in which none is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextActivities:
    """Candidates of one place, beside the file they are told from.

    Attributes:
        matrix: The file.
        found: The candidates.
    """

    matrix: ActivityMatrix
    found: NextProducts

    def plot(self) -> Plot:
        """See :func:`next_plot`."""
        return next_plot(self.matrix, self.found)

    def ledger(self) -> Ledger:
        """See :func:`next_ledger`."""
        return next_ledger(self.matrix, self.found)


AMONG = Text(
    "复杂度只在该文件的地区和活动之间比较",
    "complexity is compared among the places and activities of the file alone",
)


def next_plot(matrix: ActivityMatrix, found: NextProducts) -> Plot:
    """密度与复杂度: what is near and what is complex, the best-placed activities filled."""
    shown = range(min(SHOWN, len(found.activity)))
    marked = min(MARKED, -(-len(found.activity) // 3))
    place = matrix.name(found.place)
    return Plot(
        key="next",
        title=Text(f"{place.zh}下一步能做什么", f"What {place.en} may do next"),
        headline=_headline(found, place),
        x=Scale(
            title=Text("关联密度", "relatedness density"),
            kind="share",
            low=Text("离已有的远", "far from what is there"),
            high=Text("离已有的近", "near what is there"),
        ),
        y=Scale(
            title=Text("活动复杂度 PCI", "complexity of the activity (PCI)"),
            kind="number",
            low=Text("谁都会做", "many can"),
            high=Text("少有人会做", "few can"),
        ),
        points=_points(matrix, found, shown, marked),
        marked=Text(*_ORDERS[found.ordered_by]),
        unmarked=Text("其他候选", "other candidates"),
        note=_note(matrix, found),
        centre=(float(np.median(found.density)), found.eci),
        fields=(
            Text("远而复杂", "far, complex"),
            Text("近而复杂", "near, complex"),
            Text("远而简单", "far, simple"),
            Text("近而简单", "near, simple"),
        ),
    )


_ORDERS = {
    "probability": ("最可能进入的", "likeliest"),
    "density": ("密度最高的", "nearest"),
}


def _headline(found: NextProducts, place: Text) -> Text:
    """The best placed of those that are more complex than what the place does."""
    raising = [at for at in range(len(found.activity)) if found.gain[at] > 0][:NAMED]
    if not raising:
        return Text(
            f"没有比{place.zh}已有的更复杂的候选",
            f"No candidate is more complex than {place.en} is",
        )
    names = [found.name[at] for at in raising]
    zh, en = "；".join(name.zh for name in names), "; ".join(name.en for name in names)
    how = Text(*_ORDERS[found.ordered_by])
    return Text(
        f"比已有的更复杂、又{how.zh}：{zh}", f"More complex than what is there, and {how.en}: {en}"
    )


def _points(
    matrix: ActivityMatrix, found: NextProducts, shown: Sequence[int], marked: int
) -> tuple[Point, ...]:
    return tuple(
        Point(
            key=found.activity[at],
            name=found.name[at],
            x=_finding(matrix, found, at, found.density[at], DENSITY),
            y=_finding(matrix, found, at, found.pci[at], PCI),
            marked=at < marked,
            note=_odds(found, at),
        )
        for at in sorted(shown, key=lambda at: found.activity[at])
    )


def _finding(
    matrix: ActivityMatrix, found: NextProducts, at: int, value: float, method: Method
) -> Finding[float]:
    """One figure of one candidate, citing its row of the file."""
    amount = matrix.at(found.place, found.activity[at], found.start)
    place = matrix.name(found.place).zh
    row = Citation(
        table="activities",
        row_id=f"{found.place}/{found.activity[at]}",
        line=at + 1,
        reading=f"{place}，{found.name[at].zh}，{found.start}：{amount:.6g} {matrix.unit}".rstrip(),
        note="",
        grade=None,
        source=_source(matrix, found),
    )
    return Finding(value=float(value), method=method, citations=(row,), caveats=(AMONG,))


def _source(matrix: ActivityMatrix, found: NextProducts) -> Source:
    """The file as a page to cite."""
    return Source(
        key=f"activities:{matrix.source or found.start}",
        url="",
        date=found.start,
        publisher=matrix.source or "—",
        host_type="official",
        safe_to_link=False,
    )


def _odds(found: NextProducts, at: int) -> Text | None:
    if found.probability is None:
        return None
    said = f"{found.probability[at]:.1%}"
    return Text(f"进入概率 {said}", f"probability of entry {said}")


def _note(matrix: ActivityMatrix, found: NextProducts) -> Text:
    """What the lines are, how many are shown, and whose figures."""
    zh = "竖线为候选密度的中位数，横线为该地 ECI"
    en = "Upright: median density of candidates; level: ECI of the place"
    if len(found.activity) > SHOWN:
        zh += f"；只画前 {SHOWN} 个候选"
        en += f"; the first {SHOWN} candidates alone"
    source = ", ".join(part for part in (matrix.source, found.start) if part)
    return Text(f"{zh}。来源：{source}。", f"{en}. Source: {source}.")


LISTED = 200
"""Candidates on the list: enough to choose from; the command line gives them all."""

CARRIERS = 3
"""Activities that a row says it is carried by."""


def next_ledger(matrix: ActivityMatrix, found: NextProducts) -> Ledger:
    """下一步清单: candidates, the best placed first, with what carries each."""
    place, count = matrix.name(found.place), len(found.activity)
    whole = (
        Text("", "")
        if count <= LISTED
        else Text(f",列前 {LISTED} 项", f", the first {LISTED} listed")
    )
    how = Text(*_ORDERS[found.ordered_by])
    return Ledger(
        key="next",
        title=Text("下一步清单", "what comes next"),
        headline=Text(
            f"{place.zh}有 {count} 项候选活动{whole.zh},{how.zh}在先",
            f"{place.en} has {count} candidates{whole.en}, {how.en} first",
        ),
        about=Text(
            f"候选是本地区位商低于门槛、有记录的活动。来源:{matrix.source} {found.start}。{AMONG.zh}。",
            f"Candidates are activities on record below the line. Source: {matrix.source} {found.start}; "
            f"{AMONG.en}.",
        ),
        columns=_columns(found),
        rows=tuple(_row(matrix, found, at) for at in range(min(LISTED, count))),
    )


def _columns(found: NextProducts) -> tuple[Column, ...]:
    odds = Column(key="probability", title=ENTRY.name, kind="share")
    return (
        Column(key="activity", title=Text("活动", "activity"), kind="text"),
        *([odds] if found.probability is not None else []),
        Column(key="density", title=DENSITY.name, kind="share"),
        Column(key="pci", title=PCI.name, kind="number"),
        Column(key="cog", title=COG.name, kind="number"),
        Column(key="advantage", title=ADVANTAGE.name, kind="number"),
        Column(key="carried_by", title=Text("依托", "carried by"), kind="text"),
    )


def _row(matrix: ActivityMatrix, found: NextProducts, at: int) -> Row:
    measured = (
        (found.density, DENSITY),
        (found.pci, PCI),
        (found.cog, COG),
        (found.advantage, ADVANTAGE),
    )
    return Row(
        key=found.activity[at],
        cells=(
            found.name[at],
            *_probability(matrix, found, at),
            *(_finding(matrix, found, at, values[at], method) for values, method in measured),
            _carriers(matrix, found, at),
        ),
    )


def _probability(
    matrix: ActivityMatrix, found: NextProducts, at: int
) -> tuple[Finding[float], ...]:
    if found.probability is None or found.lower is None or found.upper is None:
        return ()
    told = _finding(matrix, found, at, found.probability[at], ENTRY)
    band = Interval(float(found.lower[at]), float(found.upper[at]))
    return (replace(told, interval=band),)


def _carriers(matrix: ActivityMatrix, found: NextProducts, at: int) -> Text | None:
    """The activities of the place that add most to the density; None where none adds any."""
    near = found.neighbours
    parts = zip(near.position[at][:CARRIERS], near.part[at][:CARRIERS], strict=True)
    names = [matrix.name(near.activities.labels[k]) for k, part in parts if part > 0]
    if not names:
        return None
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))
