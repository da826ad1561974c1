"""Concordances: what share of each code of one list belongs to each code of another.

``C`` has shape ``(m, n)`` and rows that sum to 1; a column vector ``v`` of extensive figures
along the first list becomes ``C'v`` along the second, and nothing is lost or made.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.model.accounts import numbers
from lantu.model.roster import Roster, roster
from lantu.vocab.correspondence import code_names, correspondence, known_correspondences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from lantu.vocab.correspondence import CodeList, Pair, PairNote
    from lantu.vocab.words import Grade

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

SUM = 1e-9
"""Conventions §4: how far the shares of one code may be from 1 in sum."""

SHOWN = 5
"""Codes a message names before it counts the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Shares from one list of codes to another; ``k`` pairs, sorted by source, then target.

    Attributes:
        sources: The first list, ``m`` codes.
        targets: The second, ``n`` codes, each reached.
        source: Position of each pair's code in ``sources``, shape ``(k,)``.
        target: Position in ``targets``, shape ``(k,)``.
        share: Share of the source that belongs to the target, in [0, 1], shape ``(k,)``.
        grades: How good the evidence for each pair is, ``k``.
        notes: What to know of each pair, ``k``.
    """

    sources: Roster
    targets: Roster
    source: Ints
    target: Ints
    share: Floats
    grades: tuple[Grade, ...]
    notes: tuple[PairNote | None, ...]

    def __post_init__(self) -> None:
        """Freeze the arrays, then refuse gaps, doubles and shares that lose or make something.

        Raises:
            DataError: A code without a partner, a pair that stands twice, shares out of
                [0, 1] or with another sum than 1.
        """
        object.__setattr__(self, "share", numbers("Concordance.share", self.share))
        for name in ("source", "target"):
            positions = np.asarray(getattr(self, name), dtype=np.intp)
            positions.setflags(write=False)
            object.__setattr__(self, name, positions)
        _check_pairs(self)
        _check_shares(self)

    def __len__(self) -> int:
        return len(self.share)

    @property
    def whole(self) -> bool:
        """Whether every source falls whole into one target."""
        return len(self) == len(self.sources)

    @property
    def matrix(self) -> Floats:
        """``C``, shape ``(m, n)``."""
        dense = np.zeros((len(self.sources), len(self.targets)))
        dense[self.source, self.target] = self.share
        return dense

    def carry(self, values: ArrayLike, axis: int = 0) -> Floats:
        """``C'v`` along an axis: extensive figures of the first list told by the second.

        Raises:
            CallerError: The axis has another length than the first list.
        """
        array = np.asarray(values, dtype=np.float64)
        if array.shape[axis] != len(self.sources):
            raise CallerError(
                f"axis {axis} has {array.shape[axis]} entries, the concordance {len(self.sources)}"
                f" {self.sources.noun} codes",
                hint="restrict the concordance to the codes at hand",
            )
        carried: Floats = np.moveaxis(np.tensordot(array, self.matrix, axes=(axis, 0)), -1, axis)
        return carried

    def restricted(self, codes: Sequence[str]) -> Concordance:
        """The concordance of ``codes`` alone, in that order; targets no longer reached go.

        Raises:
            DataError: A code is not in the first list.
        """
        missing = [code for code in codes if code not in self.sources]
        if missing:
            raise DataError(
                f"no pair for {self.sources.noun} {_some(missing)}",
                hint=f"the concordance leads from {self.sources.noun} to {self.targets.noun}",
            )
        wanted = {self.sources.at(code): at for at, code in enumerate(codes)}
        kept = [k for k in range(len(self)) if int(self.source[k]) in wanted]
        reached = sorted({int(self.target[k]) for k in kept})
        place = {old: new for new, old in enumerate(reached)}
        return _sorted(
            self.sources.take(wanted),
            self.targets.take(reached),
            [(wanted[int(self.source[k])], place[int(self.target[k])], k) for k in kept],
            self,
        )

    def then(self, following: Concordance) -> Concordance:
        """``C·D``: from the first list by way of the second to a third.

        Each pair keeps the poorest grade on its way, and the note that goes with it.

        Raises:
            DataError: The second concordance has no pair for a code that this one reaches.
        """
        follow = following.restricted(self.targets.codes)
        product = self.matrix @ follow.matrix
        ways = {
            (int(s), int(t)): k
            for k, (s, t) in enumerate(zip(follow.source, follow.target, strict=True))
        }
        worst: dict[tuple[int, int], tuple[Grade, PairNote | None]] = {}
        for k in range(len(self)):
            s, by = int(self.source[k]), int(self.target[k])
            for t in np.flatnonzero(follow.matrix[by]):
                j = ways[by, int(t)]
                told = [(self.grades[k], self.notes[k]), (follow.grades[j], follow.notes[j])]
                told += [worst[s, int(t)]] if (s, int(t)) in worst else []
                worst[s, int(t)] = max(told, key=_poverty)
        pairs = sorted(worst)
        return Concordance(
            sources=self.sources,
            targets=follow.targets,
            source=np.array([s for s, _ in pairs]),
            target=np.array([t for _, t in pairs]),
            share=np.array([min(product[pair], 1.0) for pair in pairs]),
            grades=tuple(worst[pair][0] for pair in pairs),
            notes=tuple(worst[pair][1] for pair in pairs),
        )

    def inverted(self, weights: Mapping[str, float] | None = None) -> Concordance:
        """The way back: ``w_i·c_ij / Σ_i w_i·c_ij`` of each target ``j`` belongs to source ``i``.

        Args:
            weights: Size of each source, such as output or employment. May be left out only
                where every target has one source.

        Raises:
            DataError: Weights are needed and missing, negative, or zero for all sources of a
                target.
        """
        sizes = _sizes(self, weights)
        pull = sizes[self.source] * self.share
        total = np.bincount(self.target, weights=pull, minlength=len(self.targets))
        empty = [self.targets.codes[k] for k in np.flatnonzero(total <= 0)]
        if empty:
            raise DataError(
                f"no weight for any source of {self.targets.noun} {_some(empty)}",
                hint="give one of them a weight, or restrict the concordance first",
            )
        kept = [k for k in np.lexsort((self.source, self.target)) if pull[k] > 0]
        left = sorted({int(self.source[k]) for k in kept})
        place = {old: new for new, old in enumerate(left)}
        return Concordance(
            sources=self.targets,
            targets=self.sources.take(left),
            source=self.target[kept],
            target=np.array([place[int(self.source[k])] for k in kept]),
            share=(pull / total[self.target])[kept],
            grades=tuple(self.grades[k] for k in kept),
            notes=tuple(self.notes[k] for k in kept),
        )


def concordance(
    pairs: Iterable[Pair],
    *,
    sources: Roster,
    targets: Roster,
    weights: Mapping[str, float] | None = None,
) -> Concordance:
    """Pairs as a concordance: ``c_ij = w_j / Σ_j w_j`` over the targets ``j`` of source ``i``.

    Args:
        pairs: Which code stands for which.
        sources: The first list; every code needs a pair.
        targets: The second; codes that no pair reaches are left out.
        weights: Size of each target. May be left out only where every source has one target:
            how a code splits is never guessed.

    Raises:
        DataError: A pair names an unknown code or stands twice, a source has no pair, or a
            source splits and weights are missing.
    """
    ordered = _known(pairs, sources, targets)
    reached = sorted({targets.at(pair.target) for pair in ordered})
    kept = targets.take(reached)
    source = np.array([sources.at(pair.source) for pair in ordered], dtype=np.intp)
    return Concordance(
        sources=sources,
        targets=kept,
        source=source,
        target=np.array([kept.at(pair.target) for pair in ordered], dtype=np.intp),
        share=_shares(ordered, source, weights, sources),
        grades=tuple(pair.grade for pair in ordered),
        notes=tuple(pair.note for pair in ordered),
    )


def packaged_concordance(
    source: CodeList, target: CodeList, weights: Mapping[str, float] | None = None
) -> Concordance:
    """A packaged correspondence as a concordance.

    Args:
        source: The first list.
        target: The second.
        weights: Size of each code of the second list, where codes of the first split.

    Raises:
        CallerError: No such correspondence is packaged.
        DataError: Codes split and weights are missing; see :func:`concordance`.
    """
    if (source, target) not in known_correspondences():
        told = ", ".join(f"{a} → {b}" for a, b in known_correspondences())
        raise CallerError(
            f"no correspondence {source} → {target} is packaged; there are {told}",
            hint="follow one with another by `then`, or turn one round with `inverted`",
        )
    pairs = correspondence(source, target)
    return concordance(
        pairs,
        sources=_listed(source, (pair.source for pair in pairs)),
        targets=_listed(target, (pair.target for pair in pairs)),
        weights=weights,
    )


def _listed(codes: CodeList, used: Iterable[str]) -> Roster:
    known, wanted = code_names(codes), set(used)
    if not wanted <= set(known):
        return roster(codes, sorted(wanted))
    kept = [code for code in known if code in wanted]
    return Roster(codes, tuple(kept), tuple(known[code] for code in kept))


def _known(pairs: Iterable[Pair], sources: Roster, targets: Roster) -> list[Pair]:
    listed = list(pairs)
    unknown = [
        f"{noun.noun} {code}"
        for pair in listed
        for noun, code in ((sources, pair.source), (targets, pair.target))
        if code not in noun
    ]
    if unknown:
        raise DataError(
            f"pairs name codes that are in no list: {_some(unknown)}",
            hint="mend the codes, or add them to the list",
        )
    return sorted(listed, key=lambda pair: (sources.at(pair.source), targets.at(pair.target)))


def _shares(
    pairs: Sequence[Pair], source: Ints, weights: Mapping[str, float] | None, sources: Roster
) -> Floats:
    parts = np.bincount(source, minlength=len(sources))[source]
    if weights is None:
        split = list(dict.fromkeys(p.source for p, n in zip(pairs, parts, strict=True) if n > 1))
        if split:
            raise DataError(
                f"{len(split)} {sources.noun} codes split among several targets: {_some(split)}",
                hint="give the size of each target as weights; a split is never guessed",
            )
        return np.ones(len(pairs))
    missing = [
        p.target
        for p, n in zip(pairs, parts, strict=True)
        if n > 1 and not weights.get(p.target, -1.0) >= 0
    ]
    if missing:
        raise DataError(
            f"targets of a split need weights of 0 or more: {_some(missing)}",
            hint="absent is not zero: write 0 where a target is known to get nothing",
        )
    size = np.array(
        [weights[p.target] if n > 1 else 1.0 for p, n in zip(pairs, parts, strict=True)]
    )
    total = np.bincount(source, weights=size, minlength=len(sources))[source]
    return size / np.where(total > 0, total, 1.0)


def _sizes(given: Concordance, weights: Mapping[str, float] | None) -> Floats:
    parts = np.bincount(given.target, minlength=len(given.targets))
    if weights is None:
        shared = [given.targets.codes[k] for k in np.flatnonzero(parts > 1)]
        if shared:
            raise DataError(
                f"{len(shared)} {given.targets.noun} codes have several sources: {_some(shared)}",
                hint="give the size of each source as weights; a split is never guessed",
            )
        return np.ones(len(given.sources))
    missing = [code for code in given.sources if not weights.get(code, -1.0) >= 0]
    if missing:
        raise DataError(f"sources need weights of 0 or more: {_some(missing)}")
    return np.array([weights[code] for code in given.sources])


def _sorted(
    sources: Roster, targets: Roster, pairs: list[tuple[int, int, int]], was: Concordance
) -> Concordance:
    pairs.sort()
    kept = [k for _, _, k in pairs]
    return Concordance(
        sources=sources,
        targets=targets,
        source=np.array([s for s, _, _ in pairs], dtype=np.intp),
        target=np.array([t for _, t, _ in pairs], dtype=np.intp),
        share=was.share[kept],
        grades=tuple(was.grades[k] for k in kept),
        notes=tuple(was.notes[k] for k in kept),
    )


def _poverty(told: tuple[Grade, PairNote | None]) -> tuple[str, bool]:
    return told[0].value, told[1] is not None


def _check_pairs(given: Concordance) -> None:
    sources, targets = given.sources, given.targets
    pairs = Counter(zip(given.source.tolist(), given.target.tolist(), strict=True))
    doubled = [f"{sources.codes[s]} → {targets.codes[t]}" for (s, t), n in pairs.items() if n > 1]
    if doubled:
        raise DataError(f"pairs that stand twice: {_some(doubled)}", hint="keep one of each")
    for noun, used in ((sources, given.source), (targets, given.target)):
        idle = sorted(set(range(len(noun))) - set(used.tolist()))
        if idle:
            raise DataError(
                f"{len(idle)} {noun.noun} codes have no partner: {_some([noun.codes[k] for k in idle])}",
                hint="add their pairs, or leave them out of the list",
            )


def _check_shares(given: Concordance) -> None:
    total = np.bincount(given.source, weights=given.share, minlength=len(given.sources))
    wrong = [
        f"{given.sources.codes[k]} ({total[k]:.6g})"
        for k in np.flatnonzero(np.abs(total - 1) > SUM)
    ]
    if wrong:
        raise DataError(
            f"shares that do not sum to 1: {_some(wrong)}", hint="rows sum to 1: mend the shares"
        )
    if given.share.min(initial=0.0) < 0 or given.share.max(initial=0.0) > 1 + SUM:
        raise DataError("a share lies outside 0 to 1", hint="shares are parts of one whole")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
