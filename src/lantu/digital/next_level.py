"""What keeps each firm from the next level, and how far it is from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze
from lantu.digital.standing import TOLERANCE
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.digital.standing import Standing
    from lantu.model.rubric import Node

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One item that holds a firm back.

    Attributes:
        item: The item.
        lost: Points that its answer leaves.
        needed: Points of these that are enough, once the items before it give all.
        answered: Whether it was answered at all.
    """

    item: Node
    lost: float
    needed: float
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLevel:
    """How far each firm is from the level above its own; arrays over firms.

    Attributes:
        standing: Where it stands.
        target: The next level, shape ``(F,)``; that of the top where it is reached.
        points: Points that are missing, ``(F,)``.
        scenes: Scenes that are missing, ``(F,)``.
        constrained: Constrained scenes that are missing, ``(F,)``.
        lost: Points that each item leaves, ``(F, I)``.
        order: Items from the most lost to the least, ``(F, I)``.
        needed: How many of these must give all at least, ``(F,)``.
    """

    standing: Standing
    target: Ints
    points: Floats
    scenes: Ints
    constrained: Ints
    lost: Floats
    order: Ints
    needed: Ints

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def limits(self, firm: str) -> tuple[Limit, ...]:
        """The fewest items that would lift a firm, those that lose most before others.

        Raises:
            CallerError: There is no such firm.
        """
        answers = self.standing.answers
        at = answers.firms.at(firm)
        left, found = float(self.points[at]), []
        for item in self.order[at, : self.needed[at]].tolist():
            lost = float(self.lost[at, item])
            found.append(
                Limit(
                    item=answers.rubric.items[item],
                    lost=lost,
                    needed=min(lost, left),
                    answered=bool(answers.answered[at, item]),
                )
            )
            left -= lost
        return tuple(found)

    def to_polars(self) -> pl.DataFrame:
        """One row per firm; ``items`` lists what limits it, the most first."""
        codes = [node.code for node in self.standing.answers.rubric.items]
        rows = zip(self.order.tolist(), self.needed.tolist(), strict=True)
        named = ["、".join(codes[k] for k in order[:most]) for order, most in rows]
        return frame(
            {"firm": self.standing.answers.firms.codes, "items": named},
            {
                "target": self.target,
                "points": self.points,
                "scenes": self.scenes,
                "constrained": self.constrained,
            },
        )


def next_level(standing: Standing) -> NextLevel:
    """``points_f = max(0, cut_{k+1} − score_f)`` and the fewest items that hold as many.

    ``lost_fi = scale · w_i (1 − s_fi)``. Unanswered items count as lost: an answer is what a
    firm needs first. Scenes are counted likewise.

    Args:
        standing: Levels at the least.
    """
    rubric = standing.answers.rubric
    top = len(rubric.levels)
    target = np.minimum(standing.level + 1, top)
    done = standing.level == top
    cuts = np.array([level.score for level in rubric.levels])[target - 1]
    points = np.where(done, 0.0, np.maximum(cuts - standing.score, 0.0))
    points[points <= TOLERANCE] = 0.0
    weights = rubric.scale * np.array(rubric.weights)
    lost = (1.0 - standing.answers.shares) * weights
    order = np.argsort(-lost, axis=1, kind="stable")
    running = np.cumsum(np.take_along_axis(lost, order, axis=1), axis=1)
    short = (running < points[:, None] - TOLERANCE).sum(axis=1) + 1
    return NextLevel(
        standing=standing,
        target=target,
        points=points,
        scenes=_missing(standing.scenes, [lv.scenes for lv in rubric.levels], target),
        constrained=_missing(
            standing.constrained, [lv.constrained for lv in rubric.levels], target
        ),
        lost=lost,
        order=order,
        needed=np.where(points > 0, short, 0),
    )


def _missing(counts: Ints, asked: list[int], target: Ints) -> Ints:
    at = target - 1
    here = np.take_along_axis(counts, at[:, None], axis=1)[:, 0]
    missing: Ints = np.maximum(np.array(asked, dtype=np.int64)[at] - here, 0)
    return missing
