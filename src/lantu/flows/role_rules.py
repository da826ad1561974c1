"""The rule by which an industry's role is told: bands, thresholds and a decision table, as data.

Each of four measures falls in a band; the first rule of the table whose bands all fit gives
the role. Thresholds are absolute, never quantiles: an industry that joins or leaves changes
no other industry's role.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.vocab.text import Text
from lantu.vocab.words import IndustryRole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.intp]

TOLERANCE = 1e-9
"""Conventions §4: a cut is met within this of it."""


class RoleMeasure(StrEnum):
    """What is measured of an industry; columns of :class:`~lantu.flows.Measures`, in this order."""

    SPECIALISATION = "specialisation"
    """Location quotient: 1 is the nation's part."""
    LINKAGE = "linkage"
    """The greater of its normalised backward and forward linkage: 1 is the mean of all."""
    GROWTH = "growth"
    """Its rate of growth a year less that of all industries together: 0.01 is a point."""
    COMPLEXITY = "complexity"
    """How hard it is to come by, such as PCI: 0 is the mean."""


class Band(StrEnum):
    """Where a measure lies."""

    HARDLY = "hardly here"
    SOME = "some"
    SPECIALISED = "specialised"
    LOOSE = "loose"
    LINKED = "linked"
    SLOW = "slow"
    FAST = "fast"
    SIMPLE = "simple"
    COMPLEX = "complex"


BANDS: Mapping[RoleMeasure, tuple[Band, ...]] = MappingProxyType(
    {
        RoleMeasure.SPECIALISATION: (Band.HARDLY, Band.SOME, Band.SPECIALISED),
        RoleMeasure.LINKAGE: (Band.LOOSE, Band.LINKED),
        RoleMeasure.GROWTH: (Band.SLOW, Band.FAST),
        RoleMeasure.COMPLEXITY: (Band.SIMPLE, Band.COMPLEX),
    }
)
"""The bands of each measure, lowest first."""

