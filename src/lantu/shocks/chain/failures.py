"""What is lost when one thing fails, or two together.

Each failure is whole and lasts: stocks are used up, and loss is of a day, ``Σ_i v_i (1 - y_i)``,
what fails itself included. Of two, the synergy is what they cost together beyond what each
costs alone: above 0 where one stands in for the other, below where they take the same with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from lantu.chains import _kernels as chain_kernels
from lantu.chains.arrays import freeze
from lantu.chains.cascade import fresh_desk
from lantu.errors import CallerError
from lantu.model.frames import frame
from lantu.model.scenario import Hit
from lantu.shocks.chain import _pairs
from lantu.shocks.chain.compiling import compile_all, listed, on_threads
from lantu.shocks.chain.ground import Ground, ground
from lantu.shocks.chain.units import units_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl
    from numpy.typing import ArrayLike

    from lantu.chains.arrays import Floats, Ints
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.scenario import Target
    from lantu.shocks.chain._pairs import Units

TIED = 9
"""Decimals to which losses are compared: what differs further on differs by rounding."""

COMPILE_FROM = 30_000
"""Failures from which compiled kernels pay: loading them costs some seconds."""

ROUNDING = 1e-9
"""Losses differ where they differ by more, as a part of the greatest of one unit."""

ROWS = 256
"""First partners whose pairs are held at once."""

MOST_PAIRED = 20_000
"""Units of which all pairs are tried: twice as many take four times as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Some pairs of things that fail together, the worst first; ``k`` of them.

    Attributes:
        one: Positions of the first, ``(k,)``.
        other: Positions of the second, each after the first.
        loss: What both cost together, a day.
        synergy: What that is beyond what each costs alone.
    """

    one: Ints
    other: Ints
    loss: Floats
    synergy: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """What fails, alone and by two; ``u`` units.

    Attributes:
        ground: The graph, its region and the worth ``v`` of its products.
        targets: The units, ``u`` of them.
        loss: What each costs a day when it fails alone, ``(u,)``.
        worst: The pairs that cost most.
        binding: The pairs that cost most beyond what each costs alone, all above 0.
        pairs: How many pairs were tried: all of them, or none.
    """

    ground: Ground
    targets: tuple[Target, ...]
    loss: Floats
    worst: Pairs
    binding: Pairs
    pairs: int

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per unit: kind, code, loss a day."""
        kinds = [str(each.kind) for each in self.targets]
        return frame(
            {"kind": kinds, "code": [each.code for each in self.targets]}, {"loss": self.loss}
        )

    def pairs_to_polars(self) -> pl.DataFrame:
        """One row per pair told, worst first, then those of the greatest synergy."""
        told = (self.worst, self.binding)
        ones = [self.targets[at].code for each in told for at in each.one]
        others = [self.targets[at].code for each in told for at in each.other]
        return frame(
            {
                "one": ones,
                "other": others,
                "by": ["loss"] * len(self.worst.one) + ["synergy"] * len(self.binding.one),
            },
            {
                "loss": np.concatenate([each.loss for each in told]),
                "synergy": np.concatenate([each.synergy for each in told]),
            },
        )


