"""Classes of a map: where to cut a quantity so that each class holds what is alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CLASSES = 5
"""More shades than these nobody tells apart on paper."""


@dataclass(frozen=True, slots=True)
class ValueClass:
    """One class of values.

    Attributes:
        number: 1 for the least.
        lower: Least value in it.
        upper: Greatest value in it.
        count: How many values it holds.
    """

    number: int
    lower: float
    upper: float
    count: int


def natural_breaks(values: Sequence[float], most: int = MOST_CLASSES) -> tuple[ValueClass, ...]:
    """Classes with the least sum of squared distances from the class means.

    ``min Σ_k Σ_{x in class k} (x - mean_k)²`` over all cuts of the ordered values, exact by
    dynamic programming (Fisher 1958, *J. Am. Stat. Assoc.* 53; Jenks 1967). Equal values are
    never parted, so there are no more classes than distinct values.

    Args:
        values: Any numbers, in any order; may be empty.
        most: Most classes to make.
    """
    ordered = sorted(values)
    if not ordered:
        return ()
    classes = min(most, len(set(ordered)))
    cuts = _cuts(ordered, classes)
    return tuple(
        ValueClass(number, ordered[start], ordered[end - 1], end - start)
        for number, (start, end) in enumerate(pairwise(cuts), 1)
    )


def class_of(value: float, classes: Sequence[ValueClass]) -> int:
    """Number of the class a value of the classed values is in."""
    return next(each.number for each in classes if value <= each.upper)


def _cuts(ordered: list[float], classes: int) -> list[int]:
    """Positions at which the best classes start, and the end."""
    count = len(ordered)
    best: list[tuple[float, list[int]] | None] = [(0.0, [0])] + [None] * count
    for _ in range(classes):
        after: list[tuple[float, list[int]] | None] = [None] * (count + 1)
        for end in range(1, count + 1):
            if end < count and ordered[end] == ordered[end - 1]:
                continue
            after[end] = _extended(ordered, best, end)
        best = after
    answer = best[count]
    return answer[1] if answer else [0, count]


def _extended(
    ordered: list[float], best: list[tuple[float, list[int]] | None], end: int
) -> tuple[float, list[int]] | None:
    """The best classes up to ``end``, the last of them added to what ``best`` holds."""
    found: tuple[float, list[int]] | None = None
    for start in range(end):
        before = best[start]
        if before is None:
            continue
        cost = before[0] + _scatter(ordered[start:end])
        if found is None or cost < found[0]:
            found = (cost, [*before[1], end])
    return found


def _scatter(values: list[float]) -> float:
    """Sum of squared distances from the mean."""
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values)
