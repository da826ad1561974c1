from __future__ import annotations

import sys

import numpy as np
import pytest

from lantu.complexity import (
    CONVENTIONS,
    Convention,
    Presence,
    PresenceTest,
    activity_matrix,
    eci,
    presence,
)
from lantu.errors import CallerError

STAIRS = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]]


def given(m: object) -> Presence:
    return presence(activity_matrix(m), test=PresenceTest(measure="values"))  # type: ignore[arg-type]


def random_presence(places: int, activities: int, seed: int = 1) -> Presence:
    rng = np.random.default_rng(seed)
    m = rng.random((places, activities)) < np.linspace(0.9, 0.15, activities)
    m[0] = True
    m[:, 0] = True
    return given(m.astype(float))


def test_eci_is_the_second_eigenvector_of_places_sharing_activities() -> None:
    found = random_presence(7, 11)
    m = found.counted(0).m
    d, u = m.sum(1), m.sum(0)
    between = (m / d[:, None]) @ (m / u).T
    values, vectors = np.linalg.eig(between)
    second = np.argsort(values.real)[-2]
    kc = vectors[:, second].real
    kc *= np.sign(np.corrcoef(kc, d)[0, 1])
    index = eci(found)
    assert np.allclose(index.eci[0], (kc - kc.mean()) / kc.std())
    assert np.isclose(index.eigenvalues[0, 0], values.real[second])


@pytest.mark.parametrize(("places", "activities"), [(7, 11), (11, 7), (6, 6)])
def test_either_side_of_the_matrix_gives_the_same(places: int, activities: int) -> None:
    index = eci(random_presence(places, activities))
    m = index.presence.counted(0).m
    assert np.allclose(index.eci[0], m @ index.pci[0] / m.sum(1))
    back = m.T @ index.eci[0] / m.sum(0)
    assert np.corrcoef(back, index.pci[0])[0, 1] > 1 - 1e-12


def test_a_large_side_gives_what_a_small_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    found = random_presence(40, 50, seed=3)
    small = eci(found)
    # The package calls its function as it calls the module.
    monkeypatch.setattr(sys.modules["lantu.complexity.eci"], "LARGE", 40)
    monkeypatch.setattr(np.linalg, "eigh", None)  # there is no other way
    large = eci(found)
    assert np.allclose(large.eigenvalues, small.eigenvalues, rtol=0, atol=1e-12)
    assert np.allclose(large.eci, small.eci, rtol=0, atol=1e-9)


def test_stairs_are_climbed_in_order() -> None:
    index = eci(given(STAIRS))
    assert (np.diff(index.eci[0]) < 0).all()
    assert (np.diff(index.pci[0]) > 0).all()
    assert index.determined.tolist() == [True]


def test_a_matrix_will_do() -> None:
    rng = np.random.default_rng(5)
    amounts = rng.lognormal(size=(2, 6, 9))
    index = eci(activity_matrix(amounts, periods=("1", "2")))
    assert index.eci.shape == (2, 6)
    assert index.pci.shape == (2, 9)
    assert np.allclose(index.eci.mean(axis=1), 0)
    assert np.allclose(index.eci.std(axis=1), 1)


def test_groups_with_nothing_in_common_are_not_determined() -> None:
    apart = np.zeros((6, 8))
    apart[:3, :4] = [[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0]]
    apart[3:, 4:] = [[1, 1, 1, 0], [0, 1, 1, 1], [0, 0, 0, 1]]
    index = eci(given(apart))
    assert index.determined.tolist() == [False]
    assert index.eigenvalues[0, 0] == pytest.approx(1.0)


def test_places_all_alike_have_no_complexity_to_tell() -> None:
    index = eci(given(np.ones((3, 4))))
    assert index.determined.tolist() == [False]
    assert not index.eci.any()
    assert not index.pci.any()


def test_a_sign_left_to_chance_is_said() -> None:
    """All places are as diverse as each other: ECI and its opposite are as good."""
    index = eci(given([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 1, 0, 0]]))
    assert index.eigenvalues[0, 0] - index.eigenvalues[0, 1] > 1e-3
    assert index.eci[0].any()
    assert index.determined.tolist() == [False]
    unsigned = eci(index.presence, convention=Convention(sign="none"))
    assert unsigned.determined.tolist() == [True]


def test_two_equal_eigenvalues_are_said() -> None:
    index = eci(given(1 - np.eye(4)))
    assert index.determined.tolist() == [False]
    assert index.eigenvalues[0, 0] == pytest.approx(index.eigenvalues[0, 1])


@pytest.mark.parametrize("m", [np.zeros((2, 2)), [[1.0]], [[1.0, 1.0]], [[1.0], [1.0]]])
def test_next_to_nothing_is_undetermined_and_no_nan(m: object) -> None:
    index = eci(given(m))
    assert index.determined.tolist() == [False]
    assert np.isfinite(index.eci).all()
    assert not index.pci.any()


def test_who_is_left_out_has_no_row_in_the_table() -> None:
    index = eci(given([*STAIRS, [0, 0, 0, 0]]))
    assert index.eci[0, 4] == 0
    table = index.to_polars()
    assert table.columns == ["period", "place", "eci", "diversity"]
    assert table["place"].to_list() == ["p0001", "p0002", "p0003", "p0004"]
    assert index.activities_to_polars()["ubiquity"].to_list() == [4, 3, 2, 1]


def test_reflections_go_to_the_eigenvector() -> None:
    found = given(np.tri(8, 13, 5)[::-1])
    exact = eci(found).eci[0]
    few, many = (
        eci(found, convention=Convention(method="reflections", reflections=(n, n - 1))).eci[0]
        for n in (2, 20)
    )
    assert np.abs(many - exact).max() < 1e-3 < np.abs(few - exact).max()
    assert np.allclose(eci(found, method="reflections").eci[0], many)


def test_two_reflections_by_hand() -> None:
    # STAIRS: d = 4 3 2 1, u = 4 3 2 1. k_p1 = mean d: 10/4, 9/3, 7/2, 4.
    # k_c2 = mean k_p1: 13/4, 3, 11/4, 5/2, evenly spaced.
    rule = Convention(method="reflections", reflections=(2, 1))
    index = eci(given(STAIRS), convention=rule)
    assert np.allclose(index.eci[0], np.array([3, 1, -1, -3]) / np.sqrt(5))
    spread = np.std([3.25, 3.0, 2.75, 2.5])
    assert np.allclose(index.pci[0], (np.array([2.5, 3.0, 3.5, 4.0]) - 2.875) / spread)


def test_own_scale_and_sample_deviation() -> None:
    found = random_presence(8, 13)
    own = eci(found, convention=Convention(pci_scale="own", lost=1))
    assert np.isclose(own.eci[0].std(ddof=1), 1)
    assert np.isclose(own.pci[0].mean(), 0)
    assert np.isclose(own.pci[0].std(ddof=1), 1)


def test_sign_each_turns_complexity_of_activities_against_ubiquity() -> None:
    found = random_presence(8, 13)
    each = eci(found, convention=CONVENTIONS["econcomplex"])
    assert np.corrcoef(each.pci[0], found.ubiquity[0])[0, 1] < 0
    assert np.corrcoef(each.eci[0], found.diversity[0])[0, 1] > 0


def test_conventions_that_are_none_are_refused() -> None:
    with pytest.raises(CallerError, match="excomplexity"):
        eci(given(STAIRS), convention="excomplexity")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(CallerError, match="gut"):
        Convention(method="gut")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(CallerError, match="reflections"):
        Convention(reflections=(0, 1))
