"""What a batch found: every draw, bands, means and how far off they may be, what matters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from lantu.errors import InternalError
from lantu.model.frames import frame
from lantu.shocks.sensitivity.effects import ElementaryEffects, elementary_effects
from lantu.shocks.sensitivity.streams import Use, stream
from lantu.shocks.sensitivity.summaries import Summary, summary
from lantu.shocks.sensitivity.variance import SobolIndices, sobol_indices, still
from lantu.workbench.batches.lines import Fault, unpacked
from lantu.workbench.batches.requests import Sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray

    from lantu.workbench.batches.plans import Chunks, Plan
    from lantu.workbench.batches.trials import Floats, Record

    Bools = NDArray[np.bool_]

Matter: TypeAlias = SobolIndices | ElementaryEffects
"""What a sensitivity says of one outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A try that an engine gave up.

    Attributes:
        scenario: Code of the scenario.
        draw: Which of its tries, from 0.
        said: What the engine said.
    """

    scenario: str
    draw: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of one scenario; ``m`` of ``n`` tries went well.

    Attributes:
        plan: How it was tried.
        good: Which tries went well, ``(n,)``.
        failures: The others.
        values: Each outcome of those, ``(m,)``, or ``(m, T)`` of a series.
        summaries: Mean and bands of each outcome; none of a single try, nor of paths.
        matters: What a sensitivity says of each outcome that is a number and moves.
        still: Outcomes that never move, so that nothing matters to them.
    """

    plan: Plan
    good: Bools
    failures: tuple[Failure, ...]
    values: Mapping[str, Floats]
    summaries: Mapping[str, Summary]
    matters: Mapping[str, Matter]
    still: tuple[str, ...]

    @property
    def code(self) -> str:
        """Code of the scenario."""
        return self.plan.scenario.code

    def to_polars(self) -> pl.DataFrame:
        """One row a try that went well: its number, its ranks, and every outcome but series."""
        numbers = {"draw": np.flatnonzero(self.good)}
        ranks = dict(zip(self.plan.factors, self.plan.ranks[self.good].T, strict=False))
        flat = {name: each for name, each in self.values.items() if each.ndim == 1}
        return frame({"scenario": [self.code] * int(self.good.sum())}, numbers | ranks | flat)

    def record(self, *, draws: bool = True) -> dict[str, Any]:
        """As JSON values; every draw among them, unless left out."""
        values = {name: each.tolist() for name, each in self.values.items()}
        return {
            "scenario": self.code,
            "tries": len(self.plan),
            "sets": self.plan.sets,
            "factors": list(self.plan.factors),
            "failures": [{"draw": each.draw, "said": each.said} for each in self.failures],
            "values": values if draws or len(self.plan) == 1 else {},
            "summaries": {name: _jsonable(each) for name, each in self.summaries.items()},
            "matters": {name: _jsonable(each) for name, each in self.matters.items()},
            "still": list(self.still),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """What a batch found.

    Attributes:
        tried: One a scenario, as asked.
        resumed: Chunks that a checkpoint had already; no part of what was found.
        dropped: Lines of the checkpoint that a kill had cut short, tried again; likewise.
    """

    tried: tuple[Tried, ...]
    resumed: int = 0
    dropped: int = 0

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Tries that engines gave up, of all scenarios."""
        return tuple(each for tried in self.tried for each in tried.failures)

    def record(self, *, draws: bool = True) -> dict[str, Any]:
        """As JSON values, every digit kept; the same however it came about.

        Args:
            draws: With every draw, and not only what they say together.
        """
        return {"scenarios": [each.record(draws=draws) for each in self.tried]}

    def data(self) -> bytes:
        """:meth:`record` as a file of JSON; equal batches give equal bytes."""
        return json.dumps(
            self.record(), ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True
        ).encode()

    def write(self, path: Path) -> None:
        """Write :meth:`data` whole or not at all.

        Raises:
            PlaceError: The place cannot be written.
        """
        from lantu.facts.writing import whole_file  # noqa: PLC0415 - the facts are heavy

        whole_file(self.data(), path)


def _jsonable(record: Summary | Matter) -> dict[str, Any]:
    told = {name: getattr(record, name) for name in record.__slots__}
    return {k: v.tolist() if isinstance(v, np.ndarray) else v for k, v in told.items()}


def batch_result(
    chunks: Chunks, done: Mapping[int, str], *, resumed: int, dropped: int
) -> BatchResult:
    """Add up what all chunks found, in the order in which they were planned."""
    tries = _tries(chunks, done)
    tried = tuple(_tried(each, [next(tries) for _ in range(len(each))]) for each in chunks.plans)
    return BatchResult(tried=tried, resumed=resumed, dropped=dropped)


def _tries(chunks: Chunks, done: Mapping[int, str]) -> Iterator[Record | Fault]:
    for number in range(len(chunks)):
        yield from unpacked(done[number])[1]


def _tried(plan: Plan, tries: list[Record | Fault]) -> Tried:
    good = np.array([not isinstance(each, Fault) for each in tries])
    values = _stacked(plan, [each for each in tries if not isinstance(each, Fault)])
    moving = {name: y for name, y in values.items() if y.ndim == 1 and len(y) and not still(y)}
    return Tried(
        plan=plan,
        good=good,
        failures=tuple(
            Failure(scenario=plan.scenario.code, draw=draw, said=each.said)
            for draw, each in enumerate(tries)
            if isinstance(each, Fault)
        ),
        values=values,
        summaries=_summaries(plan, good, values),
        matters=_matters(plan, good, moving),
        still=tuple(name for name, y in values.items() if y.ndim == 1 and name not in moving),
    )


def _stacked(plan: Plan, records: list[Record]) -> dict[str, Floats]:
    """Every outcome, one row a try.

    Raises:
        InternalError: Tries of one scenario have different outcomes.
    """
    shapes = [{name: np.shape(value) for name, value in each.items()} for each in records]
    if any(each != shapes[0] for each in shapes):
        raise InternalError(f"tries of scenario {plan.scenario.code} differ in their outcomes")
    names = shapes[0] if shapes else ()
    return {name: np.array([each[name] for each in records]) for name in names}


def _summaries(plan: Plan, good: Bools, values: Mapping[str, Floats]) -> dict[str, Summary]:
    """Of the tries that stand for chance: of Sobol' points ``A`` and ``B``, of paths none.

    Where a try failed, its set is no longer of the size of the others: every draw then counts
    as one, which makes the error of an even design wider, not narrower.
    """
    chance = np.ones(len(plan), dtype=bool)
    if plan.sensitivity is not None:
        chance = np.arange(len(plan)) % plan.block < 2  # noqa: PLR2004 - A and B come first
    if plan.sensitivity is Sensitivity.MORRIS or (chance & good).sum() < 2:  # noqa: PLR2004 - one has no spread
        return {}
    whole = plan.sensitivity is None and bool(good.all())
    rows = chance[good]
    return {name: summary(y[rows], sets=plan.sets if whole else None) for name, y in values.items()}


def _matters(plan: Plan, good: Bools, moving: Mapping[str, Floats]) -> dict[str, Matter]:
    """Of base points and paths all of whose tries went well."""
    if plan.sensitivity is None:
        return {}
    whole: Bools = np.asarray(good.reshape(-1, plan.block).all(axis=1))
    if whole.sum() < 2:  # noqa: PLR2004 - one has no variance
        return {}
    found = {}
    for name, y in moving.items():
        all_of_them = np.zeros(len(plan))
        all_of_them[good] = y
        table = all_of_them.reshape(-1, plan.block)[whole]
        if not still(table):
            found[name] = _matter(plan, table, whole)
    return found


def _matter(plan: Plan, table: Floats, whole: Bools) -> Matter:
    if plan.sensitivity is Sensitivity.SOBOL:
        rng = stream(plan.scenario.seed, 0, Use.RESAMPLES)
        return sobol_indices(plan.factors, table, rng)
    paths = plan.ranks.reshape(-1, plan.block, plan.ranks.shape[1])[whole]
    return elementary_effects(plan.factors, paths, table)
