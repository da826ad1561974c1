"""热力图 and 距下一级多远: the two pictures of digital levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.digital import heat_map
from lantu.evidence.finding import Finding
from lantu.evidence.grids import Grid, GridCell, GridRow
from lantu.evidence.plots import Plot, Point, Scale
from lantu.studies.digital import GROUPS, NOT_TOLD, OPEN, joined, near_headline, note
from lantu.studies.digital_methods import ITEMS, LEVEL
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.digital import HeatMap
    from lantu.digital.views import Group
    from lantu.studies.digital import DigitalLevels

SHOWN = 300
"""Firms on the picture: more are a cloud in which none is found."""

MARKED = 8
"""Firms nearest to the next level, which are marked."""


def level_grid(levels: DigitalLevels, by: Group = "segment") -> Grid:
    """环节 × 等级: firms of each segment at each level, and those whose level is open."""
    found = heat_map(levels.standing, by)
    columns = (*levels.levels, OPEN)
    group = GROUPS[by]
    return Grid(
        key=f"digital-{by}-{levels.answers.rubric.code}",
        title=Text(f"{group.zh} × 数字化等级", f"Digital levels by {group.en}"),
        headline=_grid_headline(levels, found),
        across=Text("等级", "level"),
        down=group,
        columns=columns,
        rows=_grid_rows(levels, found, by),
        note=note(levels, Text("格中为企业数，深浅为占本行的份额", "Firms; shaded by share")),
    )


def _grid_rows(levels: DigitalLevels, found: HeatMap, by: Group) -> tuple[GridRow, ...]:
    answers = levels.answers
    labels = answers.segments if by == "segment" else answers.places
    rows = []
    for at, group in enumerate(found.groups):
        mine = [firm for firm, label in enumerate(labels) if label == group][:MARKED]
        counts = [*found.counts[at].tolist(), int(found.open[at])]
        total = int(found.firms[at])
        cells = tuple(_grid_cell(levels, count, total, mine) for count in counts)
        name = Text(group, group) if group else NOT_TOLD
        rows.append(GridRow(key=group or "-", name=name, total=total, cells=cells))
    return tuple(rows)


def _grid_cell(levels: DigitalLevels, count: int, total: int, firms: Sequence[int]) -> GridCell:
    value = Finding(
        value=count,
        method=LEVEL,
        citations=tuple(levels.row(firm) for firm in firms),
        caveats=levels.standing.caveats,
    )
    return GridCell(value=value, share=count / total)


def _grid_headline(levels: DigitalLevels, found: HeatMap) -> Text:
    """How many stand at each level, the commonest named."""
    counts = found.counts.sum(axis=0)
    most = int(counts.argmax())
    firms, open_ = int(found.firms.sum()), int(found.open.sum())
    name = levels.levels[most]
    zh = f"{firms} 家企业，最多的是{name.zh}（{int(counts[most])} 家）"
    en = f"{firms} firms; most stand at {name.en} ({int(counts[most])})"
    if open_:
        zh += f"，{open_} 家等级待定"
        en += f", {open_} open"
    return Text(zh, en)


def distance_plot(levels: DigitalLevels) -> Plot:
    """距下一级多远: points that are missing, and the fewest items that hold as many."""
    near = levels.nearest[:SHOWN]
    marked = set(near[: min(MARKED, -(-len(near) // 3))])
    return Plot(
        key=f"digital-next-{levels.answers.rubric.code}",
        topic="digital",
        title=Text("距下一级多远", "How far from the next level"),
        headline=near_headline(levels, near),
        x=Scale(
            title=Text("还差的分数", "points missing"),
            kind="number",
            low=Text("差得少", "little"),
            high=Text("差得多", "much"),
        ),
        y=Scale(
            title=Text("最少要提升的项数", "fewest items to raise"),
            kind="number",
            low=Text("一两项就够", "one or two"),
            high=Text("要提升多项", "many"),
        ),
        points=tuple(_point(levels, at, at in marked) for at in sorted(near)),
        marked=Text("离下一级最近的", "nearest to the next level"),
        unmarked=Text("其他企业", "other firms"),
        note=note(
            levels,
            Text(
                "左下角最容易升级；已到最高一级的不画", "Lower left lifts most easily; none at top"
            ),
        ),
    )


def _point(levels: DigitalLevels, firm: int, marked: bool) -> Point:  # noqa: FBT001 - a field of Point
    needed = Finding(
        value=float(levels.next.needed[firm]),
        method=ITEMS,
        citations=(levels.row(firm),),
        caveats=levels.standing.caveats,
    )
    return Point(
        key=levels.answers.firms.codes[firm],
        name=levels.answers.firms.names[firm],
        x=levels.distance(firm),
        y=needed,
        marked=marked,
        note=joined(levels.limits(firm)),
    )
