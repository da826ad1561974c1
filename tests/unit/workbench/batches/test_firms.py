"""The firm cascade in batches: the same as asked directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.model.scenario import Blow, Buffer, Engine, Hit, Scenario, Target
from lantu.model.spread import Shape, Spread
from lantu.shocks import SobolIndices, cascades, shock
from lantu.vocab.text import Text
from lantu.workbench.batches import BatchRequest, BatchResult, FirmTrial, Sensitivity, run_batch
from lantu.workbench.batches.firms import struck
from unit.shocks.firms.small_networks import random_network

if TYPE_CHECKING:
    from collections.abc import Sequence

NETWORK = random_network(4, firms=40, sectors=4)
TRIAL = FirmTrial(network=NETWORK)
PART = Spread(shape=Shape.UNIFORM, low=0.2, high=0.9)


def target(code: str, kind: Hit = Hit.FIRM) -> Target:
    return Target(kind=kind, code=code)


def scenario(*blows: Blow, code: str = "down", **more: Any) -> Scenario:
    name = Text("停产", "down")
    return Scenario(code=code, name=name, engine=Engine.FIRMS, days=30, blows=blows, **more)


def ran(scenarios: Sequence[Scenario], **more: Any) -> BatchResult:
    return run_batch(BatchRequest(scenarios=tuple(scenarios), trial=TRIAL, draws=32, **more))


def test_every_draw_is_the_cascade_of_its_part() -> None:
    (tried,) = ran([scenario(Blow(targets=(target("f003"),), part=PART))]).tried
    parts = 0.2 + 0.7 * tried.plan.ranks[:, 0]
    each = [shock(NETWORK, "x", {"f003": part}) for part in parts]
    direct = cascades(NETWORK, each, keep_firms=True)
    np.testing.assert_allclose(tried.values["loss"], direct.index[:, 0], rtol=1e-9)
    np.testing.assert_allclose(tried.values["sectors"], direct.by_sector(), atol=1e-9)
    assert (np.diff(tried.values["loss"][np.argsort(parts)]) >= -1e-12).all()


def test_thousands_of_firms_down_are_the_same_bytes_on_any_number_of_threads() -> None:
    many = [scenario(Blow(targets=(target(firm),)), code=firm) for firm in NETWORK.firms]
    assert ran(many, workers=3).data() == ran(many).data()


def test_the_firm_whose_part_is_least_known_matters_most() -> None:
    narrow = Spread(shape=Shape.UNIFORM, low=0.5, high=0.51)
    first = Blow(targets=(target("f003"),), part=PART)
    second = Blow(targets=(target("f004"),), part=narrow)
    (tried,) = ran([scenario(first, second)], sensitivity=Sensitivity.SOBOL).tried
    found = tried.matters["loss"]
    assert isinstance(found, SobolIndices)
    assert found.total[0] > 0.9
    assert found.total[1] < 0.1


def test_a_sector_is_all_its_firms_and_the_harder_blow_counts() -> None:
    hit = struck(
        NETWORK,
        scenario(
            Blow(targets=(target("s1", Hit.SECTOR),), part=0.4),
            Blow(targets=(target("f001"), target("f000", Hit.SUPPLIER)), part=0.7),
        ),
    )
    assert [NETWORK.firms[at] for at in hit.firms][:3] == ["f000", "f001", "f005"]
    assert hit.down[:3].tolist() == [0.7, 0.7, 0.4]
    assert hit.up[:3].tolist() == [0.0, 0.7, 0.4]
    assert len(hit.firms) == 11


def test_another_source_and_imports_make_their_parts_good() -> None:
    blow = Blow(targets=(target("f001"), target("f002")))
    general, own = Buffer(second_source=0.5), Buffer(target=target("f002"), imports=0.25)
    hit = struck(NETWORK, scenario(blow, buffers=(general, own)))
    assert hit.down.tolist() == [0.5, 0.75]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (scenario(Blow(targets=(target("nobody"),))), "no firm 'nobody'"),
        (scenario(Blow(targets=(target("s9", Hit.SECTOR),))), "no sector 's9'"),
        (scenario(Blow(targets=(target("420100", Hit.REGION),))), "does not know where they are"),
        (
            scenario(Blow(targets=(target("f001"),)), buffers=(Buffer(stock_days=3.0),)),
            "stocks for some days",
        ),
        (scenario(Blow(targets=(target("f001"),)), settings={"psi": 0.8}), "settings psi"),
        (scenario(Blow(targets=(target("f001"),)), doubt=True), "has no grades"),
    ],
)
def test_what_the_cascade_does_not_know_is_a_failure_of_every_try(
    given: Scenario, said: str
) -> None:
    with pytest.raises(CallerError, match=said):
        struck(NETWORK, given)
    assert said in ran([given]).failures[0].said
