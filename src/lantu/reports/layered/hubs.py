"""Which links share one trunk: sources that all feed the same ports.

Where every source of a group feeds every port of another group, the links between them say
no more than one trunk that all sources join and all ports leave: a biclique, drawn
confluent (Dickerson, Eppstein, Goodrich & Meng 2005, *J. Graph Algorithms Appl.* 9(1)).
Nothing is lost: a reader who follows the trunk meets true pairs only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lantu.reports.layered.diagram import Link

_LEAST_SAVED = 1
"""Lines a hub must save to be worth drawing."""

Port = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Hub:
    """A biclique and how many lines it saves."""

    saved: int
    sources: tuple[int, ...]
    ports: tuple[Port, ...]


def hubs(links: Iterable[Link], column: Sequence[int]) -> tuple[tuple[Link, ...], ...]:
    """Groups of links to be drawn as one trunk, most saving first; no link in two groups.

    ``saved = |S|·|T| - |S| - |T|``

    Args:
        links: Forward links.
        column: Column of each item; every source of a group stands left of every target.
    """
    feeds: dict[int, set[Port]] = {}
    of: dict[tuple[int, Port], Link] = {}
    for link in links:
        feeds.setdefault(link.source, set()).add((link.target, link.port))
        of[link.source, (link.target, link.port)] = link
    groups = []
    shared = _shared(feeds, feeds)
    while (best := _best(feeds, shared, column)) is not None:
        pairs = [(source, port) for source in best.sources for port in best.ports]
        groups.append(tuple(sorted((of[pair] for pair in pairs), key=_order)))
        for source in best.sources:
            feeds[source] -= set(best.ports)
        gone = set(best.sources)
        shared = {pair: ports for pair, ports in shared.items() if gone.isdisjoint(pair)}
        shared |= _shared(feeds, best.sources)
    return tuple(groups)


def _order(link: Link) -> tuple[int, int, str]:
    """Canonical order of links."""
    return (link.target, link.source, link.port)


def _shared(
    feeds: dict[int, set[Port]], changed: Iterable[int]
) -> dict[tuple[int, int], frozenset[Port]]:
    """What each of the changed sources feeds together with every source it has ports with."""
    fed: dict[Port, list[int]] = {}
    for source, ports in feeds.items():
        for port in ports:
            fed.setdefault(port, []).append(source)
    shared = {}
    for one in changed:
        near = {two for port in feeds[one] for two in fed[port] if two != one}
        for two in near:
            shared[min(one, two), max(one, two)] = frozenset(feeds[one] & feeds[two])
    return shared


def _best(
    feeds: dict[int, set[Port]],
    shared: dict[tuple[int, int], frozenset[Port]],
    column: Sequence[int],
) -> _Hub | None:
    """The biclique that saves most among those that two sources' common ports span."""
    grounds = {common for common in shared.values() if len(common) > 1}
    found = [_spanned(common, feeds, column) for common in grounds]
    best = max(found, key=lambda hub: (hub.saved, hub.sources, hub.ports), default=None)
    return best if best is not None and best.saved >= _LEAST_SAVED else None


def _spanned(common: frozenset[Port], feeds: dict[int, set[Port]], column: Sequence[int]) -> _Hub:
    """All sources that feed ``common`` from the left of its leftmost target."""
    first = min(column[item] for item, _ in common)
    sources = tuple(
        source for source in sorted(feeds) if column[source] < first and common <= feeds[source]
    )
    saved = len(sources) * len(common) - len(sources) - len(common)
    return _Hub(saved, sources, tuple(sorted(common)))
