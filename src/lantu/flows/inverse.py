"""The inverses of Leontief and Ghosh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import DataError
from lantu.flows._kernels import invert_in_place
from lantu.flows.arrays import freeze
from lantu.flows.coefficients import SHOWN, production

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Imports, Production
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

GOOD = 1e-9
"""Residual above which inversion by blocks is done again with pivoting (conventions §4)."""

CLOSED = 1e12
"""Output multiplier above which rounding cannot tell a table from a closed one (1'A = 1')."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverse:
    """``L = (I - A)⁻¹`` or ``G = (I - B)⁻¹``, with how well it was found.

    Attributes:
        production: The flows that were inverted.
        kind: Which of the two.
        matrix: Shape ``(n, n)``; none of it negative where no flow is.
        residual: For ``L`` the greater of ``max|x - L·f| / max x`` and
            ``max|1' - 1'L·(I - A)| / max(1'L)``; a ``G`` made from it bears the same.
        method: ``blocks``: in place, without pivoting between blocks, where ``I - A`` is
            diagonally dominant by columns; else ``lapack``, with pivoting.
    """

    production: Production
    kind: Literal["leontief", "ghosh"]
    matrix: Floats
    residual: float
    method: Literal["blocks", "lapack"]

    def __post_init__(self) -> None:
        """Make the matrix read-only."""
        freeze(self)

    @property
    def labels(self) -> tuple[str, ...]:
        """Name of each row and column."""
        return self.production.labels

    def solve(self, b: Floats) -> Floats:
        """``L·b`` (or ``G·b``), for ``b`` of shape ``(n,)`` or ``(n, k)``."""
        found: Floats = self.matrix @ b
        return found

    def solve_transposed(self, b: Floats) -> Floats:
        """``L'·b`` (or ``G'·b``), for ``b`` of shape ``(n,)`` or ``(n, k)``."""
        found: Floats = self.matrix.T @ b
        return found


def leontief(table: InputOutputTable, *, imports: Imports = "domestic") -> Inverse:
    """Leontief inverse ``L = (I - A)⁻¹``: output that a unit of final use calls for.

    ``x = L·f``. A sector without output has the row and column of ``I``. For a few
    multipliers or footprints :func:`~lantu.flows.solving.factorise` takes a third of the
    time. Leontief (1936); Miller & Blair (2009), §2.2.

    Args:
        table: The table.
        imports: Whether imported inputs leak out (``domestic``) or count as made inside.

    Raises:
        DataError: The table is not productive: some sectors take more than they give, so
            that no nonnegative inverse exists; or as for
            :func:`~lantu.flows.coefficients.production`.
    """
    made = production(table, imports=imports)
    return invert(made)


def ghosh(
    table: InputOutputTable, *, imports: Imports = "domestic", using: Inverse | None = None
) -> Inverse:
    """Ghosh inverse ``G = (I - B)⁻¹ = diag(x)⁻¹·L·diag(x)``: where a unit of primary input ends.

    ``x' = (v + imported)'·G``. Read it as a price model (Dietzenbacher 1997) or as a measure
    of forward linkage; as a quantity model it is implausible (Oosterhaven 1988).

    Args:
        table: The table.
        imports: As for :func:`leontief`.
        using: Leontief inverse of the table where it is at hand.

    Raises:
        DataError: As for :func:`leontief`.
    """
    L = using or leontief(table, imports=imports)
    made = L.production
    G = L.matrix * made.per_output[:, None]
    G *= made.x
    G[made.x == 0, made.x == 0] = 1.0
    return Inverse(production=made, kind="ghosh", matrix=G, residual=L.residual, method=L.method)


def invert(made: Production) -> Inverse:
    """The Leontief inverse of any flows; see :func:`leontief`."""
    if dominant(made):
        M = identity_less_inputs(made)
        invert_in_place(M)
        off = _residual(made, M)
        if off <= GOOD:
            return Inverse(
                production=made, kind="leontief", matrix=M, residual=off, method="blocks"
            )
    try:
        M = np.asarray(np.linalg.inv(identity_less_inputs(made)), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise unproductive(made) from None
    refuse_unproductive(made, M.sum(axis=0))
    return Inverse(
        production=made,
        kind="leontief",
        matrix=M,
        residual=_residual(made, M),
        method="lapack",
    )


def identity_less_inputs(made: Production) -> Floats:
    """``I - A``, a fresh C-ordered array of shape ``(n, n)``."""
    M: Floats = made.Z * -made.per_output
    M.flat[:: len(M) + 1] += 1.0
    return M


def dominant(made: Production) -> bool:
    """Whether ``I - A`` is diagonally dominant by columns: ``1'|A| < 1`` everywhere.

    Then the table is productive and elimination needs no pivoting.
    """
    inputs = made.x - made.value_added - made.imported
    if made.Z.min(initial=0.0) < 0:
        inputs = inputs - 2.0 * np.minimum(made.Z, 0.0).sum(axis=0)
    return bool((inputs * made.per_output < 1.0).all())


def refuse_unproductive(made: Production, w: Floats) -> None:
    """Refuse flows without a nonnegative inverse.

    With ``A ≥ 0``, ``ρ(A) < 1`` if and only if ``w = (I - A')⁻¹·1`` is positive, for then
    ``w > A'w`` (Perron–Frobenius; Hawkins & Simon 1949).

    Args:
        made: The flows.
        w: ``(I - A')⁻¹·1``, as it was found.

    Raises:
        DataError: Some of ``w`` is not positive, or beyond :data:`CLOSED`.
    """
    if not ((w > 0) & (w < CLOSED)).all():
        raise unproductive(made)


def unproductive(made: Production) -> DataError:
    """What to say of a table without a nonnegative inverse: which sectors take too much."""
    taken = 1.0 - (made.value_added + made.imported) * made.per_output
    greedy = [at for at in np.argsort(-taken, kind="stable") if taken[at] >= 1.0 and made.x[at]]
    told = ", ".join(f"{made.labels[at]} ({taken[at]:.3f})" for at in greedy[:SHOWN])
    more = f" and {len(greedy) - SHOWN} more" if len(greedy) > SHOWN else ""
    return DataError(
        "the table is not productive: (I - A) has no nonnegative inverse; "
        f"inputs per unit of output are 1 or more in {told}{more}",
        hint="mend the value added of these sectors, or aggregate them with others",
    )


def _residual(made: Production, L: Floats) -> float:
    w = L.sum(axis=0)
    rows = np.abs(made.x - L @ made.final).max(initial=0.0)
    columns = np.abs(1.0 - (w - made.applied_transposed(w))).max(initial=0.0)
    return float(max(rows / made.x.max(initial=1e-300), columns / w.max(initial=1.0)))
