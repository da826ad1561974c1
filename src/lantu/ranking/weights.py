"""What is believed about the criteria's weights, chosen by value, and draws from it.

All draws come from uniform numbers by sums, products and quotients only, so that the same
generator gives the same bytes on any machine (§12).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from lantu.errors import CallerError
from lantu.ranking import _portable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.ranking.decision_table import DecisionTable

    Figures: TypeAlias = NDArray[np.float64]

MOST_CONCENTRATED = 10_000.0
"""Sum of α beyond which weights stray by less than 0.5 % of the whole: fix them instead."""
_FACTORS = 16
"""Uniform numbers multiplied before one logarithm; at least 2⁻⁵³ each, they cannot underflow."""


@dataclass(frozen=True, slots=True)
class UniformWeights:
    """Nothing is known: every set of weights is as likely as any other, Dirichlet(1, …, 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundWeights:
    """The criteria's stated weights, but not exactly: Dirichlet(κ·w).

    A weight's mean is the stated one, its variance w·(1−w)/(κ+1); a weight stated as 0 is 0.

    Attributes:
        concentration: κ; greater is surer. 12 lets a weight of 0.25 stray by about 0.12.
    """

    concentration: float

    def __post_init__(self) -> None:
        """Check κ.

        Raises:
            CallerError: It is not between 0 and the greatest allowed.
        """
        _check_sum(self.concentration, "concentration κ")


@dataclass(frozen=True, slots=True, kw_only=True)
class DirichletWeights:
    """Dirichlet(α) for experts.

    Attributes:
        alpha: α > 0 of each criterion, by key.
    """

    alpha: Mapping[str, float]

    def __post_init__(self) -> None:
        """Check α.

        Raises:
            CallerError: One is not positive, or their sum is greater than allowed.
        """
        if not all(a > 0 for a in self.alpha.values()):
            raise CallerError(f"a Dirichlet distribution needs every α > 0, got {dict(self.alpha)}")
        _check_sum(math.fsum(self.alpha.values()), "the sum of α")


@dataclass(frozen=True, slots=True)
class FixedWeights:
    """The criteria's stated weights, exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinalWeights:
    """Only the order of importance is known: uniform over all weights that respect it.

    Attributes:
        order: Keys of all criteria, the most important first.
    """

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnWeights:
    """Weights drawn already, so that many small rankings by the same criteria draw them once.

    Attributes:
        keys: Keys of all criteria, in the order of the columns.
        values: Weights w ≥ 0 with Σ w = 1, draws × criteria.
    """

    keys: tuple[str, ...]
    values: Figures


WeightPrior: TypeAlias = (
    UniformWeights | AroundWeights | DirichletWeights | FixedWeights | OrdinalWeights | DrawnWeights
)


def draw_weights(
    table: DecisionTable, prior: WeightPrior, draws: int, rng: np.random.Generator
) -> Figures:
    """Weights w ≥ 0 with Σ w = 1, draws × criteria.

    Neither the order of the criteria nor the alternatives change what is drawn.

    Raises:
        CallerError: The prior names other criteria than the table, all stated weights are
            zero, or ``draws`` < 1.
    """
    if draws < 1:
        raise CallerError(f"a ranking needs at least one draw, got {draws}")
    order = sorted(range(len(table.keys)), key=lambda at: table.keys[at])
    drawn = np.empty((draws, len(order)))
    drawn[:, order] = _draw(table, prior, order, draws, rng)
    return drawn


def _draw(
    table: DecisionTable,
    prior: WeightPrior,
    order: list[int],
    draws: int,
    rng: np.random.Generator,
) -> Figures:
    """Weights with the criteria in ``order``, that of their keys."""
    keys = [table.keys[at] for at in order]
    if isinstance(prior, UniformWeights):
        return _spacings(len(keys), draws, rng)
    if isinstance(prior, OrdinalWeights):
        _check_keys(prior.order, keys)
        falling = -np.sort(-_spacings(len(keys), draws, rng), axis=1)
        return falling[:, [prior.order.index(key) for key in keys]]
    if isinstance(prior, DirichletWeights):
        _check_keys(tuple(prior.alpha), keys)
        return _dirichlet(np.array([prior.alpha[key] for key in keys]), draws, rng)
    if isinstance(prior, DrawnWeights):
        return _drawn(prior, keys, draws)
    stated = table.weights[order]
    if isinstance(prior, FixedWeights):
        return np.tile(stated, (draws, 1))
    return _dirichlet(prior.concentration * stated, draws, rng)


def _drawn(prior: DrawnWeights, keys: list[str], draws: int) -> Figures:
    _check_keys(prior.keys, keys)
    if len(prior.values) != draws:
        raise CallerError(f"{len(prior.values)} draws of weights are given, {draws} are asked for")
    return prior.values[:, [prior.keys.index(key) for key in keys]]


def _spacings(size: int, draws: int, rng: np.random.Generator) -> Figures:
    """Gaps between sorted uniform numbers: uniform over the simplex (Devroye 1986, V.2)."""
    cuts = np.sort(rng.random((draws, size - 1)), axis=1)
    ends = np.ones((draws, 1))
    return np.diff(np.concatenate((0 * ends, cuts, ends), axis=1), axis=1)


def _dirichlet(alpha: Figures, draws: int, rng: np.random.Generator) -> Figures:
    """Dirichlet(α) as gamma variates over their sum; α = 0 gives weight 0."""
    logs = np.full((draws, len(alpha)), -np.inf)
    for k, a in enumerate(alpha):
        if a > 0:
            logs[:, k] = _log_gamma_variate(float(a), draws, rng)
    drawn = np.zeros_like(logs)
    some = alpha > 0
    drawn[:, some] = _portable.exp(logs[:, some] - logs.max(axis=1, keepdims=True))
    total = np.zeros(draws)
    for k in range(len(alpha)):
        total += drawn[:, k]
    return drawn / total[:, None]


def _log_gamma_variate(shape: float, draws: int, rng: np.random.Generator) -> Figures:
    """Logarithm of Gamma(shape) variates: its whole part exponentials, its rest by Jöhnk."""
    whole = math.floor(shape)
    rest = shape - whole
    parts = np.zeros(draws)
    for first in range(0, whole, _FACTORS):
        product = np.ones(draws)
        for _ in range(first, min(first + _FACTORS, whole)):
            product *= _open_uniform(draws, rng)
        parts -= _portable.log(product)
    if rest == 0:
        return _portable.log(parts)
    log_rest = _log_small_gamma_variate(rest, draws, rng)
    if whole == 0:
        return log_rest
    return _portable.log(parts + _portable.exp(log_rest))


def _log_small_gamma_variate(shape: float, draws: int, rng: np.random.Generator) -> Figures:
    """Logarithm of Gamma(shape) variates, 0 < shape < 1: Beta(a, 1−a) times an exponential.

    Jöhnk (1964): of U^(1/a) and V^(1/(1−a)) with sum at most 1, the first over the sum is
    Beta(a, 1−a). Kept as logarithms, since U^(1/a) is too small a number for small a.
    """
    log_beta = np.empty(draws)
    pending = np.arange(draws)
    while pending.size:
        x = _portable.log(_open_uniform(pending.size, rng)) / shape
        y = _portable.log(_open_uniform(pending.size, rng)) / (1 - shape)
        top = np.maximum(x, y)
        log_sum = top + _portable.log(_portable.exp(x - top) + _portable.exp(y - top))
        log_beta[pending] = x - log_sum
        pending = pending[log_sum > 0]
    exponential = -_portable.log(_open_uniform(draws, rng))
    return log_beta + _portable.log(exponential)


def _open_uniform(size: int, rng: np.random.Generator) -> Figures:
    """Uniform numbers of 2⁵² steps, never 0 and never 1."""
    steps = rng.integers(0, 2**52, size).astype(np.float64)
    return (steps + 0.5) * 2.0**-52


def _check_keys(named: tuple[str, ...], keys: list[str]) -> None:
    if sorted(named) != keys:
        raise CallerError(
            f"the weights name {', '.join(named)}; the criteria are {', '.join(keys)}",
            hint="name every criterion once",
        )


def _check_sum(total: float, noun: str) -> None:
    if not 0 < total <= MOST_CONCENTRATED:
        raise CallerError(
            f"{noun} must lie between 0 and {MOST_CONCENTRATED:g}, got {total}",
            hint="for weights that do not stray use FixedWeights",
        )
