"""数字化水平 as findings: every figure with its row, and what is not official said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.evidence.finding import Finding
from lantu.model.assessment import Origin, assessment
from lantu.model.roster import roster
from lantu.studies.beside import Beside
from lantu.studies.digital import DigitalLevels
from lantu.studies.digital_lists import LISTED, audit_ledger, firm_ledger
from lantu.studies.digital_methods import DIGITAL_METHODS
from lantu.studies.digital_pictures import distance_plot, level_grid
from town.maturity import RUBRIC, firms

if TYPE_CHECKING:
    from lantu.model.assessment import Assessment

NONE = float("nan")


def answers(origin: Origin = Origin.SELF, *, less: float = 0.0) -> Assessment:
    """The firms of the town: one low, one open, one at the top."""
    shares = np.array([[0.5, 0.0, 0.25], [0.5, NONE, 1.0], [1.0, 0.5, 1.0]])
    return assessment(
        RUBRIC,
        firms(["low", "open", "high"]),
        np.where(np.isnan(shares), shares, np.maximum(shares - less, 0.0)),
        scenes=np.array([[0, 0], [2, -1], [2, 2]]),
        segments=("光", "光", ""),
        origin=origin,
    )


TOLD = DigitalLevels(answers=answers(), source="town.xlsx")


def test_each_segment_counts_its_settled_firms_and_the_open_apart() -> None:
    grid = level_grid(TOLD)
    assert [row.name.zh for row in grid.rows] == ["未注明", "光"]
    assert [[cell.value.value for cell in row.cells] for row in grid.rows] == [
        [0, 0, 1, 0],
        [0, 1, 0, 1],
    ]
    assert [[cell.share for cell in row.cells] for row in grid.rows][1] == [0, 0.5, 0, 0.5]
    cited = {each.row_id for each in grid.rows[1].cells[0].value.citations}
    assert cited == {"town/self/low", "town/self/open"}


def test_the_nearest_to_the_next_level_come_first_and_the_top_is_not_drawn() -> None:
    assert [TOLD.answers.firms.codes[at] for at in TOLD.nearest] == ["open", "low"]
    plot = distance_plot(TOLD)
    assert [point.key for point in plot.points] == ["low", "open"]
    assert [point.x.value for point in plot.points] == pytest.approx([35.0, 5.0])
    assert [point.y.value for point in plot.points] == [2.0, 1.0]
    assert [point.key for point in plot.points if point.marked] == ["open"]


def test_the_list_says_level_range_and_what_holds_back() -> None:
    rows = {row.key: row.cells for row in firm_ledger(TOLD).rows}
    assert list(rows) == ["open", "low", "high"]
    level, score, limits = rows["open"][3], rows["open"][4], rows["open"][6]
    assert str(level).startswith("Text(zh='待定（")
    assert isinstance(score, Finding)
    assert score.interval is not None
    assert [score.value, score.interval.upper] == pytest.approx([55.0, 85.0])
    assert str(limits).startswith("Text(zh='A2")
    assert rows["high"][6] is None
    assert rows["high"][1] is None


def test_audits_stand_beside_self_reports_the_most_overstated_first() -> None:
    told = DigitalLevels(
        answers=answers(), source="town.xlsx", audit=answers(Origin.AUDIT, less=0.25)
    )
    assert told.bias is not None
    ledger = audit_ledger(told, told.bias)
    gaps = [cell.value for row in ledger.rows if isinstance(cell := row.cells[1], Finding)]
    assert gaps == sorted(gaps, reverse=True)
    assert min(gaps) > 0
    assert len(Beside(digital=(told,)).ledgers()) == 2


def test_what_stands_beside_the_facts_brings_its_own_methods_and_nothing_else() -> None:
    beside = Beside(digital=(TOLD,))
    assert beside.methods() == DIGITAL_METHODS
    assert [grid.key for grid in beside.grids()] == ["digital-segment-town"]
    assert [plot.topic for plot in beside.plots()] == ["digital"]
    assert (beside.courses(), beside.caveats()) == ((), RUBRIC.caveats)
    assert Beside().ledgers() == ()


def test_a_list_of_many_firms_says_that_it_is_cut() -> None:
    many = assessment(
        RUBRIC, roster("firm", [f"f{k}" for k in range(LISTED + 1)]), np.zeros((LISTED + 1, 3))
    )
    ledger = firm_ledger(DigitalLevels(answers=many, source="many.xlsx"))
    assert len(ledger.rows) == LISTED
    assert f"列前 {LISTED} 家" in ledger.about.zh
