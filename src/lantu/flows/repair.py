"""Tables that do not balance, mended on request and never in silence.

An :class:`~lantu.model.input_output_table.InputOutputTable` refuses to be born out of
balance. Its parts are mended here first: uses and primary inputs are scaled together by
GRAS until rows and columns meet the gross output, which is taken as given. ::

    | Z  Y |  rows sum to     x + m
    | V  0 |  rows sum to     ΣV
    columns sum to x - 1'Zm and ΣY
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Required

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.flows.balancing import AGREE, Limits, Targets, gras
from lantu.model.accounts import numbers
from lantu.model.frames import frame
from lantu.model.input_output_table import TableParts, input_output_table
from lantu.vocab.text import Text, together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    from lantu.flows.balancing import Balanced
    from lantu.model.accounts import FinalUse
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

Trusted = Literal["final", "primary"]
"""Which total stays where ``ΣY - Σm`` and ``ΣV + ΣZm`` differ: that of final use, or of V."""


class RepairParts(TableParts, total=False):
    """What :func:`repair` hands on to :func:`~lantu.flows.input_output_table`."""

    sectors: Required[Sequence[str]]
    regions: Sequence[str]
    finals: Sequence[str]
    uses: Sequence[FinalUse]
    primaries: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairReport:
    """What a repair found and what it changed, in the table's unit; ``n`` rows.

    Attributes:
        labels: Rows of the table.
        row_gaps: ``Z1 + Y1 - m - x`` before, shape ``(n,)``.
        column_gaps: ``1'Z + 1'Zm + 1'V - x`` before, shape ``(n,)``.
        row_changes: Sum of absolute changes of each row of ``Z`` and ``Y``, shape ``(n,)``.
        column_changes: Sum of absolute changes of each column of ``Z`` and ``V``, ``(n,)``.
        moved: Sum of absolute changes, as part of the sum of absolute entries.
        totals: Total of ``Z``, ``Y`` and ``V`` before and after.
        iterations: Rounds of scaling.
        residual: Greatest gap left in a row, as part of its entries.
    """

    labels: tuple[str, ...]
    row_gaps: Floats
    column_gaps: Floats
    row_changes: Floats
    column_changes: Floats
    moved: float
    totals: dict[str, tuple[float, float]]
    iterations: int
    residual: float

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for name in ("row_gaps", "column_gaps", "row_changes", "column_changes"):
            object.__setattr__(self, name, numbers(name, getattr(self, name)))

    def largest(self, count: int = 5) -> tuple[tuple[str, float], ...]:
        """The rows and columns changed most, taken together, greatest first."""
        both = self.row_changes + self.column_changes
        order = np.argsort(-both, kind="stable")[:count]
        return tuple((self.labels[k], float(both[k])) for k in order)

    def to_polars(self) -> pl.DataFrame:
        """One row per row of the table."""
        return frame(
            {"sector": self.labels},
            {
                "row_gap": self.row_gaps,
                "column_gap": self.column_gaps,
                "row_change": self.row_changes,
                "column_change": self.column_changes,
            },
        )


def repair(  # noqa: PLR0913 - a table has many parts, all but three optional
    Z: ArrayLike,
    Y: ArrayLike,
    *,
    x: ArrayLike,
    V: ArrayLike | None = None,
    imports: ArrayLike | None = None,
    trusted: Trusted = "final",
    fixed: ArrayLike | None = None,
    limits: Limits | None = None,
    **parts: Unpack[RepairParts],
) -> tuple[InputOutputTable, RepairReport]:
    """A table that balances, from parts that do not, and what had to change.

    Gross output, imports and imported use stay as they are; ``Z``, ``Y`` and ``V`` are scaled
    by GRAS. Signs and zeros stay. The table says in ``estimate`` that it was mended.

    Args:
        Z: Intermediate flows, ``(n, n)``.
        Y: Final uses, ``(n,)`` or ``(n, R·C)``.
        x: Gross output, which everything else is brought to.
        V: Primary inputs, ``(p, n)``; what columns leave, as one row, where left out.
        imports: Imports taken off the rows.
        trusted: Whose total stays where final use and primary inputs disagree.
        fixed: Cells of ``Z`` that keep their value, booleans ``(n, n)``.
        limits: When to stop.
        **parts: Everything else of :func:`~lantu.flows.input_output_table`.

    Raises:
        CallerError: Shapes differ.
        DataError: Rows and columns cannot be met; says which and why. Or another fault of a
            table that is no matter of balance.
    """
    raw = _raw(Z, Y, x, V, imports, parts)
    found = gras(raw.joint, _targets(raw, trusted, parts), fixed=_mask(raw, fixed), limits=limits)
    n = len(raw.x)
    report = _report(raw, found, _labels(parts))
    given = dict(parts)
    moved = f"{report.moved:.2%}"
    said = Text(f"按 GRAS 配平，改动 {moved}", f"balanced by GRAS, {moved} moved")
    given["estimate"] = together(parts.get("estimate"), said)
    table = input_output_table(
        found.X[:n, :n],
        found.X[:n, n:],
        x=raw.x,
        V=found.X[n:, :n],
        imports=raw.imports,
        **given,  # type: ignore[arg-type] # the parts of RepairParts, one replaced
    )
    return table, report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    joint: Floats  # [[Z, Y], [V, 0]]
    x: Floats
    imports: Floats
    imported: Floats  # 1'Zm


def _raw(  # noqa: PLR0917 - the parts of a table as they came
    Z: ArrayLike,
    Y: ArrayLike,
    x: ArrayLike,
    V: ArrayLike | None,
    imports: ArrayLike | None,
    parts: RepairParts,
) -> _Raw:
    flows, output = numbers("Z", Z), numbers("x", x)
    final = numbers("Y", Y)
    final = final[:, None] if final.ndim == 1 else final
    n = len(output)
    if flows.shape != (n, n) or len(final) != n:
        raise CallerError(f"x has {n} entries, but Z is {flows.shape} and Y {final.shape}")
    taken = np.zeros(n) if imports is None else numbers("imports", imports)
    kept_apart = parts.get("imported")
    imported = kept_apart.Z.sum(axis=0) if kept_apart else np.zeros(n)
    left = output - imported - flows.sum(axis=0)
    primary = left[None, :] if V is None else numbers("V", V)
    corner = np.zeros((len(primary), final.shape[1]))
    joint = np.block([[flows, final], [primary, corner]])
    return _Raw(joint=joint, x=output, imports=taken, imported=imported)


def _targets(raw: _Raw, trusted: Trusted, parts: RepairParts) -> Targets:
    n = len(raw.x)
    primary, final = raw.joint[n:].sum(axis=1), raw.joint[:n, n:].sum(axis=0)
    # ΣV + ΣZm = ΣY - Σm once rows and columns meet the same output.
    apart = float(final.sum() - raw.imports.sum() - raw.imported.sum() - primary.sum())
    size = float(np.abs(final).sum() + np.abs(primary).sum())
    if abs(apart) > AGREE * size:
        if trusted == "final":
            primary = primary + _spread(primary, apart, "primary inputs")
        else:
            final = final - _spread(final, apart, "final uses")
    names = _labels(parts)
    return Targets(
        rows=np.concatenate([raw.x + raw.imports, primary]),
        columns=np.concatenate([raw.x - raw.imported, final]),
        row_names=(*names, *(f"primary input {k + 1}" for k in range(len(primary)))),
        column_names=(*names, *(f"final use {k + 1}" for k in range(len(final)))),
    )


def _spread(totals: Floats, apart: float, noun: str) -> Floats:
    size = np.abs(totals)
    if not size.sum() > 0:
        raise DataError(
            f"{noun} are all zero, yet must take up {apart:g}",
            hint="give them figures, or trust the other side",
        )
    share: Floats = size / size.sum()
    return apart * share


def _mask(raw: _Raw, fixed: ArrayLike | None) -> NDArray[np.bool_] | None:
    if fixed is None:
        return None
    held, n = np.zeros(raw.joint.shape, dtype=bool), len(raw.x)
    held[:n, :n] = np.asarray(fixed, dtype=bool)
    return held


def _labels(parts: RepairParts) -> tuple[str, ...]:
    sectors, regions = tuple(parts["sectors"]), tuple(parts.get("regions", ("region",)))
    if len(regions) == 1:
        return sectors
    return tuple(f"{region}:{sector}" for region in regions for sector in sectors)


def _report(raw: _Raw, found: Balanced, labels: tuple[str, ...]) -> RepairReport:
    n, before, after = len(raw.x), raw.joint, found.X
    blocks = {"Z": np.s_[:n, :n], "Y": np.s_[:n, n:], "V": np.s_[n:, :n]}
    return RepairReport(
        labels=labels,
        row_gaps=before[:n].sum(axis=1) - raw.imports - raw.x,
        column_gaps=before[:, :n].sum(axis=0) + raw.imported - raw.x,
        row_changes=found.row_change[:n],
        column_changes=found.column_change[:n],
        moved=float(np.abs(after - before).sum() / np.abs(before).sum()),
        totals={k: (float(before[at].sum()), float(after[at].sum())) for k, at in blocks.items()},
        iterations=found.iterations,
        residual=found.residual,
    )
