"""Chain break in batches, on the packaged facts: the same as asked directly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import lantu
from lantu.chains import Rules
from lantu.evidence.confidence import GradeWeights
from lantu.model.scenario import Blow, Buffer, Engine, Hit, Scenario, Target
from lantu.model.spread import Shape, Spread
from lantu.shocks import ElementaryEffects, SobolIndices
from lantu.shocks.chain.breaks import break_of
from lantu.shocks.chain.ground import Ground, ground
from lantu.vocab.text import Text
from lantu.workbench.batches import BatchRequest, ChainTrial, Sensitivity, run_batch

DAYS = Spread(shape=Shape.TRIANGULAR, low=20.0, mode=40.0, high=90.0)
STOCK = Spread(shape=Shape.UNIFORM, low=5.0, high=60.0)
PART = Spread(shape=Shape.UNIFORM, low=0.5, high=1.0)


@pytest.fixture(scope="module")
def hubei() -> Ground:
    opened = lantu.demo()
    return ground(opened.graph, opened.directory.region)


def trial(hubei: Ground) -> ChainTrial:
    return ChainTrial(ground=hubei, facts="demo")


def cut(hubei: Ground) -> Scenario:
    """The product is cut that most others use."""
    used = np.bincount(hubei.wires.source)
    product = hubei.graph.products.ids.labels[int(used.argmax())]
    return Scenario(
        code="cut",
        name=Text("断供", "cut"),
        engine=Engine.CHAIN,
        days=120,
        blows=(Blow(targets=(Target(kind=Hit.PRODUCT, code=product),), part=PART, days=DAYS),),
        buffers=(Buffer(stock_days=STOCK),),
        draws=48,
    )


def test_every_draw_is_the_break_of_its_numbers(hubei: Ground) -> None:
    said = cut(hubei)
    (tried,) = run_batch(BatchRequest(scenarios=(said,), trial=trial(hubei))).tried
    for row in (0, 17, 47):
        found = break_of(hubei, said.settled(tried.plan.ranks[row].tolist()))
        assert tried.values["loss"][row] == pytest.approx(found.loss, rel=1e-11)
        assert tried.values["by_day"][row] == pytest.approx(found.by_day(), abs=1e-11)
        assert tried.values["products"][row] == pytest.approx(found.lost, abs=1e-10)
        assert tried.values["own"][row] == pytest.approx(found.own, abs=1e-10)
    assert float(tried.summaries["loss"].mean) > 0
    assert tried.summaries["by_day"].bands.shape == (5, 120)


def test_processes_break_chains_as_this_one_does(hubei: Ground) -> None:
    request = BatchRequest(scenarios=(cut(hubei),), trial=trial(hubei), draws=8)
    assert run_batch(replace(request, workers=2)).data() == run_batch(request).data()


def test_days_and_part_and_stock_all_matter(hubei: Ground) -> None:
    request = BatchRequest(
        scenarios=(cut(hubei),), trial=trial(hubei), draws=8, sensitivity=Sensitivity.MORRIS
    )
    found = run_batch(request).tried[0].matters["loss"]
    assert isinstance(found, ElementaryEffects)
    assert (found.star > 0).tolist() == [True] * 3


def test_facts_and_settings_tell_trials_apart(hubei: Ground) -> None:
    one = trial(hubei)
    others = [
        replace(one, facts="others"),
        replace(one, quality={("OC19", "OC20"): 0.5}),
        replace(one, ground=replace(hubei, worth=hubei.worth + 1)),
        replace(one, ground=replace(hubei, region=hubei.region + 100)),
    ]
    assert len({each.mark for each in (one, *others)}) == 5


def test_doubt_of_certain_evidence_changes_nothing_and_other_doubt_does(hubei: Ground) -> None:
    certain = Rules(weights=GradeWeights(a=1, b=1, c=1, d=1))
    sure = ground(hubei.graph, hubei.region, rules=certain, weights=hubei.worth)
    for given, same in ((sure, True), (hubei, False)):
        plain, doubted = (
            run_batch(BatchRequest(scenarios=(each,), trial=trial(given), draws=12))
            .tried[0]
            .values["loss"]
            for each in (cut(hubei), replace(cut(hubei), doubt=True))
        )
        assert (plain == doubted).all() == same


def test_doubtful_evidence_is_a_factor(hubei: Ground) -> None:
    doubted = replace(cut(hubei), doubt=True)
    request = BatchRequest(
        scenarios=(doubted,), trial=trial(hubei), draws=64, sensitivity=Sensitivity.SOBOL
    )
    found = run_batch(request).tried[0].matters["loss"]
    assert isinstance(found, SobolIndices)
    assert found.factors[-1] == "evidence"
    assert found.total[-1] > 0
