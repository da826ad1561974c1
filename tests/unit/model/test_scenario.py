"""Scenarios: what they refuse, and how unknown numbers are settled."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantu.errors import CallerError, DataError
from lantu.model.scenario import Blow, Buffer, Engine, Hit, Return, Scenario, Target
from lantu.model.spread import Shape, Spread
from lantu.vocab.text import Text

LENS = Target(kind=Hit.PRODUCT, code="lens")
HALF = Spread(shape=Shape.UNIFORM, low=0.4, high=0.8)
WEEKS = Spread(shape=Shape.TRIANGULAR, low=7.0, mode=14.0, high=28.0)


def scenario(*blows: Blow, **more: object) -> Scenario:
    plain = Scenario(
        code="cut",
        name=Text("断供", "cut"),
        engine=Engine.CHAIN,
        days=90,
        blows=blows or (Blow(targets=(LENS,)),),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields vary from test to test


def test_unknowns_stand_in_order_and_are_settled_by_rank() -> None:
    unsure = scenario(
        Blow(targets=(LENS,), part=HALF, days=WEEKS),
        buffers=(Buffer(stock_days=10.0, second_source=HALF),),
        settings={"psi": HALF},
    )
    assert [each.place for each in unsure.unknowns] == [
        "blow 1: part",
        "blow 1: days",
        "buffer 1: second_source",
        "settings: psi",
    ]
    told = unsure.settled([0.0, 1.0, 0.5, 0.25])
    assert (told.blows[0].part, told.blows[0].days) == (0.4, 28.0)
    assert told.buffers[0].second_source == pytest.approx(0.6)
    assert told.settings["psi"] == pytest.approx(0.5)
    assert told.unknowns == ()


def test_medians_are_taken_where_no_ranks_are_given() -> None:
    told = scenario(Blow(targets=(LENS,), part=HALF)).settled()
    assert told.blows[0].part == pytest.approx(0.6)


def test_ranks_are_to_be_as_many_as_unknowns() -> None:
    with pytest.raises(CallerError, match="2 ranks for 1 unknowns"):
        scenario(Blow(targets=(LENS,), part=HALF)).settled([0.1, 0.2])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"part": 1.2}, "part = 1.2"),
        ({"part": math.nan}, "part = nan"),
        ({"part": Spread(shape=Shape.UNIFORM, low=0.5, high=1.5)}, "part from 0.5 to 1.5"),
        ({"start": -1}, "start = -1"),
        ({"days": 0.5}, "days = 0.5"),
        ({"back": Return.LINEAR}, "back_days = 0"),
        ({"targets": ()}, "hits nothing"),
        ({"targets": (LENS, LENS)}, "one thing twice"),
    ],
)
def test_a_blow_refuses(changed: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        replace(Blow(targets=(LENS,)), **changed)  # type: ignore[arg-type]  # wrong on purpose


def test_a_buffer_refuses_what_is_no_part() -> None:
    with pytest.raises(DataError, match="imports = 2"):
        Buffer(imports=2.0)


def test_a_scenario_is_not_to_end_before_its_blow() -> None:
    with pytest.raises(DataError, match="ends on day 90, before blow 1 begins on day 90"):
        scenario(Blow(targets=(LENS,), start=90))


def test_a_scenario_needs_a_blow() -> None:
    with pytest.raises(DataError, match="has no blow"):
        scenario(blows=())


def test_an_economy_knows_no_product() -> None:
    with pytest.raises(DataError, match="engine economy does not know a product"):
        scenario(engine=Engine.ECONOMY)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"high": 0.0}, "a spread from 0.0 to 0.0"),
        ({"high": math.inf}, "a spread from"),
        ({"mode": 2.0}, "a mode of 2.0"),
        ({"deviation": 0.0}, "a deviation of 0.0"),
    ],
)
def test_a_spread_refuses(changed: dict[str, float], said: str) -> None:
    with pytest.raises(DataError, match=said):
        replace(Spread(shape=Shape.NORMAL, low=0.0, high=1.0), **changed)  # type: ignore[arg-type]


def test_a_triangle_has_the_median_of_its_formula() -> None:
    assert WEEKS.middle == pytest.approx(28 - math.sqrt(0.5 * 21 * 14))


@given(
    shape=st.sampled_from(Shape),
    low=st.floats(-1e6, 1e6),
    width=st.floats(1e-3, 1e6),
    at=st.floats(0, 1),
    ranks=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_quantiles_ascend_within_the_bounds(
    shape: Shape, low: float, width: float, at: float, ranks: tuple[float, float]
) -> None:
    high = low + width
    spread = Spread(shape=shape, low=low, high=high, mode=min(high, low + at * width))
    less, more = (spread.quantile(u) for u in sorted(ranks))
    assert spread.low <= less <= more <= spread.high
    assert spread.quantile(0.0) <= spread.middle <= spread.quantile(1.0)
