from __future__ import annotations

import numpy as np
import pytest

from lantu.chains import Diagnosis, ReasonCode, Rules, diagnose, diagnose_many, state_by_rule
from lantu.vocab.words import State
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts

OUTSIDE = {"X": (ELSEWHERE, "")}


def of(facts: Facts, projects: list[str] | None = None) -> Diagnosis:
    graph = facts.graph()
    at = np.array([graph.products.ids.at(p) for p in projects or []], dtype=np.int32)
    return diagnose(graph, HERE, Rules(), projects=at)


def state(facts: Facts, product: str = "P", projects: list[str] | None = None) -> State:
    return of(facts, projects).state_of(sorted(facts.products).index(product))


def reasons(facts: Facts, product: str = "P", projects: list[str] | None = None) -> ReasonCode:
    return of(facts, projects).reasons_of(sorted(facts.products).index(product))


def made(grade: str = "B", roles: str = "", product: str = "P") -> Facts:
    return Facts(firms={"F": (TOWN, roles)}, makers=[("F", product, "produces", grade)])


def wanted(*, outside: bool, confirmed: str = "") -> Facts:
    """P is used by K, which is made here; nobody here makes P."""
    facts = made(product="K")
    facts.links.append(("P", "K", "essential"))
    facts.firms.update(OUTSIDE)
    if outside:
        facts.makers.append(("X", "P", "produces", "B"))
    if confirmed:
        facts.confirmed["P"] = confirmed
    return facts


def test_present_and_strong_by_standing() -> None:
    facts = made(roles="leader")
    assert state(facts) is State.STRONG
    assert reasons(facts) == (
        ReasonCode.MADE_HERE | ReasonCode.STRONG_STANDING | ReasonCode.SINGLE_MAKER
    )


def test_present_and_strong_by_share() -> None:
    facts = made()
    facts.figures.append(("P", "F", "local_share", 0.1, "B"))
    assert ReasonCode.STRONG_SHARE in reasons(facts)
    assert state(facts) is State.STRONG


def test_a_small_share_outweighs_a_title() -> None:
    facts = made(roles="chain_master")
    facts.figures.append(("P", "F", "local_share", 0.01, "B"))
    assert state(facts) is State.WEAK
    assert ReasonCode.FAR_FROM_STRONG in reasons(facts)


def test_a_title_on_soft_evidence_is_not_proof() -> None:
    facts = made("C", roles="leader")
    assert state(facts) is State.WEAK
    assert ReasonCode.SOFT_EVIDENCE in reasons(facts)


def test_a_title_where_outside_holds_the_supply_is_not_proof() -> None:
    facts = made(roles="leader")
    facts.figures.append(("P", "", "import_dependence", 0.9, "B"))
    assert state(facts) is State.WEAK
    assert ReasonCode.OUTSIDE_LEADS in reasons(facts)


def test_some_standing_is_nearly_strong() -> None:
    assert ReasonCode.NEARLY_STRONG in reasons(made(roles="little_giant"))
    assert ReasonCode.FAR_FROM_STRONG in reasons(made())


def test_building_is_not_present() -> None:
    facts = Facts(makers=[("F", "P", "under_construction", "A")])
    assert state(facts) is State.BUILDING
    assert ReasonCode.BUILDER in reasons(facts)


def test_an_unfinished_project_is_building() -> None:
    facts = wanted(outside=True)
    assert state(facts, projects=["P"]) is State.BUILDING
    assert ReasonCode.PROJECT in reasons(facts, projects=["P"])


def test_a_gap_is_used_here_and_supplied_from_outside_on_record() -> None:
    facts = wanted(outside=True)
    assert state(facts) is State.GAP
    assert not of(facts).confirmed.any()
    assert {ReasonCode.USED_HERE, ReasonCode.OUTSIDE_MAKER} <= set(reasons(facts))


def test_none_found_alone_is_never_a_gap() -> None:
    assert state(wanted(outside=False)) is State.UNKNOWN
    assert ReasonCode.NO_OUTSIDE in reasons(wanted(outside=False))


def test_nor_is_a_confirmation_alone() -> None:
    facts = wanted(outside=False, confirmed="A")
    assert state(facts) is State.UNKNOWN
    assert ReasonCode.CONFIRMED in reasons(facts)


def test_a_confirmed_gap_may_be_called_missing() -> None:
    facts = wanted(outside=True, confirmed="B")
    assert state(facts) is State.GAP
    assert of(facts).confirmed[sorted(facts.products).index("P")]


