from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.studies.survey import counted, unfinished_projects
from lantu.vocab.words import Essentiality
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lantu.studies import Survey
    from lantu.workbench import Workbench


@pytest.fixture(scope="module")
def survey(town: Workbench) -> Survey:
    return town.survey


def ids(survey: Survey, positions: Iterable[int]) -> list[str]:
    links = survey.graph.links
    return [links.book.cite(int(links.rows[at])).row_id for at in positions]


def test_the_links_of_a_product_are_found_on_both_sides(survey: Survey) -> None:
    steel = survey.graph.products.ids.at("P02")
    assert ids(survey, survey.inputs_of(steel)) == ["K01", "K19"]
    assert ids(survey, survey.outputs_of(steel)) == ["K02", "K03", "K10", "K16"]


def test_a_product_without_links_has_none(survey: Survey) -> None:
    ore = survey.graph.products.ids.at("P01")
    assert not len(survey.inputs_of(ore))
    assert ids(survey, survey.outputs_of(ore)) == ["K01"]


def test_a_products_makers_and_figures_stand_together(survey: Survey) -> None:
    graph, bearing = survey.graph, survey.graph.products.ids.at("P09")
    makers = [graph.makers.book.cite(int(graph.makers.rows[k])) for k in survey.makers_of(bearing)]
    figures = [
        graph.figures.book.cite(int(graph.figures.rows[k])) for k in survey.figures_of(bearing)
    ]
    assert {row.row_id for row in makers} == {"M04", "M15"}
    assert {row.row_id for row in figures} == {"E4", "E5", "M04"}


def test_a_links_need_is_a_word(survey: Survey) -> None:
    needs = {
        survey.essentiality(link) for link in survey.inputs_of(survey.graph.products.ids.at("P10"))
    }
    assert needs == {Essentiality.ESSENTIAL, Essentiality.ALTERNATIVE}


def test_what_is_recycled_is_not_walked(survey: Survey) -> None:
    steel = survey.graph.products.ids.at("P02")
    walked = [k for k in survey.inputs_of(steel) if survey.walked[k]]
    assert ids(survey, walked) == ["K01"]


def test_only_projects_that_do_not_produce_yet_count(town: Workbench) -> None:
    labels = town.graph.products.ids.labels
    # J1 is being built, J3 is signed; J2 produces already
    assert [labels[at] for at in unfinished_projects(town.graph, town.directory)] == ["P07", "P10"]


@pytest.fixture
def without_d(tmp_path: Path) -> Workbench:
    path = workspace.copy_to(tmp_path / "town")
    workspace.put(path, "projects", 2, confidence="D", source_url="", source_date="")
    workspace.put(path, "platforms", 3, confidence="D", source_url="", source_date="")
    workspace.put(path, "indicators", 4, confidence="D", source_url="", source_date="")
    workspace.put(path, "supply_relations", 2, confidence="D", source_url="", source_date="")
    with (path / "lantu.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[confidence]\nuse_d = false\n")
    return open_workspace(path)


def test_class_d_switched_off_leaves_the_directory_too(without_d: Workbench) -> None:
    kept = counted(without_d.directory, without_d.rules)
    assert kept == without_d.survey.counted
    assert [project.id for project in kept.projects] == ["J2", "J3"]
    assert [platform.citation.row_id for platform in kept.platforms] == ["L1"]
    assert [o.citation.row_id for o in kept.observations] == ["D1", "D2", "N1", "N2"]
    assert [supply.citation.row_id for supply in kept.supplies] == ["R2", "R3"]


def test_a_project_of_a_class_switched_off_builds_nothing(without_d: Workbench) -> None:
    found = unfinished_projects(without_d.graph, without_d.directory, without_d.rules)
    assert [without_d.graph.products.ids.labels[at] for at in found] == ["P07"]


@pytest.mark.usefixtures("without_d")
def test_class_d_switched_off_leaves_figures(tmp_path: Path) -> None:
    workspace.put(tmp_path / "town", "dependence", 6, confidence="D", source_url="", source_date="")
    survey = open_workspace(tmp_path / "town").survey
    book, rows = survey.graph.figures.book, survey.graph.figures.rows
    figures = survey.figures_of(survey.graph.products.ids.at("P09"))
    assert [book.cite(int(rows[at])).row_id for at in figures] == ["E4", "M04"]


def test_class_d_switched_off_leaves_makers_and_links(without_d: Workbench) -> None:
    survey = without_d.survey
    makers, links = survey.graph.makers, survey.graph.links
    said = {makers.book.cite(int(row)).row_id for row in makers.rows[survey.making]}
    assert said == {"M01", "M02", "M03", "M04", "M06", "M09", "M10", "M12", "M13", "M14"}
    assert ids(survey, survey.walked.nonzero()[0]) == ["K03", "K05", "K08", "K11"]
    assert not links.returning[survey.walked].any()
