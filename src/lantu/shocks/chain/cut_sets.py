"""Minimal cut sets: the fewest things whose failure together stops a final product.

``K`` stops ``i`` and no part of ``K`` does. ``cuts(s ∨ t) = min(cuts(s) ∪ cuts(t))``,
``cuts(s ∧ t) = min{a ∪ b}``: from the inputs up, and around circles until nothing moves, after
Fussell, J. B. & Vesely, W. E. (1972), A new methodology for obtaining cut sets for fault trees,
*Transactions of the American Nuclear Society* 15, 262-263.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lantu.errors import CallerError
from lantu.model.frames import frame
from lantu.model.scenario import Hit
from lantu.shocks.chain.ground import Ground, ground
from lantu.shocks.chain.stopping import stopping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import polars as pl

    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.scenario import Target

LARGEST = 6
"""Things in a set: of each one found, every part is looked up, ``2^6`` of them."""

MOST = 10_000
"""Sets kept of one product; where there are more, only smaller ones are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCuts:
    """The minimal cut sets of one product.

    Attributes:
        product: Its position.
        sets: Positions of units, ascending, in each set; the smallest sets first.
        size: Every minimal cut set of up to so many units is told.
        complete: Whether it is certain that there is no greater one.
    """

    product: int
    sets: tuple[tuple[int, ...], ...]
    size: int
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSets:
    """Minimal cut sets of some products.

    Attributes:
        ground: The graph, its region and rules.
        targets: The units that may fail.
        cuts: Those of each product, by position.
    """

    ground: Ground
    targets: tuple[Target, ...]
    cuts: tuple[ProductCuts, ...]

    def of(self, product: str) -> tuple[tuple[Target, ...], ...]:
        """The sets of a product, the smallest first.

        Raises:
            CallerError: There is no such product, or it was not asked of.
        """
        at = self.ground.graph.products.ids.at(product)
        found = next((each for each in self.cuts if each.product == at), None)
        if found is None:
            raise CallerError(f"{product} was not asked of", hint="name it in products")
        return tuple(tuple(self.targets[unit] for unit in one) for one in found.sets)

    def to_polars(self) -> pl.DataFrame:
        """One row per set: product, size, the units as ``kind:code`` with `` + `` between."""
        labels = self.ground.graph.products.ids.labels
        told = [(each.product, one) for each in self.cuts for one in each.sets]
        units = [" + ".join(str(self.targets[unit]) for unit in one) for _, one in told]
        size = np.array([len(one) for _, one in told], dtype=np.int64)
        return frame({"product": [labels[at] for at, _ in told], "units": units}, {"size": size})


def cut_sets(
    graph: ChainGraph,
    *,
    region: int,
    of: Sequence[Hit] = (Hit.PRODUCT,),
    products: Sequence[str] | None = None,
    rules: Rules | None = None,
    size: int = 3,
) -> CutSets:
    """Find the minimal cut sets of final products.

    Each failure is whole and lasts: stocks are used up. A product stops where it fails itself,
    all its makers do, an essential input stops, or every alternative of a group; one that has
    suppliers whom nobody names does not stop by its makers.

    Args:
        graph: The facts.
        region: GB/T 2260 code of the region that is looked at.
        of: What fails: products, or makers by ``firm``, ``supplier``, ``country``, ``region``.
        products: Of which; those that no other product uses where left out.
        rules: ``κ`` and the weights of the classes.
        size: Units in a set at most, up to 6.

    Raises:
        CallerError: A size that is none, an unknown product, a kind of which there is no list.
    """
    if not 1 <= size <= LARGEST:
        raise CallerError(f"sets of {size}", hint=f"from 1 to {LARGEST} units in a set")
    return cuts_of(ground(graph, region, rules=rules), of, asked(graph, products), size)


def asked(graph: ChainGraph, products: Sequence[str] | None) -> tuple[int, ...] | None:
    """Positions of products by code; None for the final ones.

    Raises:
        CallerError: There is no such product.
    """
    return None if products is None else tuple(map(graph.products.ids.at, products))


