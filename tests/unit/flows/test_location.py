from __future__ import annotations

import numpy as np
import pytest

from lantu.complexity import rca
from lantu.errors import CallerError
from lantu.flows import location
from lantu.model.activity_matrix import activity_matrix

TWO = activity_matrix([[30, 10], [10, 50]], places=["p", "q"], activities=["a", "b"])


def test_by_hand() -> None:
    found = location(TWO)
    assert found.shares.tolist() == [[[0.75, 0.25], [1 / 6, 5 / 6]]]
    assert found.usual.tolist() == [[0.4, 0.6]]
    assert found.sizes.tolist() == [[0.4, 0.6]]
    assert found.quotients[0, 0] == pytest.approx([1.875, 0.25 / 0.6])
    assert found.symmetric[0, 0, 0] == pytest.approx(0.875 / 2.875)
    assert found.specialisation[0] == pytest.approx([0.7, 2 * (0.4 - 1 / 6)])
    assert found.localisation[0] == pytest.approx([0.35, 0.4 - 1 / 6])
    assert found.gini[0] == pytest.approx([0.35, 0.4 - 1 / 6])  # two places: one corner
    assert found.concentration[0] == pytest.approx([0.75**2 + 0.25**2, (1 + 25) / 36])
    assert found.narrowness[0] == pytest.approx([0.625, 26 / 36])


def test_gini_as_by_every_pair() -> None:
    rng = np.random.default_rng(3)
    found = location(activity_matrix(rng.lognormal(0, 2, (2, 7, 3)), periods=["1", "2"]))
    for t in range(2):
        for a in range(3):
            q, w = found.quotients[t, :, a], found.sizes[t]
            pairs = np.abs(q[:, None] - q) * np.outer(w, w)
            assert found.gini[t, a] == pytest.approx(pairs.sum() / 2)


def test_quotients_are_those_of_capability() -> None:
    values = np.random.default_rng(5).poisson(0.6, (3, 9, 6))
    matrix = activity_matrix(values, periods=["1", "2", "3"])
    assert np.allclose(location(matrix).quotients, rca(matrix).values, rtol=1e-14)


def test_what_does_nothing_has_no_row() -> None:
    found = location(activity_matrix([[2, 0, 1], [0, 0, 0], [1, 0, 4]]))
    assert found.by_place()["place"].to_list() == ["p0001", "p0003"]
    assert found.by_activity()["activity"].to_list() == ["a0001", "a0003"]
    assert len(found.to_polars()) == 4
    assert found.specialisation[0, 1] == found.localisation[0, 1] == found.gini[0, 1] == 0


def test_shares_are_refused() -> None:
    with pytest.raises(CallerError, match="shares"):
        location(activity_matrix(np.ones((2, 2)), weights=[1, 1]))
