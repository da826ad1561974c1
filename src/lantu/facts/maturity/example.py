"""Answers of made-up firms, to try a form with; every name says that the firm is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from lantu.model.rubric import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.model.rubric import Node, Rubric

    Row: TypeAlias = dict[str, str | float]

SEGMENTS = ("光芯屏端网", "汽车", "化工", "装备", "食品")
PLACES = ("甲市", "乙市", "丙市")
BLANK = 0.03
"""Part of the answers that such a firm leaves blank."""

_AGREE = 12.0
"""How closely a firm's answers follow its own mean: the beta distribution's two numbers sum to it."""


HARSHER, SCATTER = 0.08, 0.06
"""By how much auditors of such firms find less on average, and how much that varies."""


def example_rows(rubric: Rubric, count: int, *, seed: int = 0, audited: bool = False) -> list[Row]:
    """Answers of ``count`` made-up firms: some segments do better, a few answers are blank.

    Args:
        rubric: What is asked.
        count: How many firms.
        seed: Of the answers; equal seeds give equal firms.
        audited: What auditors of the same firms found, which is less on average.
    """
    own, audit = np.random.default_rng(seed), np.random.default_rng([seed, 1])
    return [_firm(rubric, at, own, audit if audited else None) for at in range(1, count + 1)]


def _firm(
    rubric: Rubric, number: int, rng: np.random.Generator, audit: np.random.Generator | None
) -> Row:
    segment = int(rng.integers(len(SEGMENTS)))
    mean = float(np.clip(rng.normal(0.62 - 0.08 * segment, 0.18), 0.05, 0.95))
    row: Row = {
        "firm": f"MADE{number:05}",
        "name": f"虚构 Made-up {number:03}",
        "segment": SEGMENTS[segment],
        "place": PLACES[int(rng.integers(len(PLACES)))],
    }
    wished = rng.beta(_AGREE * mean, _AGREE * (1 - mean), len(rubric.items) + len(rubric.scenes))
    told = rng.random(len(wished)) >= BLANK
    if audit is not None:
        wished = np.clip(wished - audit.normal(HARSHER, SCATTER, len(wished)), 0.0, 1.0)
    for at, node in enumerate(rubric.items):
        if told[at]:
            row[node.code] = _answer(node, float(wished[at]))
    for at, scene in enumerate(rubric.scenes, len(rubric.items)):
        if told[at]:
            row[scene.code] = float(round(wished[at] * scene.top))
    return row


def _answer(node: Node, wished: float) -> str | float:
    """The answer that earns most nearly what is wished."""
    if node.question is Question.NUMBER:
        return float(round(wished * node.top))
    if node.question is not Question.MULTI:
        return min(node.options, key=lambda option: abs(option.share - wished)).key
    return "、".join(_measures([(o.share, o.key) for o in node.options if o.share], wished)) or "0"


def _measures(options: Sequence[tuple[float, str]], wished: float) -> list[str]:
    taken, left = [], wished
    for share, key in options:
        if left >= share / 2:
            taken.append(key)
            left -= share
    return taken
