"""Scenarios told to a network, and the paths by which losses came."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.model.roster import roster
from lantu.model.scenario import Blow, Buffer, Engine, Hit, Scenario, Target
from lantu.model.spread import Shape, Spread
from lantu.model.supply_network import supply_network
from lantu.shocks import Shock, cascades, loss_paths, network_shock, shock
from lantu.vocab.text import Text
from unit.shocks.firms.small_networks import chain, circle, random_needs, random_network

PLACED = supply_network(
    ("ore", "m1", "m2", "maker"),
    roster("sector", ("mining", "steel", "cars")),
    [0, 1, 1, 2],
    supplier=[0, 0, 1, 2],
    buyer=[1, 2, 3, 3],
    amount=[1.0, 3.0, 2.0, 6.0],
    regions=roster("region", ("N", "S")),
    region=[0, 0, 1, 1],
)


def scenario(*targets: tuple[Hit, str], part: float | Spread = 1.0, **more: object) -> Scenario:
    told = tuple(Target(kind=kind, code=code) for kind, code in targets)
    base = Scenario(
        code="t",
        name=Text("试", "try"),
        engine=Engine.FIRMS,
        days=30,
        blows=(Blow(targets=told, part=part),),
    )
    return replace(base, **more)  # type: ignore[arg-type]  # fields by name


def said(fell: Shock) -> list[tuple[int, float, float]]:
    return list(zip(fell.firms.tolist(), fell.down.tolist(), fell.up.tolist(), strict=True))


@pytest.mark.parametrize(
    ("target", "hit"),
    [
        ((Hit.FIRM, "m1"), [(1, 0.5, 0.5)]),
        ((Hit.SUPPLIER, "m1"), [(1, 0.5, 0.0)]),
        ((Hit.SECTOR, "steel"), [(1, 0.5, 0.5), (2, 0.5, 0.5)]),
        ((Hit.REGION, "S"), [(2, 0.5, 0.5), (3, 0.5, 0.5)]),
    ],
)
def test_every_kind_of_target_hits_its_firms(
    target: tuple[Hit, str], hit: list[tuple[int, float, float]]
) -> None:
    assert said(network_shock(PLACED, scenario(target, part=0.5))) == hit


def test_of_two_blows_on_a_firm_the_greater_counts() -> None:
    both = scenario((Hit.SECTOR, "steel"), part=0.3)
    more = Blow(targets=(Target(kind=Hit.SUPPLIER, code="m1"),), part=0.8)
    fell = network_shock(PLACED, replace(both, blows=(*both.blows, more)))
    assert said(fell) == [(1, 0.8, 0.3), (2, 0.3, 0.3)]


def test_what_others_make_good_is_not_lost_and_a_full_second_source_saves_all() -> None:
    half = (Buffer(second_source=0.5),)
    assert said(network_shock(PLACED, scenario((Hit.FIRM, "m1"), buffers=half))) == [(1, 0.5, 0.5)]
    whole = (Buffer(second_source=1.0),)
    fell = network_shock(PLACED, scenario((Hit.FIRM, "m1"), buffers=whole))
    assert not cascades(PLACED, [fell]).index.any()


def test_unknown_numbers_count_with_their_medians() -> None:
    part = Spread(shape=Shape.UNIFORM, low=0.2, high=0.6)
    assert said(network_shock(PLACED, scenario((Hit.FIRM, "m1"), part=part)))[0][1] == 0.4


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (scenario((Hit.FIRM, "m3")), "m1"),
        (scenario((Hit.SECTOR, "steal")), "steel"),
        (scenario((Hit.FIRM, "m1"), engine=Engine.CHAIN), "firms"),
        (scenario((Hit.FIRM, "m1"), settings={"psi": 0.5}), "psi"),
    ],
)
def test_what_a_network_does_not_know_is_refused(told: Scenario, message: str) -> None:
    with pytest.raises(CallerError, match=message):
        network_shock(PLACED, told)


def test_a_region_needs_firms_that_are_somewhere() -> None:
    with pytest.raises(CallerError, match="where firms are"):
        network_shock(chain(), scenario((Hit.REGION, "N")))


def test_the_path_leads_down_from_ore_and_up_from_the_maker() -> None:
    found = cascades(
        chain(), [shock(chain(), "x", {"ore": 1.0})], needs="leontief", keep_firms=True
    )
    assert loss_paths(found).path("maker") == ("ore", "m2", "maker")
    assert loss_paths(found).path("ore") == ("ore",)
    found = cascades(
        chain(revenue=[8.0, 4.0, 8.0, 9.0]),
        [shock(chain(), "x", {"maker": 1.0})],
        keep_firms=True,
    )
    assert loss_paths(found).path("ore") == ("maker", "m2", "ore")


def test_who_loses_nothing_has_no_path() -> None:
    found = cascades(chain(), [shock(chain(), "x", {"maker": 1.0}, orders={})], keep_firms=True)
    assert loss_paths(found).path("ore") == ()


def test_a_circle_leads_back_to_what_was_hit() -> None:
    found = cascades(
        circle(), [shock(circle(), "x", {"b": 1.0})], needs="leontief", keep_firms=True
    )
    assert loss_paths(found).down.tolist() == [2, 1, 1]


@pytest.mark.parametrize("seed", range(12))
def test_every_loss_has_a_path_from_what_was_hit(seed: int) -> None:
    network, needs = random_network(seed, 20, revenue=True), random_needs(seed)
    fell = shock(network, "x", {"f003": 0.6, "f007": 1.0})
    found = cascades(network, [fell], needs=needs, keep_firms=True)
    paths = loss_paths(found)
    for side, lost in zip((paths.down, paths.up), found.kept(), strict=True):
        np.testing.assert_array_equal(side >= 0, lost[0] > 0)
    for firm in np.array(network.firms)[found.firms[0] > 0]:
        path = paths.path(str(firm))
        assert path[0] in {"f003", "f007"}
        assert path[-1] == firm
        assert len(set(path)) == len(path)


def test_firms_that_were_not_kept_have_no_paths() -> None:
    with pytest.raises(CallerError, match="not kept"):
        loss_paths(cascades(chain()))
