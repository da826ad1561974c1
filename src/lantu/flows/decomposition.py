"""What changed between two years: technology, what is bought, by whom, and how much.

Output is a product of factors, and what each is worth depends on the order in which they
change. The average over all ``k!`` orders is exact, leaves no residual and treats factors
alike (Dietzenbacher & Los 1998). It needs no order to be walked: factor ``a`` counts ::

    Σ_{S ∌ a} |S|!·(k - 1 - |S|)! / k! · [g(S ∪ a) - g(S)]

with ``g(S)`` the result when the factors in ``S`` are the later year's: ``2ᵏ`` results, each
one solution with one of two factorisations. Compare years in the same prices.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import factorial
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze
from lantu.flows.coefficients import production
from lantu.flows.multipliers import OUTPUT, amounts_of
from lantu.flows.solving import factors_of
from lantu.model.accounts import FinalUse
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Imports, Production
    from lantu.flows.solving import Factors
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

INTENSITY, TECHNOLOGY = "intensity", "technology"
PRODUCTS, PURPOSES, LEVEL = "products", "purposes", "level"
FACTORS = (INTENSITY, TECHNOLOGY, PRODUCTS, PURPOSES, LEVEL)
"""``S``: amount per unit of output; ``L``: inputs; what each purpose buys; how the purposes
share final use; how much there is of it."""

Orders = Literal["all", "polar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposition:
    """A change, told factor by factor; ``Σ effects = after - before``, exactly.

    Attributes:
        row: What changed, such as ``output``.
        labels: Sectors, ``n``.
        factors: What it is put down to, ``k``.
        before: Amount in the earlier year, ``(n,)``.
        after: Amount in the later year, ``(n,)``.
        effects: Contribution of each factor, shape ``(k, n)``.
        lowest: Least contribution over the orders looked at, in total, ``(k,)``; how much
            the order matters.
        highest: Greatest contribution, ``(k,)``.
    """

    row: str
    labels: tuple[str, ...]
    factors: tuple[str, ...]
    before: Floats
    after: Floats
    effects: Floats
    lowest: Floats
    highest: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def total(self) -> Floats:
        """Contribution of each factor over all sectors, ``(k,)``."""
        summed: Floats = self.effects.sum(axis=1)
        return summed

    def to_polars(self) -> pl.DataFrame:
        """One row per sector, a column per factor."""
        columns = {"before": self.before, "after": self.after}
        columns |= dict(zip(self.factors, self.effects, strict=True))
        return frame({"sector": self.labels}, columns)


def decompose(
    before: InputOutputTable,
    after: InputOutputTable,
    *,
    row: str = OUTPUT,
    imports: Imports = "domestic",
    orders: Orders = "all",
) -> Decomposition:
    """``Δ(S·L·f)`` by intensity, technology, and the make-up and level of final use.

    ``f_i = Σ_c b_ic·d_c·t``: ``b_c`` what purpose ``c`` buys, ``d`` how the purposes share
    final use, ``t`` its size; sizes are sums of absolute amounts, so that stocks run down
    do not cancel against purchases.

    Args:
        before: The earlier year.
        after: The later one, of the same sectors and regions, in the same prices.
        row: ``output``, ``value added``, a primary input or a stressor.
        imports: Whether imported inputs leak out (``domestic``) or count as made inside.
        orders: ``all`` averages all orders; ``polar`` the two that change factors one by
            one from either end.

    Raises:
        CallerError: The tables differ in sectors or regions, or no such row or orders.
        DataError: As for :func:`~lantu.flows.solving.factorise`.
    """
    if before.labels != after.labels:
        raise CallerError(
            "the two tables differ in sectors or regions",
            hint="bring both to one list of sectors with `aggregate`",
        )
    if orders not in ("all", "polar"):
        raise CallerError(f"orders={orders!r}", hint="it is 'all' or 'polar'")
    years = tuple(_year(table, row, imports) for table in (before, after))
    factors = FACTORS[1:] if row == OUTPUT else FACTORS
    results = {chosen: _result(years, factors, chosen) for chosen in _subsets(len(factors))}
    kept = _walks(len(factors)) if orders == "polar" else None
    shares = shapley if kept is None else _average(kept)
    reach = _extremes(results, len(factors)) if kept is None else _ends(results, kept)
    return Decomposition(
        row=row,
        labels=before.labels,
        factors=factors,
        before=results[(False,) * len(factors)],
        after=results[(True,) * len(factors)],
        effects=shares(results, len(factors)),
        lowest=reach[0],
        highest=reach[1],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """The factors of one year."""

    intensity: Floats
    technology: Factors
    products: Floats
    purposes: Floats
    level: float


Results = dict[tuple[bool, ...], "Floats"]


def _year(table: InputOutputTable, row: str, imports: Imports) -> _Year:
    made = production(table, imports=imports)
    bought = _by_purpose(made)
    size = np.abs(bought).sum(axis=0)
    return _Year(
        intensity=amounts_of(made, (row,), {})[row] * made.per_output,
        technology=factors_of(made),
        products=bought / np.where(size > 0, size, 1.0),
        purposes=size / max(float(size.sum()), np.finfo(float).tiny),
        level=float(size.sum()),
    )


def _by_purpose(made: Production) -> Floats:
    """Final use of each row by region and purpose, and last what no purpose accounts for."""
    uses = [made.final_use(use) for use in FinalUse]
    told = np.concatenate(uses, axis=1)
    rest = made.final - told.sum(axis=1)
    return np.concatenate([told, rest[:, None]], axis=1)


def _result(years: Sequence[_Year], factors: tuple[str, ...], later: tuple[bool, ...]) -> Floats:
    """``S·L·f`` with each factor from the year it is chosen from, by producing sector."""
    year = {name: years[chosen] for name, chosen in zip(factors, later, strict=True)}
    final = year[PRODUCTS].products @ year[PURPOSES].purposes * year[LEVEL].level
    output = year[TECHNOLOGY].technology.solve(final)
    return year[INTENSITY].intensity * output if INTENSITY in year else output


def _subsets(count: int) -> list[tuple[bool, ...]]:
    return list(product((False, True), repeat=count))


def shapley(results: Results, count: int) -> Floats:
    """Mean contribution of each of ``count`` factors over all orders, shape ``(k, n)``.

    Args:
        results: ``g(S)`` for each subset, told by which factors are in it.
        count: How many factors there are.
    """
    effects = []
    for at in range(count):
        effect = np.zeros_like(results[(False,) * count])
        for without in (chosen for chosen in _subsets(count) if not chosen[at]):
            size = sum(without)
            weight = factorial(size) * factorial(count - 1 - size) / factorial(count)
            effect = effect + weight * (results[_with(without, at)] - results[without])
        effects.append(effect)
    return np.array(effects)


def _with(chosen: tuple[bool, ...], at: int) -> tuple[bool, ...]:
    return (*chosen[:at], True, *chosen[at + 1 :])


def _walks(count: int) -> tuple[tuple[int, ...], ...]:
    """The two polar orders: factors changed from the first on, and from the last on."""
    return (tuple(range(count)), tuple(reversed(range(count))))


def _average(walks: Sequence[tuple[int, ...]]) -> Callable[[Results, int], Floats]:
    def mean(results: Results, count: int) -> Floats:
        steps = [_steps(results, walk) for walk in walks]
        averaged: Floats = np.mean(steps, axis=0)
        return averaged.reshape(count, -1)

    return mean


def _steps(results: Results, walk: tuple[int, ...]) -> Floats:
    """Contribution of each factor along one order, shape ``(k, n)``."""
    chosen = (False,) * len(walk)
    effects = np.zeros((len(walk), len(results[chosen])))
    for at in walk:
        effects[at] = results[_with(chosen, at)] - results[chosen]
        chosen = _with(chosen, at)
    return effects


def _ends(results: Results, walks: Sequence[tuple[int, ...]]) -> tuple[Floats, Floats]:
    totals = np.array([_steps(results, walk).sum(axis=1) for walk in walks])
    return totals.min(axis=0), totals.max(axis=0)


def _extremes(results: Results, count: int) -> tuple[Floats, Floats]:
    """Least and greatest contribution in total; every subset begins some order."""
    totals = {chosen: float(found.sum()) for chosen, found in results.items()}
    moves = np.array(
        [
            [totals[_with(s, at)] - totals[s] for s in _subsets(count) if not s[at]]
            for at in range(count)
        ]
    )
    return moves.min(axis=1), moves.max(axis=1)