def test_without_a_local_user_there_is_no_gap() -> None:
    facts = Facts(firms=dict(OUTSIDE), makers=[("X", "P", "produces", "A")])
    assert state(facts) is State.UNKNOWN
    assert ReasonCode.NOT_USED_HERE in reasons(facts)


def test_a_local_lead_must_be_checked_first() -> None:
    facts = wanted(outside=True)
    facts.makers.append(("F", "P", "produces", "D"))
    assert state(facts) is State.UNKNOWN
    assert ReasonCode.LOCAL_LEAD in reasons(facts)


def test_a_figure_outweighs_a_lead() -> None:
    facts = wanted(outside=True)
    facts.makers.append(("F", "P", "produces", "D"))
    facts.figures.append(("P", "", "domestic_rate", 0.1, "B"))
    assert state(facts) is State.GAP


def test_a_weightier_confirmation_settles_a_lead() -> None:
    facts = wanted(outside=True, confirmed="B")
    facts.makers.append(("F", "P", "produces", "D"))
    assert state(facts) is State.GAP
    assert {ReasonCode.CONTESTED, ReasonCode.CONFIRMED} <= set(reasons(facts))
    assert ReasonCode.LOCAL_LEAD not in reasons(facts)


def test_extendable_has_its_inputs_at_hand_and_stands_beside_a_strong_product() -> None:
    facts = made(roles="leader", product="J")
    facts.links.append(("J", "P", "essential"))
    assert state(facts) is State.EXTENDABLE
    assert {ReasonCode.INPUTS_AT_HAND, ReasonCode.BESIDE_STRONG} <= set(reasons(facts))
    facts.links.append(("K", "P", "essential"))
    facts.links.append(("L", "P", "essential"))
    assert state(facts) is State.UNKNOWN


def test_extendable_by_relatedness() -> None:
    facts = made(product="J")
    facts.firms.update(OUTSIDE)
    facts.makers += [("X", "P", "produces", "B"), ("X", "J", "produces", "B")]
    facts.links.append(("J", "P", "essential"))
    assert state(facts) is State.EXTENDABLE
    assert {ReasonCode.INPUTS_AT_HAND, ReasonCode.RELATED} <= set(reasons(facts))


def test_without_inputs_on_record_nothing_is_extendable() -> None:
    facts = made(product="J")
    facts.firms.update(OUTSIDE)
    facts.makers += [("X", "P", "produces", "B"), ("X", "J", "produces", "B")]
    assert state(facts) is State.UNKNOWN
    assert ReasonCode.INPUTS_UNKNOWN in reasons(facts)


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        (ReasonCode(0), State.UNKNOWN),
        (ReasonCode.MADE_HERE, State.WEAK),
        (ReasonCode.MADE_HERE | ReasonCode.STRONG_SHARE, State.STRONG),
        (ReasonCode.BUILDER | ReasonCode.USED_HERE | ReasonCode.OUTSIDE_MAKER, State.BUILDING),
        (ReasonCode.USED_HERE | ReasonCode.OUTSIDE_MAKER, State.GAP),
        (ReasonCode.USED_HERE | ReasonCode.NO_OUTSIDE, State.UNKNOWN),
        (ReasonCode.INPUTS_AT_HAND | ReasonCode.RELATED, State.EXTENDABLE),
        (ReasonCode.INPUTS_AT_HAND | ReasonCode.RELATED | ReasonCode.LOCAL_LEAD, State.UNKNOWN),
    ],
)
def test_the_rule_reads_nothing_but_the_reasons(met: ReasonCode, expected: State) -> None:
    assert list(State)[int(state_by_rule(np.array([int(met)]))[0])] is expected


def test_many_regions_equal_each_alone() -> None:
    facts = wanted(outside=True)
    graph = facts.graph()
    regions = [HERE, ELSEWHERE, TOWN]
    for region, found in zip(regions, diagnose_many(graph, regions, Rules()), strict=True):
        alone = diagnose(graph, region, Rules())
        assert found.region == region
        assert np.array_equal(found.reasons, alone.reasons)
        assert np.array_equal(found.criticality.value, alone.criticality.value)
    assert len(found) == len(graph)


def test_no_region_and_no_product() -> None:
    assert list(diagnose_many(Facts().graph(), [], Rules())) == []
    assert len(of(Facts())) == 0
