"""Points of the unit cube, and the streams they come from."""

from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.shocks import Design, drawn_points
from lantu.shocks.sensitivity.points import SETS, whole
from lantu.shocks.sensitivity.streams import Use, stream


def test_a_draw_is_the_same_whoever_computes_it() -> None:
    some, more = (
        drawn_points(Design.RANDOM, 3, 5, seed=7),
        drawn_points(Design.RANDOM, 3, 50, seed=7),
    )
    assert (some.ranks == more.ranks[:5]).all()
    assert (some.ranks[4] == stream(7, 4, Use.POINTS).random(3)).all()


def test_streams_share_no_numbers() -> None:
    drawn = [
        stream(seed, number, use).random(64)
        for seed in (0, 1)
        for number in (0, 1, 2)
        for use in Use
    ]
    assert len(np.unique(np.concatenate(drawn))) == 64 * len(drawn)


def test_a_stream_is_pinned() -> None:
    assert stream(1, 2).random(2).tolist() == PINNED


PINNED = [0.9223368856826007, 0.8043608926011809]


@pytest.mark.parametrize(("seed", "number"), [(-1, 0), (0, -1), (2**63, 0)])
def test_a_seed_below_zero_or_too_great_is_refused(seed: int, number: int) -> None:
    with pytest.raises(CallerError, match="whole numbers from 0"):
        stream(seed, number)


def test_every_part_of_an_axis_is_hit_once_in_each_set_of_a_latin_design() -> None:
    laid = drawn_points(Design.LATIN, 2, 80, seed=3)
    assert laid.sets == SETS
    for some in laid.ranks.reshape(SETS, 10, 2):
        assert (np.sort((some * 10).astype(int), axis=0) == np.arange(10)[:, None]).all()


def test_sobol_points_fill_every_box_of_their_size() -> None:
    laid = drawn_points(Design.SOBOL, 2, 8 * 16, seed=3)
    for some in laid.ranks.reshape(SETS, 16, 2):
        boxes = (some * 4).astype(int) @ [4, 1]
        assert sorted(boxes) == list(range(16))


@pytest.mark.parametrize("design", [Design.LATIN, Design.SOBOL])
def test_sets_of_an_even_design_differ(design: Design) -> None:
    laid = drawn_points(design, 2, 64, seed=3).ranks.reshape(SETS, 8, 2)
    assert len(np.unique(laid)) == laid.size


@pytest.mark.parametrize(
    ("design", "asked", "given"),
    [
        (Design.RANDOM, 201, 201),
        (Design.LATIN, 201, 208),
        (Design.SOBOL, 201, 256),
        (Design.SOBOL, 2, 8),
    ],
)
def test_a_design_rounds_up_to_what_it_can_lay_out(design: Design, asked: int, given: int) -> None:
    assert whole(design, asked) == given
    assert len(drawn_points(design, 2, asked, seed=1)) == given


def test_one_draw_is_refused() -> None:
    with pytest.raises(CallerError, match="1 draw of what is not known says nothing"):
        drawn_points(Design.RANDOM, 1, 1, seed=1)


@pytest.mark.parametrize("design", Design)
def test_chance_alone_has_draws_without_ranks(design: Design) -> None:
    assert drawn_points(design, 0, 16, seed=1).ranks.shape == (16, 0)
