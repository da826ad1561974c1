"""Panels whose entries come about by odds that are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity import ActivityMatrix, activity_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LOW = 0.4
"""Advantage at the start of cells that are to be entered or not, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A panel of two periods and the truth behind it.

    Attributes:
        matrix: Shares with weights; the last place is the rest of the world, so large that an
            advantage is the value itself.
        probability: Of entry of each cell, the rest of the world apart, shape ``(C, A)``.
    """

    matrix: ActivityMatrix
    probability: Floats


def world(
    rng: np.random.Generator, places: int = 80, activities: int = 50, *, luck: float = 0.0
) -> World:
    """Places and activities of three kinds of skill; who has the skill is likely to enter.

    How much a place has of what it does not yet do says nothing.

    Args:
        rng: Where chance comes from.
        places: How many, the rest of the world apart.
        activities: How many.
        luck: Standard deviation of the luck that all cells of a place share.
    """
    skill, need = rng.normal(size=(places, 3)), rng.normal(size=(activities, 3))
    fit = skill @ need.T / np.sqrt(3)
    shared = luck * rng.normal(size=(places, 1))
    probability = 1 / (1 + np.exp(1.5 - 1.5 * fit - shared))
    does = fit + 0.3 * rng.normal(size=fit.shape) > 0.7
    start = np.where(does, 1.5, LOW * np.exp(-np.abs(rng.normal(size=fit.shape))))
    entered = rng.random(fit.shape) < probability
    end = np.where((start > LOW) | entered, 1.5, 0.5 * start)
    values = np.ones((2, places + 1, activities))
    values[0, :-1], values[1, :-1] = start, end
    weights = np.append(np.ones(places), 1e9)
    matrix = activity_matrix(values, weights=weights, periods=("2000", "2010"))
    return World(matrix=matrix, probability=probability)
