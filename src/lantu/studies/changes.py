"""What changed in the conclusions between two sets of facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.studies.maps import state_of
from lantu.studies.reasons import reasons_for

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Reason
    from lantu.studies.survey import Survey
    from lantu.vocab.text import Text
    from lantu.vocab.words import State


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """One product whose conclusion is not what it was.

    Attributes:
        product: Product id.
        name: Its name in the newer facts, or in the older where it is gone.
        before: Its state then; None where the older facts do not know it.
        after: Its state now; None where the newer facts do not know it.
        reasons: Why it is what it is now; empty where it is gone.
    """

    product: str
    name: Text
    before: State | None
    after: State | None
    reasons: tuple[Reason, ...]


def state_changes(old: Survey, new: Survey) -> tuple[StateChange, ...]:
    """Every product whose state differs, by product id."""
    labels = sorted(set(old.graph.products.ids) | set(new.graph.products.ids))
    compared = (_compare(old, new, label) for label in labels)
    return tuple(change for change in compared if change.before is not change.after)


def _compare(old: Survey, new: Survey, product: str) -> StateChange:
    was, now = _position(old, product), _position(new, product)
    survey, at = (new, now) if now is not None else (old, was)
    return StateChange(
        product=product,
        name=survey.graph.products.names[at or 0],
        before=None if was is None else state_of(old, was),
        after=None if now is None else state_of(new, now),
        reasons=() if now is None else reasons_for(new, now),
    )


def _position(survey: Survey, product: str) -> int | None:
    ids = survey.graph.products.ids
    return ids.at(product) if product in ids else None
