"""The packaged facts of Hubei: what their own notes call evidenced, the diagnosis must find."""

from __future__ import annotations

from functools import cache

import pytest

from lantu.chains import Diagnosis, completeness_by, couplings, cut
from lantu.vocab.words import State
from lantu.workbench import Workbench, open_demo

MISSING = ("IC24", "OC01", "IC01", "OC19", "OE05", "IC03", "OF03", "PW04", "DP12")
"""Gaps with evidence: lithography, InP, EDA, DSP, switch chips, wafers, helium, IGBT, evaporators."""

TO_STRENGTHEN = ("IC05", "IC06", "IC31")
"""Photoresists in production, metrology: made here, and held largely outside."""

STRONG = ("OF10", "OF11", "OF15", "OC26", "OC32", "IC13", "DP18", "DP19", "PW03", "SP06", "AU29")
"""Fibre, modules, phosphoric acid, panels, SiC, solid launchers, low-voltage batteries."""


@cache
def bench() -> Workbench:
    return open_demo()


def found() -> Diagnosis:
    return bench().survey.diagnosis


def state(product: str) -> State:
    return found().state_of(bench().graph.products.ids.at(product))


@pytest.mark.parametrize("product", MISSING)
def test_evidenced_gaps_are_gaps(product: str) -> None:
    assert state(product) is State.GAP


@pytest.mark.parametrize("product", TO_STRENGTHEN)
def test_what_is_made_but_held_outside_is_to_be_strengthened(product: str) -> None:
    assert state(product) is State.WEAK


@pytest.mark.parametrize("product", STRONG)
def test_evidenced_strengths_are_strong(product: str) -> None:
    assert state(product) is State.STRONG


def test_the_automotive_mcu_is_being_built() -> None:
    assert state("AU01") is State.BUILDING


def test_every_state_occurs_and_no_gap_is_confirmed() -> None:
    states = [found().state_of(at) for at in range(len(found()))]
    assert set(states) == set(State)
    assert not found().confirmed.any()


def test_upstream_is_thinner_than_downstream_in_optics() -> None:
    parts = completeness_by(bench().graph, found(), "stage")
    value = dict(zip(parts.parts, parts.value.tolist(), strict=True))
    assert value["OPTO", "upstream"] < value["OPTO", "midstream"] < value["OPTO", "downstream"]


def test_yellow_phosphorus_reaches_three_dimensional_nand() -> None:
    ids = bench().graph.products.ids
    wanted = tuple(ids.at(product) for product in ("PC02", "IC13", "IC35"))
    met = couplings(bench().graph, found(), bench().rules)
    assert wanted in {each.path for each in met}
    y = cut(bench().graph, [wanted[0]], bench().rules)
    assert [y[at] for at in wanted] == [0, 0, 0]
