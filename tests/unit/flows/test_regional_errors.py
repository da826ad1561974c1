"""Measures of error on small figures, and what they say of real regions.

The measured figures are printed in ``docs/explain/regionalisation.md`` and travel with every
estimated table; here they are measured again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.flows import (
    AFLQ,
    CILQ,
    FLQ,
    SLQ,
    SurveyedRegions,
    coefficient_errors,
    cross_validated,
    measured_error,
    quotients,
    regional_errors,
)
from lantu.flows.measured_errors import INSIDE, TECHNOLOGY
from unit.flows.surveyed_regions import members, needs_japan, needs_wiod, prefectures

if TYPE_CHECKING:
    from collections.abc import Callable

    from lantu.flows import Quotient
    from lantu.flows.regional_errors import Measure

PAGE = Path(__file__).parents[3] / "docs" / "explain" / "regionalisation.md"
DELTAS = [0.0, 0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4]
GRID: list[Quotient] = [FLQ(delta) for delta in DELTAS]

NATION = np.array([[0.2, 0.3], [0.1, 0.2]])


def small(x: list[list[float]], delta: float) -> SurveyedRegions:
    """Regions whose truth is what FLQ says."""
    output, whole = np.array(x), np.array([100.0, 80.0])
    truth = np.array([quotients(FLQ(delta), row, whole) * NATION for row in output])
    names = tuple(f"r{k}" for k in range(len(x)))
    return SurveyedRegions(names=names, A=truth, x=output, A_nation=NATION, x_nation=whole)


REGIONS = [[10.0, 5.0], [20.0, 30.0], [3.0, 1.0], [30.0, 20.0]]


def test_errors_by_hand() -> None:
    truth = np.array([[0.2, 0.2], [0.2, 0.4]])
    guess = np.array([[0.1, 0.2], [0.2, 0.4]])
    stpe, wape, theil, mape, bias = coefficient_errors(guess, truth, np.array([100.0, 50.0]))
    assert stpe == pytest.approx(0.1 / 1.0)
    assert wape == pytest.approx(10 / (40 + 30))
    assert theil == pytest.approx(np.sqrt(0.01 / (0.04 * 3 + 0.16)))
    right = np.linalg.inv(np.eye(2) - truth).sum(axis=0)
    wrong = np.linalg.inv(np.eye(2) - guess).sum(axis=0)
    assert bias == pytest.approx((wrong / right - 1).mean())
    assert mape == pytest.approx(-bias)


def test_a_buyer_without_output_counts_for_nothing() -> None:
    truth, guess = np.array([[0.2, 0.0], [0.2, 0.0]]), np.array([[0.2, 0.9], [0.2, 0.9]])
    assert coefficient_errors(guess, truth, np.array([5.0, 0.0])) == (0, 0, 0, 0, 0)


def test_a_method_that_is_the_truth_has_no_error() -> None:
    found = regional_errors(small(REGIONS, 0.2), FLQ(0.2))
    for name in ("stpe", "wape", "theil", "mape", "bias"):
        assert getattr(found, name) == pytest.approx(np.zeros(4), abs=1e-12)
    assert found.to_polars().columns == ["region", "stpe", "wape", "theil", "mape", "bias"]


@pytest.mark.parametrize("folds", [None, 2])
def test_a_delta_chosen_on_the_others_finds_the_truth(folds: int | None) -> None:
    rng = np.random.default_rng(1) if folds else None
    found = cross_validated(small(REGIONS, 0.2), GRID, "wape", folds=folds, rng=rng)
    assert found.best == FLQ(0.2)
    assert set(found.chosen) == {FLQ(0.2)}
    assert found.errors == pytest.approx(np.zeros(4), abs=1e-12)


def test_the_region_itself_has_no_say_in_its_delta() -> None:
    odd = small(REGIONS, 0.2)
    A = odd.A.copy()
    A[0] = NATION * 0.01
    found = cross_validated(
        SurveyedRegions(names=odd.names, A=A, x=odd.x, A_nation=NATION, x_nation=odd.x_nation),
        GRID,
        "wape",
    )
    assert found.chosen[0] == FLQ(0.2)


def test_folds_need_a_generator_and_a_sensible_number() -> None:
    with pytest.raises(CallerError, match="folds are drawn"):
        cross_validated(small(REGIONS, 0.2), GRID, "wape", folds=2)
    with pytest.raises(CallerError, match="12 methods, 4 regions, 9 folds"):
        cross_validated(small(REGIONS, 0.2), GRID, "wape", folds=9, rng=np.random.default_rng())


def row(surveyed: SurveyedRegions, method: Quotient | None) -> str:
    found = regional_errors(surveyed, method)
    name = f"`{type(method).__name__}`" if method else "`A`"
    name += f" δ={method.delta:g}" if isinstance(method, FLQ | AFLQ) else ""
    figures = (found.stpe, found.wape, found.theil, found.mape)
    cells = [f"{figure.mean():.3f}" for figure in figures] + [f"{found.bias.mean():+.3f}"]
    return f"| {name} | {' | '.join(cells)} |"


SHOWN: list[Quotient | None] = [
    None, SLQ(), CILQ(), FLQ(0.05), FLQ(0.1), FLQ(0.2), FLQ(0.3), AFLQ(0.1), AFLQ(0.3),
]  # fmt: skip


@needs_japan
@pytest.mark.parametrize("method", SHOWN)
def test_the_page_shows_what_prefectures_say(method: Quotient | None) -> None:
    assert row(prefectures(), method) in japan()


@needs_wiod
@pytest.mark.parametrize("method", SHOWN)
def test_the_page_shows_what_member_states_say(method: Quotient | None) -> None:
    assert row(members(), method) in union()


def japan() -> str:
    return PAGE.read_text(encoding="utf-8").split("<!-- japan -->")[1]


def union() -> str:
    return PAGE.read_text(encoding="utf-8").split("<!-- union -->")[1]


def choice(surveyed: SurveyedRegions, measure: Measure) -> str:
    alone = cross_validated(surveyed, GRID, measure)
    ten = cross_validated(surveyed, GRID, measure, folds=10, rng=np.random.default_rng(2015))
    deltas = sorted({method.delta for method in alone.chosen if isinstance(method, FLQ)})
    assert isinstance(alone.best, FLQ)
    told = "、".join(f"{delta:g}" for delta in deltas)
    return (
        f"| {measure.upper()} | {alone.best.delta:g} | {told} "
        f"| {alone.errors.mean():.3f} | {ten.errors.mean():.3f} |"
    )


@pytest.mark.parametrize("measure", ["stpe", "wape", "theil", "mape"])
@pytest.mark.parametrize(
    ("surveyed", "section"),
    [
        pytest.param(prefectures, japan, marks=needs_japan),
        pytest.param(members, union, marks=needs_wiod),
    ],
)
def test_the_page_shows_the_deltas_chosen_on_other_regions(
    surveyed: Callable[[], SurveyedRegions], section: Callable[[], str], measure: Measure
) -> None:
    assert choice(surveyed(), measure) in section()


@needs_japan
def test_the_technology_error_that_travels_is_the_measured_one() -> None:
    found = regional_errors(prefectures(), None)
    measured = (found.wape.mean(), found.mape.mean(), found.bias.mean())
    told = (TECHNOLOGY.wape, TECHNOLOGY.multiplier, TECHNOLOGY.bias)
    assert told == pytest.approx(measured, abs=5e-4)


@needs_wiod
@pytest.mark.parametrize("method", INSIDE)
def test_the_error_that_travels_with_a_method_is_the_measured_one(method: Quotient) -> None:
    found, told = regional_errors(members(), method), INSIDE[method]
    measured = (found.wape.mean(), found.mape.mean(), found.bias.mean())
    assert (told.wape, told.multiplier, told.bias) == pytest.approx(measured, abs=5.001e-4)


def test_a_delta_between_two_tested_ones_says_which_was_tested() -> None:
    assert "δ=0.3）区内购买误差 67%" in measured_error(FLQ(0.29)).zh
    assert "bias -20%" in measured_error(FLQ(0.31)).en
