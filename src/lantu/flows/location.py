"""Who is specialised in what, and which activities crowd together: measures of shares.

With ``x_ca`` the amount of activity ``a`` in place ``c``, a dot for a sum::

    s_ca = x_ca/x_c.            what a place does              t_ca = x_ca/x_.a   where it is done
    LQ   = s_ca/(x_.a/x..)      location quotient, 1 is usual
    K_c  = Σ_a |s_ca - x_.a/x..|          specialisation (Krugman 1991), 0 to 2
    Λ_a  = ½·Σ_c |t_ca - x_c./x..|        localisation (Hoover 1936), 0 to 1
    G_a  = ½·Σ_cd (x_c./x..)·(x_d./x..)·|LQ_ca - LQ_da|      locational Gini
    H    = Σ_a s_ca² of a place, Σ_c t_ca² of an activity    Herfindahl–Hirschman

The quotient is Balassa's advantage; :mod:`lantu.complexity` takes it from there to presence
and capability. Here it falls out of shares that the other measures need as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze, ratio
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.model.activity_matrix import ActivityMatrix
    from lantu.model.axis import Axis

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Shares of places and activities, and what is measured on them.

    A place or an activity with nothing in a period has shares and measures of 0, and no row
    in a table.

    Attributes:
        places: ``C`` places.
        activities: ``A`` activities.
        periods: ``T`` periods.
        shares: ``s``, what each place does, shape ``(T, C, A)``.
        spread: ``t``, where each activity is done, ``(T, C, A)``.
        usual: ``x_.a/x..``, what all places do, ``(T, A)``.
        sizes: ``x_c./x..``, how big each place is, ``(T, C)``.
    """

    places: Axis
    activities: Axis
    periods: Axis
    shares: Floats
    spread: Floats
    usual: Floats
    sizes: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def quotients(self) -> Floats:
        """``LQ``, shape ``(T, C, A)``; 0 to infinity, 1 is usual."""
        return ratio(self.shares, np.broadcast_to(self.usual[:, None], self.shares.shape))

    @property
    def symmetric(self) -> Floats:
        """``(LQ - 1)/(LQ + 1)``, -1 to 1, ``(T, C, A)``; Dalum, Laursen & Villumsen (1998)."""
        quotients = self.quotients
        even: Floats = (quotients - 1) / (quotients + 1)
        return even

    @property
    def specialisation(self) -> Floats:
        """``K``: share of a place's activity, twice, that would have to change, ``(T, C)``."""
        apart: Floats = np.abs(self.shares - self.usual[:, None]).sum(axis=2)
        return apart * (self.sizes > 0)

    @property
    def localisation(self) -> Floats:
        """``Λ``: share of an activity that would have to move to be spread as all is, ``(T, A)``."""
        apart: Floats = 0.5 * np.abs(self.spread - self.sizes[:, :, None]).sum(axis=1)
        return apart * (self.usual > 0)

    @property
    def gini(self) -> Floats:
        """``G``: twice the area between its Lorenz curve and the diagonal, ``(T, A)``."""
        order = np.argsort(self.quotients, axis=1, kind="stable")
        done = np.take_along_axis(self.spread, order, axis=1)
        size = np.take_along_axis(np.broadcast_to(self.sizes[:, :, None], done.shape), order, 1)
        reached = np.cumsum(done, axis=1)
        area: Floats = 1 - (size * (2 * reached - done)).sum(axis=1)
        return area * (self.usual > 0)

    @property
    def concentration(self) -> Floats:
        """``H`` of each activity over places, ``(T, A)``."""
        squared: Floats = np.square(self.spread).sum(axis=1)
        return squared

    @property
    def narrowness(self) -> Floats:
        """``H`` of each place over activities, ``(T, C)``; 1 for a place that does one thing."""
        squared: Floats = np.square(self.shares).sum(axis=2)
        return squared

    def by_place(self) -> pl.DataFrame:
        """One row per period and place that does something."""
        columns = {
            "size": self.sizes,
            "specialisation": self.specialisation,
            "herfindahl": self.narrowness,
        }
        return _rows((self.periods, self.places), self.sizes > 0, columns)

    def by_activity(self) -> pl.DataFrame:
        """One row per period and activity that is done somewhere."""
        columns = {
            "size": self.usual,
            "localisation": self.localisation,
            "gini": self.gini,
            "herfindahl": self.concentration,
        }
        return _rows((self.periods, self.activities), self.usual > 0, columns)

    def to_polars(self) -> pl.DataFrame:
        """One row per period, place that does something and activity that is done."""
        columns = {
            "share": self.shares,
            "spread": self.spread,
            "quotient": self.quotients,
            "symmetric": self.symmetric,
        }
        kept = (self.sizes > 0)[:, :, None] & (self.usual > 0)[:, None]
        return _rows((self.periods, self.places, self.activities), kept, columns)


def location(matrix: ActivityMatrix) -> Location:
    """Shares, quotients, specialisation and concentration of every place and activity.

    The places make up the whole: to set some against their country, make the rest of the
    country a place of its own. A cell not on record adds nothing to any total.

    Args:
        matrix: Amounts.

    Raises:
        CallerError: Shares instead of amounts.
    """
    if matrix.weights is not None:
        raise CallerError(
            "shares cannot be added over places",
            hint="give amounts; for quotients of shares see `complexity.rca`",
        )
    x = matrix.values
    of_place, of_activity = x.sum(axis=2), x.sum(axis=1)
    whole = np.broadcast_to(of_place.sum(axis=1)[:, None], of_place.shape)
    every = np.broadcast_to(of_place.sum(axis=1)[:, None], of_activity.shape)
    return Location(
        places=matrix.places,
        activities=matrix.activities,
        periods=matrix.periods,
        shares=ratio(x, np.broadcast_to(of_place[:, :, None], x.shape)),
        spread=ratio(x, np.broadcast_to(of_activity[:, None], x.shape)),
        usual=ratio(of_activity, every),
        sizes=ratio(of_place, whole),
    )


def _rows(
    axes: tuple[Axis, ...], kept: NDArray[np.bool_], columns: dict[str, Floats]
) -> pl.DataFrame:
    at = np.nonzero(kept)
    labels = {
        axis.noun: [axis.labels[k] for k in where] for axis, where in zip(axes, at, strict=True)
    }
    return frame(labels, {name: values[at] for name, values in columns.items()})
