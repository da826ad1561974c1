"""Chain break: what is left of every product, day after day, when some are not to be had.

``y_i(t) = min(cap_i(t), min_ess e_ij, min_g max_{j∈g} q_ij y_j, Π_opt (1 - κ(1 - e_ij)))``,
the greatest solution, where ``e_ij`` is what reaches ``i`` of its input ``j``: ``y_j`` and, as
long as it lasts, ``i``'s stock. Time to survive and to recover after Simchi-Levi, D., Schmidt,
W., Wei, Y. et al. (2015), Identifying risks and mitigating disruptions in the automotive
supply chain, *Interfaces* 45(5), 375-390.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import NOWHERE, freeze
from lantu.model.frames import frame
from lantu.shocks.chain.ground import Ground, ground
from lantu.shocks.chain.paths import FALLEN, Trail, Way
from lantu.shocks.chain.runs import course, mornings
from lantu.shocks.chain.struck import settle, severity_of, soft, struck

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from numpy.typing import ArrayLike

    from lantu.chains.arrays import Codes, Floats, Ints
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.scenario import Scenario, Target
    from lantu.shocks.chain._kernels import Caps


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainBreak:
    """What a scenario does to a graph of ``n`` products over ``T`` days.

    Attributes:
        ground: The graph, its region and the worth ``v`` of its products.
        scenario: The scenario, settled.
        days: Days on which anything changes, from 0, ``(E,)``.
        fallen: Products that fall on any day, ascending, ``(f,)``.
        levels: What is left of them from each of ``days`` on, ``(E, f)``.
        lost: Days' worth that each product loses, ``Σ_t (1 - y_i(t))``, ``(n,)``.
        own: The part of that which the blows themselves take, without what spread, ``(n,)``.
        first: First day on which each product is short, ``NOWHERE`` where never, ``(n,)``.
        back: Day from which it is whole for good; ``NOWHERE`` where it never fell, or is not
            back by the end, ``(n,)``.
        via: The input by which it fell first, ``NOWHERE`` where by a blow or not at all.
        way: How, codes of :class:`~lantu.shocks.chain.paths.Way`, ``(n,)``.
        unrecorded: Targets of which no maker or supplier is on record: their effect is not
            known, which is not the same as no loss.
    """

    ground: Ground
    scenario: Scenario
    days: Ints
    fallen: Ints
    levels: Floats
    lost: Floats
    own: Floats
    first: Ints
    back: Ints
    via: Ints
    way: Codes
    unrecorded: tuple[Target, ...]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def loss(self) -> float:
        """``Σ_i v_i Σ_t (1 - y_i(t))``: product-days, each product counting by its worth."""
        return float(sum((self.ground.worth * self.lost).tolist()))

    @property
    def direct(self) -> float:
        """The part of the loss that the blows take, without what spread."""
        return float(sum((self.ground.worth * self.own).tolist()))

    @property
    def whole(self) -> float:
        """Product-days of the same worth where nothing is lost."""
        return self.ground.whole * self.scenario.days

    @property
    def survive(self) -> int | None:
        """First day on which a final product falls; None where none does."""
        firsts = self.first[self.ground.final & (self.first != NOWHERE)]
        return int(firsts.min()) if firsts.size else None

    @property
    def recover(self) -> int | None:
        """Day from which every product is whole again; None where not by the end.

        0 where none falls.
        """
        late = (self.first != NOWHERE) & (self.back == NOWHERE)
        return None if late.any() else int(self.back.max(initial=0))

    def level(self, product: str) -> Floats:
        """What is left of a product on every day, ``(T,)``.

        Raises:
            CallerError: There is no such product.
        """
        at = np.flatnonzero(self.fallen == self.ground.graph.products.ids.at(product))
        if not at.size:
            return np.ones(self.scenario.days)
        return np.repeat(self.levels[:, at[0]], self._spans)

    def by_day(self) -> Floats:
        """``Σ_i v_i (1 - y_i(t))`` of every day, ``(T,)``."""
        worth = self.ground.worth[self.fallen]
        cost = [float(sum((worth * (1.0 - row)).tolist())) for row in self.levels]
        return np.repeat(np.array(cost, dtype=np.float64), self._spans)

    def path(self, product: str) -> tuple[str, ...]:
        """The way by which a product fell first: from a product that a blow hits down to it.

        Empty where it does not fall.

        Raises:
            CallerError: There is no such product.
        """
        ids = self.ground.graph.products.ids
        at = ids.at(product)
        found = [at] if self.way[at] else []
        while found and self.via[found[-1]] != NOWHERE:
            found.append(int(self.via[found[-1]]))
        return tuple(ids.labels[each] for each in reversed(found))

    def to_polars(self) -> pl.DataFrame:
        """One row per product: worth, days lost in all and by blows, loss, when, and how."""
        labels = self.ground.graph.products.ids.labels
        words = list(Way)
        return frame(
            {
                "product": labels,
                "way": [str(words[each]) for each in self.way],
                "via": ["" if each == NOWHERE else labels[each] for each in self.via],
            },
            {
                "worth": self.ground.worth,
                "lost_days": self.lost,
                "own_days": self.own,
                "loss": self.ground.worth * self.lost,
                "first": self.first,
                "back": self.back,
            },
        )

    @property
    def _spans(self) -> Ints:
        spans: Ints = np.diff(np.r_[self.days, self.scenario.days])
        return spans


def chain_break(
    graph: ChainGraph,
    scenario: Scenario,
    *,
    region: int,
    rules: Rules | None = None,
    weights: ArrayLike | None = None,
    quality: Mapping[tuple[str, str], float] | None = None,
) -> ChainBreak:
    """Let a scenario break the chains.

    Args:
        graph: The facts.
        scenario: What befalls; numbers that are not known for sure count with their medians.
        region: GB/T 2260 code of the region that is looked at: its firms are makers here, all
            others outside suppliers.
        rules: ``κ`` and the weights of the classes.
        weights: ``v``, what a day without each product costs, ``(n,)``; its presence in the
            region where left out.
        quality: ``q``, what an alternative input counts in place of the best of its group, by
            (input, user); 1 where left out.

    Raises:
        CallerError: A target, setting, weight or quality that makes no sense here.
        DataError: A buffer that this engine does not understand.
    """
    return break_of(ground(graph, region, rules=rules, weights=weights), scenario, quality)


def break_of(
    given: Ground, scenario: Scenario, quality: Mapping[tuple[str, str], float] | None = None
) -> ChainBreak:
    """Let a scenario break chains that are ready to be struck; see :func:`chain_break`."""
    settled = settle(scenario)
    hit, softened = struck(given, settled), soft(given, settled, quality or {})
    caps = hit.caps(given, severity_of(settled))
    way, trail = course(given, caps.struck), Trail(given, softened)
    days, rows = [], []
    for morning in mornings(given, way, caps, softened, settled.days):
        trail.note(way.order.tolist(), morning.state)
        days.append(morning.day)
        rows.append(morning.level)
    told = _Levels(
        order=way.order,
        days=np.array(days, dtype=np.int32),
        levels=np.array(rows, dtype=np.float64).reshape(len(days), len(way.order)),
        end=settled.days,
    )
    first, back = told.times(len(given))
    fell = np.flatnonzero(first != NOWHERE).astype(np.int32)
    return ChainBreak(
        ground=given,
        scenario=settled,
        days=told.days,
        fallen=fell,
        levels=told.of(fell, len(given)),
        lost=told.lost(len(given)),
        own=_own(caps, softened.relief, settled.days),
        first=first,
        back=back,
        via=trail.via,
        way=trail.way,
        unrecorded=tuple(one.target for one in hit.unrecorded),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Levels:
    """Levels of the products within reach, in the order of the course, ``(E, k)``."""

    order: Ints
    days: Ints
    levels: Floats
    end: int

    def lost(self, products: int) -> Floats:
        lost = np.zeros(products)
        lost[self.order] = _over_days(1.0 - self.levels, self.days, self.end)
        return lost

    def of(self, positions: Ints, products: int) -> Floats:
        column = np.zeros(products, dtype=np.int64)
        column[self.order] = np.arange(len(self.order))
        return np.ascontiguousarray(self.levels[:, column[positions]])

    def times(self, products: int) -> tuple[Ints, Ints]:
        """First day short of 1, and the day from which whole for good."""
        first = np.full(products, NOWHERE, dtype=np.int32)
        back = first.copy()
        down = self.levels < 1.0 - FALLEN
        ever = down.any(axis=0)
        at = self.order[ever]
        first[at] = self.days[down[:, ever].argmax(axis=0)]
        until = np.r_[self.days[1:], self.end][len(down) - 1 - down[::-1, ever].argmax(axis=0)]
        back[at] = np.where(until < self.end, until, NOWHERE)
        return first, back


def _own(caps: Caps, relief: Floats, end: int) -> Floats:
    own = np.zeros(len(relief))
    lack = (1.0 - caps.left) * (1.0 - relief[caps.struck])
    own[caps.struck] = _over_days(lack, caps.day, end)
    return own


def _over_days(lack: Floats, days: Ints, end: int) -> Floats:
    """Sum over days of what holds from each of some days on."""
    spans = np.diff(np.r_[days, end]).astype(np.float64)
    total: Floats = np.add.reduce(spans[:, None] * lack, axis=0)
    return total
