"""Linkages: how strongly a sector pulls its suppliers, and pushes its buyers.

Backward linkage reads down a column, forward linkage along a row::

    direct backward  1'A       total backward  1'L        (Chenery & Watanabe 1958; Rasmussen 1956)
    direct forward   B·1       total forward   G·1        (Jones 1976)

Divided by their mean over sectors, totals are Rasmussen's power and sensitivity of
dispersion; a key sector exceeds 1 in both. A low coefficient of variation says that the pull
is spread over many sectors rather than a few. Miller & Blair (2009), §12.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze, ratio
from lantu.flows.inverse import leontief
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Imports, Production
    from lantu.flows.inverse import Inverse
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]


class Orientation(StrEnum):
    """Where a sector's normalised linkages exceed 1 (Miller & Blair 2009, table 12.2)."""

    KEY = "key"
    BACKWARD = "backward"
    FORWARD = "forward"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """Linkages in one direction; local: with sectors of the same region. All ``(n,)``.

    Attributes:
        direct: Sums of coefficients.
        direct_local: The part of them within the region.
        total: Sums of the inverse.
        total_local: The part of them within the region.
        variation: Coefficient of variation of the column (row) of the inverse,
            ``√(Σ_i (l_ij - l̄_j)² / (n - 1)) / l̄_j``; 0 where there is nothing to vary.
    """

    direct: Floats
    direct_local: Floats
    total: Floats
    total_local: Floats
    variation: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def direct_foreign(self) -> Floats:
        """Direct linkage with other regions of the table."""
        rest: Floats = self.direct - self.direct_local
        return rest

    @property
    def total_foreign(self) -> Floats:
        """Total linkage with other regions of the table."""
        rest: Floats = self.total - self.total_local
        return rest

    @property
    def foreign_share(self) -> Floats:
        """Part of the total linkage that is with other regions."""
        return ratio(self.total_foreign, self.total)

    @property
    def amplification(self) -> Floats:
        """``total / direct``: how far the rounds after the first multiply the linkage."""
        return ratio(self.total, self.direct)

    @property
    def normalised(self) -> Floats:
        """``total / mean(total)``: power (backward) or sensitivity (forward) of dispersion."""
        return _over_mean(self.total)

    @property
    def direct_normalised(self) -> Floats:
        """``direct / mean(direct)``."""
        return _over_mean(self.direct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkages:
    """Linkages of every sector in both directions.

    Attributes:
        production: The flows behind them.
        backward: Down the columns.
        forward: Along the rows.
    """

    production: Production
    backward: Linkage
    forward: Linkage

    @property
    def orientation(self) -> tuple[Orientation, ...]:
        """Class of each sector, ``n``."""
        strong = zip(self.backward.normalised > 1, self.forward.normalised > 1, strict=True)
        return tuple(_ORIENTATION[bool(pulls), bool(pushes)] for pulls, pushes in strong)

    def to_polars(self) -> pl.DataFrame:
        """One row per sector: both directions, split, normalised, and the class."""
        columns: dict[str, NDArray[np.generic]] = {}
        for name, side in (("backward", self.backward), ("forward", self.forward)):
            columns |= {
                f"direct {name}": side.direct,
                f"direct {name} foreign": side.direct_foreign,
                f"total {name}": side.total,
                f"total {name} foreign": side.total_foreign,
                f"{name} normalised": side.normalised,
                f"{name} variation": side.variation,
            }
        columns["orientation"] = np.array([str(one) for one in self.orientation])
        return frame({"sector": self.production.labels}, columns)


def linkages(
    table: InputOutputTable,
    *,
    forward: Literal["ghosh", "leontief"] = "ghosh",
    diagonal: Literal["kept", "cut"] = "kept",
    imports: Imports = "domestic",
    using: Inverse | None = None,
) -> Linkages:
    """Direct and total linkages in both directions, all from one Leontief inverse.

    Args:
        table: The table.
        forward: ``ghosh``: rows of ``B`` and ``G`` (Jones 1976); ``leontief``: rows of ``A``
            and ``L``, Rasmussen's own, which grow with a sector's size among its buyers.
        diagonal: ``cut`` leaves out what a sector has to do with itself.
        imports: As for :func:`~lantu.flows.coefficients.coefficients`.
        using: Leontief inverse of this table where it is at hand.

    Raises:
        CallerError: No such forward linkage or treatment of the diagonal.
        DataError: As for :func:`~lantu.flows.inverse.leontief`.
    """
    if forward not in ("ghosh", "leontief"):
        raise CallerError(f"forward={forward!r}", hint="it is 'ghosh' or 'leontief'")
    if diagonal not in ("kept", "cut"):
        raise CallerError(f"diagonal={diagonal!r}", hint="it is 'kept' or 'cut'")
    inverse = using or leontief(table, imports=imports)
    if inverse.kind != "leontief":
        raise CallerError("linkages need Leontief's inverse, not Ghosh's")
    made, cut = inverse.production, diagonal == "cut"
    return Linkages(
        production=made,
        backward=_backward(made, inverse.matrix, cut=cut),
        forward=_forward(made, inverse.matrix, weighed=forward == "ghosh", cut=cut),
    )


_ORIENTATION = {
    (True, True): Orientation.KEY,
    (True, False): Orientation.BACKWARD,
    (False, True): Orientation.FORWARD,
    (False, False): Orientation.WEAK,
}


def _backward(made: Production, L: Floats, *, cut: bool) -> Linkage:
    """Column sums; ``cut`` takes the diagonal off."""
    a, d = (M.diagonal() * cut for M in (made.Z, L))
    total = L.sum(axis=0) - d
    return Linkage(
        direct=(made.Z.sum(axis=0) - a) * made.per_output,
        direct_local=(_local(made, made.Z, "rsrt->rt") - a) * made.per_output,
        total=total,
        total_local=_local(made, L, "rsrt->rt") - d,
        variation=_variation(np.einsum("ij,ij->j", L, L) - d * d, total),
    )


def _forward(made: Production, L: Floats, *, weighed: bool, cut: bool) -> Linkage:
    """Row sums of ``diag(w)⁻¹·M·diag(w)``: ``w = x`` turns ``A`` into ``B``, ``L`` into ``G``.

    A row without output has that of ``I``.
    """
    w = made.x if weighed else np.ones(len(made))
    a, d, u = made.Z.diagonal() * cut, L.diagonal() * cut, made.per_output * w
    idle, alone = w == 0, 1.0 - cut
    total = np.where(idle, alone, ratio(L @ w, w) - d)
    local = ratio(_local(made, L, "rsrt,rt->rs", w), w) - d
    squares = ratio(np.einsum("ij,ij,j->i", L, L, w * w), w * w) - d * d
    return Linkage(
        direct=ratio(made.Z @ u - a * u, w),
        direct_local=ratio(_local(made, made.Z, "rsrt,rt->rs", u) - a * u, w),
        total=total,
        total_local=np.where(idle, alone, local),
        variation=_variation(np.where(idle, alone, squares), total),
    )


def _local(made: Production, M: Floats, sums: str, *weights: Floats) -> Floats:
    """Sums of ``M`` within the blocks of each region with itself, ``(n,)``."""
    shape = (len(made.table.regions), len(made.table.sectors))
    blocks = M.reshape(*shape, *shape)
    total: Floats = np.einsum(sums, blocks, *(w.reshape(shape) for w in weights)).reshape(-1)
    return total


def _variation(squares: Floats, sums: Floats) -> Floats:
    """Coefficient of variation of ``n`` numbers from their sum and their sum of squares."""
    n = len(sums)
    mean = sums / n
    variance = np.maximum(squares - n * mean * mean, 0.0) / max(n - 1, 1)
    return ratio(np.sqrt(variance), mean)


def _over_mean(sums: Floats) -> Floats:
    return ratio(sums, np.broadcast_to(sums.mean(), sums.shape))
