"""Stochastic multicriteria acceptability analysis (SMAA).

Lahdelma, R. & Salminen, P. (2001), SMAA-2: Stochastic multicriteria acceptability analysis
for group decision making, *Operations Research* 49(3), 444-454.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from lantu.errors import CallerError
from lantu.ranking import _kernels
from lantu.ranking.weights import draw_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from lantu.model.axis import Axis
    from lantu.ranking.decision_table import DecisionTable, Utilities
    from lantu.ranking.weights import WeightPrior

    Figures: TypeAlias = NDArray[np.float64]
    Ranks: TypeAlias = NDArray[np.int64]
    Narrow: TypeAlias = NDArray[np.unsignedinteger[Any]]

DEEPEST = 1000
"""Ranks whose shares are kept where nobody asks for more: a square of 1000 weighs 8 MB."""
CENTRAL = 0.9
"""Share of the draws that the central interval of ranks holds."""
_CHUNK = 2**18
"""Scores held at once: 2 MB, which stays in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptability:
    """How often each alternative takes each rank. Ranks count from 1.

    Alternatives with equal scores in a draw share their ranks: of two at the top each is
    counted half at rank 1 and half at rank 2.

    Attributes:
        alternatives: Labels of the n alternatives, sorted.
        criteria: Keys of the m criteria.
        draws: Number d of draws.
        shares: b_i^r, share of draws in which i has rank r, n × R. R is n or what was asked.
        expected: Expected rank, Σ_r r·b_i^r over all ranks, n.
        low: Better end of the central interval of ranks, n.
        high: Worse end of the central interval of ranks, n.
        best: Best rank in any draw, n.
        worst: Worst rank in any draw, n.
        central_weights: Mean of the weights with which i is first, n × m; zeros where never.
        mean_weights: Mean of all weights drawn, m.
        places: Rank in every draw, the better end of shared ones, n × d.
    """

    alternatives: Axis
    criteria: tuple[str, ...]
    draws: int
    shares: Figures
    expected: Figures
    low: Ranks
    high: Ranks
    best: Ranks
    worst: Ranks
    central_weights: Figures
    mean_weights: Figures
    places: Narrow

    @property
    def first(self) -> Figures:
        """b_i^1, share of draws in which i is first, n."""
        return self.shares[:, 0]

    def beats(self, one: str, other: str) -> float:
        """Share of draws in which ``one`` ranks before ``other``; a tie counts half.

        Raises:
            CallerError: There is no such alternative.
        """
        a, b = self.alternatives.at(one), self.alternatives.at(other)
        return float(self.beats_at(a, np.array([b]))[0])

    def beats_at(self, one: int, others: NDArray[np.int64]) -> Figures:
        """Share of draws in which position ``one`` ranks before each of ``others``."""
        won = _kernels.wins(self.places[one], self.places[others])
        return won / (2 * self.draws)

    def pairwise(self) -> Figures:
        """p_ij, share of draws in which i ranks before j, n × n; p_ij + p_ji = 1, p_ii = ½."""
        n = len(self.alternatives)
        won = np.full((n, n), self.draws)
        for i in range(n - 1):
            won[i, i + 1 :] = _kernels.wins(self.places[i], self.places[i + 1 :])
            won[i + 1 :, i] = 2 * self.draws - won[i, i + 1 :]
        return won / (2 * self.draws)


def smaa(
    table: DecisionTable,
    *,
    weights: WeightPrior,
    draws: int,
    rng: np.random.Generator,
    depth: int | None = None,
    central: float = CENTRAL,
) -> Acceptability:
    """How often each alternative takes each rank, when weights and performances are in doubt.

    s_i = Σ_k w_k·u_ik;  b_i^r = P(rank_i = r) over w from the prior and u_ik uniform between
    its bounds, independent of all others.

    The draws of an interval belong to its alternative's label and criterion: neither the
    order nor the number of other alternatives changes them. Scores nearer than 1e-12 are
    equal.

    Args:
        table: What is ranked.
        weights: What is believed about the weights.
        draws: How many draws; a share is good to ±1/√draws or better.
        rng: Where all randomness comes from.
        depth: Ranks whose shares are kept; None for all, at most 1000.
        central: Share of the draws in the central interval.

    Raises:
        CallerError: ``draws``, ``depth`` or ``central`` out of range, a prior that does not
            fit the table, or more alternatives than can be sorted.
    """
    _check(table, depth, central)
    root = rng.bytes(16)
    drawn = draw_weights(table, weights, draws, rng)
    tally = _Tally.empty(table, draws)
    for start, scores in _scores(table, drawn, root):
        tally.add(start, drawn[start : start + len(scores)], scores)
    return _told(table, drawn, tally, depth, central)


@dataclass(slots=True)
class _Tally:
    """What is kept while the draws go by; places count from 0.

    ``last`` is ``first`` itself until a tie is met.
    """

    first: Narrow
    last: Narrow
    wins: Figures
    winning_weights: Figures

    @classmethod
    def empty(cls, table: DecisionTable, draws: int) -> _Tally:
        n, m = table.lower.shape
        narrow = np.dtype(np.uint16 if n <= np.iinfo(np.uint16).max else np.uint32)
        first = np.zeros((n, draws), dtype=narrow)
        return cls(first=first, last=first, wins=np.zeros(n), winning_weights=np.zeros((n, m)))

    def add(self, start: int, w: Figures, scores: Figures) -> None:
        first, last = _kernels.places(scores)
        _kernels.favourable_weights(self.winning_weights, self.wins, w, first, last)
        if last is not first and self.last is self.first:
            self.last = self.first.copy()
        self.first[:, start : start + len(scores)] = first.T
        if self.last is not self.first:
            self.last[:, start : start + len(scores)] = last.T


