from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.complexity import Presence, PresenceTest, activity_matrix, presence, proximity
from lantu.errors import CallerError

if TYPE_CHECKING:
    from lantu.complexity.proximity import Kind

# Four places; a: p1 p2 p3 p4, b: p1 p2, c: p2 p3, d: p4.
M = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [1, 0, 1, 0], [1, 0, 0, 1]], dtype=float)


def given(m: object = M) -> Presence:
    return presence(activity_matrix(m), test=PresenceTest(measure="values"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "of_a_and_b", "of_b_and_c"),
    [
        ("conditional", 2 / 4, 1 / 2),
        ("largest", 2 / 2, 1 / 2),
        ("cosine", 2 / np.sqrt(8), 1 / 2),
        ("jaccard", 2 / 4, 1 / 3),
        ("joint", 2 / 4, 1 / 4),
        ("correlation", 0.5, 0.5),
    ],
)
def test_each_kind_by_hand(kind: Kind, of_a_and_b: float, of_b_and_c: float) -> None:
    phi = proximity(given(), kind=kind).phi
    assert phi[0, 1] == pytest.approx(of_a_and_b)
    assert phi[1, 2] == pytest.approx(of_b_and_c)
    assert np.array_equal(phi, phi.T)
    assert not phi.diagonal().any()


def test_kinds_between_advantages_are_those_of_their_columns() -> None:
    amounts = np.random.default_rng(2).lognormal(size=(6, 5))
    found = presence(activity_matrix(amounts))
    columns = found.advantage.values[0]
    correlation = proximity(found, kind="advantage-correlation", convention="ecomplexity").phi
    assert np.allclose(correlation, (1 + np.corrcoef(columns.T)) / 2)
    length = np.linalg.norm(columns, axis=0)
    cosine = proximity(found, kind="advantage-cosine", convention="ecomplexity").phi
    assert np.allclose(cosine, columns.T @ columns / np.outer(length, length))


def test_correlation_is_that_of_the_columns_and_none_with_what_all_do() -> None:
    phi = proximity(given(), kind="correlation").phi
    expected = (1 + np.corrcoef(M[:, 1:].T)) / 2
    assert np.allclose(phi[1:, 1:], expected - np.diag(expected.diagonal()))
    assert phi[0, 1:].tolist() == [0.5, 0.5, 0.5]


def test_more_activities_than_a_block_holds() -> None:
    rng = np.random.default_rng(4)
    m = (rng.random((9, 1100)) < 0.4).astype(float)
    m[0] = 1
    u = m.sum(0)
    phi = proximity(given(m), convention="ecomplexity").phi
    assert np.array_equal(phi, m.T @ m / np.maximum.outer(u, u))


def test_activities_left_out_are_near_to_nothing() -> None:
    found = given([[1, 1, 0, 1], [1, 1, 0, 0]])
    near = proximity(found, convention="ecomplexity")
    assert near.kept.tolist() == [True, True, False, True]
    assert near.phi[2].tolist() == near.phi[:, 2].tolist() == [0.0] * 4
    assert near.phi[0, 3] == 0.5


def test_the_last_period_unless_another_is_asked() -> None:
    both = activity_matrix([M, np.ones_like(M)], periods=("1", "2"))
    found = presence(both, test=PresenceTest(measure="values"))
    assert proximity(found).period == "2"
    assert proximity(found).phi[0, 1] == 1
    assert proximity(found, period="1").phi[0, 1] == 0.5
    with pytest.raises(CallerError, match="period"):
        proximity(found, period="3")


def test_a_table_lists_each_pair_once() -> None:
    table = proximity(given()).to_polars()
    assert table.columns == ["activity", "other", "proximity"]
    assert table.rows() == [
        ("a0001", "a0002", 0.5),
        ("a0001", "a0003", 0.5),
        ("a0001", "a0004", 0.25),
        ("a0002", "a0003", 0.5),
    ]
    assert proximity(given()).to_polars(least=0.4).height == 3


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(CallerError, match="conditional"):
        proximity(given(), kind="gut")  # type: ignore[arg-type]  # wrong on purpose
