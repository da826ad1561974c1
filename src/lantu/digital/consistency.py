"""Answers that do not fit together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.digital.standing import TOLERANCE
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from lantu.model.assessment import Assessment
    from lantu.model.rubric import Rule

MADE_UP = Text("各项全部满分：请复核", "full marks everywhere: have it audited")
SILENT = Text("没有任何回答", "nothing was answered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One firm whose answers contradict each other.

    Attributes:
        firm: Its code.
        items: Codes of the items; none where it is about all of them.
        reason: What is odd.
    """

    firm: str
    items: tuple[str, ...]
    reason: Text


def contradictions(answers: Assessment) -> tuple[Contradiction, ...]:
    """Every broken rule of the rubric, and firms with full marks everywhere or no answer.

    A rule about an item that was not answered is not broken.

    Args:
        answers: What firms said.

    Returns:
        In the order of firms, then of rules.
    """
    found: list[tuple[int, int, tuple[str, ...], Text]] = []
    for at, rule in enumerate(answers.rubric.rules):
        codes = tuple(code for code in (rule.item, rule.above) if code)
        found += [(int(f), at, codes, rule.reason) for f in np.flatnonzero(_broken(answers, rule))]
    last = len(answers.rubric.rules)
    found += [(firm, last, (), reason) for firm, reason in _odd(answers)]
    return tuple(
        Contradiction(firm=answers.firms.codes[firm], items=items, reason=reason)
        for firm, _, items, reason in sorted(found, key=lambda each: each[:2])
    )


def _broken(answers: Assessment, rule: Rule) -> NDArray[np.bool_]:
    item = answers.rubric.at(rule.item)
    told, share = answers.answered[:, item], answers.shares[:, item]
    if rule.above:
        other = answers.rubric.at(rule.above)
        beyond = share > answers.shares[:, other] + TOLERANCE
        return np.asarray(told & answers.answered[:, other] & beyond)
    reached = (answers.scenes >= rule.scenes_at).any(axis=1)
    return np.asarray(told & (share <= TOLERANCE) & reached)


def _odd(answers: Assessment) -> Iterator[tuple[int, Text]]:
    full = answers.answered.all(axis=1) & (answers.shares >= 1 - TOLERANCE).all(axis=1)
    silent = ~answers.answered.any(axis=1)
    yield from ((int(firm), MADE_UP) for firm in np.flatnonzero(full))
    yield from ((int(firm), SILENT) for firm in np.flatnonzero(silent))
