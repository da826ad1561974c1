"""Answers without an inverse: one factorisation, then a solution per question.

An inverse takes 2n³ operations, a factorisation a third of that, and half as long again in
single precision. Refinement with residuals in double precision gives back every digit
(Wilkinson 1963; Higham 2002, §12; Langou et al. 2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

import numpy as np

from lantu.flows.arrays import freeze
from lantu.flows.coefficients import production
from lantu.flows.inverse import dominant, refuse_unproductive, unproductive

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Imports, Production
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]
    Factor = NDArray[np.float32] | NDArray[np.float64]
    Pivots = NDArray[np.int32]

Precision: TypeAlias = Literal["single", "double"]

EXACT = 1e-17
"""Error, as part of the greatest value, that one more refinement would leave at most."""

REFINEMENTS = 8
"""Refinements tried before the factorisation is done again in double precision; two are usual."""


class Solver(Protocol):
    """What answers ``(I - A)⁻¹·b``: an :class:`~lantu.flows.inverse.Inverse` or factors."""

    @property
    def production(self) -> Production:
        """The flows behind ``A``."""

    def solve(self, b: Floats) -> Floats:
        """``L·b``, for ``b`` of shape ``(n,)`` or ``(n, k)``."""

    def solve_transposed(self, b: Floats) -> Floats:
        """``L'·b``, for ``b`` of shape ``(n,)`` or ``(n, k)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """``(I - A)' = P·ℓ·u``, ready to solve with.

    Attributes:
        production: The flows behind ``A``.
        precision: In which the factors are kept; answers are in double precision either way.
        lu: Both triangles, shape ``(n, n)``, Fortran order.
        pivots: Row exchanges, ``(n,)``.
    """

    production: Production
    precision: Precision
    lu: Factor
    pivots: Pivots

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def solve(self, b: Floats) -> Floats:
        """``L·b``: the output that final use ``b`` calls for; ``(n,)`` or ``(n, k)``."""
        return self._answer(b, transposed=False)

    def solve_transposed(self, b: Floats) -> Floats:
        """``L'·b``: what is in a unit of final use, given ``b`` per unit of output."""
        return self._answer(b, transposed=True)

    def _answer(self, b: Floats, *, transposed: bool) -> Floats:
        wanted = np.asarray(b, dtype=np.float64)
        columns = np.asfortranarray(wanted.reshape(len(wanted), -1))
        if self.precision == "double":
            return self._rough(columns, transposed=transposed).reshape(wanted.shape)
        found = self._refined(columns, transposed=transposed)
        if found is None:
            again = _factorised(self.production, "double")
            return again.solve_transposed(wanted) if transposed else again.solve(wanted)
        return found.reshape(wanted.shape)

    def _refined(self, b: Floats, *, transposed: bool) -> Floats | None:
        """``y ← y + rough(b - (I - A)y)`` until the next step would change nothing."""
        y = self._rough(b, transposed=transposed)
        before = 1.0
        for _ in range(REFINEMENTS):
            left = b - y + _inputs(self.production, y, transposed=transposed)
            step = self._rough(left, transposed=transposed)
            y += step
            moved = _relative(step, y)
            if not moved < before:
                return None
            if moved * moved / before <= EXACT:
                return y
            before = moved
        return None

    def _rough(self, b: Floats, *, transposed: bool) -> Floats:
        """The solution as good as the factors are; ``b`` scaled so that nothing underflows."""
        from scipy.linalg import lapack  # noqa: PLC0415 - heavy; only solving needs it

        getrs = lapack.sgetrs if self.precision == "single" else lapack.dgetrs
        scale = np.abs(b).max(axis=0, initial=0.0)
        scale = np.where(scale > 0, scale, 1.0)
        found, _ = getrs(self.lu, self.pivots, b / scale, trans=0 if transposed else 1)
        answer: Floats = found * scale
        return answer


def factorise(
    table: InputOutputTable, *, imports: Imports = "domestic", precision: Precision = "single"
) -> Factors:
    """Factors of ``I - A``, to solve with instead of :func:`~lantu.flows.inverse.leontief`.

    Args:
        table: The table.
        imports: Whether imported inputs leak out (``domestic``) or count as made inside.
        precision: ``single`` takes half the time and memory; solutions are refined to full
            double precision, and factors made again in it where refinement does not converge.

    Raises:
        DataError: As for :func:`~lantu.flows.inverse.leontief`.
    """
    return factors_of(production(table, imports=imports), precision)


def factors_of(made: Production, precision: Precision = "single") -> Factors:
    """Factors of any flows; see :func:`factorise`.

    Raises:
        DataError: The flows are not productive.
    """
    found = _factorised(made, precision)
    if not dominant(made):
        refuse_unproductive(made, found.solve_transposed(np.ones(len(made))))
    return found


def _factorised(made: Production, precision: Precision) -> Factors:
    from scipy.linalg import lapack  # noqa: PLC0415 - heavy; only solving needs it

    single = precision == "single"
    M = np.empty(made.Z.shape, dtype=np.float32 if single else np.float64)
    np.multiply(made.Z, -made.per_output, out=M, casting="same_kind")
    M.flat[:: len(M) + 1] += 1.0
    getrf = lapack.sgetrf if single else lapack.dgetrf
    lu, pivots, singular = getrf(M.T, overwrite_a=True)
    if singular and single:
        return _factorised(made, "double")
    if singular:
        raise unproductive(made)
    return Factors(production=made, precision=precision, lu=lu, pivots=pivots)


def _inputs(made: Production, y: Floats, *, transposed: bool) -> Floats:
    """``A·y`` or ``A'·y``, ``(n, k)``, by the library that solves with the factors.

    NumPy brings a BLAS of its own, whose threads linger after each product; taking turns with
    SciPy's, each waits for the other's processors and the whole takes half as long again.
    """
    from scipy.linalg import blas  # noqa: PLC0415 - heavy; only solving needs it

    per = made.per_output[:, None]
    found: Floats = (
        blas.dgemm(1.0, made.Z.T, y) * per
        if transposed
        else blas.dgemm(1.0, made.Z.T, y * per, trans_a=True)
    )
    return found


def _relative(step: Floats, y: Floats) -> float:
    """Greatest move of a column as part of its greatest value."""
    moved, size = np.abs(step).max(axis=0, initial=0.0), np.abs(y).max(axis=0, initial=0.0)
    return float(np.max(moved / np.where(size > 0, size, 1.0), initial=0.0))
