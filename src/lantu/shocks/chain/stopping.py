"""What stops what: one fixed point, solved over sets of units, over diagrams or over draws.

``s_i = own_i ∨ ⋁_{j essential} s_j ∨ ⋁_g ⋀_{j∈g} s_j``, the least solution: a product stops
where it is cut, where an essential input stops, or every alternative of a group. ``own_i`` is
the unit that is the product, or every maker of it, where all of them together make the whole
of it. Stocks are used up; an optional input stops nobody, unless ``κ = 1``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from lantu.chains._kernels import ESSENTIAL, OPTIONAL
from lantu.model.scenario import Hit
from lantu.shocks.chain.units import maker_labels, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lantu.model.scenario import Target
    from lantu.shocks.chain.ground import Ground

WHOLE = 1.0 - 1e-9
"""Makers whose parts add up to less leave something of a product (conventions §4)."""

Value = TypeVar("Value")


class Algebra(Protocol[Value]):
    """What the fixed point is solved over: a lattice of statements about units."""

    def never(self) -> Value:
        """What cannot be."""

    def unit(self, at: int) -> Value:
        """That a unit fails."""

    def any_of(self, parts: Sequence[Value]) -> Value:
        """That at least one of some things is so."""

    def all_of(self, parts: Sequence[Value]) -> Value:
        """That all of some things are so; of at least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopping:
    """How units stop products; ``n`` products, ``u`` units.

    Attributes:
        targets: The units.
        alone: Units each of which stops a product outright, ``n`` of them.
        makers: For each product, for each of its makers, the units that take it; empty where
            makers on record cannot take the whole of a product with them.
        needs: Essential inputs of each product.
        groups: Groups of alternative inputs of each product.
        layers: Products that stand on one level, from inputs to users.
        circling: Whether those of a layer may feed each other.
    """

    targets: tuple[Target, ...]
    alone: tuple[tuple[int, ...], ...]
    makers: tuple[tuple[tuple[int, ...], ...], ...]
    needs: tuple[tuple[int, ...], ...]
    groups: tuple[tuple[tuple[int, ...], ...], ...]
    layers: tuple[tuple[int, ...], ...]
    circling: tuple[bool, ...]

    def upstream(self, product: int) -> tuple[int, ...]:
        """A product and all that it is made from, inputs before users where there is no circle."""
        found, front = {product: None}, [product]
        while front:
            fresh = [j for j in self._inputs(front.pop()) if j not in found]
            found |= dict.fromkeys(fresh)
            front += fresh
        return tuple(reversed(found))

    def units_of(self, products: Iterable[int]) -> tuple[int, ...]:
        """Units that stop some products outright or take a maker of them, as first met."""
        told = (
            unit for at in products for each in (self.alone[at], *self.makers[at]) for unit in each
        )
        return tuple(dict.fromkeys(told))

    def solve(self, algebra: Algebra[Value], within: Iterable[int]) -> dict[int, Value]:
        """When each product stops, in the terms of an algebra.

        Args:
            algebra: What is told of units.
            within: Products that are asked of, with all that they are made from.
        """
        inside = set(within)
        found = dict.fromkeys(inside, algebra.never())
        for layer, circling in zip(self.layers, self.circling, strict=True):
            moving = [at for at in layer if at in inside]
            while moving:
                told = {at: self._stops(at, algebra, found) for at in moving}
                still = all(found[at] == value for at, value in told.items())
                found |= told
                if still or not circling:
                    break
        return found

    def _stops(self, at: int, algebra: Algebra[Value], found: dict[int, Value]) -> Value:
        parts = [found[at], *(algebra.unit(each) for each in self.alone[at])]
        if self.makers[at]:
            each = [algebra.any_of([algebra.unit(u) for u in one]) for one in self.makers[at]]
            parts.append(algebra.all_of(each))
        parts += [found[j] for j in self.needs[at]]
        parts += [algebra.all_of([found[j] for j in group]) for group in self.groups[at]]
        return algebra.any_of(parts)

    def _inputs(self, at: int) -> Iterator[int]:
        yield from self.needs[at]
        for group in self.groups[at]:
            yield from group


def stopping(given: Ground, of: Sequence[Hit]) -> Stopping:
    """How units of some kinds stop the products of a graph.

    Args:
        given: The graph.
        of: What fails: ``product``, or makers by ``firm``, ``supplier``, ``country``, ``region``.

    Raises:
        CallerError: A kind of which no list can be made.
    """
    kinds = [units_of(given, kind)[0] for kind in dict.fromkeys(of)]
    targets = tuple(each for kind in kinds for each in kind)
    own = {each.code: (at,) for at, each in enumerate(targets) if each.kind is Hit.PRODUCT}
    needs, groups = _inputs(given)
    layers, circling = _layers(given)
    return Stopping(
        targets=targets,
        alone=tuple(own.get(code, ()) for code in given.graph.products.ids.labels),
        makers=_makers(given, of, targets),
        needs=needs,
        groups=groups,
        layers=layers,
        circling=circling,
    )


def _makers(
    given: Ground, of: Sequence[Hit], targets: tuple[Target, ...]
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """For each product the units that take each of its makers, where they can take it all."""
    place = {str(each): at for at, each in enumerate(targets)}
    takers: list[list[int]] = [[] for _ in range(len(given.supply))]
    for kind in dict.fromkeys(of):
        if kind is not Hit.PRODUCT:
            for pair, code in enumerate(maker_labels(given, kind).tolist()):
                takers[pair] += [place[f"{kind}:{code}"]] if code else []
    part = given.supply.parts().tolist()
    opens = np.searchsorted(given.supply.product, np.arange(len(given) + 1)).tolist()
    found = []
    for begin, end in pairwise(opens):
        pairs = [pair for pair in range(begin, end) if part[pair] > 0]
        taken = tuple(tuple(takers[pair]) for pair in pairs)
        whole = all(taken) and sum(part[pair] for pair in pairs) >= WHOLE
        found.append(taken if whole else ())
    return tuple(found)


def _inputs(
    given: Ground,
) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[tuple[int, ...], ...], ...]]:
    """Essential inputs, and groups of alternatives, of each product."""
    net = type(given.ready.net)(*(column.tolist() for column in given.ready.net))
    needs, groups = [], []
    for at in range(len(given)):
        edges = range(net.start[at], net.start[at + 1])
        vital = {ESSENTIAL} | ({OPTIONAL} if given.ready.optional_loss >= 1.0 else set())
        needs.append(tuple(net.source[edge] for edge in edges if net.slot[edge] in vital))
        slots = dict.fromkeys(net.slot[edge] for edge in edges if net.slot[edge] >= 0)
        groups.append(
            tuple(
                tuple(net.source[edge] for edge in edges if net.slot[edge] == slot)
                for slot in slots
            )
        )
    return tuple(needs), tuple(groups)


def _layers(given: Ground) -> tuple[tuple[tuple[int, ...], ...], tuple[bool, ...]]:
    """Products of each level, and whether they may feed each other."""
    level, wires = given.ready.net.level, given.wires
    within = level[wires.source] == level[wires.target]
    circles = set(level[wires.source[within]].tolist())
    every = range(int(level.max(initial=-1)) + 1)
    layers = tuple(tuple(np.flatnonzero(level == here).tolist()) for here in every)
    return layers, tuple(here in circles for here in every)
