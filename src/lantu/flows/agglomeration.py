"""Do the plants of an industry crowd together more than darts thrown at a map would?

Plants of sizes ``z_k`` (shares of the industry, summing to 1) are spread over places with
shares ``x_c`` of all activity; the industry's own shares are ``s_c``. With the plants'
Herfindahl ``H = Σ_k z_k²`` and ``X_p = Σ_c x_c^p`` (Ellison & Glaeser 1997)::

    G      = Σ_c (s_c - x_c)²                    raw concentration
    E[G]   = (1 - X_2)·H                         plants thrown independently, by x
    Var[G] = 2·{H²·[X_2 - 2·X_3 + X_2²] - Σ_k z_k⁴·[X_2 - 4·X_3 + 3·X_2²]}
    γ      = [G/(1 - X_2) - H] / (1 - H)         0 for darts, 1 all in one place

Maurel & Sédillot (1999) weigh places by how much happens there: the same with
``Σ_c s_c² - X_2`` for ``G``. ``γ`` above 0.05 is commonly called highly, below 0.02 weakly
concentrated; whether it is more than chance is for ``z``, with its two deviations.

Where sizes of plants are secret but ``H`` is published, all but the variance is known; and
that is at most what ``Σ_k z_k⁴ ≥ H³`` leaves, with equality for plants of one size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.flows.arrays import freeze, ratio
from lantu.model.axis import Axis
from lantu.model.frames import frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl
    from numpy.typing import ArrayLike, NDArray

    from lantu.model.activity_matrix import ActivityMatrix

    Floats = NDArray[np.float64]
    Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agglomeration:
    """How each industry's plants are spread; ``I`` industries, ``C`` places.

    An industry of one plant (``H = 1``) has no ``γ``: it is 0 here and has no row in the
    table.

    Attributes:
        industries: The industries.
        places: The places.
        plants: Plants of each industry, shape ``(I,)``; the fewest that ``H`` allows where
            only that is known.
        shares: ``s``, each industry by place, ``(I, C)``.
        sizes: ``x``, all activity by place, ``(C,)``.
        herfindahl: ``H`` of the plants' sizes, ``(I,)``.
        raw: ``G``, ``(I,)``.
        expected: ``E[G]``, ``(I,)``.
        deviation: ``√Var[G]``, ``(I,)``; the most that it can be where only ``H`` is known.
        gamma: ``γ`` of Ellison & Glaeser, ``(I,)``.
        gamma_weighted: ``γ`` of Maurel & Sédillot, ``(I,)``.
    """

    industries: Axis
    places: Axis
    plants: NDArray[np.int64]
    shares: Floats
    sizes: Floats
    herfindahl: Floats
    raw: Floats
    expected: Floats
    deviation: Floats
    gamma: Floats
    gamma_weighted: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def z(self) -> Floats:
        """``(G - E[G])/√Var[G]``: above 2 is more than chance, ``(I,)``."""
        return ratio(self.raw - self.expected, self.deviation)

    def to_polars(self) -> pl.DataFrame:
        """One row per industry of two plants or more."""
        kept = np.flatnonzero(self.plants > 1)
        columns = {
            "plants": self.plants,
            "herfindahl": self.herfindahl,
            "raw": self.raw,
            "expected": self.expected,
            "deviation": self.deviation,
            "z": self.z,
            "gamma": self.gamma,
            "gamma_weighted": self.gamma_weighted,
        }
        labels = {"industry": [self.industries.labels[k] for k in kept]}
        return frame(labels, {name: values[kept] for name, values in columns.items()})


def agglomeration(
    plants: ArrayLike,
    *,
    places: Sequence[str],
    industries: Sequence[str] | None = None,
    sizes: Mapping[str, float] | None = None,
) -> Agglomeration:
    """Concentration of industries beyond the size of their plants and of their places.

    Args:
        plants: Size of each plant, such as employment, above 0, shape ``(P,)``.
        places: Place of each plant.
        industries: Industry of each plant; one industry where left out.
        sizes: All activity of each place, also of places without a plant; that of the plants
            given where left out.

    Raises:
        CallerError: Lengths differ, or a plant's place has no size.
        DataError: No plants, a size not above 0, or fewer than two places of some size.
    """
    z = np.asarray(plants, dtype=np.float64)
    made = list(industries) if industries is not None else [""] * len(z)
    _check(z, places, made)
    at_place, where = _axis("place", places, sizes or ())
    at_industry, which = _axis("industry", made, ())
    x = _place_shares(z, where, at_place, sizes)
    amounts = np.zeros((len(at_industry), len(at_place)))
    np.add.at(amounts, (which, where), z)
    total = amounts.sum(axis=1)
    z = z / total[which]
    herfindahl, fourth = (np.bincount(which, z**p, len(total)).astype(np.float64) for p in (2, 4))
    return _agglomeration(
        (at_industry, at_place),
        (amounts / total[:, None], x),
        (herfindahl, fourth),
        np.bincount(which, minlength=len(total)),
    )


def agglomeration_by_herfindahl(
    matrix: ActivityMatrix, herfindahl: Mapping[str, float]
) -> Agglomeration:
    """The same where of the plants only their Herfindahl is known, industry by industry.

    ``γ`` is as from the plants themselves; the deviation is the most, and so ``z`` the least
    in size, that plants of this Herfindahl can have.

    Args:
        matrix: Amounts of one period; all of them together are the sizes of places.
        herfindahl: ``H`` by activity, above 0 and at most 1; of ``N`` plants of one size it
            is ``1/N``, and of others more. Others are left out, and what is done nowhere.

    Raises:
        CallerError: Several periods, shares instead of amounts, or no such activity.
        DataError: An ``H`` out of bounds, nothing done of any of them, or fewer than two
            places of some size.
    """
    _check_matrix(matrix, herfindahl)
    amounts = matrix.values[0].T
    at = [k for k, code in enumerate(matrix.activities) if code in herfindahl and amounts[k].any()]
    if not at:
        raise DataError("none of these activities is done anywhere", hint="see their codes")
    sizes = dict(zip(matrix.places, amounts.sum(axis=0).tolist(), strict=True))
    x = _place_shares(np.zeros(0), np.zeros(0, np.intp), matrix.places, sizes)
    codes = tuple(matrix.activities.labels[k] for k in at)
    own = np.array([herfindahl[code] for code in codes])
    return _agglomeration(
        (Axis("industry", codes), matrix.places),
        (amounts[at] / amounts[at].sum(axis=1, keepdims=True), x),
        (own, _widest(x, own)),
        np.ceil(1 / own - WHOLE).astype(np.int64),
    )


WHOLE = 1e-9
"""``1/H`` this little above a whole number is that number, but for rounding."""


def _check_matrix(matrix: ActivityMatrix, herfindahl: Mapping[str, float]) -> None:
    if len(matrix.periods) > 1 or matrix.weights is not None:
        raise CallerError(
            "amounts of one period are needed", hint="choose one with `matrix.period(…)`"
        )
    for code, value in herfindahl.items():
        matrix.activities.at(code)
        if not 0 < value <= 1:
            raise DataError(
                f"the Herfindahl of {code} is {value:g}",
                hint="it is the sum of squared shares: above 0, and 1 for one plant alone",
            )


def _agglomeration(
    axes: tuple[Axis, Axis],
    shares: tuple[Floats, Floats],
    moments: tuple[Floats, Floats],
    count: NDArray[np.int64],
) -> Agglomeration:
    """What follows from industries and places, ``s`` and ``x``, ``H`` and ``Σ_k z_k⁴``."""
    (s, x), (herfindahl, fourth) = shares, moments
    raw, square = ((s - x) ** 2).sum(axis=1), float((x**2).sum())
    left = np.where(count > 1, 1 - herfindahl, 0.0)
    return Agglomeration(
        industries=axes[0],
        places=axes[1],
        plants=count,
        shares=s,
        sizes=x,
        herfindahl=herfindahl,
        raw=raw,
        expected=(1 - square) * herfindahl,
        deviation=_deviation(x, herfindahl, fourth),
        gamma=ratio(raw / (1 - square) - herfindahl, left),
        gamma_weighted=ratio(((s**2).sum(axis=1) - square) / (1 - square) - herfindahl, left),
    )


def _deviation(x: Floats, herfindahl: Floats, fourth: Floats) -> Floats:
    """``√Var[G]`` from ``x``, ``H`` and ``Σ_k z_k⁴``."""
    square, cube = float((x**2).sum()), float((x**3).sum())
    pairs = square - 2 * cube + square**2
    variance = 2 * (herfindahl**2 * pairs - fourth * _itself(x))
    deviation: Floats = np.sqrt(np.maximum(variance, 0.0))
    return deviation


def _itself(x: Floats) -> float:
    """``X_2 - 4·X_3 + 3·X_2²``: what a plant's being one takes off the variance."""
    square, cube = float((x**2).sum()), float((x**3).sum())
    return square - 4 * cube + 3 * square**2


