from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.ranking import (
    Acceptability,
    AroundWeights,
    Criterion,
    DecisionTable,
    FixedWeights,
    UniformWeights,
    smaa,
)
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.ranking.decision_table import Performance

NAME = Text("准则", "criterion")
UNIT = (0.0, 1.0)
DRAWS = 20_000
NEAR = 0.012
"""More than three standard errors of a share of 20,000 draws."""


def criteria(*keys: str, weight: float = 1) -> list[Criterion]:
    return [Criterion(key=key, name=NAME, scale=UNIT, weight=weight) for key in keys]


def ranked(
    rows: dict[str, tuple[Performance, ...]], *, draws: int = DRAWS, depth: int | None = None
) -> Acceptability:
    keys = "xyz"[: len(next(iter(rows.values())))]
    table = DecisionTable.from_rows(
        criteria(*keys), {label: dict(zip(keys, row, strict=True)) for label, row in rows.items()}
    )
    rng = np.random.default_rng(7)
    return smaa(table, weights=UniformWeights(), draws=draws, rng=rng, depth=depth)


def test_three_alternatives_on_two_criteria_by_hand() -> None:
    # With weight t on x: A scores t, B scores 1 − t, C always 0.6. A is first where t > 0.6,
    # B where t < 0.4, C between; C is second elsewhere; A is second where 0.5 < t < 0.6.
    found = ranked({"A": (1, 0), "B": (0, 1), "C": (0.6, 0.6)})
    shares = [[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0]]
    np.testing.assert_allclose(found.shares, shares, atol=NEAR)
    np.testing.assert_allclose(found.expected, [2.1, 2.1, 1.8], atol=2 * NEAR)
    np.testing.assert_allclose(
        found.central_weights, [[0.8, 0.2], [0.2, 0.8], [0.5, 0.5]], atol=NEAR
    )
    assert found.beats("A", "B") == pytest.approx(0.5, abs=NEAR)
    assert found.beats("C", "A") == pytest.approx(0.6, abs=NEAR)
    assert found.low.tolist() == [1, 1, 1]
    assert found.high.tolist() == [3, 3, 2]
    assert found.best.tolist() == [1, 1, 1]
    assert found.worst.tolist() == [3, 3, 2]
    np.testing.assert_allclose(found.mean_weights, 0.5, atol=NEAR)


def test_an_interval_against_a_figure_by_hand() -> None:
    # x of A is uniform on [0, 1]: it exceeds 0.25 in three draws out of four.
    found = ranked({"A": ((0, 1),), "B": (0.25,)})
    assert found.beats("A", "B") == pytest.approx(0.75, abs=NEAR)


def test_two_intervals_by_hand() -> None:
    # P(X > Y) for X on [0, 1], Y on [½, 1] is the mean of 1 − Y: a quarter.
    found = ranked({"A": ((0, 1),), "B": ((0.5, 1),)})
    assert found.beats("A", "B") == pytest.approx(0.25, abs=NEAR)


def test_what_is_not_known_may_be_anything() -> None:
    unknown = ranked({"A": (None, 0.5), "B": (0.5, 0.5)})
    widest = ranked({"A": ((0, 1), 0.5), "B": (0.5, 0.5)})
    np.testing.assert_array_equal(unknown.shares, widest.shares)
    assert unknown.beats("A", "B") == pytest.approx(0.5, abs=NEAR)
    assert (unknown.best[0], unknown.worst[0]) == (1, 2)


def test_equals_share_their_ranks_and_their_first_places() -> None:
    found = ranked({"A": (0.5, 0.5), "B": (0.5, 0.5), "C": (0.5, 0.5), "D": (0, 0)}, draws=12)
    np.testing.assert_allclose(found.shares[:3, :3], 1 / 3, atol=1e-11)
    assert found.shares[3].tolist() == [0, 0, 0, 1]
    assert found.expected.tolist() == [2, 2, 2, 4]
    assert found.pairwise()[0].tolist() == [0.5, 0.5, 0.5, 1]
    assert (found.low.tolist(), found.high.tolist()) == ([1, 1, 1, 4], [3, 3, 3, 4])
    np.testing.assert_allclose(
        found.central_weights[:3], found.mean_weights[None, :] * np.ones((3, 1))
    )
    assert found.central_weights[3].tolist() == [0, 0]


def test_rounding_is_no_difference() -> None:
    # 0.1 + 0.2 exceeds 0.3 by one last place.
    found = ranked({"A": (0.1 + 0.2,), "B": (0.3,)}, draws=5)
    assert found.beats("A", "B") == 0.5


