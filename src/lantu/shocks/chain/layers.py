"""The inputs within reach of a blow, laid out so that all days of many tries are settled at once.

A product's stocks know only how short its inputs have been so far, so whole courses of days go
up the layers, inputs before users. Arrays have one row a product, input or group, then the
days, then one column a try: what is summed or compared along rows or days is so in one order,
however many tries stand beside each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains._kernels import ESSENTIAL, OPTIONAL, STILL
from lantu.chains.arrays import run_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from lantu.chains.arrays import Flags, Floats, Longs
    from lantu.chains.wiring import Wiring
    from lantu.shocks.chain._kernels import Course

    Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Many:
    """``D`` tries over ``T`` days; ``k`` products within reach, ``m`` inputs of the graph.

    Attributes:
        cap: What the blows leave of those that are hit, ``(s, T, D)``.
        level: ``y``, written layer by layer; last a product out of reach, ``(k + 1, T, D)``.
        short: Days' worth that each has been short before each day, alike; no row without stocks.
        stock: Days of every input that each product keeps, ``(k, D)``.
        relief: Part of any loss of it that something else makes good, ``(k, D)``.
        there: Which inputs are there, ``(m, D)``.
        quality: What an alternative counts, ``(m,)``.
        loss: ``κ``, ``(D,)``.
    """

    cap: Floats
    level: Floats
    short: Floats
    stock: Floats
    relief: Floats
    there: Flags
    quality: Floats
    loss: Floats

    @property
    def stocked(self) -> bool:
        """Whether anybody keeps any."""
        return bool(len(self.short))


@dataclass(frozen=True, slots=True)
class Inputs:
    """Inputs of one kind, those of a user together; products are rows of :class:`Many`.

    Attributes:
        wire: Their numbers.
        source: What is used.
        user: By what.
        opens: Where each user's inputs begin, or each group's.
        into: The user of each of those, as a row of its layer.
    """

    wire: Positions
    source: Positions
    user: Positions
    opens: Positions
    into: Positions


@dataclass(frozen=True, slots=True)
class Layer:
    """Products that fall together: none feeds another of them, unless they feed in circles.

    Attributes:
        products: Rows of its products.
        circling: Whether they may feed each other.
        capped: Rows of the layer that blows hit, and which row of the caps each has.
        essential: Their essential inputs.
        alternative: Their alternatives, group by group.
        optional: Their optional inputs.
    """

    products: Positions
    circling: bool
    capped: tuple[Positions, Positions]
    essential: Inputs
    alternative: Inputs
    optional: Inputs

    def settle(self, many: Many) -> None:
        """Bring the products down to what is left of them on every day."""
        while True:
            left = self._left(many)
            level = many.level[self.products]
            fallen = level - left > STILL
            many.level[self.products] = np.where(fallen, left, level)
            if many.stocked:
                many.short[self.products] = _before(1.0 - many.level[self.products])
            if not (self.circling and fallen.any()):
                return

    def _left(self, many: Many) -> Floats:
        """``min(cap, min_ess e_j, min_g max_{j∈g} q_j y_j, Π_opt (1 - κ(1 - e_j)))``."""
        left = np.ones((len(self.products), *many.level.shape[1:]))
        here, there = self.capped
        left[here] = many.cap[there]
        if len(self.essential.wire):
            least = np.minimum.reduceat(_arriving(self.essential, many), self.essential.opens)
            _lower(left, self.essential.into, least)
        if len(self.alternative.wire):
            np.minimum.at(left, self.alternative.into, self._best(many))
        if len(self.optional.wire):
            kept = 1.0 - many.loss * (1.0 - _arriving(self.optional, many))
            _lower(left, self.optional.into, np.multiply.reduceat(kept, self.optional.opens))
        return left + many.relief[self.products, None] * (1.0 - left)

    def _best(self, many: Many) -> Floats:
        """What the best alternative of each group gives; 1 where none is there to choose from."""
        inputs = self.alternative
        given = many.quality[inputs.wire, None, None] * many.level[inputs.source]
        chosen = np.where(many.there[inputs.wire, None], given, -1.0)
        best = np.maximum.reduceat(chosen, inputs.opens)
        best = np.where(best < 0.0, 1.0, best)
        if not many.stocked:
            return best
        return _topped(best, many.stock[self.products[inputs.into]], _before(1.0 - best))


def layers(wires: Wiring, way: Course, struck: Longs) -> tuple[Layer, ...]:
    """Everything within reach, inputs before users.

    Args:
        wires: The inputs.
        way: What is within reach.
        struck: Products that the caps have a row for, ascending.
    """
    row = np.full(wires.products, len(way.order), dtype=np.int64)
    row[np.sort(way.order)] = np.arange(len(way.order))
    return tuple(_layers(wires, way, row, struck))


def _layers(wires: Wiring, way: Course, row: Positions, struck: Longs) -> Iterator[Layer]:
    for at, (begin, end) in enumerate(zip(way.block[:-1], way.block[1:], strict=True)):
        products = np.sort(way.order[begin:end].astype(np.int64))
        of = np.concatenate([np.arange(wires.start[p], wires.start[p + 1]) for p in products])
        slot = wires.slot[of]
        reached = row[wires.source[of]] < len(way.order)
        hit = np.flatnonzero(np.isin(products, struck))
        yield Layer(
            products=row[products],
            circling=bool(way.circling[at]),
            capped=(hit, np.searchsorted(struck, products[hit])),
            essential=_inputs(wires, of[(slot == ESSENTIAL) & reached], products, row),
            alternative=_inputs(wires, of[slot >= 0], products, row),
            optional=_inputs(wires, of[(slot == OPTIONAL) & reached], products, row),
        )


def _inputs(wires: Wiring, wire: Positions, products: Positions, row: Positions) -> Inputs:
    opens = run_starts(wires.target[wire], wires.slot[wire])
    user = wires.target[wire]
    return Inputs(
        wire=wire,
        source=row[wires.source[wire]],
        user=row[user],
        opens=opens,
        into=np.searchsorted(products, user[opens]),
    )


def _arriving(inputs: Inputs, many: Many) -> Floats:
    """``e``: what reaches each user; 1 of an input that is not there."""
    e: Floats = many.level[inputs.source]
    if many.stocked:
        e = _topped(e, many.stock[inputs.user], many.short[inputs.source])
    return np.where(many.there[inputs.wire, None], e, 1.0)


def _topped(level: Floats, stock: Floats, short: Floats) -> Floats:
    """What stocks make of a level as long as they last."""
    topped: Floats = np.minimum(1.0, level + np.maximum(stock[:, None] - short, 0.0))
    return topped


def _before(lack: Floats) -> Floats:
    """``Σ_{s<t}`` of what is missing, ``(rows, T, D)``."""
    total = np.zeros_like(lack)
    np.cumsum(lack[:, :-1], axis=1, out=total[:, 1:])
    return total


def _lower(left: Floats, into: Positions, to: Floats) -> None:
    """Lower some rows, each named once."""
    left[into] = np.minimum(left[into], to)