def _scores(table: DecisionTable, w: Figures, root: bytes) -> Iterator[tuple[int, Figures]]:
    """Scores of one chunk of draws after another, each with its first draw."""
    n = len(table.alternatives)
    size = max(1, _CHUNK // max(1, n))
    utilities = table.utilities()
    streams = _streams(table, utilities, root)
    order = sorted(range(len(table.keys)), key=lambda at: table.keys[at])
    for start in range(0, len(w), size):
        chunk = w[start : start + size]
        scores = np.zeros((len(chunk), n))
        for k in order:
            drawn = _drawn_utilities(utilities, k, streams[k], len(chunk))
            _kernels.add_scores(scores, chunk[:, k], drawn)
        yield start, scores


def _drawn_utilities(
    utilities: Utilities, k: int, streams: dict[int, np.random.Generator], count: int
) -> Figures:
    """Utilities on criterion k: one row, or one a draw where some are intervals."""
    lower, upper = utilities.lower[:, k], utilities.upper[:, k]
    if not streams:
        return lower
    drawn = np.tile(lower, (count, 1))
    doubtful = np.fromiter(streams, dtype=np.int64)
    span = upper[doubtful] - lower[doubtful]
    uniform = np.empty((len(doubtful), count))
    for row, stream in zip(uniform, streams.values(), strict=True):
        stream.random(out=row)
    drawn[:, doubtful] += span * uniform.T
    return drawn


def _streams(
    table: DecisionTable, utilities: Utilities, root: bytes
) -> list[dict[int, np.random.Generator]]:
    """For each criterion, by position, the source of draws of each alternative in doubt.

    Its key is made of label and criterion (Philox, Salmon et al. 2011).
    """
    streams: list[dict[int, np.random.Generator]] = []
    for k, criterion in enumerate(table.keys):
        doubtful = np.flatnonzero(utilities.lower[:, k] < utilities.upper[:, k])
        labels = ((int(i), table.alternatives.labels[int(i)]) for i in doubtful)
        streams.append({i: _stream(root, label, criterion) for i, label in labels})
    return streams


def _stream(root: bytes, label: str, criterion: str) -> np.random.Generator:
    name = f"{len(label)}:{label}:{criterion}".encode()
    digest = hashlib.blake2b(name, digest_size=16, key=root).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "big")))


def _told(
    table: DecisionTable, drawn: Figures, tally: _Tally, depth: int | None, central: float
) -> Acceptability:
    draws = len(drawn)
    skip = math.floor(round((1 - central) / 2 * draws, 6))
    ends = _ends(tally, (0, skip, draws - 1 - skip, draws - 1))
    sums = tally.first.sum(axis=1, dtype=np.int64) + tally.last.sum(axis=1, dtype=np.int64)
    wins = np.where(tally.wins > 0, tally.wins, 1.0)
    mean = np.zeros(drawn.shape[1])
    np.add.at(mean, np.broadcast_to(np.arange(len(mean)), drawn.shape), drawn)
    return Acceptability(
        alternatives=table.alternatives,
        criteria=table.keys,
        draws=draws,
        shares=_shares(tally, DEEPEST if depth is None else depth),
        expected=sums / (2 * draws) + 1,
        best=ends[:, 0] + 1,
        low=ends[:, 1] + 1,
        high=ends[:, 2] + 1,
        worst=ends[:, 3] + 1,
        central_weights=tally.winning_weights / wins[:, None],
        mean_weights=mean / draws,
        places=tally.first + tally.first.dtype.type(1),
    )


def _shares(tally: _Tally, depth: int) -> Figures:
    n, draws = tally.first.shape
    kept = max(1, min(n, depth))
    counts = np.zeros((n, kept), dtype=np.int64)
    for i in range(n):
        counts[i] = _kernels.count_places(tally.first[i], tally.last[i], kept)
    shares: Figures = counts / (_kernels.SHARE * draws)
    return shares


def _ends(tally: _Tally, at: tuple[int, int, int, int]) -> Ranks:
    """Places at four of the draws in order: two by the better end of ties, two by the worse."""
    n = len(tally.first)
    ends = np.zeros((n, 4), dtype=np.int64)
    for i in range(n):
        better = np.bincount(tally.first[i], minlength=n)
        worse = better if tally.last is tally.first else np.bincount(tally.last[i], minlength=n)
        ends[i] = [
            _kernels.place_at(held, draw)
            for held, draw in zip((better, better, worse, worse), at, strict=True)
        ]
    return ends


def _check(table: DecisionTable, depth: int | None, central: float) -> None:
    n = len(table.alternatives)
    if n > _kernels.MOST_ALTERNATIVES:
        raise CallerError(
            f"{n} alternatives are more than the {_kernels.MOST_ALTERNATIVES} that can be ranked"
        )
    if depth is not None and depth < 1:
        raise CallerError(f"shares need a depth of at least one rank, got {depth}")
    if not 0 < central < 1:
        raise CallerError(f"the central interval holds a share between 0 and 1, got {central}")
