"""Which rows a finding may cite: those that say what it says, and that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.studies import makers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lantu.studies import Survey
    from lantu.workbench import Workbench


@pytest.fixture(scope="module")
def survey(town: Workbench) -> Survey:
    return town.survey


def told(survey: Survey, rows: Iterable[int]) -> set[str]:
    table = survey.graph.makers
    return {table.book.cite(int(table.rows[at])).row_id for at in rows}


def linked(survey: Survey, links: Iterable[int]) -> set[str]:
    table = survey.graph.links
    return {table.book.cite(int(table.rows[at])).row_id for at in links}


@pytest.mark.parametrize(
    ("product", "local", "rows"),
    [
        ("P02", True, {"M01", "M02"}),
        ("P09", True, {"M04"}),  # M15 says that it is used, not made
        ("P10", True, set()),  # M07 builds
        ("P07", True, set()),
        ("P07", False, {"M13", "M14"}),
        ("P07", None, {"M13", "M14"}),
    ],
)
def test_making_rows_say_made_now(
    survey: Survey, product: str, *, local: bool | None, rows: set[str]
) -> None:
    at = survey.graph.products.ids.at(product)
    assert told(survey, makers.making_rows(survey, at, local=local)) == rows


def test_building_rows_are_local_and_apart(survey: Survey) -> None:
    at = survey.graph.products.ids.at("P10")
    assert told(survey, makers.building_rows(survey, at)) == {"M07"}
    assert told(survey, makers.maker_rows(survey, at, local=True)) == {"M07"}
    assert told(survey, makers.maker_rows(survey, at, local=False)) == set()


def test_a_firms_rows_run_over_its_products(survey: Survey) -> None:
    firm = survey.graph.firms.ids.at("F5")
    assert told(survey, makers.firm_rows(survey, firm)) == {"M09", "M10", "M11"}


def test_kindred_rows_are_all_that_its_makers_make(survey: Survey) -> None:
    at = survey.graph.products.ids.at("P12")  # made by F2, who makes steel as well
    assert told(survey, makers.kindred_rows(survey, at)) == {"M01", "M05"}


@pytest.mark.parametrize(
    ("asked", "product", "links"),
    [
        (makers.user_links, "P13", {"K15"}),  # K19 recycles
        (makers.user_links, "P08", {"K09", "K18"}),
        (makers.local_user_links, "P02", {"K02", "K03", "K10"}),  # P15 is not made here
        (makers.input_links, "P14", {"K15", "K18"}),
        (makers.needed_links, "P14", {"K15"}),  # K18 is optional
        (makers.needed_links, "P10", {"K05", "K06", "K07"}),
        (makers.needed_links, "P01", set()),
    ],
)
def test_links_are_told_by_what_they_mean(
    survey: Survey, asked: Callable[[Survey, int], list[int]], product: str, links: set[str]
) -> None:
    assert linked(survey, asked(survey, survey.graph.products.ids.at(product))) == links