def _widest(x: Floats, herfindahl: Floats) -> Floats:
    """The ``Σ_k z_k⁴`` of greatest variance that ``H`` allows: ``H³``, or else under ``H²``."""
    most: Floats = herfindahl ** (3 if _itself(x) >= 0 else 2)
    return most


def _check(z: Floats, places: Sequence[str], industries: Sequence[str]) -> None:
    if z.ndim != 1 or not len(z) == len(places) == len(industries):
        raise CallerError(
            f"{z.shape} plants, {len(places)} places, {len(industries)} industries",
            hint="every plant has one size, one place and one industry",
        )
    if not len(z) or not (np.isfinite(z).all() and (z > 0).all()):
        raise DataError(
            "every plant needs a size above 0",
            hint="leave out plants whose size is not on record",
        )


def _axis(noun: str, codes: Sequence[str], more: Iterable[str]) -> tuple[Axis, Positions]:
    labels, positions = np.unique(np.array([*codes, *more]), return_inverse=True)
    return Axis(noun, tuple(labels.tolist())), positions[: len(codes)]


def _place_shares(
    z: Floats, where: Positions, places: Axis, sizes: Mapping[str, float] | None
) -> Floats:
    """``x``, shape ``(C,)``.

    Raises:
        CallerError: A plant's place has no size.
        DataError: A size below 0, or fewer than two places of some size.
    """
    lacking = [place for place in places if sizes is not None and place not in sizes]
    if lacking:
        raise CallerError(
            f"no size of {len(lacking)} places with plants: {', '.join(lacking[:5])}",
            hint="give `sizes` of every place, or of none",
        )
    amounts = (
        np.bincount(where, z, len(places))
        if sizes is None
        else np.array([sizes[place] for place in places], dtype=np.float64)
    )
    if not (np.isfinite(amounts).all() and (amounts >= 0).all() and (amounts > 0).sum() > 1):
        raise DataError(
            "two places or more need a size above 0, and none one below",
            hint="one place alone shows no concentration",
        )
    shares: Floats = amounts / amounts.sum()
    return shares
