"""The thresholds and weights of a diagnosis; every one can be changed by its user."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
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
"""What a maker's standing says of the strength of what it makes, in [0, 1]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How states are decided.

    Attributes:
        weights: What a row of each confidence class counts.
        present_at: θ, the presence from which a product counts as made in the region.
        strong_at: τ, the strength from which a present product is strong.
        weak_below: σ, the strength below which a weak product is called far from strong.
        optional_loss: κ, what the loss of an optional input takes from its user.
        base_share: q₀, the region's share of the whole economy, to which a recorded market
            share is compared.
        outside_at: Import dependence, or one minus the domestic rate, from which a figure
            counts as evidence of supply from outside.
        extend_feasibility: Feasibility from which a product can be an extension.
        extend_density: Relatedness density from which a product is related to what is made.
        role_scores: Strength of a product whose best maker has a standing.
        other_score: Strength of a product whose makers have none.
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
        """Check the rules.

        Raises:
            ValueError: A threshold lies outside [0, 1], ``present_at`` or ``base_share`` is 0, or
                ``weak_below`` is above ``strong_at``.
        """
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, float | int) and not 0 <= value <= 1:
                raise ValueError(f"{each.name} must lie in [0, 1], got {value}")
        for role, score in self.role_scores.items():
            if not 0 <= score <= 1:
                raise ValueError(f"role_scores.{role.value} must lie in [0, 1], got {score}")
        if self.present_at == 0 or self.base_share == 0:
            raise ValueError("present_at and base_share must be above 0")
        if self.weak_below > self.strong_at:
            raise ValueError(
                f"weak_below ({self.weak_below}) must not be above strong_at ({self.strong_at})"
            )
