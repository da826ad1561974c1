"""Ranking by several criteria under doubt: SMAA, rank intervals, ties, plain weighted sums."""

from lantu.ranking.acceptability import Acceptability, smaa
from lantu.ranking.decision_table import Criterion, DecisionTable, Utilities
from lantu.ranking.standing import Standing, standings
from lantu.ranking.weighted_sum import WeightedSum, weighted_sum
from lantu.ranking.weights import (
    AroundWeights,
    DirichletWeights,
    DrawnWeights,
    FixedWeights,
    OrdinalWeights,
    UniformWeights,
    WeightPrior,
    draw_weights,
)

__all__ = [
    "Acceptability",
    "AroundWeights",
    "Criterion",
    "DecisionTable",
    "DirichletWeights",
    "DrawnWeights",
    "FixedWeights",
    "OrdinalWeights",
    "Standing",
    "UniformWeights",
    "Utilities",
    "WeightPrior",
    "WeightedSum",
    "draw_weights",
    "smaa",
    "standings",
    "weighted_sum",
]
