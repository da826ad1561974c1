from __future__ import annotations

import hashlib

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.ranking import (
    AroundWeights,
    Criterion,
    DecisionTable,
    DirichletWeights,
    FixedWeights,
    OrdinalWeights,
    UniformWeights,
    WeightPrior,
    draw_weights,
)
from lantu.vocab.text import Text

NAME = Text("准则", "criterion")
STATED = {"a": 0.35, "b": 0.25, "c": 0.4, "d": 0.0}
DRAWS = 20_000


def table(weights: dict[str, float]) -> DecisionTable:
    criteria = [Criterion(key=key, name=NAME, weight=w) for key, w in weights.items()]
    return DecisionTable.from_rows(criteria, {"x": {}})


def drawn(prior: WeightPrior, draws: int = DRAWS, weights: dict[str, float] = STATED) -> np.ndarray:
    return draw_weights(table(weights), prior, draws, np.random.default_rng(5))


@pytest.mark.parametrize(
    "prior",
    [
        UniformWeights(),
        AroundWeights(concentration=12),
        AroundWeights(concentration=0.01),
        DirichletWeights(alpha={"a": 1, "b": 0.2, "c": 3.7, "d": 20}),
        FixedWeights(),
        OrdinalWeights(order=("c", "a", "b", "d")),
    ],
)
def test_weights_are_positive_and_sum_to_one(prior: WeightPrior) -> None:
    weights = drawn(prior)
    assert weights.shape == (DRAWS, 4)
    assert weights.min() >= 0
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=0, atol=1e-12)


@pytest.mark.parametrize("concentration", [0.5, 12, 400])
def test_around_weights_have_the_stated_mean_and_the_variance_of_dirichlet(
    concentration: float,
) -> None:
    weights = drawn(AroundWeights(concentration=concentration))
    stated = np.array(list(STATED.values()))
    spread = stated * (1 - stated) / (concentration + 1)
    np.testing.assert_allclose(weights.mean(axis=0), stated, atol=4 * np.sqrt(0.25 / DRAWS))
    np.testing.assert_allclose(weights.var(axis=0), spread, rtol=0.05)
    assert not weights[:, 3].any()


def test_dirichlet_weights_have_their_moments() -> None:
    alpha = np.array([1, 0.2, 3.7, 5.1])
    weights = drawn(DirichletWeights(alpha=dict(zip("abcd", alpha.tolist(), strict=True))))
    mean = alpha / alpha.sum()
    np.testing.assert_allclose(weights.mean(axis=0), mean, atol=0.006)
    np.testing.assert_allclose(
        weights.var(axis=0), mean * (1 - mean) / (alpha.sum() + 1), rtol=0.06
    )


def test_uniform_weights_fill_the_simplex_evenly() -> None:
    weights = drawn(UniformWeights(), weights={"a": 9, "b": 1, "c": 0})
    # The part of the triangle with w_a > t is the square of 1 − t.
    for t in (0.1, 0.5, 0.8):
        np.testing.assert_allclose((weights > t).mean(axis=0), (1 - t) ** 2, atol=0.015)


def test_ordinal_weights_keep_their_order_and_have_the_rank_order_centroid() -> None:
    weights = drawn(OrdinalWeights(order=("b", "c", "a")), weights={"a": 1, "b": 1, "c": 1})
    assert np.all(weights[:, 1] >= weights[:, 2])
    assert np.all(weights[:, 2] >= weights[:, 0])
    np.testing.assert_allclose(weights.mean(axis=0), [2 / 18, 11 / 18, 5 / 18], atol=0.006)


def test_fixed_weights_do_not_stray() -> None:
    assert drawn(FixedWeights(), 2).tolist() == [[0.35, 0.25, 0.4, 0.0]] * 2


def test_one_criterion_has_all_the_weight() -> None:
    for prior in (UniformWeights(), AroundWeights(concentration=0.7)):
        assert drawn(prior, 3, {"a": 1}).tolist() == [[1]] * 3


def test_the_order_of_criteria_does_not_show() -> None:
    backwards = dict(reversed(STATED.items()))
    for prior in (UniformWeights(), AroundWeights(concentration=3.3), FixedWeights()):
        np.testing.assert_array_equal(
            drawn(prior, 50), drawn(prior, 50, weights=backwards)[:, ::-1]
        )


def test_the_same_seed_gives_these_bytes_on_any_machine() -> None:
    told = b"".join(
        drawn(prior, 100).tobytes()
        for prior in (UniformWeights(), AroundWeights(concentration=12.0))
    )
    assert hashlib.sha256(told).hexdigest()[:16] == "04554e858541a73c"


@pytest.mark.parametrize("concentration", [0, -1, 10_001, float("nan")])
def test_a_concentration_out_of_range_is_refused(concentration: float) -> None:
    with pytest.raises(CallerError, match="between 0 and 10000"):
        AroundWeights(concentration=concentration)


def test_alphas_that_make_no_sense_are_refused() -> None:
    with pytest.raises(CallerError, match="every α > 0"):
        DirichletWeights(alpha={"a": 0, "b": 1})
    with pytest.raises(CallerError, match="sum of α"):
        DirichletWeights(alpha={"a": 9_999, "b": 2})


@pytest.mark.parametrize(
    "prior", [OrdinalWeights(order=("a", "b", "c")), DirichletWeights(alpha={"a": 1, "x": 1})]
)
def test_a_prior_of_other_criteria_is_refused(prior: WeightPrior) -> None:
    with pytest.raises(CallerError, match="the criteria are a, b, c, d"):
        drawn(prior)


def test_no_draws_are_refused() -> None:
    with pytest.raises(CallerError, match="at least one draw, got 0"):
        drawn(UniformWeights(), 0)
