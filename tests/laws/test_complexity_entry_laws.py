"""What holds for features of entry, whatever the panel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.complexity import ActivityMatrix, EntryTest, activity_matrix
from lantu.complexity.entry_features import Candidates, candidates

SOME = settings(max_examples=25, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


def panel(seed: int) -> ActivityMatrix:
    rng = np.random.default_rng(seed)
    shape = (2, int(rng.integers(5, 14)), int(rng.integers(4, 16)))
    amounts = rng.gamma(0.5, size=shape) * (rng.random(shape) < 0.8)
    return activity_matrix(amounts, periods=("1", "2"))


def of(matrix: ActivityMatrix, start: str = "1") -> Candidates:
    return candidates(matrix, start, EntryTest())


@SOME
@given(SEEDS)
def test_the_order_of_places_and_activities_means_nothing(seed: int) -> None:
    matrix, rng = panel(seed), np.random.default_rng(seed)
    rows, columns = (rng.permutation(length) for length in matrix.values.shape[1:])
    one = of(matrix)
    other = of(activity_matrix(matrix.values[:, rows][:, :, columns], periods=("1", "2")))
    shuffled = {
        (int(rows[c]), int(columns[a])): other.scores[k]
        for k, (c, a) in enumerate(zip(other.place, other.activity, strict=True))
    }
    cells = zip(one.place.tolist(), one.activity.tolist(), strict=True)
    mine = np.array([shuffled[cell] for cell in cells])
    assert np.allclose(one.scores, mine, atol=1e-9)


@SOME
@given(SEEDS)
def test_nothing_later_is_looked_at(seed: int) -> None:
    matrix = panel(seed)
    values = matrix.values.copy()
    values[1] = np.random.default_rng(seed + 1).gamma(2.0, size=values[1].shape)
    later = of(replace(matrix, values=values))
    assert later.scores.tobytes() == of(matrix).scores.tobytes()


@SOME
@given(SEEDS)
def test_scores_are_finite_and_centred(seed: int) -> None:
    found = of(panel(seed))
    assert np.isfinite(found.scores).all()
    assert np.abs(found.scores.mean(axis=0)).max() < 0.35
    assert len(found.names) == found.scores.shape[1] == len(set(found.names))


@SOME
@given(SEEDS, st.floats(1e-3, 1e3))
def test_the_unit_means_nothing(seed: int, unit: float) -> None:
    matrix = panel(seed)
    scaled = of(replace(matrix, values=matrix.values * unit))
    assert np.allclose(scaled.scores, of(matrix).scores, atol=1e-9)
