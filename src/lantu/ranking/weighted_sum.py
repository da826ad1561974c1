"""The plain weighted sum, with its parts and the range that doubt leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.axis import Axis
    from lantu.ranking.decision_table import DecisionTable

    Figures: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedSum:
    """Scores from 0 (worst on everything) to 1 (best on everything), with their parts.

    Attributes:
        alternatives: Labels of the n alternatives, sorted.
        criteria: Keys of the m criteria.
        weights: Weights used, m; their sum is 1.
        parts_lower: w_k·u_ik at the least utility, n × m.
        parts_upper: w_k·u_ik at the greatest utility, n × m.
        lower: Least score, n: the sum of its parts.
        upper: Greatest score, n: the sum of its parts.
    """

    alternatives: Axis
    criteria: tuple[str, ...]
    weights: Figures
    parts_lower: Figures
    parts_upper: Figures
    lower: Figures
    upper: Figures


def weighted_sum(table: DecisionTable) -> WeightedSum:
    """Scores with the criteria's stated weights.

    s_i = Σ_k w_k·u_ik, with u from :meth:`DecisionTable.utilities`.

    Raises:
        CallerError: All stated weights are zero.
    """
    utilities, weights = table.utilities(), table.weights
    lower, upper = weights * utilities.lower, weights * utilities.upper
    return WeightedSum(
        alternatives=table.alternatives,
        criteria=table.keys,
        weights=weights,
        parts_lower=lower,
        parts_upper=upper,
        lower=_row_sums(lower, table.keys),
        upper=_row_sums(upper, table.keys),
    )


def _row_sums(parts: Figures, keys: tuple[str, ...]) -> Figures:
    """Sums over the criteria in the order of their keys, so that their order does not show."""
    total = np.zeros(len(parts))
    for k in sorted(range(len(keys)), key=lambda at: keys[at]):
        total += parts[:, k]
    return total
