"""How digital each firm is: its score and level, as far as its answers tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze
from lantu.model.assessment import UNANSWERED
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.model.assessment import Assessment
    from lantu.model.rubric import Rubric
    from lantu.vocab.text import Text

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

TOLERANCE = 1e-9
"""A cut is met within it (conventions §4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Score and level of each firm, shape ``(F,)`` each.

    Attributes:
        answers: What they rest on.
        score: Score if what was not answered earns nothing: the least it can be.
        score_upper: Score if it earns all.
        level: Level at the least.
        level_upper: Level at the most; the same where answers settle it.
        scenes: Scenes at each level or above, shape ``(F, L)``, at the least.
        constrained: Constrained scenes at each level or above, likewise.
    """

    answers: Assessment
    score: Floats
    score_upper: Floats
    level: Ints
    level_upper: Ints
    scenes: Ints
    constrained: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Whose level does not hang on what was not answered."""
        return np.asarray(self.level == self.level_upper)

    @property
    def caveats(self) -> tuple[Text, ...]:
        """What must be said beside it."""
        return self.answers.rubric.caveats

    def to_polars(self) -> pl.DataFrame:
        """One row per firm; ``answered`` is the part of the points that its answers cover."""
        answers = self.answers
        scale = answers.rubric.scale
        covered = 1.0 - (self.score_upper - self.score) / scale
        return frame(
            {
                "firm": answers.firms.codes,
                "segment": answers.segments,
                "place": answers.places,
            },
            {
                "score": self.score,
                "score_upper": self.score_upper,
                "level": self.level,
                "level_upper": self.level_upper,
                "answered": covered,
            },
        )


def standing(answers: Assessment) -> Standing:
    """Score and level of every firm.

    ``score_f = scale · Σ_i w_i s_fi``; ``level_f`` is the highest ``k`` with ``score_f`` at
    its cut and enough scenes, and enough constrained ones, at level ``k`` or above. What was
    not answered counts as nothing for the lower bound and as all for the upper.

    Args:
        answers: Shares in [0, 1], shape ``(F, I)``, and levels of scenes, ``(F, S)``.
    """
    rubric = answers.rubric
    score = weighted(rubric, answers.shares)
    upper = weighted(rubric, np.where(answers.answered, answers.shares, 1.0))
    tops = np.array([scene.top for scene in rubric.scenes], dtype=np.int64)
    most = np.where(answers.scenes == UNANSWERED, tops, answers.scenes)
    at_least = scene_counts(rubric, answers.scenes)
    return Standing(
        answers=answers,
        score=score,
        score_upper=upper,
        level=levels_of(rubric, score, *at_least),
        level_upper=levels_of(rubric, upper, *scene_counts(rubric, most)),
        scenes=at_least[0],
        constrained=at_least[1],
    )


def weighted(rubric: Rubric, shares: Floats) -> Floats:
    """``scale · Σ_i w_i s_fi``, added item by item in the rubric's order; shape ``(F,)``."""
    total = np.zeros(len(shares))
    for at, weight in enumerate(rubric.weights):
        total += rubric.scale * weight * shares[:, at]
    return total


def scene_counts(rubric: Rubric, scenes: Ints) -> tuple[Ints, Ints]:
    """Scenes, and constrained ones, at each level or above; shape ``(F, L)`` each."""
    bound = np.array([scene.constrained for scene in rubric.scenes], dtype=np.bool_)
    shape = (len(scenes), len(rubric.levels))
    counts, constrained = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for at in range(len(rubric.levels)):
        reached = scenes >= at + 1
        counts[:, at] = reached.sum(axis=1)
        constrained[:, at] = reached[:, bound].sum(axis=1)
    return counts, constrained


def levels_of(rubric: Rubric, score: Floats, scenes: Ints, constrained: Ints) -> Ints:
    """The level that a score and counts of scenes reach; 0 for none, shape ``(F,)``."""
    level = np.zeros(len(score), dtype=np.int64)
    for at, asked in enumerate(rubric.levels):
        met = score >= asked.score - TOLERANCE
        met &= (scenes[:, at] >= asked.scenes) & (constrained[:, at] >= asked.constrained)
        level[met] = at + 1
    return level
