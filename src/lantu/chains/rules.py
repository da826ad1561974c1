"""The thresholds and weights of a diagnosis, every one of them the user's to change."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.evidence.confidence import GradeWeights
from lantu.vocab.words import FirmRole

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLE_SCORES: Mapping[FirmRole, float] = MappingProxyType(
    {
        FirmRole.CHAIN_MASTER: 1.0,
        FirmRole.SINGLE_CHAMPION: 0.8,
        FirmRole.LEADER: 0.7,
        FirmRole.LITTLE_GIANT: 0.5,
        FirmRole.ANCHOR_PLANT: 0.5,
        FirmRole.STARTUP: 0.3,
    }
)
"""What a firm's standing counts where no market share is on record."""

_IN_UNIT_INTERVAL = (
    "present_at",
    "strong_at",
    "weak_below",
    "optional_loss",
    "other_score",
    "extend_feasibility",
    "extend_density",
    "base_share",
    "outside_at",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a diagnosis goes by.

    Thresholds are absolute, never quantiles: a product that joins or leaves the workspace
    changes no other product's state.

    Attributes:
        weights: What a row of each confidence class counts.
        present_at: θ; a product is present where its presence reaches it.
        strong_at: τ; a present product is strong where its strength reaches it.
        weak_below: σ; below it a present product is weak in strength, not just middling.
        optional_loss: κ; what a product loses when an optional input stops.
        role_scores: ρ; strength that a maker's standing stands for.
        other_score: ρ of a maker without a standing on record.
        extend_feasibility: Share of inputs at hand from which a product is extendable.
        extend_density: Relatedness density from which it is close to what is made here.
        base_share: q₀; the region's share of the whole economy, to which a recorded market
            share is compared.
        outside_at: Import dependence, or one less the domestic rate, from which a figure is
            evidence of supply from outside.
    """

    weights: GradeWeights = field(default_factory=GradeWeights)
    present_at: float = 0.5
    strong_at: float = 0.6
    weak_below: float = 0.4
    optional_loss: float = 0.1
    base_share: float = 0.05
    outside_at: float = 0.5
    extend_feasibility: float = 0.5
    extend_density: float = 0.3
    role_scores: Mapping[FirmRole, float] = field(default_factory=lambda: ROLE_SCORES)
    other_score: float = 0.3

    def __post_init__(self) -> None:
        """Refuse what is no share, upside-down thresholds and incomplete scores.

        Raises:
            ValueError: A value lies outside ``[0, 1]``, ``present_at`` or
                ``base_share`` is 0, ``weak_below`` exceeds ``strong_at``, or a role has no
                score.
        """
        for name in _IN_UNIT_INTERVAL:
            _refuse_outside(name, getattr(self, name))
        if self.present_at == 0 or self.base_share == 0:
            message = "present_at and base_share must be above 0"
            raise ValueError(message)
        if self.weak_below > self.strong_at:
            message = f"need weak_below <= strong_at, got {self.weak_below} > {self.strong_at}"
            raise ValueError(message)
        if set(self.role_scores) != set(FirmRole):
            message = f"role_scores needs exactly {', '.join(FirmRole)}"
            raise ValueError(message)
        for role, score in self.role_scores.items():
            _refuse_outside(f"role_scores.{role}", score)
        ordered = {role: float(self.role_scores[role]) for role in FirmRole}
        object.__setattr__(self, "role_scores", MappingProxyType(ordered))


def _refuse_outside(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        message = f"{name} must lie in [0, 1], got {value}"
        raise ValueError(message)
