"""Cycles among inputs: what is needed, in the end, to make itself.

Kahn (1962): take away what needs nothing that is left; what stays lies on a cycle or
after one. A depth-first walk over that core finds the links that close a cycle (each cycle
has at least one), and a breadth-first walk the shortest way round.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_SEARCHED = 200
"""Closing links from which the shortest cycle is searched: one is shown as an example, and
a workspace with more has a wrong direction throughout."""

Followers = dict[str, list[str]]


def closing_links(links: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The links that close a cycle, in the order of a walk from the least product.

    Without them no cycle is left.

    Args:
        links: Input and output of each.
    """
    after = _core(links)
    state: dict[str, bool] = {}
    closing: list[tuple[str, str]] = []
    for root in sorted(after):
        if root not in state:
            closing += _walk(root, after, state)
    return closing


def shortest_cycle(
    links: Sequence[tuple[str, str]], closing: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """The shortest cycle through one of the ``closing`` links, its first product repeated."""
    after = _core(links)
    best: tuple[str, ...] = ()
    for source, target in closing[:MOST_SEARCHED]:
        way = _way(target, source, after, len(best) - 1 if best else len(after) + 1)
        if way and (not best or len(way) + 1 < len(best)):
            best = (*way, target)
    return best


def _core(links: Sequence[tuple[str, str]]) -> Followers:
    """Links between products that cannot be put in order."""
    after: Followers = {}
    needs: dict[str, int] = {}
    for source, target in links:
        after.setdefault(source, []).append(target)
        needs[target] = needs.get(target, 0) + 1
    free = [product for product in after if not needs.get(product)]
    while free:
        for target in after.get(free.pop(), ()):
            needs[target] -= 1
            if not needs[target]:
                free.append(target)
    left = {product for product, count in needs.items() if count}
    return {p: sorted(t for t in after.get(p, ()) if t in left) for p in left}


def _walk(
    root: str, after: Mapping[str, list[str]], done: dict[str, bool]
) -> Iterator[tuple[str, str]]:
    """Links back to a product the walk is still on; ``done`` is False while it is."""
    done[root] = False
    path: list[tuple[str, Iterator[str]]] = [(root, iter(after[root]))]
    while path:
        product, rest = path[-1]
        target = next(rest, None)
        if target is None:
            done[product] = True
            path.pop()
        elif target not in done:
            done[target] = False
            path.append((target, iter(after[target])))
        elif not done[target]:
            yield product, target


def _way(start: str, end: str, after: Mapping[str, list[str]], longest: int) -> tuple[str, ...]:
    """Shortest way from ``start`` to ``end`` of at most ``longest`` products; else empty."""
    came: dict[str, str] = {start: ""}
    steps: deque[tuple[str, int]] = deque([(start, 1)])
    while steps:
        product, length = steps.popleft()
        if product == end:
            return _back(product, came)
        if length >= longest:
            continue
        for target in after[product]:
            if target not in came:
                came[target] = product
                steps.append((target, length + 1))
    return ()


def _back(product: str, came: Mapping[str, str]) -> tuple[str, ...]:
    way = [product]
    while came[way[-1]]:
        way.append(came[way[-1]])
    return tuple(reversed(way))
