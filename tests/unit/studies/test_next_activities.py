"""What a region may do next, in its blueprint: plot, list, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lantu.errors import CallerError
from lantu.evidence.finding import Finding
from lantu.facts import activities
from lantu.facts.activities.example import example
from lantu.studies.next_activities import LISTED, NextActivities
from lantu.studies.next_methods import ENTRY, NEXT_METHODS
from lantu.workbench import Workbench, open_workspace

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Blueprint
    from lantu.model.activity_matrix import ActivityMatrix

PLACE = "990400"
TOWN = Path(__file__).parents[2] / "town"


@pytest.fixture(scope="module")
def matrix() -> ActivityMatrix:
    return example()


@pytest.fixture(scope="module")
def beside(matrix: ActivityMatrix, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    file = activities.write_activities(matrix, tmp_path_factory.mktemp("next") / "jobs.csv")
    return open_workspace(TOWN, activities=file, place=PLACE)


@pytest.fixture(scope="module")
def told(beside: Workbench) -> NextActivities:
    assert beside.upcoming is not None
    return beside.upcoming


@pytest.fixture(scope="module")
def drawn(beside: Workbench) -> Blueprint:
    return beside.blueprint()


def test_the_blueprint_gains_a_plot_a_list_and_their_methods(drawn: Blueprint) -> None:
    assert [plot.key for plot in drawn.plots] == ["next"]
    assert drawn.ledgers[-1].key == "next"
    assert drawn.methods[-len(NEXT_METHODS) :] == NEXT_METHODS
    assert ("capability.place", PLACE) in drawn.settings
    assert any(key == "capability.activities" and "sha256:" in said for key, said in drawn.settings)


def test_every_candidate_stands_on_the_plot_by_density_and_complexity(
    told: NextActivities,
) -> None:
    points = {point.key: point for point in told.plot().points}
    found = told.found
    for at, activity in enumerate(found.activity):
        assert points[activity].x.value == found.density[at]
        assert points[activity].y.value == found.pci[at]
    marked = [point.key for point in points.values() if point.marked]
    assert set(marked) == set(found.activity[: len(marked)])


def test_rows_stand_in_the_order_of_probability_within_their_intervals(
    told: NextActivities,
) -> None:
    ledger = told.ledger()
    at = [column.key for column in ledger.columns].index("probability")
    odds = [row.cells[at] for row in ledger.rows[:LISTED]]
    values = []
    for cell in odds:
        assert isinstance(cell, Finding)
        assert cell.method is ENTRY
        assert cell.interval is not None
        assert cell.interval.lower <= cell.value <= cell.interval.upper
        values.append(cell.value)
    assert values == sorted(values, reverse=True)


def test_every_figure_cites_its_row_of_the_file(
    told: NextActivities, matrix: ActivityMatrix
) -> None:
    for row in told.ledger().rows:
        for cell in row.cells:
            if isinstance(cell, Finding):
                [citation] = cell.citations
                assert citation.row_id == f"{PLACE}/{row.key}"
                amount = matrix.at(PLACE, row.key, "2020")
                assert f"{amount:.6g}" in citation.reading
                assert citation.source is not None
                assert citation.source.publisher == "jobs.csv"


def test_one_period_tells_no_probability(matrix: ActivityMatrix, tmp_path: Path) -> None:
    file = activities.write_activities(matrix.period("2020"), tmp_path / "jobs.csv")
    found = open_workspace(TOWN, activities=file, place=PLACE).upcoming
    assert found is not None
    ledger = found.ledger()
    assert "probability" not in [column.key for column in ledger.columns]
    assert "密度最高" in ledger.headline.zh


def test_a_place_is_needed_and_has_to_be_in_the_file(
    matrix: ActivityMatrix, tmp_path: Path
) -> None:
    file = activities.write_activities(matrix, tmp_path / "jobs.csv")
    with pytest.raises(CallerError, match="whose next step"):
        open_workspace(TOWN, activities=file)
    with pytest.raises(CallerError, match="420000"):
        open_workspace(TOWN, activities=file, place="420000")


def test_without_a_file_nothing_is_added() -> None:
    opened = open_workspace(TOWN)
    assert opened.upcoming is None
    assert opened.blueprint().plots == ()
