"""How far estimated regional coefficients are from surveyed ones.

Measures of Flegg & Tohmo and of Bonfiglio & Chelli, for estimates ``E`` of coefficients ``T``::

    STPE = Σ|e - t| / Σt          standardised total percentage error, coefficients alike
    WAPE = Σ|e - t|·x / Σt·x      the same weighted by the buyer's output: an error of flows
    U    = √(Σ(e - t)² / Σt²)     Theil's coefficient of inequality
    MAPE = mean |m(E)/m(T) - 1|   of output multipliers m = 1'(I - A)⁻¹; its bias without |·|
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import CallerError
from lantu.flows.regional_methods import quotients
from lantu.model.accounts import numbers
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from lantu.flows.regional_methods import Quotient

    Floats = NDArray[np.float64]

Measure = Literal["stpe", "wape", "theil", "mape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyedRegions:
    """A nation and regions whose coefficients were surveyed; ``R`` regions, ``n`` sectors.

    Attributes:
        names: Of the regions, ``R``.
        A: Their coefficients, shape ``(R, n, n)``.
        x: Their output, shape ``(R, n)``.
        A_nation: The nation's coefficients, shape ``(n, n)``.
        x_nation: The nation's output, shape ``(n,)``.
    """

    names: tuple[str, ...]
    A: Floats
    x: Floats
    A_nation: Floats
    x_nation: Floats

    def __post_init__(self) -> None:
        """Take the arrays as read-only float64."""
        for name in ("A", "x", "A_nation", "x_nation"):
            object.__setattr__(self, name, numbers(name, getattr(self, name)))

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalErrors:
    """Errors of one method in every region; every array has shape ``(R,)``.

    Attributes:
        names: Of the regions.
        stpe: Standardised total percentage error.
        wape: The same weighted by output.
        theil: Theil's ``U``.
        mape: Mean absolute relative error of output multipliers.
        bias: Mean relative error of output multipliers.
    """

    names: tuple[str, ...]
    stpe: Floats
    wape: Floats
    theil: Floats
    mape: Floats
    bias: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for name in ("stpe", "wape", "theil", "mape", "bias"):
            object.__setattr__(self, name, numbers(name, getattr(self, name)))

    def to_polars(self) -> pl.DataFrame:
        """One row per region."""
        columns = ("stpe", "wape", "theil", "mape", "bias")
        return frame({"region": self.names}, {name: getattr(self, name) for name in columns})


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossValidated:
    """Errors of methods chosen without seeing the region they are judged on.

    Attributes:
        chosen: The method chosen for each region on the others, ``R``.
        errors: Its error there, shape ``(R,)``.
        best: The method best over all regions, for use elsewhere.
    """

    chosen: tuple[Quotient, ...]
    errors: Floats
    best: Quotient

    def __post_init__(self) -> None:
        """Make the array read-only."""
        object.__setattr__(self, "errors", numbers("errors", self.errors))


def regional_errors(surveyed: SurveyedRegions, method: Quotient | None) -> RegionalErrors:
    """Errors of ``q_ij·a_ij`` against each region's surveyed coefficients.

    Args:
        surveyed: The truth.
        method: How to estimate; None takes the nation's coefficients unchanged.

    Raises:
        DataError: A region makes what the nation does not.
    """
    errors = np.array(
        [
            coefficient_errors(_estimated(surveyed, k, method), surveyed.A[k], surveyed.x[k])
            for k in range(len(surveyed))
        ]
    )
    stpe, wape, theil, mape, bias = errors.T
    return RegionalErrors(
        names=surveyed.names, stpe=stpe, wape=wape, theil=theil, mape=mape, bias=bias
    )


def coefficient_errors(
    estimated: Floats, surveyed: Floats, output: Floats
) -> tuple[float, float, float, float, float]:
    """STPE, WAPE, U, MAPE of multipliers and their bias, of ``E`` against ``T``.

    Buyers without output have no coefficients to be wrong about.

    Args:
        estimated: ``E``, ``(n, n)``.
        surveyed: ``T``, ``(n, n)``.
        output: ``x`` of the buyers, ``(n,)``.
    """
    estimated = np.where(output > 0, estimated, 0.0)
    gap = np.abs(estimated - surveyed)
    ratio = _multipliers(estimated) / _multipliers(surveyed) - 1
    return (
        float(gap.sum() / surveyed.sum()),
        float((gap @ output).sum() / (surveyed @ output).sum()),
        float(np.sqrt((gap**2).sum() / (surveyed**2).sum())),
        float(np.abs(ratio).mean()),
        float(ratio.mean()),
    )


def cross_validated(
    surveyed: SurveyedRegions,
    methods: Sequence[Quotient],
    measure: Measure,
    *,
    folds: int | None = None,
    rng: np.random.Generator | None = None,
) -> CrossValidated:
    """Each region judged by the method that is best, on average, in the regions of other folds.

    Args:
        surveyed: The truth.
        methods: To choose from, such as ``FLQ`` at several ``δ``; of equals the first is taken.
        measure: By which.
        folds: Groups of regions, drawn by ``rng``; each region its own group where None.
        rng: Needed where ``folds`` is given.

    Raises:
        CallerError: No methods, too many or too few folds, or folds without ``rng``.
    """
    count = len(surveyed)
    if not methods or not 1 < (folds or count) <= count:
        raise CallerError(
            f"{len(methods)} methods, {count} regions, {folds} folds",
            hint="give at least one method, and from 2 folds to as many as regions",
        )
    if folds is not None and rng is None:
        raise CallerError("folds are drawn", hint="give rng=np.random.default_rng(seed)")
    errors = np.array([getattr(regional_errors(surveyed, m), measure) for m in methods])
    order = np.arange(count) if rng is None else rng.permutation(count)
    group = np.empty(count, dtype=np.intp)
    group[order] = np.arange(count) % (folds or count)
    picks = [int(errors[:, group != group[k]].mean(axis=1).argmin()) for k in range(count)]
    return CrossValidated(
        chosen=tuple(methods[pick] for pick in picks),
        errors=errors[picks, np.arange(count)],
        best=methods[int(errors.mean(axis=1).argmin())],
    )


def _estimated(surveyed: SurveyedRegions, k: int, method: Quotient | None) -> Floats:
    if method is None:
        return surveyed.A_nation
    return quotients(method, surveyed.x[k], surveyed.x_nation) * surveyed.A_nation


def _multipliers(A: Floats) -> Floats:
    found: Floats = np.linalg.solve(np.eye(len(A)) - A.T, np.ones(len(A))).astype(np.float64)
    return found
