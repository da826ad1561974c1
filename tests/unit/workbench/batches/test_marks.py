"""Marks: equal facts and settings have one, any other has another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lantu.errors import InternalError
from lantu.shocks import PUBLISHED
from lantu.workbench.batches import FirmTrial
from lantu.workbench.batches.marks import mark
from unit.shocks.firms.small_networks import random_network
from unit.workbench.batches.made_trials import scenario

DIFFERENT = [
    (),
    ("",),
    ("a", "b"),
    ("ab",),
    (("a",), "b"),
    (("a", "b"),),
    (1,),
    (1.0,),
    ("1",),
    (True,),
    (None,),
    (b"1",),
    (np.array([1.0]),),
    (np.array([[1.0]]),),
    (np.array([1], dtype=np.int64),),
    (np.array([1], dtype=np.int32),),
    ({"a": 1},),
    ({"a": 2},),
    ({"b": 1},),
    (frozenset({"a"}),),
    (scenario(),),
    (scenario(seed=2),),
]


def test_different_values_have_different_marks() -> None:
    assert len({mark(*values) for values in DIFFERENT}) == len(DIFFERENT)


def test_equal_values_have_one_mark() -> None:
    assert mark({"a": 1, "b": np.ones(3)}) == mark({"b": np.ones(3), "a": 1})
    assert mark(np.arange(6)[::2]) == mark(np.array([0, 2, 4]))
    assert mark(scenario()) == mark(scenario())


def test_what_has_no_one_form_has_no_mark() -> None:
    with pytest.raises(InternalError, match="a object has no mark"):
        mark([object()])


def test_every_part_of_a_trial_counts() -> None:
    trial = FirmTrial(network=random_network(1))
    others = [
        replace(trial, network=random_network(2)),
        replace(trial, needs="leontief"),
        replace(trial, needs=np.ones((3, 3))),
        replace(trial, replacement="nobody"),
        replace(trial, weights=np.ones(12)),
        replace(trial, stop=PUBLISHED),
    ]
    assert len({each.mark for each in (trial, *others)}) == 7
    assert FirmTrial(network=random_network(1)).mark == trial.mark
