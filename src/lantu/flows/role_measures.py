"""The figures an industry's role is told by, absent ones among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.flows.arrays import freeze
from lantu.flows.role_rules import RoleMeasure
from lantu.model.accounts import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from lantu.model.roster import Roster

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Column = Sequence[float | None] | Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Measured figures of ``n`` industries; make one with :meth:`of`.

    Attributes:
        industries: Which.
        figures: One column per :class:`RoleMeasure`, shape ``(n, 4)``; 0 where not known.
        known: Where there is a figure, shape ``(n, 4)``.
    """

    industries: Roster
    figures: Floats
    known: Flags

    def __post_init__(self) -> None:
        """Take the arrays, read-only.

        Raises:
            CallerError: Wrong shapes.
            DataError: A figure is NaN or infinite.
        """
        known = np.array(self.known, dtype=np.bool_)
        figures = numbers("Measures.figures", self.figures)
        shape = (len(self.industries), len(RoleMeasure))
        if not figures.shape == known.shape == shape:
            raise CallerError(
                f"figures {figures.shape}, known {known.shape}; industries × measures is {shape}"
            )
        object.__setattr__(self, "figures", np.where(known, figures, 0.0))
        object.__setattr__(self, "known", known)
        freeze(self)

    @classmethod
    def of(
        cls,
        industries: Roster,
        *,
        specialisation: Column | None = None,
        linkage: Column | None = None,
        growth: Column | None = None,
        complexity: Column | None = None,
    ) -> Measures:
        """Measures column by column: None for a figure not on record, or for a whole column.

        Args:
            industries: ``n`` of them.
            specialisation: Location quotients, ``(n,)``, such as those of
                :func:`~lantu.flows.location_quotients`.
            linkage: The greater of normalised backward and forward linkage, ``(n,)``.
            growth: Growth a year above that of all industries, ``(n,)``; see
                :func:`excess_growth`.
            complexity: Such as PCI, 0 at the mean, ``(n,)``.

        Raises:
            CallerError: A column of another length.
            DataError: A figure is NaN or infinite.
        """
        nothing = [None] * len(industries)
        columns = [specialisation, linkage, growth, complexity]
        given = [list(nothing if column is None else column) for column in columns]
        lengths = [len(column) for column in given]
        if set(lengths) != {len(industries)}:
            raise CallerError(f"columns of {lengths} figures for {len(industries)} industries")
        rows = list(zip(*given, strict=True))
        return cls(
            industries=industries,
            figures=np.array([[x or 0.0 for x in row] for row in rows]).reshape(-1, 4),
            known=np.array([[x is not None for x in row] for row in rows]).reshape(-1, 4),
        )


def excess_growth(before: ArrayLike, after: ArrayLike, years: float) -> list[float | None]:
    """Growth a year above that of the whole: ``(x1_i/x0_i)^(1/t) - (Σx1/Σx0)^(1/t)``, ``n`` of them.

    None where an industry made nothing before: it grew, but at no rate.

    Args:
        before: ``x0``, size of each industry, ``(n,)``; both at the prices of one year, or
            both of one price index, which then cancels only where it is one for all.
        after: ``x1``, the same ``t`` years later.
        years: ``t``.

    Raises:
        CallerError: Lengths differ, or no time passed.
        DataError: A size that is negative or no number, or nothing at all before.
    """
    x0, x1 = numbers("before", before), numbers("after", after)
    if x0.ndim != 1 or x0.shape != x1.shape or not years > 0:
        raise CallerError(f"before {x0.shape}, after {x1.shape}, {years:g} years")
    if min(x0.min(initial=0.0), x1.min(initial=0.0)) < 0 or not x0.sum() > 0:
        raise DataError("sizes must be 0 or more, and somewhere more before")
    whole = (x1.sum() / x0.sum()) ** (1 / years)
    return [
        float((b / a) ** (1 / years) - whole) if a > 0 else None
        for a, b in zip(x0, x1, strict=True)
    ]
