"""The diagnosis: one state per product and region, with the reasons the rule met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import NOWHERE, at_least, freeze
from lantu.chains.cascade import Cascade, cascade
from lantu.chains.criticality import Criticality, criticality_of_all
from lantu.chains.demand import Demand, Needs, demand, needs_of
from lantu.chains.dependence import Dependence, dependence
from lantu.chains.feasibility import Feasibility, Nearest, feasibility, nearest
from lantu.chains.grades import stated_outside
from lantu.chains.holdings import Holdings, holdings
from lantu.chains.presence import Presence, presence
from lantu.chains.reasons import ReasonCode
from lantu.chains.relatedness import Relatedness, Space, product_space, relatedness
from lantu.chains.strength import Strength, strength
from lantu.chains.wiring import Wiring, wiring
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lantu.chains.arrays import Codes, Flags, Ints, Longs
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What is concluded of ``n`` products in one region.

    Attributes:
        region: GB/T 2260 code.
        state: ``(n,)`` codes of :class:`lantu.vocab.words.State`.
        reasons: ``(n,)`` masks of :class:`ReasonCode`.
        confirmed: ``(n,)`` whether a person confirmed that no local maker exists; only then
            may a gap be called missing.
        presence: Presence.
        strength: Strength.
        demand: Local demand.
        criticality: Criticality.
        feasibility: Feasibility.
        near_strong: The nearest strong products, upstream and downstream.
        relatedness: Relatedness.
        dependence: Dependence.
    """

    region: int
    state: Codes
    reasons: Longs
    confirmed: Flags
    presence: Presence
    strength: Strength
    demand: Demand
    criticality: Criticality
    feasibility: Feasibility
    near_strong: Nearest
    relatedness: Relatedness
    dependence: Dependence

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def __len__(self) -> int:
        return len(self.state)

    def state_of(self, product: int) -> State:
        """The state of the product at a position."""
        return list(State)[int(self.state[product])]

    def reasons_of(self, product: int) -> ReasonCode:
        """The reasons of the product at a position."""
        return ReasonCode(int(self.reasons[product]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What does not depend on the region, made once."""

    held: Holdings
    wires: Wiring
    ready: Cascade
    needs: Needs
    space: Space


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What the rule looks at in one region."""

    presence: Presence
    strength: Strength
    demand: Demand
    feasibility: Feasibility
    relatedness: Relatedness
    dependence: Dependence
    planned: Flags
    stated: Flags


def diagnose(
    graph: ChainGraph,
    region: int,
    rules: Rules,
    *,
    projects: Ints | None = None,
    home: int | None = None,
) -> Diagnosis:
    """Diagnose every product in one region.

    Args:
        graph: The facts.
        region: GB/T 2260 code.
        rules: Thresholds and weights.
        projects: Positions of products that an unfinished announced project in the region
            is for.
        home: The region the workspace is about, where ``region`` is another one:
            confirmations of absence and shares of the region as a whole are about it.
    """
    return next(diagnose_many(graph, [region], rules, projects=projects, home=home))


def diagnose_many(
    graph: ChainGraph,
    regions: Sequence[int],
    rules: Rules,
    *,
    projects: Ints | None = None,
    home: int | None = None,
) -> Iterator[Diagnosis]:
    """Diagnose every product in several regions, one after another.

    What does not depend on the region is done once; every single cut of the graph is made
    once for all regions.

    Args:
        graph: The facts.
        regions: GB/T 2260 codes.
        rules: Thresholds and weights.
        projects: Positions of products that an unfinished announced project is for.
        home: As for :func:`diagnose`.

    Yields:
        The diagnosis of each region, in the order asked.
    """
    ground = _ground(graph, rules)
    heres = [presence(graph, region, rules, home=home, held=ground.held) for region in regions]
    critical = criticality_of_all(graph, heres, rules, held=ground.held, ready=ground.ready)
    planned = np.zeros(len(graph), dtype=np.bool_)
    planned[projects if projects is not None else []] = True
    for here, cuts in zip(heres, critical, strict=True):
        parts = _parts(graph, here, rules, ground, planned, home)
        yield _conclude(parts, rules, ground.wires, cuts)


def _ground(graph: ChainGraph, rules: Rules) -> _Ground:
    held, wires = holdings(graph, rules.weights), wiring(graph, rules.weights)
    return _Ground(
        held=held,
        wires=wires,
        ready=cascade(wires, rules.optional_loss),
        needs=needs_of(wires, rules),
        space=product_space(held, len(graph)),
    )


def _parts(  # noqa: PLR0917 - what the parts are made from
    graph: ChainGraph,
    here: Presence,
    rules: Rules,
    ground: _Ground,
    planned: Flags,
    home: int | None,
) -> _Parts:
    return _Parts(
        presence=here,
        strength=strength(graph, here.region, rules, home=home, held=ground.held),
        demand=demand(graph, here, rules, needs=ground.needs),
        feasibility=feasibility(graph, here, rules, wires=ground.wires),
        relatedness=relatedness(graph, here, rules, space=ground.space),
        dependence=dependence(graph, here.region, rules, held=ground.held),
        planned=planned,
        stated=stated_outside(graph.products, rules.weights),
    )


def _conclude(parts: _Parts, rules: Rules, wires: Wiring, cuts: Criticality) -> Diagnosis:
    strong = parts.presence.present & _proven_strong(parts, rules)
    near_strong = nearest(wires, strong)
    reasons = _reasons_of_presence(parts, rules) | np.where(
        parts.presence.present, 0, _reasons_of_absence(parts, rules, near_strong)
    )
    return Diagnosis(
        region=parts.presence.region,
        state=state_by_rule(reasons),
        reasons=reasons,
        confirmed=parts.presence.confirmed,
        presence=parts.presence,
        strength=parts.strength,
        demand=parts.demand,
        criticality=cuts,
        feasibility=parts.feasibility,
        near_strong=near_strong,
        relatedness=parts.relatedness,
        dependence=parts.dependence,
    )


def state_by_rule(reasons: Longs) -> Codes:
    """The state that reasons lead to: the first that applies.

    1. made here, by a strong share or standing → 锻长板 strong; else made here → 强链 weak;
    2. a builder or an unfinished project → 在建 building;
    3. used here, supplied from outside on record, and no open local lead, or a figure of
       at least ``outside_at`` that outweighs it → 补链 gap;
    4. inputs at hand, and related to what is made here or beside a strong product, no open
       local lead → 延链 extendable;
    5. everything else → 待核 unknown: no record is never a gap by itself.

    Args:
        reasons: Masks of :class:`ReasonCode`, shape ``(n,)``.

    Returns:
        Codes of :class:`State`, shape ``(n,)``.
    """
    made = _any(reasons, ReasonCode.MADE_HERE)
    strong = _any(reasons, ReasonCode.STRONG_SHARE | ReasonCode.STRONG_STANDING)
    building = _any(reasons, ReasonCode.BUILDER | ReasonCode.PROJECT)
    unled = ~_any(reasons, ReasonCode.LOCAL_LEAD)
    used = _any(reasons, ReasonCode.USED_HERE) & ~_any(reasons, ReasonCode.NO_OUTSIDE)
    gap = used & (unled | _any(reasons, ReasonCode.OUTSIDE_LEADS))
    beside = _any(reasons, ReasonCode.RELATED | ReasonCode.BESIDE_STRONG)
    extendable = _any(reasons, ReasonCode.INPUTS_AT_HAND) & beside & unled
    chosen = np.select(
        [made & strong, made, building, gap, extendable],
        [
            _CODE[State.STRONG],
            _CODE[State.WEAK],
            _CODE[State.BUILDING],
            _CODE[State.GAP],
            _CODE[State.EXTENDABLE],
        ],
        default=_CODE[State.UNKNOWN],
    )
    return chosen.astype(np.int8)


_CODE = {state: code for code, state in enumerate(State)}


def _any(reasons: Longs, wanted: ReasonCode) -> Flags:
    flags: Flags = (reasons & int(wanted)) != 0
    return flags


def _reasons_of_presence(parts: _Parts, rules: Rules) -> Longs:
    here, power, outside = parts.presence, parts.strength, parts.dependence
    proven = _proven_strong(parts, rules)
    strong = at_least(power.value, rules.strong_at)
    weak = ~at_least(power.value, rules.weak_below)
    by_share = power.figure != NOWHERE
    firm = at_least(here.lower, rules.present_at)
    found = _bits(
        {
            ReasonCode.MADE_HERE: here.present,
            ReasonCode.STRONG_SHARE: proven & by_share,
            ReasonCode.STRONG_STANDING: proven & ~by_share,
            ReasonCode.SINGLE_MAKER: here.makers_now == 1,
            ReasonCode.FAR_FROM_STRONG: weak,
            ReasonCode.NEARLY_STRONG: ~strong & ~weak,
            ReasonCode.SOFT_EVIDENCE: ~firm,
            ReasonCode.OUTSIDE_LEADS: _led(outside, rules),
            ReasonCode.CONTESTED: here.conflict > 0,
        }
    )
    return np.where(here.present, found, 0)


def _proven_strong(parts: _Parts, rules: Rules) -> Flags:
    """Strong enough, and proven.

    A share speaks for itself. A standing makes strong only what class A or B evidence says
    is made here and no figure says is held outside.
    """
    shared = parts.strength.figure != NOWHERE
    made = at_least(parts.presence.lower, rules.present_at) & ~_led(parts.dependence, rules)
    strong: Flags = (made | shared) & at_least(parts.strength.value, rules.strong_at)
    return strong


def _led(outside: Dependence, rules: Rules) -> Flags:
    flags: Flags = outside.has_share & at_least(outside.share, rules.outside_at)
    return flags


def _reasons_of_absence(parts: _Parts, rules: Rules, near_strong: Nearest) -> Longs:
    here, outside = parts.presence, parts.dependence
    used = parts.demand.pull > 0
    told = outside.has_share | outside.dominated
    at_hand = parts.feasibility.known & at_least(parts.feasibility.share, rules.extend_feasibility)
    related = parts.relatedness.known & at_least(parts.relatedness.density, rules.extend_density)
    return _bits(
        {
            ReasonCode.BUILDER: here.makers_building > 0,
            ReasonCode.PROJECT: parts.planned,
            ReasonCode.NO_LOCAL_ROW: here.makers_now == 0,
            ReasonCode.LOCAL_LEAD: here.lead,
            ReasonCode.USED_HERE: used,
            ReasonCode.NOT_USED_HERE: ~used,
            ReasonCode.OUTSIDE_MAKER: outside.outside_makers > 0,
            ReasonCode.OUTSIDE_STATED: parts.stated,
            ReasonCode.OUTSIDE_FIGURE: told,
            ReasonCode.OUTSIDE_LEADS: _led(outside, rules),
            ReasonCode.NO_OUTSIDE: ~outside.has_outside,
            ReasonCode.CONFIRMED: here.confirmed,
            ReasonCode.CONTESTED: here.conflict > 0,
            ReasonCode.INPUTS_AT_HAND: at_hand,
            ReasonCode.INPUTS_UNKNOWN: ~parts.feasibility.known,
            ReasonCode.RELATED: related,
            ReasonCode.BESIDE_STRONG: near_strong.beside,
        }
    )


def _bits(held: dict[ReasonCode, Flags]) -> Longs:
    length = len(next(iter(held.values())))
    mask = np.zeros(length, dtype=np.int64)
    for reason, flags in held.items():
        mask |= np.where(flags, int(reason), 0)
    return mask
