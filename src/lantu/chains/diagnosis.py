"""The diagnosis: one state per product and region, with the reasons the rule met."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.criticality import criticality
from lantu.chains.demand import demand
from lantu.chains.dependence import dependence
from lantu.chains.feasibility import feasibility
from lantu.chains.presence import presence
from lantu.chains.relatedness import proximity, relatedness
from lantu.chains.strength import strength
from lantu.model.chain_graph import NO_GRADE
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.chains.criticality import Criticality
    from lantu.chains.demand import Demand
    from lantu.chains.dependence import Dependence
    from lantu.chains.feasibility import Feasibility
    from lantu.chains.presence import Presence
    from lantu.chains.relatedness import Proximity, Relatedness
    from lantu.chains.rules import Rules
    from lantu.chains.strength import Strength
    from lantu.model.chain_graph import ChainGraph

    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int32]


class ReasonCode(IntFlag):
    """What the rule met on its way to a state; a product has several."""

    MADE_HERE = 1 << 0
    STRONG_SHARE = 1 << 1
    STRONG_STANDING = 1 << 2
    SINGLE_MAKER = 1 << 3
    FAR_FROM_STRONG = 1 << 4
    NEARLY_STRONG = 1 << 5
    SOFT_EVIDENCE = 1 << 6
    OUTSIDE_LEADS = 1 << 7
    BUILDER = 1 << 8
    PROJECT = 1 << 9
    NO_LOCAL_ROW = 1 << 10
    LOCAL_LEAD = 1 << 11
    USED_HERE = 1 << 12
    NOT_USED_HERE = 1 << 13
    OUTSIDE_MAKER = 1 << 14
    OUTSIDE_STATED = 1 << 15
    OUTSIDE_FIGURE = 1 << 16
    NO_OUTSIDE = 1 << 17
    CONFIRMED = 1 << 18
    INPUTS_AT_HAND = 1 << 19
    RELATED = 1 << 20
    BESIDE_STRONG = 1 << 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is concluded of ``n`` products in one region.

    Attributes:
        region: GB/T 2260 code.
        state: ``(n,)`` codes of :class:`lantu.vocab.words.State`.
        reasons: ``(n,)`` masks of :class:`ReasonCode`.
        confirmed: ``(n,)`` whether a person confirmed that no local maker exists.
        presence: Presence.
        strength: Strength.
        demand: Local demand.
        criticality: Criticality.
        feasibility: Feasibility.
        relatedness: Relatedness.
        dependence: Dependence.
    """

    region: int
    state: NDArray[np.int8]
    reasons: NDArray[np.int64]
    confirmed: Flags
    presence: Presence
    strength: Strength
    demand: Demand
    criticality: Criticality
    feasibility: Feasibility
    relatedness: Relatedness
    dependence: Dependence

    def reasons_of(self, product: int) -> ReasonCode:
        """The reasons of the product at a position."""
        return ReasonCode(int(self.reasons[product]))


def diagnose(
    graph: ChainGraph, region: int, rules: Rules, *, projects: Ints | None = None
) -> Diagnosis:
    """Diagnose every product in one region.

    Args:
        graph: The product graph.
        region: GB/T 2260 code.
        rules: Thresholds and weights.
        projects: Positions of products that an unfinished announced project is for.
    """
    return diagnose_many(graph, [region], rules, projects=projects)[0]


def diagnose_many(
    graph: ChainGraph, regions: Sequence[int], rules: Rules, *, projects: Ints | None = None
) -> tuple[Diagnosis, ...]:
    """Diagnose every product in several regions; what does not depend on them is done once.

    Args:
        graph: The product graph.
        regions: GB/T 2260 codes.
        rules: Thresholds and weights.
        projects: Positions of products that an unfinished announced project is for.
    """
    near = proximity(graph, rules)
    presences = [presence(graph, region, rules) for region in regions]
    critical = criticality(graph, [each.point for each in presences], regions, rules)
    planned = np.zeros(len(graph), dtype=np.bool_)
    planned[projects if projects is not None else []] = True
    return tuple(
        _diagnose(graph, region, rules, near, planned, has, cut)
        for region, has, cut in zip(regions, presences, critical, strict=True)
    )


