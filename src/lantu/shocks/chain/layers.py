"""The inputs within reach of a blow, laid out so that many tries are settled at once.

Arrays have one row a product, input or group and one column a try: what is summed or compared
along the rows is so in one order, however many tries stand beside each other.
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

    from lantu.chains.arrays import Flags, Floats
    from lantu.chains.wiring import Wiring
    from lantu.shocks.chain._kernels import Course

    Positions = NDArray[np.int64]


@dataclass(slots=True)
class Many:
    """``D`` tries under way; ``n`` products, ``G`` groups, ``m`` inputs.

    Attributes:
        cap: What the blows leave, ``(n, D)``.
        level: ``y``, ``(n, D)``.
        short: Days' worth that each product has been short so far, ``(n, D)``.
        group_short: The same of each alternative group, ``(G, D)``.
        stock: Days of every input that each product keeps, ``(n, D)``.
        relief: Part of any loss of it that something else makes good, ``(n, D)``.
        there: Which inputs are there, ``(m, D)``.
        quality: What an alternative counts, ``(m, 1)``.
        loss: ``κ``, ``(D,)``.
    """

    cap: Floats
    level: Floats
    short: Floats
    group_short: Floats
    stock: Floats
    relief: Floats
    there: Flags
    quality: Floats
    loss: Floats


@dataclass(frozen=True, slots=True)
class Inputs:
    """Inputs of one kind, those of a user together.

    Attributes:
        wire: Their numbers.
        source: What is used.
        user: By what.
        opens: Where each user's inputs begin, or each group's.
        into: The user of each of those, as a row of its layer.
        group: The groups, where they are alternatives.
    """

    wire: Positions
    source: Positions
    user: Positions
    opens: Positions
    into: Positions
    group: Positions


@dataclass(frozen=True, slots=True)
class Layer:
    """Products that fall together: none feeds another of them, unless they feed in circles."""

    products: Positions
    circling: bool
    essential: Inputs
    alternative: Inputs
    optional: Inputs

    def settle(self, many: Many) -> None:
        """Bring the products down to what is left of them on this day."""
        while True:
            left = self._left(many)
            level = many.level[self.products]
            fallen = level - left > STILL
            many.level[self.products] = np.where(fallen, left, level)
            if not (self.circling and fallen.any()):
                return

    def _left(self, many: Many) -> Floats:
        """``min(cap, min_ess e_j, min_g max_{j∈g} q_j y_j, Π_opt (1 - κ(1 - e_j)))``."""
        left: Floats = many.cap[self.products]  # a copy
        if len(self.essential.wire):
            least = np.minimum.reduceat(_arriving(self.essential, many), self.essential.opens)
            _lower(left, self.essential.into, least)
        if len(self.alternative.wire):
            stock = many.stock[self.products[self.alternative.into]]
            best, short = best_of(self.alternative, many), many.group_short[self.alternative.group]
            np.minimum.at(left, self.alternative.into, _topped(best, stock, short))
        if len(self.optional.wire):
            kept = 1.0 - many.loss * (1.0 - _arriving(self.optional, many))
            _lower(left, self.optional.into, np.multiply.reduceat(kept, self.optional.opens))
        return left + many.relief[self.products] * (1.0 - left)


def layers(wires: Wiring, way: Course) -> tuple[Layer, ...]:
    """Everything within reach, inputs before users."""
    return tuple(_layers(wires, way))


def _layers(wires: Wiring, way: Course) -> Iterator[Layer]:
    for at, (begin, end) in enumerate(zip(way.block[:-1], way.block[1:], strict=True)):
        products = np.sort(way.order[begin:end].astype(np.int64))
        of = np.concatenate([np.arange(wires.start[p], wires.start[p + 1]) for p in products])
        slot = wires.slot[of]
        yield Layer(
            products=products,
            circling=bool(way.circling[at]),
            essential=_inputs(wires, of[slot == ESSENTIAL], products),
            alternative=_inputs(wires, of[slot >= 0], products),
            optional=_inputs(wires, of[slot == OPTIONAL], products),
        )


def _inputs(wires: Wiring, wire: Positions, products: Positions) -> Inputs:
    opens = run_starts(wires.target[wire], wires.slot[wire])
    user = wires.target[wire].astype(np.int64)
    return Inputs(
        wire=wire,
        source=wires.source[wire].astype(np.int64),
        user=user,
        opens=opens,
        into=np.searchsorted(products, user[opens]),
        group=wires.slot[wire[opens]].astype(np.int64),
    )


def best_of(inputs: Inputs, many: Many) -> Floats:
    """What the best alternative of each group gives; 1 where none is there to choose from."""
    there = many.there[inputs.wire]
    given = many.quality[inputs.wire] * many.level[inputs.source]
    best: Floats = np.maximum.reduceat(np.where(there, given, -1.0), inputs.opens)
    return np.where(best < 0.0, 1.0, best)


def _arriving(inputs: Inputs, many: Many) -> Floats:
    """``e``: what reaches each user; 1 of an input that is not there."""
    level = many.level[inputs.source]
    e = _topped(level, many.stock[inputs.user], many.short[inputs.source])
    return np.where(many.there[inputs.wire], e, 1.0)


def _topped(level: Floats, stock: Floats, short: Floats) -> Floats:
    """What stocks make of a level as long as they last."""
    topped: Floats = np.minimum(1.0, level + np.maximum(stock - short, 0.0))
    return topped


def _lower(left: Floats, into: Positions, to: Floats) -> None:
    """Lower some rows, each named once."""
    left[into] = np.minimum(left[into], to)
