"""Positions in world tables beside those that Antràs & Chor (2018) published.

The published figures rest on unrounded tables; ours are rounded to whole millions, which is
all of what a small sector sells to another. So the closeness asked for is that of sectors
above 1 billion USD; of the rest, of which many sell less than 10 million in all, it is what
was measured.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from lantu.facts.economy import read_table
from lantu.flows import position
from unit.flows.world_tables import FOLDER, needs_world_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

YEARS = tuple(range(1995, 2012))

pytestmark = needs_world_tables


class Side(NamedTuple):
    """Ours beside theirs, and output in millions of USD."""

    ours: Floats
    theirs: Floats
    x: Floats

    def of(self, least: float) -> Side:
        kept = self.x > least
        return Side(*(values[kept] for values in self))

    @property
    def median(self) -> float:
        return float(np.median(np.abs(self.ours - self.theirs)))

    @property
    def correlation(self) -> float:
        return float(np.corrcoef(self.ours, self.theirs)[0, 1])


@cache
def published() -> dict[tuple[int, str, int], tuple[float, float]]:
    import polars as pl  # noqa: PLC0415 - only where the data are

    table = pl.read_parquet(FOLDER / "reference_gvc_measures.parquet")
    columns = ["year", "country", "industry", "upstreamness", "downstreamness"]
    return {(y, c, i): (u, d) for y, c, i, u, d in table.select(columns).iter_rows()}


@cache
def compared(year: int) -> tuple[Side, Side]:
    """Upstreamness and downstreamness of the 1,435 sectors of a year."""
    table = read_table(FOLDER / f"wiot_{year}.npz")
    found = position(table)
    cells = [(year, country, k + 1) for country in table.regions for k in range(35)]
    theirs = np.array([published()[cell] for cell in cells])
    return (
        Side(found.upstreamness, theirs[:, 0], table.x),
        Side(found.downstreamness, theirs[:, 1], table.x),
    )


def all_years(side: int) -> Side:
    every = [compared(year)[side] for year in YEARS]
    return Side(*(np.concatenate(values) for values in zip(*every, strict=True)))


@pytest.mark.parametrize(("side", "median"), [(0, 0.0085), (1, 0.0095)])
def test_all_cells_of_all_years(side: int, median: float) -> None:
    cells = all_years(side)
    assert len(cells.ours) == 24_395
    assert cells.median < 0.0125
    assert cells.correlation > 0.973
    large = cells.of(1000)
    assert len(large.ours) == 20_182
    assert large.median < median
    assert large.correlation > 0.9985
    assert np.abs(large.ours - large.theirs).max() < 0.22


def test_every_year_is_as_near_as_it_was_found_to_be() -> None:
    """Beside a reproduction made apart from lantu, whose figures lie with the data."""
    with (FOLDER / "reference_gvc_check.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["year"]) for row in rows] == list(YEARS)
    for row in rows:
        for name, side in zip("UD", compared(int(row["year"])), strict=True):
            assert side.of(1000).median < float(row[f"{name}_med"]) + 1e-4, row["year"]
            assert side.of(0).correlation > float(row[f"{name}_corr"]) - 1e-4, row["year"]


def test_electronics_of_china() -> None:
    upstream, _ = compared(2011)
    at = read_table(FOLDER / "wiot_2011.npz").at("c14", "CHN")
    assert upstream.ours[at] == pytest.approx(2.8426, abs=5e-5)
    assert upstream.theirs[at] == pytest.approx(2.8434, abs=5e-5)
