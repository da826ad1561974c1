"""A scenario tried on the chains: once as on record, and as often as its doubts were drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.confidence import Interval
from lantu.evidence.finding import Finding
from lantu.model.scenario import Hit
from lantu.shocks.chain.struck import struck
from lantu.studies.survey import cite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.evidence.finding import Method
    from lantu.evidence.source import Citation
    from lantu.model.scenario import Scenario, Target
    from lantu.shocks import ChainBreak
    from lantu.studies.survey import Survey
    from lantu.vocab.text import Text

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

BAND = (0.05, 0.95)
"""Nine draws in ten lie between."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A scenario, and what came of it; ``m`` draws, ``n`` products, ``T`` days, ``B`` blows.

    Attributes:
        survey: The diagnosed facts.
        scenario: What was tried.
        point: What comes of it where every record is right and every unknown at its median.
        lost: Days' worth that each product loses in each draw, ``(m, n)``.
        own: The part of that which the blows themselves take.
        by_day: Loss of each day by worth, ``(m, T)``.
        blows: Days' worth that each blow takes, ``(m, B)``.
        failed: Draws that came to nothing.
    """

    survey: Survey
    scenario: Scenario
    point: ChainBreak
    lost: Floats
    own: Floats
    by_day: Floats
    blows: Floats
    failed: int = 0

    @property
    def draws(self) -> int:
        """How many; 0 where nothing is in doubt."""
        return len(self.lost) if len(self.lost) > 1 else 0

    @property
    def worth(self) -> Floats:
        """``v``: presence of each product, ``(n,)``."""
        return self.point.ground.worth

    @cached_property
    def whole(self) -> float:
        """``Σ v``; 1 where nothing is worth anything."""
        return self.point.ground.whole or 1.0

    @cached_property
    def average(self) -> Floats:
        """``L`` of each draw, ``(m,)``."""
        return self.grouped(np.ones(len(self.worth), dtype=np.bool_))

    @cached_property
    def weight(self) -> Floats:
        """``v L``, the mean of the draws: what the loss of each product weighs, ``(n,)``."""
        weighed: Floats = self.worth * self.lost.mean(axis=0)
        return weighed

    @property
    def hardest(self) -> int:
        """The product whose loss weighs most."""
        return int(np.argmax(self.weight))

    def grouped(self, products: Flags) -> Floats:
        """``Σ v L / Σ v`` over some products, of each draw, ``(m,)``."""
        worth = self.worth[products]
        total = float(sum(worth.tolist()))
        if not total:
            return np.zeros(len(self.lost))
        weighed: Floats = np.add.reduce((worth * self.lost[:, products]).T, axis=0) / total
        return weighed

    @cached_property
    def hit(self) -> Flags:
        """Products that lose anything, as on record or in a draw worth telling, ``(n,)``."""
        often = (self.lost > 0).mean(axis=0) >= BAND[0]
        flags: Flags = often & (self.lost.mean(axis=0) > 0)
        return flags

    @cached_property
    def local_pairs(self) -> NDArray[np.int64]:
        """Pairs of a product and a firm of the region that makes it now."""
        return np.flatnonzero(~self.point.ground.supply.outside)

    @cached_property
    def pair_days(self) -> Floats:
        """``min(T, h_f + L_i - D_i)`` of each local pair, ``(m, p)``."""
        supply = self.point.ground.supply
        at = self.local_pairs
        product = supply.product[at]
        reached = struck(self.point.ground, self.point.scenario)
        hit = self.blows @ (reached.pairs[:, at] * reached.kept[at])
        whole = np.any(reached.products[:, product], axis=0)
        direct = np.where(whole, self.own[:, product], hit)
        spread = np.maximum(self.lost - self.own, 0.0)[:, product]
        days: Floats = np.minimum(direct + spread, float(self.scenario.days))
        return days

    def finding(
        self,
        values: Floats,
        method: Method,
        *,
        unit: Text | None = None,
        citations: tuple[Citation, ...] = (),
    ) -> Finding[float]:
        """The mean of the draws of one figure, and between what nine in ten lie."""
        return Finding(
            value=float(np.add.reduce(values) / len(values)),
            method=method,
            unit=unit,
            interval=Interval(*(float(each) for each in np.quantile(values, BAND)))
            if self.draws
            else None,
            citations=citations,
        )

    def of_targets(self) -> tuple[Citation, ...]:
        """The rows of what the blows hit."""
        found = [
            each
            for blow in self.scenario.blows
            for target in blow.targets
            for each in target_rows(self.survey, target)
        ]
        return tuple({each.key: each for each in found}.values())


def target_rows(survey: Survey, target: Target) -> tuple[Citation, ...]:
    """The facts' rows of what a target names; of a place or country, of its firms."""
    products, firms = survey.graph.products, survey.graph.firms
    if target.kind is Hit.PRODUCT:
        return cite(products.book, products.rows, [products.ids.at(target.code)])
    if target.kind in {Hit.FIRM, Hit.SUPPLIER}:
        return cite(firms.book, firms.rows, [firms.ids.at(target.code)])
    return cite(firms.book, firms.rows, _firms_of(survey, target))


def _firms_of(survey: Survey, target: Target) -> Sequence[int]:
    firms = survey.graph.firms
    if target.kind is Hit.REGION:
        return [int(at) for at in np.flatnonzero(firms.within(int(target.code)))]
    if target.kind is Hit.COUNTRY:
        return [at for at, each in enumerate(firms.country) if each == target.code.upper()]
    return []
