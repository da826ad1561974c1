"""Every try of a batch, in order, and cut into the chunks that are handed out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.shocks.sensitivity.effects import morris_points
from lantu.shocks.sensitivity.points import drawn_points
from lantu.shocks.sensitivity.variance import sobol_points
from lantu.workbench.batches.requests import Sensitivity
from lantu.workbench.batches.trials import Lot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from lantu.model.scenario import Scenario
    from lantu.workbench.batches.requests import BatchRequest
    from lantu.workbench.batches.trials import Floats

EVIDENCE = "evidence"
"""The factor that doubtful evidence is: its random stream takes the place of a rank."""

MOST_TRIES = 256
"""Of a chunk: enough that handing it out costs little beside."""

CHUNKS = 128
"""A batch has as many at least, where it has as many tries: progress shows, workers share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How one scenario is tried: ``n`` times, with ``d`` unknowns.

    Attributes:
        scenario: What is tried.
        sensitivity: What the tries are laid out for, if not for bands.
        factors: Places of what is not known, evidence last where it counts as a factor.
        ranks: Of the unknowns, ``(n, d)``.
        streams: Number of the random stream of each try, ``(n,)``.
        sets: Independent sets of points that the tries come in.
    """

    scenario: Scenario
    sensitivity: Sensitivity | None
    factors: tuple[str, ...]
    ranks: Floats
    streams: NDArray[np.int64]
    sets: int

    def __len__(self) -> int:
        return len(self.ranks)

    @property
    def block(self) -> int:
        """Tries that say something only together: those of one base point, or of one path."""
        if self.sensitivity is Sensitivity.SOBOL:
            return len(self.factors) + 2
        return len(self.factors) + 1 if self.sensitivity is Sensitivity.MORRIS else 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive tries of one scenario.

    Attributes:
        scenario: With its unknowns.
        ranks: ``(k, d)``.
        streams: ``(k,)``.
    """

    scenario: Scenario
    ranks: Floats
    streams: NDArray[np.int64]

    def settled(self) -> list[tuple[Scenario, Lot]]:
        """Every try with all numbers known."""
        seed = self.scenario.seed
        return [
            (self.scenario.settled([float(u) for u in row]), Lot(seed, int(number)))
            for row, number in zip(self.ranks, self.streams, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a worker is handed at once; the same whoever works.

    Attributes:
        number: From 0.
        pieces: One or more.
    """

    number: int
    pieces: tuple[Piece, ...]


def plan(scenario: Scenario, request: BatchRequest) -> Plan:
    """How a scenario is tried.

    Raises:
        CallerError: One draw of what is not known; or a sensitivity without an unknown.
    """
    draws = scenario.draws if request.draws is None else request.draws
    if request.sensitivity is Sensitivity.SOBOL:
        return _by_variance(scenario, draws)
    if request.sensitivity is Sensitivity.MORRIS:
        return _by_effects(scenario, draws)
    unknowns = len(scenario.unknowns)
    if not unknowns and not scenario.doubt:
        return _plan(scenario, None, np.zeros((1, 0)), np.zeros(1), sets=1)
    laid = drawn_points(request.design, unknowns, draws, scenario.seed)
    return _plan(scenario, None, laid.ranks, np.arange(len(laid)), sets=laid.sets)


def _by_variance(scenario: Scenario, draws: int) -> Plan:
    """``A_j`` is tried with stream ``j``, ``B_j`` with ``n + j``; evidence swaps the streams."""
    _refuse_certain(scenario, doubted=scenario.doubt)
    laid = sobol_points(len(scenario.unknowns), draws, scenario.seed)
    if scenario.doubt:
        laid = np.concatenate([laid, laid[:, :1]], axis=1)
    rows, block, unknowns = laid.shape
    streams = np.repeat(np.arange(rows)[:, None], block, axis=1)
    streams[:, 1] += rows
    if scenario.doubt:
        streams[:, -1] += rows
    ranks = laid.reshape(-1, unknowns)
    return _plan(scenario, Sensitivity.SOBOL, ranks, streams.ravel(), sets=len(ranks))


def _by_effects(scenario: Scenario, draws: int) -> Plan:
    """All of a path with one stream, so that evidence moves no effect."""
    _refuse_certain(scenario, doubted=False)
    laid = morris_points(len(scenario.unknowns), draws, scenario.seed)
    paths, block, unknowns = laid.shape
    streams = np.repeat(np.arange(paths), block)
    ranks = laid.reshape(-1, unknowns)
    return _plan(scenario, Sensitivity.MORRIS, ranks, streams, sets=paths)


def _plan(
    scenario: Scenario,
    sensitivity: Sensitivity | None,
    ranks: Floats,
    streams: NDArray[np.generic],
    *,
    sets: int,
) -> Plan:
    places = tuple(each.place for each in scenario.unknowns)
    doubted = scenario.doubt and sensitivity is not Sensitivity.MORRIS
    return Plan(
        scenario=scenario,
        sensitivity=sensitivity,
        factors=(*places, EVIDENCE) if doubted else places,
        ranks=ranks,
        streams=streams.astype(np.int64),
        sets=sets,
    )


def _refuse_certain(scenario: Scenario, *, doubted: bool) -> None:
    if not scenario.unknowns and not doubted:
        raise CallerError(
            f"scenario {scenario.code} has no unknown, so that nothing of it can matter more",
            hint="give one of its numbers a spread, such as {low = 0.3, high = 0.9}",
        )


@dataclass(frozen=True, slots=True)
class Chunks:
    """All tries of several plans, one after the other, cut into chunks.

    Attributes:
        plans: One a scenario.
        together: How many tries the engine likes to be handed at once.
    """

    plans: tuple[Plan, ...]
    together: int = 1

    @property
    def size(self) -> int:
        """Tries of a chunk; the batch alone decides, not who works."""
        return min(max(self.tries // CHUNKS, self.together), MOST_TRIES)

    @property
    def tries(self) -> int:
        """Of all plans."""
        return sum(len(each) for each in self.plans)

    def __len__(self) -> int:
        return (self.tries + self.size - 1) // self.size

    def length(self, number: int) -> int:
        """Tries of a chunk: the last may have fewer."""
        return min(self.size, self.tries - number * self.size)

    def make(self, numbers: Sequence[int]) -> Iterator[Chunk]:
        """The chunks of these numbers, when their turn comes."""
        starts = np.cumsum([0, *(len(each) for each in self.plans)]).tolist()
        return (Chunk(each, tuple(self._pieces(each, starts))) for each in numbers)

    def _pieces(self, number: int, starts: list[int]) -> Iterator[Piece]:
        first = number * self.size
        last = first + self.length(number)
        at = bisect_right(starts, first) - 1
        while at < len(self.plans) and starts[at] < last:
            some = slice(max(first - starts[at], 0), last - starts[at])
            each = self.plans[at]
            yield Piece(each.scenario, each.ranks[some], each.streams[some])
            at += 1