def _diagnose(  # noqa: PLR0917 - the parts a diagnosis is put together from
    graph: ChainGraph,
    region: int,
    rules: Rules,
    near: Proximity,
    planned: Flags,
    has: Presence,
    cut: Criticality,
) -> Diagnosis:
    parts = _Parts(
        presence=has,
        strength=strength(graph, region, rules),
        demand=demand(graph, has, rules),
        feasibility=feasibility(graph, has, rules),
        relatedness=relatedness(graph, near, has.point >= rules.present_at),
        dependence=dependence(graph, region, rules),
        planned=planned,
    )
    state, reasons = _conclude(graph, parts, rules)
    return Diagnosis(
        region=region,
        state=state,
        reasons=reasons,
        confirmed=graph.products.confirmed_absent != NO_GRADE,
        presence=has,
        strength=parts.strength,
        demand=parts.demand,
        criticality=cut,
        feasibility=parts.feasibility,
        relatedness=parts.relatedness,
        dependence=parts.dependence,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    presence: Presence
    strength: Strength
    demand: Demand
    feasibility: Feasibility
    relatedness: Relatedness
    dependence: Dependence
    planned: Flags


def _conclude(
    graph: ChainGraph, parts: _Parts, rules: Rules
) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
    """The rule: the first that applies of strong, weak, building, gap, extendable, unknown."""
    present = parts.presence.point >= rules.present_at
    # a standing makes strong only what hard evidence says is made and no figure says is held
    # outside; a recorded share speaks for itself
    shared = parts.strength.figure >= 0
    led = parts.dependence.has_share & (parts.dependence.share >= rules.outside_at)
    proven = shared | ((parts.presence.lower >= rules.present_at) & ~led)
    strong = present & proven & (parts.strength.value >= rules.strong_at)
    absent = ~present
    building = absent & ((parts.presence.makers_building > 0) | parts.planned)
    unled = parts.presence.makers_now == 0
    used = parts.demand.pull > 0
    open_ = absent & ~building
    # a local lead, however thin, is refuted by a figure only, not by an outside firm's name
    figured = parts.dependence.has_share & (parts.dependence.share >= rules.outside_at)
    gap = open_ & used & parts.dependence.has_outside & (unled | figured)
    at_hand = parts.feasibility.known & (parts.feasibility.share >= rules.extend_feasibility)
    related = parts.relatedness.known & (parts.relatedness.density >= rules.extend_density)
    beside = _beside(graph, strong)
    extendable = open_ & ~gap & unled & at_hand & (related | beside)
    state = np.select(
        [strong, present, building, gap, extendable],
        [_code(State.STRONG), _code(State.WEAK), _code(State.BUILDING), _code(State.GAP),
         _code(State.EXTENDABLE)],
        default=_code(State.UNKNOWN),
    ).astype(np.int8)  # fmt: skip
    facts = _present_reasons(parts, rules, present, strong)
    facts |= _absent_reasons(graph, parts, absent)
    facts[absent] |= _mask(at_hand, ReasonCode.INPUTS_AT_HAND)[absent]
    facts[absent] |= _mask(related, ReasonCode.RELATED)[absent]
    facts[absent] |= _mask(beside, ReasonCode.BESIDE_STRONG)[absent]
    return state, facts


def _present_reasons(
    parts: _Parts, rules: Rules, present: Flags, strong: Flags
) -> NDArray[np.int64]:
    by_share = parts.strength.figure >= 0
    far = parts.strength.value < rules.weak_below
    nearly = ~far & (parts.strength.value < rules.strong_at)
    outside = parts.dependence.has_share & (parts.dependence.share >= rules.outside_at)
    return (
        _mask(present, ReasonCode.MADE_HERE)
        | _mask(strong & by_share, ReasonCode.STRONG_SHARE)
        | _mask(strong & ~by_share, ReasonCode.STRONG_STANDING)
        | _mask(present & (parts.presence.makers_now == 1), ReasonCode.SINGLE_MAKER)
        | _mask(present & far, ReasonCode.FAR_FROM_STRONG)
        | _mask(present & nearly, ReasonCode.NEARLY_STRONG)
        | _mask(present & (parts.presence.lower < rules.present_at), ReasonCode.SOFT_EVIDENCE)
        | _mask(present & outside, ReasonCode.OUTSIDE_LEADS)
    )


def _absent_reasons(graph: ChainGraph, parts: _Parts, absent: Flags) -> NDArray[np.int64]:
    has, outside = parts.presence, parts.dependence
    figures = outside.has_outside & ~(outside.outside_makers > 0) & ~graph.products.outside_stated
    return (
        _mask(absent & (has.makers_building > 0), ReasonCode.BUILDER)
        | _mask(absent & parts.planned, ReasonCode.PROJECT)
        | _mask(absent & (has.makers_now == 0), ReasonCode.NO_LOCAL_ROW)
        | _mask(absent & (has.makers_now > 0), ReasonCode.LOCAL_LEAD)
        | _mask(absent & (parts.demand.pull > 0), ReasonCode.USED_HERE)
        | _mask(absent & (parts.demand.pull <= 0), ReasonCode.NOT_USED_HERE)
        | _mask(absent & (outside.outside_makers > 0), ReasonCode.OUTSIDE_MAKER)
        | _mask(absent & graph.products.outside_stated, ReasonCode.OUTSIDE_STATED)
        | _mask(absent & (outside.has_share | figures), ReasonCode.OUTSIDE_FIGURE)
        | _mask(absent & ~outside.has_outside, ReasonCode.NO_OUTSIDE)
        | _mask(absent & (graph.products.confirmed_absent != NO_GRADE), ReasonCode.CONFIRMED)
    )


def _mask(flags: Flags, reason: ReasonCode) -> NDArray[np.int64]:
    return np.where(flags, int(reason), 0).astype(np.int64)


def _code(state: State) -> int:
    return list(State).index(state)


def _beside(graph: ChainGraph, strong: Flags) -> Flags:
    """Products with a forward link to or from a strong one."""
    links = graph.links
    forward = ~links.returning
    source, target = links.source[forward], links.target[forward]
    near = np.zeros(len(graph), dtype=np.bool_)
    near[target[strong[source]]] = True
    near[source[strong[target]]] = True
    return near
