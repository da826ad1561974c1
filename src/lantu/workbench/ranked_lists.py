"""Ranked lists under other weights than the workspace states."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lantu.errors import CallerError
from lantu.studies.attraction import attraction_ledger
from lantu.studies.leaders import leader_ledger
from lantu.studies.lists import extend_ledger, gap_ledger, weak_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lantu.evidence.exhibits import Ledger
    from lantu.studies import RankingPlan, Survey

RANKED: Mapping[str, Callable[[Survey], Ledger]] = MappingProxyType(
    {
        "gaps": gap_ledger,
        "weak": weak_ledger,
        "extend": extend_ledger,
        "leaders": leader_ledger,
        "attract": attraction_ledger,
    }
)
"""The lists that weights rank, by key."""


def ranked_list(survey: Survey, key: str, weights: Mapping[str, float] | None = None) -> Ledger:
    """A list ranked by the weights given; by those of the workspace where None.

    Args:
        survey: The diagnosed facts.
        key: Which list, such as ``gaps``.
        weights: Weight by criterion; a criterion left out has none.

    Raises:
        CallerError: No such list or criterion, or weights that are negative or all zero.
    """
    _refuse_unknown(key)
    if weights is None:
        return RANKED[key](survey)
    return RANKED[key](replace(survey, ranking=_weighted(survey.ranking, key, weights)))


def indifferent(survey: Survey, key: str) -> Ledger:
    """A list under all weights alike: its rank intervals hold whatever anyone prefers.

    w ~ Dirichlet(1, …, 1), even over the simplex of weights (Lahdelma, Hokkanen & Salminen
    1998, *EJOR* 106).

    Raises:
        CallerError: There is no such list.
    """
    _refuse_unknown(key)
    even = _weighted(survey.ranking, key, dict.fromkeys(stated_weights(survey.ranking, key), 1.0))
    plan = replace(even, concentration=float(len(getattr(even, key))))
    return RANKED[key](replace(survey, ranking=plan))


def stated_weights(plan: RankingPlan, key: str) -> Mapping[str, float]:
    """The weights that a list is ranked by, by criterion.

    Raises:
        CallerError: There is no such list.
    """
    _refuse_unknown(key)
    weights: Mapping[str, float] = getattr(plan, key)
    return weights


def _weighted(plan: RankingPlan, key: str, weights: Mapping[str, float]) -> RankingPlan:
    known: Mapping[str, float] = getattr(plan, key)
    changed: dict[str, Any] = {key: {**dict.fromkeys(known, 0.0), **weights}}
    return replace(plan, **changed)


def _refuse_unknown(key: str) -> None:
    if key not in RANKED:
        raise CallerError(f"no list {key!r} is ranked", hint=f"lists: {', '.join(RANKED)}")
