"""The tables that stand under the pictures of a page: every figure of one as a button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.reports.page_cells import figure, state_chip
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from markupsafe import Markup

    from lantu.evidence.courses import Course
    from lantu.evidence.exhibits import DependenceMap, RegionMap
    from lantu.evidence.grids import Grid
    from lantu.evidence.plots import Plot


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One line of the table under a map.

    Attributes:
        name: Region or product.
        product: Product whose card the name opens; None for a region.
        value: The figure, a button.
        sort: What the figure sorts by.
        state: The product's state, as markup; None for a region.
        notes: What else stands there.
    """

    name: Text
    product: str | None
    value: Markup
    sort: str
    state: Markup | None
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotRow:
    """One line of the table under a plot.

    Attributes:
        name: What the point is.
        marked: Whether it is one the plot is about.
        cells: Both figures as buttons, and what each sorts by.
        note: What else stands there.
    """

    name: Text
    marked: bool
    cells: tuple[tuple[Markup, str], ...]
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One line of the table under a course.

    Attributes:
        name: What it is of.
        greatest: Its greatest figure, a button.
        sort: What the figure sorts by.
        day: The first day on which it stands.
    """

    name: Text
    greatest: Markup
    sort: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One line of the table under a grid.

    Attributes:
        name: What the row is.
        total: How many it holds.
        cells: Its counts as buttons, and what each sorts by.
    """

    name: Text
    total: int
    cells: tuple[tuple[Markup, str], ...]


def region_rows(region_map: RegionMap, pointer: str) -> tuple[FigureRow, ...]:
    """The table under a regional map, greatest first."""
    names = {outline.code: outline.name for outline in region_map.outlines}
    rows = [
        FigureRow(
            name=names.get(shown.code, Text(shown.code, shown.code)),
            product=None,
            value=figure(shown.value, f"{pointer}/figures/{number}/value"),
            sort=f"{float(shown.value.value):.9g}",
            state=None,
            notes=shown.lines,
        )
        for number, shown in enumerate(region_map.figures)
    ]
    return tuple(sorted(rows, key=lambda row: -float(row.sort)))


def dependence_rows(dependence: DependenceMap) -> tuple[FigureRow, ...]:
    """The table under the dependence map, in the map's order."""
    return tuple(
        FigureRow(
            name=bar.name,
            product=bar.product,
            value=figure(bar.share, f"/dependence/bars/{number}/share", kind="share", digits=None),
            sort=f"{float(bar.share.value):.9g}",
            state=state_chip(bar.state),
            notes=(bar.what,),
        )
        for number, bar in enumerate(dependence.bars)
    )


def plot_rows(plot: Plot, pointer: str) -> tuple[PlotRow, ...]:
    """The table under a plot: what it is about first, then by the first figure, greatest first."""
    rows = [
        PlotRow(
            name=point.name,
            marked=point.marked,
            cells=tuple(
                (
                    figure(found, f"{pointer}/points/{number}/{side}", kind=scale.kind),
                    f"{float(found.value):.9g}",
                )
                for side, scale, found in (("x", plot.x, point.x), ("y", plot.y, point.y))
            ),
            note=point.note,
        )
        for number, point in enumerate(plot.points)
    ]
    return tuple(sorted(rows, key=lambda row: (not row.marked, -float(row.cells[0][1]))))


def course_rows(course: Course, pointer: str) -> tuple[CourseRow, ...]:
    """The table under a course, in its order."""
    return tuple(
        CourseRow(
            name=line.name,
            greatest=figure(line.greatest, f"{pointer}/lines/{number}/greatest", kind=course.kind),
            sort=f"{float(line.greatest.value):.9g}",
            day=f"{course.days[line.values.index(max(line.values))]:g}",
        )
        for number, line in enumerate(course.lines)
    )


def grid_rows(grid: Grid, pointer: str) -> tuple[GridLine, ...]:
    """The table under a grid, in its order."""
    return tuple(
        GridLine(
            name=row.name,
            total=row.total,
            cells=tuple(
                (
                    figure(cell.value, f"{pointer}/rows/{number}/cells/{at}", kind="count"),
                    str(cell.value.value),
                )
                for at, cell in enumerate(row.cells)
            ),
        )
        for number, row in enumerate(grid.rows)
    )
