from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from lantu.complexity import (
    Presence,
    PresenceTest,
    _kernels,
    activity_matrix,
    presence,
    proximity,
    relatedness,
    relative_relatedness,
)
from lantu.complexity.proximity import Kind
from lantu.errors import CallerError

# a: p1 p2 p3 p4, b: p1 p2, c: p2 p3, d: p4.
M = np.array([[1, 1, 0, 0], [1, 1, 1, 0], [1, 0, 1, 0], [1, 0, 0, 1]], dtype=float)
WIDE = (np.random.default_rng(6).random((11, 1100)) < np.linspace(0.9, 0.1, 1100)).astype(float)
WIDE[0] = 1


def given(m: object = M) -> Presence:
    return presence(activity_matrix(m), test=PresenceTest(measure="values"))  # type: ignore[arg-type]


def test_density_by_hand() -> None:
    # φ_ab = φ_ac = φ_bc = 1/2, φ_ad = 1/4, others 0. p1 does a, b: c is near both, d near a.
    found = relatedness(given())
    assert found.density[0, 0] == pytest.approx([0.5 / 1.25, 0.5 / 1.0, 1.0, 1.0])
    assert found.closeness[0] == pytest.approx([1.25, 1.0, 1.0, 0.25])
    assert found.distance[0, 0] == pytest.approx([0.6, 0.5, 0.0, 0.0])


def test_an_activity_that_stands_for_itself_by_another_convention() -> None:
    found = relatedness(given(), convention="ecomplexity")
    assert found.density[0, 0] == pytest.approx([1.5 / 2.25, 1.5 / 2.0, 1.0 / 2.0, 0.25 / 1.25])
    percent = relatedness(given(), convention="econcomplex")
    assert percent.density[0, 0] == pytest.approx([40.0, 50.0, 100.0, 100.0])
    assert percent.distance[0, 0] == pytest.approx([0.6, 0.5, 0.0, 0.0])


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("m", [M, WIDE, WIDE.T])
@pytest.mark.parametrize("convention", ["lantu", "ecomplexity"])
def test_density_is_that_of_the_proximity_written_out(
    kind: Kind, m: np.ndarray, convention: str
) -> None:
    found = given(m)
    phi = proximity(found, kind=kind, convention=convention).phi  # type: ignore[arg-type]
    x = m
    if convention == "ecomplexity" and kind.startswith("advantage"):
        x = found.advantage.values[0]
    fast = relatedness(found, kind=kind, convention=convention)  # type: ignore[arg-type]
    assert np.allclose(fast.density[0], x @ phi / phi.sum(0), rtol=0, atol=1e-12 * max(1, x.max()))


@pytest.mark.parametrize("through", [_kernels.through_commonest, _kernels.through_rarest])
def test_the_kernels_do_what_the_plain_product_does(through: object) -> None:
    u = WIDE.sum(0)
    meet = np.maximum if through is _kernels.through_commonest else np.minimum
    phi = WIDE.T @ WIDE / meet.outer(u, u)
    x = np.random.default_rng(7).normal(size=(3, 1100))
    assert np.allclose(through(x, WIDE, u), x @ phi, rtol=1e-12, atol=1e-12)  # type: ignore[operator]


def test_what_goes_with_nothing_has_no_density() -> None:
    found = relatedness(given([[1, 1, 0], [1, 1, 0], [0, 0, 1]]))
    assert found.related.tolist() == [[True, True, False]]
    assert found.density[0, :, 2].tolist() == [0, 0, 0]
    assert found.distance[0, :, 2].tolist() == [0, 0, 0]
    assert "a0003" not in found.to_polars()["activity"].to_list()


def test_who_is_left_out_is_in_no_table() -> None:
    found = relatedness(given([[1, 1, 1], [1, 1, 0], [0, 0, 0]]))
    table = found.to_polars()
    assert table.columns == ["period", "place", "activity", "present", "density", "distance"]
    assert set(table["place"]) == {"p0001", "p0002"}
    assert not found.distance[0, 2].any()


def test_the_nearest_alone() -> None:
    # c is nearest to a and b alike (1/2 each); both belong to its one nearest.
    found = relatedness(given(), nearest=1)
    assert found.density[0, 0, 2] == 1.0
    assert found.density[0, 3, 2] == 0.5
    assert found.closeness[0] == pytest.approx([1.0, 1.0, 1.0, 0.25])


def test_all_neighbours_are_all() -> None:
    every = relatedness(given(WIDE))
    nearest = relatedness(given(WIDE), nearest=2000)
    assert np.allclose(every.density, nearest.density, atol=1e-12)


def test_neighbours_are_not_oneself() -> None:
    found = relatedness(given(WIDE), nearest=3, convention="ecomplexity")
    phi = proximity(given(WIDE)).phi
    q = 57
    last = np.sort(phi[q])[-3]
    neighbours = np.flatnonzero(phi[q] >= last)
    assert q not in neighbours
    assert np.allclose(found.density[0, :, q], WIDE[:, neighbours].sum(1))


def test_a_lone_activity_has_no_neighbour() -> None:
    found = relatedness(given([[1], [1]]), nearest=1)
    assert found.density.tolist() == [[[0.0], [0.0]]]
    with pytest.raises(CallerError, match="0 neighbours"):
        relatedness(given(), nearest=0)


def test_relative_to_the_options_of_the_place() -> None:
    found = relatedness(given(WIDE))
    relative = relative_relatedness(found)
    place = 4
    options = WIDE[place] == 0
    ahead = found.density[0, place, options]
    expected = (found.density[0, place] - ahead.mean()) / ahead.std()
    assert np.allclose(relative.values[0, place], expected)
    assert relative.options[0, place].tolist() == options.tolist()
    assert relative.to_polars().height == (WIDE == 0).sum()


def test_a_place_that_does_all_has_no_options() -> None:
    relative = relative_relatedness(relatedness(given([[1, 1, 1], [1, 1, 0], [1, 0, 1]])))
    assert not relative.values[0, 0].any()
    assert not relative.options[0, 0].any()
    assert not relative.values[0, 1].any()  # one option is no spread
