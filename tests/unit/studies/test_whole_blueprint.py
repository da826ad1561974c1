from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lantu.evidence.source import Source
from lantu.studies.blueprint import cards_only, chain_summary, latest_date
from lantu.studies.cards import product_card
from lantu.studies.methods import ALL_METHODS
from lantu.vocab.words import State

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Blueprint
    from lantu.workbench import Workbench


@pytest.fixture(scope="module")
def drawn(town: Workbench) -> Blueprint:
    return town.blueprint()


def page(date: str) -> Source:
    return Source(key=date, url="", date=date, publisher="", host_type="press", safe_to_link=True)


def test_the_facts_are_as_of_the_latest_plain_date(drawn: Blueprint) -> None:
    assert drawn.facts_date == "2025-06-01"
    assert latest_date((page("2024"), page("2024-11"), page("2030(推断)"), page(""))) == "2024-11"
    assert latest_date(()) == ""


def test_a_blueprint_holds_every_map_and_list(drawn: Blueprint) -> None:
    assert [p.key for p in drawn.panoramas] == ["panorama-WIND", "panorama-SHIP"]
    assert [m.key for m in drawn.region_maps] == ["region", "region-WIND", "region-SHIP"]
    assert [ledger.key for ledger in drawn.ledgers] == [
        "gaps",
        "weak",
        "extend",
        "strong",
        "building",
        "unknown",
        "leaders",
        "attract",
        "couplings",
        "projects",
        "platforms",
        "infrastructure",
        "indicators",
    ]
    assert drawn.couplings is not None
    assert [card.product for card in drawn.cards] == [f"P{n:02d}" for n in range(1, 16)]


def test_a_chain_is_summed_up_in_a_line(town: Workbench, drawn: Blueprint) -> None:
    wind, ships = drawn.summaries
    assert wind.headline.zh == "最强环节风电机组;5 个环节待核"
    assert wind.headline.en == "Strongest link Wind turbine; 5 links to be checked"
    assert wind.about.zh == "冶金、轴承、复材、控制、整机；省重点产业链之一"
    assert {state: n for state, n in wind.counts.items() if n} == {
        State.STRONG: 3,
        State.WEAK: 3,
        State.BUILDING: 3,
        State.UNKNOWN: 5,
    }
    assert ships.headline.zh == "1 个环节"
    assert chain_summary(town.survey, "SHIP") == ships


def test_the_settings_that_shaped_it_are_told(drawn: Blueprint) -> None:
    told = dict(drawn.settings)
    assert told["diagnosis.strong_at"] == "0.6"
    assert told["ranking.seed"] == "20201120"
    assert told["confidence.use_d"].lower() == "true"


def test_some_cards_make_a_blueprint_of_cards(town: Workbench) -> None:
    cards = (product_card(town.survey, 3),)
    drawn = cards_only(cards, town.directory, facts_hash="abc")
    assert drawn.cards == cards
    assert (drawn.ledgers, drawn.panoramas, drawn.conflicts.rows) == ((), (), ())


def test_the_hash_is_that_of_the_facts(town: Workbench, drawn: Blueprint) -> None:
    assert drawn.facts_hash == town.workspace.content_hash
    assert re.fullmatch("[0-9a-f]{64}", drawn.facts_hash)


def test_methods_have_one_key_and_both_languages() -> None:
    assert len({method.key for method in ALL_METHODS}) == len(ALL_METHODS)
    for method in ALL_METHODS:
        assert method.name.zh
        assert method.meaning.en
        assert method.formula
        assert method.reference
        assert not re.search(
            "[一-鿿]", method.name.en + method.meaning.en.replace("补链", "").replace("待核", "")
        )


def test_a_summary_without_strong_or_gap_or_doubt_counts_its_links(town: Workbench) -> None:
    nobody = replace(town.survey.diagnosis, state=town.survey.diagnosis.state * 0 + 3)
    told = chain_summary(replace(town.survey, diagnosis=nobody), "WIND")
    assert told.headline.zh == "14 个环节"


def test_a_formula_speaks_no_language() -> None:
    assert not [m.key for m in ALL_METHODS if re.search("[一-鿿]", m.formula)]
