"""The invented province, worked out by hand: every figure below can be checked on paper."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from lantu import facts
from lantu.chains import (
    Diagnosis,
    ReasonCode,
    Rules,
    completeness_by,
    concentration,
    couplings,
    diagnose,
)
from lantu.vocab.words import State
from town.workspace import PATH

if TYPE_CHECKING:
    from lantu.model.chain_graph import ChainGraph

REGION = 990000
PROJECTS = ("P07", "P10")
"""J3 (signed) and J1 (being built); J2 produces already."""


@cache
def graph() -> ChainGraph:
    return facts.open_workspace(PATH).graph()


@cache
def found() -> Diagnosis:
    import numpy as np  # noqa: PLC0415 - the one array of this file

    ids = graph().products.ids
    projects = np.array([ids.at(product) for product in PROJECTS], dtype=np.int32)
    return diagnose(graph(), REGION, Rules(), projects=projects)


def at(product: str) -> int:
    return graph().products.ids.at(product)


@pytest.mark.parametrize(
    ("product", "state"),
    [
        ("P01", State.UNKNOWN),  # no record, and nothing says who supplies it
        ("P02", State.STRONG),  # 30 % of the market by the yearbook
        ("P03", State.WEAK),  # one maker, on class C evidence
        ("P04", State.UNKNOWN),  # a Japanese supplier, but the blade is not made here yet
        ("P05", State.WEAK),
        ("P06", State.UNKNOWN),
        ("P07", State.BUILDING),  # a signed project, though absence is confirmed today
        ("P08", State.BUILDING),  # F6 develops it
        ("P09", State.STRONG),  # 40 % by the yearbook
        ("P10", State.BUILDING),
        ("P11", State.UNKNOWN),  # a class D lead
        ("P12", State.UNKNOWN),  # a class D lead
        ("P13", State.STRONG),  # a chain master, class B
        ("P14", State.WEAK),
        ("P15", State.EXTENDABLE),  # steel and rollers at hand, steel is strong
    ],
)
def test_states(product: str, state: State) -> None:
    assert found().state_of(at(product)) is state


@pytest.mark.parametrize(
    ("product", "point", "lower", "upper"),
    [
        ("P02", 1 - 0.05 * 0.15, 1 - 0.05 * 0.15, 1),  # F2 class A, F3 class B
        ("P03", 0.6, 0, 1),  # class C alone
        ("P06", 0, 0, 1),  # nothing on record
        ("P07", 0, 0, 0.15),  # absence confirmed on class B evidence
        ("P11", 0.3, 0, 1),  # class D alone
        ("P13", 0.85, 0.85, 1),
    ],
)
def test_presence(product: str, point: float, lower: float, upper: float) -> None:
    here, i = found().presence, at(product)
    assert (here.point[i], here.lower[i], here.upper[i]) == pytest.approx((point, lower, upper))


def test_what_is_being_built_is_weighted_down() -> None:
    planned = found().presence.planned_point
    assert planned[at("P10")] == pytest.approx(0.2 * 0.85)
    assert planned[at("P08")] == pytest.approx(0.2 * 0.6)


@pytest.mark.parametrize(
    ("product", "value", "lower", "upper"),
    [
        ("P02", 0.3 / 0.35, 0.3 / 0.35, 0.3 / 0.35),  # one share, class A
        ("P09", 0.4 / 0.45, 0.25 / 0.3, 0.45 / 0.5),  # 40 % B, 25 % B, 45 % C disagree
        ("P13", 1, 1, 1),  # F5, chain master, class B throughout
        ("P14", 1, 0, 1),  # the same firm, but class C says that it operates
        ("P05", 0.5, 0, 0.5),  # F4, little giant, class C
        ("P01", 0, 0, 0),
    ],
)
def test_strength(product: str, value: float, lower: float, upper: float) -> None:
    s, i = found().strength, at(product)
    assert (s.value[i], s.lower[i], s.upper[i]) == pytest.approx((value, lower, upper))


@pytest.mark.parametrize(
    ("product", "pull"),
    [
        ("P01", 1 - 0.05 * 0.15),  # steel alone
        ("P02", 0.6 + 0.85 + 0.3 + 0),  # rollers, bearings, towers, ship bearings
        ("P08", 0.3 + 0.1 * 0.6),  # the controller, and optionally the service
        ("P05", 0),  # half of the blade, which is not made yet
        ("P14", 0),
    ],
)
def test_demand(product: str, pull: float) -> None:
    assert found().demand.pull[at(product)] == pytest.approx(pull)


def test_the_blade_being_built_will_pull_on_its_resin() -> None:
    assert found().demand.planned_pull[at("P05")] == pytest.approx(0.5 * 0.17)


@pytest.mark.parametrize(
    ("product", "impact", "stopped", "stopped_here", "suppliers"),
    [
        # ore: steel, rollers, bearings, towers, turbine, service, ship bearings
        ("P01", 0.9925 + 0.6 + 0.85 + 0.3 + 0.85 + 0.6, 7, 5, 0),
        ("P02", 0.6 + 0.85 + 0.3 + 0.85 + 0.6, 6, 4, 0.95 + 0.85),
        ("P05", 0, 0, 0, 0.6),  # polyurethane takes over
        ("P07", 0.3 + 0.85 + 0.6, 3, 2, 0.85 + 0.6),  # X3 and X2
        ("P08", 0.3 + 0.85 + 0.6, 3, 2, 0),
        ("P13", 0.6, 1, 1, 0.85),
        ("P14", 0, 0, 0, 0.6),
    ],
)
def test_criticality(
    product: str, impact: float, stopped: int, stopped_here: int, suppliers: float
) -> None:
    cuts, i = found().criticality, at(product)
    assert cuts.impact[i] == pytest.approx(impact)
    assert (cuts.stopped[i], cuts.stopped_here[i]) == (stopped, stopped_here)
    assert cuts.suppliers[i] == pytest.approx(suppliers)
    assert cuts.value[i] == pytest.approx(impact / max(1, suppliers))


@pytest.mark.parametrize(
    ("product", "share", "distance"),
    [
        ("P09", (0.9925 + 0.6) / 2, 0),  # steel, rollers
        ("P10", (0 + 0.6) / 2, 1),  # fibre, and the better resin
        ("P13", (0.85 + 0 + 0.3 + 0.3) / 4, 0),
        ("P15", (0.9925 + 0.6) / 2, 1),
    ],
)
def test_feasibility(product: str, share: float, distance: int) -> None:
    could, i = found().feasibility, at(product)
    assert could.share[i] == pytest.approx(share)
    assert could.distance[i] == distance


def test_relatedness() -> None:
    near = found().relatedness
    # F1: rollers and bearings; F2: steel and towers; F5: controller, turbine, service
    assert near.density[at("P03")] == 1
    assert near.density[at("P12")] == 1
    assert near.density[at("P02")] == 0
    assert near.density[at("P13")] == pytest.approx(0.5)
    assert not near.known[at("P05")]


def test_dependence() -> None:
    outside = found().dependence
    assert outside.share[at("P04")] == 0.8
    assert outside.share[at("P07")] == 0.9
    assert outside.share[at("P08")] == pytest.approx(0.8)
    assert outside.dominated[at("P07")]
    assert outside.outside_makers[at("P07")] == 2


def test_reasons() -> None:
    assert found().reasons_of(at("P15")) == (
        ReasonCode.NO_LOCAL_ROW
        | ReasonCode.NOT_USED_HERE
        | ReasonCode.NO_OUTSIDE
        | ReasonCode.INPUTS_AT_HAND
        | ReasonCode.BESIDE_STRONG
    )
    assert ReasonCode.CONFIRMED in found().reasons_of(at("P07"))


def test_completeness() -> None:
    parts = completeness_by(graph(), found(), "chain")
    needed = {"P01": 1, "P02": 4, "P03": 2, "P04": 1, "P07": 1, "P08": 1, "P09": 1, "P10": 1,
              "P11": 1, "P12": 1, "P13": 1}  # fmt: skip
    made = {"P02": 0.9925, "P03": 0.6, "P05": 0.6, "P09": 0.85, "P11": 0.3, "P12": 0.3,
            "P13": 0.85, "P14": 0.6}  # fmt: skip
    top = sum((1 + needed.get(p, 0)) * share for p, share in made.items())
    assert parts.parts == (("SHIP",), ("WIND",))
    assert parts.value[1] == pytest.approx(top / (14 + sum(needed.values())))
    assert parts.value[0] == 0


def test_concentration_of_the_carbon_fibre_market() -> None:
    held = concentration(graph(), Rules())
    assert (held.lower[at("P04")], held.upper[at("P04")]) == pytest.approx((0.36, 0.36 + 0.16))


def test_two_links_couple_wind_and_ship() -> None:
    met = couplings(graph(), found(), Rules())
    assert {each.path for each in met} == {(at("P02"), at("P15")), (at("P03"), at("P15"))}
    assert [each.spill for each in met] == [0, 0]
