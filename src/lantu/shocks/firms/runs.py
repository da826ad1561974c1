"""Many cascades over one network, each processor on a desk of its own."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lantu.errors import CallerError
from lantu.shocks.firms._kernels import Desk
from lantu.shocks.firms.compiled import compiled, plain
from lantu.shocks.firms.orders import at_rest
from lantu.shocks.firms.webs import nowhere, upstream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from lantu.shocks.firms._kernels import Web
    from lantu.shocks.firms.blows import Shock
    from lantu.shocks.firms.compiled import Kernel
    from lantu.shocks.firms.webs import Webs

    Floats = NDArray[np.float64]

REST = 1e-12
"""Greatest move of a firm's output that counts as rest at the fixed point."""

MOST_STEPS = 100_000
"""Steps after which a cascade is given up; its residual then tells."""

ABREAST = 8
"""Shocks whose lost orders are solved for together."""

TURN = 64
"""Shocks that a worker takes at a time."""

INTERPRETED = 100_000
"""Ways times shocks up to which the kernel runs as plain Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """When a cascade counts as come to rest; with no criterion, at its fixed point.

    Attributes:
        move: No firm's output moves by more in a step: the authors' first criterion.
        growth: The index, by the first weights, grows by no more than this part in a step:
            their second.
        empty_market: What is taken to be left of a market where nothing is; the authors' code
            takes 1, in the unit of the amounts. 0: nobody stands in.
    """

    move: float | None = None
    growth: float | None = None
    empty_market: float = 0.0

    def __post_init__(self) -> None:
        """Refuse criteria that mean nothing.

        Raises:
            CallerError: Both criteria, or something negative or no finite number.
        """
        given = [n for n in (self.move, self.growth, self.empty_market) if n is not None]
        if not (np.isfinite(given).all() and min(given) >= 0) or (
            self.move is not None and self.growth is not None
        ):
            raise CallerError(f"{self} means nothing", hint="one criterion, a number from 0")


PUBLISHED = Stop(move=1e-2, empty_market=1.0)
"""As published: rest is a move of 10⁻² or less, which leaves out what spreads in small steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything that many cascades share.

    Attributes:
        webs: Ways along which losses pass.
        weights: ``(n, k)``.
        stop: When a cascade has come to rest.
        shocks: What falls, ``S`` of them.
        keep_firms: Whether to keep what each firm lost.
    """

    webs: Webs
    weights: Floats
    stop: Stop
    shocks: tuple[Shock, ...]
    keep_firms: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What is written down of each shock.

    Attributes:
        index: Of both lacks, of inputs, of orders; ``(S, 3, k)``.
        steps: ``(S,)``.
        residual: ``(S,)``.
        down: Part lost of each firm, ``(S, n)``; None unless kept.
        up: Likewise.
    """

    index: Floats
    steps: NDArray[np.int64]
    residual: Floats
    down: Floats | None
    up: Floats | None


def run_all(run: Run, progress: Callable[[float], None]) -> Found:
    """Every shock of a run; the same whatever the number of processors."""
    count, (firms, columns) = len(run.shocks), run.weights.shape
    kept = (count, firms)
    found = Found(
        index=np.zeros((count, 3, columns)),
        steps=np.zeros(count, dtype=np.int64),
        residual=np.zeros(count),
        down=np.zeros(kept) if run.keep_firms else None,
        up=np.zeros(kept) if run.keep_firms else None,
    )
    criterion = run.stop.move is not None or run.stop.growth is not None
    work = partial(_step_by_step if criterion else _to_rest, run, found)
    turns = [range(at, min(at + TURN, count)) for at in range(0, count, TURN)]
    with ThreadPoolExecutor(_processors()) as pool:
        for turn, _ in zip(turns, pool.map(work, turns), strict=True):
            progress(turn.stop / count)
    return found


def desk_of(web: Web) -> Desk:
    """An empty desk for a web."""
    firms, markets = len(web.size), len(web.member_start) - 1
    flags = [np.zeros(k, dtype=np.int8) for k in (firms, markets, firms, firms)]
    queue, reached = np.zeros(firms, dtype=np.int32), np.zeros(firms, dtype=np.int32)
    return Desk(
        floor=np.zeros(firms),
        lost=np.zeros(firms),
        passed=np.zeros(firms),
        loss=np.zeros(len(web.owner)),
        left=np.zeros(markets),
        moved=flags[0],
        stirred=flags[1],
        waits=flags[2],
        queue=queue,
        seen=flags[3],
        reached=reached,
    )


class _Cut(NamedTuple):
    """One shock run by the kernel; the last two are the desks' own, to be read at once."""

    at: int
    indices: Floats
    steps: int
    move: float
    down: Floats
    up: Floats


def _cut(run: Run, webs: tuple[Web, Web], stop: tuple[float, float], turn: range) -> Iterator[_Cut]:
    """Run the shocks of a turn by the kernel, desk by desk."""
    kernel, desks = _kernel(run), (desk_of(webs[0]), desk_of(webs[1]))
    before = np.zeros((3, run.weights.shape[1]))
    for at in turn:
        fell, index = run.shocks[at], np.zeros_like(before)
        *reached, steps, move = kernel.cascade(
            webs, desks, fell.firms, (fell.down, fell.up), run.stop.empty_market,
            (*stop, MOST_STEPS), run.weights, index, before,
        )  # fmt: skip
        yield _Cut(at, index, steps, move, desks[0].lost, desks[1].lost)
        for web, desk, count in zip(webs, desks, reached, strict=True):
            kernel.clear(web, desk, count)


def _step_by_step(run: Run, found: Found, turn: range) -> None:
    """Both ways at once, all firms a step at a time, until the published criterion is met."""
    growth = -1.0 if run.stop.growth is None else run.stop.growth
    stop = (run.stop.move or 0.0, growth)
    for cut in _cut(run, (run.webs.down, run.webs.up), stop, turn):
        found.index[cut.at] = cut.indices
        found.steps[cut.at], found.residual[cut.at] = cut.steps, cut.move
        if found.down is not None and found.up is not None:
            found.down[cut.at], found.up[cut.at] = cut.down, cut.up


def _to_rest(run: Run, found: Found, turn: range) -> None:
    """Each way to its fixed point; they never meet before the end."""
    webs, stop = (run.webs.down, nowhere(run.webs.up)), (REST, -1.0)
    ways = upstream(run.webs.up)
    for first in range(turn.start, turn.stop, ABREAST):
        some = range(first, min(first + ABREAST, turn.stop))
        psi = np.zeros((len(run.weights), len(some)))
        for k, at in enumerate(some):
            psi[run.shocks[at].firms, k] = run.shocks[at].up
        lost, steps, moves = at_rest(ways, psi, REST, MOST_STEPS)
        for k, cut in enumerate(_cut(run, webs, stop, some)):
            up = lost[:, k]
            sides = np.stack([np.maximum(cut.down, up), cut.down, up])
            found.index[cut.at] = sides @ run.weights
            found.steps[cut.at] = max(cut.steps, steps)
            found.residual[cut.at] = max(cut.move, moves[k])
            if found.down is not None and found.up is not None:
                found.down[cut.at], found.up[cut.at] = cut.down, up


def _kernel(run: Run) -> Kernel:
    """Compiled where there is much to do; numba takes seconds to load."""
    work = len(run.shocks) * (len(run.webs.down.slot) + len(run.webs.up.slot))
    return compiled() if work > INTERPRETED else plain()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
