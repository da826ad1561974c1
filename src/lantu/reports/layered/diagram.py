"""What is to be laid out: items in bands and stages, wires between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One box.

    Attributes:
        key: Its name; unique.
        band: Which band of rows it belongs to, from the top, from 0.
        stage: Which group of columns it belongs to, from the left, from 0.
    """

    key: str
    band: int
    stage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """One link from the right side of ``source`` to the left side of ``target``.

    Attributes:
        source: Key of an item.
        target: Key of another item.
        port: Wires of one target that share a port meet before they reach the box.
        returning: True where the wire runs against the order and must not shape it.
    """

    source: str
    target: str
    port: str
    returning: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A wire by positions: ``source`` and ``target`` count items, ``port`` stays a name."""

    source: int
    target: int
    port: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """Items and wires in canonical order, the wires split by direction.

    Attributes:
        items: By key.
        forward: Links that run with the stages; they contain no cycle.
        backward: The rest: returning, against the stages, or closing a cycle.
    """

    items: tuple[Item, ...]
    forward: tuple[Link, ...]
    backward: tuple[Link, ...]


def diagram(items: Iterable[Item], wires: Iterable[Wire]) -> Diagram:
    """Sort what is given and find which links can run from left to right.

    A link of an item to itself and repeats of one link are left out: nothing is to be
    drawn for them.
    """
    ordered = tuple(sorted(items, key=lambda item: item.key))
    place = {item.key: position for position, item in enumerate(ordered)}
    unique = {(wire.target, wire.source, wire.port, wire.returning) for wire in wires}
    forward: list[Link] = []
    backward: list[Link] = []
    for target, source, port, returning in sorted(unique):
        link = Link(place[source], place[target], port)
        if link.source == link.target:
            continue
        against = ordered[link.source].stage > ordered[link.target].stage
        (backward if returning or against else forward).append(link)
    closing = _closing(len(ordered), forward)
    backward.extend(link for number, link in enumerate(forward) if number in closing)
    kept = (link for number, link in enumerate(forward) if number not in closing)
    return Diagram(ordered, tuple(kept), tuple(backward))


def _closing(count: int, links: list[Link]) -> set[int]:
    """Numbers of the links that close a cycle in a depth-first walk in canonical order."""
    leaving: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for number, link in enumerate(links):
        leaving[link.source].append((link.target, number))
    closing: set[int] = set()
    done = [False] * count
    for root in range(count):
        if not done[root]:
            _walk(root, leaving, done, closing)
    return closing


def _walk(
    root: int, leaving: list[list[tuple[int, int]]], done: list[bool], closing: set[int]
) -> None:
    """Walk from ``root`` without recursion; a link onto the current path closes a cycle."""
    on_path = {root}
    stack = [(root, iter(leaving[root]))]
    while stack:
        here, links = stack[-1]
        for there, number in links:
            if there in on_path:
                closing.add(number)
            elif not done[there]:
                on_path.add(there)
                stack.append((there, iter(leaving[there])))
                break
        else:
            done[here] = True
            on_path.discard(here)
            stack.pop()
