"""Every figure of a product, with the rows it rests on; all can be checked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lantu.studies import figures
from lantu.studies.figures import NO_ROW
from lantu.studies.methods import ALL_METHODS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lantu.evidence.finding import Finding
    from lantu.studies import Survey
    from lantu.workbench import Workbench


@pytest.fixture(scope="module")
def survey(town: Workbench) -> Survey:
    return town.survey


def cited(finding: Finding[Any]) -> list[str]:
    return [citation.row_id for citation in finding.citations]


def at(survey: Survey, product: str) -> int:
    return survey.graph.products.ids.at(product)


@pytest.mark.parametrize(
    ("product", "value", "bounds", "rows"),
    [
        ("P02", 1 - 0.05 * 0.15, (1 - 0.05 * 0.15, 1), ["M01", "M02"]),
        ("P03", 0.6, (0, 1), ["M03"]),  # class C leaves the lower bound where it was
        ("P12", 0.3, (0, 1), ["M05"]),
        ("P07", 0, (0, 0.15), ["P07"]),  # a person of class B confirmed absence
    ],
)
def test_presence(
    survey: Survey, product: str, value: float, bounds: tuple[float, float], rows: list[str]
) -> None:
    found = figures.presence(survey, at(survey, product))
    assert found.value == pytest.approx(value)
    assert found.interval is not None
    assert (found.interval.lower, found.interval.upper) == pytest.approx(bounds)
    assert cited(found) == rows
    assert not found.caveats


def test_presence_without_a_row_says_that_no_record_is_not_absence(survey: Survey) -> None:
    for product in ("P01", "P10"):  # the blade is being built, which is not presence
        found = figures.presence(survey, at(survey, product))
        assert found.value == 0
        assert found.interval is not None
        assert found.interval.width == 1
        assert not found.citations
        assert found.caveats == (NO_ROW,)


@pytest.mark.parametrize(
    ("product", "value", "rows"),
    [
        ("P02", 0.3 / 0.35, ["M01"]),  # a share of 30 % beside 5 % of the economy
        ("P09", 0.4 / 0.45, ["E4"]),  # the better class before the greater figure
        ("P13", 1.0, ["F5", "M09"]),  # no share: the maker is a chain master
        ("P05", 0.5, ["F4", "M06"]),
    ],
)
def test_strength_rests_on_a_share_or_else_on_a_standing(
    survey: Survey, product: str, value: float, rows: list[str]
) -> None:
    found = figures.strength(survey, at(survey, product))
    assert found is not None
    assert found.value == pytest.approx(value)
    assert cited(found) == rows


def test_nothing_on_record_has_no_strength(survey: Survey) -> None:
    assert figures.strength(survey, at(survey, "P01")) is None


@pytest.mark.parametrize(
    ("product", "value", "rows"),
    [
        ("P02", 0.6 + 0.85 + 0.3, ["K02", "K10", "K03"]),
        ("P08", 0.3 + 0.1 * 0.6, ["K09", "K18"]),  # optional for the service
        ("P13", 0.6, ["K15"]),  # scrap that goes back into steel pulls nothing
    ],
)
def test_demand(survey: Survey, product: str, value: float, rows: list[str]) -> None:
    found = figures.demand(survey, at(survey, product))
    assert found.value == pytest.approx(value)
    assert sorted(cited(found)) == sorted(rows)
    assert found.interval is not None
    assert found.interval.lower <= found.value <= found.interval.upper


def test_no_local_user_is_a_zero_that_says_so(survey: Survey) -> None:
    found = figures.demand(survey, at(survey, "P04"))
    assert (found.value, found.citations, found.caveats) == (0, (), (NO_ROW,))


@pytest.mark.parametrize(
    ("product", "impact", "stopped"),
    [
        ("P02", 0.6 + 0.85 + 0.3 + 0.85 + 0.6, 6),  # rollers, bearings, towers, turbines, service
        ("P12", 0.85 + 0.6, 2),
        ("P05", 0.0, 0),  # the other resin stands in
        ("P13", 0.6, 1),
    ],
)
def test_what_a_cut_costs(survey: Survey, product: str, impact: float, stopped: int) -> None:
    assert figures.impact(survey, at(survey, product)).value == pytest.approx(impact)
    assert figures.stopped(survey, at(survey, product)).value == stopped


def test_criticality_is_shared_by_suppliers_on_record(survey: Survey) -> None:
    steel = figures.criticality(survey, at(survey, "P02"))
    assert steel.value == pytest.approx(3.2 / (0.95 + 0.85))
    assert {"M01", "M02", "K02", "K03", "K10", "K16"} == set(cited(steel))
    chip = figures.criticality(survey, at(survey, "P07"))
    assert chip.value == pytest.approx(1.75 / (0.85 + 0.6))
    assert cited(chip) == ["K08", "M14", "M13", "P07"]  # its own row states outside suppliers


def test_feasibility_takes_the_best_of_a_group(survey: Survey) -> None:
    found = figures.feasibility(survey, at(survey, "P10"))
    assert found is not None
    assert found.value == pytest.approx((0 + max(0.6, 0)) / 2)
    assert cited(found) == ["K05", "K06", "K07"]
    assert figures.feasibility(survey, at(survey, "P01")) is None


def test_density_cites_what_the_makers_make_besides(survey: Survey) -> None:
    found = figures.density(survey, at(survey, "P12"))
    assert found is not None
    assert found.value == pytest.approx(1)  # its maker makes steel, which is present
    assert cited(found) == ["M01", "M05"]
    assert found.caveats
    assert figures.density(survey, at(survey, "P10")) is None


def test_a_domestic_rate_is_shown_as_what_is_left(survey: Survey) -> None:
    found = figures.outside_share(survey, at(survey, "P08"))
    assert found is not None
    assert found.value == pytest.approx(0.8)
    assert cited(found) == ["E6"]
    assert "国产化率 20 %" in found.caveats[0].zh
    assert figures.outside_share(survey, at(survey, "P01")) is None


def test_a_recorded_figure_is_said_in_both_languages(survey: Survey) -> None:
    told = {
        found.citations[0].row_id: found.value
        for found in (figures.recorded(survey, k) for k in survey.figures_of(at(survey, "P04")))
    }
    assert told["E1"].zh == "全球前三家份额 80 %(2023)"
    assert told["E1"].en == "world share of the three largest suppliers 80 % (2023)"
    assert told["M12"].zh == "远洋碳纤维株式会社 全球份额 60 %(2023)"
    assert told["M12"].en == "Ocean Carbon Fibre world market share 60 % (2023)"


def test_completeness_weighs_products_by_their_uses(survey: Survey) -> None:
    found = figures.completeness(survey, "WIND")
    # Σ w = 29; steel 5, rollers 3, resin 1, bearing 2, controller 2, tower 2, turbine 2, service 1
    assert found.value == pytest.approx(
        (5 * 0.9925 + 3 * 0.6 + 0.6 + 2 * 0.85 + 2 * 0.3 + 2 * 0.3 + 2 * 0.85 + 0.6) / 29
    )
    assert sorted(cited(found)) == ["M01", "M02", "M03", "M04", "M05", "M06", "M09", "M10", "M11"]
    assert not found.caveats
    ships = figures.completeness(survey, "SHIP")
    assert (ships.value, ships.caveats) == (0, (NO_ROW,))


FIGURES: tuple[Callable[[Survey, int], Finding[Any] | None], ...] = (
    figures.presence,
    figures.strength,
    figures.demand,
    figures.impact,
    figures.criticality,
    figures.feasibility,
)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.__name__)
def test_every_measure_lies_within_its_doubt(
    survey: Survey, figure: Callable[[Survey, int], Finding[Any] | None]
) -> None:
    for product in range(len(survey.graph)):
        found = figure(survey, product)
        if found is not None:
            assert found.interval is not None
            assert found.interval.lower <= found.value <= found.interval.upper


def test_every_figure_rests_on_rows_or_says_that_there_are_none(survey: Survey) -> None:
    for product in range(len(survey.graph)):
        for found in figures.product_figures(survey, product):
            assert found.citations or NO_ROW in found.caveats
            assert found.method in ALL_METHODS