WORDS: Mapping[StrEnum, Text] = MappingProxyType(
    {
        RoleMeasure.SPECIALISATION: Text("区位商", "location quotient"),
        RoleMeasure.LINKAGE: Text("关联系数", "linkage"),
        RoleMeasure.GROWTH: Text("增速差", "growth above the whole"),
        RoleMeasure.COMPLEXITY: Text("复杂度", "complexity"),
        Band.HARDLY: Text("本地几乎没有", "hardly here"),
        Band.SOME: Text("本地有而不专", "here, not specialised"),
        Band.SPECIALISED: Text("本地专业", "specialised"),
        Band.LOOSE: Text("关联弱", "loosely linked"),
        Band.LINKED: Text("关联强", "strongly linked"),
        Band.SLOW: Text("增长不快于全部产业", "not outgrowing the whole"),
        Band.FAST: Text("增长快于全部产业", "outgrowing the whole"),
        Band.SIMPLE: Text("不复杂", "simple"),
        Band.COMPLEX: Text("复杂", "complex"),
    }
)
"""What people read for each measure and band."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A threshold, met from ``at`` on (within 10⁻⁹, conventions §4).

    Attributes:
        at: Where it lies.
        margin: How near to it a figure is too near to tell; 0 tells every figure.
    """

    at: float
    margin: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no number.

        Raises:
            CallerError: Not finite, or a negative margin.
        """
        if not np.isfinite([self.at, self.margin]).all() or self.margin < 0:
            raise CallerError(f"a cut at {self.at} within {self.margin} has no meaning")


def reaches(figure: float, cut: Cut) -> bool:
    """Whether a figure meets a cut."""
    return figure >= cut.at - TOLERANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCuts:
    """Where each band begins. All but the first lie at what is usual: nothing is tuned.

    Margins say how far figures of this kind move between revisions and definitions; they are
    settings, not measurements.

    Attributes:
        some: Location quotient from which an industry is more than hardly here.
        specialised: Location quotient from which the region has more than its part.
        linked: Linkage from which others hang on it more than usual.
        fast: Growth above the whole from which it outgrows the region.
        complex: Complexity from which it is harder to come by than usual.
    """

    some: Cut = Cut(0.5, 0.05)
    specialised: Cut = Cut(1.0, 0.05)
    linked: Cut = Cut(1.0, 0.02)
    fast: Cut = Cut(0.0, 0.005)
    complex: Cut = Cut(0.0, 0.1)

    def __post_init__(self) -> None:
        """Refuse bands in the wrong order.

        Raises:
            CallerError: ``some`` does not lie below ``specialised``.
        """
        if not self.some.at < self.specialised.at:
            raise CallerError(
                f"some begins at {self.some.at}, specialised at {self.specialised.at}",
                hint="an industry is more than hardly here before it is specialised",
            )

    def of(self, measure: RoleMeasure) -> tuple[Cut, ...]:
        """The cuts between the bands of a measure, lowest first."""
        return {
            RoleMeasure.SPECIALISATION: (self.some, self.specialised),
            RoleMeasure.LINKAGE: (self.linked,),
            RoleMeasure.GROWTH: (self.fast,),
            RoleMeasure.COMPLEXITY: (self.complex,),
        }[measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """One line of the decision table.

    Attributes:
        role: What an industry is that it fits.
        bands: Where its measures must lie; a measure of which no band is named may lie
            anywhere.
        why: In words.
    """

    role: IndustryRole
    bands: frozenset[Band] = frozenset()
    why: Text

    def __post_init__(self) -> None:
        """Refuse a rule that tells nothing.

        Raises:
            CallerError: Its role is ``UNTOLD``, which only an absent measure makes.
        """
        if self.role is IndustryRole.UNTOLD:
            raise CallerError("a rule must tell a role", hint="leave UNTOLD to absent measures")

    def fits(self, measure: RoleMeasure) -> tuple[bool, ...]:
        """Which bands of a measure it allows."""
        named = self.asks(measure)
        return tuple(not named or band in self.bands for band in BANDS[measure])

    def asks(self, measure: RoleMeasure) -> bool:
        """Whether it looks at a measure at all."""
        return not self.bands.isdisjoint(BANDS[measure])


ROLE_RULES: tuple[RoleRule, ...] = (
    RoleRule(
        role=IndustryRole.ADVANTAGE,
        bands=frozenset({Band.SPECIALISED, Band.LINKED, Band.FAST}),
        why=Text(
            "本地专业，关联强，还在快于全部产业地增长",
            "specialised, strongly linked, and still outgrowing the whole",
        ),
    ),
    RoleRule(
        role=IndustryRole.ADVANTAGE,
        bands=frozenset({Band.SPECIALISED, Band.LINKED, Band.COMPLEX}),
        why=Text(
            "本地专业，关联强，复杂，别处不易得",
            "specialised, strongly linked, and hard to come by elsewhere",
        ),
    ),
    RoleRule(
        role=IndustryRole.EMERGING,
        bands=frozenset({Band.SOME, Band.SPECIALISED, Band.FAST, Band.COMPLEX}),
        why=Text(
            "本地已有，复杂，增长快于全部产业", "here already, complex, and outgrowing the whole"
        ),
    ),
    RoleRule(
        role=IndustryRole.FUTURE,
        bands=frozenset({Band.HARDLY, Band.COMPLEX}),
        why=Text("复杂，本地还几乎没有", "complex, and hardly here yet"),
    ),
    RoleRule(
        role=IndustryRole.TRADITIONAL,
        bands=frozenset({Band.SPECIALISED}),
        why=Text(
            "本地专业，但关联、增长、复杂度不足以列入优势或新兴",
            "specialised, but linkage, growth and complexity make it neither advantage nor emerging",
        ),
    ),
    RoleRule(
        role=IndustryRole.TRADITIONAL,
        bands=frozenset({Band.SOME, Band.LINKED, Band.SLOW}),
        why=Text(
            "本地已有，其他产业靠它，增长不快于全部产业",
            "here, others hang on it, not outgrowing the whole",
        ),
    ),
    RoleRule(
        role=IndustryRole.TRADITIONAL,
        bands=frozenset({Band.SOME, Band.SLOW, Band.SIMPLE}),
        why=Text("本地已有，不复杂，增长不快于全部产业", "here, simple, not outgrowing the whole"),
    ),
    RoleRule(
        role=IndustryRole.ORDINARY,
        why=Text("四种作用的条件都不满足", "meets the conditions of none of the four roles"),
    ),
)
"""The decision table, first that fits; the last fits all."""


def decided(rules: Sequence[RoleRule]) -> Ints:
    """Which rule decides each combination of bands, shape ``(3, 2, 2, 2)`` along the measures.

    Raises:
        CallerError: A combination that no rule decides.
    """
    grid = np.full([len(BANDS[measure]) for measure in RoleMeasure], -1, dtype=np.intp)
    for k, rule in enumerate(rules):
        fit = np.ix_(*[np.array(rule.fits(measure)) for measure in RoleMeasure])
        grid[fit] = np.where(grid[fit] < 0, k, grid[fit])
    if (grid < 0).any():
        cell = np.argwhere(grid < 0)[0]
        told = ", ".join(BANDS[measure][at] for measure, at in zip(RoleMeasure, cell, strict=True))
        raise CallerError(
            f"{int((grid < 0).sum())} combinations have no rule, such as {told}",
            hint="end the table with a rule that names no band",
        )
    return grid