def test_given_weights_decide_where_they_are_fixed() -> None:
    table = DecisionTable.from_rows(
        [*criteria("x", weight=3), *criteria("y", weight=1)],
        {"A": {"x": 1, "y": 0}, "B": {"x": 0, "y": 1}},
    )
    found = smaa(table, weights=FixedWeights(), draws=4, rng=np.random.default_rng(1))
    assert found.shares.tolist() == [[1, 0], [0, 1]]
    assert found.central_weights.tolist() == [[0.75, 0.25], [0, 0]]


def test_surer_weights_make_surer_ranks() -> None:
    table = DecisionTable.from_rows(
        [*criteria("x", weight=0.6), *criteria("y", weight=0.4)],
        {"A": {"x": 1, "y": 0}, "B": {"x": 0, "y": 1}},
    )
    firsts = [
        smaa(
            table,
            weights=AroundWeights(concentration=kappa),
            draws=4000,
            rng=np.random.default_rng(1),
        ).first[0]
        for kappa in (1, 12, 200)
    ]
    assert firsts[0] < firsts[1] < firsts[2]
    assert firsts[2] > 0.99


def test_pairwise_is_what_beats_says() -> None:
    found = ranked({"A": (1, 0), "B": ((0, 1), 0.5), "C": (0.6, 0.6)}, draws=200)
    matrix = found.pairwise()
    for i, one in enumerate(found.alternatives):
        for j, other in enumerate(found.alternatives):
            assert matrix[i, j] == (0.5 if i == j else found.beats(one, other))
    np.testing.assert_allclose(matrix + matrix.T, 1, rtol=1e-15)


def test_shares_may_be_kept_to_a_depth() -> None:
    rows: dict[str, tuple[Performance, ...]] = {"A": (1, 0), "B": (0, 1), "C": (0.6, 0.6)}
    whole, cut = ranked(rows, draws=300), ranked(rows, draws=300, depth=2)
    np.testing.assert_array_equal(cut.shares, whole.shares[:, :2])
    np.testing.assert_array_equal(cut.expected, whole.expected)
    np.testing.assert_array_equal(cut.high, whole.high)


def test_the_central_interval_leaves_out_the_tails() -> None:
    table = DecisionTable.from_rows(criteria("x"), {"A": {"x": (0, 1)}, "B": {"x": 0.02}})

    def interval(central: float) -> tuple[int, int]:
        rng = np.random.default_rng(3)
        found = smaa(table, weights=UniformWeights(), draws=2000, rng=rng, central=central)
        return int(found.low[0]), int(found.high[0])

    assert interval(0.9) == (1, 1)
    assert interval(0.98) == (1, 2)


def test_nothing_to_rank() -> None:
    table = DecisionTable.from_rows(criteria("x"), {})
    found = smaa(table, weights=UniformWeights(), draws=5, rng=np.random.default_rng(1))
    assert found.first.shape == found.expected.shape == (0,)
    assert found.pairwise().shape == (0, 0)


def test_one_alternative_is_first() -> None:
    found = ranked({"A": (None,)}, draws=3)
    assert found.shares.tolist() == [[1]]


def test_chunks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: dict[str, tuple[Performance, ...]] = {
        "A": (1, 0),
        "B": ((0, 1), 1),
        "C": (0.6, (0.2, 0.9)),
    }
    whole = ranked(rows, draws=100)
    monkeypatch.setattr("lantu.ranking.acceptability._CHUNK", 3 * 7)
    pieces = ranked(rows, draws=100)
    np.testing.assert_array_equal(whole.places, pieces.places)
    np.testing.assert_array_equal(whole.shares, pieces.shares)
    np.testing.assert_array_equal(whole.central_weights, pieces.central_weights)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"draws": 0}, "at least one draw"),
        ({"depth": 0}, "depth of at least one rank, got 0"),
        ({"central": 1.0}, "between 0 and 1, got 1.0"),
        ({"central": 0.0}, "between 0 and 1, got 0.0"),
    ],
)
def test_options_out_of_range_are_refused(options: dict[str, float], says: str) -> None:
    table = DecisionTable.from_rows(criteria("x"), {"A": {"x": 1}})
    given = {"draws": 5, "weights": UniformWeights(), "rng": np.random.default_rng(1)} | options
    with pytest.raises(CallerError, match=says):
        smaa(table, **given)  # type: ignore[arg-type]


def test_more_than_can_be_sorted_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantu.ranking._kernels.MOST_ALTERNATIVES", 1)
    with pytest.raises(CallerError, match="2 alternatives are more than the 1"):
        ranked({"A": (1,), "B": (0,)})


def test_a_name_nobody_has_is_refused() -> None:
    with pytest.raises(CallerError, match="no alternative 'Z'"):
        ranked({"A": (1,)}, draws=1).beats("A", "Z")
