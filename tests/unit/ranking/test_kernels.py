"""Each kernel beside its plain twin."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from lantu.ranking import _kernels

SCORES = np.array(
    [
        [0.1, 0.9, 0.5, 0.5],
        [0.0, 0.0, 0.0, 0.0],
        [1.0, 0.25, 1.0, 0.75],
        [0.3, 0.1 + 0.2, 0.7, 0.0],
    ]
)


def plain_places(scores: list[float]) -> list[tuple[int, int]]:
    steps = [round(score * 2**40) for score in scores]
    return [(sum(t > s for t in steps), sum(t >= s for t in steps) - 1) for s in steps]


def plain_shares(scores: np.ndarray, depth: int) -> list[list[Fraction]]:
    shares = [[Fraction(0)] * depth for _ in range(scores.shape[1])]
    for draw in scores.tolist():
        for i, (first, last) in enumerate(plain_places(draw)):
            for r in range(first, min(last + 1, depth)):
                shares[i][r] += Fraction(1, last - first + 1)
    return shares


@pytest.fixture(params=["by hand", "drawn", "no ties", "one alternative", "none"])
def scores(request: pytest.FixtureRequest) -> np.ndarray:
    rng = np.random.default_rng(11)
    cases = {
        "by hand": SCORES,
        "drawn": np.round(rng.random((40, 7)) * 4) / 4,
        "no ties": rng.random((20, 6)),
        "one alternative": rng.random((3, 1)),
        "none": np.zeros((3, 0)),
    }
    return cases[request.param]


def test_places(scores: np.ndarray) -> None:
    first, last = _kernels.places(scores)
    for d, draw in enumerate(scores.tolist()):
        found = list(zip(first[d].tolist(), last[d].tolist(), strict=True))
        assert found == plain_places(draw)


@pytest.mark.parametrize("depth", [1, 2, 7])
def test_shares(scores: np.ndarray, depth: int) -> None:
    first, last = _kernels.places(scores)
    for i, plain in enumerate(plain_shares(scores, depth)):
        block = first[:, i].astype(np.uint16), last[:, i].astype(np.uint16)
        counted = _kernels.count_places(block[0], block[1], depth) / _kernels.SHARE
        np.testing.assert_allclose(counted, [float(x) for x in plain], atol=1e-10)
        assert (counted == 0).tolist() == [x == 0 for x in plain]


def test_the_place_at_a_draw() -> None:
    places = [0, 0, 2, 2, 2, 5]
    held = np.bincount(places)
    assert [_kernels.place_at(held, draw) for draw in range(6)] == places


def test_scores() -> None:
    w, u = np.array([0.25, 0.5]), np.array([1.0, 0.0, 0.5])
    s = np.ones((2, 3))
    _kernels.add_scores(s, w, u)
    assert s.tolist() == [[1.25, 1, 1.125], [1.5, 1, 1.25]]
    _kernels.add_scores(s, w, np.tile(u, (2, 1)))
    assert s.tolist() == [[1.5, 1, 1.25], [2, 1, 1.5]]


def test_favourable_weights(scores: np.ndarray) -> None:
    w = np.random.default_rng(2).random((len(scores), 2))
    totals, mass = np.zeros((scores.shape[1], 2)), np.zeros(scores.shape[1])
    _kernels.favourable_weights(totals, mass, w, *_kernels.places(scores))
    for i in range(scores.shape[1]):
        blocks = [plain_places(draw)[i] for draw in scores.tolist()]
        share = np.array([1 / (last + 1) if first == 0 else 0 for first, last in blocks])
        assert mass[i] == pytest.approx(share.sum())
        np.testing.assert_allclose(totals[i], (share[:, None] * w).sum(axis=0))


def test_wins() -> None:
    first, _ = _kernels.places(SCORES)
    narrow = first.T.astype(np.uint16)
    doubled = [
        sum(2 * (a > b) + (a == b) for a, b in zip(SCORES[:3, 2], SCORES[:3, j], strict=True))
        for j in range(4)
    ]
    assert _kernels.wins(narrow[2, :3], narrow[:, :3]).tolist() == doubled