def failures(
    graph: ChainGraph,
    *,
    region: int,
    of: Hit = Hit.PRODUCT,
    rules: Rules | None = None,
    weights: ArrayLike | None = None,
    pairs: bool = True,
    most: int = 20,
) -> Failures:
    """Let everything of one kind fail, alone and by two.

    Args:
        graph: The facts.
        region: GB/T 2260 code of the region that is looked at.
        of: What fails: every product, every ``firm`` of the region, every outside
            ``supplier``, every ``country`` of theirs, or every place (``region``) of the firms.
        rules: ``κ`` and the weights of the classes.
        weights: ``v``, what a day without each product costs; presence where left out.
        pairs: Whether all pairs are tried too.
        most: Pairs that are told, by loss and by synergy each.

    Raises:
        CallerError: Another kind, or more units than can be paired.
    """
    given = ground(graph, region, rules=rules, weights=weights)
    targets, units = units_of(given, of)
    many = len(targets)
    if pairs and many > MOST_PAIRED:
        raise CallerError(
            f"{many} x {many} pairs are too many; {MOST_PAIRED} can be paired",
            hint="ask with pairs=False, or of firms, suppliers, countries or places",
        )
    run = _Run(given, units, many * (many - 1) // 2 if pairs else many)
    alone = run.alone()
    rows = run.pairs() if pairs else iter(())
    worst, binding = _select(rows, alone, most)
    return Failures(
        ground=given,
        targets=targets,
        loss=alone,
        worst=worst,
        binding=binding,
        pairs=many * (many - 1) // 2 if pairs else 0,
    )


class _Kernel(NamedTuple):
    each: Callable[..., None]
    pairs: Callable[..., None]


def _plain() -> _Kernel:
    return _Kernel(_pairs.fail_each, _pairs.fail_pairs)


@cache
def _compiled() -> _Kernel:
    helpers = (*chain_kernels.HELPERS, *_pairs.HELPERS)
    return _Kernel(*compile_all(_plain(), helpers))


class _Run:
    """All failures of a graph, on threads where there are many."""

    def __init__(self, given: Ground, units: Units, failing: int) -> None:
        self._given, self._units = given, units
        self._many = len(units.start) - 1
        self._compiled = failing >= COMPILE_FROM
        self._kernel = _compiled() if self._compiled else _plain()

    def alone(self) -> Floats:
        alone = self._zeros(self._many)
        self._work(
            lambda turn, turns: self._kernel.each((turn, self._many, turns), *self._run(), alone)
        )
        return np.asarray(alone, dtype=np.float64)

    def pairs(self) -> Iterator[tuple[int, Floats]]:
        """Chunk after chunk: the first unit, and the loss of each pair, ``(rows, u)``."""
        for base in range(0, self._many, ROWS):
            end = min(base + ROWS, self._many)
            together = self._zeros(end - base, self._many)
            self._work(partial(self._pairs, base, end, together))
            yield base, np.asarray(together, dtype=np.float64)

    def _pairs(self, base: int, end: int, together: Any, turn: int, turns: int) -> None:
        n = len(self._given)
        first = self._native(np.zeros(n, dtype=np.int32))
        rooms = (first, self._zeros(n), together)
        self._kernel.pairs(base, (base + turn, end, turns), *self._run(), *rooms)

    def _run(self) -> tuple[Any, ...]:
        ready = self._given.ready
        records = (self._units, ready.net, fresh_desk(ready))
        told = (type(each)(*map(self._native, each)) for each in records)
        return (ready.optional_loss, *told, self._native(self._given.worth))

    def _work(self, work: Callable[[int, int], None]) -> None:
        if self._compiled:
            on_threads(work)
        else:
            work(0, 1)

    def _zeros(self, *shape: int) -> Any:
        return self._native(np.zeros(shape))

    def _native(self, column: Any) -> Any:
        return column if self._compiled else listed(column)


def _select(rows: Iterator[tuple[int, Floats]], alone: Floats, most: int) -> tuple[Pairs, Pairs]:
    """The pairs of the greatest loss, and those of the greatest synergy above rounding."""
    empty = np.zeros((0, 4))
    worst, binding = empty, empty
    floor = ROUNDING * float(alone.max(initial=0.0))
    for base, table in rows:
        one, other = np.triu_indices(len(table), base + 1, table.shape[1])
        loss = table[one, other]
        synergy = loss - alone[base + one] - alone[other]
        found = np.stack([base + one, other, loss, synergy], axis=1)
        worst = _top(np.concatenate([worst, _top(found[loss > floor], 2, most)]), 2, most)
        fresh = _top(found[synergy > floor], 3, most)
        binding = _top(np.concatenate([binding, fresh]), 3, most)
    return _pairs_of(worst), _pairs_of(binding)


def _top(found: Floats, column: int, most: int) -> Floats:
    """The greatest by a column, earlier pairs first among equals."""
    if len(found) > most:
        least = -np.partition(-found[:, column], most - 1)[most - 1] if most else np.inf
        found = found[found[:, column] >= least - 10.0**-TIED]
    order = np.lexsort((found[:, 1], found[:, 0], -np.round(found[:, column], TIED)))
    return found[order][:most]


def _pairs_of(found: Floats) -> Pairs:
    return Pairs(
        one=found[:, 0].astype(np.int32),
        other=found[:, 1].astype(np.int32),
        loss=np.ascontiguousarray(found[:, 2]),
        synergy=np.ascontiguousarray(found[:, 3]),
    )
