"""Places in a ranked list: criteria and weights of the plan, ranks with their doubt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.confidence import Interval
from lantu.evidence.finding import Finding
from lantu.ranking import (
    AroundWeights,
    Criterion,
    DecisionTable,
    DrawnWeights,
    draw_weights,
    smaa,
    standings,
)
from lantu.studies.methods import SMAA
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from lantu.studies.survey import Survey


@dataclass(frozen=True, slots=True)
class Measure:
    """One criterion's figures of everything ranked.

    Attributes:
        value: ``(n,)`` figures; more is more pressing or better.
        known: ``(n,)`` where there is a record; elsewhere the ranking lets the figure be
            anything, so that the rank interval widens.
    """

    value: NDArray[np.float64]
    known: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        values: NDArray[np.float64],
        at: Sequence[int] | range | NDArray[np.integer],
        *,
        known: NDArray[np.bool_] | None = None,
    ) -> Measure:
        """The figures at some positions of an array."""
        positions = np.array(at, dtype=np.int64)
        there = np.ones(len(positions), dtype=np.bool_) if known is None else known[positions]
        return cls(np.asarray(values, dtype=np.float64)[positions], there)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where one item stands.

    Attributes:
        order: Its position in the list, from 0.
        said: Its place as printed; tied places as a range.
        interval: Ranks that nine draws out of ten fall in.
        first: Share of draws in which it comes first.
    """

    order: int
    said: str
    interval: Interval
    first: float


def place(
    survey: Survey,
    ranked: str,
    labels: Sequence[str],
    measures: Mapping[str, Measure],
    *,
    share_of_draws: float = 1.0,
) -> list[Placing]:
    """The places of ``labels`` by the plan's criteria, in the order of ``labels``.

    Args:
        survey: Its plan holds weights, draws and seed.
        ranked: Which list of the plan, such as ``gaps``.
        labels: What is ranked.
        measures: Figures by criterion.
        share_of_draws: Part of the plan's draws, where many small rankings are made.
    """
    if not labels:
        return []
    plan = survey.ranking
    weights = getattr(plan, ranked)
    criteria = [key for key in measures if weights.get(key, 0) > 0]
    table = DecisionTable.of(
        labels,
        [Criterion(key=key, name=Text(key, key), weight=weights[key]) for key in criteria],
        np.stack([measures[key].value for key in criteria], axis=1),
        known=np.stack([measures[key].known for key in criteria], axis=1),
    )
    draws = max(1, round(plan.draws * share_of_draws))
    stated = tuple((key, weights[key]) for key in criteria)
    found = smaa(
        table,
        weights=_weights(stated, plan.concentration, draws, plan.seed),
        draws=draws,
        rng=np.random.default_rng((plan.seed, DOUBTS)),
        depth=1,
    )
    placed = {s.alternative: s for s in standings(found, tell_apart=plan.tell_apart)}
    return [
        Placing(
            order=placed[label].order,
            said=placed[label].said,
            interval=Interval(placed[label].low, placed[label].high),
            first=placed[label].first,
        )
        for label in labels
    ]


DOUBTS = 1
"""Stream of the seed that doubtful measures are drawn from, apart from that of the weights."""


@lru_cache(maxsize=16)
def _weights(
    stated: tuple[tuple[str, float], ...], concentration: float, draws: int, seed: int
) -> DrawnWeights:
    """Weights around the stated ones; many lists are ranked by the same."""
    table = DecisionTable.of(
        ["any"],
        [Criterion(key=key, name=Text(key, key), weight=weight) for key, weight in stated],
        np.zeros((1, len(stated))),
    )
    prior = AroundWeights(concentration=concentration)
    return DrawnWeights(
        keys=table.keys,
        values=draw_weights(table, prior, draws, np.random.default_rng(seed)),
    )


def rank_finding(placed: Placing) -> Finding[str]:
    """The place of a ranked item with its interval."""
    return Finding(value=placed.said, method=SMAA, interval=placed.interval)
