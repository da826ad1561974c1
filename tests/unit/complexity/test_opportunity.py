from __future__ import annotations

import numpy as np
import pytest

from lantu.complexity import (
    Convention,
    Presence,
    PresenceTest,
    activity_matrix,
    eci,
    outlook,
    outlook_of,
    presence,
    proximity,
    relatedness,
)
from lantu.errors import CallerError

M = (np.random.default_rng(8).random((7, 40)) < np.linspace(0.9, 0.2, 40)).astype(float)
M[0] = 1


def given(m: object = M) -> Presence:
    return presence(activity_matrix(m), test=PresenceTest(measure="values"))  # type: ignore[arg-type]


def test_gain_is_what_the_index_rises_by_when_a_place_takes_up_an_activity() -> None:
    found = given()
    phi = proximity(found).phi
    worth = eci(found).pci[0]

    def index(held: np.ndarray) -> float:
        return float((held @ phi / phi.sum(0) * (1 - held)) @ worth)

    ahead = outlook(found)
    place = 3
    assert ahead.coi[0, place] == pytest.approx(index(M[place]))
    for activity in np.flatnonzero(M[place] == 0):
        more = M[place].copy()
        more[activity] = 1
        gain = index(more) - index(M[place])
        assert ahead.cog[0, place, activity] == pytest.approx(gain, abs=1e-12)


def test_whoever_does_all_has_nothing_ahead() -> None:
    ahead = outlook(given())
    assert ahead.coi[0, 0] == 0
    assert not ahead.cog[0, 0].any()
    assert not ahead.cog[0][M == 1].any()


def test_tables_list_places_and_what_they_do_not_do() -> None:
    ahead = outlook(given())
    assert ahead.to_polars().columns == ["period", "place", "coi"]
    assert ahead.gains_to_polars().height == (M == 0).sum()


def test_gain_over_the_target_s_closeness_everywhere() -> None:
    found = given()
    rule = Convention(gain_share="target", gain_everywhere=True)
    ahead = outlook(found, convention=rule)
    phi = proximity(found).phi
    worth = eci(found).pci[0]
    expected = ((1 - M) * worth) @ (phi / phi.sum(0)) - (M @ phi / phi.sum(0)) * worth
    assert np.allclose(ahead.cog[0], expected, atol=1e-12)
    assert ahead.cog[0][M == 1].any()


def test_the_nearest_make_the_index_and_all_the_gain() -> None:
    found = given()
    index = eci(found)
    near = outlook_of(index, relatedness(found, nearest=4))
    every = outlook_of(index, relatedness(found))
    assert np.array_equal(near.cog, every.cog)
    density = relatedness(found, nearest=4).density[0]
    assert np.allclose(near.coi[0], (density * (1 - M)) @ index.pci[0])
    assert not np.allclose(near.coi, every.coi)


def test_index_and_density_of_different_presence_do_not_mix() -> None:
    with pytest.raises(CallerError, match="different presence"):
        outlook_of(eci(given()), relatedness(given()))
