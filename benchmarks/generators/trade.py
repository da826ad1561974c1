"""Invented exports: places × activities, nested by capability, with noise.

About 45 % of the cells are above zero; sizes of places and activities and the amounts are
lognormal. It takes NumPy alone, so that rivals can be given the same figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SKILLS = 30
"""Kinds of skill that make places good at some activities beyond their general level."""


def exports(places: int, activities: int, periods: int = 1, seed: int = 1) -> NDArray[np.float64]:
    """Amounts, shape ``(periods, places, activities)``; the same figures for the same seed.

    Args:
        places: How many, from the most able down.
        activities: How many.
        periods: How many; the second differs from the first by noise alone.
        seed: Of the draws.
    """
    rng = np.random.default_rng(seed)
    capability = np.sort(rng.beta(1.2, 1.6, places))[::-1]
    difficulty = rng.beta(1.6, 1.6, activities)
    place_size = rng.lognormal(0, 1.8, places) * (capability + 0.05) ** 1.5
    activity_size = rng.lognormal(0, 1.6, activities)
    skills = rng.normal(size=(places, SKILLS))
    needs = rng.normal(size=(activities, SKILLS))
    special = skills @ needs.T / np.sqrt(SKILLS)
    base = rng.normal(size=(places, activities))
    out = np.empty((periods, places, activities))
    for at in range(periods):
        level = 6 * (capability[:, None] - difficulty[None]) + 1.2 * special + base
        level += 0.3 * rng.normal(size=(places, activities))
        amounts = place_size[:, None] * activity_size[None] * np.exp(1.1 * level)
        out[at] = np.where(level < 0, 0, amounts) * 1e3
    return out
