"""Hypothetical extraction: what an economy would lose without a sector, a region, any group.

With ``K`` the rows extracted and everything else as it is, four losses follow from the one
inverse ``L``, without solving again (Sherman–Morrison–Woodbury on ``I - A``)::

    complete   rows and columns of A and f at K are zero     L[:,K]·L_KK⁻¹·x_K
    backward   columns: K buys nothing inside the table      (L[:,K] - E_K)·L_KK⁻¹·x_K
    forward    rows: K sells to final use only               L[:,K]·L_KK⁻¹·(x_K - f_K)
    supply     rows of B: what K hands on to others is gone  (1'·L_KK⁻¹·(L[K,:] - E_K'))·diag(x)

The first three are demand-driven (Leontief), the last supply-driven (Ghosh). Backward and
supply are the pair of Dietzenbacher & van der Linden (1997); Miller & Lahr (2001) review all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze, row_at
from lantu.flows.inverse import leontief
from lantu.flows.multipliers import amounts_of
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    from lantu.flows.coefficients import Imports, Production
    from lantu.flows.inverse import Inverse
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]
    Positions = NDArray[np.intp]

Kind: TypeAlias = Literal["complete", "backward", "forward", "supply"]
"""What is taken out: all of a group, its purchases, its sales to others, or its supply."""

KINDS = ("complete", "backward", "forward", "supply")

Groups: TypeAlias = "Literal['cells', 'sectors', 'regions'] | Mapping[str, Sequence[str]]"
"""Every row of the table alone; every sector in all regions; every region; or named labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What is lost when each group is taken out alone; ``k`` rows counted, ``g`` groups.

    Attributes:
        inverse: The Leontief inverse that everything follows from.
        kind: What is taken out of each group.
        groups: Name of each group, ``g``.
        members: Positions of the rows of each.
        rows: What is counted, ``k``.
        direct: Amount per unit of output, shape ``(k, n)``.
        total: Lost in the whole economy, ``(k, g)``.
        own: The part of it lost inside the group, ``(k, g)``.
    """

    inverse: Inverse
    kind: Kind
    groups: tuple[str, ...]
    members: tuple[Positions, ...]
    rows: tuple[str, ...]
    direct: Floats
    total: Floats
    own: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def elsewhere(self) -> Floats:
        """Lost outside the group: ``total - own``, ``(k, g)``."""
        rest: Floats = self.total - self.own
        return rest

    @property
    def share(self) -> Floats:
        """Lost part of what the economy has, ``(k, g)``; 0 where it has nothing."""
        whole = self.direct @ self.inverse.production.x
        part: Floats = self.total / np.where(whole > 0, whole, 1.0)[:, None]
        return part

    def of(self, row: str) -> Floats:
        """Total losses of one row, ``(g,)``.

        Raises:
            CallerError: No such row.
        """
        found: Floats = self.total[row_at(self.rows, row)]
        return found

    def losses(self, group: str) -> Floats:
        """Output that each sector loses without one group, ``(n,)``.

        Raises:
            CallerError: No such group.
        """
        if group not in self.groups:
            raise CallerError(f"no group {group!r} among {len(self.groups)}")
        K = self.members[self.groups.index(group)]
        L, made = self.inverse.matrix, self.inverse.production
        y = _solved(L, K[None], _taken(made, self.kind), transposed=self.kind == "supply")[0]
        lost: Floats = y @ L[K] if self.kind == "supply" else L[:, K] @ y
        if self.kind in ("backward", "supply"):
            lost[K] -= y
        return lost * made.x if self.kind == "supply" else lost

    def to_polars(self) -> pl.DataFrame:
        """One row per group: for every row counted, all that is lost and the part elsewhere."""
        columns: dict[str, Floats] = {}
        for row, total, elsewhere in zip(self.rows, self.total, self.elsewhere, strict=True):
            columns |= {row: total, f"{row} elsewhere": elsewhere}
        return frame({"group": self.groups}, columns)


def extraction(
    table: InputOutputTable,
    *rows: str,
    groups: Groups = "cells",
    kind: Kind = "complete",
    own: Mapping[str, ArrayLike] | None = None,
    imports: Imports = "domestic",
    using: Inverse | None = None,
) -> Extraction:
    """What the economy loses without each group in turn, all from one inverse.

    In a table of one region the extracted inputs are tacitly bought abroad; in a table of the
    world nobody makes them: see :func:`~lantu.flows.replacement.replaced_extraction`.

    Args:
        table: The table.
        *rows: What to count: ``output``, ``value added``, ``imports``, codes of primary inputs
            and stressors; all that the table has where none is named.
        groups: What to take out, one group at a time.
        kind: How; see the module.
        own: Further rows: amounts, each ``(n,)``.
        imports: As for :func:`~lantu.flows.coefficients.coefficients`.
        using: Leontief inverse of this table where it is at hand.

    Raises:
        CallerError: No such kind, group, label or row.
        DataError: As for :func:`~lantu.flows.inverse.leontief`.
    """
    if kind not in KINDS:
        raise CallerError(f"kind={kind!r}", hint=f"it is one of {', '.join(KINDS)}")
    names, members = grouped(table, groups)
    inverse = using or leontief(table, imports=imports)
    if inverse.kind != "leontief":
        raise CallerError("extraction needs Leontief's inverse, not Ghosh's")
    made = inverse.production
    amounts = amounts_of(made, rows, own or {})
    S = np.array([row * made.per_output for row in amounts.values()]).reshape(-1, len(made))
    total, inside = _lost(inverse, S, members, kind)
    return Extraction(
        inverse=inverse,
        kind=kind,
        groups=names,
        members=members,
        rows=tuple(amounts),
        direct=S,
        total=total,
        own=inside,
    )


def grouped(
    table: InputOutputTable, groups: Groups
) -> tuple[tuple[str, ...], tuple[Positions, ...]]:
    """Names and positions of the groups of a table's rows.

    Raises:
        CallerError: No such grouping; a group is empty or names a label twice or wrongly.
    """
    grid = np.arange(len(table)).reshape(len(table.regions), -1)
    if groups == "cells":
        return table.labels, tuple(grid.reshape(-1, 1))
    if groups == "regions":
        return table.regions.codes, tuple(grid)
    if groups == "sectors":
        return table.sectors.codes, tuple(grid.T)
    if isinstance(groups, str):
        raise CallerError(f"groups={groups!r}", hint="cells, sectors, regions, or named labels")
    at = {label: position for position, label in enumerate(table.labels)}
    strange = [label for labels in groups.values() for label in labels if label not in at]
    if strange:
        raise CallerError(
            f"no rows {', '.join(strange)}", hint=f"labels are like {table.labels[0]}"
        )
    bad = [name for name, labels in groups.items() if not labels or len(set(labels)) < len(labels)]
    if bad:
        raise CallerError(f"groups without labels or with one twice: {', '.join(bad)}")
    return tuple(groups), tuple(np.array([at[one] for one in labels]) for labels in groups.values())


def _lost(
    inverse: Inverse, S: Floats, members: Sequence[Positions], kind: Kind
) -> tuple[Floats, Floats]:
    """Totals and own parts, each ``(k, g)``.

    ``W[:,K]·y`` and ``T[:,K]·(b_K - y)``, ``y = L_KK⁻¹·b_K``, the ``- y`` where K still sells
    (or in the supply model, still gets) what final use (primary inputs) calls for.
    """
    made, b = inverse.production, _taken(inverse.production, kind)
    supply, stays = kind == "supply", kind in ("backward", "supply")
    T = S * made.x if supply else S
    W = inverse.solve(T.T).T if supply else inverse.solve_transposed(S.T).T
    if stays:
        W = W - T
    total, own = np.empty((2, len(S), len(members)))
    for which, K in _by_size(members):
        y = _solved(inverse.matrix, K, b, transposed=supply)
        total[:, which] = np.einsum("kgm,gm->kg", W[:, K], y)
        own[:, which] = np.einsum("kgm,gm->kg", T[:, K], b[K] - y if stays else b[K])
    return total, own


def _by_size(members: Sequence[Positions]) -> Iterator[tuple[Positions, Positions]]:
    """Groups of one size together: which they are, and their rows, shape ``(groups, size)``."""
    sizes = np.array([len(K) for K in members])
    for size in np.unique(sizes):
        which = np.flatnonzero(sizes == size)
        yield which, np.array([members[int(g)] for g in which])


def _taken(made: Production, kind: Kind) -> Floats:
    if kind == "forward":
        return made.x - made.final
    return np.ones(len(made)) if kind == "supply" else made.x


def _solved(L: Floats, K: Positions, b: Floats, *, transposed: bool) -> Floats:
    """``L_KK⁻¹·b_K`` (or ``L_KK'⁻¹·b_K``) of each group, shape of ``K``: ``(groups, size)``."""
    rows, columns = K[:, :, None], K[:, None, :]
    blocks = L[columns, rows] if transposed else L[rows, columns]
    return np.asarray(np.linalg.solve(blocks, b[rows])[:, :, 0], dtype=np.float64)
