"""Matrices scaled to given row and column sums: RAS, and GRAS where entries are negative.

GRAS solves ``min Σ |a_ij|·z_ij·ln(z_ij/e)`` with ``x_ij = z_ij·a_ij`` and given sums. With
``A = P - N`` its solution is ``x_ij = r_i·p_ij·s_j - n_ij/(r_i·s_j)``: signs and zeros stay.
Where nothing is negative it is RAS, ``X = diag(r)·A·diag(s)``.

Junius & Oosterhaven (2003), Economic Systems Research 15; the objective as corrected by
Lenzen, Wood & Gallego (2007), ESR 19; rows and columns without positive entries as in
Temurshoev, Miller & Bouwmeester (2013), ESR 25.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.flows._feasibility import unmet
from lantu.flows._scaling import scaling
from lantu.model.accounts import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

AGREE = 1e-9
"""Conventions §4: part of the greater by which two sums that must agree may differ."""

ROUNDING = 1e-13
"""Part of a sum below which what fixed cells leave over is rounding."""

SHOWN = 5
"""Rows or columns a message names before it counts the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When scaling stops.

    Attributes:
        tolerance: Greatest gap of a row, as part of the sum of its absolute entries.
        iterations: Rounds after which scaling gives up.
    """

    tolerance: float = 1e-11
    iterations: int = 5_000

    def __post_init__(self) -> None:
        """Refuse limits that stop nothing.

        Raises:
            CallerError: A limit is not positive.
        """
        if not (self.tolerance > 0 and self.iterations > 0):
            raise CallerError(f"limits must be positive: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The sums a matrix must have.

    Attributes:
        rows: Sum of each row, shape ``(m,)``.
        columns: Sum of each column, shape ``(n,)``.
        row_names: What messages call the rows; counted from 1 where left out.
        column_names: Likewise.
    """

    rows: Floats
    columns: Floats
    row_names: tuple[str, ...] = ()
    column_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the sums and complete the names.

        Raises:
            DataError: The two sides do not agree in total.
        """
        for side in ("rows", "columns"):
            sums = numbers(f"Targets.{side}", getattr(self, side))
            names = getattr(self, f"{side[:-1]}_names") or tuple(
                str(k + 1) for k in range(len(sums))
            )
            object.__setattr__(self, side, sums)
            object.__setattr__(self, f"{side[:-1]}_names", names)
        total, other = float(self.rows.sum()), float(self.columns.sum())
        greater = max(float(np.abs(self.rows).sum()), float(np.abs(self.columns).sum()))
        if abs(total - other) > AGREE * greater:
            raise DataError(
                f"rows must sum to {total:.9g} but columns to {other:.9g}",
                hint="both are sums over the same cells: bring one side to the other's total",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced:
    """A scaled matrix and what it took.

    Attributes:
        X: The matrix, shape ``(m, n)``.
        r: Row multipliers, shape ``(m,)``.
        s: Column multipliers, shape ``(n,)``.
        iterations: Rounds.
        residual: Greatest gap of a row, as part of the sum of its absolute entries.
        row_change: Sum of absolute changes of each row, shape ``(m,)``.
        column_change: Likewise of each column, shape ``(n,)``.
    """

    X: Floats
    r: Floats
    s: Floats
    iterations: int
    residual: float
    row_change: Floats
    column_change: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for name in ("X", "r", "s", "row_change", "column_change"):
            object.__setattr__(self, name, numbers(name, getattr(self, name)))


def ras(
    A: ArrayLike,
    rows: ArrayLike,
    columns: ArrayLike,
    *,
    fixed: ArrayLike | None = None,
    limits: Limits | None = None,
) -> Balanced:
    """``X = diag(r)·A·diag(s)`` with the given sums; nothing may be negative.

    Stone (1961); Bacharach (1970); Miller & Blair (2009), ch. 7.

    Args:
        A: Known matrix, ``(m, n)``.
        rows: Sum of each row.
        columns: Sum of each column.
        fixed: Cells that keep their value, booleans ``(m, n)``.
        limits: When to stop.

    Raises:
        DataError: An entry or a sum is negative, or the sums cannot be met.
    """
    given = numbers("A", A)
    targets = Targets(rows=numbers("rows", rows), columns=numbers("columns", columns))
    if min(given.min(initial=0.0), targets.rows.min(initial=0), targets.columns.min(initial=0)) < 0:
        raise DataError(
            "RAS needs entries and sums of 0 or more", hint="use gras where some are negative"
        )
    return gras(given, targets, fixed=fixed, limits=limits)


def gras(
    A: ArrayLike,
    targets: Targets,
    *,
    fixed: ArrayLike | None = None,
    limits: Limits | None = None,
) -> Balanced:
    """``x_ij = r_i·p_ij·s_j - n_ij/(r_i·s_j)`` with the given sums.

    Args:
        A: Known matrix, ``(m, n)``.
        targets: The sums.
        fixed: Cells that keep their value, booleans ``(m, n)``.
        limits: When to stop.

    Raises:
        CallerError: Shapes differ.
        DataError: The sums cannot be met with the signs and zeros of ``A``; says which row
            or column and why.
    """
    given, limits = numbers("A", A), limits or Limits()
    if given.shape != (len(targets.rows), len(targets.columns)):
        raise CallerError(
            f"the matrix is {given.shape}, the sums are for "
            f"({len(targets.rows)}, {len(targets.columns)})"
        )
    held = np.zeros(given.shape, dtype=bool) if fixed is None else np.asarray(fixed, dtype=bool)
    u, v = _left_over(given, held, targets)
    free = _emptied(np.where(held, 0.0, given), u, v)
    _check_reach(free, u, targets.row_names, "row")
    _check_reach(free.T, v, targets.column_names, "column")
    unit = float(np.abs(free).max(initial=0.0)) or 1.0
    P, N = np.maximum(free, 0.0) / unit, np.maximum(-free, 0.0) / unit
    r, s, iterations, residual = scaling(
        P, N, u / unit, v / unit, limits.tolerance, limits.iterations
    )
    if residual > limits.tolerance:
        _explain(free, targets, (u, v), iterations, residual)
    X = np.where(held, given, _applied(free, r, s))
    change = np.abs(X - given)
    return Balanced(
        X=X,
        r=r,
        s=s,
        iterations=iterations,
        residual=residual,
        row_change=change.sum(axis=1),
        column_change=change.sum(axis=0),
    )


def _applied(A: Floats, r: Floats, s: Floats) -> Floats:
    factor = np.outer(r, s)
    return A * np.where(A >= 0, factor, 1 / factor)


def _left_over(given: Floats, held: Flags, targets: Targets) -> tuple[Floats, Floats]:
    kept = np.where(held, given, 0.0)
    left = []
    for sums, axis in ((targets.rows, 1), (targets.columns, 0)):
        rest = sums - kept.sum(axis=axis)
        size = np.abs(sums) + np.abs(kept).sum(axis=axis)
        left.append(np.where(np.abs(rest) <= ROUNDING * size, 0.0, rest))
    return left[0], left[1]


def _emptied(A: Floats, u: Floats, v: Floats) -> Floats:
    """``A`` without rows and columns of one sign that must sum to zero: all of it must go."""
    free = A.copy()
    while True:
        rows = (u == 0) & (_one_sign(free)) & free.any(axis=1)
        columns = (v == 0) & (_one_sign(free.T)) & free.any(axis=0)
        if not rows.any() and not columns.any():
            return free
        free[rows] = 0.0
        free[:, columns] = 0.0


def _one_sign(A: Floats) -> Flags:
    return np.logical_or((A >= 0).all(axis=1), (A <= 0).all(axis=1))


def _check_reach(A: Floats, sums: Floats, names: Sequence[str], noun: str) -> None:
    lacking = (sums > 0) & ~(A > 0).any(axis=1) | (sums < 0) & ~(A < 0).any(axis=1)
    told = [
        f"{noun} {names[k]} must sum to {sums[k]:g} but has no "
        f"{'positive' if sums[k] > 0 else 'negative'} entry"
        for k in np.flatnonzero(lacking).tolist()
    ]
    if told:
        more = f"; and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        raise DataError(
            "; ".join(told[:SHOWN]) + more,
            hint="scaling keeps zeros and signs: give it an entry, or mend the sum",
        )


def _explain(
    A: Floats, targets: Targets, sums: tuple[Floats, Floats], rounds: int, residual: float
) -> None:
    u, v = sums
    rows, columns = unmet(np.sign(A), u, v)
    told = [
        f"{noun} {names[k]} must sum to {wanted[k]:g} but can be no nearer than {wanted[k] - gap[k]:g}"
        for noun, names, wanted, gap in (
            ("row", targets.row_names, u, rows),
            ("column", targets.column_names, v, columns),
        )
        for k in np.flatnonzero(gap)
    ]
    if told:
        more = f"; and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        raise DataError(
            "the sums cannot all be met by the entries there are: "
            + "; ".join(told[:SHOWN])
            + more,
            hint="entries lie in too few rows or columns: add entries, or mend these sums",
        )
    raise DataError(
        f"after {rounds} rounds a row is still off by {residual:.2g} of its entries: the sums can"
        " be met only where some entries shrink to nothing",
        hint="raise the limits, drop tiny entries, or mend the sums",
    )
