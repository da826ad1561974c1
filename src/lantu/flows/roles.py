"""What part each industry plays: 优势, 传统, 新兴 or 未来, told by measures and a shown rule.

Four measures (:class:`~lantu.flows.RoleMeasure`) fall in bands (:class:`~lantu.flows.RoleCuts`), and the first line of a
decision table that fits the bands (:data:`~lantu.flows.ROLE_RULES`) gives the role. A measure that is
absent may lie in any band: where the role hangs on it, the role is ``UNTOLD`` and says which
is absent. A figure near a cut may lie on either side: roles that would then come out are tied.
What a person holds instead stands beside what was computed, never in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze
from lantu.flows.role_rules import (
    BANDS,
    ROLE_RULES,
    TOLERANCE,
    WORDS,
    RoleCuts,
    RoleMeasure,
    decided,
)
from lantu.flows.role_tests import RoleTest
from lantu.model.frames import frame
from lantu.vocab.text import Text
from lantu.vocab.words import IndustryRole, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from lantu.flows.role_measures import Measures
    from lantu.flows.role_rules import RoleRule

    Flags = NDArray[np.bool_]
    Ints = NDArray[np.intp]

ROLES: tuple[IndustryRole, ...] = tuple(IndustryRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person holds an industry to be, whatever the figures say.

    Attributes:
        industry: Its code.
        role: What they hold.
        who: Who holds it.
        why: For what reason.
    """

    industry: str
    role: IndustryRole
    who: str
    why: str

    def __post_init__(self) -> None:
        """Refuse a judgement that nobody answers for.

        Raises:
            CallerError: No name, no reason, or no role.
        """
        if not (self.who.strip() and self.why.strip()) or self.role is IndustryRole.UNTOLD:
            raise CallerError(
                f"the judgement of {self.industry} needs a role, who holds it, and why"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The roles of ``n`` industries, and all that led to them.

    Attributes:
        measures: The figures.
        cuts: The thresholds.
        rules: The decision table.
        judgements: What people hold instead, in the order of the industries.
        role: Computed; ``(n,)`` positions in ``IndustryRole``.
        rule: Position of the rule that decided, ``(n,)``; -1 where the role is unknown, or
            the same by several rules whatever an absent measure is.
        possible: Roles that absent measures leave open, shape ``(n, 6)``.
        tied: Further roles that come out where figures near a cut lie on its other side,
            shape ``(n, 6)``.
        absent: Measures that are absent and on which the role hangs, ``(n, 4)``.
        tips: Measures near a cut on which the role hangs, ``(n, 4)``.
    """

    measures: Measures
    cuts: RoleCuts
    rules: tuple[RoleRule, ...]
    judgements: tuple[Judgement, ...]
    role: Ints
    rule: Ints
    possible: Flags
    tied: Flags
    absent: Flags
    tips: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def __len__(self) -> int:
        return len(self.role)

    def role_of(self, industry: str) -> IndustryRole:
        """The computed role of an industry; a judgement does not change it.

        Raises:
            CallerError: No such industry.
        """
        return ROLES[int(self.role[self._at(industry)])]

    def judged(self, industry: str) -> Judgement | None:
        """What a person holds it to be; None where nobody holds anything."""
        return next((j for j in self.judgements if j.industry == industry), None)

    def tests_of(self, industry: str) -> tuple[RoleTest, ...]:
        """How an industry did on every measure.

        Raises:
            CallerError: No such industry.
        """
        at = self._at(industry)
        by = self.rules[self.rule[at]] if self.rule[at] >= 0 else None
        level = _levels(self.measures, self.cuts)[1][at]
        return tuple(
            RoleTest(
                measure=measure,
                figure=float(self.measures.figures[at, k]) if self.measures.known[at, k] else None,
                band=BANDS[measure][level[k]] if self.measures.known[at, k] else None,
                cuts=self.cuts.of(measure),
                asked=by is not None and by.asks(measure),
                tips=bool(self.tips[at, k]),
            )
            for k, measure in enumerate(RoleMeasure)
        )

    def why(self, industry: str) -> Text:
        """The computed role, its reason, every figure beside its cuts, and what is in doubt.

        Raises:
            CallerError: No such industry.
        """
        at = self._at(industry)
        tests = self.tests_of(industry)
        told = [
            _headline(self, at),
            *_told(Text("依据", "Decided by"), [t.told for t in tests if t.asked]),
            *_told(Text("指标", "Figures"), [t.told for t in tests if not t.asked]),
            *_absence(self, at),
            *_tie(self, at),
            *[_holds(judgement) for judgement in [self.judged(industry)] if judgement],
        ]
        return Text(
            "".join(f"{part.zh}。" for part in told), " ".join(f"{part.en}." for part in told)
        )

    def to_polars(self) -> pl.DataFrame:
        """One row per industry: computed role, figures, doubts, and what a person holds.

        Figures that are absent are null; words that there are none of are empty.
        """
        import polars as pl  # noqa: PLC0415 - heavy, and only people who ask for tables need it

        codes = self.measures.industries.codes
        held = [self.judged(code) for code in codes]
        words = {
            "industry": codes,
            "name": [name.zh for name in self.measures.industries.names],
            "role": [ROLES[at].value for at in self.role],
            "possible": [_values(row) if row.sum() > 1 else "" for row in self.possible],
            "tied": [_values(row) for row in self.tied],
            "absent": [_named(row) for row in self.absent],
            "judged": [j.role.value if j else "" for j in held],
            "judged_by": [j.who if j else "" for j in held],
            "judged_because": [j.why if j else "" for j in held],
        }
        figures = {m.value: self.measures.figures[:, k] for k, m in enumerate(RoleMeasure)}
        known = {m.value: self.measures.known[:, k] for k, m in enumerate(RoleMeasure)}
        return frame(words, figures).with_columns(
            [
                pl.when(pl.Series(there)).then(pl.col(name)).alias(name)
                for name, there in known.items()
            ]
        )

    def _at(self, industry: str) -> int:
        return self.measures.industries.at(industry)


def roles(
    measures: Measures,
    *,
    cuts: RoleCuts | None = None,
    rules: Sequence[RoleRule] = ROLE_RULES,
    judgements: Sequence[Judgement] = (),
) -> Roles:
    """The role of every industry: that of the first rule whose bands its measures lie in.

    ``role_i = rules[min{k : band_m(x_im) ∈ bands_k for every m}].role``. Bands of an absent
    measure are all open; the role is known where every open combination has the same.

    Args:
        measures: The figures.
        cuts: The thresholds; the defaults of :class:`RoleCuts` where left out.
        rules: The decision table.
        judgements: What people hold instead, kept beside what is computed.

    Raises:
        CallerError: A combination of bands without a rule; a judgement of an unknown industry,
            or a second one of the same.
    """
    cuts = cuts or RoleCuts()
    table = tuple(rules)
    grid = decided(table)
    role_of_rule = np.array([ROLES.index(rule.role) for rule in table], dtype=np.intp)
    low, level, high = _levels(measures, cuts)
    plain, wide = _open(level, level, measures.known), _open(low, high, measures.known)
    possible, tied = (_met(cells, role_of_rule[grid], len(ROLES)) for cells in (plain, wide))
    by = _met(plain, grid, len(table))
    only = np.where(possible.sum(axis=1) == 1, possible.argmax(axis=1), _UNTOLD)
    return Roles(
        measures=measures,
        cuts=cuts,
        rules=table,
        judgements=_in_order(judgements, measures),
        role=only,
        rule=np.where(by.sum(axis=1) == 1, by.argmax(axis=1), -1),
        possible=possible,
        tied=tied & ~possible,
        absent=_hangs(plain, role_of_rule[grid]) & ~measures.known,
        tips=_hangs(wide, role_of_rule[grid]) & measures.known & (low < high),
    )


_UNTOLD = ROLES.index(IndustryRole.UNTOLD)


def _levels(measures: Measures, cuts: RoleCuts) -> tuple[Ints, Ints, Ints]:
    """Number of the band each figure lies in, with its lowest and highest within margins."""
    found = np.zeros((3, *measures.figures.shape), dtype=np.intp)
    for k, measure in enumerate(RoleMeasure):
        for cut in cuts.of(measure):
            above = measures.figures[:, k] - cut.at
            met = above >= -TOLERANCE
            near = (np.abs(above) <= cut.margin + TOLERANCE) & (cut.margin > 0)
            found[:, :, k] += [met & ~near, met, met | near]
    return found[0], found[1], found[2]


def _open(low: Ints, high: Ints, known: Flags) -> Flags:
    """Combinations of bands that figures may lie in, shape ``(n, 3, 2, 2, 2)``."""
    cells = np.ones((len(low), 1, 1, 1, 1), dtype=np.bool_)
    for k, measure in enumerate(RoleMeasure):
        band = np.arange(len(BANDS[measure]))
        within = (band >= low[:, k, None]) & (band <= high[:, k, None]) | ~known[:, k, None]
        shape = [len(low), 1, 1, 1, 1]
        shape[k + 1] = len(band)
        cells = cells & within.reshape(shape)
    return cells


def _met(cells: Flags, grid: Ints, count: int) -> Flags:
    """Which of ``count`` numbers of a grid stand in open cells, shape ``(n, count)``."""
    met = [(cells & (grid == k)).any(axis=(1, 2, 3, 4)) for k in range(count)]
    return np.stack(met, axis=1)


def _hangs(cells: Flags, grid: Ints) -> Flags:
    """Whether open cells that differ in one measure alone have several roles, ``(n, 4)``."""
    least = np.where(cells, grid, len(ROLES))
    most = np.where(cells, grid, -1)
    return np.stack(
        [(least.min(axis=k) < most.max(axis=k)).any(axis=(1, 2, 3)) for k in range(1, cells.ndim)],
        axis=1,
    )


def _in_order(judgements: Sequence[Judgement], measures: Measures) -> tuple[Judgement, ...]:
    ordered = sorted(judgements, key=lambda held: measures.industries.at(held.industry))
    twice = [a.industry for a, b in pairwise(ordered) if a.industry == b.industry]
    if twice:
        raise CallerError(
            f"two judgements of {twice[0]}", hint="keep one, and say in it who agreed"
        )
    return tuple(ordered)


def _headline(found: Roles, at: int) -> Text:
    role = label(ROLES[found.role[at]])
    if found.rule[at] >= 0:
        why = found.rules[found.rule[at]].why
    elif found.role[at] == _UNTOLD:
        open_to = _labels(found.possible[at])
        why = Text(f"可能是{open_to.zh}", f"possible roles {open_to.en}")
    else:
        why = Text("所缺指标是多少都一样", "whatever the absent measure is")
    return Text(f"{role.zh}：{why.zh}", f"{role.en.capitalize()}: {why.en}")


def _told(name: Text, tests: Sequence[Text]) -> list[Text]:
    zh, en = "；".join(t.zh for t in tests), "; ".join(t.en for t in tests)
    return [Text(f"{name.zh}：{zh}", f"{name.en}: {en}")] * bool(tests)


def _absence(found: Roles, at: int) -> list[Text]:
    names = [WORDS[measure] for k, measure in enumerate(RoleMeasure) if found.absent[at, k]]
    zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
    return [Text(f"作用取决于缺的指标：{zh}", f"The role hangs on what is absent: {en}")] * bool(
        names
    )


def _tie(found: Roles, at: int) -> list[Text]:
    if not found.tied[at].any():
        return []
    other = _labels(found.tied[at])
    return [
        Text(
            f"有指标接近门槛，也可能是{other.zh}",
            f"A figure is near a cut; possible as well: {other.en}",
        )
    ]


def _holds(held: Judgement) -> Text:
    role = label(held.role)
    return Text(
        f"{held.who}判定为{role.zh}，理由：{held.why}（计算结果保留）",
        f"{held.who} holds it to be {role.en}, because: {held.why} (what was computed stands)",
    )


def _labels(which: Flags) -> Text:
    words = [label(role) for role, there in zip(ROLES, which, strict=True) if there]
    return Text("或".join(w.zh for w in words), ", ".join(w.en for w in words))


def _values(which: Flags) -> str:
    return ", ".join(role.value for role, there in zip(ROLES, which, strict=True) if there)


def _named(which: Flags) -> str:
    return ", ".join(m.value for m, there in zip(RoleMeasure, which, strict=True) if there)
