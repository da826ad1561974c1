"""Pages of activities as one list: a row for each place, activity and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from lantu.facts.activities.columns import HEADERS, LABELS, NEEDED, Part, placed
from lantu.facts.fault import Spot
from lantu.facts.intake.raw import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.facts.activities.pages import Page
    from lantu.facts.findings import Findings

PAGE, COLUMN = "lantu_page", "lantu_column"
"""Where a row of the list stands: number of the page, header of the cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list out of all pages.

    Attributes:
        pages: The pages.
        frame: Columns of :data:`~lantu.facts.activities.columns.Part` that there are, as text
            with blanks as null; the number of the page, the row on it, and the header of the
            column that holds the value.
        headers: The header of each part that was found, page by page.
    """

    pages: Sequence[Page]
    frame: pl.DataFrame
    headers: Sequence[Mapping[Part, str]]

    def spot(self, at: int, part: Part | None = None) -> Spot:
        """Where a row of the list stands."""
        number = int(self.frame[PAGE][at])
        if part is None or part == "value":
            return self.pages[number].spot(int(self.frame[ROW][at]), str(self.frame[COLUMN][at]))
        column = self.headers[number].get(part, "")
        return self.pages[number].spot(int(self.frame[ROW][at]), column)


def listing(pages: Sequence[Page], given: Mapping[Part, str], findings: Findings) -> Listing:
    """All pages in one list; a page without columns of activities and values is a wide table.

    A wide table has a place in each row and an activity in each column; its sheet's name is
    the period, where there are several sheets.

    Raises:
        FactsError: A page has not the columns it needs.
    """
    frames = []
    headers = [placed(page.header, given, page.spot(1), findings) for page in pages]
    for number, (page, found) in enumerate(zip(pages, headers, strict=True)):
        frame = _rows(page, found, {*found, *given}, findings, named=len(pages) > 1)
        if frame is not None:
            frames.append(frame.with_columns(pl.lit(number, dtype=pl.Int32).alias(PAGE)))
    findings.stop()
    if not frames:
        findings.fail("activities.empty", Spot(file=findings.file))
    return Listing(pages=pages, frame=pl.concat(frames, how="diagonal"), headers=headers)


def _rows(
    page: Page, found: Mapping[Part, str], told: set[Part], findings: Findings, *, named: bool
) -> pl.DataFrame | None:
    """The rows of one page; None, with the reason noted, where it has not what it needs."""
    if not told & {"activity", "value"} and _is_wide(page, found):
        return _wide(page, found, named=named)
    for part in NEEDED:
        if part not in told:
            known = ", ".join(HEADERS[part])
            findings.add("activities.columns", page.spot(1), wanted=LABELS[part], known=known)
    return _long(page, found) if set(NEEDED) <= set(found) else None


def _is_wide(page: Page, found: Mapping[Part, str]) -> bool:
    """Whether rows are places: a list under unknown headers names each of them many times."""
    if "place" not in found:
        return False
    keys = [found[part] for part in ("place", "period") if part in found]
    return 2 * page.frame.select(keys).n_unique() > len(page.frame)


def _long(page: Page, found: Mapping[Part, str]) -> pl.DataFrame:
    columns = [pl.col(header).alias(part) for part, header in found.items()]
    return page.frame.select(*columns, ROW, pl.lit(found["value"]).alias(COLUMN))


def _wide(page: Page, found: Mapping[Part, str], *, named: bool) -> pl.DataFrame:
    kept = {header: part for part, header in found.items()}
    cells = [header for header in page.header if header not in kept]
    frame = page.frame.unpivot(
        on=cells, index=[*kept, ROW], variable_name=COLUMN, value_name="value"
    )
    frame = frame.rename(kept).with_columns(pl.col(COLUMN).alias("activity"))
    if named and "period" not in frame.columns:
        frame = frame.with_columns(pl.lit(page.name).alias("period"))
    return frame.sort(ROW, maintain_order=True)
