"""How the ranked lists are ranked: criteria, weights, draws, seed; all editable."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.errors import CallerError
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

EVEN_ODDS = 0.5
"""Probability with which either of two equals stands first."""

MEND = "mend section [ranking] of lantu.toml"
"""The way out of a bad plan."""

GAP_WEIGHTS = MappingProxyType(
    {"criticality": 0.35, "demand": 0.25, "dependence": 0.25, "feasibility": 0.15}
)
WEAK_WEIGHTS = MappingProxyType(
    {"criticality": 0.35, "demand": 0.25, "weakness": 0.25, "single_maker": 0.15}
)
EXTEND_WEIGHTS = MappingProxyType(
    {"feasibility": 0.35, "density": 0.25, "strong_neighbours": 0.25, "demand": 0.15}
)
LEADER_WEIGHTS = MappingProxyType(
    {
        "size": 0.25,
        "standing": 0.2,
        "reach": 0.2,
        "betweenness": 0.15,
        "coverage": 0.1,
        "ecosystem": 0.1,
    }
)
ATTRACT_WEIGHTS = MappingProxyType(
    {"criticality": 0.35, "demand": 0.25, "standing": 0.2, "evidence": 0.2}
)
PLACE_WEIGHTS = MappingProxyType({"inputs": 0.3, "users": 0.3, "segment": 0.2, "platforms": 0.2})

CRITERIA: Mapping[str, Text] = MappingProxyType(
    {
        "betweenness": Text("中介度", "betweenness"),
        "coverage": Text("覆盖", "coverage"),
        "criticality": Text("关键度", "criticality"),
        "demand": Text("本地需求拉动", "local demand"),
        "density": Text("关联密度", "relatedness"),
        "dependence": Text("最高外部份额", "outside share"),
        "ecosystem": Text("生态", "ecosystem"),
        "evidence": Text("证据", "evidence"),
        "feasibility": Text("配套可行度", "feasibility"),
        "inputs": Text("投入在地", "inputs at hand"),
        "platforms": Text("平台", "platforms"),
        "reach": Text("触达", "reach"),
        "segment": Text("同领域", "same segment"),
        "single_maker": Text("仅一家在案", "single maker"),
        "size": Text("规模", "size"),
        "standing": Text("称号", "standing"),
        "strong_neighbours": Text("紧邻强项", "strong neighbours"),
        "users": Text("用户在地", "users at hand"),
        "weakness": Text("薄弱度", "weakness"),
    }
)
"""What people call each criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingPlan:
    """Weights and draws of every ranked list.

    Attributes:
        draws: Weight draws of each ranking.
        seed: Seed of the draws; the same seed gives the same bytes.
        concentration: κ of the Dirichlet prior around the weights; greater is surer.
        tell_apart: Probability from which one item is said to stand before another.
        gaps: Criterion weights of the 补链 list.
        weak: Criterion weights of the 强链 list.
        extend: Criterion weights of the 延链 list.
        leaders: Criterion weights of the 链主 list.
        attract: Criterion weights of the list of firms to attract.
        places: Criterion weights of the places that could host them.
    """

    draws: int = 2000
    seed: int = 20201120
    concentration: float = 12.0
    tell_apart: float = 0.8
    gaps: Mapping[str, float] = field(default_factory=lambda: GAP_WEIGHTS)
    weak: Mapping[str, float] = field(default_factory=lambda: WEAK_WEIGHTS)
    extend: Mapping[str, float] = field(default_factory=lambda: EXTEND_WEIGHTS)
    leaders: Mapping[str, float] = field(default_factory=lambda: LEADER_WEIGHTS)
    attract: Mapping[str, float] = field(default_factory=lambda: ATTRACT_WEIGHTS)
    places: Mapping[str, float] = field(default_factory=lambda: PLACE_WEIGHTS)

    def __post_init__(self) -> None:
        """Check the plan.

        Raises:
            CallerError: A number is out of range, a weight is negative or not finite, all are
                zero, or a criterion is unknown.
        """
        whole = isinstance(self.draws, int) and isinstance(self.seed, int)
        if not whole or self.draws < 1 or self.seed < 0:
            raise CallerError(
                f"ranking needs whole numbers draws >= 1 and seed >= 0; got {self.draws}, "
                f"{self.seed}",
                hint=MEND,
            )
        if not 0 < self.concentration < inf or not EVEN_ODDS <= self.tell_apart < 1:
            raise CallerError(
                f"ranking needs concentration > 0 and 0.5 <= tell_apart < 1; got "
                f"{self.concentration}, {self.tell_apart}",
                hint=MEND,
            )
        for name, known in _KNOWN.items():
            _check_weights(name, getattr(self, name), known)


_KNOWN: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "gaps": GAP_WEIGHTS,
        "weak": WEAK_WEIGHTS,
        "extend": EXTEND_WEIGHTS,
        "leaders": LEADER_WEIGHTS,
        "attract": ATTRACT_WEIGHTS,
        "places": PLACE_WEIGHTS,
    }
)


def _check_weights(name: str, weights: Mapping[str, float], known: Mapping[str, float]) -> None:
    unknown = sorted(set(weights) - set(known))
    if unknown:
        raise CallerError(
            f"[ranking.{name}] has no criterion {unknown[0]!r}; it has {', '.join(known)}",
            hint="a criterion left out keeps its default weight; 0 switches it off",
        )
    if any(not 0 <= weight < inf for weight in weights.values()) or not any(weights.values()):
        raise CallerError(
            f"[ranking.{name}] needs finite weights >= 0, not all zero; got {dict(weights)}",
            hint="give at least one criterion a positive weight",
        )