def cuts_of(
    given: Ground, of: Sequence[Hit], products: Sequence[int] | None = None, size: int = 3
) -> CutSets:
    """Find the minimal cut sets in a graph that is ready; see :func:`cut_sets`."""
    stops = stopping(given, of)
    wanted = given.final.nonzero()[0].tolist() if products is None else sorted(set(products))
    found = stops.solve(_Families(size), chain.from_iterable(map(stops.upstream, wanted)))
    return CutSets(
        ground=given,
        targets=stops.targets,
        cuts=tuple(_told(at, found[at]) for at in wanted),
    )


def _told(product: int, family: _Family) -> ProductCuts:
    sets = [_members(mask) for mask in chain(_bits(family.ones), family.more)]
    return ProductCuts(
        product=product,
        sets=tuple(sorted(sets, key=lambda one: (len(one), one))),
        size=family.size,
        complete=family.complete,
    )


class _Family(NamedTuple):
    """Minimal sets of units, each a number whose bits are its members.

    Attributes:
        ones: Units that are sets of their own, in one number.
        more: Greater sets, none of which holds another or one of ``ones``.
        size: Up to which all are told.
        complete: Whether it is certain that there is no greater one.
    """

    ones: int
    more: frozenset[int]
    size: int
    complete: bool


class _Families:
    """Sets of units as what the fixed point is solved over.

    Of sets up to some size, only those up to that size of what they are made from matter: what
    is told up to ``size`` is exact.
    """

    def __init__(self, size: int) -> None:
        self._size = size

    def never(self) -> _Family:
        return _Family(0, frozenset(), self._size, complete=True)

    def unit(self, at: int) -> _Family:
        return _Family(1 << at, frozenset(), self._size, complete=True)

    def any_of(self, parts: Sequence[_Family]) -> _Family:
        if not parts:
            return self.never()
        ones = reduce(int.__or__, (each.ones for each in parts))
        more = chain.from_iterable(each.more for each in parts)
        return _least(ones, more, _size(parts), complete=all(each.complete for each in parts))

    def all_of(self, parts: Sequence[_Family]) -> _Family:
        return reduce(_both, parts)


def _size(parts: Iterable[_Family]) -> int:
    return min(each.size for each in parts)


def _both(one: _Family, other: _Family) -> _Family:
    """Unions of a set of each."""
    size = _size((one, other))
    while size > 1 and _many(one) * _many(other) > MOST * LARGEST:
        size -= 1
        one, other = _cut_down(one, size), _cut_down(other, size)
    shared = one.ones & other.ones
    left, right = ([*_bits(each.ones & ~shared), *each.more] for each in (one, other))
    if size == 1:
        complete = one.complete and other.complete and not (left and right)
        return _Family(shared, frozenset(), size, complete)
    unions = {a | b for a in left for b in right}
    return _least(shared, unions, size, complete=one.complete and other.complete)


def _least(ones: int, sets: Iterable[int], size: int, *, complete: bool) -> _Family:
    """The minimal ones among some sets, as many as may be kept."""
    kept: set[int] = set()
    for mask in sorted({mask for mask in sets if not mask & ones}, key=int.bit_count):
        great = mask.bit_count() > size
        if great and not complete:
            break
        if not any(part in kept for part in _parts(mask)):
            complete = complete and not great
            kept |= set() if great else {mask}
    family = _Family(ones, frozenset(kept), size, complete)
    while _many(family) > MOST and family.size > 1:
        family = _cut_down(family, family.size - 1)
    return family


def _cut_down(family: _Family, size: int) -> _Family:
    kept = frozenset(mask for mask in family.more if mask.bit_count() <= size)
    complete = family.complete and len(kept) == len(family.more)
    return _Family(family.ones, kept, min(size, family.size), complete)


def _many(family: _Family) -> int:
    return family.ones.bit_count() + len(family.more)


def _parts(mask: int) -> Iterator[int]:
    """Every part of a set but itself and the empty one."""
    part = (mask - 1) & mask
    while part:
        yield part
        part = (part - 1) & mask


def _bits(mask: int) -> Iterator[int]:
    """Each member of a set as a set."""
    while mask:
        low = mask & -mask
        yield low
        mask ^= low


def _members(mask: int) -> tuple[int, ...]:
    return tuple(bit.bit_length() - 1 for bit in _bits(mask))
