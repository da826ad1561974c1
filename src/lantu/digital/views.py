"""A crowd of firms at a glance: segments by levels, items by segments, and the three actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.chains.arrays import freeze
from lantu.digital.standing import Standing  # noqa: TC001 - a field of the records below
from lantu.model.assessment import UNANSWERED
from lantu.model.frames import frame
from lantu.model.rubric import Action

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.model.assessment import Assessment

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

Group = Literal["segment", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Firms of each group by level, and how they do on each item.

    Attributes:
        groups: Segments or places, in the order of their names; ``""`` for none on record.
        firms: Firms, shape ``(G,)``.
        counts: Firms whose level is settled, shape ``(G, L + 1)``; the first column has none.
        open: Firms whose level hangs on what they did not answer, ``(G,)``.
        share: Mean of what their answers to an item earn, ``(G, I)``; 0 where none answered.
        answered: How many answered it, ``(G, I)``.
        level_names: Names of the columns of ``counts``.
        items: Codes of the columns of ``share``.
    """

    groups: tuple[str, ...]
    firms: Ints
    counts: Ints
    open: Ints
    share: Floats
    answered: Ints
    level_names: tuple[str, ...]
    items: tuple[str, ...]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per group: firms, those at each level, and those that are open."""
        columns = {name: self.counts[:, at] for at, name in enumerate(self.level_names)}
        return frame({"group": self.groups}, {"firms": self.firms, **columns, "open": self.open})


def heat_map(standing: Standing, by: Group = "segment") -> HeatMap:
    """Count firms by group and level, each where its level is settled.

    Args:
        standing: Their levels.
        by: Which groups.
    """
    answers = standing.answers
    names, group = _grouped(answers, by)
    levels = len(answers.rubric.levels) + 1
    settled = standing.settled
    cells = group[settled] * levels + standing.level[settled]
    known = _sums(answers.answered.astype(np.float64), group, len(names))
    earned = _sums(answers.shares, group, len(names))
    return HeatMap(
        groups=names,
        firms=np.bincount(group, minlength=len(names)),
        counts=np.bincount(cells, minlength=len(names) * levels).reshape(len(names), levels),
        open=np.bincount(group[~settled], minlength=len(names)),
        share=np.divide(earned, known, out=np.zeros_like(earned), where=known > 0),
        answered=known.astype(np.int64),
        level_names=("未达级", *(level.name.zh for level in answers.rubric.levels)),
        items=tuple(node.code for node in answers.rubric.items),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """How far each firm is with the policy's three actions.

    Attributes:
        firms: Codes of the firms.
        actions: The actions that the rubric asks about.
        lower: Part of their points that is earned at the least, shape ``(F, A)``.
        upper: At the most.
        items: Codes of the items and scenes behind each.
    """

    firms: tuple[str, ...]
    actions: tuple[Action, ...]
    lower: Floats
    upper: Floats
    items: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per firm and two columns per action."""
        columns = {}
        for at, action in enumerate(self.actions):
            columns[f"{action}_lower"] = self.lower[:, at]
            columns[f"{action}_upper"] = self.upper[:, at]
        return frame({"firm": self.firms}, columns)


def action_view(answers: Assessment) -> ActionView:
    """``Σ w_i s_i / Σ w_i`` over an action's items; a scene adds its level over its top.

    An action's scenes weigh together as much as its items; where it has only one of the two,
    that counts alone. Which item serves which action is the rubric's column ``action``.

    Args:
        answers: Shares in [0, 1].
    """
    rubric = answers.rubric
    tops = np.array([scene.top for scene in rubric.scenes], dtype=np.int64)
    known = answers.scenes != UNANSWERED
    low = np.where(known, answers.scenes, 0) / np.maximum(tops, 1)
    high = np.where(known, answers.scenes, tops) / np.maximum(tops, 1)
    most = np.where(answers.answered, answers.shares, 1.0)
    weights = np.array(rubric.weights)
    lower, upper, told = [], [], []
    of_items = [node.action for node in rubric.items]
    of_scenes = [scene.action for scene in rubric.scenes]
    actions = tuple(a for a in Action if a in of_items or a in of_scenes)
    for action in actions:
        mine = np.array([each is action for each in of_items], dtype=np.bool_)
        theirs = np.array([each is action for each in of_scenes], dtype=np.bool_)
        lower.append(_blend(answers.shares, weights * mine, low, theirs))
        upper.append(_blend(most, weights * mine, high, theirs))
        told.append(
            tuple(node.code for node in rubric.items if node.action is action)
            + tuple(scene.code for scene in rubric.scenes if scene.action is action)
        )
    shape = (len(answers), len(actions))
    return ActionView(
        firms=answers.firms.codes,
        actions=actions,
        lower=np.array(lower).T.reshape(shape),
        upper=np.array(upper).T.reshape(shape),
        items=tuple(told),
    )


def _blend(shares: Floats, weights: Floats, scenes: Floats, theirs: Flags) -> Floats:
    parts = []
    if weights.any():
        total = np.zeros(len(shares))
        for at in np.flatnonzero(weights):
            total += weights[at] * shares[:, at]
        parts.append(total / weights.sum())
    if theirs.any():
        parts.append(scenes[:, theirs].mean(axis=1))
    return np.asarray(sum(parts) / len(parts), dtype=np.float64)


def _grouped(answers: Assessment, by: Group) -> tuple[tuple[str, ...], Ints]:
    labels = answers.segments if by == "segment" else answers.places
    names = sorted(set(labels))
    at = {name: position for position, name in enumerate(names)}
    return tuple(names), np.array([at[label] for label in labels], dtype=np.int64)


def _sums(values: Floats, group: Ints, length: int) -> Floats:
    """``Σ values`` of each group, added in order, shape ``(length, columns)``."""
    total = np.zeros((length, values.shape[1]))
    for column in range(values.shape[1]):
        total[:, column] = np.bincount(group, values[:, column], length)
    return total
